"""``lost-content``: content of the body that no feed can show.

What: The body holds something that feeds have to leave out, and nothing that could stand for it:
    scripts, templates, drawings and canvases without text, frames without an address, pictures
    that are written into the page, elements of one's own without text, what is hidden, and the
    addresses of links and pictures that are faulty or only the writer's network knows, as with
    ``file:``, ``obsidian:`` or at localhost. Or it has a comment, a ``<?``, a title, a style or the
    like that is never closed, and takes along what follows; or ``<![CDATA[``, ``<!NOTE`` or
    ``</ x``, behind which HTML has a comment; or words in angle brackets, as ``<String>`` or in
    ``if a<b and b>c``, which are taken for an element; or a row of a table has more columns than
    its head; or nothing refers to a footnote.

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
from itertools import pairwise
from typing import NamedTuple

from feeds.bodies.elements import FATES, FAULTY, KEPT, OF_OWN_NETWORK, RENAMED, Fate
from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.evident_code import HEADS_OF_TABLES, without_evident_code

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True

_TAG = expression(r"<([A-Za-z][^\s/<>]*)")
_HIDDEN = expression(
    r"<[A-Za-z][^<>]*(?:\shidden(?=[\s=/>])|[;\s\"'=]display\s*:\s*none)", re.IGNORECASE
)
_OWN_NAME = r"(?:local(?:host|domain)?|internal|test|home\.arpa)\.?(?![\w.-])"
# Of the machine or network of whoever reads it, or no host that ends as hosts do.
_NO_HOST = (
    r"//(?:(?![\w-])|[0-9]++(?:\.[0-9]|[^\w.-]|\Z)|[\w-]++\.?(?:[^\w.-]|\Z)"
    rf"|[\w-]++(?:\.(?!{_OWN_NAME})[\w-]++)*+(?!(?::[0-9]{{1,4}})?+(?:[/?#\s\"'()<>]|\Z)))"
)
# As nearly all are, which is told in a fifth of the time: where capitals count, and by a country or
# the like at the end.
_USUAL = r"https?://[a-z][a-z0-9-]*+(?:\.[a-z0-9-]++)*+(?:(?<=\.[a-z]{2})|(?<=\.[a-z]{3}))[/)]"
# Of another scheme, or on the machine or network of whoever reads it.
_NO_ADDRESS = (
    rf"[\s<]*+(?-i:(?!{_USUAL}))(?:(?!https?://|mailto:|tel:)[a-z][a-z0-9+.-]*+:"
    rf"|(?:https?:)?{_NO_HOST})"
)
_LINK_TO_NO_ADDRESS = expression(
    r"""(?:(?:href|src(?:set)?|poster|data-[a-z-]++)\s*+=\s*+["']?+|url\(\s*+["']?+|\]\(|\]:)"""
    rf"{_NO_ADDRESS}",
    re.IGNORECASE,
)
# With one literal at its start, each is found in a tenth of the time.
_LINK_OF_MARKDOWN, _VALUE_OF_HTML = (
    expression(mark + _NO_ADDRESS, re.IGNORECASE) for mark in (r"\][(:]", r"=\s*+[\"']?+")
)
_SHOWN = 5
_HARMLESS = {*KEPT, *RENAMED, *(name for name, fate in FATES.items() if fate is Fate.SILENT)}
# All up to the end of these is text of theirs (HTML, sections 13.2.5.2 and 13.2.5.3).
_TEXT_ONLY = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title")
# A tag to its end; or, after a quotation mark that is not closed, to the end of the text.
_WHOLE_TAG = expression(
    r"""<[A-Za-z][^\s<>"']*+(?:[^<>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:[<>]|(\Z))"""
)
# One that does not end as it should: behind values in double quotes without any tag in them.
_UNUSUAL_TAG = expression(r"""<[A-Za-z](?![^<>"']*+(?:"[^"<>]*+"[^<>"']*+)*+>)""")
_VALUE = expression(r""""[^"]*"|'[^']*'""")
_SHOWN_OF_TAG = 40
_BARE_TAG = expression(r"""<([A-Za-z][^\s<>/"'=]{0,60})[ ]?/?>""")
_KNOWN = KEPT.keys() | RENAMED.keys() | FATES.keys()
_RAW_TAG = expression(r"<[A-Za-z]+(?:\s[^<>]*)?>")
# Not behind a value without quotation marks, which the slash belongs to.
_CLOSED_AT_ONCE = expression(r"(?<!=)(?:[\"'\s]|<[a-z]+)/>$", re.IGNORECASE)
_END_TAG = expression(r"</([a-z][^\s<>]*)")
_CDATA = "<![CDATA["
# What HTML takes for a comment, up to the next ">" (section 13.2.5.41): ends and declarations of
# no element, and instructions. Those of documents and programs say nothing to readers.
_DECLARATION = expression(
    r"<(?:(?P<formal>\?[a-z=]|!(?:doctype|entity|element|attlist|notation)\b)"
    r"|![a-z]|\?|/(?![a-z>])[^<>\r\n]{0,20})[a-z]{0,20}",
    re.IGNORECASE,
)
_EMPTY_LINE = expression(r"\n[ \t\r]*\n")
_FOREIGN = expression("<(?:svg|math)", re.IGNORECASE)
# As in "if a<b and b>c", with nothing but words in it.
_TAG_OF_WORDS = expression(r"""<([A-Za-z][^\s<>/"'=]{0,60})((?:\s++[A-Za-z0-9,.;!?]++)++)\s*+>""")
_TAG_OF_ADDRESS = expression(r"<[A-Za-z][A-Za-z0-9+-]*+[.:][^\s<>\"'=/]*+/[^<>]++>")
_ATTRIBUTES_ALONE = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled"
    " download formnovalidate hidden inert ismap itemscope loop markdown multiple muted"
    " nomodule noshade novalidate nowrap open playsinline popover readonly required reversed"
    " selected".split()
)
# These need no end.
_ENDLESS = frozenset(
    "area base br col colgroup dd dt embed frame hr img input li link meta option optgroup p param"
    " rb rp rt source tbody td tfoot th thead tr track wbr".split()
)
# Most bodies have no other tags, and of these nothing is lost: one search spares all of the above.
# No value has a colon, but for the one of an address: a style or another scheme has.
_UNCOMMON_TAG = expression(
    r"<(?![^A-Za-z!?/]|/[A-Za-z>]|(?:p|li|a|strong|em|h[1-6]|ul|ol|img|b|i|br|hr|blockquote|code|pre|figure"
    r"|figcaption|table|thead|tbody|tr|th|td|div|span)"
    rf"(?: (?!hidden)[a-z-]+=\"(?!(?:https?:)?+{_NO_HOST})"
    r"(?:https?://|mailto:|tel:)?[^\"<>:]*+\")*+ ?/?>)"
)
_AS_TEXT = "write &lt; in place of <, or put it between backticks"
_END = "end it with >, or write &lt; in place of < if it is meant as text"
_NO_COMMENT = "write <!-- before it and --> behind it if it is one, else &lt; in place of <"
_CLOSE = "close it, or write &lt; in place of < if it is meant as text"


