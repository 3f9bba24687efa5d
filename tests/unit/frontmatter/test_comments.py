"""Which comments ignore rules, and what each is about."""

import pytest

from feeds.frontmatter.comments import Comment, Cover, find_comments
from feeds.frontmatter.simple import read_simple
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.frontmatter.yaml import read_values

IGNORE = "# feeds: ignore[a-rule] why"


def comments(yaml: str, body: str = "Body\n") -> list[Comment]:
    found = split_seed("a.md", f"---\n{yaml}---\n{body}".encode())
    assert isinstance(found, FrontMatter)
    assert read_values(found, found.start, found.end).value is not None
    return find_comments(found)


def cover(yaml: str) -> Cover:
    (only,) = comments(yaml)
    return only.cover


def written(comment: Comment) -> tuple[list[str], bool]:
    return [name.rule for name in comment.ids], comment.has_reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# feeds: ignore[a-rule] why", [(["a-rule"], True)]),
        ("#feeds:ignore[a-rule]why", [(["a-rule"], True)]),
        ("# feeds: ignore [ a-rule ,another ] why", [(["a-rule", "another"], True)]),
        ("# feeds: ignore[a-rule]", [(["a-rule"], False)]),
        ("# feeds: ignore[a-rule] -- ", [(["a-rule"], False)]),
        ("# feeds: ignore[a-rule]: naïf", [(["a-rule"], True)]),
        ("# feeds: ignore[] why", [([], True)]),
        ("# feeds: ignore", [([], False)]),
        ("# feeds: ignore[a-rule why", [([], True)]),
        ("# feeds: ignore[a] one # feeds: ignore[b] two", [(["a"], True), (["b"], True)]),
        ("# feeds: ignore[a] # feeds: ignore[b] two", [(["a"], False), (["b"], True)]),
        ("# see above # feeds: ignore[a] one", [(["a"], True)]),
        ("# feeds: ignored[a] one", []),
        ("# feeds: what reads this", []),
        ("# Feeds: Ignore[a] one", [(["a"], True)]),
        ("# feeds ignore[a] one", [(["a"], True)]),
        ("# feeds ignore this", []),
    ],
)
def test_a_comment_names_rules_and_says_why(text: str, expected: list[object]) -> None:
    assert [*map(written, comments(f"title: A  {text}\n"))] == expected
    assert [*map(written, comments(f"type: article\n{text}\ntitle: A\n"))] == expected


@pytest.mark.parametrize(
    "value",
    [
        f'"A {IGNORE}"',
        f"'A {IGNORE}'",
        f'"A\n  {IGNORE}\n  B"',
        f"|\n  A\n  {IGNORE}\n",
        f">-\n  {IGNORE}\n  A {IGNORE}",
        "A#feeds:ignore[a-rule]",
    ],
)
def test_what_is_text_is_no_comment(value: str) -> None:
    assert comments(f"title: {value}\ntype: article\n") == []


def test_a_comment_in_the_body_or_behind_a_mistyped_field_is_none() -> None:
    assert comments("title: A\n", f"{IGNORE}\n") == []


@pytest.mark.parametrize(
    ("yaml", "lines", "points"),
    [
        (f"title: A {IGNORE}\n", [(2, 2)], []),
        (f"type: b\n{IGNORE}\ntitle: A\n", [(4, 4)], []),
        (f"type: b\n{IGNORE}\n\n# and\ntitle: A\n", [(6, 6)], []),
        (f"title: | {IGNORE}\n  A\n\n  B\ntype: b\n", [(2, 2), (2, 5)], []),
        (f"type: b\n{IGNORE}\ntitle: >\n  A\n  B\n", [(4, 4), (4, 6)], []),
        (f'title: "A\n  B\n  C" {IGNORE}\n', [(2, 4), (4, 4)], []),
        (f"title: A\n  B {IGNORE}\n", [(2, 3), (3, 3)], []),
        (f"title: {IGNORE}\n  A\n", [(2, 2), (2, 3)], []),
        (f"topics: {IGNORE}\n  - A\n  - B\n", [(2, 2)], [(3, 3)]),
        (f"topics:\n  - A\n  - B {IGNORE}\n", [(4, 4)], []),
        (f"topics:\n  - A\n  {IGNORE}\n  - B\n", [(5, 5)], []),
        (f"topics: [A,\n  B] {IGNORE}\n", [(3, 3)], [(2, 9)]),
        (f"related: {IGNORE}\n  - title: A\n", [(2, 2)], [(3, 3)]),
        (f"type: b\ntitle: A\n{IGNORE}\n", [], []),
    ],
)
def test_a_comment_is_about_its_line_and_the_whole_value_there(
    yaml: str, lines: list[tuple[int, int]], points: list[tuple[int, int]]
) -> None:
    assert cover(yaml) == Cover(tuple(lines), tuple(points))


def test_what_an_alias_repeats_stays_where_it_stands() -> None:
    yaml = f"a: &a x\nb: &b [y]\nc: *a {IGNORE}\nd: *b {IGNORE}\ne: 'z {IGNORE}'\n"
    assert [comment.cover for comment in comments(yaml)] == [Cover(((4, 4),)), Cover(((5, 5),))]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(line_end: str) -> None:
    yaml = f"title: A\ntype: b {IGNORE}\n".replace("\n", line_end)
    found = split_seed("a.md", f"---{line_end}{yaml}---{line_end}".encode())
    assert isinstance(found, FrontMatter)
    assert [comment.cover for comment in find_comments(found)] == [Cover(((3, 3),))]


def test_above_the_first_field_a_comment_is_about_the_seed_as_a_whole_too() -> None:
    first, second, third = comments(f"\n{IGNORE}\n# and\n{IGNORE}\ntitle: A\n{IGNORE}\ntype: b\n")
    assert first.cover == second.cover == Cover(((6, 6),), (), 10)
    assert third.cover == Cover(((8, 8),))
    places = [(1, 1), (2, 1), (6, 5), (8, 1), (9, 1), (10, 1), (99, 7)]
    assert [first.cover.includes(*place) for place in places] == [
        True, False, True, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "yaml",
    [f"title: A {IGNORE}\n", f'title: "A" {IGNORE}\n', f"{IGNORE}\ntitle: A\n", f"a: {IGNORE}\n"],
)
def test_the_fast_reader_leaves_front_matter_with_comments_to_the_other(yaml: str) -> None:
    assert read_simple(yaml) is None
