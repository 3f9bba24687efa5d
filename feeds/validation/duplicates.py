"""Seeds of which only one is published, since they have one id or are read at one address.

Both the gate and builds ask here: which of them is the better one, and what to say of the others.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from feeds.problems.diagnostics import quote
from feeds.problems.faults import Fault
from feeds.problems.rule import Rule
from feeds.validation.articles import Articles
from feeds.validation.publication import Fields, derive_id, id_of, source_of
from feeds.validation.uses import Use
from feeds.values.dates import parse_date_time

Rank = tuple[datetime, float]
"""How good a seed is among others of one article: when it was updated, then its quality."""


_STAYS = "which is published in its place, as its article was published first"
_OWN_ID = (
    "if this seed is a copy for another article, delete this line, and the article gets an id of"
    " its own; else keep one of the two seeds"
)

DERIVED = " "
"""What stands before an address in the place of the id that derives from it: no id begins so."""


class Rival(NamedTuple):
    """A seed that others may stand for: its ``ids`` and ``addresses`` no two published ones share.

    ``published`` is when its article was.
    """

    path: str
    rank: Rank
    published: datetime
    ids: tuple[Hashable, ...] = ()
    addresses: tuple[Hashable, ...] = ()


def derive_ids(by_id: Mapping[str, Sequence[Use]]) -> Mapping[str, Sequence[Use]]:
    """Return the uses *by_id*, with those of addresses, so far as an id of a seed is theirs too.

    Mostly none is, and then no id need be worked out.
    """
    if not any(id_.startswith("urn:uuid:") for id_ in by_id):
        return by_id
    merged: dict[str, list[Use]] = defaultdict(list)
    for key, shared in by_id.items():
        derived = key.startswith(DERIVED)
        merged[derive_id(key.removeprefix(DERIVED)) if derived else key] += shared
    return merged


def make_rival(
    path: str,
    standing: str,
    now: datetime | None,
    ids: Iterable[Hashable],
    addresses: Iterable[Hashable],
) -> Rival:
    """Return the seed at *path*, of this *standing* (``Articles.standing``) at the time *now*."""
    published, updated, quality = standing.split("\n")
    fields = {"publishedDateTime": published, "updatedDateTime": updated}
    rank = rank_of(fields | ({"quality": float(quality)} if quality else {}), now)
    return Rival(path, rank, parse_date_time(published), tuple(ids), tuple(addresses))


def rank_of(fields: Fields, now: datetime | None) -> Rank:
    """Return the rank of a seed that is published, of these *fields*, at the time *now*."""
    published = parse_date_time(fields["publishedDateTime"])
    updated = parse_date_time(fields.get("updatedDateTime") or fields["publishedDateTime"])
    # An update that is still to come has not happened yet.
    happened = now is None or updated <= now
    return rank(max(published, updated) if happened else published, fields.get("quality"))


def rank(updated: datetime, quality: float | None) -> Rank:
    """Return the rank of an entry *updated* then, of this *quality*; none is less than any."""
    return updated, float("-inf") if quality is None else quality


def find_duplicates(rivals: Iterable[Rival]) -> dict[str, str]:
    """Return the paths of the *rivals* that are not published, with that of the one in its place.

    The best of all are published: updated last, else of higher quality, else with the path that
    sorts first. Whatever shares nothing with one that is published is published itself. Before all
    that, an id stays with the article that had it first: who copies a seed to write the next one
    often leaves the id.
    """
    by_path = sorted(rivals, key=lambda rival: rival.path)
    copies = _find_copies(by_path)
    taken: dict[Hashable, str] = {}
    worse = {}
    by_rank = sorted(by_path, key=lambda rival: rival.rank, reverse=True)
    for rival in sorted(by_rank, key=lambda rival: rival.path in copies):
        # An id may be what is another's address, and is not the same thing.
        keys = (*((id_,) for id_ in rival.ids), *rival.addresses)
        better = next((taken[key] for key in keys if key in taken), None)
        if better is None:
            taken |= dict.fromkeys(keys, rival.path)
        else:
            worse[rival.path] = better
    return worse


def _find_copies(rivals: Iterable[Rival]) -> set[str]:
    """Return the paths of those *rivals* that have the id of another, earlier article."""
    same: dict[Hashable, list[Rival]] = defaultdict(list)
    for rival in rivals:
        for id_ in rival.ids:
            same[id_].append(rival)
    copies: set[str] = set()
    for group in same.values():
        first = min(group, key=lambda rival: rival.published)
        copies.update(rival.path for rival in group if _is_copy(rival, first))
    return copies


def _is_copy(rival: Rival, first: Rival) -> bool:
    return rival.published > first.published and set(rival.addresses).isdisjoint(first.addresses)


def describe_duplicate(
    worse: Articles, better: Articles, by_url: Rule, by_id: Rule
) -> Fault | None:
    """Return the fault of the seed *worse*, in whose place *better* is published, at its value.

    It is one of the rule *by_url* if they share an address, else *by_id*; None if they share
    neither, as one of them has changed meanwhile.
    """
    places = {key: str(path[0]) for _, path, key in reversed(better.own_links)}
    for _, path, key in worse.own_links:
        if key in places:
            problem = f"is that of {_place(better, places[key])} too, {_reason(worse, better)}"
            return by_url.fault(path, problem, "delete one of the two seeds")
    id_ = id_of(worse.own)
    source, other = source_of(worse.own), source_of(better.own)
    if source is None or other is None or id_ != id_of(better.own):
        return None
    reason, remedy = _reason(worse, better), None
    if _published(better) < _published(worse):
        reason = _STAYS
        remedy = _OWN_ID if source == "id" else None
    problem = f"is that of {_place(better, other)} too, {reason}"
    subject = None if source == "id" else f"the id {quote(id_)}, which {source} makes,"
    return by_id.fault((source,), problem, remedy, subject=subject)


def _published(articles: Articles) -> datetime:
    return parse_date_time(articles.own["publishedDateTime"])


def _place(articles: Articles, name: str) -> str:
    return f"{articles.seed.path}:{articles.line_of(name)}"


def _reason(worse: Articles, better: Articles) -> str:
    (updated, quality), (later, higher) = (rank_of(one.own, one.now) for one in (worse, better))
    if updated != later:
        why = "it was updated later"
    else:
        why = "its quality is higher" if quality != higher else "its path sorts first"
    return f"which is published in its place, as {why}"
