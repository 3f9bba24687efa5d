"""Ids of Atom, and the schemes that are made for ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.ids import check_atom_id, check_tag, check_urn


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/2026/11/30/launch",
        "http://example.org/?",
        "http://example.org/a#",
        "http://example.org/caf%C3%A9",
        "http://example.org/café",
        "tag:example.org,2026:1",
        "tag:example.org,2026-11:",
        "tag:somebody@example.org,2026-11-30:a/b?c#d",
        "urn:isbn:0451450523",
        "URN:ISBN:0451450523",
        "urn:example:a:b/c?+d?=e#f",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "info:lccn/2002022641",
    ],
)
def test_takes_what_is_an_id(text: str) -> None:
    assert check_atom_id(text) is None


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("tag:example.org:1", "example.org", "names no day after its authority: tag:example.org,2026-11-30:…"),
        ("tag:example,org,2026:1", "example,org", "has an authority that is neither a host nor a mail address"),
        ("tag:exam ple.org,2026:1", "exam ple.org", "has an authority that is neither a host nor a mail address"),
        ("tag:example.org,26:1", "26", "has a day that is not written as 2026, 2026-11 or 2026-11-30"),
        ("tag:example.org,2026-1-1:1", "2026-1-1", "has a day that is not written as 2026, 2026-11 or 2026-11-30"),
        ("tag:example.org,20261130:1", "20261130", "has a day that is not written as 2026, 2026-11 or 2026-11-30"),
        ("tag:example.org,2026-13:1", "2026-13", "has a day that is not written as 2026, 2026-11 or 2026-11-30"),
        ("tag:example.org,2026-11-30T18:00:00Z:1", "2026-11-30T18", "has a day that is not written as 2026, 2026-11 or 2026-11-30"),
        ("tag:example.org,2026", "2026", "has no colon after its day"),
        ("tag:example.org,2026:a b", " ", 'has a character that is to be percent-encoded: " "'),
        ("tag:example.org,2026:{a}", "{", 'has a character that is to be percent-encoded: "{"'),
        ("tag:example.org,2026:[a", "[", 'has a character that is to be percent-encoded: "["'),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_tag(text: str, marked: str, reason: str) -> None:
    flaw = check_atom_id(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end], flaw.reason) == (
        "malformed-tag",
        marked,
        reason,
    )


@pytest.mark.parametrize(
    ("text", "rule", "marked", "reason"),
    [
        ("urn:isbn", "malformed-urn", "urn:isbn", "has nothing after its namespace: urn:isbn:…"),
        ("urn:isbn:", "malformed-urn", "urn:isbn:", "has nothing after its namespace: urn:isbn:…"),
        ("urn:example.org:1", "malformed-urn", "example.org", 'has a namespace that is none: "example.org" (2 to 32 letters, digits, hyphens)'),
        ("urn:-example:1", "malformed-urn", "-example", 'has a namespace that is none: "-example" (2 to 32 letters, digits, hyphens)'),
        ("urn:example:a b", "malformed-urn", " ", 'has a character that is to be percent-encoded: " "'),
        ("urn:example:/a", "malformed-urn", "/", 'has a character that is to be percent-encoded: "/"'),
        ("urn:uuid:f81d4fae", "malformed-uuid", "f81d4fae", "has no UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_urn(text: str, rule: str, marked: str, reason: str) -> None:
    flaw = check_atom_id(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end], flaw.reason) == (rule, marked, reason)


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("HTTP://example.org/1", "HTTP", "has capitals in its scheme"),
        ("http://Example.org/1", "Example.org", "has capitals in its host"),
        ("http://:@example.org/1", ":", "has an empty user before its host"),
        ("http://example.org", "example.org", "has no / after its host"),
        ("http://example.org:/1", "", "has a colon without a port"),
        ("https://example.org:443/1", "443", "has the port of its scheme"),
        ("http://example.org/a/../1", "/a/../1", "has . or .. in its path"),
        ("http://example.org/%7Ea", "%7E", "encodes a character that need not be"),
        ("http://example.org/%c3%a9", "%c3", "has small letters in an encoded character"),
        ("http://example.org/cafe\u0301", "http://example.org/cafe\u0301", "has characters that are not in the form NFC of Unicode"),
    ],
)  # fmt: skip
def test_wants_ids_in_normal_form(text: str, marked: str, reason: str) -> None:
    flaw = check_atom_id(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end], flaw.reason) == (
        "uri-not-normal",
        marked,
        reason,
    )
    assert flaw.instead is None  # another id makes the entry a new one


def test_ids_are_of_schemes_that_last() -> None:
    reason = 'has a scheme that is not registered for good: "doi"'
    assert check_atom_id("doi:10.1/1") == Flaw("unregistered-scheme", reason, None, 0, 3)


@pytest.mark.parametrize(
    "text", [" tag:example.org,2026:1", "\nhttp://example.org/1", "urn:isbn:1 "]
)
def test_blanks_around_an_id_are_no_part_of_it(text: str) -> None:
    flaw = check_atom_id(text)
    assert flaw is not None
    assert (flaw.rule, flaw.instead) == ("blanks-around", text.strip())


@given(st.text())
def test_places_are_in_the_text(text: str) -> None:
    for check in (check_atom_id, lambda t: check_tag(f"tag:{t}"), lambda t: check_urn(f"urn:{t}")):
        flaw = check(text)
        if flaw is not None:
            assert 0 <= flaw.start <= (flaw.end or len(text) + 4) <= len(text) + 4
