"""Problems of links, as every format asks for them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from urllib.parse import urlsplit

from feeds.links.findings import LINK_RULES, LinkProblem, LinkReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.rule import Rule
from feeds.reporters.problems.report import Case, Failure, Problem, is_visible, problem_values
from feeds.reporters.summary import count
from feeds.reporters.view import View
from feeds.values.text import printable

# Chromium shows no longer addresses, and servers refuse what is four times as long.
_MAX_SHOWN = 2_048


@dataclass(frozen=True)
class LinkProblems:
    """What ``feeds check-links`` has found, of links and of seeds not read; a ProblemReport."""

    report: LinkReport

    command = "feeds check-links"
    heading = "Links"
    about_addresses = True

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of seeds that could not be read, then those of links."""
        unread = (Problem((found,)) for found in self.report.unread)
        return (*unread, *map(_problem, self.report.problems))

    def summary(self, view: View) -> Iterator[str]:
        """Yield what was checked, with what result, and what was not."""
        report = self.report
        if report.interrupted:
            unasked = count(report.unasked, "link")
            yield f"interrupted: {unasked} not asked; the next run goes on there"
        reused = f" ({report.reused:,} known from earlier runs)" if report.reused else ""
        verdicts = ", ".join(f"{n:,} {name}" for name, n in report.verdicts.items() if n)
        checked = f"{count(report.links, 'link')} of {count(report.seeds, 'seed')}"
        yield f"checked {checked}{reused}: {verdicts or 'none'}"
        infos = sum(found.severity is Severity.INFO for found in report.problems)
        if infos and not view.verbose:
            yield f"{count(infos, 'link')} not shown, since nothing need be done: -v shows them"

    def values(self) -> dict[str, object]:
        """Return the report as in JSON."""
        report = self.report
        return {
            "ok": report.ok,
            "interrupted": report.interrupted,
            "seeds": report.seeds,
            "links": report.links,
            "reused": report.reused,
            "unasked": report.unasked,
            "verdicts": report.verdicts,
            "problems": [_values(found) for found in report.problems],
            "unread": [problem_values(found) for found in report.unread],
            "notices": report.notices,
        }

    def cases(self, view: View) -> Iterator[Case]:
        """Yield a test for each problem that *view* shows, which fails if that is an error.

        All other links have one test in common.
        """
        for found in self.report.unread:
            text = f"{found.place}: {found.message}; {found.remedy}"
            yield _case(found.path, found.rule, found, text)
        for link in self.report.problems:
            if not is_visible(link.severity, view):
                continue
            places = ", ".join(map(str, link.places))
            url = _shortened(link.url)
            text = f"{url} {link.message}; {link.advice}; at {places}"
            yield _case(self._host(url), f"{url} ({link.rule})", link, text)
        yield Case(self.command, "all other links")

    def rules(self) -> list[Rule]:
        """Return the documentation of the rules for links, and of those that unread seeds break."""
        from feeds.validation.selection import all_rules

        broken = {found.rule for found in self.report.unread}
        return [*LINK_RULES.values(), *(rule for rule in all_rules().values() if rule.id in broken)]

    def _host(self, url: str) -> str:
        try:
            return urlsplit(url).hostname or self.command
        except ValueError:
            return self.command


def _problem(found: LinkProblem) -> Problem:
    message = f"{_shortened(found.url)} {found.message}"
    places = [
        Diagnostic(at.path, at.line, at.column, found.rule, message, found.advice, found.severity)
        for at in found.places
    ]
    return Problem(places, found.url)


def _shortened(url: str) -> str:
    """Return *url* as it is told: what no browser would take need not be told whole."""
    return url if len(url) <= _MAX_SHOWN else url[: _MAX_SHOWN - 1] + "…"


def _values(found: LinkProblem) -> dict[str, object]:
    return {
        "url": found.url,
        "verdict": found.verdict,
        "severity": found.severity,
        "id": found.rule,
        "message": found.message,
        "remedy": found.remedy,
        "suggestion": found.suggestion or None,
        "status": found.status,
        "moved_to": found.moved_to,
        "days_failed": found.days_failed,
        "places": [asdict(place) for place in found.places],
    }


def _case(group: str, name: str, found: Diagnostic | LinkProblem, text: str) -> Case:
    group, name, text = printable(group), printable(name), printable(text)
    if found.severity is not Severity.ERROR:
        return Case(group, name, output=text)
    return Case(group, name, Failure(found.severity, printable(found.message), text))