class _Swallowed(NamedTuple):
    """A *tag* that takes along what is text, as it is written; what is wrong, and the remedy."""

    tag: str
    problem: str
    remedy: str


def check(articles: Articles) -> Iterable[Fault]:
    """Return one fault of what the body loses, at the first of it."""
    body = prose = articles.body
    may_lose = _is_uncommon(body)
    if may_lose and "`" in body:
        # Nothing is lost of code, and to read a body takes ten times as long as this.
        prose = without_evident_code(body)
        may_lose = _is_uncommon(prose)
    if not may_lose and "|" not in body and "^" not in body:
        return ()
    fault = next(_find_lost(articles, prose), None) if may_lose else None
    fault = fault or _find_cells(body) or _find_footnote(body)
    return (fault,) if fault else ()


def _is_uncommon(body: str) -> bool:
    # A single character is found in a tenth of the time of anything else.
    return ("<" in body and not is_common(body)) or (
        "]" in body and _LINK_OF_MARKDOWN.search(body) is not None
    )


def _find_footnote(body: str) -> Fault | None:
    if "^" not in body or "[^" not in body or "]:" not in body:
        return None
    from feeds.bodies.markdown import find_lost_footnote

    if not (span := find_lost_footnote(body)):
        return None
    problem = "loses a footnote to which nothing refers, or whose name another one has"
    remedy = "write its name, as [^1], where it belongs; and give each a name of its own"
    return RULE.fault((), problem, remedy, subject="the body")._replace(in_body=span)


def _find_cells(body: str) -> Fault | None:
    if "|" not in body or not any(mark in body for mark in HEADS_OF_TABLES):
        return None
    from feeds.bodies.markdown import find_cells_beyond

    if not (span := find_cells_beyond(body)):
        return None
    problem = "loses what stands in a row of a table behind its last column"
    remedy = "give the head of the table as many columns; and write \\| for | within a cell"
    return RULE.fault((), problem, remedy, subject="the body")._replace(in_body=span)


