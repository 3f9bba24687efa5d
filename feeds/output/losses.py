"""What of the published feeds and entries would go for no reason of its own, and if it is much."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from feeds.problems.exclusion import Exclusion

_MOST_NAMED = 3
# So many may go at any time, or such a part of all, if that is more.
_FEEDS, _PART_OF_FEEDS = 5, 10
_ENTRIES, _PART_OF_ENTRIES = 10, 3

_REASONS: Mapping[Exclusion | None, str] = {
    Exclusion.INVALID: "{} an invalid seed",
    Exclusion.FUTURE: "{} a date in the future",
    Exclusion.DEAD: "{} a dead link",
    Exclusion.UNDATED: "{} no date any more",
    Exclusion.UNLINKED: "{} no address any more",
    Exclusion.DUPLICATE: "{} the address of another",
}
_NO_SEED = "{} no seed any more that can be read"


class Losses(NamedTuple):
    """What would go for no reason of its own, and of how many.

    ``entries`` has by the hash of its id why each is left out, None if no seed tells. ``feeds`` are
    paths, sorted.
    """

    entries: Mapping[int, Exclusion | None] = {}
    all_entries: int = 0
    feeds: Sequence[str] = ()
    all_feeds: int = 0

    @property
    def are_many(self) -> bool:
        """Whether so much goes neither by chance nor by an editor's hand in one day."""
        return len(self.entries) > max(_ENTRIES, self.all_entries / _PART_OF_ENTRIES) or len(
            self.feeds
        ) > max(_FEEDS, self.all_feeds / _PART_OF_FEEDS)

    def describe(self) -> str:
        """Return what would go, and why so far as that is known."""
        parts = [self._of_entries()] if self.entries else []
        return " and ".join([*parts, self._of_feeds()] if self.feeds else parts)

    def _of_entries(self) -> str:
        counts = Counter(_REASONS.get(why, _NO_SEED) for why in self.entries.values())
        reasons = ", ".join(
            text.format(f"{number:,} {'has' if number == 1 else 'have'}")
            for text, number in counts.most_common()
        )
        return f"{len(self.entries):,} of {self.all_entries:,} published entries ({reasons})"

    def _of_feeds(self) -> str:
        return f"{len(self.feeds):,} of {self.all_feeds:,} feeds ({some_of(self.feeds)})"


def some_of(names: Sequence[str], others: str = "") -> str:
    """Return the first of *names*, and how many there are besides, with what *others* says of them.

    A message that named thousands would be read by nobody.
    """
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more{others}" if more > 0 else "")
