"""What is accepted without the full check has no fault by it; what it cannot tell is left to it."""

import copy
from functools import reduce
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from feeds.frontmatter.scalars import Decimal
from feeds.validation.articles import Articles
from feeds.validation.rules import html_entity
from feeds.validation.schema.checker import seed_checker
from feeds.validation.schema.seed import Seed, parse_seed
from feeds.validation.schema.strict import is_faultless, is_plain
from feeds.validation.selection import rule_modules
from feeds.values.urls import url_key
from tests.plugins.command import ROOT
from tests.unit.judges import REAL_SEEDS, judge, pointers, read

ARTICLE = {
    "title": "PyTorch joins the Linux Foundation",
    "publishedDateTime": "2022-09-12T15:41:00Z",
    "webUrl": "https://sdtimes.com/pytorch-joins-the-linux-foundation/",
    "provider": {
        "name": "SD Times",
        "domain": "sdtimes.com",
        "images": [{"url": "/assets/images/sdtimes.png", "width": 50, "height": 50}],
        "authors": [{"name": "Jane Doe"}],
    },
    "topics": ["AI"],
    "length": "PT1H12M30S",
    "locale": "en-US",
    "price": Decimal("49.90"),
    "ratings": {"average": Decimal("4.6"), "count": 1250},
    "items": 12,
    "actions": [{"url": "https://example.com/join", "type": "join", "title": "Join"}],
    "images": [{"url": "https://sdtimes.com/a.png?w=1200&fit=bounds", "isCached": True}],
    "related": [{"title": "PyTorch", "webUrl": "http://sdtimes.com", "topics": ["AI"]}],
    "secured": "SGVsbG8=;d29ybGQ=",
}


@pytest.mark.parametrize("raw", REAL_SEEDS, ids=["first", "second"])
def test_real_seeds_are_accepted_at_once(raw: bytes) -> None:
    instance = read(raw).instance
    assert is_faultless(instance)
    assert is_plain(instance)


def test_every_kind_of_field_is_accepted_at_once() -> None:
    assert is_faultless(ARTICLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webUrl", "https://münchen.example/"),
        ("webUrl", "https://user:password@example.org/"),
        ("webUrl", "https://example.org:99999/"),
        ("webUrl", "https://example.org/é"),
        ("publishedDateTime", "2022-02-29T12:00:00Z"),
        ("publishedDateTime", "2100-02-29T12:00:00Z"),
        ("publishedDateTime", "2024-02-30T12:00:00Z"),
        ("publishedDateTime", "0000-01-01T12:00:00Z"),
        ("publishedDateTime", "2022-09-12T24:00:00Z"),
        ("publishedDateTime", "2022-09-12T15:41:00Z\n"),
        ("length", "PT"),
        ("length", "PT1H\n"),
        ("provider", {"name": "a", "domain": "-a.example"}),
        ("provider", {"name": "a", "domain": f"{'a' * 64}.example"}),
        ("items", [{"url": "nonsense"}]),
        ("topics", []),
        ("title", " "),
        ("mood", "good"),
        ("quality", True),
    ],
)
def test_what_is_faulty_or_takes_a_closer_look_is_not_accepted(name: str, value: Any) -> None:
    assert not is_faultless(ARTICLE | {name: value})


PLAIN = ARTICLE | {
    "price": 49,
    "ratings": {"count": 1250},
    "updatedDateTime": "2024-02-29T00:00:00Z",
    "images": [{"url": "https://sdtimes.com/a.png?w=1200&fit=bounds", "width": 1, "height": 1}],
    "related": [{"title": "PyTorch & others", "webUrl": "https://sdtimes.com/1?p=2"}],
    "secured": f"{'A' * 64};{'A' * 22}==",
}


def test_every_kind_of_field_may_be_plain() -> None:
    assert is_plain(PLAIN)


SPARING = {
    rule: module for rule, module in rule_modules().items() if hasattr(module, "SPARES_PLAIN")
}


@pytest.mark.parametrize("rule", SPARING)
def test_what_a_rule_finds_is_in_no_seed_that_it_is_spared_for(rule: str) -> None:
    cases = [path.read_bytes() for path in (ROOT / "tests/rules" / rule).glob("bad-*.md")]
    assert cases
    assert not [case for case in cases if read(case, for_rules=True).plain]


