"""YAML is read as written, and every fault in it has a place."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from feeds.frontmatter.scalars import Decimal
from feeds.frontmatter.split import split_seed
from feeds.frontmatter.yaml import MAX_ALIASES, MAX_DEPTH, Values, read_values
from feeds.problems.diagnostics import Diagnostic


def read(yaml_text: str) -> Values:
    """Read *yaml_text* as the front matter of a seed: its first line is line 2 of the file."""
    front_matter = split_seed("a.md", f"---\n{yaml_text}\n---\n".encode())
    assert not isinstance(front_matter, Diagnostic), front_matter
    return read_values(front_matter, front_matter.start, front_matter.end)


def problems(yaml_text: str) -> list[tuple[int, int, str, str]]:
    found = read(yaml_text).diagnostics
    return [(one.line, one.column, one.rule, one.message) for one in found]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2022-09-12T13:00:00Z", "2022-09-12T13:00:00Z"),
        ("2024-01-02", "2024-01-02"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("=", "="),
        ("<<", "<<"),
        ('"true"', "true"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-1", -1),
        ("0", 0),
        ("4.5", 4.5),
        ("~", None),
        ("null", None),
        ("", None),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_value_is_kept_as_written(written: str, value: Any) -> None:
    found = read(f"field: {written}")
    assert found.diagnostics == ()
    assert found.value == {"field": value}
    assert type(found.value["field"]) in (type(value), Decimal)


def test_decimal_prints_as_written() -> None:
    assert str(read("version: 3.10").value["version"]) == "3.10"


def test_names_of_fields_are_text() -> None:
    assert read("on: 1\n12: 2\nnull: 3").value == {"on": 1, "12": 2, "null": 3}


def test_every_value_and_name_has_a_place() -> None:
    values = read('title: "é"\nrelated:\n  - url: x\n    n: 1\n  - {url: yy}')
    text = '---\ntitle: "é"\nrelated:\n  - url: x\n    n: 1\n  - {url: yy}\n---\n'
    places = {
        '"é"': values.span(("title",)),
        "title": values.span(("title",), at_key=True),
        "yy": values.span(("related", 1, "url")),
        "n": values.span(("related", 0, "n"), at_key=True),
    }
    assert {text[start:end] for start, end in places.values()} == set(places)


@pytest.mark.parametrize(
    ("yaml_text", "expected"),
    [
        (
            "title: a\nx: 1\ntitle: b",
            (4, 1, "duplicate-key", 'the field "title" stands here again, after line 2'),
        ),
        (
            "provider: {name: a, name: b}",
            (2, 21, "duplicate-key", 'the field "name" stands here again, after line 2'),
        ),
        ("title: !!python/name:os.system", (2, 8, "unknown-tag", "")),
        ("title: !include x", (2, 8, "unknown-tag", 'the YAML tag "!include" is not known')),
        (
            "a: &x [1]\nb: &y {c: *y}",
            (3, 11, "unusable-alias", 'the YAML alias "*y" refers to itself'),
        ),
        ("title: *bold", (2, 8, "unusable-alias", 'the YAML alias "*bold" has no anchor before it')),
        ("- a\n- b", (2, 1, "not-a-mapping", "the front matter is not a mapping of fields")),
        ("just text", (2, 1, "not-a-mapping", "the front matter is not a mapping of fields")),
        ("", (1, 1, "not-a-mapping", "the front matter is empty")),
        ("# only a comment", (1, 1, "not-a-mapping", "the front matter is empty")),
        ("? [a]\n: b", (2, 3, "yaml-syntax", "the name of a field is not plain text")),
        ("a: 1\n--- b", (3, 1, "yaml-syntax", "a second YAML document starts here")),
        ('title: "\\x0b"', (2, 9, "control-character", "the character U+000B is not allowed in a feed")),
        ('title: "\\ufffe"', (2, 9, "control-character", "the character U+FFFE is not allowed in a feed")),
        ('"\\x00": 1', (2, 2, "control-character", "the character U+0000 is not allowed in a feed")),
    ],
)  # fmt: skip
def test_fault_is_reported_with_its_place(
    yaml_text: str, expected: tuple[int, int, str, str]
) -> None:
    (found,) = problems(yaml_text)
    if expected[3]:
        assert found == expected
    else:
        assert found[:3] == expected[:3]


INDENT = "indent this line as the one above it"
CLOSE = "close the quotation mark at the end of the value"
HASH = "put the text with the # in quotes, or end a comment on the line that it is meant for"
STAR = 'quote text that starts with "*", or write "- " before the items of a list'
ALONE = "write the address alone; or put the value in quotes, if it is a text"
COMMA = "write a comma before it, or put the whole item in quotes"
BELOW = 'quote text that starts with "|" or ">", or write it all on the lines below'
DASH = 'quote text that starts with "-", or write each item of a list on a line of its own'
COLON = "write a blank after the colon"
COLON_ABOVE = "write a blank after the colon of the line above"


@pytest.mark.parametrize(
    ("yaml_text", "place", "remedy"),
    [
        ("title: a: b", (2, 9), 'put the value in double quotes: it holds ": "'),
        ("title: @a", (2, 8), "quote a value that starts with @, ` or %"),
        ("a:\n\tb: 1", (3, 1), "indent with blanks instead of tabs"),
        ('title: "a\nb: 1', (2, 8), "close the quotation mark that opens here"),
        ('title: "a\\d"', (2, 10), "double the backslash, or use single quotes"),
        ('title: "\\ud800"', (2, 9), "write the character itself instead of the escape"),
        ('title: "C:\\Users"', (2, 11), "double the backslash, or use single quotes"),
        ('title: "C:\\xampp"', (2, 11), "double the backslash, or use single quotes"),
        ('title: "\\usepackage"', (2, 9), "double the backslash, or use single quotes"),
        ('title: "\\ude80 \\ud83d"', (2, 9), "write the character itself instead of the escape"),
        ('title: "\\ud83d\\\\ude80"', (2, 9), "write the character itself instead of the escape"),
        ('title: "\\U00110000"', (2, 9), "write the character itself instead of the escape"),
        ('title: "a""', (2, 11), "remove the quotation mark"),
        ('title: "a",', (2, 11), "remove the comma"),
        ("title: 'a' ;\nb: 1", (2, 12), "remove the semicolon"),
        ("title: 'a'”", (2, 11), "remove the quotation mark"),
        ("topics: [a],", (2, 12), "remove the comma"),
        ('title: "a\nb: "c"\nd: 1', (2, 8), CLOSE),
        ("title: 'a\nb: 'c'\nd: 1", (2, 8), CLOSE),
        ('x:\n  - title: "a\n    b: "c"', (3, 12), CLOSE),
        ("topics: [a #b]\nx: 1", (2, 12), HASH),
        ("topics: [#a, b]\nx: 1", (2, 10), HASH),
        ("topics: [#a, b]", (2, 10), HASH),
        ("provider: {name: a #b}\nx: 1", (2, 20), HASH),
        ('topics: ["# b", c #d]\nx: 1', (2, 19), HASH),
        ("title: > a", (2, 10), BELOW),
        ("title: |a", (2, 9), BELOW),
        ("title: - a", (2, 8), DASH),
        ("title: ? a", (2, 8), 'quote text that starts with "?"'),
        ("title: ] a", (2, 8), "put the value in quotes"),
        ("title: , a", (2, 8), "put the value in quotes"),
        ("topics: ['a' 'b']", (2, 14), COMMA),
        ('topics: [a, "b" c]', (2, 17), COMMA),
        ('title: "a”\nb: 1', (2, 10), 'write " in its place'),
        ('title: "a”\nb: "c"', (2, 10), 'write " in its place'),
        ("title: 'a’\nb: ['c']", (2, 10), "write ' in its place"),
        ('title: "a\nb: ["c"]', (2, 8), CLOSE),
        ('title: "a\nb:\n  - "c"', (2, 8), CLOSE),
        ("b: 1\ntitle：a", (3, 6), "write a colon and a blank in its place"),
        ("b: 1\ntitle = a", (3, 7), "write a colon and a blank in its place"),
        ("b: 1\n// a", (3, 1), "start a comment with #"),
        ("b: 1\n; a", (3, 1), "start a comment with #"),
        ("topics: [a, b\nx: 1", (2, 9), "close the bracket, and quote the values inside it"),
        ("title: *bold* text", (2, 13), STAR),
        ("title: a\ntext", (3, 1), 'write one field a line, as "name: value"'),
        ('title: a: "b"', (2, 9), 'put the value in single quotes: it holds ": "'),
        ("a:\n  b: c\n   d: e", (4, 5), INDENT),
        ("title: a\n topics: [b]", (3, 8), INDENT),
        ("title: a\n topics are: b", (3, 12), 'put the value in double quotes: it holds ": "'),
        ("title: a\n https://a.example\n topics: [b]", (4, 8), INDENT),
        ("a:\n  b:c\n  d: e", (4, 4), COLON_ABOVE),
        ("b: 1\nwebUrl:https://x", (3, 1), COLON),
        ("b: 1\nwebUrl:https://x\nc: 1", (3, 1), COLON),
        ('title: "a" b', (2, 12), "put the whole value in single quotes"),
        ('title: "a"s b\'s', (2, 11), "put the whole value in single quotes, and double each ' inside"),
        ("title: 'It's b", (2, 12), "put the whole value in double quotes"),
        ("webUrl: [a b](https://c.example/d)", (2, 9), ALONE),
        ("webUrl: ![](https://c.example/d) ", (2, 9), ALONE),
        ("actions:\n  - url: `https://c.example/d`\r\n    title: x", (3, 10), ALONE),
        ("images:\n  - [a](https://c.example/d)", (3, 5), ALONE),
        ("title: [a](https://c.example/d) and more", (2, 11), "put the whole value in double quotes"),
        ("title: [a] b", (2, 12), "put the whole value in double quotes"),
        ("title: {a} b", (2, 12), "put the whole value in double quotes"),
        ('title: [a] "b"', (2, 12), "put the whole value in single quotes"),
        ("topics:\n  - [a] b", (3, 9), "put the whole value in double quotes"),
        ("a:\n  b: c\n d: e", (4, 2), "align the fields of one level"),
        ('title: "a"\n  b: c', (3, 3), "align the fields of one level"),
    ],
)  # fmt: skip
def test_syntax_error_has_a_remedy(yaml_text: str, place: tuple[int, int], remedy: str) -> None:
    (found,) = read(yaml_text).diagnostics
    assert (found.rule, found.line, found.column, found.remedy) == ("yaml-syntax", *place, remedy)


@pytest.mark.parametrize("others", ["", "\nb: 1"])
def test_a_first_field_without_its_blank_has_a_remedy(others: str) -> None:
    (found,) = read(f"webUrl:https://x{others}").diagnostics
    assert (found.rule, found.line, found.remedy) == ("not-a-mapping", 2, COLON)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        (r'"C:\bin"', "double the backslash, or use single quotes"),
        (r'"C:\x0bin"', "delete it"),
        (r'"C:\b"', "delete it"),
    ],
)
def test_a_letter_that_makes_a_control_character_is_told_to_be_one(
    written: str, remedy: str
) -> None:
    (found,) = read(f"title: {written}").diagnostics
    assert (found.rule, found.column, found.remedy) == ("control-character", 11, remedy)


SEPARATORS = ["\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("char", SEPARATORS)
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("title: a_b", "a_b"),
        ("title: a _ b", "a _ b"),
        ("title: 'a_b'", "a_b"),
        ('title: "a_b"', "a_b"),
        ("title: >-\n  a_b\n  c", "a_b c"),
        ("title: |-\n  a_b\n  c", "a_b\nc"),
        ("title: a # b_c: d", "a"),
        ("# b_c: d\ntitle: a", "a"),
        ("title: [a_b, _]", ["a_b", "_"]),
        ("title: a\n  b_c", "a b_c"),
    ],
)
def test_separators_of_unicode_are_no_line_breaks(char: str, written: str, value: Any) -> None:
    meant = json.loads(json.dumps(value).replace("_", char))
    found = read(f"{written}\nx: 1\nx: 2".replace("_", char))
    assert found.value == {"title": meant, "x": 1}
    # Nor do they count as lines where a fault is placed.
    assert [(one.line, one.column) for one in found.diagnostics] == [(4 + written.count("\n"), 1)]


@pytest.mark.parametrize("char", SEPARATORS)
def test_a_name_may_hold_a_separator_and_keeps_its_place(char: str) -> None:
    values = read(f"a{char}b: c{char}d")
    assert values.value == {f"a{char}b": f"c{char}d"}
    assert values.span((f"a{char}b",)) == (9, 12)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"Rocket \ud83d\ude80 launch"', "Rocket 🚀 launch"),
        (r'"\uD83D\uDE80\uD83D\uDE80"', "🚀🚀"),
        (r'"\\\ud83d\ude80"', "\\🚀"),
        (r'"\\ud83d\\ude80"', r"\ud83d\ude80"),
        (r"'\ud83d\ude80'", r"\ud83d\ude80"),
        (r"\uD83D\ude80", r"\uD83D\ude80"),
        ("|-\n  \\ud83d\\uDE80", r"\ud83d\uDE80"),
        ('"\\ud83d\\ude80\U000f0000\u2028"', "🚀\U000f0000\u2028"),
        (r'"\U000F0000\ud83d\ude80"', "\U000f0000🚀"),
        (r'"https:\/\/a.example\/"', "https://a.example/"),
        (r'"\ud800\udc00\udbff\udfff"', "\U00010000\U0010ffff"),
    ],
)
def test_escapes_of_json_stand_for_one_character(written: str, value: str) -> None:
    found = read(f"title: {written}")
    assert (found.value, found.diagnostics) == ({"title": value}, ())


def test_raw_control_characters_are_all_reported_and_the_rest_is_read() -> None:
    assert problems("title: a\x01b\nexcerpt: c\x9fd\ntitle: e") == [
        (2, 9, "control-character", "the character U+0001 is not allowed in a feed"),
        (3, 11, "control-character", "the character U+009F is not allowed in a feed"),
        (4, 1, "duplicate-key", 'the field "title" stands here again, after line 2'),
    ]


def test_aliases_within_the_bound_are_resolved() -> None:
    assert read("a: &x [1]\nb: *x").value == {"a": [1], "b": [1]}


def test_more_aliases_than_the_bound_are_refused() -> None:
    lines = "\n".join(f"a{n}: *x" for n in range(MAX_ALIASES + 1))
    assert problems(f"x: &x 1\n{lines}") == [
        (13, 6, "too-many-aliases", "there are more than 10 YAML aliases")
    ]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    found = problems(f"a: {'[' * depth}{']' * depth}")
    assert found == [
        (2, 4 + MAX_DEPTH - 1, "too-deep", f"values are nested more than {MAX_DEPTH} levels deep")
    ]


def test_anchor_in_the_secured_value_has_no_alias() -> None:
    found = problems('secured: &s "c2VjcmV0"\nexcerpt: *s')
    assert found == [(3, 10, "unusable-alias", 'the YAML alias "*s" has no anchor before it')]


@pytest.mark.parametrize(
    "name",
    ["sec", "secs", "section", "second", "secret", "secrets", "secede", "secUrl", "sec_url", "secu",
     "sec: {x", "security"],
)  # fmt: skip
def test_anchor_under_a_name_that_only_begins_alike_has_aliases(name: str) -> None:
    end = "}" if "{" in name else ""
    found = read(f"{name}: &s PyTorch{end}\nexcerpt: *s")
    assert found.diagnostics == ()
    assert found.value["excerpt"] == "PyTorch"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, "PyTorch") for name in ["secured", "Secured", "secureds", "secure", "scured",
                                         "sceured", "sekured", "my-secured", "secured: {x"]),
        *(("sec", value) for value in ["c2VlZCBmaWVs", "'c2Vl;ZCBm'", "ZCBm==", "[c2Vl]", "{x: c2Vl}"]),
    ],
)  # fmt: skip
def test_anchor_of_what_may_be_secured_has_no_alias(name: str, value: str) -> None:
    end = "}" if "{" in name else ""
    (found,) = read(f"{name}: &s {value}{end}\nexcerpt: *s").diagnostics
    assert (found.rule, found.message) == (
        "unusable-alias",
        'the YAML alias "*s" has no anchor before it',
    )


def test_secured_value_never_stands_in_a_message() -> None:
    for written in ("!c2VjcmV0 x", "*c2VjcmV0", '"c2VjcmV0\\d"', "'c2VjcmV0", "[c2VjcmV0"):
        for found in read(f"title: x\nsecured: {written}").diagnostics:
            assert "c2VjcmV0" not in f"{found.message}{found.remedy}{found.excerpt}"


def test_columns_count_characters_whatever_the_line_ends() -> None:
    assert problems('title: "a\u2028b"\r\nx: 1\rx: 2') == [
        (4, 1, "duplicate-key", 'the field "x" stands here again, after line 3')
    ]


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
    lambda children: st.lists(children) | st.dictionaries(st.text("abc"), children),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abcdef", min_size=1), JSON_VALUES, min_size=1))
def test_any_json_value_survives_yaml(value: dict[str, Any]) -> None:
    assert read(yaml.safe_dump(value, allow_unicode=True, width=1000)).value == value
    assert read(json.dumps(value, ensure_ascii=False)).value == value
    assert read(json.dumps(value)).value == value


@given(st.text(max_size=80))
def test_any_text_is_read_or_reported_within_the_file(yaml_text: str) -> None:
    front_matter = split_seed("a.md", f"---\n{yaml_text}\n---\n".encode("utf-8", "replace"))
    if isinstance(front_matter, Diagnostic):
        return
    values = read_values(front_matter, front_matter.start, front_matter.end)
    assert values.value is not None or values.diagnostics
    lines = front_matter.text.count("\n") + front_matter.text.count("\r") + 1
    assert all(1 <= found.line <= lines for found in values.diagnostics)
