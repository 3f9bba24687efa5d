"""``duplicate-id``: two seeds with one id.

What: Another seed that is published has the same id: its own, or one that its address makes.

Why: Readers tell entries apart by their ids (RFC 4287, section 4.2.6), so only one of the two is
    published. Of two articles, as where a seed was copied to write the next one, it is the one that
    was published first. Of one article it is the better seed: the one that was updated later, else
    of higher quality, else whose path sorts first.

Example:
    id: tag:example.org,2022:pytorch   # as in another seed

Remedy: Keep one of the seeds with this id, or give each an id of its own.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.validation.duplicates import DERIVED
from feeds.validation.publication import source_of
from feeds.validation.uses import Mention

RULE = documented(__name__, Severity.WARNING)

TELLS_ENTRIES_APART = True


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the id of the entry, or the address that it derives from, if the seed is published."""
    source = source_of(articles.own) if articles.published else None
    if source:
        value = text_of(articles.own, source)
        yield value if source == "id" else DERIVED + value, (), articles.standing
