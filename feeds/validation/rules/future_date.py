"""``future-date``: a date that is still to come.

What: publishedDateTime or updatedDateTime is still to come.

Why: The seed is left out until it is published, and an update until it has happened.

Example:
    publishedDateTime: 2122-09-12T13:00:00Z

Remedy: Nothing need be done if that is meant.
"""

from collections.abc import Sequence

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.values.dates import is_past

RULE = documented(__name__, Severity.INFO)

OF_TIME = True

_DATES = ("publishedDateTime", "updatedDateTime")


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault for each date of the seed itself after the time of this check."""
    if articles.now is None:
        return ()
    return [
        RULE.fault((name,), f"{quote(written)} is still to come")
        for name in _DATES
        if (written := text_of(articles.own, name)) and not is_past(written, articles.now)
    ]
