"""``credentials-in-text``: a user name and password in an address that stands in a text.

What: A title, excerpt, name or topic, or the body, holds an address with a user name and password
    before its host.

Why: Texts are published as they are written, and whoever reads the feeds can log in. Only links of
    bodies lose them, and an address in a field of its own that has them is an error.

Example:
    excerpt: "Clone it from https://user:password@git.example/repository."

Remedy: Write the address without them, and change the password if it is a real one.
"""

from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

# RFC 3986, section 3.2.1. A user alone is no secret, as in ssh://git@git.example/.
_CREDENTIALS = expression(r"(?<=://)[^\s/?#@:<>\"']{0,500}+:[^\s/?#@<>\"']{1,500}+(?=@)")
_PROBLEM = "holds a user name and password in an address"


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each text with a user name and password, and for each of the body."""
    return _find_faults(articles) if articles.holds("@") or "@" in articles.body else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    for article, path, text in articles.texts:
        if found := _CREDENTIALS.search(text):
            yield RULE.fault(article + path, _PROBLEM)._replace(part=found.span())
    for found in _CREDENTIALS.finditer(articles.body):
        yield RULE.in_body(found.span(), _PROBLEM)
