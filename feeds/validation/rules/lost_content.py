"""``lost-content``: content of the body that no feed can show.

What: The body holds something that feeds have to leave out, and nothing that could stand for it:
    scripts, templates, drawings and canvases without text, frames without an address, pictures
    that are written into the page, elements of one's own without text, and what is hidden.

Why: Subscribers see neither it nor that anything is missing. What can be shown otherwise is no
    matter of this rule: frames and videos become links, formulas text.

Example:
    title: "Chips"
    ---

    <svg viewBox="0 0 9 9"><path d="M0 9L9 0"/></svg>

Remedy: Say in text, or with a link or picture that has an address, what it shows.
"""

import re
from collections.abc import Iterable, Iterator

from feeds.bodies.elements import FATES, KEPT, RENAMED, Fate
from feeds.bodies.markdown import without_code
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

_TAG = re.compile(r"<([A-Za-z][^\s/<>]*)")
_HIDDEN = re.compile(r"<[A-Za-z][^<>]*\shidden(?=[\s=/>])", re.IGNORECASE)
_SHOWN = 5


def check(articles: Articles) -> Iterable[Fault]:
    """Return one fault of what the body loses, at the first of it."""
    return _find_faults(articles) if articles.body else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    body = articles.body
    if "<" not in body or not _may_lose(body):
        return
    lost = articles.cleaned_body.lost
    if not lost:
        return
    names = [name if " " in name else quote(f"<{name}>") for name in lost[:_SHOWN]]
    more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
    span = _find(lost, without_code(body))
    yield RULE.in_body(span, f"loses what no feed can show: {', '.join(names)}{more}")


def _may_lose(body: str) -> bool:
    harmless = {name for name, fate in FATES.items() if fate is Fate.SILENT}
    names = {name.lower() for name in _TAG.findall(body)}
    return (
        bool(names - KEPT.keys() - RENAMED.keys() - harmless)
        or " hidden" in body
        or "data:" in body
    )


def _find(lost: tuple[str, ...], body: str) -> tuple[int, int]:
    """Return where in *body*, which holds no code, the first of *lost* begins."""
    patterns = (
        _HIDDEN.pattern if " " in name else rf"<{re.escape(name)}(?![\w-])" for name in lost
    )
    found = (re.search(pattern, body, re.IGNORECASE) for pattern in patterns)
    spans = [match.span() for match in found if match]
    return min(spans, default=(0, 1))
