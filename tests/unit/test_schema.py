"""Failures of a schema become faults that name the field, quote the value and say what to write."""

import json
import string
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.diagnostics import Severity
from feeds.edits import RenameField, SetValue
from feeds.schema import (
    Fault,
    InstanceChecker,
    field_name,
    schema_text,
    seed_checker,
    url_fields,
)

ARTICLE: dict[str, Any] = {
    "title": "PyTorch joins the Linux Foundation",
    "publishedDateTime": "2022-09-12T15:41:00Z",
    "webUrl": "https://sdtimes.com/pytorch/",
    "provider": {"name": "SD Times", "domain": "sdtimes.com"},
    "topics": ["AI"],
}
ADDRESS = (
    "write an http or https address, "
    'such as "https://sdtimes.com/pytorch-joins-the-linux-foundation/"'
)
TITLE = 'such as "PyTorch joins the Linux Foundation"'
LIST_OF_TOPICS = 'write a list, such as ["AI", "Natural Language Processing"]'
SECRET = "c2VlZCBmaWVsZHMgMTIzNA==;c2VlZCBmaWVsZHMgMTIzNA=="


def _check(change: Mapping[str, Any]) -> list[Fault]:
    return seed_checker().check({**ARTICLE, **change})


def _without(*names: str, **change: Any) -> list[Fault]:
    fields = {name: value for name, value in ARTICLE.items() if name not in names}
    return seed_checker().check({**fields, **change})


def _value_fault(field: str, rule: str, message: str, remedy: str) -> Fault:
    return Fault((field,), False, rule, f"{field} {message}", remedy)


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
    assert _without(name) == [Fault((), False, "missing-field", message, remedy)]


