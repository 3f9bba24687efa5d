"""What stands around a value, or is wrong at the beginning of an address, is told apart from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import SetValue
from feeds.validation.schema.faults.slips import mistyped_address, second_address, unwrapped
from tests.unit.judges import read

URL = "https://a.example/b"
AROUND = [
    ("“{}”", "typographic quotation marks around"),
    ("„{}“", "typographic quotation marks around"),
    ("‘{}’", "typographic quotation marks around"),
    ("”{}”", "typographic quotation marks around"),
    ("「{}」", "typographic quotation marks around"),
    ("«{}»", "guillemets around"),
    ("‹{}›", "guillemets around"),
    ("″{}″", "primes in place of quotation marks around"),
    ("`{}`", "backticks around"),
    ("【{}】", "square brackets of another kind around"),
    ("《{}》", "angle brackets of another kind around"),
    ("＜{}＞", "angle brackets of another kind around"),
    ("（{}）", "parentheses of another kind around"),
    ("<{}>", "angle brackets around"),
    ("({})", "parentheses around"),
    ("[{}]", "square brackets around"),
    ("'{}'", "a second pair of quotation marks around"),
    ('"{}"', "a second pair of quotation marks around"),
    ("&lt;{}&gt;", "angle brackets, as HTML has them, around"),
    ("&quot;{}&quot;", "quotation marks, as HTML has them, around"),
    (r"\"{}\"", "escaped quotation marks around"),
    ("“{}", "a typographic quotation mark before"),
    ("{}”", "a typographic quotation mark behind"),
    ("{}»", "a guillemet behind"),
    ("{},", "a comma behind"),
    ("{};", "a semicolon behind"),
    ("{}.", "a full stop behind"),
    (" {}", "the blank (U+0020) before"),
    ("{}\t", "the tab (U+0009) behind"),
    ("\xa0{}\xa0", "the no-break space (U+00A0) around"),
    ("{}\u200b", "the zero width space (U+200B) behind"),
    ("\ufeff{}", "the byte order mark (U+FEFF) before"),
    ("\u200e{}", "the left-to-right mark (U+200E) before"),
]


@pytest.mark.parametrize(("form", "name"), AROUND)
@pytest.mark.parametrize("inner", [URL, "2022-09-12T13:00:00Z", "en"])
def test_what_stands_around_a_value_is_named(form: str, name: str, inner: str) -> None:
    slip = unwrapped(form.format(inner))
    assert slip is not None
    assert (slip.problem, slip.meant) == (f"has {name} it", inner)
    assert inner not in form.format(inner)[slice(*slip.part)]


@pytest.mark.parametrize(
    ("text", "problem", "meant", "part"),
    [
        ("[b](https://a.example/b)", "has a link in Markdown around it", URL, (0, 4)),
        ('![b](<https://a.example/b> "c")', "has a link in Markdown around it", URL, (0, 6)),
        ("[b](https://a.example/b_(c))", "has a link in Markdown around it", f"{URL}_(c)", (0, 4)),
        ('<a href="https://a.example/b">b</a>', "has a link in HTML around it", URL, (0, 9)),
        ("<https://a.example/b|the label>", "has a link in Slack around it", URL, (0, 1)),
        ("[[https://a.example/b][b]]", "has a link in Org around it", URL, (0, 2)),
        ("[https://a.example/b the label]", "has a link in MediaWiki around it", URL, (0, 1)),
        ("`b <https://a.example/b>`__", "has a link in reStructuredText around it", URL, (0, 4)),
        ("[url]https://a.example/b[/url]", "has a link in BBCode around it", URL, (0, 5)),
        ('[URL="https://a.example/b"]b[/URL]', "has a link in BBCode around it", URL, (0, 6)),
        (
            f" <“{URL}”>,",
            "has the blank (U+0020) before it and a comma behind it",
            f"<“{URL}”>",
            (0, 1),
        ),
    ],
)
def test_links_and_layers_are_taken_off(
    text: str, problem: str, meant: str, part: tuple[int, int]
) -> None:
    slip = unwrapped(text)
    assert slip is not None
    if text[0] == " ":
        assert (slip.meant, slip.part) == (URL, (0, 3))
        return
    assert (slip.problem, slip.meant, slip.part) == (problem, meant, part)


@pytest.mark.parametrize("text", ["", "“", "“”", "<>", ".", URL, "en", "x" * 5000 + ","])
def test_a_value_alone_has_nothing_around_it(text: str) -> None:
    assert unwrapped(text) is None


@pytest.mark.parametrize(
    ("url", "problem", "meant"),
    [
        ("https://https://a.example/b", "has a scheme twice", URL),
        ("http://https://a.example/b", "has a scheme twice", URL),
        ("https://http://a.example/b", "has a scheme twice", "http://a.example/b"),
        ("https:https//a.example/b", "has a scheme twice", URL),
        ("http://https//a.example/b", "has a scheme twice", URL),
        ("https://https://https://a.example/b", "has a scheme twice", URL),
        ("https//a.example/b", "has a mistyped scheme", URL),
        ("https:/a.example/b", "has a mistyped scheme", URL),
        ("https:a.example/b", "has a mistyped scheme", URL),
        ("https:///a.example/b", "has a mistyped scheme", URL),
        ("https;//a.example/b", "has a mistyped scheme", URL),
        ("https.//a.example/b", "has a mistyped scheme", URL),
        (r"https:\\a.example/b", "has a mistyped scheme", URL),
        ("https: //a.example/b", "has a mistyped scheme", URL),
        ("https：//a.example/b", "has a mistyped scheme", URL),
        ("https:∕∕a.example/b", "has a mistyped scheme", URL),
        ("hhttps://a.example/b", "has a mistyped scheme", URL),
        ("htps://a.example/b", "has a mistyped scheme", URL),
        ("htpps://a.example/b", "has a mistyped scheme", URL),
        ("hptts://a.example/b", "has a mistyped scheme", URL),
        ("ttps://a.example/b", "has a mistyped scheme", URL),
        ("htp://a.example/b", "has a mistyped scheme", "http://a.example/b"),
        ("HTTP:/a.example/b", "has a mistyped scheme", "http://a.example/b"),
    ],
)
def test_a_slip_in_a_scheme_is_named_and_mended(url: str, problem: str, meant: str) -> None:
    slip = mistyped_address(url)
    assert slip is not None
    assert (slip.problem, slip.meant, slip.certain) == (problem, meant, True)
    assert url[slip.part[1] :] == "a.example/b"


@pytest.mark.parametrize("before", ["feed:", "view-source:", "URL: ", "url=", "Link : ", "via:"])
def test_what_is_said_before_a_whole_address_is_taken_off(before: str) -> None:
    slip = mistyped_address(before + URL)
    assert slip is not None
    assert (slip.problem, slip.meant, slip.certain) == (
        f'has "{before.rstrip(" :=")}" before it',
        URL,
        True,
    )


@pytest.mark.parametrize("url", ["//a.example/b", "www.a.example/b"])
def test_a_scheme_that_is_not_there_is_proposed(url: str) -> None:
    slip = mistyped_address(url)
    assert slip is not None
    assert (slip.meant, slip.certain) == (f"https://{url.removeprefix('//')}", False)


@pytest.mark.parametrize(
    "url",
    [
        URL, "HTTPS://a.example", "http://http.cat/404", "https://https.example/", "a.example/b",
        "/b", "//b", "ftp://a.example", "mailto:a@a.example", "httpd.apache.org", "https://", "",
        "https://web.archive.org/web/2020/https://a.example/b", "http://localhost/",
    ],
)  # fmt: skip
def test_other_addresses_have_no_slip(url: str) -> None:
    assert mistyped_address(url) is None
    assert second_address(url) is None


def test_an_encoded_address_is_decoded() -> None:
    slip = mistyped_address("https%3A%2F%2Fa.example%2fb%3Fc%3Dd")
    assert slip is not None
    assert (slip.meant, slip.certain) == (f"{URL}?c=d", True)


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (",", "a comma"),
        (";", "a semicolon"),
        (")", "a parenthesis"),
        ("”", "a quotation mark"),
        ("»", "a quotation mark"),
        ("&quot;", "&quot;"),
        ("&#62;", "&#62;"),
        ("&nbsp;", "&nbsp;"),
    ],
)
def test_what_stands_behind_an_address_is_a_warning_with_a_fix(mark: str, name: str) -> None:
    seed = read(SEED.format(URL + mark).encode())
    (found,) = seed.diagnostics
    assert (found.rule, found.severity) == ("invalid-url", Severity.WARNING)
    assert (found.message, found.column) == (f"webUrl has {name} behind it", 28)
    assert seed.faults[0].fix == (SetValue(("webUrl",), URL),)
    assert not read(SEED.format(URL + mark).encode(), for_rules=True).plain


@pytest.mark.parametrize("end", ["_(c)", "(c)(d)", ".", "'", "/", "?c=d,e", "#;c", ",c"])
def test_other_ends_belong_to_an_address(end: str) -> None:
    assert read(SEED.format(URL + end).encode()).diagnostics == ()


def test_an_ampersand_behind_an_address_is_no_semicolon() -> None:
    seed = read(SEED.format(f"{URL}?c&amp;").encode(), for_rules=True)
    assert [fault.rule for fault in seed.faults] == []


@pytest.mark.parametrize("between", [" ", ", ", ",", " | ", "\n", "; "])
def test_a_second_address_is_found(between: str) -> None:
    text = f"{URL}{between}http://b.example"
    part = second_address(text)
    assert part is not None
    assert text[slice(*part)] == "http://b.example"


@pytest.mark.parametrize(
    "text", [unit * 400_000 for unit in " ,\"“(<[`h/:;.\u200b"] + ["https://" * 50_000, " http://" * 50_000]
)  # fmt: skip
def test_no_length_takes_long(text: str) -> None:
    unwrapped(text)
    mistyped_address(text)
    second_address(text)


@given(st.text(st.sampled_from("htps:/;.\\“”<>[]()\"'`, \xa0abc"), max_size=40))
def test_whatever_is_meant_is_part_of_what_is_written(text: str) -> None:
    slip = unwrapped(text)
    if slip is not None:
        assert slip.meant
        assert slip.meant in text
        assert text[slice(*slip.part)]


SEED = """---
id: urn:x:1
title: a
publishedDateTime: 2022-09-12T13:00:00Z
webUrl: {}
provider:
  name: b
  domain: a.example
