"""Addresses in bodies mean what the HTML and URL standards say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.addresses import (
    addresses_by_size,
    is_in_page,
    is_of_own_network,
    lost_scheme,
    picture_address,
    resolve,
    resolve_link,
)

BASE = "https://example.org/news/article?x=1"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://e.org/p ", "https://e.org/p"),
        ("\n\t https://e.org/p\x0c", "https://e.org/p"),
        ("ht\ntps://e.org/a\tb\r\nc", "https://e.org/abc"),
        ("/p", "https://example.org/p"),
        ("p q", "https://example.org/news/p%20q"),
        ("../p", "https://example.org/p"),
        ("?y=2", "https://example.org/news/article?y=2"),
        ("//e.org/p", "https://e.org/p"),
        ("///e.org/p", "https://e.org/p"),
        (r"\\e.org\p\q?a\b#c\d", "https://e.org/p/q?a%5Cb#c%5Cd"),
        (r"https:\\e.org\p", "https://e.org/p"),
        (r"\p\q", "https://example.org/p/q"),
        ("HTTPS://E.org/P", "https://e.org/P"),
        ("https:/p", "https://example.org/p"),
        ("https:p", "https://example.org/news/p"),
        ("copies/https://e.org//p", "https://example.org/news/copies/https://e.org//p"),
        ("/copies/https://e.org/p", "https://example.org/copies/https://e.org/p"),
        ("p;", "https://example.org/news/p;"),
        ("../../..//p/./q/..", "https://example.org//p/"), (".", "https://example.org/news/"),
        ("http:/e.org/p", "http://e.org/p"),
        ("http:e.org/p", "http://e.org/p"),
        ("https:////e.org/p", "https://e.org/p"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://ann:secret@e.org/@b", "https://e.org/@b"),
        ("", None), (" \t", None), (None, None),
        ("javascript:alert(1)", None), ("java\nscript:alert(1)", None), (" data:,x", None),
        ("mailto:ann@e.org", None), ("tel:+1", None),
        ("https://", None), ("https://e.org:x/", None), ("https://e..org/", None),
    ],
)  # fmt: skip
def test_address_is_resolved_as_browsers_do(written: str | None, meant: str | None) -> None:
    assert resolve(BASE, written) == meant


def test_addresses_in_a_copy_of_a_page_lead_to_copies() -> None:
    base = "https://archive.example/web/2024/https://e.org/news/a.html"
    assert resolve(base, "b.html") == "https://archive.example/web/2024/https://e.org/news/b.html"
    assert resolve(base, "../b/") == "https://archive.example/web/2024/https://e.org/b/"


@given(st.text("htps:/\\.?#@[]xyé \t\n%", max_size=40))
def test_any_address_is_absolute_or_none(written: str) -> None:
    found = resolve(BASE, written)
    assert found is None or found.startswith(("https://", "http://"))
    assert found is None or found.isascii()


@given(
    st.sampled_from(["/", "//", "http://", "https://", ""]),
    st.lists(
        st.sampled_from(
            ["a", "e.org", "b-1", "..", ".", "", "x.local", "~", "%41", "é", "u@", ":8"]
        )
    ),
    st.sampled_from(["", "/", "?q", "#f", "?"]),
    st.sampled_from([BASE, "http://ann:secret@e.org:8080/a", "https://example.org"]),
)
def test_usual_addresses_are_read_as_others_are(
    start: str, segments: list[str], end: str, base: str
) -> None:
    """Most need no look at their parts, but for a blank in front of them."""
    written = start + "/".join(segments) + end
    found = resolve(base, written)
    assert found == resolve(base, f" {written}")
    if found:
        assert is_of_own_network(found) == is_of_own_network(found.replace("http", "HTTP", 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mailto:ann@e.org ", "mailto:ann@e.org"),
        ("tel:+49 30 1234", "tel:+49 30 1234"),
        ("TEL:+4930", "TEL:+4930"),
        ("ftp://ann:secret@e.org/a.zip", "ftp://e.org/a.zip"),
        ("magnet:?xt=urn:btih:c12fe1", "magnet:?xt=urn:btih:c12fe1"),
        ("geo:52.5,13.4", "geo:52.5,13.4"), ("sms:+1?body=x", "sms:+1?body=x"),
        ("/p", "https://example.org/p"), ("https:p", "https://example.org/news/p"),
        ("javascript:alert(1)", None), ("file:///c/x", None), ("obsidian://open", None), ("", None),
    ],
)  # fmt: skip
def test_links_lead_to_what_any_machine_can_open(written: str, meant: str | None) -> None:
    assert resolve_link(BASE, written) == meant


@pytest.mark.parametrize(
    ("written", "scheme"),
    [
        ("file:///c/x", "file"), ("Obsidian://open?x", "obsidian"), ("vscode:x", "vscode"),
        ("https://e.org", None), ("tel:1", None), ("/p", None), ("#a", None), ("", None),
        ("javascript:void(0)", None), ("data:,x", None),
    ],
)  # fmt: skip
def test_what_only_one_machine_can_open_is_lost(written: str, scheme: str | None) -> None:
    assert lost_scheme(written) == scheme


@pytest.mark.parametrize(
    ("candidates", "addresses"),
    [
        ("", []), (" , ", []), ("/a, /b 2x", ["/b", "/a"]), ("/a 2x, /b", ["/a", "/b"]),
        ("/a 100w, /b 900w, /c 300w", ["/b", "/c", "/a"]), ("/a 1.5x,/b 1x", ["/a", "/b"]),
        ("/a,b 1x", ["/a,b"]), ("/a,, /b 3x", ["/b", "/a"]), ("/a 1x, /b 1x", ["/a", "/b"]),
        ("data:image/gif;base64,R0 1x, /b 2x", ["/b", "data:image/gif;base64,R0"]),
        ("/a nonsense, /b", ["/b", "/a"]), ("/a infw, /b nanx, /c .5x", ["/c", "/a", "/b"]),
    ],
)  # fmt: skip
def test_candidates_of_a_srcset_are_taken_by_size(candidates: str, addresses: list[str]) -> None:
    assert addresses_by_size(candidates) == addresses


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ({"src": "/a.png"}, "/a.png"),
        ({"src": " /a.png ", "data-src": "/b.png"}, "/a.png"),
        ({"data-src": "/b.png"}, "/b.png"),
        ({"src": "data:image/gif;base64,R0", "data-src": "/b.png"}, "/b.png"),
        ({"src": "/i/blank.gif", "data-original": "/b.png"}, "/b.png"),
        ({"src": "/spacer-1.gif?x", "data-lazy-src": "/b.png"}, "/b.png"),
        ({"src": "about:blank", "data-srcset": "/b.png 1x, /c.png 2x"}, "/c.png"),
        ({"src": "/loading.svg", "srcset": "/b.png 300w"}, "/b.png"),
        ({"src": "/blank-verse.png"}, "/blank-verse.png"),
        ({"src": "/i/blank.gif"}, "/i/blank.gif"),
        ({"srcset": "/b.png"}, "/b.png"),
        ({"srcset": "data:image/gif;base64,R0 2x, /b.png 1x"}, "/b.png"),
        ({"srcset": "/blank.gif 900w, /b.png 300w"}, "/b.png"),
        ({"src": "mailto:a@b.org"}, None), ({"src": "data:,"}, None), ({}, None),
    ],
)  # fmt: skip
def test_picture_is_where_it_is_in_the_end(attributes: dict[str, str], address: str | None) -> None:
    absolute = None if address is None else f"https://example.org{address}"
    assert picture_address(BASE, attributes) == absolute


def test_links_inside_a_page_are_told_from_others() -> None:
    assert [is_in_page(href) for href in ("#a", " #a", "", None, "a#b", "/")] == [True] * 4 + [
        False
    ] * 2
