"""Characters that look like blanks, where the structure of YAML hangs on blanks.

Pasted from web pages and word processors they indent a line, or stand beside a hyphen or colon, and
YAML takes them for text (YAML 1.2.2, section 5.5). Inside values they are text indeed.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from feeds.frontmatter.source import Source
from feeds.frontmatter.yaml import Values, read_values
from feeds.problems.diagnostics import Diagnostic
from feeds.secrets import Span
from feeds.values.blanks import ODD_BLANKS, character_names, with_plain_blanks

_ODD = re.compile(rf"[{ODD_BLANKS}]")
_DOUBTFUL = re.compile(rf"[\t{ODD_BLANKS}]")
_RUN = rf"[ \t{ODD_BLANKS}]*+"
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")
_PARTS = re.compile(
    rf"(?P<indent>{_RUN})"
    rf"(?P<dashes>(?:-[ \t{ODD_BLANKS}]++)*+)"
    rf"""(?:(?P<name>[\w.-]++|"[^"\r\n]*+"|'[^'\r\n]*+')(?P<before>{_RUN}):(?P<behind>{_RUN}))?"""
)
_BLOCK = re.compile(r"(?:[&!]\S*[ \t]+)*[|>][-+0-9]*[ \t]*(?:#.*)?\Z")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
# A field and its value; what follows the line of a field, if it is not indented.
_FIELD_WITH_VALUE = re.compile(r"[\w.-]+:[ \t]+[^\s|>&!]")
_BELOW = re.compile(r"[^\r\n:]*:[ \t]*(?:[\r\n]|\Z)|[^\r\n]*(?:[\r\n]+(?=[^\s-])|\Z)")
# No line is looked at that is longer.
_FAR = 4096
_MOST = 10
# As wide as a blank in any font of an editor: what they indent stands where it seems to stand.
_CERTAIN = frozenset(" \xa0")


class OddBlanks(NamedTuple):
    """Where such characters are, in order, what is wrong with each, and the text without them.

    ``mended`` is None where it is not certain how far a line is to be indented.
    """

    diagnostics: tuple[Diagnostic, ...]
    mended: str | None


def find_odd_blanks(source: Source, start: int, end: int, values: Values) -> OddBlanks | None:
    """Return what is wrong with blanks in the YAML of *source*, which is read as *values*.

    None if nothing is: with plain blanks, it would be read as it is.
    """
    text = source.text
    if not _DOUBTFUL.search(text, start, end):
        return None
    found = list(_odd_places(text, start, end))
    spans = [span for span, _ in found]
    if not spans:
        return None
    plain = Source(source.path, _with_plain_blanks(text, spans, end))
    meant = read_values(plain, start, len(plain.text))
    if meant.value is None:
        return _describe_unfitting(source, found, (start, end), values)
    if _shape(meant.value) == _shape(values.value):
        return None
    odd = {char for first, last in spans for char in text[first:last]}
    is_certain = not meant.diagnostics and (odd <= _CERTAIN or _is_full(meant.value))
    # What has no width indents nothing that can be seen.
    narrow = [
        (a, b) for a, b in spans if text[a - 1] in "\r\n" and not with_plain_blanks(text[a:b])
    ]
    is_certain = is_certain and _stand_at_the_margin(text, start, narrow)
    mended = plain.text + text[end:] if is_certain else None
    return OddBlanks(tuple(_diagnostics(source, found)), mended)


def _describe_unfitting(
    source: Source, found: list[tuple[Span, str]], yaml: Span, values: Values
) -> OddBlanks | None:
    """Return what is wrong with the blanks *found* where no plain blanks could stand."""
    if values.value is None:
        return OddBlanks((*_diagnostics(source, found), *values.diagnostics), None)
    if not _has_odd_names(values.value):
        return None
    spans = [span for span, _ in found]
    if not _stand_at_the_margin(source.text, yaml[0], spans):
        return OddBlanks(tuple(_diagnostics(source, found)), None)
    pieces, done = list[str](), 0
    for first, last in spans:
        pieces.append(source.text[done:first])
        done = last
    plain = Source(source.path, "".join((*pieces, source.text[done : yaml[1]])))
    meant = read_values(plain, yaml[0], len(plain.text))
    is_same = _shape(meant.value) == _shape(values.value, strip=True)
    mended = plain.text + source.text[yaml[1] :] if is_same else None
    return OddBlanks(tuple(_diagnostics(source, found, "delete them")), mended)


def _stand_at_the_margin(text: str, start: int, spans: list[Span]) -> bool:
    """Tell whether each of *spans* is before a field among fields without indentation.

    It is so if the line above is such a field with its value, and the one below starts likewise.
    """
    for first, last in spans:
        above = re.split(r"[\r\n]+", text[max(start, first - _FAR) : first])[-2:-1]
        below = _BELOW.match(text, last)
        is_field = first == start or bool(above and _FIELD_WITH_VALUE.match(above[0]))
        if not (is_field and below and text[first - 1] in "\r\n"):
            return False
    return True


