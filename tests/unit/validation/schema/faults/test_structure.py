"""Fields that are missing, misspelt or in the wrong place are named with what to do about them."""

from typing import Any

import pytest

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RenameField
from feeds.problems.faults import Fault
from feeds.validation.schema.checker import seed_checker
from tests.unit.article_faults import (
    ADDRESS,
    ARTICLE,
    TITLE,
    check,
    examine,
    without,
)

ADDRESS_OF = ARTICLE["webUrl"]


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


OWN = "name it in known_fields of [validate]"
VALUES: dict[str, Any] = {**ARTICLE, "id": "urn:x:1", "excerpt": "x", "images": []}


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("publishedDatetime", "publishedDateTime"),
        ("published_date_time", "publishedDateTime"),
        ("weburl", "webUrl"),
        ("titel", "title"),
        ("Title", "title"),
        ("topic", "topics"),
        ("provder", "provider"),
    ],
)
def test_a_misspelt_field_is_not_reported_as_missing_as_well(misspelt: str, meant: str) -> None:
    assert without(meant, **{misspelt: VALUES[meant]}) == [
        Fault(
            (misspelt,),
            True,
            "misspelt-field",
            f"{misspelt} is no known field: did you mean {meant}?",
            f"rename it to {meant}",
            fix=(RenameField((misspelt,), meant),),
        )
    ]


@pytest.mark.parametrize(
    ("foreign", "value", "meant", "advice"),
    [
        ("link", ADDRESS_OF, "webUrl", ""),
        ("url", ADDRESS_OF, "webUrl", ""),
        ("external-url", ADDRESS_OF, "webUrl", ""),
        ("canonicalUrl", ADDRESS_OF, "webUrl", ""),
        ("permalink", "/a/", "webUrl", f", and {ADDRESS}"),
        ("date", "2024-01-05T00:00:00Z", "publishedDateTime", ""),
        ("date", "2024-01-05", "publishedDateTime",
         ", and write date, time and zone: 2024-01-05T00:00:00Z"),
        ("pubDate", "2024-01-05 10:00:00 +0100", "publishedDateTime",
         ", and write date, time and zone: 2024-01-05T10:00:00+01:00"),
        ("headline", "x", "title", ""),
        ("headline", 5, "title", ', and quote it: "5"'),
        ("categories", ["AI"], "topics", ""),
        ("keywords", "AI", "topics", ', and write it as a list: ["AI"]'),
        ("publisher", "SD Times", "provider",
         ', and write a mapping, such as {"name": "TechRadar", "domain": "techradar.com"}'),
    ],
)  # fmt: skip
def test_a_required_field_under_the_name_it_has_elsewhere_is_one_fault(
    foreign: str, value: object, meant: str, advice: str
) -> None:
    """It is never mended: what others mean by the name may not be what is meant here."""
    assert without(meant, **{foreign: value}) == [
        Fault(
            (foreign,),
            True,
            "misspelt-field",
            f"{foreign} is no known field: it is called {meant} here",
            f"rename it to {meant}{advice}",
        )
    ]


