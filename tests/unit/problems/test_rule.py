"""Rules as they are documented: in the docstring of a module, whatever Python makes of it."""

import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import Rule, documented
from feeds.reporters.rules import render_all
from tests.plugins import command

MODULE = "somewhere.two_moons"
HEADING = "``two-moons``: a seed with two moons."
WHAT = "What: There are two moons\n    in it."
WHY = "Why: One has to do."
EXAMPLE = "Example:\n    moons:\n      - Luna\n\n      - Selene"
REMEDY = "Remedy: Remove one."


@pytest.fixture(autouse=True)
def _no_module_remains() -> Iterator[None]:
    yield
    sys.modules.pop(MODULE, None)


def rule_of(docstring: str) -> Rule:
    sys.modules[MODULE] = ModuleType(MODULE, docstring)
    return documented(MODULE, Severity.INFO, fixable=True)


def test_a_docstring_documents_the_rule_that_its_module_is_named_after() -> None:
    docstring = "\n\n".join([HEADING, WHAT, WHY, EXAMPLE, REMEDY]) + "\n"
    assert rule_of(docstring) == Rule(
        id="two-moons",
        severity=Severity.INFO,
        what="There are two moons in it.",
        why="One has to do.",
        example="moons:\n  - Luna\n\n  - Selene",
        remedy="Remove one.",
        fixable=True,
    )


@given(st.lists(st.from_regex(r"[ \t]*[^\s][^\r\n]*|", fullmatch=True)))
def test_an_example_keeps_its_bytes(lines: list[str]) -> None:
    example = "\n".join(["moons:", *lines, "sun: 1"])
    indented = "".join(f"\n    {line}" if line else "\n" for line in example.split("\n"))
    docstring = "\n\n".join([HEADING, WHAT, WHY, f"Example:{indented}", REMEDY])
    assert rule_of(docstring).example == example


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([WHAT, WHY, REMEDY], ["What", "Why", "Remedy"]),
        ([], []),
        ([WHAT, WHY, EXAMPLE, "Cure: None."], ["What", "Why", "Example", "Cure"]),
        ([WHAT, WHAT, WHY, EXAMPLE, REMEDY], ["What", "What", "Why", "Example", "Remedy"]),
        ([WHY, WHAT, EXAMPLE, REMEDY], ["Why", "What", "Example", "Remedy"]),
        ([WHAT, "Why:", EXAMPLE, REMEDY], ["What", "Why", "Example", "Remedy"]),
        ([WHAT, WHY, "so.", EXAMPLE, REMEDY], ["What", "Why", "so.", "Example", "Remedy"]),
    ],
)
def test_a_docstring_of_other_parts_is_refused(parts: list[str], found: list[str]) -> None:
    with pytest.raises(ValueError, match="must have the parts") as refused:
        rule_of("\n\n".join([HEADING, *parts]))
    assert str(refused.value) == (
        "somewhere.two_moons: below its first line, its docstring must have the parts"
        " ['What', 'Why', 'Example', 'Remedy'], each with a colon and a text whose further lines"
        f" are indented; it has {found}"
    )


def test_a_docstring_of_another_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="must start with") as refused:
        rule_of(f"``three-moons``: copied.\n\n{WHAT}")
    assert str(refused.value) == (
        "somewhere.two_moons: its docstring must start with ``two-moons``: and what that is"
    )


def test_python_that_leaves_docstrings_out_reads_them_from_the_source() -> None:
    done = subprocess.run(
        [sys.executable, "-OO", "-m", "feeds", "rule", "--markdown"],
        cwd=command.ROOT,
        env=command.clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == (render_all(), "")
