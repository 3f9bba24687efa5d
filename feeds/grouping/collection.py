"""Keep what of a folder of seeds may be published, one entry an id and an address."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from feeds.entries.facts import Facts, problems_of
from feeds.entries.standing import as_of, standing_of
from feeds.grouping.lineups import Fresh, Lineups
from feeds.model import Standing
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.exclusion import Exclusion
from feeds.seeds.listing import Listing
from feeds.validation.duplicates import Rival, find_duplicates, rank
from feeds.values.hashes import hash_address, hash_digest, join_hashes, split_hashes


@dataclass
class Collection:
    """What the seeds of a ``listing`` say at the time *now*.

    ``add`` takes one seed after the other, in any order, and ``settle`` ends this. ``left_out`` are
    the numbers of those that are not published, as are entries whose link has one of the hashes
    ``dropped``. The others are among the ``lineups``, as they are *now*. ``next_due`` is when the
    first seed dated in the future will be published, and ``next_change`` when the first thing of
    any seed will be another than it is *now*. ``withdrawn`` are the ids of articles to be shown
    nowhere. ``duplicates`` are the paths of seeds that are left out for a better one, with its
    path. No two may be read at one address, but for those that ``may_share`` allows it by path.
    """

    listing: Listing
    now: datetime
    lineups: Lineups
    dropped: Set[int] = frozenset()
    may_share: Callable[[str], bool] = lambda _: False
    left_out: dict[Exclusion, array[int]] = field(
        default_factory=lambda: defaultdict(lambda: array("Q"))
    )
    diagnostics: list[Diagnostic] = field(default_factory=list)
    next_due: datetime | None = None
    next_change: datetime | None = None
    withdrawn: set[str] = field(default_factory=set)
    duplicates: dict[str, str] = field(default_factory=dict)
    # Hashes one behind the other: of a hundred thousand seeds they are too many for objects.
    _hidden: bytearray = field(default_factory=bytearray)
    _withdrawn_keys: bytearray = field(default_factory=bytearray)
    _shown: bytearray = field(default_factory=bytearray)
    _dead: set[int] = field(default_factory=set)
    _displaced: dict[int, tuple[str, str]] = field(default_factory=dict)
    _ahead: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Know no seed yet."""
        self._now = self.now.astimezone(UTC).isoformat()
        # Of each entry, by its number: enough to find duplicates. Most feeds show few of their
        # entries, so that no more is held.
        self._ids = array("Q", bytes(8 * len(self.listing)))
        # The hashes of the ids of seeds that are left out, and of what seeds hold.
        self._left_ids = array("Q", bytes(8 * len(self.listing)))
        self._digests = array("Q", bytes(8 * len(self.listing)))
        # Of each address that an entry is read at, its hash, and the number of the entry.
        self._links = array("Q")
        self._linked = array("Q")

    @property
    def count(self) -> int:
        """How many entries there are to publish."""
        return self.lineups.everything.total

    def leave_out(self, number: int, why: Exclusion, id_: str = "") -> None:
        """Note *why* the seed with this *number*, of an entry with the id *id_*, is left out."""
        self.left_out[why].append(number)
        self._left_ids[number] = _hash(id_) if id_ else self._ids[number]
        self._ids[number] = 0

    def sources(self) -> bytes:
        """Return the hashes of all entries' ids, sorted, each with that of its seed's SHA-256."""
        # Each pair is one number: of a hundred thousand entries, tuples would take 8 MB more.
        pairs = sorted(
            id_ << 64 | digest for id_, digest in zip(self._ids, self._digests, strict=True) if id_
        )
        return join_hashes(half for pair in pairs for half in divmod(pair, 1 << 64))

    def ids(self) -> set[int]:
        """Return the hashes of the ids of all entries, once this is settled."""
        return set(self._ids) - {0}

    def paths(self, ids: Set[int]) -> list[str]:
        """Return the paths of the seeds of entries whose *ids* have these hashes."""
        return (
            [self.listing.path(n) for n, id_ in enumerate(self._ids) if id_ in ids] if ids else []
        )

    def reasons(self, ids: Set[int]) -> dict[int, Exclusion]:
        """Return why entries are left out whose *ids* have these hashes, so far as seeds tell."""
        return {
            self._left_ids[number]: why
            for why, numbers in self.left_out.items()
            for number in numbers
            if self._left_ids[number] in ids
        }

    def former_holders(self, ids: Set[int]) -> dict[int, str]:
        """Return the paths of seeds left out that have the *ids* of others, by these, hashes."""
        return {
            self._left_ids[number]: self.listing.path(number)
            for why, numbers in self.left_out.items()
            if why is not Exclusion.DUPLICATE
            for number in numbers
            if self._left_ids[number] in ids
        }

    def displaced(self, sources: Mapping[int, int]) -> list[tuple[str, str, str]]:
        """Return path and id of seeds whose id is that of another article now, and its path.

        Only of the very seeds of *sources*: it has their hashes as ``sources`` pairs them.
        """
        return [
            (self.listing.path(number), id_, path)
            for number, (id_, path) in self._displaced.items()
            if sources.get(_hash(id_)) == self._digests[number]
        ]

    def set_back(self, sources: Mapping[int, int]) -> list[str]:
        """Return the paths of seeds whose articles are of the future, and were not; as above."""
        return [
            self.listing.path(number)
            for number in self._ahead
            if sources.get(self._left_ids[number]) == self._digests[number]
        ]

    def count_nameless(self) -> int:
        """Return how many seeds are invalid in such a way that no id can be told of them."""
        return sum(not self._left_ids[n] for n in self.left_out.get(Exclusion.INVALID, ()))

    def add(
        self, number: int, facts: Facts, fresh: Fresh | None = None, *, digest: bytes = b""
    ) -> None:
        """Take in the seed with this *number*: as an entry, or as left out for a reason.

        What else was read of it just now comes as *fresh*. *digest* is the SHA-256 of its file.
        """
        self._digests[number] = hash_digest(digest)
        if facts.problems:
            self.diagnostics += problems_of(facts, self.listing.path(number))
        if facts.exclusion:
            self.leave_out(number, Exclusion(facts.exclusion), facts.id)
            if facts.hidden or "" < facts.closes <= self._now:
                self._withdrawn_keys += facts.own
                self.withdrawn.update(filter(None, (facts.id, *facts.names.split("\n"))))
            elif facts.closes:
                self._note_change(facts.closes)
            return
        due = max(facts.published, facts.opens)
        if facts.closes and facts.closes <= max(due, self._now):
            self.leave_out(number, Exclusion.EXPIRED, facts.id)
            self._withdrawn_keys += facts.own
            self.withdrawn.add(facts.id)
            return
        if due > self._now:
            self._postpone(number, facts, due)
            return
        self._shown += facts.own
        for change in (facts.updated, facts.closes):
            if change > self._now:
                self._note_change(change)
        self._ids[number] = _hash(facts.id)
        links = split_hashes(facts.link)
        self._links.extend(links)
        self._linked.extend([number] * len(links))
        if self.dropped and not self.dropped.isdisjoint(links[:1]):
            self._dead.add(number)
        else:
            self._admit(number, facts, fresh)

    def _postpone(self, number: int, facts: Facts, due: str) -> None:
        self.leave_out(number, Exclusion.FUTURE, facts.id)
        if facts.published > self._now:
            self._ahead.append(number)
        self._hidden += facts.own
        moment = self._note_change(due)
        self.next_due = min(self.next_due or moment, moment)

    def _note_change(self, when: str) -> datetime:
        """Note that something will be another than it is now, and return the moment."""
        moment = datetime.fromisoformat(when)
        self.next_change = min(self.next_change or moment, moment)
        return moment

    def _admit(
        self, number: int, facts: Facts, fresh: Fresh | None = None, *, again: bool = False
    ) -> None:
        if feeds := self.lineups.admit(facts.published, facts.names, again=again):
            self.lineups.hold(self._standing(number, facts), feeds, fresh)

    def _standing(self, number: int, facts: Facts) -> Standing:
        # An update that has not happened yet makes another entry of the same seed.
        source = self._digests[number] ^ (facts.updated > self._now)
        return as_of(standing_of(facts, self.listing.path(number), source), self.now)

    def has(self, number: int, digest: bytes) -> bool:
        """Tell whether the seed with this *number* was added with the SHA-256 *digest*."""
        return self._digests[number] == hash_digest(digest)

    def settle(self, look_up: Callable[[Iterable[int]], Iterable[tuple[int, Facts]]]) -> None:
        """Leave out duplicates, and entries whose link is dead, now that all seeds are added.

        *look_up* returns seeds, given by their numbers, with their facts. It is asked for entries
        that share an id, and for all entries if so many are left out that a feed misses some that
        it had let go of.
        """
        self._drop_duplicates(look_up(self._find_rivals()))
        for number in self._dead:
            self.leave_out(number, Exclusion.DEAD)
        if self.lineups.is_lacking():
            self.lineups.clear()
            for number, facts in look_up(n for n, id_ in enumerate(self._ids) if id_):
                self._admit(number, facts, again=True)

    def _find_rivals(self) -> list[int]:
        """Return the entries that may share their id, or an address, with others."""
        shared = _repeated(self._ids)
        found = {n for n, id_ in enumerate(self._ids) if id_ in shared} if shared else set()
        if shared := _repeated(self._links):
            links = zip(self._linked, self._links, strict=True)
            found |= {number for number, link in links if link in shared}
        return sorted(found)

    def _drop_duplicates(self, found: Iterable[tuple[int, Facts]]) -> None:
        """Leave out the worse ones of those entries *found* that have one id or address."""
        rivals, seeds = [], {}
        for number, facts in found:
            entry = self._standing(number, facts)
            links = () if self.may_share(entry.path) else split_hashes(facts.link)
            standing = rank(entry.updated, entry.quality), entry.published
            rivals.append(Rival(entry.path, *standing, (facts.id,), tuple(links)))
            seeds[entry.path] = number, facts
        self.duplicates = find_duplicates(rivals)
        for path, better in self.duplicates.items():
            (number, facts), (_, other) = seeds[path], seeds[better]
            links = split_hashes(facts.link)
            if facts.id == other.id and set(links).isdisjoint(split_hashes(other.link)):
                self._displaced[number] = facts.id, better
            self.leave_out(number, Exclusion.DUPLICATE)
            self._remove(number, path, facts.names)

    def _remove(self, number: int, path: str, names: str) -> None:
        if number in self._dead:
            self._dead.remove(number)
        else:
            self.lineups.remove(path, names)

    def hidden(self) -> frozenset[int]:
        """Return the hashes of all addresses of articles that are not to be shown now."""
        return self._not_shown(self._hidden + self._withdrawn_keys)

    def withdrawn_keys(self) -> frozenset[int]:
        """Return the hashes of what articles to be shown nowhere are known by, besides ids."""
        return self._not_shown(self._withdrawn_keys)

    def shows(self, address: int) -> bool:
        """Tell whether an article that is shown has the *address* with this hash."""
        return address in split_hashes(self._shown)

    def _not_shown(self, keys: bytearray) -> frozenset[int]:
        return frozenset(split_hashes(keys)).difference(split_hashes(self._shown))


def _hash(id_: str) -> int:
    # None may be 0, which says that there is no entry.
    return hash_address(id_) or 1


def _repeated(values: array[int]) -> set[int]:
    """Return those of *values*, but for 0, that stand there more than once."""
    return {one for one, other in pairwise(sorted(values)) if one == other and one}
