"""Mail addresses of Atom, and those with a name of RSS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.mail import check_mail_address, check_mail_with_name, check_person_name

_FORM = 'is not in the form "somebody@example.org (Some Body)"'


@pytest.mark.parametrize(
    "text", ["a@example.org", "a.b+c@example.org", '"a b"@example.org', "ä@örg.example"]
)
def test_takes_addresses(text: str) -> None:
    assert check_mail_address(text) is None
    assert check_mail_with_name(f"\n{text} (Some Body)") is None or '"' in text


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("", "is empty", None),
        ("nobody", "is no mail address", None),
        ("a at example.org", "is no mail address", None),
        ("a@localhost", "is no mail address", None),
        ("a@example.org (Some Body)", "is no mail address alone", "a@example.org"),
        ("a@example.org, b@example.org", "is no mail address alone", None),
    ],
)
def test_says_what_is_no_address(text: str, reason: str, instead: str | None) -> None:
    assert check_mail_address(text) == Flaw("malformed-mail", reason, instead)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", Flaw("malformed-mail", "is empty")),
        ("Some Body", Flaw("malformed-mail", "has no mail address")),
        ("Some Body (a@example.org)", Flaw("malformed-mail", "has no mail address", "a@example.org (Some Body)")),
        ("a@example.org", Flaw("mail-without-name", 'has no name: "somebody@example.org (Some Body)"')),
        ("<a@example.org>", Flaw("mail-without-name", 'has no name: "somebody@example.org (Some Body)"')),
        ("Some Body, a@example.org", Flaw("mail-format", _FORM, "a@example.org (Some Body)")),
        ("Some Body <a@example.org>", Flaw("mail-format", _FORM, "a@example.org (Some Body)")),
        ("a@example.org (A), b@example.org (B)", Flaw("mail-format", _FORM)),
        ("a@example.org ()", Flaw("mail-format", _FORM)),
    ],
)  # fmt: skip
def test_rss_wants_an_address_and_a_name(text: str, flaw: Flaw) -> None:
    assert check_mail_with_name(text) == flaw
    assert flaw.instead is None or check_mail_with_name(flaw.instead) is None


def test_reads_a_mailto_address() -> None:
    assert check_mail_with_name("mailto:a%40example.org%20(Some%20Body)") is None


def test_a_name_holds_no_address() -> None:
    assert check_person_name("Some Body @work") is None
    expected = Flaw("mail-in-name", "has a mail address in it", None, 11, 24)
    assert check_person_name("Some Body <a@example.org>") == expected


@given(st.text(alphabet='ab@.<>() ,;\n"', max_size=60))
def test_takes_any_text(text: str) -> None:
    for check in (check_mail_address, check_mail_with_name, check_person_name):
        flaw = check(text)
        assert flaw is None or flaw.instead is None or check(flaw.instead) is None
