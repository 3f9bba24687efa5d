"""Fields that are missing, misspelt or in the wrong place are named with what to do about them."""

import pytest

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RenameField
from feeds.problems.faults import Fault
from feeds.validation.schema.checker import seed_checker
from tests.unit.article_faults import ADDRESS, TITLE, check, without


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("title", "title is missing", f"add title, {TITLE}"),
        (
            "publishedDateTime",
            "publishedDateTime is missing",
            'add publishedDateTime, such as "2022-09-12T13:00:00Z"',
        ),
        (
            "provider",
            "provider is missing",
            'add provider, such as {"name": "TechRadar", "domain": "techradar.com"}',
        ),
        (
            "webUrl",
            "needs webUrl or originalUrl",
            "add webUrl, such as " + ADDRESS.partition("such as ")[2],
        ),
    ],
)
def test_a_missing_field_is_one_fault_of_what_lacks_it(
    name: str, message: str, remedy: str
) -> None:
    assert without(name) == [Fault((), False, "missing-field", message, remedy)]


def test_missing_fields_further_down_are_named_with_their_place() -> None:
    assert check({"related": [{"webUrl": "https://a.example/"}, {"title": "x"}]}) == [
        Fault(
            ("related", 0),
            False,
            "missing-field",
            "related[0].title is missing",
            f"add title, {TITLE}",
        ),
        Fault(
            ("related", 1),
            False,
            "missing-field",
            "related[1] needs webUrl or originalUrl",
            "add webUrl, such as " + ADDRESS.partition("such as ")[2],
        ),
    ]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("publishedDatetime", "publishedDateTime"),
        ("published_date_time", "publishedDateTime"),
        ("publishDate", "publishedDateTime"),
        ("publishedDate", "publishedDateTime"),
        ("weburl", "webUrl"),
        ("titel", "title"),
        ("Title", "title"),
        ("topic", "topics"),
        ("provder", "provider"),
    ],
)
def test_a_misspelt_field_is_not_reported_as_missing_as_well(misspelt: str, meant: str) -> None:
    [fault] = without(meant, **{misspelt: 5})
    assert fault._replace(fix=()) == Fault(
        (misspelt,),
        True,
        "misspelt-field",
        f"{misspelt} is no known field: did you mean {meant}?",
        f"rename it to {meant}",
    )


@pytest.mark.parametrize(
    ("misspelt", "meant", "is_certain"),
    [
        ("publishedDatetime", "publishedDateTime", True),
        ("titel", "title", True),
        ("publishDate", "publishedDateTime", False),
    ],
)
def test_a_misspelt_field_is_renamed_if_only_one_can_be_meant(
    misspelt: str, meant: str, is_certain: bool
) -> None:
    [fault] = without(meant, **{misspelt: "x"})
    assert fault.fix == ((RenameField((misspelt,), meant),) if is_certain else ())


def test_a_misspelt_field_beside_the_right_one_is_not_renamed() -> None:
    [fault] = check({"Title": "x"})
    assert (fault.rule, fault.remedy, fault.fix) == ("misspelt-field", "keep only title", ())


def test_a_misspelt_type_still_decides_what_is_required() -> None:
    assert [fault.rule for fault in seed_checker().check({"tpye": "forum", "name": "PyTorch"})] == [
        "misspelt-field"
    ]


def test_a_misspelt_field_beside_the_right_one_is_to_be_removed() -> None:
    assert check({"Topics": ["AI"]}) == [
        Fault(
            ("Topics",),
            True,
            "misspelt-field",
            "Topics is no known field: did you mean topics?",
            "keep only topics",
        )
    ]


@pytest.mark.parametrize("name", ["description", "url", "author", "x-note"])
def test_a_field_that_resembles_nothing_known_is_a_warning(name: str) -> None:
    message = f"{name} is no known field"
    remedy = "remove it, or correct its name"
    assert check({name: {"webUrl": "never looked at"}}) == [
        Fault((name,), True, "unknown-field", message, remedy, Severity.WARNING)
    ]


def test_a_related_article_has_no_related_articles() -> None:
    related = {"title": "x", "webUrl": "https://a.example/", "related": []}
    assert check({"related": [related]}) == [
        Fault(
            ("related", 0, "related"),
            True,
            "unknown-field",
            "related[0].related is no known field",
            "remove it, or correct its name",
            Severity.WARNING,
        )
    ]
