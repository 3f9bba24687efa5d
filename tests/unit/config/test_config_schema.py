"""config.schema.json serves editors as well, and says what the code does."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from feeds.config.checks import check_config
from feeds.config.load import OPTIONS, load_settings
from feeds.render.formats import FORMATS
from feeds.validation.schema.checker import schema_text
from feeds.validation.schema.evident import is_evidently_valid

SCHEMA = json.loads(schema_text("config"))

# Types are a union only where an author is a name or a table, which ajv has to be told.
AJV = """
const Ajv = require("ajv/dist/2020").default;
const [schema, ...instances] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ajv = new Ajv({strict: true, allowUnionTypes: true});
const validate = ajv.compile(schema);
process.stdout.write("[" + instances.map((item) => validate(item)).join(", ") + "]");
"""
GOOD = [
    {},
    {"site": {"language": "i-klingon"}},
    {"site": {"language": "X-Elvish"}},
    {"site": {"title": "AI & <robots>", "description": "", "language": "zh-Hant-TW"}},
    {"site": {"url": "http://bücher.example:8080/ü", "id": "urn:x:1", "author": "Jane Doe"}},
    {"site": {"logo": "https://x.example?a#b"}},
    {"site": {"author": {"name": "J", "url": "https://j.example", "email": "j+x@j.example"}}},
    {"seeds": {"path": "..", "include": ["*.md"], "exclude": [], "include_unpublished": True}},
    {"build": {"limit": 10000, "formats": ["atom"], "content": "excerpt"}},
    {"build": {"broken_links": "mark", "dead_amp": "keep", "precompress": True, "archive": True}},
    {"links": {"max_age": "0", "max_age_ok": "2w", "contact": "links@x.example", "skip": ["x?"]}},
    {"links": {"min_interval": 0, "deadline": 0.5, "per_host": 1, "cache": "/var/cache/feeds"}},
    {"topics": {"Meta AI": {"slug": "x", "title": "x", "description": "a\nb", "aliases": ["x"]}}},
    {"providers": {}},
    {"providers": {"BBC": {"aliases": ["Auntie"], "domains": ["youtube.com", "bücher.example"]}}},
    {"validate": {"select": [], "ignore": ["too-deep"], "severity": {"empty-value": "info"}}},
    {"validate": {"per_path_ignores": {"a/*.md": ["unknown-field"], "b": []}}},
    {"validate": {"known_fields": ["x_*", "layout"]}},
]
BAD = [
    {"site": {"tittle": "x"}}, {"site": {"title": ""}}, {"site": {"title": "\u3000"}},
    {"site": {"title": "a\n"}}, {"site": {"title": "a\u0085b"}}, {"site": {"title": 1}},
    {"site": {"description": "\u0000"}}, {"site": {"language": "en_US"}},
    {"site": {"language": "en\n"}}, {"site": {"url": "ftp://x"}}, {"site": {"url": "//x"}},
    {"site": {"id": "x"}}, {"site": {"author": {}}}, {"site": {"author": ""}},
    {"site": {"author": {"name": "x", "email": "x"}}}, {"site": {"author": ["x"]}},
    {"validate": {"known_fields": ["a\nb"]}}, {"validate": {"known_fields": "x_*"}},
    {"seeds": {"include": []}}, {"seeds": {"exclude": [""]}}, {"seeds": {"path": "a\u0000"}},
    {"seeds": {"include_unpublished": 1}}, {"build": {"limit": 0}}, {"build": {"limit": 10001}},
    {"build": {"limit": 1.5}}, {"build": {"limit": True}}, {"build": {"formats": []}},
    {"build": {"formats": ["html"]}}, {"build": {"content": ""}}, {"topics": {"AI": "x"}},
    {"build": {"broken_links": "hide"}}, {"build": {"dead_amp": "mark"}},
    {"build": {"precompress": "gzip"}}, {"build": {"archive": "yes"}}, {"links": {"x": 1}},
    {"links": {"max_age": 12}}, {"links": {"max_age": "12 h"}}, {"links": {"max_age": "0\n"}},
    {"links": {"deadline": 0}}, {"links": {"per_host": 0}}, {"links": {"contact": "me (I)"}},
    {"topics": {"AI": {"aliases": "x"}}}, {"providers": []}, {"seed": {}},
    {"topics": {"AI": {"domains": ["x.example"]}}}, {"providers": {"BBC": {"domains": "x.example"}}},
    {"validate": {"select": "x"}}, {"validate": {"ignore": [""]}}, {"validate": {"rules": []}},
    {"validate": {"severity": {"x": "fatal"}}}, {"validate": {"severity": ["x"]}},
    {"validate": {"per_path_ignores": {"x": "y"}}},
]  # fmt: skip


def subschemas(schema: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield *schema* and the schemas of all keys and definitions within, by dotted name."""
    yield name, schema
    for part in ("properties", "$defs"):
        for key, child in schema.get(part, {}).items():
            yield from subschemas(child, f"{name}.{key}" if name else key)


