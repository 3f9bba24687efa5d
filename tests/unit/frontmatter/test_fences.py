"""What stands in the place of a fence is named, and mended where it can only be meant for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fixes.mend import mend_seed
from feeds.settings import ValidateSettings
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_unchecked

FIELDS = "title: a\nexcerpt: b\n"
VALUES = {"title": "a", "excerpt": "b"}


def mended(text: str) -> str | None:
    """Return what --fix makes of *text*, None if it leaves it."""
    raw = text.encode()
    ruleset = Ruleset(ValidateSettings())
    after = mend_seed("a.md", raw, ruleset).after
    return None if after == raw else after.decode()


def problem(text: str) -> tuple[int, int, int, str]:
    """Return line, first and last column, and the message of the only problem of *text*."""
    seed = parse_unchecked("a.md", text.encode())
    assert isinstance(seed, UnreadableSeed)
    (found,) = seed.diagnostics
    return found.line, found.column, found.end_column - 1, found.message


NO = "the file has no front matter: "
OPEN = "the front matter is not closed: "
LIKE = "this line seems to be meant for it, but "


@pytest.mark.parametrize(
    ("blanks", "names"),
    [
        ("\ufeff\ufeff", "byte order mark (U+FEFF)"),
        ("\u200b", "zero width space (U+200B)"),
        ("\u2060", "word joiner (U+2060)"),
        ("\xa0", "no-break space (U+00A0)"),
        ("\u202f", "narrow no-break space (U+202F)"),
        ("\u3000\u2003", "ideographic space (U+3000) and em space (U+2003)"),
        (" ", "blank (U+0020)"),
        ("\t", "tab (U+0009)"),
        ("\n\u200b", "zero width space (U+200B)"),
    ],
)
def test_characters_before_the_opening_fence_are_named_and_deleted(blanks: str, names: str) -> None:
    text = f"{blanks}---\n{FIELDS}---\nbody\n"
    # One byte order mark is no part of the text.
    own = blanks.removeprefix("\ufeff").lstrip("\n")
    line = 1 + blanks.count("\n")
    message = f"{NO}the {names} stands before the opening fence"
    assert problem(text) == (line, 1, len(own), message)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    assert mended(text) == f"{mark}---\n{FIELDS}---\nbody\n"


def test_one_byte_order_mark_is_fine_and_stays() -> None:
    seed = parse_unchecked("a.md", f"\ufeff---\n{FIELDS}---\nbody\n".encode())
    assert isinstance(seed, Seed)
    assert seed.instance == VALUES


@pytest.mark.parametrize("char", ["\xa0", "\u200b", "\ufeff", "\u3000"])
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_characters_behind_a_fence_are_named_and_deleted(char: str, break_: str) -> None:
    good = f"---\n{FIELDS}---\nbody: c\n\n---\n".replace("\n", break_)
    for text in (
        good.replace("---", f"---{char}", 1),
        good.replace(f"b{break_}---", f"b{break_}---{char}"),
    ):
        line, first, last, message = problem(text)
        assert (line, first, last) == (1 if text[3] == char else 4, 4, 4)
        assert f"(U+{ord(char):04X})" in message
        assert mended(text) == good


@pytest.mark.parametrize(
    ("fence", "fault"),
    [
        ("--", "has 2 hyphens, not three"),
        ("----", "has 4 hyphens, not three"),
        ("—", "is made of the em dash (U+2014), not of three hyphens"),
        ("–––", "is made of the en dash (U+2013), not of three hyphens"),
        ("−−−", "is made of the minus sign (U+2212), not of three hyphens"),
        ("--—", "is made of the em dash (U+2014), not of three hyphens"),
        ("- - -", "is made of hyphens with blanks between them, not of three hyphens"),
        ("***", "is made of asterisks, not of three hyphens"),
        ("___", "is made of underscores, not of three hyphens"),
        ("===", "is made of equals signs, not of three hyphens"),
        ("~~~", "is made of tildes, not of three hyphens"),
        ("+++", "is made of plus signs, not of three hyphens"),
    ],
)
def test_what_is_meant_for_a_fence_is_named_and_mended(fence: str, fault: str) -> None:
    good = f"---\n{FIELDS}---\nbody\n"
    for text in (f"{fence}\n{FIELDS}{fence}\nbody\n", f"{fence}\n{FIELDS}---\nbody\n"):
        assert problem(text) == (1, 1, len(fence), f"{NO}its first line {fault}")
        assert mended(text) == good
    text = f"---\n{FIELDS}{fence}\nbody\n"
    assert problem(text) == (4, 1, len(fence), f"{OPEN}{LIKE}{fault}")
    assert mended(text) == good
    # A rule in the body seems to close it.
    assert problem(f"{text}\n---\nmore\n") == (4, 1, len(fence), f"{OPEN}{LIKE}{fault}")
    assert mended(f"{text}\n---\nmore\n") == f"{good}\n---\nmore\n"


@pytest.mark.parametrize("rest", [" yaml", "yaml", " # fields", " yml"])
def test_what_says_nothing_behind_a_fence_goes(rest: str) -> None:
    text = f"---{rest}\n{FIELDS}---\nbody\n"
    start = 3 + len(rest) - len(rest.lstrip())
    assert problem(text) == (
        1,
        start + 1,
        3 + len(rest),
        f"{NO}its first line goes on behind three hyphens",
    )
    assert mended(text) == f"---\n{FIELDS}---\nbody\n"


def test_text_behind_a_fence_is_left_for_people() -> None:
    assert problem(f"--- name: c\n{FIELDS}---\n")[:3] == (1, 5, 11)
    assert mended(f"--- name: c\n{FIELDS}---\n") is None
    assert problem(f"---\n{FIELDS}--- text\nbody\n")[:3] == (4, 5, 8)
    assert mended(f"---\n{FIELDS}--- text\nbody\n") is None


def test_an_indented_fence_is_named_and_mended() -> None:
    text = f"---\n{FIELDS}  ---\nbody\n"
    assert problem(text) == (4, 1, 2, f"{OPEN}before this fence stands the blank (U+0020)")
    assert mended(text) == f"---\n{FIELDS}---\nbody\n"


def test_hyphens_in_a_block_scalar_are_text() -> None:
    text = "---\nexcerpt: |\n  a\n  ---\n  b\n"
    assert problem(text) == (1, 1, 3, "the front matter is opened here and never closed")
    assert mended(text) == f"{text}---\n"
    seed = parse_unchecked("a.md", f"{text}---\n".encode())
    assert isinstance(seed, Seed)
    assert seed.instance == {"excerpt": "a\n---\nb\n"}


@pytest.mark.parametrize(
    ("text", "message", "after"),
    [
        ('+++\ntitle = "a"\n+++\nbody\n', "it starts as TOML does, and seeds are written in YAML", None),
        ('---toml\ntitle = "a"\n---\n', "it starts as TOML does, and seeds are written in YAML", None),
        (
            '{\n\t"title": "a"\n}\n\nbody\n',
            "it starts as JSON does, and seeds are written in YAML",
            '---\n{\n\t"title": "a"\n}\n---\n\nbody\n',
        ),
        (
            '{"title": "a"} body\n',
            "it starts as JSON does, and seeds are written in YAML",
            '---\n{"title": "a"}\n---\n body\n',
        ),
        (
            ';;;\n{"title": "a"}\n;;;\nbody\n',
            "it starts as JSON does, and seeds are written in YAML",
            '---\n{"title": "a"}\n---\nbody\n',
        ),
        (
            '---json\n{"title": "a"}\n---\nbody\n',
            "it starts as JSON does, and seeds are written in YAML",
            '---\n{"title": "a"}\n---\nbody\n',
        ),
        ("```yaml\ntitle: a\n```\nbody\n", "its first line is made of backticks, not of three hyphens", "---\ntitle: a\n---\nbody\n"),
        ("#+TITLE: a\n", "it starts as Org mode does", None),
        ("<<<<<<< HEAD\n---\n", "it starts with the mark of a conflict, which git could not merge", None),
        ("= A\n:author: b\n", "it starts as AsciiDoc does", None),
        ("A\n===\n\n:date: b\n", "it starts as reStructuredText does", None),
        ("<!DOCTYPE html>\n", "it is a page of HTML", None),
        ('<?xml version="1.0"?>\n', "it is XML", None),
        ("Title: a\nDate: b\n\nbody\n", "its fields stand without fences, as in MultiMarkdown", None),
        ("title: a\n---\nbody\n", "no fence stands before the fields", None),
    ],
)  # fmt: skip
def test_what_is_no_front_matter_in_yaml_is_called_what_it_is(
    text: str, message: str, after: str | None
) -> None:
    assert problem(text)[3] == NO + message
    assert mended(text) == after


@given(st.lists(st.sampled_from([*"-—–*+=~`.{};: \t\n\xa0\ufeffa", "---", "\n---\n", "a: b\n"])))
def test_mending_a_fence_makes_the_seed_readable_or_leaves_it(parts: list[str]) -> None:
    after = mended("".join(parts))
    if after is not None:
        assert isinstance(parse_unchecked("a.md", after.encode()), Seed)
        assert mended(after) is None
