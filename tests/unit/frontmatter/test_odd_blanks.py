"""What looks like a blank where YAML needs one is named, and all of it is mended, or nothing."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fixes.mend import mend_seed
from feeds.frontmatter.simple import read_simple
from feeds.settings import ValidateSettings
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_unchecked

NAMES = {
    "\xa0": "no-break space (U+00A0)",
    "\u1680": "ogham space mark (U+1680)",
    "\u2000": "en quad (U+2000)",
    "\u2003": "em space (U+2003)",
    "\u200a": "hair space (U+200A)",
    "\u202f": "narrow no-break space (U+202F)",
    "\u205f": "medium mathematical space (U+205F)",
    "\u3000": "ideographic space (U+3000)",
    "\u200b": "zero width space (U+200B)",
    "\u2060": "word joiner (U+2060)",
    "\ufeff": "byte order mark (U+FEFF)",
    "\x85": "next line (U+0085)",
    "\u2028": "line separator (U+2028)",
}
NBSP, EM = "\xa0", "\u2003"
VISIBLE = "\xa0\u1680\u2000\u2003\u200a\u202f\u205f\u3000\x85\u2028"
REST = "title: a\ntopics:\n  - b\n"
VALUES = {"title": "a", "topics": ["b"]}


def problems(text: str) -> list[tuple[int, int, int, str]]:
    """Return line, first and last column, and message of all that keeps *text* from being read."""
    seed = parse_unchecked("a.md", f"---\n{text}---\n".encode())
    assert isinstance(seed, UnreadableSeed), seed.instance
    assert {found.rule for found in seed.diagnostics} == {"odd-blank"}
    return [
        (found.line, found.column, found.end_column - 1, found.message)
        for found in seed.diagnostics
    ]


def values(text: str) -> Any:
    seed = parse_unchecked("a.md", text.encode())
    return seed.instance if isinstance(seed, Seed) else None


def mended(text: str) -> str:
    raw = f"---\n{text}---\n".encode()
    ruleset = Ruleset(ValidateSettings(select=("odd-blank",)))
    return mend_seed("a.md", raw, ruleset).after.decode().removeprefix("---\n")[:-4]


@pytest.mark.parametrize("char", NAMES)
def test_an_indented_key_is_named_and_never_dedented(char: str) -> None:
    text = f"{REST}provider:\n{char}{char}name: c\n{char}{char}domain: d\n"
    message = f"the line is indented with the {NAMES[char]}"
    assert problems(text) == [(6, 1, 2, message), (7, 1, 2, message)]
    wide = {"\u3000": "    "}.get(char, "  ")
    expected = f"{REST}provider:\n{wide}name: c\n{wide}domain: d\n"
    # Without any width, nobody can tell what the line belongs to.
    assert mended(text) == (expected if char in VISIBLE else text)


@pytest.mark.parametrize("char", NAMES)
@pytest.mark.parametrize(
    ("written", "place", "message", "after"),
    [
        ("_x: c\n", (5, 1, 1), "the line is indented with the {}", "x: c\n"),
        ("x_: c\n", (5, 2, 2), "between a field and its colon stands the {}", "x: c\n"),
        ("x:_c\n", (5, 3, 3), "behind the colon stands the {}", "x: c\n"),
        ("x:_[c]\n", (5, 3, 3), "behind the colon stands the {}", "x: [c]\n"),
        ("x:\n  -_c\n", (6, 4, 4), "behind the hyphen of a list stands the {}", "x:\n  - c\n"),
        ("x:\n -_y: c\n", (6, 3, 3), "behind the hyphen of a list stands the {}", "x:\n - y: c\n"),
        ("x:\n- _y: c\n", (6, 2, 3), "behind the hyphen of a list stands the {}", "x:\n- y: c\n"),
        ("_\nx: c\n", (5, 1, 1), "the line is indented with the {}", "\nx: c\n"),
    ],
)
def test_every_place_that_structure_hangs_on_is_named(
    char: str, written: str, place: tuple[int, int, int], message: str, after: str
) -> None:
    text = REST + written.replace("_", char)
    meant = values(f"---\n{REST}{after}---\n")
    if isinstance(seed := parse_unchecked("a.md", f"---\n{text}---\n".encode()), Seed):
        # A byte order mark may start a line, and a line of blanks go on in a list.
        assert seed.instance.keys() == meant.keys()
        return
    assert problems(text) == [(*place, message.format(NAMES[char]))]
    found = mended(text)
    assert found == text or values(f"---\n{found}---\n") == meant
    if char == "\xa0" and written[0] != "_":
        assert found != text


@pytest.mark.parametrize("char", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "x: c_d\n",
        "x: _c_\n",
        'x: "_c_: d"\n',
        "x: '_-_c'\n",
        'x: "c\n  _d: e"\n',
        "x: c\n  _d\n",
        "x: |\n  c\n  _y:_d\n",
        "x: >-\n  c\n\n   _- d\n",
        "- |\n  _c\n",
        "x:\n  - _c\n",
        "x: [_c, _]\n",
        "# _c:_d\nx: c\n",
    ],
)
def test_inside_values_it_is_text(char: str, text: str) -> None:
    written = f"{REST if text[0] != '-' else 'y:'}\n{text}".replace("_", char)
    seed = parse_unchecked("a.md", f"---\n{written}---\n".encode())
    assert isinstance(seed, Seed)
    assert mended(written) == written


def test_what_leaves_a_block_scalar_goes_back_into_it() -> None:
    text = "x: |\n  a\n\xa0\xa0b\n  \xa0c\n"
    assert problems(text) == [(4, 1, 2, f"the line is indented with the {NAMES[NBSP]}")]
    assert mended(text) == "x: |\n  a\n  b\n  \xa0c\n"


def test_tabs_are_mended_only_where_no_line_is_indented_with_blanks() -> None:
    text = "title: a\nprovider:\n\tname: b\n\timages:\n\t\t- url: c\n"
    tab = "the line is indented with the tab (U+0009)"
    assert [found[0] for found in problems(text)] == [4, 5, 6]
    assert problems(text)[2] == (6, 1, 2, tab)
    assert mended(text) == text.replace("\t", "  ")
    mixed = text.replace("\tname", "  name")
    assert mended(mixed) == mixed
    assert mended("x: a\n\tb\n") == "x: a\n\tb\n"


def test_a_line_that_fits_nowhere_is_named_and_left() -> None:
    text = "title: a\nprovider:\n  name: b\n\u2003domain: c\n"
    seed = parse_unchecked("a.md", f"---\n{text}---\n".encode())
    assert isinstance(seed, UnreadableSeed)
    assert seed.diagnostics[0].message == f"the line is indented with the {NAMES[EM]}"
    assert mended(text) == text


@pytest.mark.parametrize("char", VISIBLE)
def test_at_the_margin_it_is_deleted(char: str) -> None:
    text = f"title: a\n{char}excerpt: b\nx: c\n"
    assert [found[:3] for found in problems(text)] == [(3, 1, 1)]
    assert mended(text) == text.replace(char, "")
    first = f"{char}title: a\nexcerpt: b\n"
    assert mended(first) == first.replace(char, "")


@pytest.mark.parametrize("char", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "title: a\nprovider:\n  name: b\n_domain: c\nx: d\n",
        "title: a\nprovider:\n_name: b\n  domain: c\n",
        "title: a\nprovider:\n  name: b\n_\n_domain: c\n",
        "related:\n- title: a\n_webUrl: b\nx: c\n",
        "related:\n- title: a\n  provider:\n_name: b\nx: c\n",
    ],
)
def test_what_may_belong_to_the_field_above_never_goes_to_the_margin(char: str, text: str) -> None:
    after = mended(text.replace("_", char))
    assert not re.search(r"^(?:name|domain|webUrl)", after, re.MULTILINE)


def test_with_another_error_all_is_left() -> None:
    text = "title: a: b\nprovider:\n\xa0\xa0name: c\n"
    seed = parse_unchecked("a.md", f"---\n{text}---\n".encode())
    assert isinstance(seed, UnreadableSeed)
    assert [found.rule for found in seed.diagnostics] == ["yaml-syntax", "odd-blank"]
    assert mended(text) == text


def test_of_very_many_the_first_are_named_and_the_rest_counted() -> None:
    text = "title: a\nprovider:\n" + "".join(f"\xa0x{n}: b\n" for n in range(1000))
    found = problems(text)
    assert [line for line, *_ in found] == list(range(4, 14))
    assert found[-1][3].endswith(" (990 more below)")
    assert mended(text) == text.replace("\xa0", " ")


PARTS = st.sampled_from(
    [*"\xa0\u3000\u200b\ufeff\u2028\t -:\n|>'\"[]{}#", "a", "a: ", "b:", "\n- ", "\n  ", "c: d\n"]
)


@given(st.lists(PARTS, max_size=14).map("".join))
def test_the_fast_reader_takes_nothing_that_is_reported(text: str) -> None:
    seed = parse_unchecked("a.md", f"---\n{text}\n---\n".encode())
    if isinstance(seed, UnreadableSeed) and "odd-blank" in {d.rule for d in seed.diagnostics}:
        assert read_simple(f"{text}\n") is None
        assert all(1 <= found.line <= text.count("\n") + 3 for found in seed.diagnostics)


@given(st.lists(PARTS, max_size=14).map("".join))
def test_mending_comes_to_an_end_and_keeps_every_letter(text: str) -> None:
    after = mended(f"{text}\n")
    assert mended(after) == after
    assert [char for char in after if char.isalnum()] == [char for char in text if char.isalnum()]
