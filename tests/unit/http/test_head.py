"""Relations are found in a head whatever its portions, and its limits hold."""

import gzip
import itertools
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.head import HeadReader, Unpacker, header_links
from feeds.http.verdicts import HeadLinks

URL = "https://news.test/a/b"
PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>é</title>"
    '<link rel="canonical" href="../c"><link rel="AMPHTML" href="/é"></head><body>'
).encode()


def read(*chunks: bytes, charset: str | None = None) -> HeadLinks:
    reader = HeadReader(URL, charset)
    for chunk in chunks:
        reader.feed(chunk)
    reader.finish()
    return reader.head_links()


@given(st.lists(st.integers(0, len(PAGE)), max_size=8))
def test_portions_do_not_matter(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(PAGE)]
    chunks = [PAGE[a:b] for a, b in itertools.pairwise(places)]
    assert read(*chunks) == HeadLinks("https://news.test/c", "https://news.test/é")


@given(st.lists(st.binary(), max_size=5))
def test_no_bytes_are_too_odd(chunks: list[bytes]) -> None:
    assert read(*chunks).complete


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("<base href=https://other.test/x/><link rel=canonical href=y>", "https://other.test/x/y"),
        ("<base href=/x/><base href=/z/><link rel=canonical href=y>", "https://news.test/x/y"),
        ("<link rel=canonical href=y><base href=/x/>", "https://news.test/x/y"),
        ("<link rel=canonical>", None),
        ("<link rel=canonical href=''>", None),
        ("<link href=y>", None),
        ("<link rel='x canonical y' href=y>", "https://news.test/a/y"),
        ("<link rel=canonical href='http://[broken/'>", "http://[broken/"),
        ("<!-- <link rel=canonical href=y> -->", None),
        ("<script>'<link rel=canonical href=y>'</script>", None),
        ("<div><link rel=canonical href=y></div>", None),
    ],
)
def test_a_head_names_its_canonical_page(head: str, canonical: str | None) -> None:
    page = f"<html><head>{head}</head><body></body></html>".encode()
    assert read(page) == HeadLinks(canonical)


@pytest.mark.parametrize(
    ("head", "title", "refresh"),
    [
        ("<title> A &amp; B\n</title>", "A & B", None),
        ("<title>Größe 见</title>", "Größe 见", None),
        ("<title>A</title><title>B</title>", "A", None),
        ('<meta http-equiv=refresh content="0;url=/">', "", "https://news.test/"),
        ("<meta http-equiv=Refresh content=\"5; URL='c'\">", "", "https://news.test/a/c"),
        ("<meta http-equiv=refresh content='0 , url = c'>", "", "https://news.test/a/c"),
        ("<meta http-equiv=refresh content='0 c'>", "", "https://news.test/a/c"),
        ("<meta http-equiv=refresh content='0c'>", "", None),
        ("<meta http-equiv=refresh content='0;url='>", "", None),
        ("<meta http-equiv=refresh content=300>", "", None),
        ("<noscript><meta http-equiv=refresh content='0;url=/'></noscript>", "", None),
        ("<meta name=refresh content='0;url=/'>", "", None),
    ],
)
@pytest.mark.parametrize("charset", [None, "utf-8"])
def test_a_head_has_a_title_and_may_lead_on(
    head: str, title: str, refresh: str | None, charset: str | None
) -> None:
    found = read(f"<html><head>{head}</head>".encode(), charset=charset)
    assert (found.title, found.refresh) == (title, refresh)


@pytest.mark.parametrize(
    ("header", "canonical", "amphtml"),
    [
        ('<https://news.test/c>; rel="canonical"', "https://news.test/c", None),
        ("</c>;rel=canonical", "https://news.test/c", None),
        ('<../c> ; REL = "Canonical nofollow"', "https://news.test/c", None),
        ('</c>; rel="canonical amphtml"', "https://news.test/c", "https://news.test/c"),
        ('</amp>; rel=amphtml, </c>; rel="canonical"', "https://news.test/c", "https://news.test/amp"),
        ("</c>; rel=canonical, </d>; rel=canonical", "https://news.test/c", None),
        ("</c,d;e>; rel=canonical", "https://news.test/c,d;e", None),
        (r'</x>; title="a, \"</y>; rel=canonical"; rel=next, </c>; rel=canonical', "https://news.test/c", None),
        ("</c>; rel=next; rel=canonical", None, None),
        ("</c>; rel=canonical; anchor=/x", None, None),
        ("</c>; rev=canonical", None, None),
        ("</c>; x; rel=canonical", "https://news.test/c", None),
        ("<http://[broken/>; rel=canonical", "http://[broken/", None),
        ("<>; rel=canonical", None, None),
        ("</c; rel=canonical", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_header_names_pages(header: str, canonical: str | None, amphtml: str | None) -> None:
    assert header_links(header, URL) == HeadLinks(canonical, amphtml)


@given(st.text('<>;=," \\\taré/'))
def test_no_header_is_too_odd(header: str) -> None:
    assert header_links(header, URL).complete


@pytest.mark.parametrize(
    "part", ["<", "<a>", "<a>;", " ", ";x", '="', '\\"', ";rel=a\t", '<a>;x="']
)
def test_a_long_header_takes_no_long_time(part: str) -> None:
    start = time.process_time()
    header_links("<a>; rel" + part * 30_000, URL)
    assert time.process_time() - start < 1


def test_the_charset_of_the_answer_is_heeded() -> None:
    page = "<head><link rel=canonical href=/é></head>".encode("latin-1")
    assert read(page, charset="latin-1") == HeadLinks("https://news.test/é")


def test_a_head_without_its_end_is_incomplete() -> None:
    reader = HeadReader(URL, None)
    reader.feed(b"<html><head><link rel=canonical href=/c>")
    assert reader.head_links() == HeadLinks("https://news.test/c", complete=False)


COMPRESSIONS: list[Callable[[bytes], bytes]] = [gzip.compress, zlib.compress]


@given(st.binary(max_size=500), st.integers(1, 600), st.sampled_from(COMPRESSIONS))
def test_unpacking_ends_at_the_limit(
    content: bytes, most: int, compress: Callable[[bytes], bytes]
) -> None:
    unpacker = Unpacker("gzip", most)
    packed = compress(content)
    found = b"".join(
        unpacker.unpack(packed[i : i + 7]) for i in range(0, len(packed), 7) if unpacker.left
    )
    assert found == content[:most]


def test_what_is_not_packed_passes_up_to_the_limit() -> None:
    unpacker = Unpacker("identity", 5)
    assert [unpacker.unpack(b"abc"), unpacker.unpack(b"def"), unpacker.left] == [b"abc", b"de", 0]


def test_an_unknown_packing_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown encoding br"):
        Unpacker("br", 5)
