"""The ways to show problems: a new one is a module beside this file and a row in FORMATS."""

from dataclasses import dataclass
from importlib import import_module

from feeds.problems.reports import ValidationReport
from feeds.reporters.view import View


@dataclass(frozen=True, slots=True)
class Format:
    """A way to show problems: its name in options, what it is for, and the module that does it.

    A module for people has ``render(report, view) -> str``, one for programs ``render(report)``.
    """

    name: str
    purpose: str
    module: str
    for_people: bool = False

    def render(self, report: ValidationReport, view: View) -> str:
        """Return *report* as text; people are shown the part of it that *view* asks for."""
        module = import_module(self.module)
        text: str = module.render(report, view) if self.for_people else module.render(report)
        return text


FORMATS = {
    format_.name: format_
    for format_ in (
        Format(
            "text", "source lines and remedies", "feeds.reporters.problems.text", for_people=True
        ),
        Format("concise", "a line a problem", "feeds.reporters.problems.concise", for_people=True),
        Format("json", "for programs", "feeds.reporters.problems.json"),
        Format("github", "annotations of a pull request", "feeds.reporters.problems.github"),
        Format("sarif", "SARIF 2.1.0, for code scanning", "feeds.reporters.problems.sarif"),
        Format("junit", "JUnit XML, for Jenkins and GitLab", "feeds.reporters.problems.junit"),
    )
}
