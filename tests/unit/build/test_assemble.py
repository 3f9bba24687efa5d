"""Feeds are assembled of entries that any feed came with, which are held while they are needed."""

from dataclasses import replace

from feeds.build.assemble import Assembly
from feeds.build.render import RenderedBatch, RenderedFeed
from feeds.model import Entry, Feed, Outline
from feeds.render.frame import Frame
from tests.unit.sample_feeds import BARE_ENTRY, feed_of

FRAMES = (Frame(b"<", b">"), Frame(b"[", b"]", between=b","))
ONE, TWO, THREE = (replace(BARE_ENTRY, path=path) for path in "123")


def feed(path: str, *entries: Entry) -> Feed:
    return replace(feed_of(*entries), path=path)


def batch(paths: str, entries: str) -> RenderedBatch:
    feeds = [
        RenderedFeed(path, [(f"{path}/{i}", frame) for i, frame in enumerate(FRAMES)])
        for path in paths
    ]
    return RenderedBatch(feeds, {path: (path.encode(), path.encode() * 2) for path in entries})


def refuse(feed: Outline) -> dict[str, tuple[bytes, ...]]:
    raise AssertionError(feed)


def test_an_entry_stands_in_each_feed_that_shows_it() -> None:
    assembly = Assembly(
        [feed("a", ONE, TWO), feed("b", TWO), feed("c", THREE, ONE), feed("d")], refuse
    )
    made = [*assembly.take(batch("ab", "12")), *assembly.take(batch("cd", "3"))]
    assert made == [
        ("a", [("a/0", b"<12>"), ("a/1", b"[11,22]")]),
        ("b", [("b/0", b"<2>"), ("b/1", b"[22]")]),
        ("c", [("c/0", b"<31>"), ("c/1", b"[33,11]")]),
        ("d", [("d/0", b"<>"), ("d/1", b"[]")]),
    ]


def test_an_entry_is_held_until_the_last_feed_that_shows_it() -> None:
    assembly = Assembly([feed("a", ONE, TWO), feed("b", TWO)], refuse)
    held = [sorted(assembly.entries) for _ in assembly.take(batch("ab", "12"))]
    assert held == [["1", "2"], ["2"]]
    assert assembly.entries == {}


def test_what_is_not_rendered_is_loaded_with_the_feed_that_lacks_it() -> None:
    loaded: list[str] = []

    def load(feed: Outline) -> dict[str, tuple[bytes, ...]]:
        loaded.append(feed.path)
        return {"2": (b"old", b"older")}

    assembly = Assembly([feed("a", ONE), feed("b", TWO, ONE), feed("c", TWO)], load)
    made = dict(assembly.take(batch("abc", "1")))
    assert made["b"] == [("b/0", b"<old1>"), ("b/1", b"[older,11]")]
    assert made["c"] == [("c/0", b"<old>"), ("c/1", b"[older]")]
    assert loaded == ["b"]
