"""Where a front matter begins and ends, and what is said when it does not."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.frontmatter.split import MAX_FRONT_MATTER_BYTES, FrontMatter, split_seed
from feeds.problems.diagnostics import Diagnostic


def yaml_and_body(raw: bytes) -> tuple[str, str]:
    found = split_seed("a.md", raw)
    assert not isinstance(found, Diagnostic), found
    return found.text[found.start : found.end], found.body


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"---\na: 1\n---\nbody\n", ("a: 1\n", "body\n")),
        (codecs.BOM_UTF8 + b"---\na: 1\n---\n", ("a: 1\n", "")),
        (b"---\r\na: 1\r\n---\r\nbody\r\n", ("a: 1\r\n", "body\r\n")),
        (b"---\ra: 1\r---\rbody\r", ("a: 1\r", "body\r")),
        (b"--- \t\na: 1\n--- \t\nbody", ("a: 1\n", "body")),
        (b"---\na: 1\n...\nbody", ("a: 1\n", "body")),
        (b"---\na: 1\n---", ("a: 1\n", "")),
        (b"---\n---\n", ("", "")),
        (b"---\na: 1\n---\ntext\n\n---\n\nmore\n", ("a: 1\n", "text\n\n---\n\nmore\n")),
        (b"---\na: '----'\n---\n", ("a: '----'\n", "")),
    ],
    ids=["plain", "bom", "crlf", "cr", "blanks", "dots", "end-of-file", "empty", "rule", "hyphens"],
)
def test_front_matter_is_split_from_the_body(raw: bytes, expected: tuple[str, str]) -> None:
    assert yaml_and_body(raw) == expected


@pytest.mark.parametrize(
    ("raw", "place", "rule", "message", "remedy"),
    [
        (b"", (1, 1), "empty-file", "the file is empty", "write a seed or delete the file"),
        (
            b"title: x\n---\n",
            (1, 1),
            "missing-front-matter",
            "the file has no front matter: no fence stands before the fields",
            'make "---" the first line of the file, before the fields',
        ),
        (
            b"\n---\ntitle: x\n---\n",
            (1, 1),
            "missing-front-matter",
            "the file has no front matter",
            'make "---" the first line of the file, before the fields',
        ),
        (
            b"----\ntitle: x\n----\n",
            (1, 1),
            "missing-front-matter",
            "the file has no front matter: its first line has 4 hyphens, not three",
            'the first line must be exactly three hyphens: "---"',
        ),
        (
            b"# News\n",
            (1, 1),
            "missing-front-matter",
            "the file has no front matter",
            'start the file with a line "---", then the fields, then a line "---"',
        ),
        (
            b"---",
            (1, 1),
            "unclosed-front-matter",
            "the front matter is opened here and never closed",
            'add a line "---" after the last field',
        ),
        (
            "---\ntitle: é\nexcerpt: ".encode() + b"a\xffb\n---\n",
            (3, 11),
            "undecodable-bytes",
            "byte 0xff is not valid UTF-8",
            "save the file as UTF-8",
        ),
        *(
            (
                "---\n".encode(encoding),
                (1, 1),
                "undecodable-bytes",
                f"the file is in {name}, not UTF-8",
                "save it as UTF-8",
            )
            for name, encodings in {
                "UTF-16": ["utf-16", "utf-16-le", "utf-16-be"],
                "UTF-32": ["utf-32", "utf-32-le", "utf-32-be"],
            }.items()
            for encoding in encodings
        ),
        (
            codecs.BOM_UTF16_LE + "---\n".encode("utf-16-le"),
            (1, 1),
            "undecodable-bytes",
            "the file is in UTF-16, not UTF-8",
            "save it as UTF-8",
        ),
    ],
)
def test_faulty_file_is_one_diagnostic(
    raw: bytes, place: tuple[int, int], rule: str, message: str, remedy: str
) -> None:
    found = split_seed("a.md", raw)
    assert isinstance(found, Diagnostic)
    assert (found.path, found.line, found.column) == ("a.md", *place)
    assert (found.rule, found.message, found.remedy) == (rule, message, remedy)


@pytest.mark.parametrize("closed", [True, False])
def test_front_matter_over_one_mebibyte_is_refused(closed: bool) -> None:
    raw = b"---\nexcerpt: " + b"x" * MAX_FRONT_MATTER_BYTES + (b"\n---\n" if closed else b"")
    found = split_seed("a.md", raw)
    assert isinstance(found, Diagnostic)
    assert found.rule == "oversized-front-matter"


@pytest.mark.parametrize(
    "raw",
    [
        b"---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> c\n---\n",
        # What stands in quotes may go on at the margin, and hold anything.
        b'---\nexcerpt: "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\ne"\n---\n',
        b"---\ntopics:\n<<<<<<< HEAD\n- a\n---\nbody\n=======\n- b\n---\nbody\n>>>>>>> d\n",
        b"---\r\n<<<<<<< HEAD\r\ntitle: a\r\n---\r\n",
        b"---\rtitle: a\r<<<<<<< HEAD\r---\r",
        b"---\n<<<<<<<\ntitle: a\n",
    ],
)
def test_a_conflict_of_git_is_called_one(raw: bytes) -> None:
    found = split_seed("a.md", raw)
    assert isinstance(found, Diagnostic)
    assert (found.rule, found.column, found.message) == (
        "yaml-syntax",
        1,
        "the mark of a conflict stands here, which git could not merge",
    )
    assert isinstance(split_seed("a.md", b"---\ntitle: a <<<<<<< b\n---\n<<<<<<<\n"), FrontMatter)


@given(st.binary(max_size=200))
def test_any_bytes_split_or_are_reported(raw: bytes) -> None:
    found = split_seed("a.md", raw)
    if isinstance(found, Diagnostic):
        assert found.line >= 1
        assert found.column >= 1
        assert found.remedy
    else:
        assert found.text.startswith("---")
