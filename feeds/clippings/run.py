"""Make seeds of pages, or of the entries of a feed. Never prints."""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feeds.clippings.addresses import address_of
from feeds.clippings.clipping import Clipping, Moment
from feeds.clippings.collection import Collection, read_collection
from feeds.clippings.fetch import (
    MOST_BYTES,
    Document,
    NotTakenError,
    UnreachableError,
    fetch_document,
    require_page,
)
from feeds.clippings.match import provider_of, topics_of
from feeds.clippings.seed import fields_of, seed_text
from feeds.clippings.write import given_place, place_for, require_sound, sound_fields, write_seed
from feeds.http.addresses import Resolver, resolve
from feeds.problems.diagnostics import quote
from feeds.problems.errors import INSTALL_NEW, ConfigError
from feeds.secrets import mask_credentials
from feeds.settings import Settings
from feeds.values.dates import format_date_time
from feeds.values.names import clean_name
from feeds.values.text import clean_line
from feeds.values.urls import has_credentials

if TYPE_CHECKING:
    from feeds.http.limits import Limits

_MOST_REFRESHES = 3
_LIBRARIES = ("dateparser", "extruct", "feedparser", "htmldate")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever makes seeds wants otherwise than the page or the feed has it.

    None and nothing leave it to that. ``published`` says whether the seeds are, by default those of
    pages. With ``write`` off, nothing is written. ``limit`` is the most entries that are taken of a
    feed, the first ones. What is dated later than ``now`` is said to be; without it, nothing is.
    """

    title: str | None = None
    provider: str | None = None
    topics: tuple[str, ...] = ()
    date: Moment | None = None
    file: Path | None = None
    published: bool | None = None
    write: bool = True
    limit: int | None = None
    allow_private: bool = False
    now: datetime | None = None


class Made(NamedTuple):
    """A seed that was made of what stands at ``address``, and what is to be looked at in it."""

    address: str
    path: Path
    text: str
    notes: tuple[str, ...]


class Known(NamedTuple):
    """What stands at ``address`` has a seed already, at ``path``."""

    address: str
    path: str


class Refused(NamedTuple):
    """No seed was made of what stands at ``address``; ``unreachable`` if no host answered."""

    address: str
    reason: str
    unreachable: bool = False


Result = Made | Known | Refused


def seeds_of_pages(
    addresses: Iterable[str], settings: Settings, wishes: Wishes, *, resolver: Resolver = resolve
) -> Iterator[Result]:
    """Make a seed of each page at *addresses*, one after the other; yield what became of each.

    Raises ConfigError for a wish that cannot be met, SeedsFolderError without a folder of seeds,
    OutputError for what cannot be written: then the seeds before it are there.
    """
    _prepare_libraries()
    from feeds.clippings.pages.page import clip_page

    collection = read_collection(settings)
    limits = _limits(settings, wishes)
    for number, given in enumerate(addresses):
        if number:
            time.sleep(limits.min_interval_seconds)
        try:
            address = _with_scheme(given)
            if path := collection.find(address, address_of(address)):
                yield Known(address, path)
                continue
            clipping = clip_page(_fetch_page(address, limits, resolver))
            yield _make(address, clipping, collection, settings, wishes)
        except (NotTakenError, UnreachableError) as exc:
            yield Refused(mask_credentials(given), str(exc), isinstance(exc, UnreachableError))


def seeds_of_feed(
    source: str, settings: Settings, wishes: Wishes, *, resolver: Resolver = resolve
) -> Iterator[Result]:
    """Make a seed of each entry of the feed *source*, a file or an address; yield as above.

    Raises NotTakenError besides if it is no feed, UnreachableError if no host answers.
    """
    _prepare_libraries()
    from feeds.clippings.feed import clip_feed

    collection = read_collection(settings)
    limits = _limits(settings, wishes)
    clippings = clip_feed(_feed_document(source, limits, resolver))
    if not any(clipping.url for clipping in clippings):
        message = f"{source} has no entry with an address: nothing can be taken of it"
        raise NotTakenError(message, url=source)
    unpublished = replace(wishes, published=bool(wishes.published))
    for number, clipping in enumerate(clippings[: wishes.limit], start=1):
        if not clipping.url:
            yield Refused(source, _without_address(source, number, clipping))
            continue
        try:
            yield _make(clipping.url, clipping, collection, settings, unpublished)
        except NotTakenError as exc:
            yield Refused(clipping.url, str(exc))


def _without_address(source: str, number: int, clipping: Clipping) -> str:
    """Say which entry of *source* names no page that could be read."""
    entry = f"entry {number} of {mask_credentials(source)}"
    named = f"{entry}, {quote(clipping.title)}," if clipping.title else entry
    return f"{named} has no address to be read at: write the seed by hand"


def _limits(settings: Settings, wishes: Wishes) -> "Limits":
    """Return how hosts are asked: as for links, but for patterns of those that are not checked."""
    allow_private = wishes.allow_private or settings.links.limits.allow_private
    return settings.links.limits._replace(allow_private=allow_private, skip=())


def _prepare_libraries() -> None:
    """Raise ConfigError unless all libraries are there; keep what they log from the terminal."""
    missing = [name for name in _LIBRARIES if not find_spec(name)]
    if missing:
        message = f"feeds new needs libraries that are not installed ({', '.join(missing)})"
        raise ConfigError(f"{message}: {INSTALL_NEW}")
    for name in _LIBRARIES:
        # Without a handler, Python prints it, with whatever stands in a page.
        logging.getLogger(name).addHandler(logging.NullHandler())


def _with_scheme(given: str) -> str:
    """Return the address *given*, which may lack its scheme; raise NotTakenError for what is none.

    A password in it would be in the seed as well.
    """
    address = given.strip()
    if has_credentials(address if "//" in address else f"//{address}"):
        shown = mask_credentials(address if "//" in address else f"//{address}")
        message = f"{shown.removeprefix('//')} holds a user name or password: give it without"
        raise NotTakenError(message, url=shown)
    if "://" in address.partition("?")[0]:
        return address
    # A name with a point in it, and perhaps a port.
    host = address.partition("/")[0].partition(":")[0]
    if "." in host.strip(".") and " " not in address and not Path(address).is_file():
        return f"https://{address}"
    problem = "is a file or folder" if Path(address).exists() else "is no address"
    remedy = "give that of a page, such as https://example.org/news/1, or a feed with --from"
    raise NotTakenError(f"{quote(address)} {problem}: {remedy}", url=address)


def _fetch_page(address: str, limits: "Limits", resolver: Resolver) -> Document:
    """Return the page that *address* leads to, by redirects in HTML as well (``refresh_of``)."""
    from feeds.clippings.pages.page import refresh_of

    document = fetch_document(address, limits, resolver)
    require_page(document)
    for _ in range(_MOST_REFRESHES):
        target = refresh_of(document)
        if not target:
            break
        document = fetch_document(target, limits, resolver)._replace(asked=address)
        require_page(document)
    return document


def _feed_document(source: str, limits: "Limits", resolver: Resolver) -> Document:
    path = Path(source)
    if "://" in source or ("/" in source and not path.exists()):
        return fetch_document(_with_scheme(source), limits, resolver)
    try:
        # What is a device or a pipe may have no end.
        with path.open("rb") as file:
            return Document(source, "", "", "", file.read(MOST_BYTES))
    except OSError as exc:
        raise ConfigError(f"--from: {source} cannot be read: {exc.strerror}", key="--from") from exc


def _make(
    address: str, found: Clipping, collection: Collection, settings: Settings, wishes: Wishes
) -> Result:
    """Make the seed of the article that is *found* at *address*, unless there is one."""
    if known := collection.find(found.url, found.original_url, found.amp_url):
        return Known(address, known)
    clipping = _as_wished(found, wishes)
    _require_told(address, clipping)
    provider = provider_of(clipping, collection, wishes.provider)
    topics, notes = _topics(address, clipping, provider["name"], collection, wishes)
    fields = fields_of(
        clipping, provider, topics, collection.manner, published=wishes.published is not False
    )
    fields, left_out = sound_fields(fields, collection)
    text = seed_text(fields, collection.manner)
    path = (
        given_place(wishes.file, settings)
        if wishes.file
        else place_for(clipping, collection, settings)
    )
    require_sound(address, path, text, settings)
    if wishes.write:
        write_seed(path, text, collection.folder)
    notes += _provider_notes(clipping, provider["name"], collection, wishes)
    notes += [f"{name} was left out: what the page says of it is not valid" for name in left_out]
    collection.add(str(path), fields)
    return Made(address, path, text, (*_date_notes(clipping, wishes.now), *clipping.notes, *notes))


def _as_wished(clipping: Clipping, wishes: Wishes) -> Clipping:
    if wishes.title:
        clipping = replace(clipping, title=clean_line(wishes.title))
    if wishes.date:
        clipping = replace(clipping, published=wishes.date, notes=())
    return clipping


def _require_told(address: str, clipping: Clipping) -> None:
    if not clipping.title:
        raise NotTakenError(f"{address} has no title: give --title", url=address)
    if not clipping.published:
        message = f"{address} does not say when it was published: give --date, as 2026-11-30"
        raise NotTakenError(message, url=address)


def _topics(
    address: str, clipping: Clipping, provider: str, collection: Collection, wishes: Wishes
) -> tuple[tuple[str, ...], list[str]]:
    """Return the topics of the article, and what is to be said of them."""
    if wishes.topics:
        return tuple(map(clean_name, wishes.topics)), []
    proposal = topics_of(clipping, provider, collection)
    if not proposal.names:
        raise NotTakenError(f"{address} names no topic: give --topic", url=address)
    return proposal.names, [proposal.note] if proposal.note else []


def _provider_notes(
    clipping: Clipping, name: str, collection: Collection, wishes: Wishes
) -> Iterator[str]:
    if name not in collection.providers:
        yield f'provider "{name}" is new'
    elif not wishes.provider and clipping.site and not clipping.is_named(name):
        yield f'provider "{name}" is the one at its domain; the site is called "{clipping.site}"'


def _date_notes(clipping: Clipping, now: datetime | None) -> Iterator[str]:
    moment = clipping.published
    if moment and moment.assumed:
        yield f"publishedDateTime {moment.assumed}"
    if moment and now and moment.time > now:
        yield (
            f"publishedDateTime {format_date_time(moment.time)} is in the future: the seed is left"
            " out of the feeds until then"
        )
