"""Tell which seeds are among the newest of some feed, of those seen so far."""

from collections import Counter, defaultdict
from heapq import heappush, heapreplace


class Newest:
    """The newest *limit* seeds of each feed that has been heard of.

    It only saves work: names may be spelt in several ways and articles be duplicates, so that a
    seed that is not among these is needed after all.
    """

    def __init__(self, limit: int) -> None:
        """Begin with no feeds."""
        self._limit = limit
        self._feeds: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._places: Counter[str] = Counter()

    def admit(self, path: str, published: str, names: str) -> list[str]:
        """Take in the seed at *path*, whose feeds have *names*; return which seeds drop out.

        That may be this seed itself. *published* and *names* are as in ``entries.facts.Facts``.
        """
        provider, *topics = names.split("\n")
        seed = (published, path)
        displaced = [path]
        for feed in ("", f"by {provider}", *(f"on {topic}" for topic in topics)):
            newest = self._feeds[feed]
            if len(newest) < self._limit:
                heappush(newest, seed)
            elif newest[0] < seed:
                _, oldest = heapreplace(newest, seed)
                self._places[oldest] -= 1
                displaced.append(oldest)
            else:
                continue
            self._places[path] += 1
        gone = [oldest for oldest in dict.fromkeys(displaced) if not self._places[oldest]]
        for oldest in gone:
            self._places.pop(oldest, None)
        return gone
