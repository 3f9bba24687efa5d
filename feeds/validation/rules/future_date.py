"""``future-date``: a date that is still to come.

What: publishedDateTime or updatedDateTime is still to come.

Why: The seed is left out until it is published, and an update until it has happened.

Example:
    publishedDateTime: 2122-09-12T13:00:00Z

Remedy: Nothing need be done if that is meant.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.values.dates import date_time_or_none

RULE = documented(__name__, Severity.INFO)


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each date of the seed itself after the time of this check."""
    if articles.now is None:
        return
    past = _past_day(articles.now)
    for name in ("publishedDateTime", "updatedDateTime"):
        written = text_of(articles.own, name)
        # Most are seen to be past by their text, and need not be read.
        if written[:10] >= past and (date := date_time_or_none(written)) and date > articles.now:
            yield RULE.fault((name,), f"{quote(written)} is still to come")


@lru_cache(maxsize=1)
def _past_day(now: datetime) -> str:
    """Return the first day on which it may be later than *now* in some time zone."""
    return (now - timedelta(days=1)).date().isoformat()
