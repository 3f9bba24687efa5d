"""Media types."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.media_types import check_content_type, check_media_type


@pytest.mark.parametrize(
    "text",
    [
        "audio/mpeg",
        "application/atom+xml",
        "text/html; charset=utf-8",
        'text/x;a="b c";c=d',
        "x-a/b",
    ],
)
def test_takes_media_types(text: str) -> None:
    assert check_media_type(text) is None
    assert check_content_type(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "instead", "start"),
    [
        ("", "is empty", None, 0),
        (" text/html", "has blanks around it", "text/html", 0),
        ("mp3", 'is no media type, as "audio/mpeg" is', "audio/mpeg", 0),
        ("audio", 'is no media type, as "audio/mpeg" is', None, 0),
        ("text/html;x", "has something after the type that is no parameter", None, 9),
        ("a/b/c", "has something after the type that is no parameter", None, 3),
        ("audio/mpeg, audio/ogg", "has something after the type that is no parameter", None, 10),
    ],
)
def test_says_what_is_malformed(text: str, reason: str, instead: str | None, start: int) -> None:
    expected = Flaw("malformed-media-type", reason, instead, start)
    assert check_media_type(text) == expected
    if "/" in text or not text:
        assert check_content_type(text) == expected


def test_content_of_atom_is_of_no_type_that_holds_others() -> None:
    assert [check_content_type(text) for text in ("text", "html", "xhtml")] == [None] * 3
    reason = "is a type that holds others, which content is not"
    assert check_content_type("Multipart/mixed") == Flaw("malformed-media-type", reason)


@pytest.mark.parametrize(("text", "instead"), [("htm", "html"), ("HTML", "html"), ("mp3", None)])
def test_content_of_atom_is_of_a_word_or_a_media_type(text: str, instead: str | None) -> None:
    reason = "is none of text, html and xhtml, and no media type"
    assert check_content_type(text) == Flaw("malformed-media-type", reason, instead)
