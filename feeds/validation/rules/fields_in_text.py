"""``fields-in-text``: a field that its indentation makes the end of a title or excerpt.

What: A line of a title or excerpt of several lines is a field of a seed. It is an error if that
    field keeps the seed from being published, and a warning otherwise.

Why: What is indented below a text belongs to it: subscribers read the line, and the field is not
    set. What says published: false so is published.

Example:
    excerpt: |
      PyTorch is moving to the Linux Foundation.
      published: false

Remedy: Write the field at the beginning of its line.
"""

from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.validation.rules.fields_in_body import is_field

RULE = documented(__name__, Severity.ERROR)

# All lines of a value, which are indented or empty.
_SOURCE = expression(r"(?m:^)(?P<name>title|excerpt)[ \t]?:.*(?:\n(?:[ \t].*|\r?(?m:$)))+")
# A line that is a field, as few sentences are: with one word, a list, or text in quotes.
_FIELD = expression(
    r"""(?m:^)[ \t]+(?P<name>[a-z][A-Za-z]*)[ \t]?:"""
    r"""(?:[ \t]+(?P<value>[^\s\[\]{}"']+|\[.*\]|".*"|'.*'))?[ \t\r]*(?m:$)"""
)
# What is indented by mistake stands at the end, and few fields do.
_MOST = 20


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault of the title, and of the excerpt, of the seed itself that end with fields."""
    own = articles.own
    if ":" in text_of(own, "title") or ":" in text_of(own, "excerpt"):
        for source in _SOURCE.finditer(articles.yaml):
            faults = [*_faults(source["name"], text_of(own, source["name"]), source.group())]
            yield from sorted(faults, key=lambda fault: fault.severity is not Severity.ERROR)[:1]


def _faults(name: str, text: str, source: str) -> Iterator[Fault]:
    # Hardly any text has such a line.
    from feeds.validation.schema.signs import find_signs, is_own_draft

    for found in [*_FIELD.finditer(source)][-_MOST:]:
        field, value = found["name"], found["value"] or ""
        signs = find_signs({field: value}, frozenset())
        at = text.rfind(found.group().strip())
        if at < 0 or not (is_field(field) or signs.faults or signs.bounds):
            continue
        problem = f"ends with the field {field}, which is text by its indentation"
        remedy = f"write {field} at the beginning of its line, without blanks before it"
        decides = any(map(is_own_draft, signs.faults))
        severity = Severity.ERROR if decides else Severity.WARNING
        fault = RULE.fault((name,), problem, remedy)
        yield fault._replace(severity=severity, part=(at, at + len(field)))
