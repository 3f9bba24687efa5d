"""Which seeds are published is decided as by holding all of them, though few are held."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entries.facts import Facts
from feeds.entries.standing import as_of, standing_of
from feeds.grouping.collection import Collection
from feeds.grouping.group import group
from feeds.grouping.lineups import Lineups, newest_first
from feeds.model import Standing
from feeds.problems.exclusion import Exclusion
from feeds.seeds.find import Stamp
from feeds.seeds.listing import Listing
from feeds.settings import BuildSettings, NameSettings, Settings, Site
from feeds.values.hashes import hash_address, hash_of, split_hashes
from feeds.values.names import name_key

NOW = datetime(2022, 9, 12, 13, tzinfo=UTC)
SITE = Site(id="urn:example:site", title="News", description="All the news", language="en")
CONFIGURED = (NameSettings("Chips", aliases=("GPUs", "silicon")), NameSettings("Unused"))
DEAD = "dead.example/"


def moment(hours: int) -> str:
    return (NOW + timedelta(hours=hours)).isoformat()


HOURS = st.integers(-4, 1)
FACTS = st.builds(
    Facts,
    exclusion=st.sampled_from(["", "", "", "", "removed", "invalid"]),
    hidden=st.just(""),
    own=st.just(b""),
    problems=st.just(""),
    id=st.sampled_from("abcdef").map("urn:x:{}".format),
    published=HOURS.map(moment),
    updated=HOURS.map(moment),
    opens=st.just("") | HOURS.map(moment),
    closes=st.sampled_from(["", "", "", moment(-1), moment(0), moment(1), moment(2)]),
    quality=st.sampled_from(["", "1", "2"]),
    names=st.tuples(
        st.sampled_from(["", "ZDNet", "zdnet", "Axios"]),
        st.lists(st.sampled_from(["AI", "ai", "Chips", "GPUs", "SILICON"]), max_size=3),
    ).map(lambda names: "\n".join([names[0], *names[1]])),
    link=st.lists(
        st.sampled_from([DEAD, *(f"{number}.example/" for number in range(9))]),
        min_size=1,
        max_size=2,
        unique=True,
    ).map(lambda links: b"".join(map(hash_of, links))),
)


def path_of(number: int) -> str:
    return f"{number:02}.md"


def digest_of(number: int) -> bytes:
    return sha256(path_of(number).encode()).digest()


def collect(
    facts: Sequence[Facts], chosen: Settings, spare: int = 10
) -> tuple[Collection, list[int]]:
    """Return the collection of seeds with these *facts*, and which it had to look up."""
    listing = Listing([(path_of(n), Stamp(1, 1, 1)) for n in range(len(facts))], 0)
    asked: list[int] = []

    def look_up(numbers: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        for number in numbers:
            asked.append(number)
            assert collection.has(number, digest_of(number))
            yield number, facts[number]

    dropped = frozenset({hash_address(DEAD)})
    collection = Collection(listing, NOW, Lineups(chosen, spare=spare), dropped)
    for number, seed in enumerate(facts):
        collection.add(number, seed, digest=digest_of(number))
    collection.settle(look_up)
    return collection, asked


def expected(
    facts: Sequence[Facts],
) -> tuple[dict[Exclusion, set[str]], dict[str, list[str]]]:
    """Return what is left out, and the paths of all entries of each feed, by key, in order."""
    left_out, found = defaultdict(set), []
    links = {path_of(n): list(split_hashes(seed.link)) for n, seed in enumerate(facts)}
    for number, seed in enumerate(facts):
        due = max(seed.published, seed.opens)
        if seed.exclusion:
            left_out[Exclusion(seed.exclusion)].add(path_of(number))
        elif seed.closes and (seed.closes <= moment(0) or seed.closes <= due):
            left_out[Exclusion.EXPIRED].add(path_of(number))
        elif due > moment(0):
            left_out[Exclusion.FUTURE].add(path_of(number))
        else:
            found.append(as_of(standing_of(seed, path_of(number)), NOW))
    found.sort(key=lambda entry: (entry.updated, entry.quality or 0), reverse=True)
    found = sorted(found, key=lambda entry: _is_copy(entry, found, links))
    best: list[Standing] = []
    for entry in found:
        if any(e.id == entry.id or {*links[e.path]} & {*links[entry.path]} for e in best):
            left_out[Exclusion.DUPLICATE].add(entry.path)
        else:
            best.append(entry)
    dead = {entry.path for entry in best if links[entry.path][0] == hash_address(DEAD)}
    left_out[Exclusion.DEAD] = dead
    entries = [entry for entry in best if entry.path not in dead]
    # The oldest name is the one that subscribers know the address by.
    aliases = {name_key(name): "gpus" for name in ("Chips", "GPUs", "silicon")}
    feeds: dict[str, list[str]] = {"all": []}
    for entry in newest_first(entries):
        topics = {aliases.get(key := name_key(topic.label), key) for topic in entry.topics}
        providers = {name_key(entry.provider.label)} if entry.provider else set()
        for key in (
            "all",
            *(f"topics/{t}" for t in topics),
            *(f"providers/{p}" for p in providers),
        ):
            feeds.setdefault(key, []).append(entry.path)
    return {why: paths for why, paths in left_out.items() if paths}, feeds


def _is_copy(entry: Standing, found: list[Standing], links: dict[str, list[int]]) -> bool:
    """Tell whether another article had the id of *entry* first."""
    same = sorted((e for e in found if e.id == entry.id), key=lambda e: (e.published, e.path))
    alike = {*links[same[0].path]} & {*links[entry.path]}
    return entry.published > same[0].published and not alike


@given(st.lists(FACTS, max_size=14), st.integers(1, 2), st.integers(0, 1))
def test_feeds_are_as_if_all_entries_were_held(facts: list[Facts], limit: int, spare: int) -> None:
    chosen = Settings(site=SITE, build=BuildSettings(limit=limit), topics=CONFIGURED)
    collection, _ = collect(facts, chosen, spare)
    left_out, feeds = expected(facts)
    named = {why: set(map(path_of, found)) for why, found in collection.left_out.items()}
    assert named == left_out
    assert collection.count == len(feeds["all"])
    found, _ = group(collection.lineups, chosen)
    assert {feed.path: [entry.path for entry in feed.entries] for feed in found} == {
        key: paths[:limit] for key, paths in feeds.items()
    }
    assert {feed.path: feed.total for feed in found} == {k: len(p) for k, p in feeds.items()}


@given(st.lists(FACTS, max_size=14))
def test_a_name_is_shown_as_most_entries_spell_it(facts: list[Facts]) -> None:
    chosen = Settings(site=SITE, build=BuildSettings(limit=1))
    collection, _ = collect(facts, chosen)
    _, feeds = expected(facts)
    spelt = Counter(facts[int(path[:2])].names.split("\n")[0] for path in feeds["all"])
    feed = next((f for f in group(collection.lineups, chosen)[0] if "zdnet" in f.path), None)
    best = min(("ZDNet", "zdnet"), key=lambda name: (-spelt[name], name))
    assert (feed and feed.name) == (best if spelt["ZDNet"] + spelt["zdnet"] else None)


def entry(number: int, **fields: Any) -> Facts:
    return Facts(published=moment(-number), updated=moment(-number), names="")._replace(
        **{"id": f"urn:x:{number}", **fields}
    )


def test_only_duplicates_are_looked_up_again() -> None:
    chosen = Settings(site=SITE, build=BuildSettings(limit=2))
    seeds = [entry(number) for number in range(50)]
    assert collect(seeds, chosen)[1] == []
    seeds[7] = entry(8)
    assert collect(seeds, chosen)[1] == [7, 8]


def test_all_are_looked_up_again_if_so_many_are_duplicates_that_a_feed_misses_some() -> None:
    chosen = Settings(site=SITE, build=BuildSettings(limit=2))
    seeds = [entry(0, quality=str(number)) for number in range(40)] + [entry(50), entry(60)]
    collection, asked = collect(seeds, chosen)
    assert asked == [*range(40), 39, 40, 41]
    assert [e.path for e in group(collection.lineups, chosen)[0][0].entries] == ["39.md", "40.md"]


@pytest.mark.parametrize("backwards", [False, True])
def test_none_of_the_same_date_gets_in_place_of_one_that_was_displaced(backwards: bool) -> None:
    """Later ones of the oldest date that is held may have greater ids than those let go of."""
    ids = [f"urn:x:a{number:02}" for number in range(11)]
    worse = [entry(1, id=id_) for id_ in ids]
    better = [entry(0, id=id_, published=moment(-4), updated=moment(0)) for id_ in ids]
    others = [entry(1, id=f"urn:x:b{number:02}") for number in range(14)]
    facts = [*others[:11], *worse, *others[11:], *better]
    chosen = Settings(site=SITE, build=BuildSettings(limit=1))
    collection, _ = collect(facts[::-1] if backwards else facts, chosen)
    (newest,) = collection.lineups.newest(collection.lineups.everything)
    assert newest.id == "urn:x:b00"
