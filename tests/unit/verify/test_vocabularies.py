"""Every row of every table by cases in tests/vocabularies, a folder for each prefix.

In a ``good-`` case each element of the table stands as it should; in a ``bad-`` case something is
wrong with each, and beside it stands what is reported (``.expected``). A new table needs its cases,
and nothing here.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.problems.diagnostics import Severity
from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems
from feeds.verify.check import Options, check_feed
from feeds.verify.element import Element
from feeds.verify.engine import check_tables
from feeds.verify.reading.source import Source
from feeds.verify.reading.xml import read_xml
from feeds.verify.sniffing import identify
from feeds.verify.vocabulary import Content, Node, Row, tree, vocabularies

Golden = Callable[[Path, bytes], None]

CASES = Path(__file__).parents[2] / "vocabularies"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def find_cases(kind: str, prefix: str = "*") -> list[Path]:
    return sorted(CASES.glob(f"{prefix}/{kind}-*.xml"))


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def rows_of(case: Path) -> Iterator[tuple[Element, Row, bool]]:
    """Yield each element of *case*, its row, and whether the tables find something there."""
    document = read_xml(Source(case.name, case.read_bytes()))
    kind = identify(document)
    found = {id(finding.at) for finding in check_tables(document, kind.root)}
    assert document.root is not None
    waiting: list[tuple[Element, Node]] = [(document.root, tree(kind.root))]
    while waiting:
        element, node = waiting.pop()
        yield element, node.row, id(element) in found
        known = node.children
        waiting += [(each, known[each.name]) for each in element.children if each.name in known]


def is_breakable(row: Row) -> bool:
    """Tell whether anything could be wrong with an element of *row*."""
    is_free = row.any_attributes and not any(a.required or a.value for a in row.attributes)
    holds_anything = row.content in {Content.MARKUP, Content.CHILDREN} and row.value is None
    return not (is_free and holds_anything and row.most is None)


@pytest.mark.parametrize("case", find_cases("good"), ids=name_of)
def test_elements_that_stand_as_they_should_are_no_errors(case: Path) -> None:
    found = check_feed(case.name, case.read_bytes(), Options(now=NOW)).findings
    errors = [each for each in found if each.diagnostic.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("case", find_cases("bad"), ids=name_of)
def test_elements_that_do_not_are_reported_to_the_letter(case: Path, golden: Golden) -> None:
    found = check_feed(case.name, case.read_bytes(), Options(now=NOW)).findings
    shown = render_problems((Problem((each.diagnostic,)) for each in found), colour=False)
    golden(case.with_suffix(".expected"), shown.encode())


@pytest.mark.parametrize("prefix", vocabularies())
def test_every_row_of_a_table_has_cases(prefix: str) -> None:
    rows = vocabularies()[prefix].rows
    good = {id(row) for case in find_cases("good", prefix) for _, row, _ in rows_of(case)}
    assert [row.name for row in rows if id(row) not in good] == []
    bad = {
        id(row) for case in find_cases("bad", prefix) for _, row, is_bad in rows_of(case) if is_bad
    }
    assert [row.name for row in rows if id(row) not in bad and is_breakable(row)] == []


def test_cases_belong_to_tables() -> None:
    assert {folder.name for folder in CASES.iterdir()} == set(vocabularies())
