"""What is evidently valid is valid; what is not evident is left to a validator."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from feeds.validation.schema.checker import schema_text
from feeds.validation.schema.evident import is_evidently_valid

CONFIG = json.loads(schema_text("config"))
PARTS = {
    name: table.get("properties", {"AI": None}) for name, table in CONFIG["properties"].items()
}
TEXTS = ["", " ", "x", "en", "a\n", "\0", "https://x.example/", "1h", "full", "rss", "error", "a@b"]
VALUES = st.recursive(
    st.sampled_from([*TEXTS, 0, 1, -1, 50.0, 0.5, 10**6, True, False, None]),
    lambda parts: (
        st.lists(parts, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "url", "slug", "aliases", "x"]), parts)
    ),
    max_leaves=4,
)
TABLES = st.sampled_from(sorted(PARTS)).flatmap(
    lambda name: st.tuples(
        st.just(name), st.dictionaries(st.sampled_from([*PARTS[name], "x"]), VALUES, max_size=2)
    )
)


@given(st.lists(TABLES, max_size=3).map(dict))
def test_what_is_evidently_valid_is_valid(document: dict[str, Any]) -> None:
    if is_evidently_valid(document, CONFIG):
        assert Draft202012Validator(CONFIG).is_valid(document)


@pytest.mark.parametrize(
    ("schema", "valid", "in_doubt"),
    [
        ({"type": "integer"}, [1], [True, "1", 1.0]),
        ({"type": ["string", "number"]}, ["", 0.5, 1], [None, False, []]),
        ({"enum": ["a", 1]}, ["a"], ["b", 1, True, ["a"]]),
        ({"minimum": 1, "maximum": 2}, [1, 2.0, "0"], [0.9, 3]),
        ({"exclusiveMinimum": 0}, [0.1], [0]),
        ({"minLength": 2, "pattern": "^a"}, ["ab", []], ["a", "ba", "a" * 201]),
        ({"items": {"type": "string"}, "minItems": 1}, [["a"], {}], [[], [1]]),
        ({"properties": {"a": {"type": "string"}}}, [{"a": ""}, {"b": 1}, 1], [{"a": 1}]),
        (
            {"properties": {"a": {}}, "additionalProperties": False, "required": ["a"]},
            [{"a": 1}, "b"],
            [{}, {"a": 1, "b": 1}],
        ),
        ({"additionalProperties": {"type": "string"}}, [{"a": "b"}], [{"a": 1}]),
        (
            {"$ref": "#/$defs/a", "minLength": 1, "$defs": {"a": {"type": "string"}}},
            ["a"],
            ["", 1],
        ),
        ({"$ref": "https://elsewhere.example/"}, [], [1]),
        ({"multipleOf": 2}, [], [2]),
        ({"items": True}, [[]], [[1]]),
    ],
)
def test_each_keyword(schema: dict[str, Any], valid: list[Any], in_doubt: list[Any]) -> None:
    told = [is_evidently_valid(value, schema) for value in (*valid, *in_doubt)]
    assert told == [True] * len(valid) + [False] * len(in_doubt)
    assert all(map(Draft202012Validator(schema).is_valid, valid))
