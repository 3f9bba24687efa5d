"""Whatever bytes it is given, ``feeds verify`` ends, and says where what is."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.check import Options, check_feed

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).parents[2] / "verify").glob("*/*"))
    if path.suffix != ".expected"
]
# What breaks documents in practice, and what readers have stumbled over.
PIECES = [
    b"<", b">", b"&", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"&nbsp;", b"&#0;", b"&#x110000;",
    b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\r\n", b"\x85", b"\xe2\x80\xa8",
    b"</item>", b"<item>", b"<a:b>", b' xmlns="urn:x"', b' xmlns:a=""', b"<!DOCTYPE a [", b'<!ENTITY a "b">',
    b'<?xml version="1.0" encoding="utf-16"?>', b"{", b"}", b"[", b"]", b",", b":", b"\\u", b"\\ud800", b"1e999",
    b"9" * 400, b"%", b"%zz", b"//@:/", b"-", b" ", b"\t", b"\xf0\x9f\x98\x80",
]  # fmt: skip


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """Return a feed in which something was cut out, doubled, put in, or put together with another."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        kind = draw(st.sampled_from("cut insert double other swap".split()))
        if kind == "cut":
            data = data[:start] + data[end:]
        elif kind == "insert":
            data = data[:start] + draw(st.sampled_from(PIECES)) + data[start:]
        elif kind == "double":
            data = data[:end] + data[start:]
        elif kind == "swap":
            data = data[:start] + draw(st.binary(max_size=8)) + data[end:]
        else:
            other = draw(st.sampled_from(SAMPLES))
            data = data[:start] + other[draw(st.integers(0, len(other))) :]
    return data


def check_places(raw: bytes) -> None:
    """Check *raw*; every finding must have a place, and words that fit on a line."""
    result = check_feed("a.xml", raw, Options(now=NOW, url="https://chips.example/rss.xml"))
    for found in result.findings:
        problem = found.diagnostic
        assert problem.line >= 1
        assert 1 <= problem.column <= problem.end_column
        assert 1 <= problem.excerpt_column <= problem.column
        assert "\n" not in problem.message + problem.remedy + problem.excerpt


@given(mutants())
def test_feeds_that_were_damaged(raw: bytes) -> None:
    check_places(raw)


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    check_places(raw)


@given(st.text(max_size=300))
def test_any_text_in_a_feed(text: str) -> None:
    head = '<rss version="2.0"><channel><title>'
    check_places(f"{head}{text}</title></channel></rss>".encode("utf-8", "surrogatepass"))


def test_many_comments_before_the_first_element_take_no_longer_than_their_length() -> None:
    """Each could be taken for the beginning of a longer one, and all combinations be tried."""
    comments = b"<!-- a -->" * 20_000
    for document in (comments, comments + b"<x/>", comments + b"<?xml version='1.0'?><rss/>"):
        check_places(document)