topics:
  - c
---
"""


@pytest.mark.parametrize(
    ("written", "column", "end"),
    [
        (f"“{URL}”", 9, 10),
        (f'"“{URL}”"', 10, 11),
        (f'"\\u201c{URL}\\u201d"', 10, 16),
        (f"'''{URL}'''", 10, 12),
        (f'"{URL}\\n"', 29, 31),
        (f'"[\\"b\\"](\\\n  {URL})"', 10, 18),
        (f"{URL}\xa0", 28, 29),
        (f"{URL} {URL}", 29, 48),
        (f"htps://{URL[8:]}", 9, 16),
        ("https://a.example/b\\c", 28, 29),
    ],
)
def test_the_very_characters_are_marked(written: str, column: int, end: int) -> None:
    (found,) = read(SEED.format(written).encode()).diagnostics
    assert (found.line, found.column, found.end_column) == (5, column, end)


def test_a_scheme_twice_that_no_schema_finds_leads_nowhere_and_has_a_fix() -> None:
    seed = read(SEED.format("https://https://a.example/b").encode())
    (fault,) = seed.faults
    assert (fault.rule, fault.severity) == ("invalid-url", Severity.ERROR)
    assert fault.fix == (SetValue(("webUrl",), URL),)
    assert [found.column for found in seed.diagnostics] == [9]
