"""The caret stands below the very characters, whatever stands before them."""

import pytest

from feeds.problems.diagnostics import Diagnostic
from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems


def lines_of(line: str, marked: str) -> tuple[str, str]:
    start = line.index(marked)
    end = start + len(marked)
    found = Diagnostic(
        "a.md", 1, start + 1, "x", "is wrong", "mend it", end_column=end + 1, excerpt=line
    )
    _, shown, caret, _ = render_problems([Problem((found,))], colour=False).splitlines()
    return shown, caret


@pytest.mark.parametrize(
    ("line", "marked", "caret"),
    [
        ("title: a <b>", "<b>", "             ^^^"),
        ("title: 日本 <b>", "<b>", "                ^^^"),
        ("title: ＡＩ <b>", "<b>", "                ^^^"),
        ("title: 日本", "本", "             ^^"),
        ("title: e\u0301 <b>", "<b>", "             ^^^"),
        ("title: 🚀 <b>", "<b>", "              ^^^"),
        ("title: é\u200b<b>", "<b>", "             ^^^"),
        ("title: مرحبا <b>", "<b>", "                 ^^^"),
    ],
)
def test_caret_counts_the_columns_of_a_terminal(line: str, marked: str, caret: str) -> None:
    shown, marks = lines_of(line, marked)
    assert shown == "    " + line.replace("\u200b", " ")
    assert marks == caret