@pytest.mark.parametrize(
    ("foreign", "value", "meaning", "remedy"),
    [
        ("description", "x", "excerpt", "rename it to excerpt"),
        ("summary", 5, "excerpt", 'rename it to excerpt, and quote it: "5"'),
        ("lang", "en", "locale", "rename it to locale"),
        ("lastmod", "2024-01-05", "updatedDateTime",
         "rename it to updatedDateTime, and write date, time and zone: 2024-01-05T00:00:00Z"),
        ("author", "Jane", "provider.authors",
         'write it as provider.authors, such as [{"name": "Jane Doe"}]'),
        ("cover", "/a.png", "images", "rename it to images, and write a list, such as"
         ' [{"url": "https://sdtimes.com/images/sd-premium.png", "width": 628, "height": 246}]'),
        ("source", "https://a.example/", "webUrl",
         "remove it, as webUrl is there too"),
        ("source", "TechCrunch", "provider", "remove it, as provider is there too"),
        ("link", "https://a.example/", "webUrl", "remove it, as webUrl is there too"),
        ("categories", ["AI"], "topics", "remove it, as topics is there too"),
    ],
)  # fmt: skip
def test_a_field_that_others_have_is_named_as_it_is_called_here(
    foreign: str, value: object, meaning: str, remedy: str
) -> None:
    message = f"{foreign} is no known field: it is called {meaning} here"
    assert check({foreign: value}) == [
        Fault((foreign,), True, "unknown-field", message, f"{remedy}, or {OWN}", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("owner", "foreign", "ours"),
    [
        ("images", "src", "url"), ("images", "alt", "title"), ("images", "credit", "attribution"),
        ("provider", "website", "domain"), ("provider", "logo", "images"),
        ("ratings", "votes", "count"), ("actions", "href", "url"), ("actions", "label", "title"),
        ("related", "link", "webUrl"), ("related", "date", "publishedDateTime"),
    ],
)  # fmt: skip
def test_what_others_call_a_part_depends_on_what_it_is_a_part_of(
    owner: str, foreign: str, ours: str
) -> None:
    part = {foreign: "https://a.example/"}
    fields = check({owner: part if owner in ("provider", "ratings") else [part]})
    assert f"it is called {ours} here" in "".join(fault.message for fault in fields)


def test_of_two_fields_that_may_be_the_missing_one_the_likelier_is_taken() -> None:
    faults = without("webUrl", link=ADDRESS_OF, weburl="https://b.example/")
    assert [(fault.rule, fault.pointer, fault.fix) for fault in faults] == [
        ("unknown-field", ("link",), ()),
        ("misspelt-field", ("weburl",), ()),
    ]


def test_tags_are_no_topics_and_may_have_been_meant_for_them() -> None:
    [fault] = without("topics", tags=["AI"])
    assert fault.message == "topics is missing"
    assert fault.remedy.endswith("; or rename tags to topics, if these are its topics")


@pytest.mark.parametrize(
    ("name", "value", "meant", "is_mended"),
    [
        ("exerpt", "x", "excerpt", True),
        ("Excerpt", "x", "excerpt", True),
        ("up-dated-date-time", "2024-01-05T00:00:00Z", "updatedDateTime", True),
        ("hEAT", 5, "heat", True),
        # The value is another.
        ("exerpt", 5, "excerpt", False),
        ("updatedDatetime", "2024-01-05", "updatedDateTime", False),
        ("Images", "x", "images", False),
        # More than one slip.
        ("excertps", "x", "excerpt", False),
        ("updateDate", "2024-01-05T00:00:00Z", "updatedDateTime", False),
        # A word of its own.
        ("except", "x", "excerpt", False),
        ("local", "en", "locale", False),
        # It is there.
        ("Title", "x", "title", False),
        # Nobody but the author decides.
        ("Published", True, None, False),
        ("Removed", False, None, False),
    ],
)
def test_a_field_is_renamed_where_its_name_is_a_slip_and_its_value_fits(
    name: str, value: object, meant: str | None, is_mended: bool
) -> None:
    [fault] = examine({name: value})
    assert (fault.rule, fault.severity) == ("unknown-field", Severity.WARNING)
    if meant:
        assert meant in fault.message
    assert fault.fix == ((RenameField((name,), str(meant)),) if is_mended else ())


def test_two_fields_that_may_be_one_are_left_to_people() -> None:
    assert [fault.fix for fault in check({"Excerpt": "x", "exerpt": "y"})] == [(), ()]


def test_a_misspelt_type_still_decides_what_is_required() -> None:
    assert [fault.rule for fault in seed_checker().check({"tpye": "forum", "name": "PyTorch"})] == [
        "misspelt-field"
    ]
    assert [fault.rule for fault in check({"tpye": "video"})] == ["unknown-field"]


@pytest.mark.parametrize("name", ["mood", "x-note", "layout", "un-titled-thing"])
def test_a_field_that_resembles_nothing_known_is_a_warning(name: str) -> None:
    message = f"{name} is no known field"
    remedy = f"remove it, correct its name, or {OWN}"
    assert check({name: {"webUrl": "never looked at"}}) == [
        Fault((name,), True, "unknown-field", message, remedy, Severity.WARNING)
    ]


@pytest.mark.parametrize("name", ["undeleted", "unremoved", "republished", "prepublished"])
def test_no_name_that_may_say_the_opposite_is_proposed(name: str) -> None:
    [fault] = check({name: True})
    assert (fault.message, fault.fix) == (f"{name} is no known field", ())


def test_a_related_article_has_no_related_articles() -> None:
    related = {"title": "x", "webUrl": "https://a.example/", "related": []}
    assert check({"related": [related]}) == [
        Fault(
            ("related", 0, "related"),
            True,
            "unknown-field",
            "related[0].related is no known field",
            f"remove it, correct its name, or {OWN}",
            Severity.WARNING,
        )
    ]
