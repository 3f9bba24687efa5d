"""Links as Markdown, for the comment on a pull request, an issue, or the summary of a CI job."""

import re

from feeds.diagnostics import Diagnostic
from feeds.links.findings import LinkProblem, LinkReport
from feeds.reporters.links_text import remedy_of, shown, summary_lines
from feeds.reporters.printable import printable
from feeds.reporters.view import View

# What would be markup, or call people and issues on code hosts. A backslash before any ASCII
# punctuation makes it plain text (CommonMark 0.31.2, 2.4).
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~@&$])")
# An autolink ends at these, and a cell of a table at a bar.
_LINKABLE = re.compile(r"https?://[^\s<>|]+")


def render(report: LinkReport, view: View) -> str:
    """Return what *view* shows of *report* as a heading, a table and a summary."""
    lines = ["## Links", ""]
    rows = [*map(_unread_row, view.visible(report.unread)), *map(_row, shown(report, view))]
    if rows:
        lines += ["| | link | finding | where |", "|---|---|---|---|", *rows, ""]
    lines += [f"{_plain(line)}  " for line in summary_lines(report, view)]
    return "\n".join(lines).rstrip() + "\n"


def _row(found: LinkProblem) -> str:
    finding = f"{_plain(found.message)}<br>remedy: {_plain(remedy_of(found))}"
    places = "<br>".join(_plain(str(place)) for place in found.places)
    return f"| {found.severity} | {_link(found.url)} | {finding} | {places} |"


def _unread_row(found: Diagnostic) -> str:
    finding = f"{_plain(found.message)}<br>remedy: {_plain(found.remedy)}"
    place = _plain(f"{found.path}:{found.line}:{found.column}")
    return f"| {found.severity} | | {finding} | {place} |"


def _link(url: str) -> str:
    return f"<{url}>" if _LINKABLE.fullmatch(url) and url.isprintable() else _plain(url)


def _plain(text: str) -> str:
    """Return *text* such that Markdown shows it as it is, in a table too."""
    return _SPECIAL.sub(r"\\\1", printable(text))