ALL = dict(subschemas(SCHEMA))


@pytest.mark.parametrize("document", GOOD)
def test_what_is_right_is_so_without_loading_a_validator(document: dict[str, Any]) -> None:
    assert is_evidently_valid(document, SCHEMA)


def test_many_names_are_checked_as_few_are() -> None:
    names = {f"Topic {number}": {"title": str(number)} for number in range(501)}
    assert check_config({"topics": names}) == []
    (problem,) = check_config({"topics": names | {"Topic 7": {"title": ""}}})
    assert problem.pointer == ("topics", "Topic 7", "title")


@pytest.mark.parametrize("name", ALL)
def test_every_key_tells_an_editor_what_it_is(name: str) -> None:
    assert ALL[name].keys() >= {"title", "description", "examples"}


@pytest.mark.parametrize("name", ALL)
def test_examples_and_defaults_are_valid(name: str) -> None:
    checker = Draft202012Validator({"$defs": SCHEMA["$defs"], **ALL[name]})
    values = [*ALL[name]["examples"], *(ALL[name][key] for key in ["default"] if key in ALL[name])]
    assert [value for value in values if not checker.is_valid(value)] == []


def test_is_itself_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_no_table_takes_unknown_keys() -> None:
    tables = [name for name, schema in ALL.items() if "properties" in schema]
    assert [name for name in tables if ALL[name]["additionalProperties"] is not False] == []
    assert tables == [
        "",
        "site",
        "site.author",
        "seeds",
        "build",
        "links",
        "validate",
        "topic",
        "provider",
    ]


def test_writing_out_every_default_changes_nothing(tmp_path: Path) -> None:
    tables = {table: defaults_of(schema) for table, schema in SCHEMA["properties"].items()}
    assert [f"{table}.{key}" for table, defaults in tables.items() for key in defaults] == [
        "site.title", "site.description", "site.language",
        "seeds.path", "seeds.include", "seeds.exclude", "seeds.include_unpublished",
        "build.out", "build.limit", "build.formats", "build.content",
        "build.broken_links", "build.dead_amp", "build.precompress", "build.archive",
        "links.cache", "links.confirm_runs", "links.max_age", "links.max_age_ok", "links.workers",
        "links.per_host", "links.min_interval", "links.connect_timeout", "links.read_timeout",
        "links.deadline", "links.retries", "links.max_redirects", "links.max_bytes",
        "links.max_retry_after", "links.skip",
        "validate.select", "validate.ignore", "validate.severity", "validate.known_fields",
        "validate.per_path_ignores",
    ]  # fmt: skip
    assert load(tmp_path, as_toml(tables)) == load(tmp_path, "")


@pytest.mark.parametrize(
    ("kind", "key"), [("topic", "aliases"), ("provider", "aliases"), ("provider", "domains")]
)
def test_lists_of_names_are_empty_by_default(tmp_path: Path, kind: str, key: str) -> None:
    default = ALL[f"{kind}.{key}"]["default"]
    written = load(tmp_path, as_toml({f"{kind}s.AI": {key: default}}))
    assert written == load(tmp_path, f"[{kind}s.AI]")


def defaults_of(schema: dict[str, Any]) -> dict[str, Any]:
    children = schema.get("properties", {}).items()
    return {key: child["default"] for key, child in children if "default" in child}


def as_toml(tables: dict[str, dict[str, Any]]) -> str:
    # The values are texts, numbers, booleans and lists, which JSON and TOML write alike.
    return "".join(
        f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
        for name, table in tables.items()
    )


def load(folder: Path, text: str) -> object:
    (folder / "feeds.toml").write_text(text, encoding="utf-8")
    return load_settings(folder / "feeds.toml")


def test_formats_are_those_that_can_be_rendered() -> None:
    assert ALL["build.formats"]["items"]["enum"] == list(FORMATS)
    assert ALL["build.formats"]["default"] == list(FORMATS)


def test_options_override_keys_that_exist() -> None:
    assert OPTIONS.keys() <= ALL.keys()


@pytest.mark.parametrize("name", ["url", "uri", "language"])
def test_addresses_and_languages_are_written_as_in_seeds(name: str) -> None:
    assert ALL[name] == json.loads(schema_text("seed"))["$defs"][name]


@pytest.mark.needs("ajv")
def test_another_validator_comes_to_the_same_verdicts() -> None:
    """It compiles the schema in its strict mode: portable patterns, and nothing misspelt."""
    instances = [*SCHEMA["examples"], *GOOD, *BAD]
    run = subprocess.run(
        ["node", "-e", AJV],
        cwd=Path(__file__).parents[2] / "node",
        input=json.dumps([SCHEMA, *instances]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    verdicts = [item not in BAD for item in instances]
    assert (run.stdout, run.stderr) == (json.dumps(verdicts), "")
    assert [not check_config(item) for item in instances] == verdicts
