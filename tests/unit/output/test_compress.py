"""Siblings hold what their file holds, in the same bytes each time (feeds/output/compress.py)."""

import gzip
from collections.abc import Iterator

import brotli
from hypothesis import given
from hypothesis import strategies as st

from feeds.output.compress import compress_brotli, compress_gzip, with_siblings

TEXT = "<entry>Größe &amp; more</entry>\n".encode() * 40


@given(st.binary(max_size=3000))
def test_what_is_compressed_can_be_read_back(content: bytes) -> None:
    assert gzip.decompress(compress_gzip(content)) == content
    assert brotli.decompress(compress_brotli(content)) == content


def test_gzip_header_holds_no_name_no_time_and_no_system() -> None:
    """RFC 1952, 2.3: deflate, no flags, time 0, extra flags 2 (slowest), system 255 (unknown)."""
    assert compress_gzip(TEXT)[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])


def test_text_becomes_much_smaller() -> None:
    assert len(compress_gzip(TEXT)) < len(TEXT) / 5
    assert len(compress_brotli(TEXT)) < len(TEXT) / 5


def test_each_file_is_followed_by_its_siblings() -> None:
    assert list(with_siblings([("all/rss.xml", TEXT), ("feed.css", TEXT)])) == [
        ("all/rss.xml", TEXT),
        ("all/rss.xml.gz", compress_gzip(TEXT)),
        ("all/rss.xml.br", compress_brotli(TEXT)),
        ("feed.css", TEXT),
        ("feed.css.gz", compress_gzip(TEXT)),
        ("feed.css.br", compress_brotli(TEXT)),
    ]


def test_a_tiny_file_stays_alone() -> None:
    files = [("at.json", b"x" * 200), ("below.json", b"x" * 199)]
    paths = [path for path, _ in with_siblings(files)]
    assert paths == ["at.json", "at.json.gz", "at.json.br", "below.json"]


def test_no_file_is_asked_for_before_the_one_in_front_is_published() -> None:
    asked: list[int] = []

    def render() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            asked.append(number)
            yield f"{number}.xml", TEXT

    published = with_siblings(render())
    assert [next(published)[0] for _ in range(3)] == ["0.xml", "0.xml.gz", "0.xml.br"]
    assert asked == [0]
