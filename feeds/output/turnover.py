"""Which feeds appear and which go, where the entries of these stand, and who gets an address."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from feeds.config.tables import name_table
from feeds.grouping.directory import Directory, keep_address
from feeds.model import Lineup
from feeds.output.published import FormerFeeds
from feeds.problems.build_report import MovedFeed
from feeds.settings import NameSettings, Settings
from feeds.values.names import name_key


class Turnover(NamedTuple):
    """The paths of feeds that are ``new`` and ``withdrawn``, sorted, and which of these moved.

    ``gone`` are all former feeds that are not published, as ``Manifest.gone`` has them.
    """

    new: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    moves: tuple[MovedFeed, ...] = ()
    gone: Mapping[str, str] = {}


def find_turnover(
    former: FormerFeeds, gone: Mapping[str, str], feeds: Sequence[Lineup], settings: Settings
) -> Turnover:
    """Return what becomes of the *former* feeds if *feeds* take their place.

    *gone* are those that went before. Where nothing was published, no feed is new.
    """
    after = {feed.path: feed for feed in feeds}
    new = sorted(after.keys() - former.names.keys()) if former.names else []
    withdrawn = sorted(former.names.keys() - after.keys())
    moves = _find_moves(former, withdrawn, after, settings, gone) if withdrawn else []
    gone = {**gone, **dict.fromkeys(withdrawn, ""), **{move.path: move.to for move in moves}}
    left = {path: to for path, to in gone.items() if path not in after}
    return Turnover(tuple(new), tuple(withdrawn), tuple(moves), left)


def find_targets(gone: Mapping[str, str], published: Iterable[str]) -> dict[str, str]:
    """Return where each of the *gone* feeds leads: to one that is *published*, or empty.

    A feed may have moved several times.
    """
    there, targets = set(published), dict[str, str]()
    for path in sorted(gone):
        to, passed = gone[path], {path}
        while to and to not in there and to not in passed:
            passed.add(to)
            to = gone.get(to, "")
        targets[path] = to if to in there else ""
    return targets


def find_handovers(
    former: FormerFeeds, feeds: Sequence[Lineup], settings: Settings
) -> Iterator[tuple[str, str, str]]:
    """Yield each address of the *former* feeds that becomes another name's, the old name and that.

    The other name need not be in use yet: it would be, and by then nobody knew whose address it
    was. Nor need the old one any more, unless its articles are in the feed, or it is an alias.
    """
    after = {feed.path: feed for feed in feeds}
    in_use = {(_kind(path), name_key(feed.name)) for path, feed in after.items()}
    owners = _reserved_names(settings) | {path: feed.name for path, feed in after.items()}
    for path, old in former.names.items():
        new = owners.get(path, old)
        if not old or name_key(old) == name_key(new):
            continue
        if (_kind(path), name_key(old)) in in_use or (
            path in after and _is_replaced(former, old, after[path], settings)
        ):
            yield path, old, new


def _is_replaced(former: FormerFeeds, old: str, feed: Lineup, settings: Settings) -> bool:
    """Tell whether *feed* has nothing of the *former* one, of the name *old*, at its address."""
    named = _configured(settings).get(_kind(feed.path), ())
    aliases = {
        name_key(alias) for item in named if item.name == feed.name for alias in item.aliases
    }
    shown = former.ids(feed.path)
    return (
        bool(shown)
        and name_key(old) not in aliases
        and shown.isdisjoint(entry.id for entry in feed.entries)
    )


def _kind(path: str) -> str:
    return path.partition("/")[0]


def _configured(settings: Settings) -> dict[str, Sequence[NameSettings]]:
    return {"topics": settings.topics, "providers": settings.providers}


def _reserved_names(settings: Settings) -> dict[str, str]:
    """Return the name that each configured address belongs to, in use or not."""
    return {
        f"{kind}/{term}": item.name
        for kind, named in _configured(settings).items()
        for term, item in Directory.of({}, named).settings.items()
    }


def _find_moves(
    former: FormerFeeds,
    withdrawn: Sequence[str],
    after: Mapping[str, Lineup],
    settings: Settings,
    gone: Mapping[str, str],
) -> list[MovedFeed]:
    """Return which of the feeds *withdrawn* stand at another address *after*, by path.

    One that is back where it was before, among the *gone*, is meant to be there.
    """
    configured = _configured(settings)
    directories = {kind: Directory.of({}, names) for kind, names in configured.items()}
    successors = _Successors(former, after)
    by_alias: dict[str, tuple[int, NameSettings]] = {}
    moves: list[MovedFeed] = []
    for path in withdrawn:
        kind, name = _kind(path), former.names[path]
        # Its name, or alias, may have been given another address.
        to = f"{kind}/{directories[kind].term_of(name)}" if name and kind in directories else ""
        if to in after:
            move = MovedFeed(path, name, to, after[to].name, 0)
            item = directories[kind].settings.get(to.partition("/")[2])
            # Of several feeds that an alias moves, that of its own name keeps its address.
            if (
                item
                and not item.slug
                and to not in gone
                and (to not in by_alias or name == item.name)
            ):
                by_alias[to] = len(moves), item
            moves.append(move)
        elif found := successors.find(path):
            to, count = found
            moves.append(MovedFeed(path, name, to, after[to].name, count))
    for number, item in by_alias.values():
        moves[number] = _with_slug(moves[number], item)
    return _with_config(moves, former, configured)


def _with_slug(move: MovedFeed, item: NameSettings) -> MovedFeed:
    """Return *move*, which the aliases of *item* have made, with what gives it its slug back."""
    kind, _, term = move.path.partition("/")
    with suppress(ValueError):  # a name that TOML cannot write
        config = tuple(name_table(kind, item._replace(slug=term)))
        return move._replace(config=config, replaces=(item.name,))
    return move


class _Successors:
    """Finds in which of the feeds *after* the entries of a *former* one stand that did not."""

    def __init__(self, former: FormerFeeds, after: Mapping[str, Lineup]) -> None:
        """Look at nothing yet."""
        self._former = former
        self._after = after
        self._places: dict[str, list[str]] = defaultdict(list)
        for path, feed in after.items():
            for entry in feed.entries:
                self._places[entry.id].append(path)

    def find(self, path: str) -> tuple[str, int] | None:
        """Return the path of that feed, and of how many entries; None if it is of less than half.

        It is of the same kind. Entries that are published no more do not count.
        """
        kind = _kind(path)
        shown = [entry for entry in self._former.ids(path) if entry in self._places]
        counts = Counter(
            place
            for entry in shown
            for place in self._places[entry]
            if place.startswith(f"{kind}/") and not self._had(place, entry)
        )
        if not counts:
            return None
        best = min(counts, key=lambda place: (-counts[place], self._after[place].total, place))
        return (best, counts[best]) if counts[best] * 2 >= len(shown) else None

    def _had(self, path: str, entry: str) -> bool:
        return path in self._former.names and entry in self._former.ids(path)


def _with_config(
    moves: Sequence[MovedFeed],
    former: FormerFeeds,
    configured: Mapping[str, Sequence[NameSettings]],
) -> list[MovedFeed]:
    """Return *moves*, and with them what to configure where the new feed was not there before.

    Of several feeds that move to one, that with the most entries keeps its address.
    """
    groups: dict[str, list[MovedFeed]] = defaultdict(list)
    for move in sorted(moves, key=lambda move: (-move.entries, move.path)):
        if move.entries and move.name and move.to not in former.names:
            groups[move.to].append(move)
    config = {}
    for group in groups.values():
        kind, _, term = group[0].path.partition("/")
        names = [move.name for move in group]
        item, replaces = keep_address(configured[kind], group[0].to_name, names, term)
        with suppress(ValueError):  # a name that TOML cannot write
            config[group[0].path] = (tuple(name_table(kind, item)), tuple(replaces))
    return [
        move._replace(config=config[move.path][0], replaces=config[move.path][1])
        if move.path in config
        else move
        for move in moves
    ]
