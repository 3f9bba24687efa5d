"""Failures of a schema become faults that name the field, quote the value and say what to write."""

import json
import string
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.faults import Fault, field_name
from feeds.validation.schema.checker import InstanceChecker, schema_text, seed_checker, url_fields
from tests.unit.article_faults import ARTICLE, check, value_fault, without

SECRET = "c2VlZCBmaWVsZHMgMTIzNA==;c2VlZCBmaWVsZHMgMTIzNA=="


def test_every_fault_is_found_in_one_pass() -> None:
    faults = without("title", quality="x", heat="y", note=1, Topics=1, locale="_", published=None)
    assert sorted((fault.rule, fault.pointer) for fault in faults) == [
        ("empty-value", ("published",)),
        ("invalid-language", ("locale",)),
        ("missing-field", ()),
        ("unknown-field", ("Topics",)),
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
    faults = check(change)
    assert len(faults) == 1
    said = faults[0].message + faults[0].remedy.replace(f', such as "{SECRET}"', "")
    assert not any(part in said for part in ("1234", "true", SECRET, SECRET[:8], SECRET[-8:]))


def test_what_is_secured_is_described_without_its_value() -> None:
    assert check({"secured": 1234567890}) == [
        value_fault("secured", "wrong-type", "is a number, not text", "put it in quotes")
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
    program = "import sys, feeds.validation.schema.checker; print({'jsonschema', 'idna'} & set(sys.modules))"
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
