"""Feeds in the manner of programs and hosts that make most of them: what is said of each is known.

Whoever reads such a feed can do nothing about it, so that each finding here must be right. Of what
stands in ``FAULTY``, the errors are real, and the W3C validator reports them as well.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.problems.diagnostics import Severity
from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems
from feeds.verify.check import Options, check_feed

Golden = Callable[[Path, bytes], None]

FEEDS = sorted(
    path
    for path in (Path(__file__).parents[2] / "producers").iterdir()
    if path.suffix != ".expected"
)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
# Ids that are no IRIs (RFC 4287, 4.2.6); a feed without <updated> and a group of one (Media RSS).
FAULTY = {"reddit.atom", "youtube.xml"}


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_what_is_said_of_feeds_as_they_are_made(feed: Path, golden: Golden) -> None:
    result = check_feed(feed.name, feed.read_bytes(), Options(now=NOW))
    assert result.format
    severities = {found.diagnostic.severity for found in result.findings}
    assert (Severity.ERROR in severities) == (feed.name in FAULTY)
    shown = render_problems((Problem((each.diagnostic,)) for each in result.findings), colour=False)
    golden(feed.with_suffix(f"{feed.suffix}.expected"), shown.encode())
