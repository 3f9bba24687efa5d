"""The schema of seeds: what it lets pass, what it stops, and that others read it the same way."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.frontmatter.split import split_seed
from feeds.frontmatter.yaml import read_values
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.validation.schema.checker import InstanceChecker, schema_text, seed_checker, url_fields
from tests.unit.article_faults import ARTICLE

ROOT = Path(__file__).parents[4]
NODE = ROOT / "tests" / "node"
SCHEMA = json.loads(schema_text("seed"))

RELATED = {"title": "Meta moves PyTorch", "originalUrl": "https://www.axios.com/2022/09/12/meta"}
COURSE = {"type": "course", "title": "Neural networks with PyTorch"}
FORUM = {"type": "forum", "name": "PyTorch Forums"}
GONE = ...  # in place of a value: the article lacks the field

# Every field in every form seen in real seeds.
GOOD_FIELDS: list[dict[str, Any]] = [
    {"id": "urn:uuid:4b1bba80-9d42-4f4a-9a2a-2f8f8a4d4a5e"},
    {"id": "tag:example.com,2022:ä"},
    {"type": "article"},
    {"type": "video", "webUrl": GONE, "originalUrl": "https://www.youtube.com/watch?v=x&t=1"},
    {"type": "download", "webUrl": GONE, "originalUrl": "http://example.com"},
    {"category": "news"},
    {"title": "AT&T says “<b>” isn’t 'bold'"},
    {"name": "also a name"},
    {"excerpt": " It&#8217;s here &amp; now&nbsp;\n"},
    {"excerpt": ""},
    {"publishedDateTime": "2022-09-12t15:41:00.123+02:00"},
    {"updatedDateTime": "2022-09-13T00:00:00Z"},
    {"webUrl": "HTTPS://user@münchen.example:8443/ä?q=[1]|2#ü"},
    {"webUrl": "http://[2001:db8::1]:80/"},
    {"webUrl": "http://127.0.0.1?q"},
    {"originalUrl": "https://sdtimes.com/pytorch/"},
    {"ampWebUrl": "https://a.example/?amp", "cdnAmpWebUrl": "https://a.cdn.ampproject.org/c"},
    {"quality": 0},
    {"quality": 106, "heat": -1},
    {"published": False},
    {"published": True, "removed": True, "deleted": False},
    {"provider": {"name": "YouTube", "domain": "www.youtube.com", "images": [], "authors": []}},
    {"provider": {"name": "x", "domain": "xn--mnchen-3ya.example", "authors": [{"name": "Jane"}]}},
    {"provider": {"name": "x", "domain": "x.com", "images": [{"url": "/logo.png", "width": 0}]}},
    {"provider": {"name": "x", "domain": "x.c", "images": [{"url": "https://x.c", "title": ""}]}},
    {"topics": ["AI", "Natural Language Processing", "Teams integration", "012"]},
    {"tags": ["pytorch"]},
    {"tags": []},
    {"images": [{"url": "https://x.com/a.png", "width": 1, "height": 2, "isCached": True}]},
    {"images": [{"url": "https://x.com/a.png", "title": "A", "attribution": "B"}]},
    {"related": []},
    {"related": [RELATED, {**RELATED, "topics": [], "provider": ARTICLE["provider"]}]},
    {"related": [{**ARTICLE, "id": "urn:x", "removed": False, "secured": "x;y", "heat": 0}]},
    {"featuredContent": '<iframe src="https://www.youtube.com/embed/x"></iframe>'},
    {"length": "PT12M30S"},
    {"length": "PT1H3S"},
    {"length": "P1Y2M3DT4H5M6S"},
    {"length": "P3W"},
    {"price": "Free"},
    {"price": 49.99},
    {"price": 0},
    {"levels": ["Beginner"]},
    {"ratings": {"average": 4.6, "count": 1250}},
    {"ratings": {}},
    {"items": 12},
    {"items": ["Introduction", {"title": "Tensors"}]},
    {"actions": [{"url": "https://x.com/", "type": "join", "title": "Join", "attribution": "X"}]},
    {"members": 15200},
    {"locale": "en"},
    {"locale": "en-US"},
    {"locale": "zh-Hant-TW"}, {"locale": "x-elvish"}, {"locale": "i-Klingon"},
    {"locale": "sgn-be-FR"}, {"locale": "en-GB-oed"}, {"locale": "zh-min-nan"},
    {"locale": "sl-rozaj-biske-1994"},
    {"locale": "de-DE-u-co-phonebk-x-private"},
    {"secured": "SGVsbG8=;d29ybGQ="},
]  # fmt: skip
GOOD_SEEDS: list[dict[str, Any]] = [
    COURSE,
    FORUM,
    {**FORUM, "title": "and a title", "members": 3},
    {"type": "collection", "title": "Start with PyTorch", "items": 3},
    {**COURSE, "topics": ["AI"], "levels": ["Beginner"], "price": "Free", "length": "PT5H"},
]
# Every field in forms that must not pass.
BAD_FIELDS: list[dict[str, Any]] = [
    {"id": "no-scheme"}, {"id": "urn:with blank"}, {"id": "urn:"}, {"id": 5},
    {"type": "podcast"}, {"type": "Article"}, {"type": 1}, {"type": None},
    {"category": ""}, {"category": 1},
    {"title": GONE}, {"title": ""}, {"title": " \u00a0\u3000"}, {"title": 2024}, {"title": None},
    {"name": " "}, {"name": []},
    {"excerpt": 5},
    {"publishedDateTime": GONE}, {"publishedDateTime": ""}, {"publishedDateTime": "2022-09-12"},
    {"publishedDateTime": "2022-09-12T13:00:00"}, {"publishedDateTime": "2022-13-12T13:00:00Z"},
    {"publishedDateTime": 20220912}, {"updatedDateTime": "soon"},
    {"webUrl": GONE}, {"webUrl": ""}, {"webUrl": "/news/1"}, {"webUrl": "www.example.com"},
    {"webUrl": "javascript:alert(1)"}, {"webUrl": "ftp://example.com/"}, {"webUrl": "https://"},
    {"webUrl": "https:///path"}, {"webUrl": "https:example.com"}, {"webUrl": "//example.com/"},
    {"webUrl": "https://a.example/b c"}, {"webUrl": "https://a.example/\t"},
    {"webUrl": "https://a.example/\n"}, {"webUrl": "\nhttps://a.example/"},
    {"webUrl": "https://a.example/<"}, {"webUrl": 'https://a.example/"'},
    {"webUrl": "https://a.example\\b"}, {"webUrl": "https://a.example/\u200b"},
    {"webUrl": "https://a.example/\u202e"}, {"webUrl": "https://a.example/\x85"},
    {"webUrl": "https://a.example/\x1f"}, {"webUrl": "https://a.example/\u2028"},
    {"webUrl": "https://:80/"}, {"webUrl": "https://a:b/"}, {"webUrl": "https://@/"},
    {"originalUrl": "mailto:a@b.c"}, {"ampWebUrl": "a"}, {"cdnAmpWebUrl": False},
    {"quality": "36"}, {"quality": 3.5}, {"heat": True},
    {"published": "no"}, {"published": 0}, {"removed": "true"}, {"deleted": 1},
    {"provider": GONE}, {"provider": "SD Times"}, {"provider": {}}, {"provider": {"name": "x"}},
    {"provider": {"name": "", "domain": "x.com"}}, {"provider": {"name": "x", "domain": ""}},
    {"provider": {"name": "x", "domain": "https://x.com"}},
    {"provider": {"name": "x", "domain": "-x.com"}}, {"provider": {"name": "x", "domain": "x..c"}},
    {"provider": {"name": "x", "domain": "x_y.com"}}, {"provider": {"name": "x", "domain": 5}},
    {"provider": {"name": "x", "domain": "x.com", "images": [{"url": "//cdn.x.com/a.png"}]}},
    {"provider": {"name": "x", "domain": "x.com", "images": [{"url": "a.png"}]}},
    {"provider": {"name": "x", "domain": "x.com", "images": [{"url": 5}]}},
    {"provider": {"name": "x", "domain": "x.com", "images": [{"width": 5}]}},
    {"provider": {"name": "x", "domain": "x.com", "authors": [{}]}},
    {"provider": {"name": "x", "domain": "x.com", "authors": ["Jane"]}},
    {"topics": GONE}, {"topics": []}, {"topics": "AI"}, {"topics": [2024]}, {"topics": [""]},
    {"tags": "a, b"}, {"tags": [None]},
    {"images": {}}, {"images": [{}]}, {"images": [{"url": "/a.png"}]},
    {"images": [{"url": "https://x.com/a", "width": -1}]},
    {"images": [{"url": "https://x.com/a", "height": "5"}]},
    {"images": [{"url": "https://x.com/a", "isCached": "yes"}]},
    {"images": [{"url": "https://x.com/a", "title": 1}]},
    {"images": [{"url": "https://x.com/a", "attribution": 1}]},
    {"related": RELATED}, {"related": [{}]}, {"related": [{"title": "x"}]},
    {"related": [{**RELATED, "related": []}]}, {"related": [{**RELATED, "provider": "Axios"}]},
    {"related": [{**RELATED, "publishedDateTime": "yesterday"}]},
    {"related": [{"title": " ", "webUrl": "https://x.com"}]},
    {"featuredContent": {}},
    {"length": "12:30"}, {"length": "P"}, {"length": "PT"}, {"length": "P1W2D"}, {"length": "PT5"},
    {"price": -1}, {"price": ""}, {"price": []}, {"price": True},
    {"levels": "Beginner"}, {"levels": [1]},
    {"ratings": 5}, {"ratings": {"average": -1}}, {"ratings": {"count": 1.5}},
    {"items": "many"}, {"items": -1},
    {"actions": {}}, {"actions": [{"url": "x"}]}, {"actions": [{"type": ""}]},
    {"actions": [{"title": 5}]}, {"actions": [{"attribution": 5}]},
    {"members": "many"}, {"members": -1},
    {"locale": "english"}, {"locale": "en_US"}, {"locale": "en-"}, {"locale": "en\n"},
    {"locale": "x-"}, {"locale": "i-elvish"}, {"locale": "i-lux-x"}, {"locale": "x-elvish\n"},
    {"secured": 5}, {"secured": ""},
    {"unknown": 1}, {"Title": "x"}, {"provider": {**ARTICLE["provider"], "nmae": "x"}},
    {"ratings": {"max": 5}}, {"actions": [{"href": ""}]},
]  # fmt: skip
BAD_SEEDS: list[Any] = [
    {}, [], None, "text",
    {"type": "course"}, {"type": "collection", "name": "x"}, {"type": "forum", "title": "x"},
    {**FORUM, "topics": []}, {"type": "video", "title": "x"}, {"type": "download", "title": "x"},
]  # fmt: skip
# What we let pass and ajv-formats does not, or the other way round, and why.
DIFFERENCES: list[tuple[dict[str, Any], bool]] = [
    # Internationalised host names: it takes ASCII only.
    ({"provider": {"name": "x", "domain": "bücher.example"}}, True),
    # RFC 3339, section 5.6: a T stands between date and time, a colon in the offset.
    ({"publishedDateTime": "2022-09-12 13:00:00Z"}, False),
    ({"publishedDateTime": "2022-09-12T13:00:00+0200"}, False),
    # There is no year 0 in Python's calendar.
    ({"publishedDateTime": "0000-01-01T00:00:00Z"}, False),
    # A host name that ends with a dot is of use in DNS only.
    ({"provider": {"name": "x", "domain": "example.com."}}, False),
]


def _article(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**ARTICLE, **change}.items() if value is not GONE}


def _real_seeds() -> list[Any]:
    return [_front_matter(path) for path in sorted((ROOT / "seeds").glob("*.md"))]


def _front_matter(path: Path) -> Any:
    front_matter = split_seed(path.name, path.read_bytes())
    assert not isinstance(front_matter, Diagnostic)
    return read_values(front_matter, front_matter.start, front_matter.end).value


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in *node*."""
    if isinstance(node, dict):
        yield node
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _walk(item)


