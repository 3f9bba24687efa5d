"""What a run did, in a few lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from feeds.values.dates import format_date_time

if TYPE_CHECKING:
    from feeds.problems.build_report import BuildReport, MovedFeed
    from feeds.problems.reports import FixReport
    from feeds.validation.baseline import Baseline

_MOST_NAMES = 5
_MOST_FEEDS = 20


def build_lines(report: BuildReport, *, verbose: bool) -> Iterator[str]:
    """Yield what a build did; *verbose* names each seed left out and each file changed."""
    left_out = sum(len(paths) for paths in report.left_out.values())
    yield f"read {count(report.read, 'seed')} in {report.seeds}"
    entries = count(report.entries, "entry", "entries")
    published = "would publish" if report.dry_run or report.withheld else "published"
    yield f"{published} {entries} in {count(report.feeds, 'feed')}"
    if left_out:
        reasons = ", ".join(f"{len(paths):,} {why}" for why, paths in report.left_out.items())
        yield f"left out {count(left_out, 'seed')}: {reasons}"
    if verbose:
        for why, paths in report.left_out.items():
            yield from (f"  {why}: {path}" for path in paths)
    if report.known_warnings and not verbose:
        yield f"{count(report.known_warnings, 'known warning')}; -v shows them"
    if report.unused:
        yield f"the configuration names what no entry has: {', '.join(report.unused)}"
    if report.next_due:
        yield f"the next seed is due at {format_date_time(report.next_due)}"
    if report.seedless:
        yield report.seedless
    yield from feed_lines(report, verbose=verbose)
    if report.withheld:
        yield f"wrote nothing in {report.out}"
        return
    wrote, removed = ("would write", "remove") if report.dry_run else ("wrote", "removed")
    yield (
        f"{wrote} {count(len(report.written), 'file')}, kept {len(report.kept):,},"
        f" {removed} {len(report.removed):,} in {report.out}"
    )
    if verbose or report.check:
        states = {path: f" ({state})" for state, path, _ in stale_files(report) if report.check}
        yield from (f"  {wrote}: {path}{states.get(path, '')}" for path in report.written)
        yield from (f"  {removed}: {path}" for path in report.removed)


def known_lines(report: BuildReport) -> Iterator[str]:
    """Yield a line for each error that the latest build has told of at length."""
    for found in report.known_errors:
        yield f"{found.place}: {found.severity}[{found.rule}] {found.message}"


def feed_lines(report: BuildReport, *, verbose: bool = False) -> Iterator[str]:
    """Yield which feeds are new, which are withdrawn, and what keeps the addresses of these.

    *verbose* names all of them.
    """
    would = report.dry_run or report.withheld
    for paths, did in (
        (report.new_feeds, "would add" if would else "added"),
        (report.withdrawn_feeds, "would withdraw" if would else "withdrew"),
    ):
        if paths:
            yield f"{did} {count(len(paths), 'feed')}: {_named(paths, verbose=verbose)}"
    moved = report.moved_feeds
    for move in moved[:_MOST_NAMES]:
        yield from moved_lines(move)
    if more := moved[_MOST_NAMES:]:
        yield f"and so {count(len(more), 'more feed')}, which --json and --report name"


def moved_lines(move: MovedFeed) -> Iterator[str]:
    """Yield where the entries of a withdrawn feed stand, and what is to be written to keep it."""
    if move.entries:
        entries = count(move.entries, "entry stands", "entries stand")
        where = f"of {move.path} ({move.name}) {entries} in {move.to} ({move.to_name}) now"
        why = ", which is new"
    else:
        where = f"{move.path} ({move.name}) is {move.to} ({move.to_name}) now, by feeds.toml"
        why = ", as that is the address of the first alias"
    if not move.config:
        yield where
        return
    # Hardly any build moves a feed, and all settings are loaded with it.
    from feeds.config.tables import table_header

    kind = move.path.partition("/")[0]
    there = " and ".join(table_header(kind, name) for name in move.replaces)
    place = f" in the place of {there}" if there else ""
    keep = f"to keep address and subscribers, write into feeds.toml{place}:"
    yield f"{where}{why}; {keep}"
    yield from (f"    {line}" for line in move.config)


def _named(paths: Sequence[str], *, verbose: bool) -> str:
    more = 0 if verbose else len(paths) - _MOST_FEEDS
    rest = f" and {more:,} more, which -v, --json and --report name" if more > 0 else ""
    return ", ".join(paths if verbose else paths[:_MOST_FEEDS]) + rest


def stale_files(report: BuildReport) -> Iterator[tuple[str, str, str]]:
    """Yield state, path, and what is wrong, of each file that a build would write or remove."""
    missing, edited = set(report.missing), set(report.edited)
    for path in report.written:
        if path in missing:
            yield "missing", path, "is missing"
        elif path in edited:
            yield "edited", path, "is not what a build left there: it was edited"
        else:
            yield "stale", path, "is stale: a build would write something else"
    for path in report.removed:
        yield "stale", path, "is stale: it is published no more"


def stale_lines(report: BuildReport) -> Iterator[str]:
    """Yield a line on each file that a build, which wrote none, would write or remove."""
    for _, path, fault in stale_files(report):
        yield f"{report.out}/{path} {fault}"


def fix_line(report: FixReport, *, written: bool) -> str:
    """Return how much was mended, or would be if it were *written*."""
    did = "mended" if written else "would mend"
    if not report.changed:
        # What could be, and was not for a reason that a notice gives, is something.
        return f"{did} nothing" if report.notices else "there is nothing that could be mended"
    seeds = count(len(report.changed), "seed")
    return f"{did} {count(report.mended, 'problem')} in {seeds}"


def baseline_line(before: Baseline, after: Baseline) -> str:
    """Return what stands in the baseline *after* it was written, and what has changed in it."""
    seeds = len({debt.path for debt in after.debts})
    new, gone = (after.debts - before.debts).total(), (before.debts - after.debts).total()
    parts = [f"{new:,} new"] * (new > 0) + [f"{gone:,} mended"] * (gone > 0)
    changes = f" ({', '.join(parts)})" if parts else ""
    problems = count(after.debts.total(), "problem")
    return f"wrote {after.file}: {problems} of {count(seeds, 'seed')}{changes}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return *number* and its noun: *one*, or *many*, which is *one* and an s by default."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