def _diagnostics(
    source: Source, found: list[tuple[Span, str]], remedy: str | None = None
) -> Iterator[Diagnostic]:
    for number, (span, problem) in enumerate(found[:_MOST], 1):
        others = len(found) - _MOST if number == _MOST else 0
        more = f" ({others} more below)" if others > 0 else ""
        names = character_names(source.text[span[0] : span[1]].replace(" ", ""))
        yield source.diagnostic(span, "odd-blank", problem.format(names) + more, remedy)


def _with_plain_blanks(text: str, spans: list[Span], end: int) -> str:
    """Return *text* up to *end* with plain blanks at *spans*."""
    pieces, done = list[str](), 0
    for first, last in spans:
        blanks = with_plain_blanks(text[first:last]).replace("\t", "  ")
        # Between a colon or hyphen and what follows, there has to be one.
        is_needed = text[first - 1 : first] in ("-", ":") and text[last : last + 1] not in "\r\n"
        pieces += text[done:first], blanks or (" " if is_needed else "")
        done = last
    return "".join((*pieces, text[done:end]))


def _odd_places(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Yield where odd blanks stand between values, and what is wrong with them."""
    at, block = start, -1
    tabs = _may_mend_tabs(text[start:end])
    while at < end and (line := _LINE.match(text, at, end)):
        first, (_, last) = at, line.span(1)
        at = line.end() if line.end() > at else end
        parts = _PARTS.match(text, first, last)
        if parts is None:
            continue
        indent = parts["indent"]
        if block >= 0:
            plain = len(indent) - len(indent.lstrip(" "))
            if plain > block or plain == last - first:
                continue
            if len(indent) > block:
                yield from _indent(parts, tabs=tabs)
                continue
            block = -1
        yield from _of_line(parts, text, last, tabs=tabs)
        value = parts.end()
        if _BLOCK.match(text, value, last):
            block = parts.end("dashes") - first if parts["name"] else len(indent)
        elif (quoted := _QUOTED.match(text, value, end)) and quoted.end() > at:
            rest = _LINE.match(text, quoted.end(), end)
            at = rest.end() if rest else end


def _of_line(
    parts: re.Match[str], text: str, last: int, *, tabs: bool
) -> Iterator[tuple[Span, str]]:
    is_empty = parts.end("indent") == last
    if parts["name"] or parts["dashes"] or is_empty:
        yield from _indent(parts, tabs=tabs)
    for found in re.finditer(
        rf"-(?P<run>[ \t{ODD_BLANKS}]++)", text[parts.start("dashes") : parts.end("dashes")]
    ):
        run, at = found["run"], parts.start("dashes") + found.start("run")
        is_last = at + len(run) == parts.end("dashes")
        # Behind a blank, it is how the item begins.
        if _ODD.search(run) and (_ODD.match(run) or not is_last or parts["name"]):
            yield (at, at + len(run)), "behind the hyphen of a list stands the {}"
    if parts["name"]:
        if _ODD.search(parts["before"]):
            yield parts.span("before"), "between a field and its colon stands the {}"
        if _ODD.match(parts["behind"]):
            yield parts.span("behind"), "behind the colon stands the {}"


def _indent(parts: re.Match[str], *, tabs: bool) -> Iterator[tuple[Span, str]]:
    indent = parts["indent"]
    if _ODD.search(indent) or (tabs and "\t" in indent):
        yield parts.span("indent"), "the line is indented with the {}"


def _may_mend_tabs(yaml: str) -> bool:
    """Tell whether no line of *yaml* is indented with blanks, so that tabs need not fit to them."""
    return "\t" in yaml and not re.search(r"(?:\A|[\r\n])\t* ", yaml)


def _shape(value: Any, *, strip: bool = False) -> Any:
    """Return the structure of *value* without its texts; *strip* takes all blanks off its names."""
    match value:
        case dict():
            return {
                with_plain_blanks(key).strip() if strip else key: _shape(item, strip=strip)
                for key, item in value.items()
            }
        case list():
            return [_shape(item, strip=strip) for item in value]
        case _:
            return type(value).__name__


def _has_odd_names(value: Any) -> bool:
    """Tell whether such a character is at the edge of the name of a field in *value*."""
    match value:
        case dict():
            odd = any(_ODD.search(name[:1] + name[-1:]) for name in value)
            return odd or any(map(_has_odd_names, value.values()))
        case list():
            return any(map(_has_odd_names, value))
        case _:
            return False


def _is_full(value: Any) -> bool:
    """Tell whether no field in *value* is without one, as those are that lost what was theirs."""
    match value:
        case dict():
            return all(map(_is_full, value.values()))
        case list():
            return all(map(_is_full, value))
        case _:
            return value is not None
