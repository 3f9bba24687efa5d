"""Addresses of feeds: what is wrong with them, where, and how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.uris import (
    check_http_url,
    check_iri,
    check_iri_reference,
    check_permalink,
    check_scheme,
    check_uri,
)

_RELATIVE = 'is no full address: it lacks a scheme, such as "https:"'


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a,b;c/%7Ed/?q=1&r=a/b?c#top",
        "http://[2001:db8::1]:80/",
        "http://user:secret@example.org/",
        "ftp://example.org/",
        "mailto:somebody@example.org",
        "tag:example.org,2026:1",
        "urn:isbn:0451450523",
        "http://127.0.0.1/",
    ],
)
def test_takes_addresses_with_a_scheme(text: str) -> None:
    assert [check(text) for check in (check_iri_reference, check_iri, check_uri)] == [None] * 3


@pytest.mark.parametrize("text", ["", "/a", "a/b?c#d", "//example.org/a", "#top", "../b", "./1:2"])
def test_takes_relative_references_where_they_may_be(text: str) -> None:
    assert check_iri_reference(text) is None
    assert check_iri(text) is not None


def test_takes_other_scripts_where_they_may_be() -> None:
    assert check_iri("http://www.詹姆斯.com/ä") is None
    reason = 'has a character that is not in ASCII, and is to be encoded: "詹"'
    instead = "http://www.xn--8ws00zhy3a.com/%C3%A4"
    expected = Flaw("iri-not-uri", reason, instead, 11, 12)
    assert check_uri("http://www.詹姆斯.com/ä") == expected


@pytest.mark.parametrize(
    ("text", "rule", "marked", "reason", "instead"),
    [
        ("", "malformed-uri", "", "is empty", None),
        ("example.org/a", "relative-uri", "example.org/a", _RELATIVE, None),
        ("put an address here", "malformed-uri", "put an address here", _RELATIVE, None),
        ("http://example.org/a b", "malformed-uri", " ", "has a character that is to be percent-encoded: a blank", "http://example.org/a%20b"),
        ("http://example.org/{a}", "malformed-uri", "{", 'has a character that is to be percent-encoded: "{"', "http://example.org/%7Ba%7D"),
        ("http://example.org/a\x07", "malformed-uri", "\x07", "has a character that is to be percent-encoded: a control", "http://example.org/a%07"),
        ("http://exa mple.org/", "malformed-uri", " ", "has a character that is to be percent-encoded: a blank", None),
        ("http://example.org/100%", "malformed-uri", "%", "has a % that starts no encoded character", "http://example.org/100%25"),
        ("http://example.org/?a[]=1", "malformed-uri", "[", "has a character that is to be percent-encoded here: [", "http://example.org/?a%5B%5D=1"),
        ("http://example.org/#a#b", "malformed-uri", "#", "has a character that is to be percent-encoded here: #", "http://example.org/#a%23b"),
        ("http:///example.org/", "malformed-uri", "http://", "names no host", None),
        ("http:example.org", "malformed-uri", "http:", "has no // after http:", None),
        ("http://example.org:x/", "malformed-uri", "x", "has a port that is no number", None),
        ("http://[example.org]/", "malformed-uri", "[example.org]", "has no IPv6 address in its brackets", None),
        ("http://a:b:c/", "malformed-uri", "b:c", "has a port that is no number", None),
    ],
)  # fmt: skip
def test_says_what_is_wrong(
    text: str, rule: str, marked: str, reason: str, instead: str | None
) -> None:
    flaw = check_iri(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end]) == (rule, marked)
    assert (flaw.reason, flaw.instead) == (reason, instead)
    assert instead is None or check_iri(instead) is None


def test_blanks_around_count_in_attributes_and_in_atom_only() -> None:
    text = "\n  http://example.org/ "
    expected = Flaw("blanks-around", "has blanks around it", "http://example.org/", 0, 3)
    assert check_iri(text) == check_iri_reference(text) == check_http_url(text) == expected
    assert check_uri(text) is None
    assert check_permalink(text) is None


def test_places_what_is_wrong_after_the_blanks() -> None:
    flaw = check_uri("\n  http://example.org/a b\n")
    assert flaw is not None
    assert (flaw.start, flaw.end) == (23, 24)


@pytest.mark.parametrize("scheme", ["https", "magnet", "steam", "Z39.50s"])
def test_knows_registered_schemes(scheme: str) -> None:
    assert check_scheme(f"{scheme}:x") is None


def test_names_a_scheme_that_is_not_registered() -> None:
    reason = 'has a scheme that is not registered: "hhttp"'
    assert check_uri("hhttp://example.org/") == Flaw("unregistered-scheme", reason, None, 0, 5)


def test_enclosures_are_of_the_web() -> None:
    assert check_http_url("https://example.org/a.mp3") is None
    reason = 'starts with "ftp:", and not with https: or http:'
    assert check_http_url("ftp://example.org/a.mp3") == Flaw("not-http", reason, None, 0, 4)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("42", "is no full address"),
        ("", "is no full address"),
        ("example.org/1", "is no full address"),
        ("tag:example.org,2026:1", "is of the scheme tag:"),
        ("urn:isbn:0451450523", "is of the scheme urn:"),
    ],
)
def test_says_of_a_guid_that_it_is_no_permalink(text: str, reason: str) -> None:
    reason += ', and claims to be a permalink: it lacks isPermaLink="false"'
    assert check_permalink(text) == Flaw("guid-not-permalink", reason)


@given(st.text())
def test_places_are_in_the_text(text: str) -> None:
    for check in (check_iri_reference, check_iri, check_uri, check_http_url, check_permalink):
        flaw = check(text)
        if flaw is not None:
            assert 0 <= flaw.start <= (len(text) if flaw.end is None else flaw.end) <= len(text)


@given(st.from_regex(r"https://example\.org/[^\x00-\x1f]*", fullmatch=True))
def test_what_is_given_instead_is_right(text: str) -> None:
    flaw = check_iri(text)
    if flaw is not None and flaw.instead is not None:
        assert check_iri(flaw.instead) is None or check_iri(flaw.instead) != flaw