NEARLY_PLAIN = st.lists(
    st.sampled_from(
        ["https://", "http://", "a.example", "A.example", "/", "?", "v=1", "utm_id=1", "epik=1", "#",
         "/amp/", "Amp", "&", "&amp;", "& ", "<b>", "{{", "[[", "{%", "%}", "]]", "}}", "x", " ", "\n", "\x1f", "\u00a0", "@", ":80", "%20",
         "%2", "1989", "2022-09-12T15:41:00Z", f"{'A' * 64}", f"{'A' * 22}==", ";", "\u2019"]
    ), max_size=4
).map("".join)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from([pointer for pointer in pointers(PLAIN) if pointer]),
            NEARLY_PLAIN | st.sampled_from([0, 1, -1]),
        ),
        min_size=1,
        max_size=2,
    )
)
def test_what_is_plain_has_no_fault_by_schema_or_sparing_rules(
    changes: list[tuple[Any, Any]],
) -> None:
    text = yaml.safe_dump(changed(PLAIN, changes), allow_unicode=True)
    seed = read(f"---\n{text}---\n".encode(), for_rules=True)
    if seed.plain:
        articles = Articles(seed)
        assert seed_checker().check(seed.instance) == []
        assert [fault for module in SPARING.values() for fault in module.check(articles)] == []
        # That looks for entities in texts only, once addresses are plain.
        unsure = Articles(seed._replace(plain=False))
        assert list(html_entity.check(articles)) == list(html_entity.check(unsure))
        assert all(url_key(url) == url for article, path, url in articles.urls if url[0] != "/")


PIECES = st.sampled_from(
    ["http", "https", "://", "HTTPS://", "/", "//", "?", "#", "@", ":", ":80", ".", "..", "-", "--",
     "example", "com", "%", "%zz", "[", "]", "[::1]", "é", "ß", " ", "\n", "\u00a0", "\u200b", '"',
     "<", "\\", "|", "~", "2022", "-02", "-29", "-31", "T", "t", "12:00:00", "23:59:60", "Z", "z",
     "+02:00", ".5", "PT", "P", "1H", "30M", "0S", "1W", "en", "-US", "x-", "urn:", "_", ""]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=6)
VALUES = st.recursive(
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-2, 10**30)
    | st.sampled_from(["-0.5", "3.0", "4.25"]).map(Decimal),
    lambda parts: (
        st.lists(parts, max_size=2)
        | st.dictionaries(st.sampled_from(["url", "name", "webUrl", "title"]), parts, max_size=2)
    ),
    max_leaves=4,
)
PLACES = [pointer for pointer in pointers(ARTICLE) if pointer] + [
    (name,)
    for name in ("id", "type", "name", "originalUrl", "updatedDateTime", "tags", "members", "new")
]


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_what_is_accepted_has_no_fault(changes: list[tuple[Any, Any]]) -> None:
    instance = changed(ARTICLE, changes)
    if is_faultless(instance):
        assert seed_checker().check(instance) == []


def changed(instance: dict[str, Any], changes: list[tuple[Any, Any]]) -> dict[str, Any]:
    """Return *instance* with other values at the pointers of *changes*."""
    instance = copy.deepcopy(instance)
    for (*above, last), value in changes:
        try:
            reduce(lambda part, step: part[step], above, instance)[last] = value
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change replaced what this one is in
    return instance


LINES = sorted({line for raw in REAL_SEEDS for line in raw.decode().splitlines()})


@given(
    st.sampled_from(REAL_SEEDS),
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(LINES) | TEXTS), max_size=4),
)
def test_seeds_are_read_and_checked_as_by_the_judges_alone(
    raw: bytes, changes: list[tuple[int, str]]
) -> None:
    lines = raw.decode().split("\n")
    for number, line in changes:
        lines[number % len(lines)] = line
    changed = "\n".join(lines).encode("utf-8", "replace")
    seed, expected = parse_seed("a.md", changed), judge(changed)
    if isinstance(seed, Seed) and isinstance(expected, Seed):
        assert seed._replace(places=expected.places) == expected
    else:
        assert seed == expected


@pytest.mark.parametrize(
    "host", ["a." * 100_000 + "com", "a." * 126 + "com", f"{'a' * 63}." * 4 + "a"]
)
def test_names_that_are_too_long_are_not_beyond_doubt(host: str) -> None:
    assert not is_faultless({**ARTICLE, "webUrl": f"https://{host}/"})


@pytest.mark.parametrize(
    "host", [f"{'a' * 63}." * 2 + "a" * 63, "a." * 8 + "com", "www.example.co.uk"]
)
def test_names_of_usual_length_are(host: str) -> None:
    assert is_faultless({**ARTICLE, "webUrl": f"https://{host}/"})
