"""What a text alone tells of secrets in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import quote
from feeds.problems.faults import shown_name
from feeds.secrets import find_credentials, is_secret_name, mask_credentials


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
