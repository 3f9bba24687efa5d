"""Rewrite links that have moved for good, where that changes nothing for subscribers."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urlsplit

from feeds.links.findings import MOVED
from feeds.links.targets import Link, links_of, target_url
from feeds.problems.diagnostics import Severity
from feeds.problems.edits import SetValue
from feeds.problems.faults import Fault, field_name
from feeds.settings import ValidateSettings
from feeds.validation.publication import id_address, id_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed

_ONLY_MOVED = ValidateSettings(select=(MOVED,))


@dataclass(frozen=True, kw_only=True)
class MovedLinks(Ruleset):
    """The one rule that no link of a seed has moved, for the machinery that mends seeds.

    ``moves`` are new addresses by the old (as ``target_url`` makes them), ``also`` is as for
    ``links_of``.
    """

    settings: ValidateSettings = _ONLY_MOVED
    moves: Mapping[str, str]
    also: Set[str] = frozenset()

    def faults(self, seed: Seed) -> Iterator[Fault]:
        """Yield a fault, with its fix, for each link that may be rewritten."""
        for link, new in self._moved(seed):
            yield Fault(
                pointer=link.pointer,
                at_key=False,
                rule=MOVED,
                message=f"{field_name(link.pointer)} has moved",
                remedy="write the new address",
                severity=Severity.INFO,
                fix=(SetValue(link.pointer, _with_fragment(link.url, new)),),
            )

    def kept(self, seed: Seed) -> Iterator[Link]:
        """Yield each link of *seed* that has moved and that the id of its entry derives from."""
        for link, _ in self._moved(seed):
            if link.pointer == (id_address(link.article),):
                yield link

    @cached_property
    def _wanted(self) -> Mapping[str, str]:
        """The moves that do not lose more than they mend."""
        return {old: new for old, new in self.moves.items() if not why_not(old, new)}

    def _moved(self, seed: Seed) -> Iterator[tuple[Link, str]]:
        for link in links_of(seed, self.also):
            new = self._wanted.get(target_url(link.url))
            if new is not None:
                yield link, new


def remedies(
    seeds: Iterable[Seed], moves: Mapping[str, str], also: Set[str] = frozenset()
) -> dict[str, str]:
    """Return remedies for the links that have moved and that ``--fix`` does not rewrite.

    *moves* and *also* are as for MovedLinks, *seeds* are those that hold the links. The remedies
    are sentences by the old address; an address that ``--fix`` rewrites has none.
    """
    rule = MovedLinks(moves=moves, also=also)
    owners: dict[str, dict[str, list[str]]] = {}
    for seed in seeds:
        for link in rule.kept(seed):
            paths = owners.setdefault(target_url(link.url), {})
            paths.setdefault(id_of(link.article), []).append(seed.path)
    found = {old: why for old, new in moves.items() if (why := why_not(old, new))}
    for old, paths in owners.items():
        ids = "; ".join(f'id: "{name}" into {" and ".join(paths[name])}' for name in paths)
        found[old] = (
            f"first write {ids}, since the id derives from this address; then write the new"
            " address, as --fix does"
        )
    return found


def why_not(old: str, new: str) -> str:
    """Return a remedy if *new* is not likely the page that *old* was, else empty text.

    A front page is where hosts send readers of articles that are gone, and plain http is no
    progress.
    """
    was, now = urlsplit(old), urlsplit(new)
    if now.path in ("", "/") and not now.query and was.path not in ("", "/"):
        return (
            "look for where the article went: a front page is not the article, and --fix leaves"
            " the link as it is"
        )
    if (was.scheme, now.scheme) == ("https", "http"):
        return "keep the address: the new one is plain http, and --fix leaves the link as it is"
    return ""


def _with_fragment(old: str, new: str) -> str:
    fragment = urldefrag(old).fragment
    return f"{new}#{fragment}" if fragment and "#" not in new else new
