"""Places in a seed, and what of its lines may be shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.frontmatter.source import Source
from feeds.frontmatter.split import FrontMatter, split_seed

BLOB = "vIlhdb9oT9s9SmcSxcI5QBCz7ALOkCnPdqYr32Xb4Z2mJKSyEXUnwCVF==;WkS8m/v/s+nyWAHDmzgHzA=="


def source_of(text: str) -> Source:
    """Return the source of a seed with the front matter *text*."""
    found = split_seed("a.md", f"---\n{text}\n---\n".encode())
    assert isinstance(found, FrontMatter)
    return found


def excerpts(text: str) -> list[str]:
    """Return all lines of *text*, a front matter, as they may be shown."""
    source = source_of(text)
    ends = [match.start() for match in re.finditer(r"\r\n|\n|\r", source.text)][1:-1]
    return [source.diagnostic((end, end), "rule", "message", "remedy").excerpt for end in ends]


def test_diagnostic_marks_the_characters_concerned() -> None:
    source = Source("a.md", "---\r\ntítle: x\r\n---\r\n")
    found = source.diagnostic((5, 10), "some-rule", "message", "remedy")
    assert (found.line, found.column, found.end_column) == (2, 1, 6)
    assert found.excerpt == "títle: x"


def test_fault_over_several_lines_is_marked_on_its_first() -> None:
    found = Source("a.md", "abc\ndef\n").diagnostic((1, 6), "some-rule", "message", "remedy")
    assert (found.line, found.column, found.end_column) == (1, 2, 4)


def test_fault_at_the_end_of_the_file_has_a_place() -> None:
    found = Source("a.md", "ab").diagnostic((2, 2), "some-rule", "message", "remedy")
    assert (found.line, found.column, found.end_column) == (1, 3, 4)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"secured: {BLOB}", 1),
        (f'secured : "{BLOB}"', 1),
        (f"'secured': '{BLOB[:8]}'", 1),
        (f"Secured: {BLOB[:8]}", 1),
        (f"{{title: x, secured: {BLOB[:8]}}}", 1),
        (f"secured: |\n  {BLOB[:8]}\n\n  {BLOB[:10]}", 4),
        (f'secured: "\n{BLOB[:8]}', 2),
        (f"related:\n  - secured:\n      {BLOB[:8]}\n    title: x", 3),
        (f"secure: {BLOB}", 1),
        ("securd: vIlhdb9o", 1),
        ("secret: vIlhdb9o", 1),
        ("secrued: vIlhdb9o", 1),
        ("secured vIlhdb9o", 1),
        ("ecured: vIlhdb9o", 1),
        ("mySecured: vIlhdb9o", 1),
        ("{title: x, un-secured : vIlhdb9o}", 1),
        ("  ? 'x secured': vIlhdb9o", 1),
        ("cured: |\n  vIlhdb9o", 2),
        ("- secured_data: vIlhdb9o", 1),
        ("secured:\n  - SECRETlist", 2),
        ("secured:\n- SECRETlist", 2),
        ("secured:\n  - - x\n  - SECRETlist: x", 3),
        ("secured: x\n  SECRETcontinued: x", 2),
        ("secured: x\nSECRETcontinued", 2),
        ("secured:\n\tSECRETtab", 2),
        ("x:\n  secured:\n\tSECRETtab: x", 3),
        ("? secured\n: [SECRETlist]", 2),
        ("? secured\n: - a: x\n  vIlhdb9o: x", 3),
        ("x:\n    secured: x\n? secured\n: - a: x\n  vIlhdb9o: x", 5),
        ("x: &a SECRETanchor\nsecured: [*a]", 1),
        ("x: &a\n  - SECRETanchor\nsecured:\n  - *a", 2),
        ("x: &a SECRETanchor\ny: &b [*a]\nsecured: *b", 1),
        ("{x: &a SECRETanchor, secured: *a}", 1),
        ("x: &-a SECRETanchor\nsecured: *-a", 1),
        (f"body text {BLOB}", 1),
        (f"zqx: {BLOB}", 1),
        (f"# {BLOB[-24:]}", 1),
    ],
)
def test_secured_blob_is_masked_wherever_it_stands(text: str, line: int) -> None:
    shown = excerpts(text)[line - 1]
    assert not [part for part in (BLOB[:8], BLOB[-24:]) if part in shown]
    assert "SECRET" not in shown
    assert "*" in shown
    assert len(shown) == len(text.splitlines()[line - 1])


def test_no_line_is_shown_from_a_secret_on_if_no_fences_have_been_found() -> None:
    text = "title: x\nsecured: |\n  SECRET\nexcerpt: y"
    found = [Source("a.md", text).diagnostic((n, n), "", "", "") for n in (0, 9, 22, len(text))]
    assert [one.excerpt for one in found] == ["title: x", "secured: *", "  ******", "**********"]


def test_no_line_is_shown_from_a_secret_on_if_the_yaml_cannot_be_read() -> None:
    text = 'title: x\nsecured: "SECRET\ny: z'
    assert excerpts(text) == ["title: x", "secured: *******", "****"]


@pytest.mark.parametrize(
    "text",
    [
        "scheme: https",
        "schema: a b",
        "section: news",
        "sector: [energy, water]",
        "second: 2",
        "secondary:\n  - x",
        "socket: &s x\nlocale: *s",
        "section: &s x\nlocale: *s",
        "title: 'A &amp; B'\nexcerpt: x &amp; y\nz: &amp",
        'title: "Cyber security: a primer"',
        "title: at 10:30 see me@example.org",
        "title: in the second: x\nsource: [",
    ],
)
def test_what_only_resembles_a_secret_is_shown(text: str) -> None:
    assert excerpts(text) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("secured: a b\ntitle: x", "secured: ***\ntitle: x"),
        ("secured: # a\n  - b # c\n# d\ntitle: x", "secured: ***\n  *******\n***\ntitle: x"),
        ("{title: x, secured: a, type: z} # b", "{title: x, secured: ** type: z} # b"),
        ("{title: x, secu, red: a, b: c}", "{title: x, " + "*" * 19),
        ("{title: x, secured: , a: b}", "{title: x, secured: *******"),
        ("a:\n  - secured: b\n  - title: x", "a:\n  - secured: *\n  - title: x"),
        ("x: &a 1\ny: z\nsecured: *a", "*******\n****\n***********"),
        ("x: &a 1\nsecured: a\nlocale: *a", "x: &a 1\nsecured: *\nlocale: *a"),
        ('webUrl: "//a:\\\n  b@c.d"\nx: y', 'webUrl: "//***\n  *@c.d"\nx: y'),
        ("{a: [//b:c@d.e,f:g@h.i], j: k}", "{a: [//***********@h.i], j: k}"),
        ("x: |\n  a\n  secured: b\ny: z", "x: |\n  a\n  secured: *\n****"),
        ("x: y\n# sec ured: a\nz: 1", "x: y\n*************\n****"),
        ("securedSECRET: a\nx: y", "****************\nx: y"),
    ],
)
def test_what_is_secret_is_masked_and_nothing_else(text: str, shown: str) -> None:
    assert excerpts(text) == shown.split("\n")


def test_secrets_are_found_however_deep_the_yaml_nests() -> None:
    assert excerpts(f"x: {'[' * 9_000}\nsecured: {'[' * 9_000}a")[1] == "secured: " + "*" * 9_001


def test_line_after_the_secured_blob_is_shown() -> None:
    text = "secured: |\n  abc\ntitle: a secured server"
    assert excerpts(text)[2] == "title: a secured server"


def test_anchor_that_no_secret_refers_to_is_shown() -> None:
    text = "x: &a text\ny: *a\nsecured: abc"
    assert excerpts(text)[:2] == ["x: &a text", "y: *a"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SECRETpw@example.org:", "********@example.org:"),
        ("  hunter2@example.org: x", "  *******@example.org: x"),
        ("title: to bob@example.org: x", "title: to bob@example.org: x"),
        ("'a:hunter2@example.org' : x", "'*********@example.org' : x"),
    ],
)
def test_user_and_password_in_the_name_of_a_field_are_masked(text: str, shown: str) -> None:
    assert excerpts(text) == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("webUrl: https://jane:secret@a.example/", "webUrl: https://***********@a.example/"),
        ("see //jane@a.example and //b:c@d.e", "see //****@a.example and //***@d.e"),
        ("https://a:b@c@d.example/x", "https://*****@d.example/x"),
        ("https://a.example/@jane?to=b@c.d", "https://a.example/@jane?to=b@c.d"),
        ("jane:secret@a.example/x", "***********@a.example/x"),
        ("{webUrl: token@a.example/x}", "{webUrl: *****@a.example/x}"),
        (
            "https://a.example/f_auto,t_x@1/v2/a_b@c.d/",
            "https://a.example/f_auto,t_x@1/v2/a_b@c.d/",
        ),
        ("https://jane:p/w@a.example/", "https://********@a.example/"),
        ("https://jane:12/w@a.example/", "https://*********@a.example/"),
        ("https://jane:p#?@w@a.example/", "https://**********@a.example/"),
        ("'https://jane:it''s \"x\"@a.example'", "'https://**************@a.example'"),
        ("https://jane:two words@a.example/", "https://**************@a.example/"),
        (r'"https:\/\/jane:p\x40a.example"', r'"https:\/\/**********a.example"'),
        ("https://jane:p%40a.example/", "https://*********a.example/"),
        ("https://a.example:8080/ by bob@c.d", "https://a.example:8080/ by bob@c.d"),
        ("https://[::1]:80/@x: bob@c.d", "https://[::1]:80/@x: bob@c.d"),
        ("at 12:30: mailto:bob@c.d", "at 12:30: mailto:bob@c.d"),
        ("id: tag:bob@c.d,2022:1", "id: tag:bob@c.d,2022:1"),
    ],
)
def test_user_and_password_of_an_address_are_masked(text: str, shown: str) -> None:
    found = Source("a.md", text).diagnostic((0, 1), "x", text, text)
    assert (found.excerpt, found.message, found.remedy) == (shown, shown, shown)


LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "  ", "    ", "- ", "  - ", "\t"]),
    st.sampled_from(["secured:", "Secret :", "title:", "name:", "a", "\"secured\":", "sec", "x: {sec:",
                     "? secured", "? my secured", "x: &a", "x: *a", "a@b.c:", "se cured:", "# secred:"]),
    st.sampled_from(
        ["", " value", " |", " c2VjcmV0", "\r", ' "https://a"', " https://secured: a", " a:sec: b",
         " 2016-01-01T18:20:08Z", ' "2016-01-01T18:20:secured: x"', " //a:b", "c@d.e"]
    ),
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_line_is_shown_alike_whether_or_not_all_of_the_seed_is_looked_at(text: str) -> None:
    masked = re.split(r"\r\n|\n|\r", source_of(text).masked())
    assert excerpts(text) == masked[1:-2]
