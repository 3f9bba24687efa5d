"""Where several feeds disagree that should not: formats of one feed, ids, and lists of feeds."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from feeds.problems.diagnostics import Diagnostic, quote
from feeds.problems.faults import and_more
from feeds.values.urls import url_key_or_none
from feeds.verify.findings import FeedFinding, FeedOutline, FeedResult, OutlineEntry
from feeds.verify.reading.source import mask_address
from feeds.verify.ruleset import Ruleset, all_rules

# So much of a pair of feeds is told; the rest is counted.
_MOST_OF_A_PAIR = 20
# The format whose words count, where they differ.
_PREFERRED = ("atom", "json", "rss", "rdf")

_Told = tuple[str, Diagnostic, str]
"""A rule, the place, and the message."""


def compare(results: Sequence[FeedResult], ruleset: Ruleset) -> tuple[FeedResult, ...]:
    """Return *results* with what their feeds, as outlined, show beside each other.

    Feeds are formats of one if they lie in one folder, or are all that there are, and have each
    another format.
    """
    outlines = [result.outline for result in results if result.outline is not None]
    told: dict[str, list[FeedFinding]] = defaultdict(list)
    for rule, at, message in (
        *_disagreements(outlines),
        *_shared_ids(outlines),
        *_missing_feeds(outlines),
    ):
        if ruleset.applies(rule):
            told[at.path].append(FeedFinding(_said(rule, at, message, ruleset)))
    return tuple(
        result._replace(findings=_merged(result.findings, told[result.path])) for result in results
    )


def _said(rule: str, at: Diagnostic, message: str, ruleset: Ruleset) -> Diagnostic:
    return at._replace(
        rule=rule,
        message=mask_address(message),
        remedy=all_rules()[rule].advice,
        severity=ruleset.severity(rule, None),
    )


def _merged(
    findings: tuple[FeedFinding, ...], more: Iterable[FeedFinding]
) -> tuple[FeedFinding, ...]:
    return tuple(sorted((*findings, *more), key=lambda f: (f.diagnostic.line, f.diagnostic.column)))


def _disagreements(outlines: Sequence[FeedOutline]) -> Iterator[_Told]:
    for group in _groups([outline for outline in outlines if outline.format != "opml"]):
        first, *others = sorted(group, key=lambda outline: _PREFERRED.index(outline.format))
        for other in others:
            yield from _bounded(_compare(other, first), other)


def _groups(outlines: Sequence[FeedOutline]) -> Iterator[list[FeedOutline]]:
    """Yield the feeds that are formats of one."""
    if _has_one_of_each(outlines):
        yield list(outlines)
        return
    folders: dict[str, list[FeedOutline]] = defaultdict(list)
    for outline in outlines:
        folders[os.path.dirname(outline.path)].append(outline)  # noqa: PTH120 - may be an address
    for together in folders.values():
        if _has_one_of_each(together):
            yield together
            continue
        titled: dict[str, list[FeedOutline]] = defaultdict(list)
        for outline in together:
            titled[outline.title].append(outline)
        yield from filter(_has_one_of_each, titled.values())


def _has_one_of_each(outlines: Sequence[FeedOutline]) -> bool:
    return len({outline.format for outline in outlines}) == len(outlines)


def _bounded(told: Iterable[_Told], feed: FeedOutline) -> Iterator[_Told]:
    """Yield the first of what is *told* of a rule, and how much more there is."""
    counts: Counter[str] = Counter()
    for rule, at, message in told:
        counts[rule] += 1
        if counts[rule] <= _MOST_OF_A_PAIR:
            yield rule, at, message
    for rule, number in counts.items():
        if number > _MOST_OF_A_PAIR:
            yield rule, feed.at, and_more(number - _MOST_OF_A_PAIR)


def _compare(feed: FeedOutline, other: FeedOutline) -> Iterator[_Told]:
    """Yield where *feed* disagrees with the *other* one, which is to be the same."""
    name = PurePath(other.path).name
    known = {entry.id: entry for entry in other.entries if entry.id}
    by_link = {key: e for e in other.entries if (key := url_key_or_none(e.link))}
    for entry in feed.entries:
        same = known.get(entry.id)
        if same is not None:
            yield from _compare_entries(entry, same, name)
        elif (key := url_key_or_none(entry.link)) and (twin := by_link.get(key)):
            message = f"the id {quote(entry.id)} of {_shown(entry)} is {quote(twin.id)} in {name}"
            yield "other-id", entry.at, message
        elif len(feed.entries) <= len(other.entries):
            yield "entry-missing", entry.at, f"{_shown(entry)} is not in {name}"
    ours = {entry.id for entry in feed.entries}
    in_order = [entry.id for entry in feed.entries if entry.id in known]
    if in_order != [entry.id for entry in other.entries if entry.id in ours and entry.id]:
        yield "other-order", feed.at, f"the entries stand in another order than in {name}"


def _compare_entries(entry: OutlineEntry, same: OutlineEntry, name: str) -> Iterator[_Told]:
    if entry.title and same.title and entry.title != same.title:
        message = f"the title {quote(entry.title)} is {quote(same.title)} in {name}"
        yield "formats-disagree", entry.at, message
    if entry.link and same.link and url_key_or_none(entry.link) != url_key_or_none(same.link):
        message = f"the link {quote(entry.link)} of {_shown(entry)} is {quote(same.link)} in {name}"
        yield "formats-disagree", entry.at, message
    if entry.published and same.published and entry.published != same.published:
        message = f"{_shown(entry)} is of {entry.published}, and in {name} of {same.published}"
        yield "formats-disagree", entry.at, message


def _shared_ids(outlines: Sequence[FeedOutline]) -> Iterator[_Told]:
    """Yield the entries that have the id of another article, in whatever feed."""
    first: dict[str, tuple[OutlineEntry, str]] = {}
    told: set[str] = set()
    for outline in outlines:
        for entry in outline.entries:
            if not entry.id or entry.id in told:
                continue
            known, path = first.setdefault(entry.id, (entry, outline.path))
            if known is not entry and _is_another(entry, known):
                told.add(entry.id)
                message = (
                    f"the id {quote(entry.id)} of {_shown(entry)} is that of {_shown(known)}"
                    f" in {path}"
                )
                yield "shared-id", entry.at, message


def _is_another(entry: OutlineEntry, known: OutlineEntry) -> bool:
    link, other = url_key_or_none(entry.link), url_key_or_none(known.link)
    return bool(link and other and link != other and entry.title != known.title)


def _missing_feeds(outlines: Sequence[FeedOutline]) -> Iterator[_Told]:
    """Yield what a list names at the addresses of the feeds that are there, and is not."""
    addresses = {key for o in outlines if o.address and (key := url_key_or_none(o.address))}
    places = {_folder(key) for key in addresses}
    roots = {folder for folder in places if folder}
    for outline in outlines:
        base = _common(outline, outlines)
        for address, at in outline.lists:
            key = url_key_or_none(address)
            is_near = key is not None and (
                _folder(key) in roots or (base is not None and key.startswith(base))
            )
            if is_near and key not in addresses:
                yield "listed-feed-missing", at, f"the feed {quote(address, 200)} is not there"


def _common(listing: FeedOutline, outlines: Sequence[FeedOutline]) -> str | None:
    """Return the address of the folder that *listing* lies in, as the feeds below it tell."""
    folder = PurePath(listing.path).parent
    for outline in outlines:
        path, key = PurePath(outline.path), url_key_or_none(outline.address)
        if key and outline is not listing and path.is_relative_to(folder):
            below = path.relative_to(folder).as_posix()
            if key.endswith(f"/{below}"):
                return key.removesuffix(below)
    return None


def _folder(key: str) -> str:
    return key.rpartition("/")[0]


def _shown(entry: OutlineEntry) -> str:
    return f"“{entry.title[:60]}”" if entry.title else quote(entry.link or entry.id)
