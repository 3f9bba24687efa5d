"""Only seeds that may come to share an address are looked at again."""

from feeds.links.moves.doubts import Move
from feeds.links.moves.taken import wanted
from feeds.links.targets import SeedLinks, Usages


def usages(**urls: str) -> Usages:
    found = Usages()
    for path, url in urls.items():
        found.add(SeedLinks(path, [(f"https://a.example/{url}", 1, 1)], []))
    return found


def moving(**moves: str) -> dict[str, Move]:
    base = "https://a.example/"
    return {base + old: Move(base + new, base + new) for old, new in moves.items()}


def test_whoever_has_or_gets_an_address_that_another_gets() -> None:
    seeds = usages(a="old", b="new", c="other", d="more", e="most")
    assert wanted(moving(old="new#part"), seeds) == ["a", "b"]
    assert wanted(moving(old="next", other="next", more="far"), seeds) == ["a", "c"]
    assert wanted(moving(old="next", more="far"), seeds) == []
