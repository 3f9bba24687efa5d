"""The ways to show problems: a new one is a module beside this file, and its name here."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.reporters.problems.report import ProblemReport
    from feeds.reporters.view import View

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")
FOR_PEOPLE = frozenset({"text", "concise", "markdown"})


def render(name: str, report: "ProblemReport", view: "View") -> str:
    """Return *report* in the format *name*: what *view* shows of it, but all of it in JSON.

    The module of that name has ``render(report, view) -> str``. It is loaded only now.
    """
    text: str = import_module(f"feeds.reporters.problems.{name}").render(report, view)
    return text
