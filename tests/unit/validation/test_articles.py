"""Walking the articles of a seed, whatever is wrong in it, and what all rules make of that."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.settings import ValidateSettings
from feeds.validation.articles import Articles, text_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import UnreadableSeed, parse_seed
from feeds.validation.selection import all_rules, rule_modules
from feeds.values.urls import url_key
from tests.acceptance.seed_text import seed as seed_text
from tests.unit.judges import read

ROOT = Path(__file__).parents[3]
RULESET = Ruleset(ValidateSettings(now=datetime(2022, 11, 22, tzinfo=UTC)))
REAL = sorted((ROOT / "seeds").glob("*.md"))
INSTANCE = read(REAL[1].read_bytes()).instance

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3000)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["", " ", "http://a:b@c/?utm_x=1", "https://[::1", "//@", "1989-99", "&lt;b>"]
    ),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=3)
    ),
    max_leaves=5,
)


def pointers(value: Any, pointer: Pointer = ()) -> list[Pointer]:
    """Return the pointer of everything in *value*."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    deeper = [
        pointers(item, (*pointer, key)) for key, item in items if isinstance(item, dict | list)
    ]
    keys = value if isinstance(value, dict) else range(len(value))
    return [*((*pointer, key) for key in keys), *chain.from_iterable(deeper)]


def mutated(changes: list[tuple[Pointer, Any]]) -> dict[str, Any]:
    instance = deepcopy(INSTANCE)
    for pointer, value in changes:
        target: Any = instance
        for step in pointer[:-1]:
            target = target[step] if has(target, step) else {}
        if isinstance(target, dict) or has(target, pointer[-1]):
            target[pointer[-1]] = value
    return instance


def has(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return step in range(len(value))
    return isinstance(value, dict) and step in value


def written(instance: Any) -> bytes:
    text = yaml.safe_dump(instance, allow_unicode=True)
    return f"---\n{text}---\n".encode("utf-8", "backslashreplace")


@given(st.lists(st.tuples(st.sampled_from(pointers(INSTANCE)), VALUES), min_size=1, max_size=4))
def test_no_rule_stumbles_over_any_value_anywhere(changes: list[tuple[Pointer, Any]]) -> None:
    raw = written(mutated(changes))
    seed, other = (parse_seed(path, raw, for_rules=True) for path in ("2022-09-12-a.md", "b.md"))
    if isinstance(seed, UnreadableSeed) or isinstance(other, UnreadableSeed):
        return
    for module in rule_modules().values():
        if hasattr(module, "keys"):
            gathered = [key for key, _, _ in module.gather(Articles(seed))]
            assert sorted(module.keys(Articles(seed))) == sorted(gathered)
    notes, uses = RULESET.notes(), RULESET.uses()
    notes.add(Articles(seed))
    notes.add(Articles(other))
    uses.add(notes.take())
    found = [*RULESET.faults(seed), *(fault for _, fault in RULESET.compare(uses))]
    for fault in found:
        placed = seed.place(fault)
        assert placed.rule in all_rules()
        assert all(is_there(seed.instance, edit.pointer) for edit in fault.fix)


def is_there(value: Any, pointer: Pointer) -> bool:
    for step in pointer:
        if not has(value, step):
            return False
        value = value[step]
    return True


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:10])
def test_the_real_seeds_are_only_told_how_their_excerpts_end(path: Path) -> None:
    found = RULESET.check(parse_seed(path.name, path.read_bytes()))
    assert [diagnostic.rule for diagnostic in found] == ["truncated-excerpt"]


def articles_of(*lines: str, **changes: str) -> Articles:
    return Articles(read(seed_text(1, *lines, **changes).encode()))


def test_texts_are_what_people_read() -> None:
    articles = articles_of(
        "related: [{title: A, topics: [B, 1], provider: {name: C}}, {title: [D]}, E]", excerpt="F"
    )
    assert articles.texts == [
        ((), ("title",), "Title 1"),
        ((), ("excerpt",), "F"),
        ((), ("provider", "name"), "ZDNet"),
        ((), ("topics", 0), "AI"),
        (("related", 0), ("title",), "A"),
        (("related", 0), ("provider", "name"), "C"),
        (("related", 0), ("topics", 0), "B"),
    ]


def test_urls_are_walked_at_any_depth_but_neither_secrets_nor_what_is_no_address() -> None:
    articles = articles_of(
        "images: [{url: 'https://a.example/1'}, {url: relative}]",
        "actions: [{url: 'https://a.example/2', more: [{url: 'https://a.example/3'}]}]",
        "secured: {url: 'https://a.example/4'}",
        "related: [{webUrl: 'https://a.example/5', secured: 'x', title: 'https://a.example/6'}]",
    )
    assert [url for _, _, url in articles.urls] == [
        "https://example.org/1",
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://a.example/5",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nwebUrl: a\n---\n", 2),
        ("---\ntitle: a\nwebUrl: a\n---\nwebUrl: b\n", 3),
        ("---\r\ntitle: a\r\nwebUrl: a\r\n---\r\n", 3),
        ('---\ntitle: a\n"webUrl": a\n---\n', 3),
        ("---\n{title: a,\n webUrl: a}\n---\n", 3),
        ("\ufeff--- \n# webUrl\n\nwebUrl: a\n---\n", 4),
    ],
)
def test_the_line_of_a_field(text: str, line: int) -> None:
    assert Articles(read(text.encode())).line_of("webUrl") == line


URL_TEXT = st.text(st.sampled_from("aZ09/.-_~!$&'()*+,;=:@%?# é[]\\"), max_size=12)


@given(st.sampled_from(["http://", "https://", "HTTPS://", "//"]), URL_TEXT, URL_TEXT)
@example("http://", "-", "")
def test_links_are_the_keys_of_addresses_that_have_one(scheme: str, host: str, path: str) -> None:
    url = f"{scheme}{host}.example/{path}"
    articles = Articles(read(written({"webUrl": url}), for_rules=True))
    try:
        key = url_key(url)
    except ValueError:
        assert articles.links == []
    else:
        assert articles.links == [((), ("webUrl",), key)]


@pytest.mark.parametrize("fields", [None, [], "name", {}, {"name": None}, {"name": ["x"]}])
def test_text_of_what_has_none(fields: Any) -> None:
    assert text_of(fields, "name") == ""


Check = Callable[[Articles], Iterable[Fault]]
CHECKS: dict[str, Check] = {
    rule: module.check for rule, module in rule_modules().items() if hasattr(module, "check")
}
# What rules look for before they walk a seed, as escapes that no plain search finds.
ESCAPED = {
    "html-entity": 'title: "AT\\x26amp;T"',
    "html-in-text": 'title: "\\x3cb>T"',
    "insecure-url": 'webUrl: "\\x68ttp://a.example/"',
    "tracking-parameter": 'webUrl: "https://a.example/\\x3futm_source=x"',
}


@pytest.mark.parametrize(("rule", "line"), ESCAPED.items(), ids=ESCAPED)
def test_what_is_written_as_an_escape_is_found_as_well(rule: str, line: str) -> None:
    articles = Articles(read(f"---\n{line}\n---\n".encode(), for_rules=True))
    assert [fault.rule for fault in CHECKS[rule](articles)] == [rule]