def _described_fields(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield all fields and definitions, but not those that conditions merely name."""
    for schema in _walk(node):
        if schema.get("additionalProperties") is False:
            yield from schema["properties"].items()
    yield from node["$defs"].items()


def _resolve(field: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in field and "title" not in field:
        target: Any = SCHEMA
        for step in field["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        field = target
    return field


FIELDS = [(name, _resolve(field)) for name, field in _described_fields(SCHEMA)]


@pytest.mark.parametrize("seed", _real_seeds(), ids=lambda seed: seed["title"][:20])
def test_the_real_seeds_are_valid(seed: Any) -> None:
    assert seed_checker().check(seed) == []


@pytest.mark.parametrize("change", GOOD_FIELDS, ids=repr)
def test_an_article_with_what_real_seeds_hold_is_valid(change: dict[str, Any]) -> None:
    assert seed_checker().check(_article(change)) == []


@pytest.mark.parametrize("seed", GOOD_SEEDS, ids=repr)
def test_a_seed_that_has_what_its_type_needs_is_valid(seed: dict[str, Any]) -> None:
    assert seed_checker().check(seed) == []


@pytest.mark.parametrize("change", BAD_FIELDS, ids=repr)
def test_an_article_with_one_thing_wrong_has_one_fault_there(change: dict[str, Any]) -> None:
    """Only an empty provider or related article lacks two things."""
    (field,) = change
    faults = seed_checker().check(_article(change))
    count = 2 if change in ({"provider": {}}, {"related": [{}]}) else 1
    assert len(faults) == count
    assert all(field in (fault.pointer or fault.message) for fault in faults)


@pytest.mark.parametrize("seed", BAD_SEEDS, ids=repr)
def test_a_seed_that_lacks_what_its_type_needs_is_invalid(seed: Any) -> None:
    assert any(fault.severity is Severity.ERROR for fault in seed_checker().check(seed))


@pytest.mark.parametrize(
    ("type_", "missing"),
    [
        (None, ["title", "publishedDateTime", "provider", "topics", "webUrl or originalUrl"]),
        ("article", ["title", "publishedDateTime", "provider", "topics", "webUrl or originalUrl"]),
        ("video", ["title", "publishedDateTime", "provider", "topics", "webUrl or originalUrl"]),
        ("download", ["title", "publishedDateTime", "provider", "topics", "webUrl or originalUrl"]),
        ("course", ["title"]),
        ("collection", ["title"]),
        ("forum", ["name"]),
        ("unheard-of", []),
    ],
)
def test_what_is_required_depends_on_the_type(type_: str | None, missing: list[str]) -> None:
    """An unknown type requires nothing: correct it first."""
    faults = seed_checker().check({} if type_ is None else {"type": type_})
    messages = [fault.message for fault in faults if fault.rule == "missing-field"]
    assert [m.removesuffix(" is missing").removeprefix("needs ") for m in messages] == missing


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[name for name, _ in FIELDS])
def test_every_field_tells_an_editor_what_it_is(name: str, field: dict[str, Any]) -> None:
    described = {"title", "description", "examples"} & {key for key in field if field[key]}
    assert described == {"title", "description", "examples"}, name


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[name for name, _ in FIELDS])
def test_every_example_is_valid(name: str, field: dict[str, Any]) -> None:
    fields = {**SCHEMA["properties"], "example": field}
    checker = InstanceChecker({"properties": fields, "$defs": SCHEMA["$defs"]})
    faults = [checker.check({"example": example}) for example in field["examples"]]
    assert faults == [[] for _ in field["examples"]], name


@pytest.mark.parametrize("example", SCHEMA["examples"])
def test_the_example_of_a_seed_is_valid(example: dict[str, Any]) -> None:
    assert seed_checker().check(example) == []


def test_every_object_rejects_unknown_names() -> None:
    objects = [schema for schema in _walk(SCHEMA) if schema.get("type") == "object"]
    assert len(objects) == 8
    assert [schema["additionalProperties"] for schema in objects] == [False] * 8


def test_every_pattern_means_the_same_in_python_and_ecmascript() -> None:
    """Class escapes, lookbehind and a bare $ differ between the two."""
    patterns = [s["pattern"] for s in _walk(SCHEMA) if isinstance(s.get("pattern"), str)]
    assert len(patterns) == 5
    for pattern in patterns:
        assert not re.search(r"\\[dDwWsSpPbBAZz]|\(\?<|\(\?P", pattern)
        assert re.search(r"^\[\^.*\]$|^\^.*\(\?!\\n\)\$$", pattern)


def test_every_format_is_one_that_is_checked() -> None:
    for name in ("seed", "config"):
        formats = {s["format"] for s in _walk(json.loads(schema_text(name))) if "format" in s}
        assert {f for f in formats if isinstance(f, str)} <= {"date-time", "duration", "hostname"}


def test_the_fields_with_addresses_are_known_by_name() -> None:
    names = {"ampWebUrl", "cdnAmpWebUrl", "originalUrl", "url", "webUrl"}
    assert url_fields() == names


@pytest.mark.needs("ajv")
def test_another_validator_comes_to_the_same_verdicts() -> None:
    """It compiles the schema in its strict mode, which lets no oddity pass."""
    articles = [_article(change) for change in (*GOOD_FIELDS, *BAD_FIELDS)]
    instances = [*_real_seeds(), *articles, *GOOD_SEEDS, *BAD_SEEDS]
    ours = [not seed_checker().check(instance) for instance in instances]
    assert list(zip(instances, _ajv_verdicts(instances), strict=True)) == list(
        zip(instances, ours, strict=True)
    )


@pytest.mark.needs("ajv")
def test_the_verdicts_differ_where_we_know_why() -> None:
    instances = [_article(change) for change, _ in DIFFERENCES]
    ours = [verdict for _, verdict in DIFFERENCES]
    assert [not seed_checker().check(instance) for instance in instances] == ours
    assert _ajv_verdicts(instances) == [not verdict for verdict in ours]


def _ajv_verdicts(instances: list[Any]) -> list[bool]:
    command: list[str | Path] = ["node", NODE / "verdicts.js", ROOT / "schema" / "seed.schema.json"]
    run = subprocess.run(
        command, input=json.dumps(instances).encode(), capture_output=True, check=False, timeout=60
    )
    assert (run.returncode, run.stderr.decode()) == (0, "")
    verdicts: list[bool] = json.loads(run.stdout)
    return verdicts
