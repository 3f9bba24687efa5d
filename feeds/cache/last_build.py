"""Tell whether a build would do nothing, from what the latest one noted of itself."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from feeds.entries.facts import diagnostic_of, diagnostic_values
from feeds.model import Exclusion
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import BuildReport
from feeds.seeds.listing import Listing

_PLAIN = ("seeds", "out", "read", "entries", "feeds", "warnings", "unused")


class Run(NamedTuple):
    """What a build starts from: everything but the time, as a digest, and the time.

    A digest of None says that this cannot be told.
    """

    digest: str | None
    now: datetime

    @classmethod
    def of(cls, now: datetime, listed: str | None, *others: object) -> "Run":
        """Return the run at the time *now* on seeds as *listed*, and on *others*."""
        if listed is None:
            return cls(None, now)
        parts = repr((listed, *others)).encode("utf-8", "backslashreplace")
        return cls(sha256(parts).hexdigest(), now)


def remember(
    run: Run,
    next_change: datetime | None,
    report: BuildReport,
    left_out: Mapping[Exclusion, Iterable[int]],
) -> dict[str, Any]:
    """Return what to note of a *run* that came to this *report*, and *left_out* these seeds.

    Seeds and configuration being the same, it comes to another not before *next_change*.
    """
    return {
        "digest": run.digest,
        "now": run.now.isoformat(),
        "until": next_change and next_change.isoformat(),
        "report": {name: getattr(report, name) for name in _PLAIN}
        | {
            # With the same seeds, they have the same numbers.
            "left_out": {why: list(numbers) for why, numbers in left_out.items()},
            "next_due": report.next_due and report.next_due.isoformat(),
            "diagnostics": [
                [found.path, *diagnostic_values(found)] for found in report.diagnostics
            ],
        },
    }


def recall(
    state: Mapping[str, Any], run: Run, listing: Listing, kept: tuple[str, ...]
) -> BuildReport | None:
    """Return the report of *run* if *state*, the note of an earlier one, says it; else None.

    *listing* is that of its seeds. *kept* are the files that were published, sorted, if all are as
    they were.
    """
    if not state.get("digest") or state["digest"] != run.digest:
        return None
    since, until = datetime.fromisoformat(state["now"]), _moment(state["until"])
    if run.now < since or (until and until <= run.now):
        return None
    report = state["report"]
    plain = {name: _frozen(report[name]) for name in _PLAIN}
    return BuildReport(
        **plain,
        left_out=name_seeds(report["left_out"].items(), listing),
        next_due=_moment(report["next_due"]),
        diagnostics=tuple(map(_diagnostic, report["diagnostics"])),
        written=(),
        kept=kept,
        removed=(),
        errors=(),
        dry_run=False,
        check=False,
    )


def name_seeds(
    left_out: Iterable[tuple[str, Iterable[int]]], listing: Listing
) -> dict[Exclusion, tuple[str, ...]]:
    """Return, by reason, the paths of the seeds in *listing* with the numbers *left_out*."""
    paths = {why: tuple(sorted(map(listing.path, numbers))) for why, numbers in left_out}
    return {Exclusion(why): paths[why] for why in sorted(paths)}


def _diagnostic(values: list[Any]) -> Diagnostic:
    return diagnostic_of(values[1:], values[0])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
