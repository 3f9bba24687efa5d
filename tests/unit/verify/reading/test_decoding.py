"""Documents in any encoding become UTF-8, and an encoding that lies is found out."""

import codecs

import pytest

from feeds.verify.reading.decoding import decode

TEXT = "Ärger am Käse"


def declared(encoding: str, text: str = "caf\u00e9") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n<a>{text}</a>'


def rules(raw: bytes, charset: str = "") -> list[str]:
    return [fault.rule for fault in decode(raw, charset).faults]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8 without a word"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", id="UTF-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), "utf-16-le", id="UTF-16 with a mark"),
        pytest.param(
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16, the other way"
        ),
        pytest.param(TEXT.encode("utf-32"), "utf-32-le", id="UTF-32 with a mark"),
    ],
)
def test_a_mark_at_the_beginning_tells_the_encoding(raw: bytes, encoding: str) -> None:
    decoded = decode(raw)
    assert (decoded.data.decode(), decoded.encoding, decoded.faults) == (TEXT, encoding, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037"])
def test_an_encoding_that_is_no_extension_of_ascii_is_told_by_how_the_first_sign_looks(
    encoding: str,
) -> None:
    text = declared("utf-16" if "16" in encoding else encoding[:6].removesuffix("-"))
    assert decode(text.encode(encoding)).data.decode() == text


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("UTF-8", []),
        ("ISO-8859-1", []),
        ("windows-1252", []),
        ("ISO-8859-15", ["unusual-encoding"]),
        ("Windows-1251", ["unusual-encoding"]),
    ],
)
def test_the_declared_encoding_counts(encoding: str, found: list[str]) -> None:
    text = declared(encoding, "\u0436" if "1251" in encoding else "\u00e9")
    raw = text.encode(encoding)
    assert decode(raw).data.decode() == text
    assert rules(raw) == found


@pytest.mark.parametrize("encoding", ["Shift_JIS", "Big5", "EUC-JP", "GB2312", "GB18030", "EUC-KR"])
def test_encodings_of_many_bytes_are_read(encoding: str) -> None:
    text = declared(encoding, "\u4e2d\u6587")
    assert decode(text.encode(encoding)).data.decode() == text


def test_headers_count_where_the_document_says_nothing() -> None:
    assert decode("<a>é</a>".encode("latin-1"), "iso-8859-1").data.decode() == "<a>é</a>"
    assert rules("<a>é</a>".encode("latin-1"), "iso-8859-1") == []


def test_headers_count_more_than_the_declaration() -> None:
    raw = declared("utf-8").encode("latin-1")
    assert decode(raw, "iso-8859-1").data.decode() == declared("utf-8")
    assert rules(raw, "iso-8859-1") == ["charset-mismatch"]
    assert rules(declared("utf-8").encode(), "UTF8") == []
    assert rules(codecs.BOM_UTF8 + declared("utf-8").encode(), "iso-8859-1") == []


def test_an_encoding_that_nobody_knows_is_a_fault() -> None:
    [fault] = decode(declared("klingon-8", "a").encode()).faults
    assert (fault.rule, fault.at) == ("unknown-encoding", 30)
    assert rules(declared("rot13", "a").encode()) == ["unknown-encoding"]
    assert rules(declared("unicode_escape", "a").encode()) == ["unknown-encoding"]


def test_an_encoding_that_hardly_any_reader_knows_is_doubted() -> None:
    assert rules(declared("cp437", "é").encode("cp437")) == ["obscure-encoding"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        pytest.param(declared("utf-16", "é").encode(), ["wrong-encoding"], id="says UTF-16"),
        pytest.param(
            declared("utf-8", "é").encode("utf-16"), ["wrong-encoding"], id="is UTF-16, says UTF-8"
        ),
        pytest.param(
            declared("utf-8", "é ").encode("latin-1"), ["undecodable-feed"], id="is Latin-1"
        ),
        pytest.param(declared("us-ascii", "é").encode(), ["undecodable-feed"], id="says ASCII"),
        pytest.param(declared("iso-8859-1", "é").encode(), ["mislabelled-encoding"], id="is UTF-8"),
        pytest.param(
            declared("iso-8859-1", "\u201cé\u201d").encode("cp1252"),
            ["mislabelled-encoding"],
            id="is Windows-1252",
        ),
    ],
)
def test_an_encoding_that_lies_is_found_out(raw: bytes, found: list[str]) -> None:
    assert rules(raw) == found


def test_the_first_wrong_byte_is_named_and_the_rest_is_read_as_it_may_be_meant() -> None:
    raw = declared("utf-8", "caf\u00e9 \u201cx\u201d").encode("cp1252")
    decoded = decode(raw)
    [fault] = decoded.faults
    assert raw[fault.at : fault.at + 1] == b"\xe9" if isinstance(fault.at, int) else False
    assert fault.message == ("the byte 0xE9 is not UTF-8; the document seems to be in Windows-1252")
    assert decoded.data.decode().endswith("<a>caf\u00e9 \u201cx\u201d</a>")


def test_the_first_wrong_byte_is_found_beyond_the_part_that_is_decoded_at_once() -> None:
    raw = declared("utf-8", "é" * 900_000).encode() + b"\xff"
    [fault] = decode(raw).faults
    assert fault.at == len(raw) - 1


def test_what_is_no_feed_is_not_read_to_its_end() -> None:
    assert len(decode(b"\x00\xff" * 1_000_000).data) < 100_000
