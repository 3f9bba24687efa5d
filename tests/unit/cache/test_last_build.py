"""A build that would do nothing is known by what the latest one noted of itself, and no other."""

import json
from array import array
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from feeds.cache.last_build import RunKey, name_seeds, recall, remember
from feeds.problems.build_report import BuildReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.exclusion import Exclusion
from feeds.seeds.find import Stamp
from feeds.seeds.listing import Listing

NOW = datetime(2022, 9, 12, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)
RUN = RunKey.of(NOW, "listed", "settings")
# The last two are in another order by their bytes.
PATHS = ("seeds/a.md", "seeds/b.md", "seeds/\udcff.md", "seeds/\ue000.md")
LISTING = Listing([(path, Stamp(1, 2, 3)) for path in PATHS], 9)
KEPT = ("all/rss.xml", "index.html")
WARNING = Diagnostic(
    PATHS[2], 2, 3, "some-rule", "is \udcff", "mend it", Severity.WARNING, end_column=9, excerpt="x"
)
REPORT = BuildReport(
    seeds="seeds",
    out="out",
    read=4,
    parsed=3,
    entries=1,
    rendered=1,
    feeds=2,
    left_out={Exclusion.FUTURE: (PATHS[1],), Exclusion.INVALID: (PATHS[0], *PATHS[2:])},
    next_due=NOW + HOUR,
    diagnostics=(Diagnostic(PATHS[0], 1, 1, "r", "m", ""), WARNING),
    warnings=("a warning",),
    written=("all/rss.xml",),
    kept=("index.html",),
    removed=("gone",),
    missing=("all/rss.xml",),
    edited=(),
    unused=('topics."AI"',),
    errors=(),
    dry_run=True,
    check=True,
)


def number_of(path: str) -> int:
    return next(number for number in range(len(LISTING)) if LISTING.path(number) == path)


def noted(run: RunKey = RUN, *, until: datetime | None = NOW + HOUR) -> dict[str, Any]:
    """Return what the build noted, as the cache keeps it."""
    left_out = {
        why: array("Q", sorted(map(number_of, paths)))
        for why, paths in sorted(REPORT.left_out.items(), reverse=True)
    }
    state: dict[str, Any] = json.loads(json.dumps(remember(run, until, left_out, REPORT)))
    return state


def test_the_report_comes_back_with_all_files_kept() -> None:
    done: dict[str, Any] = {
        "parsed": 0,
        "rendered": 0,
        "written": (),
        "kept": KEPT,
        "removed": (),
        "missing": (),
        "edited": (),
    }
    expected = REPORT._replace(**done, dry_run=False, check=False)
    assert recall(noted(), RUN, LISTING, KEPT) == expected


def test_seeds_that_are_left_out_are_noted_by_number_and_told_by_path() -> None:
    state = noted()["report"]["left_out"]
    assert state == {
        "future": [number_of(PATHS[1])],
        "invalid": sorted(map(number_of, (PATHS[0], *PATHS[2:]))),
    }
    named = name_seeds(state.items(), LISTING)
    assert (named, list(named)) == (REPORT.left_out, sorted(REPORT.left_out))


@pytest.mark.parametrize("later", [timedelta(0), HOUR - timedelta(microseconds=1)])
def test_until_the_next_change_the_time_does_not_matter(later: timedelta) -> None:
    assert recall(noted(), RUN._replace(now=NOW + later), LISTING, KEPT)


def test_without_a_next_change_the_time_never_matters() -> None:
    far = RUN._replace(now=NOW + 99999 * HOUR)
    assert recall(noted(until=None), far, LISTING, KEPT)


def test_times_of_other_zones_are_compared_as_times() -> None:
    elsewhere = timezone(timedelta(hours=-7))
    assert recall(noted(), RUN._replace(now=NOW.astimezone(elsewhere)), LISTING, KEPT)
    assert not recall(noted(), RUN._replace(now=(NOW + HOUR).astimezone(elsewhere)), LISTING, KEPT)


@pytest.mark.parametrize("away", [HOUR, 2 * HOUR, -timedelta(microseconds=1)])
def test_at_the_next_change_or_if_the_clock_went_back_nothing_is_recalled(away: timedelta) -> None:
    assert recall(noted(), RUN._replace(now=NOW + away), LISTING, KEPT) is None


@pytest.mark.parametrize(
    "run",
    [
        RunKey.of(NOW, "listed", "other"),
        RunKey.of(NOW, "listed"),
        RunKey.of(NOW, "other", "settings"),
        RunKey.of(NOW, "listed", "settings", "more"),
        RunKey.of(NOW, "settings", "listed"),
        RunKey.of(NOW, None, "settings"),
    ],
)
def test_what_starts_from_anything_else_is_not_recalled(run: RunKey) -> None:
    assert recall(noted(), run, LISTING, KEPT) is None


def test_what_cannot_be_told_again_is_not_recalled() -> None:
    unknown = RunKey.of(NOW, None, "settings")
    assert recall(noted(unknown), unknown, LISTING, KEPT) is None


def test_a_build_that_noted_nothing_is_not_recalled() -> None:
    assert recall({}, RUN, LISTING, KEPT) is None
