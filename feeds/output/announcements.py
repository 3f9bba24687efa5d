"""Entries as feeds announce them, and how an article is known again under another id."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from feeds.entries.make import article_keys
from feeds.model import Lineup
from feeds.render.content import RELATED_COVERAGE
from feeds.values.dates import parse_date_time
from feeds.values.hashes import hash_id, hash_of, split_hashes
from feeds.values.names import name_key

if TYPE_CHECKING:
    from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_LISTED = re.compile(r'^<li><a href="([^"]*)"', re.MULTILINE)
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Announcement(NamedTuple):
    """An entry as one feed shows it; ``updated`` is None in a format that does not say it.

    ``content`` is HTML, and empty where there is none; ``summary`` is text. ``related`` are the
    addresses of related coverage.
    """

    id: str
    link: str
    title: str
    published: datetime
    updated: datetime | None
    content: str
    summary: str
    related: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What the article is known by, whatever its id."""
        return article_keys(self.link, self.title, self.published)


def find_reannounced(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return the new id of each article that changed its id, by the old one.

    Both mappings have the keys of articles by id. A reader knows an entry by nothing but its id
    (RFC 4287, 4.2.6), and shows such an article once more. An id that another article has now is
    old and new: so it is where two articles exchanged theirs.
    """
    others = find_given_away(before, after)
    gone: dict[str, str] = {}
    for old in sorted((before.keys() - after.keys()) | others):
        for key in before[old]:
            gone.setdefault(key, old)
    found: dict[str, str] = {}
    for new in sorted((after.keys() - before.keys()) | others) if gone else ():
        olds = [gone[key] for key in after[new] if key in gone]
        if olds:
            found.setdefault(olds[0], new)
    return found


def find_given_away(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> set[str]:
    """Return the ids that have another article *after* than *before*, as in find_reannounced."""
    return {
        id_
        for id_, keys in after.items()
        if (former := before.get(id_, keys)) != keys and set(former).isdisjoint(keys)
    }


def find_corrected(
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    was: Mapping[str, str],
    now: Mapping[str, str],
) -> dict[str, str]:
    """Return the new id of each article that has its seed, and its title or date, by the old one.

    *before* and *after* are as in find_reannounced; *was* and *now* tell by id which seed an entry
    is of, as ``seeds_of`` does. Address and date, or title, may have been corrected together.
    """
    gone = {seed: id_ for id_, seed in was.items() if id_ in before and id_ not in now}
    found = ((gone[seed], id_) for id_, seed in now.items() if seed in gone and id_ not in before)
    return {
        old: new
        for old, new in found
        for (date, title), (other_date, other) in [map(_date_and_title, (before[old], after[new]))]
        if date == other_date or title == other
    }


def _date_and_title(keys: Sequence[str]) -> tuple[str, str]:
    date, _, title = keys[-1].partition(" ")
    return date, name_key(title)


def seeds_of(feeds: Iterable[Lineup], folder: str) -> dict[str, str]:
    """Return what stands for the seed of each entry that any of *feeds* shows, by its id.

    It is the same wherever the *folder* of seeds is, and names no file to the public.
    """
    paths = {entry.id: entry.path for feed in feeds for entry in feed.entries}
    prefix = f"{folder}/"
    return {id_: hash_of(path.removeprefix(prefix)).hex() for id_, path in paths.items()}


def parse_announcements(name: str, content: bytes) -> tuple[Announcement, ...]:
    """Return the entries of a feed in the format *name* (one of ``PARSERS``), in its order.

    Raises ValueError, with a reason fit for a message, for what no build of ours wrote.
    """
    try:
        return tuple(PARSERS[name](content))
    except (LookupError, TypeError, AttributeError, RecursionError, ValueError) as exc:
        raise ValueError(f"it is not the {name} feed of a build") from exc


def _parse_json(content: bytes) -> list[Announcement]:
    return [
        Announcement(
            id=str(item["id"]),
            link=str(item["url"]),
            title=str(item["title"]),
            published=parse_date_time(item["date_published"]),
            updated=parse_date_time(item["date_modified"]),
            content=str(item.get("content_html") or ""),
            summary=str(item.get("summary") or item.get("content_text") or ""),
            related=tuple(str(one["url"]) for one in item.get("_seeds", {}).get("related", ())),
        )
        for item in json.loads(content)["items"]
    ]


def _parse_atom(content: bytes) -> list[Announcement]:
    return [_of_entry(entry) for entry in _parse_xml(content).iterchildren(f"{_ATOM}entry")]


def _of_entry(entry: "etree._Element") -> Announcement:
    links = {link.get("rel", "alternate"): link.get("href") for link in entry.iter(f"{_ATOM}link")}
    content = entry.findtext(f"{_ATOM}content") or ""
    return Announcement(
        id=_text(entry, f"{_ATOM}id"),
        link=links["alternate"] or "",
        title=_text(entry, f"{_ATOM}title"),
        published=parse_date_time(_text(entry, f"{_ATOM}published")),
        updated=parse_date_time(_text(entry, f"{_ATOM}updated")),
        content=content,
        summary=entry.findtext(f"{_ATOM}summary") or "",
        related=_related_in(content),
    )


def _parse_rss(content: bytes) -> list[Announcement]:
    return [
        Announcement(
            id=_text(item, "guid"),
            link=_text(item, "link"),
            title=_text(item, "title"),
            published=parsedate_to_datetime(_text(item, "pubDate")).astimezone(UTC),
            updated=None,
            content=(html := item.findtext(_ENCODED) or ""),
            # As HTML, which RSS has there.
            summary=unescape(item.findtext("description") or ""),
            related=_related_in(html),
        )
        for item in _parse_xml(content).iterfind("channel/item")
    ]


def _related_in(content: str) -> tuple[str, ...]:
    """Return the addresses in the list of related coverage, which ends the *content*."""
    listed = content.rpartition(RELATED_COVERAGE)
    return tuple(map(unescape, _LISTED.findall(listed[2]))) if listed[1] else ()


def _parse_xml(content: bytes) -> "etree._Element":
    from lxml import etree

    # Entities can nest exponentially, or name files and hosts; a feed declares none.
    if b"<!DOCTYPE" in content:
        raise ValueError("it has a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as exc:
        raise ValueError("it is not XML") from exc


def _text(element: "etree._Element", name: str) -> str:
    text = element.findtext(name)
    if text is None:
        raise LookupError(name)  # as a key of JSON that is missing
    return text


# The formats that can be read, that which says most first.
PARSERS: dict[str, Callable[[bytes], list[Announcement]]] = {
    "json": _parse_json,
    "atom": _parse_atom,
    "rss": _parse_rss,
}


def find_archived(
    pages: Sequence[bytes], ids: Set[int], read: Callable[[int], Iterable[Announcement]]
) -> Iterator[Announcement]:
    """Yield the entries in *pages* whose ids have the hashes *ids*; *read* reads a page."""
    for number, page in enumerate(pages, 1) if ids else ():
        if not ids.isdisjoint(split_hashes(page)):
            yield from (entry for entry in read(number) if hash_id(entry.id) in ids)
