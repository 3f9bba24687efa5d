"""What links are for."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.relations import check_relation


@pytest.mark.parametrize(
    "text",
    ["alternate", "Self", "via", "hub", "http://www.iana.org/assignments/relation/edit", "tag:a.example,2026:b"],
)  # fmt: skip
def test_takes_registered_names_and_addresses(text: str) -> None:
    assert check_relation(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("", "is empty", None),
        ("prev", 'is a relation of pages; that of feeds is "previous"', "previous"),
        ("alternative", "is no relation that is registered: did you mean alternate?", "alternate"),
        ("comments", "is no relation that is registered: did you mean replies?", "replies"),
        ("/own", "is no relation that is registered", None),
        (" alternate", "is no relation that is registered: did you mean alternate?", "alternate"),
    ],
)
def test_says_what_is_none(text: str, reason: str, instead: str | None) -> None:
    assert check_relation(text) == Flaw("unknown-relation", reason, instead)
