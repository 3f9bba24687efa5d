"""``outside-window``: a time in which the seed is not published, by a field of other programs.

What: A field such as expiryDate or unpublishDate names a time that has passed, or one such as
    publishDate or embargoUntil one that is still to come.

Why: The seed is left out, as one with a date in the future is: until its time comes, or from now
    on. That is a warning where the date may be of what the article is about, as with retired or
    validUntil.

Example:
    expiryDate: 2022-09-12T13:00:00Z

Remedy: Nothing need be done if that is meant; else change or remove the field, or name it in
    known_fields of [validate].
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.schema.sign_words import OF_OTHER_THINGS, known_name

RULE = documented(__name__, Severity.INFO)

OF_TIME = True
SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each bound that keeps the seed out at the time of this check."""
    if articles.now is None:
        return
    for bound in articles.seed.bounds:
        value = articles.own[bound.field]
        written = "a date in it" if isinstance(value, dict) else quote(value)
        if bound.is_end and bound.moment <= articles.now:
            problem = f"{written} has passed: the seed is left out"
        elif not bound.is_end and bound.moment > articles.now:
            problem = f"{written} is to come: the seed is left out until then"
        else:
            continue
        fault = RULE.fault((bound.field,), problem)
        is_doubted = known_name(bound.field) in OF_OTHER_THINGS
        yield fault._replace(severity=Severity.WARNING) if is_doubted else fault
