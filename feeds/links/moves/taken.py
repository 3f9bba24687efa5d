"""Which addresses articles have already: one that is written twice would be a duplicate."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from feeds.links.moves.doubts import Doubt
from feeds.links.targets import target_url
from feeds.validation.articles import Articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from feeds.links.moves.doubts import Move
    from feeds.links.targets import Link, Usages
    from feeds.validation.schema.seed import Seed

# What an article is read at, and what its id derives from.
_OWN = frozenset({"webUrl", "originalUrl"})
_TWICE = Doubt("another article of this seed has the new address already", "remove one of the two")


class Taken:
    """The addresses of the articles of some seeds, and those that they are to get.

    All are as ``target_url`` makes them.
    """

    def __init__(self, seeds: Iterable[Seed] = (), moves: Mapping[str, Move] | None = None) -> None:
        """Note the addresses of *seeds*, and where *moves* (by old address) would take them."""
        self._now: dict[str, dict[str, str]] = {}
        self._then: dict[str, dict[str, str]] = {}
        for seed in seeds:
            name = _name(seed)
            for _, _, key in Articles(seed).own_links:
                self._now.setdefault(key, {})[name] = seed.path
                if moves and key in moves:
                    self._then.setdefault(target_url(moves[key].to), {})[name] = seed.path

    def doubt(self, seed: Seed, link: Link, new: str) -> Doubt | None:
        """Return why *link* of *seed* must not become *new*; None if no other article has it.

        Articles that are duplicates already, since they have the old address in common, may move
        together.
        """
        if link.field not in _OWN:
            return None
        old, new = target_url(link.url), target_url(new)
        article = link.pointer[:-1]
        if any(key == new and other != article for other, _, key in Articles(seed).links):
            return _TWICE
        if article:
            return None
        twins = {_name(seed), *self._now.get(old, ())}
        for paths, what in (
            (self._now, "has the new address already"),
            (self._then, "moves there too"),
        ):
            others = sorted(path for name, path in paths.get(new, {}).items() if name not in twins)
            if others:
                return Doubt(f"{others[0]} {what}", "delete one of the two seeds")
        return None


def wanted(moves: Mapping[str, Move], usages: Usages) -> list[str]:
    """Return the paths of seeds to know: those that have, or get, an address that another gets.

    *usages* are those of all seeds that count. Mostly there are none.
    """
    olds: dict[str, list[str]] = {}
    for old, move in moves.items():
        olds.setdefault(target_url(move.to), []).append(old)
    shared = [
        url
        for new, urls in olds.items()
        if len(urls) > 1 or usages.places(new)
        for url in (new, *urls)
    ]
    return sorted({place.path for url in shared for place in usages.places(url)})


def _name(seed: Seed) -> str:
    # One seed may be named by several paths.
    return os.path.abspath(seed.path)  # noqa: PTH100 - leaves links as they are
