"""Bytes of a page are made text as browsers make it, and what is a feed is told from a page."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.clippings.fetch import Document, decode

UMLAUT = "<title>Zähne – “gut”</title>"


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (UMLAUT.encode(), "", UMLAUT),
        (UMLAUT.encode(), "iso-8859-1", UMLAUT),
        (codecs.BOM_UTF8 + UMLAUT.encode(), "windows-1252", UMLAUT),
        (UMLAUT.encode("utf-16"), "", UMLAUT),
        (UMLAUT.encode("cp1252"), "", UMLAUT),
        (UMLAUT.encode("cp1252"), "ISO-8859-1", UMLAUT),
        (UMLAUT.encode("cp1252"), "no-such-thing", UMLAUT),
        (UMLAUT.encode("cp1252"), "base64", UMLAUT),
        ("<meta charset=shift_jis><title>日本</title>".encode("shift_jis"), "", "日本"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Да'.encode(
                "cp1251"
            ),
            "",
            "Да",
        ),
        ("中文網頁".encode("gbk"), "gb2312", "中文網頁"),
        ("한국어".encode("cp949"), "euc-kr", "한국어"),
        # The end of what was read may be in the middle of a character.
        (UMLAUT.encode() + "ä".encode()[:1], "", UMLAUT),
        (b"", "", ""),
    ],
)
def test_a_page_is_decoded_by_what_it_shows_before_what_is_said(
    content: bytes, charset: str, text: str
) -> None:
    assert text in decode(content, charset)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_become_some_text(content: bytes, charset: str) -> None:
    assert isinstance(decode(content, charset), str)


@pytest.mark.parametrize(
    ("content", "is_feed"),
    [
        (b'<?xml version="1.0"?><rss version="2.0">', True),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by us -->\n<feed xmlns="x">', True),
        (b"  <rdf:RDF xmlns=''>", True),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', True),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', True),
        (b'<?xml version="1.0"?><html>', False),
        (b"<!doctype html><title>On <rss></title>", False),
        (b'{"version": "2"}', False),
        (b"", False),
    ],
)
def test_a_feed_is_told_by_how_it_begins(content: bytes, is_feed: bool) -> None:
    assert Document("", "", "text/html", "", content).is_feed is is_feed
