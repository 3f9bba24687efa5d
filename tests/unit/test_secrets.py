"""What a text alone tells of secrets in it."""

import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import quote
from feeds.problems.faults import shown_name
from feeds.secrets import find_credentials, find_suspect, is_secret_name, mask_credentials


@pytest.mark.parametrize(
    "name",
    [
        "secured", "SECURED", " Secured", "secure", "secred", "securd", "ecured", "secrued", "sec-ured",
        "sec ured", "secured_blob", "mySecured", "security", "insecure", "sec", "secu", "secret", "cured",
    ],
)  # fmt: skip
def test_a_name_like_secured_is_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "scheme", "schema", "section", "sector", "second", "secondary", "seconds", "source", "se", "",
        "related", "title", "score", "security"[3:],
    ],
)  # fmt: skip
def test_a_name_that_only_begins_like_it_is_none(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("secured_blob", "secured_blob"),
        ("secured= SECRET", '"***************"'),
        ("securedSECRETSECRET", '"*******************"'),
        ("jane:SECRET@example.org", '"***********@example.org"'),
        ("SECRETSECRETSECRETSECRETSECRETSECRETSECRET", '"' + "*" * 42 + '"'),
    ],
)
def test_a_secret_that_has_become_a_name_is_masked(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("title: x\nsecured: SECRET", '"title: x\\nsecured: ******"'),
        ("https://jane:SECRET\nSECRET@a.example/", '"https://******************@a.example/"'),
        ("https://jane:SECRET", '"https://***********"'),
        ("jane:SECRET x@a.example/", '"*************@a.example/"'),
        ("jane: SECRET@a.example/", '"jane: ******@a.example/"'),
        ("https://jane: SECRET@a.example/", '"https://************@a.example/"'),
        ("(x jane:SECRET@a.example,y:SECRET@a.example)", '"(x ******************************@a.example)"'),
        ("Cyber security: a primer", '"Cyber security: a primer"'),
        ("The secret: all of it", '"The secret: all of it"'),
        ("https://a.example:8080/x at 10:30@home", '"https://a.example:8080/x at *****@home"'),
    ],
)  # fmt: skip
def test_a_secret_in_a_value_is_not_quoted(value: str, shown: str) -> None:
    assert quote(value) == shown


@pytest.mark.parametrize("text", ["//a:b ", "//a:b", '"a:b', "(a", " ", "\\", "\n "])
def test_looking_for_credentials_takes_no_more_than_linear_time(text: str) -> None:
    start = time.process_time()
    line = f"@ {text * 10_000}"
    assert len(mask_credentials(line)) == len(line)
    assert time.process_time() - start < 10  # instead of a minute


PIECES = [
    "http:",
    "/",
    "//",
    "\\",
    "\\/",
    "x2F",
    "@",
    "%40",
    "%",
    ":",
    "user",
    "pw",
    "a.example",
    " ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_credentials_are_masked_wherever_they_are_found(text: str) -> None:
    hidden = {place for span in find_credentials(text) for place in range(*span)}
    shown = [char for place, char in enumerate(text) if place not in hidden]
    masked = mask_credentials(text)
    assert len(masked) == len(text)
    assert [char for place, char in enumerate(masked) if place not in hidden] == shown
    assert all(masked[place] == "*" for place in hidden)


# What may have to do with a secret, as it is said without any thought of speed.
SUSPECTS = [
    r"(?:sec|ecu|cur|ure|red)[^:,{}\[\]\n]{0,24}+\s*+:",
    r"\n[^\w\n]*+[^:\n]{0,3}?(?:sec|ecu|cur|ure|red)",
    r"&(?<![^\s,\[{:]&)(?!#?\w+;|\s)",
    r"\\(?![\"\\nt])",
    r"[\s\S]{0,1100}(?:@|%40|\\[xu]|//[^\s/?#]{0,500}:[^\d/])",
]
PIECES = [
    "sec", "ured", "SECU", "red", "s", "d", "x", "é", "あ", "ſ", "İ", "_", "-", " ", "\u00a0", "\u2003", "\u0085", "\t",
    "\n", "\r", ":", ",", "{", "[", "]", "&", "#", ";", "\\", "n", '"', "?", "@", "%40", "//", "/", "1", "aaaaaaaaaaaa",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_nothing_suspicious_stands_before_the_first_that_is_found(text: str) -> None:
    plain = "\n" + text.replace("\r", "\n").lower()
    found = (re.search(pattern, plain) for pattern in SUSPECTS)
    first = min((match.start() for match in found if match), default=sys.maxsize)
    assert find_suspect(text) <= max(first - 1, 0) or len(plain) != len(text) + 1


def test_a_usual_seed_has_nothing_suspicious_but_the_field_itself() -> None:
    text = (
        "---\ntitle: Future cures, and the seconds after, a “red” & secure R&D; what?\nsecured: x\n"
    )
    assert find_suspect(text) == text.index("\nsecured")


@pytest.mark.parametrize(
    "run", ["red", "sec ", "\nred", "-red", " sec\n", "あred", "// ", "&a", "secs:"]
)
def test_suspects_are_sought_in_a_time_that_grows_with_the_text(run: str) -> None:
    started = time.process_time()
    find_suspect("x" + run * (400_000 // len(run)))
    assert time.process_time() - started < 0.5
