"""The report of the latest build, kept until a build from the same could come to another."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from feeds.entries.facts import diagnostic_of, diagnostic_values
from feeds.problems.build_report import BuildReport
from feeds.problems.exclusion import Exclusion
from feeds.seeds.listing import Listing

# What is of the build itself, and not of what it started from.
_NOT_KEPT: dict[str, Any] = {
    "parsed": 0,
    "rendered": 0,
    "written": (),
    "kept": (),
    "removed": (),
    "missing": (),
    "edited": (),
    "errors": (),
    "new_feeds": (),
    "withdrawn_feeds": (),
    "moved_feeds": (),
    "seedless": "",
    "known": frozenset(),
    "dry_run": False,
    "check": False,
}


class RunKey(NamedTuple):
    """What a build starts from: everything but the time, as a SHA-256, and the time.

    A digest of None says that this cannot be told.
    """

    digest: str | None
    now: datetime

    @classmethod
    def of(cls, now: datetime, listed: str | None, *others: object) -> "RunKey":
        """Return the key of a build at the time *now* of seeds as *listed*, and of *others*."""
        if listed is None:
            return cls(None, now)
        parts = repr((listed, *others)).encode("utf-8", "backslashreplace")
        return cls(sha256(parts).hexdigest(), now)


def remember(
    key: RunKey,
    next_change: datetime | None,
    left_out: Mapping[Exclusion, Iterable[int]],
    report: BuildReport,
) -> dict[str, Any]:
    """Return what to note, as JSON, of the build of *key* that came to this *report*.

    It *left_out* the seeds with these numbers. Seeds and configuration being the same, a build
    comes to another report not before *next_change*.
    """
    names = (name for name in report._fields if name not in _NOT_KEPT)
    return {
        "digest": key.digest,
        "now": _text(key.now),
        "until": _text(next_change),
        "report": {name: getattr(report, name) for name in names}
        | {
            # With the same seeds, they have the same numbers.
            "left_out": {why: list(numbers) for why, numbers in left_out.items()},
            "next_due": _text(report.next_due),
            "diagnostics": [[d.path, *diagnostic_values(d)] for d in report.diagnostics],
        },
    }


def recall(
    state: Mapping[str, Any], key: RunKey, listing: Listing, kept: tuple[str, ...]
) -> BuildReport | None:
    """Return the report of the build of *key* if *state*, noted by an earlier one, says it.

    *listing* is that of its seeds. *kept* are the files that were published, sorted.
    """
    if not state.get("digest") or state["digest"] != key.digest:
        return None
    since, until = datetime.fromisoformat(state["now"]), _moment(state["until"])
    if key.now < since or (until and until <= key.now):
        return None
    report = state["report"]
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in report.items()
    }
    values |= {
        "left_out": name_seeds(report["left_out"].items(), listing),
        "next_due": _moment(report["next_due"]),
        "diagnostics": tuple(diagnostic_of(rest, path) for path, *rest in report["diagnostics"]),
    }
    return BuildReport(**values | _NOT_KEPT | {"kept": kept})


def name_seeds(
    left_out: Iterable[tuple[str, Iterable[int]]], listing: Listing
) -> dict[Exclusion, tuple[str, ...]]:
    """Return, by reason, the paths of the seeds in *listing* with the numbers *left_out*."""
    paths = {why: tuple(sorted(map(listing.path, numbers))) for why, numbers in left_out}
    return {Exclusion(why): paths[why] for why in sorted(paths)}


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
