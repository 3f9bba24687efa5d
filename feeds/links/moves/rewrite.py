"""Rewrite links that have moved for good, where that changes nothing for subscribers."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urldefrag

from feeds.http.verdicts import Outcome
from feeds.links.findings import MOVED, LinkProblem
from feeds.links.gather import reread
from feeds.links.moves.doubts import Doubt, Move, find_doubt, shared_targets
from feeds.links.moves.said import doubt_of_page
from feeds.links.moves.taken import Taken, wanted
from feeds.links.targets import Link, Usages, links_of, target_url
from feeds.problems.diagnostics import Severity
from feeds.problems.edits import SetValue
from feeds.problems.faults import Fault, field_name
from feeds.settings import ValidateSettings
from feeds.validation.publication import id_address, id_of
from feeds.validation.rules.amp_as_article import is_amp_page
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed
from feeds.values.amp_cache import amp_cache_url
from feeds.values.urls import url_key_or_none

_ONLY_MOVED = ValidateSettings(select=(MOVED,))
_CACHED = "cdnAmpWebUrl"
_AMP_PAGE = Doubt("an AMP page is not the article itself", "keep the address")
_NOT_CACHED = Doubt("it is none in the AMP Cache", "look whether the article still has an AMP page")


def moves_of(problems: Iterable[LinkProblem]) -> dict[str, Move]:
    """Return, by old address, the moves among *problems*."""
    return {
        found.url: Move(found.moved_to, found.final_url or found.moved_to)
        for found in problems
        if found.rule == MOVED and found.moved_to
    }


@dataclass(frozen=True, kw_only=True)
class MovedLinks(Ruleset):
    """The one rule that no link of a seed has moved, for the machinery that mends seeds.

    ``moves`` are by the old addresses (as ``target_url`` makes them), ``also`` is as for
    ``links_of``, and ``taken`` says which seeds have which address. ``pages`` are what the new
    ones say of themselves, by the old address, so far as they were asked. With
    ``include_unpublished`` builds publish drafts too.
    """

    # Who has moved an article tells its readers that it is the same: that is for people.
    writes_ids: ClassVar[bool] = False
    settings: ValidateSettings = _ONLY_MOVED
    moves: Mapping[str, Move]
    also: Set[str] = frozenset()
    taken: Taken = field(default_factory=Taken)
    pages: Mapping[str, Outcome] = field(default_factory=dict)
    include_unpublished: bool = False

    def faults(self, seed: Seed) -> Iterator[Fault]:
        """Yield a fault, with its fix, for each link that may be rewritten."""
        for link, new, doubt in self._moved(seed):
            if doubt is None:
                yield Fault(
                    pointer=link.pointer,
                    at_key=False,
                    rule=MOVED,
                    message=f"{field_name(link.pointer)} has moved",
                    remedy="write the new address",
                    severity=Severity.INFO,
                    fix=(SetValue(link.pointer, new), *_in_step(link, new)),
                )

    def kept(self, seed: Seed) -> Iterator[Link]:
        """Yield each link of *seed* that has moved and that the id of its entry derives from."""
        for link, _, doubt in self._moved(seed):
            source = id_address(link.article, include_unpublished=self.include_unpublished)
            if doubt is None and link.pointer == (source,):
                yield link

    def rewritten(self, seed: Seed) -> Iterator[str]:
        """Yield the old address of each link of *seed* that is not doubted, nor makes its id."""
        kept = {link.pointer for link in self.kept(seed)}
        for link, _, doubt in self._moved(seed):
            # The AMP Cache has no pages of its own.
            if doubt is None and link.pointer not in kept and link.field != _CACHED:
                yield target_url(link.url)

    def doubted(self, seed: Seed) -> Iterator[tuple[Link, Doubt]]:
        """Yield each link of *seed* whose new address is not written, and why."""
        for link, _, doubt in self._moved(seed):
            if doubt is not None:
                yield link, doubt

    def _moved(self, seed: Seed) -> Iterator[tuple[Link, str, Doubt | None]]:
        for link in links_of(seed, self.also):
            old = target_url(link.url)
            if old in self.moves:
                new = _with_fragment(link.url, self.moves[old].to)
                yield link, new, self._doubt(seed, link, old, new)

    def _doubt(self, seed: Seed, link: Link, old: str, new: str) -> Doubt | None:
        if link.field == _CACHED:
            return None if _stands_for(new, self._amp_pages(link.article)) else _NOT_CACHED
        if link.field == "webUrl" and is_amp_page(new) and not is_amp_page(link.url):
            return _AMP_PAGE
        locale = link.article.get("locale")
        language = locale[:2].lower() if isinstance(locale, str) else ""
        doubt = find_doubt(old, self.moves[old], language) or self._shared.get(old)
        doubt = doubt or self.taken.doubt(seed, link, new)
        if doubt or old not in self.pages:
            return doubt
        title = link.article.get("title")
        return doubt_of_page(old, self.pages[old], title if isinstance(title, str) else "")

    def _amp_pages(self, article: Mapping[str, Any]) -> Iterator[str]:
        """Yield the address of the AMP page of *article*, and that to which it has moved."""
        if isinstance(page := article.get("ampWebUrl"), str):
            yield page
            if moved := self.moves.get(target_url(page)):
                yield moved.to

    @cached_property
    def _shared(self) -> Mapping[str, Doubt]:
        return shared_targets(self.moves)


def _in_step(link: Link, new: str) -> Iterator[SetValue]:
    """Yield the change of the address in the AMP Cache, if it stands for that of *link*."""
    page = "ampWebUrl" if link.article.get("ampWebUrl") else "webUrl"
    cached = link.article.get(_CACHED)
    if link.field == page and isinstance(cached, str) and _stands_for(cached, (link.url,)):
        yield SetValue((*link.pointer[:-1], _CACHED), amp_cache_url(urldefrag(new).url))


def _stands_for(cached: str, pages: Iterable[str]) -> bool:
    """Tell whether *cached* is where the AMP Cache has one of *pages*."""
    key = url_key_or_none(cached)
    for page in pages:
        try:
            if key == url_key_or_none(amp_cache_url(urldefrag(page).url)):
                return True
        except ValueError:
            continue
    return False


def moved_links(
    moves: Mapping[str, Move], usages: Usages, also: Set[str], *, include_unpublished: bool
) -> MovedLinks:
    """Return the rule about *moves* among seeds that have the addresses *usages*.

    Seeds whose addresses tell where links may move are read again. Else as for ``MovedLinks``.
    """
    return MovedLinks(
        moves=moves,
        also=also,
        taken=Taken(reread(wanted(moves, usages)), moves),
        include_unpublished=include_unpublished,
    )


def remedies(seeds: Iterable[Seed], rule: MovedLinks) -> dict[str, str]:
    """Return remedies for the links that have moved and that ``--fix`` does not rewrite.

    *seeds* are those that hold the links that *rule* is about. The remedies are sentences by the
    old address; an address that ``--fix`` rewrites has none.
    """
    found: dict[str, str] = {}
    owners: dict[str, dict[str, list[str]]] = {}
    for seed in seeds:
        for link, doubt in rule.doubted(seed):
            found.setdefault(target_url(link.url), doubt.remedy)
        for link in rule.kept(seed):
            paths = owners.setdefault(target_url(link.url), {})
            paths.setdefault(id_of(link.article), []).append(seed.path)
    for old, paths in owners.items():
        ids = "; ".join(f'id: "{name}" into {" and ".join(paths[name])}' for name in paths)
        found.setdefault(
            old,
            f"first write {ids}, since the id derives from this address; then write the new"
            " address, as --fix does",
        )
    return found


def _with_fragment(old: str, new: str) -> str:
    """Return *new*, with the fragment of *old* unless it has its own (RFC 9110, 10.2.2)."""
    fragment = urldefrag(old).fragment
    return f"{new}#{fragment}" if fragment and "#" not in new else new.removesuffix("#")
