"""Seeds with more faults than anybody mends one by one."""

import re
from datetime import UTC, datetime

import pytest

from feeds.problems.faults import MOST_OF_A_KIND
from feeds.settings import ValidateSettings
from feeds.validation.omissions import ARTICLE
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.checker import _MOST_FAILURES
from feeds.validation.schema.seed import parse_seed

RULESET = Ruleset(ValidateSettings(now=datetime(2026, 11, 30, tzinfo=UTC)))
SEED = """\
---
title: A title
publishedDateTime: 2026-01-01T00:00:00Z
webUrl: https://example.com/story/
provider:
  name: Example
  domain: example.com
{}topics: [AI]
---
"""


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("related:\n  - topics:\n" + "    - AI\n" * 1_001, "duplicate-topic"),
        ("tags:\n" + "  - 1\n" * 1_000, "wrong-type"),
        ("images:\n" + "  - {}\n" * 1_000, "missing-field"),
        ("zz: 1\n" * 1_001, "duplicate-key"),
        ("".join(f"zz{n}: 1\n" for n in range(1_000)), "unknown-field"),
        ("zz: !tag 1\n" + "".join(f"zz{n}: !tag 1\n" for n in range(999)), "unknown-tag"),
        ('excerpt: "\\x01"\n' + "# \x01\n" * 999, "control-character"),
    ],
)
def test_a_thousand_faults_of_a_kind_are_a_hundred_and_a_count(lines: str, rule: str) -> None:
    seed = parse_seed("seeds/1.md", SEED.format(lines).encode(), for_rules=True)
    messages = [found.message for found in RULESET.check(seed) if found.rule == rule]
    counts = [
        found for message in messages for found in re.findall(r"^and ([0-9,]+) more", message)
    ]
    assert (len(messages), counts) == (MOST_OF_A_KIND + 1, ["900"])


def test_what_is_beyond_counting_keeps_the_article_out() -> None:
    lines = "related:\n" + "  - {}\n" * (_MOST_FAILURES + 1)
    seed = parse_seed("seeds/1.md", SEED.format(lines).encode(), for_rules=True)
    last = "there are more than 10,000 faults, and only these are looked at"
    assert sum(found.message == last for found in RULESET.check(seed)) == 1
    judgement = RULESET.judge(seed)
    assert ARTICLE in judgement.omitted
    assert len(judgement.diagnostics) < 3 * MOST_OF_A_KIND


def test_a_build_leaves_out_each_of_more_parts_than_it_names() -> None:
    lines = "images:\n" + "  - url: nowhere\n" * 500
    judgement = RULESET.judge(parse_seed("seeds/1.md", SEED.format(lines).encode()))
    assert set(judgement.omitted) == {("images", number) for number in range(500)}
    assert len(judgement.diagnostics) == MOST_OF_A_KIND + 1


def test_very_long_lines_are_shown_in_part() -> None:
    raw = SEED.format("related: [{topics: [" + "AI, " * 20_000 + "ai]}]\n").encode()
    found = RULESET.check(parse_seed("seeds/1.md", raw))[50]
    line = raw.decode().split("\n")[found.line - 1]
    assert found.excerpt in line
    assert len(found.excerpt) <= 10_000
    start = found.column - found.excerpt_column
    assert found.excerpt[start : start + 2] == line[found.column - 1 :][:2] == "AI"


def test_an_address_that_nobody_reads_is_not_written_out() -> None:
    raw = SEED.format("").replace("/story/", "/" + "ü" * 100_000).encode()
    [found] = parse_seed("a.md", raw).diagnostics
    assert (found.rule, found.remedy) == ("non-ascii-url", "copy the address from the browser")
    assert len(found.message) < 1_000