def _find_lost(articles: Articles, prose: str) -> Iterator[Fault]:
    """Yield what the body loses; *prose* is it without its code, so far as that is evident."""
    body = articles.body
    names = names_of(prose)
    # What Markdown takes for text is none of this, so that its HTML is asked as well.
    may = may_swallow(prose, names) and (swallowed(prose) or _is_divided(prose))
    if may and (found := swallowed(articles.body_html)):
        from feeds.bodies.markdown import without_code

        start = without_code(body).rfind(found.tag)
        if start < 0:
            start = max(body.find(found.tag), 0)
        fault = RULE.fault((), found.problem, found.remedy, subject="the body")
        yield fault._replace(in_body=(start, start + len(found.tag)))
        return
    if not _may_lose(prose, names):
        return
    lost = articles.cleaned_body.lost
    if not lost:
        return
    shown = [name if " " in name else quote(f"<{name}>") for name in lost[:_SHOWN]]
    more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
    from feeds.bodies.markdown import without_code

    span = _find(lost, without_code(body))
    yield RULE.in_body(span, f"loses what no feed can show: {', '.join(shown)}{more}")


def _is_divided(body: str) -> bool:
    """Tell whether a comment in *body* may end before its end, with its quotation, item or block.

    It goes on over an empty line, or over any behind what begins a quotation or item.
    """
    for before, behind in pairwise(body.split("<!--")):
        inside = behind.partition("-->")[0]
        is_within = before[-1:] not in {"", "\n"}
        if "\n" in inside and (is_within or _EMPTY_LINE.search(inside)):
            return True
    return False


def is_common(body: str) -> bool:
    """Tell whether *body* has no tags but such as most bodies have, of which nothing is lost."""
    return _UNCOMMON_TAG.search(body) is None


def names_of(body: str) -> set[str]:
    """Return the names of all elements that may begin in *body*."""
    return {name.lower() for name in set(_TAG.findall(body))}


def may_swallow(body: str, names: set[str]) -> bool:
    """Tell whether a tag in *body*, whose elements have these *names*, may take along text.

    It tells in a tenth of the time that ``swallowed`` takes, and of most bodies that none does.
    """
    return (
        not names <= _HARMLESS
        or not names.isdisjoint(_TEXT_ONLY)
        or "<!" in body
        or "<?" in body
        or ("</" in body and _DECLARATION.search(body) is not None)
        or _UNUSUAL_TAG.search(body) is not None
        or _TAG_OF_WORDS.search(body) is not None
    )


def swallowed(html: str) -> _Swallowed | None:
    """Return the first tag in *html* that takes along what is text."""
    html = _without(html, "<!--", "-->")
    for name in ("script", "style"):
        html = _without(html, f"<{name}", f"</{name}")
    finders = (
        _by_open_elements,
        _by_open_declarations,
        _as_cdata,
        _by_open_quotation_marks,
        _by_open_tags,
        _as_unknown_elements,
    )
    return next((found for find in finders for found in find(html)), None)


def _by_open_elements(html: str) -> Iterator[_Swallowed]:
    if "<!--" in html:
        yield _Swallowed(
            "<!--", 'loses what follows "<!--", a comment that is never closed', _CLOSE
        )
    lower = html.lower()
    for name in _TEXT_ONLY:
        start = lower.rfind(f"<{name}")
        if start >= 0 and lower.find(f"</{name}", start) < 0:
            tag = _RAW_TAG.match(html, start)
            if tag and not _CLOSED_AT_ONCE.search(tag.group()):
                problem = f"loses what follows {quote(f'<{name}>')}, which is never closed"
                yield _Swallowed(tag.group(), problem, _CLOSE)


def _by_open_declarations(html: str) -> Iterator[_Swallowed]:
    at = 0
    while found := _DECLARATION.search(html, at):
        at = html.find(">", found.end())
        if at < 0 or _goes_on(html, found.end(), at):
            problem = f"loses what follows {quote(found.group())}, which is taken for a comment"
            yield _Swallowed(found.group(), problem, _END)
            return
        if not found["formal"]:
            tag = html[found.start() : at + 1]
            problem = f"loses {quote(tag)}, which is taken for a comment"
            yield _Swallowed(tag, problem, _NO_COMMENT)
            return


def _goes_on(html: str, start: int, end: int) -> bool:
    """Tell whether there is more in *html* from *start* to *end* than one declaration has."""
    is_tag = html.find("<", start, end) >= 0
    return is_tag or _EMPTY_LINE.search(html, start, end) is not None


def _as_cdata(html: str) -> Iterator[_Swallowed]:
    # HTML has it in drawings and formulas alone, and else takes it for a comment (13.2.5.42).
    if _CDATA in html and not _FOREIGN.search(html):
        problem = f"loses what follows {quote(_CDATA)}, which HTML takes for a comment"
        yield _Swallowed(_CDATA, problem, "write it without <![CDATA[ and ]]>")


