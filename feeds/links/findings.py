"""What a run says about links: which outcomes are problems, how severe, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.http.verdicts import Outcome, Verdict
from feeds.links.targets import Place
from feeds.problems.diagnostics import Diagnostic, Severity, has_errors
from feeds.problems.rule import load_rules
from feeds.secrets import mask_credentials

if TYPE_CHECKING:
    from feeds.cache.ledger import Record

MOVED = "moved-link"
_RULES = {
    Verdict.BROKEN: "broken-link",
    Verdict.MOVED: MOVED,
    Verdict.BLOCKED: "blocked-link",
    Verdict.TIMEOUT: "slow-link",
    Verdict.SKIPPED: "skipped-link",
    Verdict.UNPROVEN: "unproven-link",
}
LINK_RULES = load_rules(Path(__file__).with_name("link_rules.toml"))
_BUSY_REMEDY = (
    "nothing need be done yet: the host asks for fewer requests, and is asked again in the next run"
)


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """One address that something is to be said of, and all places that use it, sorted.

    ``message`` continues a sentence that starts with the address. ``days_failed`` counts the days
    on which it was broken, with this run's. ``suggestion`` is what to write instead, if asked for.
    ``final_url`` is what gave the last answer.
    """

    places: tuple[Place, ...]
    url: str
    rule: str
    severity: Severity
    message: str
    remedy: str
    verdict: Verdict
    status: int | None = None
    moved_to: str | None = None
    days_failed: int = 0
    suggestion: str = ""
    final_url: str | None = None

    @property
    def advice(self) -> str:
        """What to do about it: what to write instead where that is known, else the remedy."""
        return f"write {self.suggestion} instead" if self.suggestion else self.remedy


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What became of the links of ``seeds`` many seeds, sorted by place.

    ``verdicts`` counts the addresses by verdict, ``reused`` those of an earlier run, ``unasked``
    those left when the run was interrupted. ``unread`` are the problems of seeds that could not be
    read, ``notices`` sentences on the run itself.
    """

    seeds: int
    verdicts: Mapping[Verdict, int]
    reused: int
    problems: tuple[LinkProblem, ...]
    unasked: int = 0
    interrupted: bool = False
    unread: tuple[Diagnostic, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def links(self) -> int:
        """The number of different addresses that have a verdict."""
        return sum(self.verdicts.values())

    @property
    def ok(self) -> bool:
        """Whether every seed could be read and no link is dead."""
        dead = any(problem.severity is Severity.ERROR for problem in self.problems)
        return not dead and not has_errors(self.unread)


def problem_of(
    outcome: Outcome, record: "Record | None", places: tuple[Place, ...], confirm_runs: int
) -> LinkProblem:
    """Return the problem that *outcome*, of a verdict but OK, is for the *places* that link there.

    A broken link is an error once it has failed on *confirm_runs* different days, else a warning.
    *record* is what the ledger has of the address, this outcome included; None if it has nothing.
    """
    broken = outcome.verdict is Verdict.BROKEN
    days = record.days_failed if record else int(broken)
    dead = broken and days >= confirm_runs
    message = outcome.reason
    if broken and not dead:
        message += f" (on {days} {'day' if days == 1 else 'days'}; {confirm_runs} make an error)"
    # Only 429 is a refusal that passes; one with a page that wants a browser does not.
    busy = outcome.verdict is Verdict.BLOCKED and outcome.transient
    rule = LINK_RULES[_RULES[outcome.verdict]]
    return LinkProblem(
        places=places,
        url=mask_credentials(outcome.url),
        rule=rule.id,
        severity=Severity.ERROR if dead else rule.severity,
        message=message,
        remedy=_BUSY_REMEDY if busy else rule.remedy,
        verdict=outcome.verdict,
        status=outcome.status,
        moved_to=outcome.moved_to if outcome.verdict is Verdict.MOVED else None,
        days_failed=days,
        final_url=outcome.final_url,
    )


def mismatch_of(message: str, amp: Outcome, places: tuple[Place, ...]) -> LinkProblem:
    """Return the problem that *amp* and its article do not name each other, as *message* says."""
    rule = LINK_RULES["amp-mismatch"]
    return LinkProblem(
        places=places,
        url=mask_credentials(amp.url),
        rule=rule.id,
        severity=rule.severity,
        message=f"is not paired with its article: {message}",
        remedy=rule.remedy,
        verdict=amp.verdict,
        status=amp.status,
    )
