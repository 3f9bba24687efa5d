"""``filename-date-mismatch``: a file that is named after another day than its seed's.

What: The name of the file starts with another day than that of publishedDateTime, both as it is
    written and in UTC.

Why: One of the two may be wrong. Nothing else depends on the name.

Example:
    # 2022-09-14-pytorch.md
    publishedDateTime: 2022-09-12T13:00:00Z

Remedy: Correct the date, or rename the file.
"""

import os
from collections.abc import Sequence

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.values.dates import date_time_or_none

RULE = documented(__name__, Severity.INFO)

_DAY = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault if the file is named after another day."""
    published = text_of(articles.own, "publishedDateTime")
    name = os.path.basename(articles.seed.path)  # noqa: PTH119 - a tenth of the time of a Path
    if not published or published[:10] == name[:10]:
        return ()
    day, moment = _DAY.match(name), date_time_or_none(published)
    if not day or not moment or (in_utc := moment.date().isoformat()) == day.group():
        return ()
    problem = f"is {in_utc}, while the file is named {day.group()}"
    return (RULE.fault(("publishedDateTime",), problem),)