def test_missing_fields_further_down_are_named_with_their_place() -> None:
    assert _check({"related": [{"webUrl": "https://a.example/"}, {"title": "x"}]}) == [
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
    [fault] = _without(meant, **{misspelt: 5})
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
    [fault] = _without(meant, **{misspelt: "x"})
    assert fault.fix == ((RenameField((misspelt,), meant),) if is_certain else ())


def test_a_misspelt_field_beside_the_right_one_is_not_renamed() -> None:
    [fault] = _check({"Title": "x"})
    assert (fault.rule, fault.remedy, fault.fix) == ("misspelt-field", "keep only title", ())


def test_a_misspelt_type_still_decides_what_is_required() -> None:
    assert [fault.rule for fault in seed_checker().check({"tpye": "forum", "name": "PyTorch"})] == [
        "misspelt-field"
    ]


def test_a_misspelt_field_beside_the_right_one_is_to_be_removed() -> None:
    assert _check({"Topics": ["AI"]}) == [
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
    assert _check({name: {"webUrl": "never looked at"}}) == [
        Fault((name,), True, "unknown-field", message, remedy, Severity.WARNING)
    ]


def test_a_related_article_has_no_related_articles() -> None:
    related = {"title": "x", "webUrl": "https://a.example/", "related": []}
    assert _check({"related": [related]}) == [
        Fault(
            ("related", 0, "related"),
            True,
            "unknown-field",
            "related[0].related is no known field",
            "remove it, or correct its name",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    ("field", "value", "message", "remedy"),
    [
        ("published", "no", '"no" is text, not true or false', "write true or false"),
        ("published", 1, "1 is a number, not true or false", "write true or false"),
        ("title", 2024, "2024 is a number, not text", 'quote it: "2024"'),
        ("title", 1.5, "1.5 is a number with decimals, not text", 'quote it: "1.5"'),
        ("title", False, "false is a boolean, not text", 'quote it: "false"'),
        ("publishedDateTime", 1714557600, "1714557600 is a number, not text",
         'write date, time and zone, such as "2022-09-12T13:00:00Z"'),
        ("webUrl", 5, "5 is a number, not text",
         'write text, such as "https://sdtimes.com/pytorch-joins-the-linux-foundation/"'),
        ("title", {"A": "b"}, "is a mapping, not text", f"write text, {TITLE}"),
        ("quality", "36", '"36" is text, not a whole number', "write it without quotes: 36"),
        ("quality", "9" * 19, f'"{"9" * 19}" is text, not a whole number',
         "write a whole number, such as 36"),
        ("quality", "good", '"good" is text, not a whole number',
         "write a whole number, such as 36"),
        ("heat", 1.5, "1.5 is a number with decimals, not a whole number",
         "write a whole number, such as -1"),
        ("topics", "AI", '"AI" is text, not a list', LIST_OF_TOPICS),
        ("ratings", 5, "5 is a number, not a mapping",
         'write a mapping, such as {"average": 4.6, "count": 1250}'),
        ("price", [5], "is a list, not text or a number",
         'write text or a number, such as "Free"'),
        ("items", "x", '"x" is text, not a whole number or a list',
         "write a whole number or a list, such as 12"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type(field: str, value: object, message: str, remedy: str) -> None:
    assert _check({field: value}) == [_value_fault(field, "wrong-type", message, remedy)]


def test_an_item_of_a_list_is_named_by_its_place() -> None:
    assert _check({"topics": ["AI", 2024]}) == [
        Fault(
            ("topics", 1),
            False,
            "wrong-type",
            "topics[1] 2024 is a number, not text",
            'quote it: "2024"',
        )
    ]


@pytest.mark.parametrize(
    ("field", "value", "message", "remedy"),
    [
        ("title", None, "has no value", f"write text, {TITLE}"),
        ("title", "", "is empty", f"write text, {TITLE}"),
        ("title", " \t", "is blank", f"write text, {TITLE}"),
        ("topics", [], "is an empty list", LIST_OF_TOPICS),
        ("webUrl", "", "is empty", "write text, " + ADDRESS.partition(", ")[2]),
        ("length", "", "is empty", 'write text, such as "PT12M30S"'),
        ("price", " ", "is blank", 'write text or a number, such as "Free"'),
        ("type", "", "is empty",
         "write one of article, video, course, collection, download, forum"),
        ("published", None, "has no value", "write true or false"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_there(field: str, value: object, message: str, remedy: str) -> None:
    assert _check({field: value}) == [_value_fault(field, "empty-value", message, remedy)]


@pytest.mark.parametrize(
    ("field", "value", "rule", "message", "remedy"),
    [
        ("type", "artcle", "unknown-value", '"artcle" is no known value: did you mean article?',
         "write article"),
        ("type", "podcast", "unknown-value", '"podcast" is no known value',
         "write one of article, video, course, collection, download, forum"),
        ("members", -1, "out-of-range", "-1 is below 0", "write 0 or more"),
        ("id", "pytorch", "invalid-uri", '"pytorch" is no absolute URI',
         'write a URI, such as "tag:example.com,2022:pytorch-foundation"'),
        ("length", "12:30", "invalid-duration", '"12:30" is no duration',
         'write an ISO 8601 duration, such as "PT12M30S"'),
        ("locale", "en_US", "invalid-language", '"en_US" is no language tag',
         "write a BCP 47 language tag: en-US"),
        ("locale", "english", "invalid-language", '"english" is no language tag',
         'write a BCP 47 language tag, such as "en"'),
        ("updatedDateTime", "2022-09-12", "invalid-date", '"2022-09-12" has no time',
         "write date, time and zone: 2022-09-12T00:00:00Z"),
        ("updatedDateTime", "2022-09-12 13:00:00", "invalid-date",
         '"2022-09-12 13:00:00" has no time zone',
         "write date, time and zone: 2022-09-12T13:00:00Z"),
        ("updatedDateTime", "2024-13-01", "invalid-date", '"2024-13-01" is not a date and time',
         'write date, time and zone, such as "2022-09-13T08:30:00Z"'),
        ("updatedDateTime", "2024-02-30T00:00:00Z", "invalid-date",
         '"2024-02-30T00:00:00Z" names a day or a time that does not exist',
         'write date, time and zone, such as "2022-09-13T08:30:00Z"'),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used(
    field: str, value: object, rule: str, message: str, remedy: str
) -> None:
    assert _check({field: value}) == [_value_fault(field, rule, message, remedy)]


@pytest.mark.parametrize(
    ("url", "problem", "remedy"),
    [
        ("javascript:alert(1)", "has the scheme javascript, not http or https", ADDRESS),
        ("https:///news", "names no host", ADDRESS),
        ("https://a.example:b/", "has a malformed host or port", ADDRESS),
        ("https://a.example/b c", "holds a blank", "remove it, or write %20 in its place"),
        ("https://a.example/<", "holds <", "remove it, or write %3C in its place"),
        ("https://a.example/\u200b", "holds an invisible character", "remove it"),
    ],
)
def test_an_address_that_cannot_be_used(url: str, problem: str, remedy: str) -> None:
    shown = url.replace("\u200b", "\\u200b")
    assert _check({"webUrl": url}) == [
        _value_fault("webUrl", "invalid-url", f'"{shown}" {problem}', remedy)
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-09-12 13:00:00Z", "2022-09-12T13:00:00Z"),
        ("2022-09-12t13:00:00+0000", "2022-09-12T13:00:00+00:00"),
        ("2022-09-12 13:00:00.5 -0730", "2022-09-12T13:00:00.5-07:30"),
        (" 2022-09-12T13:00:00+02\n", "2022-09-12T13:00:00+02:00"),
        ("2022-09-12 13:00:00 UTC", "2022-09-12T13:00:00Z"),
    ],
)
def test_a_date_of_another_spelling_is_rewritten(written: str, meant: str) -> None:
    [fault] = _check({"updatedDateTime": written})
    assert (fault.rule, fault.remedy) == ("invalid-date", f"write date, time and zone: {meant}")
    assert fault.fix == (SetValue(("updatedDateTime",), meant),)


@pytest.mark.parametrize(
    "written",
    [
        "2022-09-12", "2022-09-12T13:00:00", "2022-09-12 13:00Z", "2022-09-31 13:00:00Z",
        "2022-09-12 25:00:00Z", "12.09.2022 13:00:00Z", "2022-09-12 13:00:00 CEST", "1:00:00Z",
        "2022-09-12 ::::::::Z",
    ],
)  # fmt: skip
def test_no_part_of_a_date_is_guessed(written: str) -> None:
    [fault] = _check({"updatedDateTime": written})
    assert (fault.rule, fault.fix) == ("invalid-date", ())


def test_user_and_password_are_not_quoted_even_where_the_value_is_cut() -> None:
    [fault] = _check({"webUrl": f"https://jane:{'x' * 90}@a.example/b c"})
    assert "x" not in fault.message.replace("example", "")


@pytest.mark.parametrize("url", ["/news/1", "www.example.com", "//www.example.com/news"])
def test_an_address_that_is_relative(url: str) -> None:
    fault = f'"{url}" is relative: it does not start with https://'
    assert _check({"webUrl": url}) == [_value_fault("webUrl", "relative-url", fault, ADDRESS)]


def test_a_provider_image_may_be_a_path_and_says_so() -> None:
    provider = {"name": "x", "domain": "x.example", "images": [{"url": "logo.png"}]}
    assert _check({"provider": provider}) == [
        Fault(
            ("provider", "images", 0, "url"),
            False,
            "relative-url",
            'provider.images[0].url "logo.png" is relative: it does not start with https://',
            'write an http or https address, such as "https://example.com/news/pytorch", '
            'or a path from the root of the site, such as "/assets/images/logo.png"',
        )
    ]


@pytest.mark.parametrize(
    ("domain", "advice"),
    [
        ("https://sdtimes.com/news", ": sdtimes.com"),
        ("sdtimes.com/news", ": sdtimes.com"),
        ("SD Times", ', such as "techradar.com"'),
        ("a" * 64 + ".example", ', such as "techradar.com"'),
        ("\u2488com", ', such as "techradar.com"'),
    ],
)
def test_a_domain_that_is_no_host_name(domain: str, advice: str) -> None:
    assert _check({"provider": {"name": "SD Times", "domain": domain}}) == [
        Fault(
            ("provider", "domain"),
            False,
            "invalid-hostname",
            f'provider.domain "{domain}" is no host name',
            f"write the host name alone{advice}",
        )
    ]


def test_every_fault_is_found_in_one_pass() -> None:
    faults = _without("title", quality="x", heat="y", note=1, Topics=1, locale="_", published=None)
    assert sorted((fault.rule, fault.pointer) for fault in faults) == [
        ("empty-value", ("published",)),
        ("invalid-language", ("locale",)),
        ("missing-field", ()),
        ("misspelt-field", ("Topics",)),
        ("unknown-field", ("note",)),
        ("wrong-type", ("heat",)),
        ("wrong-type", ("quality",)),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"secured": 1234567890},
        {"secured": 12345.678},
        {"secured": True},
        {"secured": [SECRET]},
        {"secured": {"title": SECRET}},
        {"secured": ""},
        {"secured": None},
        {"Secured": SECRET},
        {"securd": [SECRET]},
        {"secret": {"webUrl": SECRET}},
        {"related": [{"title": "x", "webUrl": "https://a.example/", "secured": {"url": SECRET}}]},
        {"related": [{"title": "x", "webUrl": "https://a.example/", "secure": SECRET}]},
        {"provider": {"name": "x", "domain": "x.example", "secured": SECRET}},
    ],
)
def test_what_is_secured_is_never_quoted(change: dict[str, Any]) -> None:
    faults = _check(change)
    assert len(faults) == 1
    said = faults[0].message + faults[0].remedy.replace(f', such as "{SECRET}"', "")
    assert not any(part in said for part in ("1234", "true", SECRET, SECRET[:8], SECRET[-8:]))


def test_what_is_secured_is_described_without_its_value() -> None:
    assert _check({"secured": 1234567890}) == [
        _value_fault("secured", "wrong-type", "is a number, not text", "put it in quotes")
    ]


def test_a_secret_that_breaks_any_other_rule_is_not_quoted_either() -> None:
    checker = InstanceChecker({"properties": {"secured": {"items": {"enum": ["a"]}}}})
    assert checker.check({"secured": ["xyz"]}) == [
        Fault(
            ("secured", 0),
            False,
            "malformed-value",
            "secured[0] has the wrong form",
            "write one of a",
        )
    ]


TABLE = {
    "type": "object",
    "additionalProperties": {"$ref": "#/$defs/place"},
    "$defs": {
        "place": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "tags": {"type": "array", "maxItems": 2},
                "size": {"type": "integer", "maximum": 9, "examples": [3]},
                "code": {"type": "string", "pattern": "^[a-z]+(?!\\n)$", "examples": ["abc"]},
                "author": {"type": ["string", "object"], "examples": ["Jane"]},
                "contact": {
                    "anyOf": [
                        {"type": "string", "minLength": 3},
                        {"type": "object", "required": ["mail"], "properties": {"mail": {}}},
                    ]
                },
            },
        }
    },
}


@pytest.mark.parametrize(
    ("field", "value", "rule", "message", "remedy"),
    [
        ("tags", [1, 2, 3], "too-many-values", "has 3 values, more than 2", "remove 1"),
        ("size", 10, "out-of-range", "10 is above 9", "write 9 or less"),
        ("code", "ABC", "malformed-value", '"ABC" has the wrong form',
         'write text, such as "abc"'),
        ("author", 5, "wrong-type", "5 is a number, not text or a mapping", 'quote it: "5"'),
        ("author", [], "wrong-type", "is a list, not text or a mapping",
         'write text or a mapping, such as "Jane"'),
        ("contact", "ab", "malformed-value", '"ab" has the wrong form', "write text"),
        ("contact", 5, "wrong-type", "5 is a number, not text or a mapping", 'quote it: "5"'),
        ("contact", {}, "missing-field", "mail is missing", "add mail"),
    ],
)  # fmt: skip
def test_any_other_schema_is_checked_the_same_way(
    field: str, value: object, rule: str, message: str, remedy: str
) -> None:
    name = f'"Meta AI".{field}'
    joined = f"{name}.{message}" if rule == "missing-field" else f"{name} {message}"
    assert InstanceChecker(TABLE).check({"Meta AI": {field: value}}) == [
        Fault(("Meta AI", field), False, rule, joined, remedy)
    ]


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ({"$ref": "https://example.com/"}, "https://example.com/ leads out of the schema"),
        (
            {"$ref": "#/$defs/a", "minLength": 2, "$defs": {"a": {"minLength": 1}}},
            r"keywords beside #/\$defs/a are in what it leads to as well",
        ),
    ],
)
def test_a_schema_with_references_it_cannot_follow_is_refused(
    schema: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ValueError, match=f"^{problem}$"):
        InstanceChecker(schema)


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ((), ""),
        (("title",), "title"),
        (("related", 3, "publishedDateTime"), "related[3].publishedDateTime"),
        (("topics", "Meta AI", "slug"), 'topics."Meta AI".slug'),
        (("a\nb",), '"a\\nb"'),
        ((0, 1), "[0][1]"),
    ],
)
def test_fields_are_named_by_the_way_to_them(pointer: tuple[str | int, ...], name: str) -> None:
    assert field_name(pointer) == name


@pytest.mark.parametrize("name", ["seed", "config"])
def test_schemas_are_found_by_name(name: str) -> None:
    assert json.loads(schema_text(name))["$id"].endswith(f"/schema/{name}.schema.json")


def test_the_checker_of_seeds_and_the_names_of_addresses_are_made_once() -> None:
    assert seed_checker() is seed_checker()
    assert url_fields() is url_fields()


def test_importing_the_module_loads_no_slow_library() -> None:
    program = "import sys, feeds.schema; print({'jsonschema', 'idna'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.decode() == "set()\n"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*ARTICLE, "type", "url", "name"]) | st.text(), inner, max_size=3
        )
    ),
    max_leaves=8,
)
FIELDS = sorted(json.loads(schema_text())["properties"])


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(), VALUES, max_size=6))
def test_whatever_a_seed_holds_its_faults_can_be_shown_and_placed(seed: dict[str, Any]) -> None:
    """Messages are one printable line, and pointers lead to what is there."""
    for fault in seed_checker().check(seed):
        assert (fault.message + fault.remedy).isprintable()
        place: Any = seed
        for step in fault.pointer:
            place = place[step]


@given(st.sampled_from(FIELDS), VALUES, st.text(string.ascii_letters, min_size=12))
def test_no_value_below_secured_is_ever_shown(field: str, value: Any, secret: str) -> None:
    for secured in (secret, [secret], {field: secret}, {secret: value}):
        faults = seed_checker().check({**ARTICLE, "related": [{"secured": secured}]})
        assert secret not in "".join(fault.message + fault.remedy for fault in faults)
