"""``malformed-id``: an id that does not have the form of its scheme.

What: The id begins with ``urn:``, ``tag:``, ``http:`` or ``https:``, and goes on in another form
    than that asks for: a namespace and a name (``urn:isbn:…``), behind ``urn:uuid:`` a UUID; a
    host, a day and a name (``tag:example.com,2022:…``); or ``//`` and a host.

Why: It is no URI, so that validators refuse every feed that shows the entry (RFC 4287, section
    4.2.6; RFC 4151; RFC 8141). What is published under such an id keeps it all the same: a change
    would announce it again.

Example:
    id: tag:example.com:chips   # without the day

Remedy: Write it in that form, such as tag:example.com,2022:name.
"""

from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.urls import ascii_url

RULE = documented(__name__, Severity.WARNING)

# RFC 3986, section 3.3, and what follows a path.
_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_DAY = "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
# By the start of an id: what it claims to be, how that is written, and its form.
_FORMS = {
    # RFC 9562, section 4.
    "urn:uuid:": (
        "UUID",
        "urn:uuid:186d1b0a-5c13-546d-9990-f3cb0ff3eb0c",
        expression("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    ),
    # RFC 8141, section 2.
    "urn:": (
        "URN",
        "urn:isbn:0451450523",
        expression(f"[A-Za-z0-9][A-Za-z0-9-]{{0,30}}[A-Za-z0-9]:{_CHARACTER}++"),
    ),
    # RFC 4151, section 2.1.
    "tag:": (
        "tag",
        "tag:example.com,2022:name",
        expression(rf"(?:[A-Za-z0-9._-]++@)?{_LABEL}(?:\.{_LABEL})*,{_DAY}:{_CHARACTER}*+"),
    ),
}
_BARE_PERCENT = expression("%(?![0-9A-Fa-f]{2})")


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for an id that is malformed, published or not."""
    id_ = articles.own.get("id")
    return _find_fault(id_, articles) if isinstance(id_, str) else ()


def _find_fault(id_: str, articles: Articles) -> Iterator[Fault]:
    found = _problem_and_remedy(id_)
    if found and articles.is_sound(("id",)):
        problem, remedy = found
        if id_ in articles.published_ids:
            remedy = "keep it, as it is published"
        yield RULE.fault(("id",), f"{quote(id_)} {problem}", remedy)


def _problem_and_remedy(id_: str) -> tuple[str, str] | None:
    lower = id_.lower()
    for start, (name, example, form) in _FORMS.items():
        if lower.startswith(start):
            is_whole = form.fullmatch(id_, len(start))
            return None if is_whole else (f"is no {name}", f"write it as in {example}")
    if not lower.startswith(("http:", "https:")):
        return None
    if _BARE_PERCENT.search(id_):
        return "has a % that starts no encoded character", "write %25 in its place"
    try:
        ascii_url(id_)
    except ValueError as exc:
        return f"is no address: {exc}", "write a whole address, as in https://example.com/name"
    return None
