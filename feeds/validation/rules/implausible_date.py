"""``implausible-date``: a date before there was a web.

What: A date is before 1990.

Why: There was no web: programs write 1970-01-01 or 0001-01-01 where they know no date.

Example:
    publishedDateTime: 1970-01-01T00:00:00Z

Remedy: Write the true date.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.dates import date_time_or_none

RULE = documented(__name__, Severity.ERROR)

SPARES_PLAIN = True

_FIRST_YEAR = "1990"


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each date before 1990."""
    for article, fields in articles:
        for name in ("publishedDateTime", "updatedDateTime"):
            written = fields.get(name)
            if isinstance(written, str) and written < _FIRST_YEAR and date_time_or_none(written):
                yield RULE.fault((*article, name), f"{quote(written)} is before {_FIRST_YEAR}")
