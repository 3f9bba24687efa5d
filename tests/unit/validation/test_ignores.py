"""Comments that ignore rules: what they silence, what they cannot, and what is said of them."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Severity
from feeds.progress import ignore_progress
from feeds.seeds.find import SeedFile
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, parse_seed
from tests.acceptance.seed_text import seed as seed_text

NOW = datetime(2023, 1, 1, tzinfo=UTC)


def ruleset(**settings: object) -> Ruleset:
    return Ruleset(ValidateSettings(now=NOW, **settings))  # type: ignore[arg-type] # as each test needs


def parsed(text: str) -> Seed:
    seed = parse_seed("a.md", text.encode(), for_rules=True)
    assert isinstance(seed, Seed)
    return seed


def found(text: str, **settings: object) -> list[tuple[int, str]]:
    return [(one.line, one.rule) for one in ruleset(**settings).check(parsed(text))]


def in_folder(folder: Path, *texts: str, **settings: object) -> list[tuple[str, int, str]]:
    files = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.md"
        path.write_text(text)
        files.append(SeedFile(path, path.name))
    problems = check_seeds(files, ruleset(**settings), ignore_progress)
    return [(one.path, one.line, one.rule) for one in problems]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_rule_is_silenced_on_the_line_of_the_comment_alone() -> None:
    text = seed_text(1, webUrl="http://example.org/1 # feeds: ignore[insecure-url] no https")
    assert found(text) == []
    both = text.replace("topics:", "originalUrl: http://example.org/2\ntopics:")
    assert found(both) == [(line_of(both, "originalUrl"), "insecure-url")]


def test_other_rules_on_the_line_are_not_silenced() -> None:
    text = seed_text(
        1, webUrl="http://example.org/1?utm_source=x # feeds: ignore[insecure-url] no https"
    )
    assert [rule for _, rule in found(text)] == ["tracking-parameter"]


@pytest.mark.parametrize(
    "written",
    [
        "|- # feeds: ignore[html-in-text] about HTML\n  One\n  <b>two</b>\n  three.",
        '"One\n  <b>two</b>\n  three." # feeds: ignore[html-in-text] about HTML',
        "One\n  <b>two</b>\n  three. # feeds: ignore[html-in-text] about HTML",
        "# feeds: ignore[html-in-text] about HTML\n  One <b>two</b> three.",
    ],
)
def test_a_rule_is_silenced_in_all_of_a_value_that_spans_lines(written: str) -> None:
    assert found(seed_text(1, excerpt=written)) == []
    assert [rule for _, rule in found(seed_text(1, excerpt=written.replace("feeds: ", "")))] == [
        "html-in-text"
    ]


def test_above_the_first_field_a_comment_holds_for_the_file_and_its_body() -> None:
    text = seed_text(1, topics="") + "Text\n{{ site.title }}\n"
    both = "# feeds: ignore[template-code, missing-field] meant\n"
    assert found(text) == [(1, "missing-field"), (line_of(text, "{{"), "template-code")]
    assert found(text.replace("---\n", f"---\n{both}", 1)) == []


def test_what_a_comment_ignores_without_need_is_said_unless_the_rule_is_not_applied() -> None:
    text = seed_text(1, heat="3 # feeds: ignore[insecure-url, out-of-range] old")
    unused = [(line_of(text, "heat"), "unused-ignore")]
    assert found(text) == unused * 2
    assert found(text, ignore=("insecure-url",)) == unused
    assert found(text, ignore=("unused-ignore",)) == []
    assert found(text, per_path_ignores=(("a.md", ("insecure-url", "out-of-range")),)) == []
    assert found(text, select=("out-of-range", "unused-ignore")) == unused


def test_without_a_time_nobody_can_tell_what_is_still_to_come() -> None:
    date = "2022-09-13T13:00:00Z # feeds: ignore[future-date] when it is out"
    text = seed_text(1, publishedDateTime=date)
    assert [rule for _, rule in found(text)] == ["unused-ignore"]
    assert Ruleset(ValidateSettings()).check(parsed(text)) == []


def test_an_unknown_rule_is_said_once() -> None:
    assert [rule for _, rule in found(seed_text(1, heat="3 # feeds: ignore[insecure] old"))] == [
        "malformed-ignore"
    ]


def test_the_severity_of_what_is_said_of_comments_is_for_the_settings() -> None:
    text = seed_text(1, heat="3 # feeds: ignore[insecure-url] old")
    raised = ruleset(severity=(("unused-ignore", Severity.ERROR),)).check(parsed(text))
    assert [one.severity for one in raised] == [Severity.ERROR]


def test_infos_that_are_not_shown_are_silenced_too() -> None:
    text = seed_text(1, heat="-1")
    meant = text.replace("-1", "-1 # feeds: ignore[inconsistent-promotion] meant")
    for show_infos in (True, False):
        assert [rule for _, rule in found(text, show_infos=show_infos)] == [
            "inconsistent-promotion"
        ]
        assert found(meant, show_infos=show_infos) == []


def test_what_only_shows_beside_other_seeds_is_silenced_too(tmp_path: Path) -> None:
    first, second = (seed_text(n, webUrl="https://example.org/1") for n in (1, 2))
    (told,) = in_folder(tmp_path, first, second)
    assert told[2] == "duplicate-url"
    texts = [first, second]
    number = int(told[0][0])
    texts[number] = texts[number].replace(
        "https://example.org/1", "https://example.org/1 # feeds: ignore[duplicate-url] both"
    )
    assert in_folder(tmp_path, *texts) == []
    alone = texts[number]
    assert in_folder(tmp_path / "..", alone)[0][2] == "unused-ignore"
    # By itself nobody can tell.
    assert found(alone) == []


def test_the_schema_keeps_out_what_it_refuses_and_builds_say_so() -> None:
    text = seed_text(1, publishedDateTime="soon # feeds: ignore[invalid-date] not known")
    assert found(text) == []
    judgement = ruleset().judge(parsed(text))
    assert judgement.refused
    assert [(one.rule, one.severity) for one in judgement.diagnostics] == [
        ("invalid-date", Severity.WARNING)
    ]


def test_what_only_a_rule_refuses_is_published() -> None:
    date = "1850-09-13T13:00:00Z"
    text = seed_text(1, publishedDateTime=date)
    assert ruleset().judge(parsed(text)).refused
    meant = text.replace(date, f"{date} # feeds: ignore[implausible-date] a reprint")
    assert found(meant) == []
    judgement = ruleset().judge(parsed(meant))
    assert not judgement.refused
    assert judgement.diagnostics == ()


def test_a_rule_of_the_schema_that_is_raised_to_an_error_is_silenced_in_builds() -> None:
    text = seed_text(1, mood="cheerful")
    strict = ruleset(severity=(("unknown-field", Severity.ERROR),))
    assert strict.judge(parsed(text)).refused
    meant = text.replace("cheerful", "cheerful # feeds: ignore[unknown-field] ours")
    assert not strict.judge(parsed(meant)).refused
    assert strict.check(parsed(meant)) == []


def test_what_is_ignored_is_not_mended_and_the_comment_stays() -> None:
    address = "https://example.org/1?utm_source=a"
    comment = "# feeds: ignore[tracking-parameter] it is needed there"
    text = seed_text(1, id="urn:x:1", webUrl=f"{address} {comment}", title='" A "')
    mended = mend_seed("a.md", text.encode(), ruleset())
    assert mended.after.decode() == text.replace('" A "', '"A"')
    assert mended.mended == 1


@pytest.mark.parametrize(
    "topics",
    [
        "topics:\n  - AI\n  - ai # feeds: ignore[similar-topic] meant\n",
        "topics:\n  - AI\n  # feeds: ignore[similar-topic] meant\n  - ai\n  - Space\n",
        "topics:\n  - AI\n  # feeds: ignore[similar-topic] meant\n\n  # and\n  - ai\n  - Space\n",
    ],
)
def test_an_item_is_not_removed_from_below_a_comment_that_ignores(topics: str) -> None:
    text = seed_text(1).replace("topics: [AI]\n", topics)
    assert "ai\n" in text or "ai #" in text
    mended = mend_seed("a.md", text.encode(), ruleset())
    assert mended.after.decode() == text
    assert "a comment beside it ignores a rule" in mended.notices[0]


def test_of_very_many_comments_only_the_first_are_heeded_and_told() -> None:
    lines = "".join(f"  - a{n} # feeds: ignore[x, insecure-url] y\n" for n in range(2_000))
    text = seed_text(1).replace("topics: [AI]\n", f"topics:\n{lines}")
    problems = [one for one in ruleset().check(parsed(text)) if one.rule.endswith("-ignore")]
    assert Counter(one.rule for one in problems) == {"malformed-ignore": 102, "unused-ignore": 101}
    assert [one.message for one in problems if "1,000" in one.message] == [
        "comments ignore more than 1,000 rules, and those from here on do not"
    ]
    assert max(one.line for one in problems) == line_of(text, "a500 ")
