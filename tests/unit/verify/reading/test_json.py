"""JSON: what is wrong with it, and where everything stands."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.findings import Finding, Pointer
from feeds.verify.reading.json import byte_offset, locate, read_json


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("", "", "it is empty"),
        ("<rss></rss>", "<", "it begins as XML, or as a web page"),
        ('{"a": [1, 2,]}', ",", "there is a comma before the closing ]"),
        ('{"a": 1,}', ",", "there is a comma before the closing }"),
        ('{"a": [1,\n2', "", "it ends before the [ of line 1 is closed"),
        ('{\n"a": "b', "", "it ends in the text that starts in line 2"),
        ("{'a': 1}", "'", "texts stand in double quotation marks"),
        ('{"a": “b”}', "“", "texts stand in straight quotation marks"),
        ('{"a": 1} // b', "/", "there is something after its end"),
        ('{"a": /* b */ 1}', "/*", "there are no comments in JSON"),
        ('{"a": 1\n# b\n}', "#", "there are no comments in JSON"),
        ('{"a": NaN}', "NaN", 'there is no word "NaN" in JSON'),
        ('{"a": True}', "True", 'there is no word "True" in JSON'),
        ('{"a": 01}', "01", 'there is no number "01" in JSON'),
        ('{"a": .5}', ".5", 'there is no number ".5" in JSON'),
        ('{"a": +1}', "+1", 'there is no number "+1" in JSON'),
        ('{a: 1}', "a", 'the key "a" has no quotation marks'),
        ('{"a" 1}', "1", 'there is no colon after the key "a"'),
        ('{"a": 1 "b": 2}', '"', "there is no comma, and no }, before this"),
        ("[1 2]", "2", "there is no comma, and no ], before this"),
        ('{\n"a": [1}', "}", "} does not close the [ of line 2"),
        ('{"a": }', "}", "there is a value missing before this"),
        ("[,]", ",", "there is a value missing before this"),
        ("{,}", ",", "there is a key missing before this"),
        ('{"a": "b\nc"}', "\n", "there is a line break (write \\n) in a text"),
        ('{"a": "b\tc"}', "\t", "there is a tab (write \\t) in a text"),
        ('{"a": "b\x01"}', "\x01", "there is the control character 0x01 in a text"),
        (r'{"a": "\x"}', r"\x", r"there is no escape \x"),
        (r'{"a": "\u12"}', r"\u", r"there is no escape \u"),
        (r'{"a": "é\ud800"}', r"\ud800", r"\ud800 is half of a character"),
        ("{} {}", "{", "there is something after its end"),
    ],
)  # fmt: skip
def test_says_where_a_document_stops_to_be_json(text: str, marked: str, reason: str) -> None:
    data = text.encode()
    value, (fault,) = read_json(data)
    assert value is None
    assert isinstance(fault.at, int)
    assert (fault.rule, fault.message) == ("json-syntax", f"the document is not JSON: {reason}")
    assert data[fault.at : fault.at + fault.length].decode().startswith(marked)
    assert bool(marked) == bool(fault.length)


def test_finds_keys_that_are_repeated() -> None:
    data = b'{"a": {"b": 1, "b": 2}, "c": [{"\\u0061": 1, "a": 2}]}'
    value, faults = read_json(data)
    assert value == {"a": {"b": 2}, "c": [{"a": 2}]}
    assert faults == [
        Finding("repeated-key", 15, 'the key "b" stands twice in one object', length=3),
        Finding("repeated-key", 44, 'the key "a" stands twice in one object', length=3),
    ]


def test_is_not_misled_by_colons_and_quotation_marks_in_texts() -> None:
    assert read_json(b'{"a": "\\": \\"", "b": ["c", ": "]}').faults == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_bounds_depth(text: str) -> None:
    value, (fault,) = read_json(text.encode())
    assert value is None
    assert fault.rule in {"json-syntax", "oversized-feed"}


def test_does_not_read_more_values_than_memory_holds() -> None:
    value, (fault,) = read_json(b"[" + b"[]," * 1_000_000 + b"1]")
    assert (value, fault.rule) == (None, "oversized-feed")


def test_tells_places_of_values_and_keys() -> None:
    data = ' {"ä": [1, {"b": "c"}], "d": 2.5}'.encode()
    spans = locate(data, [("ä",), ("ä", 1, "b"), ("d",), ("e",)])
    shown = {
        pointer: (data[s.start : s.end].decode(), data[s.key_start : s.key_end].decode())
        for pointer, s in spans.items()
    }
    assert shown == {
        ("ä",): ('[1, {"b": "c"}]', '"ä"'),
        ("ä", 1, "b"): ('"c"', '"b"'),
        ("d",): ("2.5", '"d"'),
    }


@pytest.mark.parametrize(
    ("literal", "characters", "offset"),
    [('"abc"', 2, 3), ('"éb"', 1, 3), ('"\\u00e9b"', 1, 7), ('"\\ud83d\\ude00b"', 1, 13), ('"a"', 9, 2)],
)  # fmt: skip
def test_counts_characters_of_texts(literal: str, characters: int, offset: int) -> None:
    assert byte_offset(literal.encode(), characters) == offset


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


def _pointers(value: object, at: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    yield at, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _pointers(member, (*at, key))
    if isinstance(value, list):
        for index, member in enumerate(value):
            yield from _pointers(member, (*at, index))


@given(_VALUES, st.sampled_from([None, 2]))
def test_every_value_is_found_where_it_stands(value: object, indent: int | None) -> None:
    data = json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "surrogatepass")
    assert read_json(data) == (value, [])
    members = dict(_pointers(value))
    spans = locate(data, members)
    assert {p: json.loads(data[s.start : s.end]) for p, s in spans.items()} == members


@given(st.text(alphabet='{}[]",:0a \\ut\n-.', max_size=30))
def test_takes_any_text(text: str) -> None:
    value, faults = read_json(text.encode())
    assert value is None or faults == [] or {fault.rule for fault in faults} == {"repeated-key"}
    for fault in faults:
        assert isinstance(fault.at, int)
        assert 0 <= fault.at <= fault.at + fault.length <= len(text)
