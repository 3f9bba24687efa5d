"""What ``feeds validate`` calls an error in the article itself, ``feeds build`` leaves out.

And it leaves out nothing else: of a faulty part only that part, and of what no feed shows nothing.
Faults are planted at every place of an article with all fields, of every kind of value, and by
every rule.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.build.run import build_feeds
from feeds.config.load import load_settings
from feeds.problems.build_report import BuildReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.exclusion import Exclusion
from feeds.problems.faults import field_name
from feeds.problems.pointers import Pointer
from feeds.validation.ignores import OF_COMMENTS
from feeds.validation.ruleset import Ruleset
from feeds.validation.run import validate_seeds
from feeds.validation.schema.checker import schema_text
from feeds.validation.schema.seed import Seed, parse_seed
from feeds.validation.selection import all_rules, rule_modules
from feeds.values.amp_cache import amp_cache_url
from tests.unit.judges import pointers
from tests.unit.validation.test_rules import find_cases

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SECURED = "c2VlZCBmaWVsZHMgMTIzNA==;c2VlZCBmaWVsZHMgMTIzNA=="

# What becomes of an article with a fault in each of its fields: docs/seeds.md says the same.
OUT, ALONE, ITEM, NOTHING = "the article", "the field", "the item", "nothing"
FATES = {
    "id": OUT, "type": OUT, "title": OUT, "name": OUT, "excerpt": OUT,
    "publishedDateTime": OUT, "updatedDateTime": OUT, "webUrl": OUT, "originalUrl": OUT,
    "provider": OUT, "topics": OUT, "quality": OUT, "heat": OUT, "locale": OUT,
    "published": OUT, "removed": OUT, "deleted": OUT, "featuredContent": OUT,
    "ampWebUrl": ALONE, "cdnAmpWebUrl": ALONE,
    "images": ITEM, "provider.images": ITEM, "related": ITEM,
    "actions": NOTHING, "category": NOTHING, "items": NOTHING, "length": NOTHING,
    "levels": NOTHING, "members": NOTHING, "price": NOTHING, "ratings": NOTHING,
    "secured": NOTHING, "tags": NOTHING,
}  # fmt: skip

DATES = ("0001-01-01T00:00:00Z", "0999-05-06T00:00:00Z", "1969-12-31T23:59:59Z", "2022-09-12")
ADDRESSES = (
    "/path",
    "ftp://h.example/",
    "https://jane:secret@h.example/",
    "https://h.example/two words",
)


def changes(value: object) -> Sequence[object]:
    """Return what is planted in the place of *value*: right types and wrong ones."""
    match value:
        case dict() | list():
            return None, "text", [None], {"mood": "x"}
        case str():
            more = DATES if value[:2] == "20" else ADDRESSES if value[:4] == "http" else ()
            return None, "", "\u200b", 3, [], *more
        case _:
            return None, "text", -3, []


def article(number: int) -> dict[str, Any]:
    """Return an article with all fields, none of which another number has in common."""
    amp = f"https://www.example.org/amp/{number}"

    def images(name: str) -> list[dict[str, Any]]:
        first = {
            "url": f"https://example.org/{name}-1.png",
            "width": 3,
            "height": 2,
            "isCached": True,
            "title": "A picture",
            "attribution": "Jane Doe",
        }
        return [first, {"url": f"https://example.org/{name}-2.png"}]

    common = {
        "category": "news",
        "publishedDateTime": "2022-09-12T13:00:00Z",
        "updatedDateTime": "2022-09-13T13:00:00Z",
        "quality": 3,
        "heat": 1,
        "published": True,
        "removed": False,
        "deleted": False,
        "provider": {
            "name": "ZDNet",
            "domain": "example.org",
            "images": images("logo"),
            "authors": [{"name": "Jane Doe"}, {"name": "Joe Bloggs"}],
        },
        "topics": ["AI", "Teams"],
        "tags": ["a", "b"],
        "images": images("picture"),
        "featuredContent": '<iframe src="https://example.org/video"></iframe>',
        "length": "PT3M",
        "price": "3 EUR",
        "levels": ["Beginner"],
        "ratings": {"average": 4.5, "count": 3},
        "items": 4,
        "actions": [{"url": "https://example.org/do", "type": "x", "title": "Do"}],
        "members": 3,
        "locale": "en",
    }
    related = [
        {"title": "One of them", "webUrl": "https://example.org/related/1"},
        {
            "title": "Another",
            "excerpt": "What others say of it.",
            "webUrl": "https://example.org/related/2",
            **deepcopy(common),
        },
    ]
    return {
        "id": f"tag:example.org,2022:{number}",
        "type": "video",
        "title": f"Title {number}",
        "name": f"Name {number}",
        "excerpt": "What it says.",
        "webUrl": f"https://www.example.org/{number}",
        "originalUrl": f"https://www.example.org/{number}",
        "ampWebUrl": amp,
        "cdnAmpWebUrl": amp_cache_url(amp),
        **common,
        "secured": SECURED,
        "related": related,
    }


@dataclass
class Planted:
    """An article with what was planted at a place in it."""

    number: int
    pointer: Pointer
    fields: dict[str, Any]

    @property
    def path(self) -> str:
        return f"{self.number}.md"

    @property
    def id(self) -> str:
        return f"tag:example.org,2022:{self.number}"


def plant() -> Iterator[Planted]:
    """Yield an article for each place and each change there: another value, none, a slip."""
    number = 0
    for pointer in pointers(article(0)):
        if not pointer or pointer == ("id",):
            continue
        for change in changes(value_at(article(0), pointer)):
            number += 1
            fields = article(number)
            value_at(fields, pointer[:-1])[pointer[-1]] = deepcopy(change)
            yield Planted(number, pointer, fields)
        number += 1
        yield Planted(number, pointer, without(article(number), pointer))
        if isinstance(value_at(article(0), pointer), dict):
            number += 1
            fields = article(number)
            value_at(fields, pointer)["titel"] = "a slip"
            yield Planted(number, (*pointer, "titel"), fields)


def value_at(fields: Any, pointer: Pointer) -> Any:
    for step in pointer:
        fields = fields[step]
    return fields


def expected_part(pointer: Pointer) -> Pointer:
    """Return what is left out for an error at *pointer*; () is all, and the root of nothing."""
    names = [step for step in pointer if isinstance(step, str)]
    if not names:
        return ()
    fate = FATES.get(".".join(names[:2])) or FATES.get(names[0], OUT)
    match fate:
        case "the article":
            return ()
        case "the item" if names[0] == "related" and len(pointer) > 2:
            inner = expected_part(pointer[2:])
            return pointer[:2] + inner
        case "the item":
            return pointer[: 3 if names[0] == "provider" else 2]
        case _:
            return pointer[:1]


def without(fields: dict[str, Any], part: Pointer) -> dict[str, Any]:
    copy = deepcopy(fields)
    owner: Any = value_at(copy, part[:-1])
    last: Any = part[-1]
    if isinstance(owner, list) or last in owner:
        del owner[last]
    return copy


class Site:
    """A folder of seeds below *folder*, and what becomes of it."""

    def __init__(self, folder: Path, configuration: str = "") -> None:
        self.folder = folder
        (folder / "seeds").mkdir(parents=True)
        (folder / "feeds.toml").write_text(
            '[site]\nurl = "https://news.example/"\n[build]\nlimit = 10000\nformats = ["json"]\n'
            + configuration,
            encoding="utf-8",
        )
        self.settings = load_settings(folder / "feeds.toml")

    def write(self, path: str, content: bytes) -> None:
        file = self.folder / "seeds" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def write_fields(self, path: str, fields: Mapping[str, Any]) -> None:
        self.write(path, f"---\n{json.dumps(fields)}\n---\n".encode())

    def errors(self) -> dict[str, list[str]]:
        """Return the rules of the errors that validate finds, by the path of the seed."""
        found: dict[str, list[str]] = {}
        for problem in validate_seeds(self.settings, now=NOW).diagnostics:
            if problem.severity is Severity.ERROR:
                found.setdefault(self.relative(problem.path), []).append(problem.rule)
        return found

    def build(self) -> BuildReport:
        return build_feeds(self.settings, now=NOW)

    def refused(self, report: BuildReport) -> set[str]:
        reasons = (Exclusion.INVALID, Exclusion.DRAFT)
        paths = (path for why in reasons for path in report.left_out.get(why, ()))
        return {self.relative(path) for path in paths}

    def build_errors(self, report: BuildReport) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for problem in report.diagnostics:
            if problem.severity is Severity.ERROR:
                found.setdefault(self.relative(problem.path), []).append(problem.rule)
        return found

    def items(self) -> dict[str, dict[str, Any]]:
        feed = json.loads((self.folder / "out/all/feed.json").read_bytes())
        return {item["id"]: item for item in feed["items"]}

    def relative(self, path: str) -> str:
        return Path(path).relative_to(self.folder / "seeds").as_posix()


def test_every_field_has_a_fate() -> None:
    fields = json.loads(schema_text("seed"))["properties"].keys()
    assert fields == {name for name in FATES if "." not in name}


def test_an_error_anywhere_leaves_out_what_is_at_fault_and_nothing_else(tmp_path: Path) -> None:
    planted = list(plant())
    site, mended = Site(tmp_path / "planted"), Site(tmp_path / "mended")
    for seed in planted:
        site.write_fields(seed.path, seed.fields)
    errors = site.errors()
    assert len(errors) > len(planted) / 2
    for seed in planted:
        part = expected_part(seed.pointer) if seed.path in errors else None
        if part != ():
            fields = seed.fields if part is None else without(seed.fields, part)
            mended.write_fields(seed.path, fields)
    report, expected = site.build(), mended.build()
    assert site.build_errors(report) == errors
    refused = {s.path for s in planted if s.path in errors and expected_part(s.pointer) == ()}
    assert site.refused(report) == refused
    assert not mended.refused(expected)
    items, others = site.items(), mended.items()
    assert items.keys() == others.keys()
    for seed in planted:
        assert items.get(seed.id) == others.get(seed.id), field_name(seed.pointer)


# What depends on the time is not judged by builds: a date in the future leaves out its seed anyway.
TIMED = {"future-date", "outside-window"}
COMPARING = {rule for rule, module in rule_modules().items() if hasattr(module, "gather")}
ALONE_RULES = sorted(
    rule for rule in all_rules().keys() - TIMED - COMPARING if find_cases("bad", rule)
)


@pytest.mark.parametrize("rule", ALONE_RULES)
def test_a_rule_that_is_an_error_leaves_out_the_same_in_both(rule: str, tmp_path: Path) -> None:
    site = Site(tmp_path, f'[validate.severity]\n{rule} = "error"\n')
    paths = []
    for case in find_cases("bad", rule):
        for file in sorted(case.rglob("*.md")) if case.is_dir() else [case]:
            # The name of the file matters to rules.
            paths.append(f"{case.stem}/{file.relative_to(case.parent).as_posix()}")
            site.write(paths[-1], file.read_bytes())
    # Without it, there might be nothing to publish at all.
    site.write_fields("whole.md", article(1))
    errors, report = site.errors(), site.build()
    assert {path for path, rules in errors.items() if rule in rules}
    assert site.build_errors(report) == errors
    assert site.refused(report) == {path for path in paths if is_refused(site, path, rule)}


def is_refused(site: Site, path: str, rule: str) -> bool:
    """Tell whether the seed at *path* has an error of its own article, if *rule* makes errors."""
    seed = parse_seed(path, (site.folder / "seeds" / path).read_bytes(), for_rules=True)
    if not isinstance(seed, Seed):
        return True
    ruleset = Ruleset(site.settings.at(NOW).validate)
    # A comment stands in no field.
    if rule in OF_COMMENTS and any(found.rule == rule for found in ruleset.check(seed)):
        return True
    faults = [*seed.faults, *ruleset.faults(seed)]
    if set(seed.diagnostics) - {seed.place(fault) for fault in faults}:
        return True
    return any(
        expected_part(fault.pointer) == ()
        for fault in faults
        if fault.rule == rule or fault.severity is Severity.ERROR
    )


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@pytest.mark.parametrize("rule", ["duplicate-id", "duplicate-url"])
def test_of_duplicates_both_say_the_same(rule: str, severity: str, tmp_path: Path) -> None:
    for case in (*find_cases("bad", rule), *find_cases("good", rule)):
        site = Site(tmp_path / case.name, f'[validate.severity]\n{rule} = "{severity}"\n')
        for file in sorted(case.rglob("*.md")) if case.is_dir() else [case]:
            site.write(file.name, file.read_bytes())
        checked, report = validate_seeds(site.settings, now=NOW), site.build()
        found, said = duplicates(checked.diagnostics), duplicates(report.diagnostics)
        assert bool([p for p in found if p.rule == rule]) == case.name.startswith("bad")
        assert said == found
        assert list(report.left_out.get(Exclusion.DUPLICATE, ())) == [p.path for p in found]


def duplicates(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [problem for problem in problems if problem.rule in ("duplicate-id", "duplicate-url")]


@pytest.mark.parametrize("rule", sorted(COMPARING - {"duplicate-id", "duplicate-url"}))
def test_what_else_is_compared_leaves_out_nothing(rule: str, tmp_path: Path) -> None:
    left_out = []
    for severity in ("info", "error"):
        site = Site(tmp_path / severity, f'[validate.severity]\n{rule} = "{severity}"\n')
        for case in find_cases("bad", rule):
            for file in case.rglob("*.md") if case.is_dir() else [case]:
                site.write(f"{case.name}/{file.name}", file.read_bytes())
        left_out.append(site.refused(site.build()))
    assert left_out[0] == left_out[1]


def test_an_address_that_seeds_may_share_is_published_of_each(tmp_path: Path) -> None:
    ignored = '[validate.per_path_ignores]\n"seeds/events/" = ["duplicate-url", "duplicate-id"]\n'
    site = Site(tmp_path, ignored)
    for number, path in enumerate(("a.md", "b.md", "events/c.md", "events/d.md", "events/e.md")):
        fields = article(1) | {"id": f"tag:example.org,2022:{number}"}
        site.write_fields(path, fields)
    site.write_fields("events/f.md", article(9) | {"id": "tag:example.org,2022:4"})
    report = site.build()
    found = duplicates(validate_seeds(site.settings, now=NOW).diagnostics)
    assert [site.relative(problem.path) for problem in found] == ["b.md"]
    left_out = report.left_out[Exclusion.DUPLICATE]
    # Two of one id are one entry to readers, which no setting can change.
    assert [site.relative(path) for path in left_out] == ["b.md", "events/f.md"]


@pytest.mark.parametrize("said", ["info", "warning", "error", "ignored"])
def test_what_cannot_be_read_is_never_left_out_in_silence(said: str, tmp_path: Path) -> None:
    rules = ("oversized-file", "yaml-syntax", "wrong-type", "empty-file")
    ignored = f"[validate]\nignore = {json.dumps(rules)}\n"
    lowered = "[validate.severity]\n" + "".join(f'{rule} = "{said}"\n' for rule in rules)
    site = Site(tmp_path, ignored if said == "ignored" else lowered)
    site.write("1.md", b"x" * (17 << 20))
    site.write("2.md", b"---\ntitle: [\n---\n")
    site.write_fields("3.md", article(3) | {"title": 5})
    site.write("4.md", b"")
    site.write_fields("5.md", article(5))
    report = site.build()
    assert site.refused(report) == {"1.md", "2.md", "3.md", "4.md"}
    found = [(p.rule, p.severity, p.message.rpartition("; ")[2]) for p in report.diagnostics]
    severity = "error" if said == "error" else "warning"
    assert found == [(rule, severity, "the article is left out") for rule in rules]
    assert report.ok == (said != "error")
    assert bool(site.errors()) == (said == "error")
