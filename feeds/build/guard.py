"""What a build does not do unasked: withdraw every feed, or announce many articles again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from feeds.build.context import Context
from feeds.build.group import Grouped
from feeds.grouping.directory import Directory
from feeds.model import FeedKind, Outline
from feeds.output.announcements import article_keys, find_reannounced
from feeds.output.publish import load_manifest
from feeds.output.published import CATALOGUE, shown_entries
from feeds.problems.errors import ConfigError
from feeds.settings import Settings
from feeds.values.names import name_key

_MOST_REANNOUNCED = 5
_MOST_NAMED = 3

_WITHHELD = (
    "no seed would be published, and every feed be withdrawn: the output folder was left as it is;"
    " give --allow-empty if that is meant"
)
_REANNOUNCED = (
    "subscribers {get} {count} once more, with a new id: {named}; write the old id into the"
    " field id of the seed"
)
_HANDED_OVER = (
    "{path} is the address of {old} and would become that of {new}, so that its subscribers get"
    " other articles; choose another slug in feeds.toml, make one name an alias of the other, or"
    " give --allow-reannounce if that is meant"
)
_MORE = " and {:,} more, which feeds diff names"
_STOPPED = "; the output folder was left as it is; give --allow-reannounce if that is meant"


class Concerns(NamedTuple):
    """Sentences on why nothing is to be written, and on what is to be written all the same."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def find_concerns(context: Context, grouped: Grouped) -> Concerns:
    """Return what speaks against publishing what is *grouped* and was not said to be meant."""
    published, options = load_manifest(context.settings.build.out), context.options
    feeds = [*grouped.feeds, *grouped.cut]
    known = known_articles(feeds)
    # As soon as there is an entry, there is a feed of its topic or provider as well.
    named = any(path.startswith(("topics/", "providers/")) for path in published.files)
    if named and not known and not options.allow_empty:
        return Concerns(errors=(_WITHHELD,))
    if options.allow_reannounce:
        return Concerns()
    vanished = grouped.archiving.find_vanished() if grouped.archiving else {}
    # Where the manifest was lost or damaged, the feeds still say which ids they have.
    entries = published.entries if published.files else shown_entries(context.settings.build.out)
    again = find_reannounced({**vanished, **entries}, known)
    if not again:
        return Concerns()
    if len(again) > _MOST_REANNOUNCED:
        return Concerns(errors=(_describe(again, feeds, "would get") + _STOPPED,))
    return Concerns(warnings=(_describe(again, feeds, "would get" if options.dry_run else "get"),))


def forbid_handover(context: Context, feeds: Sequence[Outline]) -> None:
    """Raise ConfigError if an address that one of *feeds* had becomes that of another name.

    That name need not be in use yet: it would be, and by then nobody knew whose address it was.
    With ``allow_reannounce``, it may.
    """
    if context.options.allow_reannounce:
        return
    settings = context.settings
    named = {feed.path: feed.name for feed in feeds}
    in_use = {(_folder(path), name_key(name)) for path, name in named.items()}
    owners = _reserved_names(settings) | named
    for path, old in _published_names(settings.build.out).items():
        new = owners.get(path, old)
        if name_key(old) != name_key(new) and (_folder(path), name_key(old)) in in_use:
            message = _HANDED_OVER.format(path=path, old=old, new=new)
            raise ConfigError(message, path=settings.build.out / path)


def _folder(path: str) -> str:
    return path.partition("/")[0]


def _reserved_names(settings: Settings) -> dict[str, str]:
    """Return the name that each configured address belongs to, in use or not."""
    kinds = {FeedKind.TOPIC: settings.topics, FeedKind.PROVIDER: settings.providers}
    return {
        f"{kind}s/{term}": item.name
        for kind, configured in kinds.items()
        for term, item in Directory.of({}, configured).settings.items()
    }


def _published_names(out: Path) -> Mapping[str, str]:
    """Return the name of each feed in *out* by its path, so far as the catalogue there tells."""
    try:
        feeds = json.loads((out / CATALOGUE).read_bytes())["feeds"]
        return {feed["path"]: str(feed["name"]) for feed in feeds}
    except (OSError, LookupError, TypeError, ValueError, RecursionError):
        return {}


def known_articles(feeds: Iterable[Outline]) -> Mapping[str, Sequence[str]]:
    """Return what the articles that any of *feeds* shows are known by, by the id of the entry."""
    return {
        entry.id: article_keys(entry.link, entry.title, entry.published)
        for entry in {entry.id: entry for feed in feeds for entry in feed.entries}.values()
    }


def _describe(again: Mapping[str, str], feeds: Iterable[Outline], get: str) -> str:
    """Return which entries subscribers *get* *again*, the new id of each by its old one."""
    paths = {entry.id: entry.path for feed in feeds for entry in feed.entries}
    named = sorted(f"{paths[new]} (was {old}, is {new})" for old, new in again.items())
    more = len(named) - _MOST_NAMED
    return _REANNOUNCED.format(
        get=get,
        count="1 entry" if len(again) == 1 else f"{len(again):,} entries",
        named=", ".join(named[:_MOST_NAMED]) + (_MORE.format(more) if more > 0 else ""),
    )
