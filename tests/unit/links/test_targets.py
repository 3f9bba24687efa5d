"""Which addresses seeds hold, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.links.targets import Place, Usages, links_of, note_links, paths_of, target_url
from feeds.validation.schema.seed import Seed
from tests.unit.judges import read as read_seed

TEXT = """---
title: T
webUrl: https://a.example/1#top
ampWebUrl: "https://a.example/amp"
originalUrl: 'https://a.example/1'
cdnAmpWebUrl: https://cdn.example/amp
images:
  - url: https://i.example/1.png
  - url: /local.png
  - nonsense
provider:
  name: A
  images:
    - url: https://i.example/logo.png
related:
  - title: R
    webUrl: https://b.example/
    ampWebUrl: 3
  - no article
---
"""


def read(text: str = TEXT, path: str = "1.md") -> Seed:
    return read_seed(text.encode(), path)


@pytest.mark.parametrize(
    ("also", "pointers"),
    [
        (set(), [("webUrl",), ("ampWebUrl",)]),
        ({"original"}, [("webUrl",), ("ampWebUrl",), ("originalUrl",)]),
        ({"cdn-amp"}, [("webUrl",), ("ampWebUrl",), ("cdnAmpWebUrl",)]),
        ({"related"}, [("webUrl",), ("ampWebUrl",), ("related", 0, "webUrl")]),
        (
            {"images"},
            [
                ("webUrl",),
                ("ampWebUrl",),
                ("images", 0, "url"),
                ("provider", "images", 0, "url"),
            ],
        ),
    ],
)
def test_kinds_of_links(also: set[str], pointers: list[tuple[str | int, ...]]) -> None:
    assert [link.pointer for link in links_of(read(), also)] == pointers


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://a.example/x#part", "https://a.example/x"),
        ("https://A.example:443", "https://a.example/"),
        ("https://jane:secret@a.example/x", "https://a.example/x"),
        ("https://jane@a.example/@handle", "https://a.example/@handle"),
        ("https://a.example/@handle", "https://a.example/@handle"),
        ("https://a.example/?mail=x@y", "https://a.example/?mail=x@y"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://jane:secret@[nonsense/", "https://[nonsense/"),
        ("https:jane:secret@a.example", "https:a.example"),
        ("jane:secret@a.example", "a.example"),
        ("https://jane:sec/ret@a.example/", "https://************@a.example/"),
        (" nonsense ", "nonsense"),
    ],
)
def test_what_is_asked_for_an_address(written: str, asked: str) -> None:
    assert target_url(written) == asked


@given(
    st.sampled_from(["https://", "HTTP://", "https:/", "//", "ftp://"]),
    st.text(st.characters(exclude_characters="/?#\\@", exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(["a.example", "[bad", "a.example:99999", "bücher.example", ""]),
)
def test_no_password_is_ever_asked_for(scheme: str, password: str, host: str) -> None:
    assert "@" not in target_url(f"{scheme}jane:{password}@{host}/path")


def test_every_place_of_an_address_is_known() -> None:
    usages = Usages()
    usages.add(note_links(read(path="b.md"), {"original"}))
    usages.add(note_links(read(path="a.md")))
    assert list(usages) == ["https://a.example/1", "https://a.example/amp"]
    assert len(usages) == 2
    assert usages.places("https://a.example/1") == (
        Place("a.md", 3, 9),
        Place("b.md", 3, 9),
        Place("b.md", 5, 14),
    )
    assert usages.places("https://a.example/amp") == (Place("a.md", 4, 12), Place("b.md", 4, 12))
    assert usages.places("https://nowhere.example/") == ()
    assert usages.pairs == {("https://a.example/1", "https://a.example/amp")}
    assert str(Place("a.md", 3, 9)) == "a.md:3:9"
    assert paths_of(usages.places("https://a.example/1")) == ["a.md", "b.md"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_are_those_of_the_file(end: str) -> None:
    usages = Usages()
    text = "\ufeff" + TEXT.replace("\n", end).replace("title: T", "title: |\n  a\n  b")
    usages.add(note_links(read(text)))
    assert usages.places("https://a.example/1") == (Place("1.md", 5, 9),)


@given(st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=6))
def test_no_place_is_lost_however_addresses_are_shared(seeds: list[list[int]]) -> None:
    usages = Usages()
    expected: dict[str, set[Place]] = {}
    for number, urls in enumerate(seeds):
        path = f"{number}.md"
        related = [f"  - webUrl: https://a.example/{url}" for url in urls]
        text = "\n".join(["---", "title: T", "related:", *related, "---", ""])
        usages.add(note_links(read(text, path), {"related"}))
        for line, url in enumerate(urls, 4):
            expected.setdefault(f"https://a.example/{url}", set()).add(Place(path, line, 13))
    assert {url: set(usages.places(url)) for url in usages} == expected
