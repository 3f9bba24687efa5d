"""Code of Markdown that can be told without reading the Markdown, which takes some milliseconds."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from feeds.expressions import expression

# What the line below the head of a table has, between columns.
HEADS_OF_TABLES = ("-|", "- |", ":|", ": |", "|-", "| -", "|:", "| :")
# Stands for each character of code until all has been looked at. Markdown has it for no other
# (CommonMark, 2.3).
_MARK = "\0"
# What may stand in an empty line, or behind the fence that closes (CommonMark, 2.1 and 4.5).
_BLANKS = " \t\r"
# Lines are found in a part of the time by what ends the one before.
_FENCE = expression(r"\n([ \t]*)(`{3,}|~{3,})([^\n]*)")
# A span may go on in the next line of a paragraph. What a bar divides may be cells of a table, each
# with backticks of its own.
_SPAN, _SPAN_IN_TABLE = (
    expression(rf"`(?<!``)(?:(?:{text})+`|`(?!`)(?:{text}|`(?!`))+``)(?!`)")
    for text in (r"[^`\n\0]++|\n[ \t]*+(?=[^\s\0`<>#=~*+0-9|-])", r"[^`\n|]++")
)
_WITHIN_TAG = expression(r"<[A-Za-z/][^<>\n\0]*\0")
# In these are neither fences nor spans, for as long as they go on (CommonMark, 4.6).
_HTML = expression(r"\n[ \t>*+.)0-9-]*+<[A-Za-z/!?]")
_LONG_HTML = expression(
    r"<(?:!(?!--[^<>\n\0]*-->)|\?|(?:pre|script|style|textarea)(?![\w-]))", re.IGNORECASE
)
_EMPTY_LINE = expression(r"(?=\n[ \t\r]*\n)")


# Rules look at the same body one after the other.
@lru_cache(maxsize=1)
def without_evident_code(body: str) -> str:
    """Return *body* with blanks for its code but for what is indented, at the same places.

    It is returned as it is where only a parser can tell what is code: where HTML or a quotation is
    around it, or backticks are without others in their paragraph.
    """
    # A carriage return alone ends a line for Markdown, but not here.
    if "\r" in body and body.count("\r") != body.count("\r\n"):
        return body
    text = "\n" + body
    text = _marked(text, _fences(text))
    if "\\`" in text:
        return body
    may_be_table = "|" in text and any(mark in text for mark in HEADS_OF_TABLES)
    spans = (_SPAN_IN_TABLE if may_be_table else _SPAN).finditer(text)
    text = _marked(text, (span.span() for span in spans if _is_one(span)))
    if "`" in text or "~~~" in text or ("<" in text and _is_within_html(text)):
        return body
    return text[1:].replace(_MARK, " ")


def _is_within_html(text: str) -> bool:
    """Tell whether any code that is marked in *text* may stand within HTML."""
    if _WITHIN_TAG.search(text) or _LONG_HTML.search(text):
        return True
    parts = _EMPTY_LINE.split(text) if _HTML.search(text) else ()
    return any(_MARK in part and _HTML.search(part) for part in parts)


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return *text* with marks at the *spans*, but for ends of lines."""
    pieces, at = list[str](), 0
    for start, end in spans:
        lines = text[start:end].split("\n")
        pieces += text[at:start], "\n".join([_MARK * len(line) for line in lines])
        at = end
    return "".join(pieces) + text[at:]


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the fences in *text* begin and end that evidently are some.

    The text begins with the end of a line.
    """
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        indent, marks, behind = fence.groups()
        if opened is None:
            # With backticks behind, it may be a span of code; with a bar, the head of a table.
            is_text = "`" in behind or "|" in behind or _may_go_on(fence)
            opened = None if is_text else fence
        elif marks.startswith(opened[2]) and not behind.strip(_BLANKS):
            if indent == opened[1] and _is_within(text[opened.end() : fence.start()], indent):
                yield opened.start() + 1, fence.end()
            opened = None


def _is_within(text: str, indent: str) -> bool:
    """Tell whether all lines of *text* that hold anything begin with *indent*: else a list ends."""
    return not indent or all(
        line.startswith(indent) or not line.strip(_BLANKS) for line in text.split("\n")
    )


def _may_go_on(fence: re.Match[str]) -> bool:
    """Tell whether a paragraph may go on with *fence*, indented by four (CommonMark, 4.4)."""
    line = fence.string[fence.string.rfind("\n", 0, fence.start()) + 1 : fence.start()]
    return "    " in fence[1].expandtabs(4) and line.strip(_BLANKS) != ""


def _is_one(span: re.Match[str]) -> bool:
    """Tell whether *span* is one: headings and indented code do not go on in the next line."""
    if "\n" not in span[0]:
        return True
    line = span.string[span.string.rfind("\n", 0, span.start()) + 1 : span.start()]
    return not (line.startswith("    ") or any(mark in line for mark in ("     ", "\t", "#")))