def _by_open_quotation_marks(html: str) -> Iterator[_Swallowed]:
    for whole in _WHOLE_TAG.finditer(html):
        if _is_open(whole):
            tag = re.split(r"[\r\n]", whole.group()[:_SHOWN_OF_TAG], maxsplit=1)[0]
            problem = f"loses what a quotation mark that is not closed hides: {quote(tag)}"
            remedy = "close the quotation mark, or write &lt; in place of <"
            yield _Swallowed(tag, problem, remedy)


def _by_open_tags(html: str) -> Iterator[_Swallowed]:
    for whole in _WHOLE_TAG.finditer(html):
        if whole[1] is not None or whole.group().endswith("<"):
            tag = re.split(r"[\r\n]", whole.group()[:_SHOWN_OF_TAG], maxsplit=1)[0]
            tag = tag.removesuffix("<").rstrip()
            problem = f"loses what follows {quote(tag)}, which is taken for a tag and does not end"
            yield _Swallowed(tag, problem, _AS_TEXT)


def _as_unknown_elements(html: str) -> Iterator[_Swallowed]:
    # Formulas and drawings have elements of their own.
    for name in ("math", "svg"):
        html = _without(html, f"<{name}", f"</{name}")
    from feeds.bodies.nesting import without_addresses

    html = without_addresses(html)
    lower = html.lower()
    closed_here = set(_END_TAG.findall(lower))
    closed = _KNOWN | closed_here
    for bare in _BARE_TAG.finditer(html):
        if bare[1].lower() not in closed:
            problem = f"loses {quote(bare.group())}, which is no element of HTML"
            yield _Swallowed(bare.group(), problem, _AS_TEXT)
    for address in _TAG_OF_ADDRESS.finditer(html):
        problem = f"loses {quote(address.group())}, which is taken for a tag"
        yield _Swallowed(address.group(), problem, _AS_TEXT)
    for tag in _TAG_OF_WORDS.finditer(html):
        words = {word.strip(",.;!?") for word in tag[2].lower().split()}
        if tag[1].lower() not in closed_here | _ENDLESS and not words <= _ATTRIBUTES_ALONE:
            problem = f"loses {quote(tag.group())}, which is taken for a tag"
            yield _Swallowed(tag.group(), problem, _AS_TEXT)


def _is_open(tag: re.Match[str]) -> bool:
    """Tell whether *tag* has a quotation mark without its other half."""
    if tag[1] is not None:
        return '"' in tag.group() or "'" in tag.group()
    # The next one opens the value of an attribute of another tag.
    values = _VALUE.findall(tag.group()) if "=" in tag.group() else ()
    return any(">" in value and value.rstrip("\"'").endswith("=") for value in values)


def _without(html: str, opening: str, closing: str) -> str:
    """Return *html* without what stands between each *opening* and the *closing* behind it."""
    lower, pieces, at = html.lower(), list[str](), 0
    while (start := lower.find(opening, at)) >= 0:
        end = lower.find(closing, start)
        if end < 0:
            break
        pieces.append(html[at:start])
        at = end + len(closing)
    return "".join(pieces) + html[at:]


def _may_lose(body: str, names: set[str]) -> bool:
    return (
        not names <= _HARMLESS
        or " hidden" in body
        or _is_hidden_by_style(body)
        or "data:" in body
        or _links_to_no_address(body)
    )


def _is_hidden_by_style(body: str) -> bool:
    may = "isplay" in body or "ISPLAY" in body
    return may and _HIDDEN.search(body) is not None


def _links_to_no_address(body: str) -> bool:
    may = ("]" in body and _LINK_OF_MARKDOWN.search(body)) or _VALUE_OF_HTML.search(body)
    return bool(may) and _LINK_TO_NO_ADDRESS.search(body) is not None


def _find(lost: tuple[str, ...], body: str) -> tuple[int, int]:
    """Return where in *body*, which holds no code, the first of *lost* begins."""
    found = (re.search(_pattern_of(name), body, re.IGNORECASE) for name in lost)
    spans = [match.span() for match in found if match]
    return min(spans, default=(0, 1))


def _pattern_of(name: str) -> str:
    if name.endswith(":"):
        return rf"(?<![a-z0-9+.-]){re.escape(name.rpartition(' ')[2])}"
    if name in (FAULTY, OF_OWN_NETWORK):
        return _NO_HOST
    if name == "img":
        return r"<img(?![\w-])|!\["
    return _HIDDEN.pattern if " " in name else rf"<{re.escape(name)}(?![\w-])"
