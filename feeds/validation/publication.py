"""Whether a seed is published, as what, and if not, why.

What is decided here holds for builds, which leave out what is not published, and for whatever is
said of seeds that are.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from feeds.problems.exclusion import Exclusion
from feeds.values.dates import is_past
from feeds.values.hashes import name_urn

if TYPE_CHECKING:
    from feeds.validation.schema.signs import Bound

Fields = dict[str, Any]

_ID_SOURCES = ("id", "originalUrl", "webUrl")

ID_SOURCES = frozenset(_ID_SOURCES)
"""The fields that the id of an entry is, or derives from."""

MOST_TOPICS = 100
"""So many topics of an article have it in their feeds, so that no seed makes thousands of feeds."""


def exclusion_of(fields: Fields, *, include_unpublished: bool) -> Exclusion | None:
    """Return why the article described by *fields* is left out at any time, None if it is not."""
    if hidden := hidden_of(fields, include_unpublished=include_unpublished):
        return hidden
    if "publishedDateTime" not in fields:
        return Exclusion.UNDATED
    if not link_of(fields):
        return Exclusion.UNLINKED
    return None


def is_out(fields: Fields, bounds: "Iterable[Bound]", now: datetime) -> bool:
    """Tell whether the valid article described by *fields*, and *bounds*, is published *now*."""
    return is_past(fields["publishedDateTime"], now) and all(
        now < bound.moment if bound.is_end else bound.moment <= now for bound in bounds
    )


def hidden_of(fields: Fields, *, include_unpublished: bool) -> Exclusion | None:
    """Return why the article may be shown nowhere, not even as related to another one."""
    if fields.get("removed") is True or fields.get("deleted") is True:
        return Exclusion.REMOVED
    if fields.get("published") is False and not include_unpublished:
        return Exclusion.UNPUBLISHED
    return None


def link_of(fields: Fields) -> str:
    """Return the address that readers are sent to, as written; empty if there is none."""
    return fields.get("webUrl") or fields.get("originalUrl") or ""


def id_of(fields: Fields) -> str:
    """Return the id of the entry of a valid seed; empty if it has neither id nor address."""
    source = source_of(fields)
    if source is None:
        return ""
    value: str = fields[source]
    return value if source == "id" else derive_id(value)


def derive_id(address: str) -> str:
    """Return the id of the entry that has none but this *address*."""
    # The address as written, so that anybody can compute the id (RFC 9562, 5.5) and no later
    # change of our notion of a normal form changes it (RFC 4287, 4.2.6).
    return name_urn(address)


def id_if_text(fields: Fields) -> str:
    """Return the id of a seed that may be invalid; empty if it cannot be told."""
    named = (fields.get(name, "") for name in _ID_SOURCES)
    return id_of(fields) if all(isinstance(text, str) for text in named) else ""


def other_ids(fields: Fields) -> list[str]:
    """Return the ids that the entry of a seed with an ``id`` may have had before it got that."""
    if source_of(fields) != "id":
        return []
    addresses = (fields.get(name) for name in _ID_SOURCES if name != "id")
    return [derive_id(url) for url in addresses if url and isinstance(url, str)]


def source_of(fields: Fields) -> str | None:
    """Return the name of the field that the entry's id is, or derives from; None without any."""
    for name in _ID_SOURCES:
        if fields.get(name):
            return name
    return None


def id_address(fields: Fields, *, include_unpublished: bool = False) -> str | None:
    """Return the name of the address that a published entry's id derives from; None without any."""
    source = source_of(fields)
    hidden = hidden_of(fields, include_unpublished=include_unpublished)
    return None if source == "id" or hidden else source
