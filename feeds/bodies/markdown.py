"""Markdown with HTML, as the bodies of seeds are written.

It is CommonMark with GitHub's tables, strikethrough, links, task lists and footnotes.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from feeds.bodies.elements import FATES, KEPT, MAX_LENGTH, RENAMED

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Pictures that are written into the page cost nothing, and go anyway.
_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]{400,}")
_WINDOWS_REFERENCE = re.compile(r"&#(?:0*1(?:2[89]|[34]\d|5\d)|[xX]0*[89][0-9A-Fa-f]);")
# Of Word, Google and Facebook. No address has a scheme of one letter there (CommonMark, 6.5).
_OFFICE_TAG = re.compile(
    r"</?(?:[A-Za-z]|st[12]|fb):[A-Za-z][A-Za-z0-9-]{0,40}(?:\s[^<>]{0,400})?>"
)
_TAG = re.compile("<[A-Za-z/!]")
_LONGEST_TAG = 1_000
_ELEMENTS = KEPT.keys() | FATES.keys() | RENAMED.keys()
_CODE = frozenset({"fence", "code_block"})
_END_OF_CELL = re.compile(r"(?<!\\)\|")
_FOOTNOTE = re.compile(r"(?<![^\r\n])[ >]{0,40}\[\^([^\]\s]{1,400})\]:[^\r\n]{0,400}")
_TICKS = re.compile(r"`+")
# What stands in these is shown as it is written, or not at all.
_CODE_ELEMENTS = ("code", "pre", "samp", "script", "style", "textarea", "xmp")
# Comments, and where text begins or ends that is shown as it is written.
_PREFORMATTED = re.compile(
    r"<!--.*?(?:-->|\Z)|<(/?)(?:pre|textarea)(?=[\s>])", re.DOTALL | re.IGNORECASE
)
_ENDS_PREFORMATTED = re.compile(r"</(?:pre|textarea)[\s>]", re.IGNORECASE)
_LOOKED_UP_TO = "looked for the end of preformatted text up to line"
# A tag of which the next line may hold the end (CommonMark, 6.6).
_OPEN_TAG = re.compile(
    r"""<(?:/([A-Za-z][A-Za-z0-9-]*)"""
    r"""|([A-Za-z][A-Za-z0-9-]*)(?:\s+[A-Za-z_:][\w.:-]*+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]++))?)*+)\s*\Z"""
)
_HTML_IN_CODE = re.compile(r"\s*<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|!--)")


def render_markdown(body: str) -> str:
    """Return *body* as HTML, which is whatever its author wrote and not safe to show."""
    text = body[: cut_at(body)]
    parsed = _parse(text)
    if text.lstrip().startswith("<") and any(map(is_html_as_code, parsed.tokens)):
        # Who writes in HTML indents it: CommonMark 4.4 would take that for code.
        parsed = _parse(text, indented_code=False)
    parser = _parser()
    return str(parser.renderer.render(parsed.tokens, parser.options, parsed.environment))


def find_indented_html(body: str) -> int | None:
    """Return where in *body* HTML is taken for code first, because it is indented; None if nowhere.

    In a body that begins with a tag it is not.
    """
    if body.lstrip().startswith("<"):
        return None
    for token in _parse(body[: cut_at(body)]).tokens:
        if is_html_as_code(token) and token.map:
            start = _line_starts(body)[token.map[0]]
            return start + len(body[start:]) - len(body[start:].lstrip())
    return None


def find_open_fence(body: str) -> tuple[int, int] | None:
    """Return where *body* has a fence that is never closed, with paragraphs behind; None if not.

    All that follows is code then (CommonMark, 4.5). That of code alone may well be left open.
    """
    text = body[: cut_at(body)]
    fences = [token for token in _parse(text).tokens if token.type == "fence" and token.map]
    if not fences or not _ends_open(fences[-1]):
        return None
    (first, behind), lines = fences[-1].map or (0, 0), _line_starts(body)
    # That of a quotation or list may end before.
    if text[lines[min(behind, len(lines) - 1)] :].strip():
        return None
    start = body.index(fences[-1].markup, lines[first])
    return start, start + len(fences[-1].markup)


def _ends_open(fence: "Token") -> bool:
    """Tell whether *fence* has as many lines as the text in it but for one, and goes on behind."""
    first, behind = fence.map or (0, 0)
    is_open = behind - first == fence.content.count("\n") + (not fence.content.endswith("\n")) + 1
    return is_open and ("\n\n" in fence.content or f"\n{fence.markup}" in f"\n{fence.content}")


def without_code(body: str) -> str:
    """Return *body*, as far as it is not cut, with blanks for all code, at the same places."""
    body = body[: cut_at(body)]
    lines, pieces, at = _line_starts(body), list[str](), 0
    for token in _parse(body).tokens:
        if not token.map or (token.type not in _CODE and token.type != "inline"):
            continue
        first, behind = (lines[min(line, len(lines) - 1)] for line in token.map)
        if first < at:
            continue  # cells of a table share their line
        text = body[first:behind]
        pieces += body[at:first], _blank(text) if token.type in _CODE else _without_spans(text)
        at = behind
    return _without_elements("".join(pieces) + body[at:])


def find_lost_footnote(body: str) -> tuple[int, int] | None:
    """Return where *body* has a footnote that is not shown; None if there is none.

    Nothing refers to it, or another one has its name.
    """
    environment: dict[str, Any] = _parse(body[: cut_at(body)]).environment
    refs = environment.get("footnotes", {}).get("refs", {})
    seen = set[str]()
    for found in _FOOTNOTE.finditer(without_code(body)) if refs else ():
        name = ":" + found[1]
        if refs.get(name, 0) < 0 or (name in refs and name in seen):
            return found.span()
        seen.add(name)
    return None


def find_cells_beyond(body: str) -> tuple[int, int] | None:
    """Return where in *body* a row of a table has text behind its last column; None if none has.

    GitHub's tables have as many columns as their head, and what a row has beyond is not shown.
    """
    body = body[: cut_at(body)]
    lines, columns = _line_starts(body), 0
    for token in _parse(body).tokens:
        if token.type == "table_open":
            columns = 0
            first, behind = token.map or (0, 0)
        elif token.type == "th_open":
            columns += 1
        elif token.type == "thead_close":
            for line in range(first + 2, behind):
                if span := _beyond(body, lines[line], lines[line + 1], columns):
                    return span
    return None


def _beyond(body: str, start: int, end: int, columns: int) -> tuple[int, int] | None:
    """Return where the row from *start* to *end* has text behind so many *columns*."""
    row = body[start:end].rstrip()
    at = len(row) - len(row.lstrip(" \t>"))
    at += row.startswith("|", at)
    ends = [found.start() for found in _END_OF_CELL.finditer(row, at)]
    if len(ends) < columns:
        return None
    rest = row[ends[columns - 1] + 1 :]
    if not rest.strip("| \t"):
        return None
    first = len(row) - len(rest.lstrip("| \t"))
    return start + first, start + len(row.rstrip("| \t"))


def _line_starts(body: str) -> list[int]:
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", body))]
    return [*starts, len(body)]


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def _without_spans(text: str) -> str:
    """Return *text* with blanks for code between runs of as many backticks (CommonMark, 6.1)."""
    runs = list(_TICKS.finditer(text))
    waiting: dict[int, list[int]] = {}
    for number in reversed(range(len(runs))):
        waiting.setdefault(len(runs[number].group()), []).append(number)
    pieces, at, behind = list[str](), 0, 0
    for number, run in enumerate(runs):
        same = waiting[len(run.group())]
        same.pop()
        if number < behind or not same:
            continue
        end = runs[same[-1]].end()
        behind = same[-1] + 1
        pieces += text[at : run.start()], _blank(text[run.start() : end])
        at = end
    return "".join(pieces) + text[at:]


def _without_elements(text: str) -> str:
    lower = text.lower()
    for name in _CODE_ELEMENTS:
        # Up to the last end, each beginning has one: nothing is searched for in vain.
        end = lower.rfind(f"</{name}>")
        if end >= 0:
            inside = re.compile(
                rf"(<{name}(?:\s[^<>]*)?>)(.*?)(?=</{name}>)", re.DOTALL | re.IGNORECASE
            )
            end += len(name) + 3
            text = inside.sub(lambda found: found[1] + _blank(found[2]), text[:end]) + text[end:]
    return text


def is_html_as_code(token: "Token") -> bool:
    """Tell whether *token* is HTML that is taken for code because it is indented."""
    return token.type == "code_block" and _HTML_IN_CODE.match(token.content) is not None


def cut_at(body: str) -> int:
    """Return where *body* is cut: at its end, unless it is too long."""
    if len(body) <= MAX_LENGTH:
        return len(body)
    limit = MAX_LENGTH
    for data in _DATA.finditer(body):
        if data.start() > limit:
            break
        limit += len(data.group())
    if len(body) <= limit:
        return len(body)
    for end in ("\n\n", "\n", " "):
        found = body.rfind(end, limit - MAX_LENGTH // 2, limit)
        if found > 0:
            return _before_tag(body, found)
    return _before_tag(body, limit)


def _before_tag(body: str, end: int) -> int:
    """Return *end*, or where the tag begins that would be cut in two there."""
    start = body.rfind("<", max(end - _LONGEST_TAG, 0), end)
    is_cut = start >= 0 and body.find(">", start, end) < 0 and _TAG.match(body, start)
    return start if is_cut else end


class _Parsed(NamedTuple):
    """The blocks of a text, and what they refer to."""

    tokens: "list[Token]"
    environment: dict[str, object]


# Rules look at the same body one after the other.
@lru_cache(maxsize=1)
def _parse(text: str, *, indented_code: bool = True) -> _Parsed:
    environment: dict[str, object] = {}
    tokens = _parser(indented_code=indented_code).parse(text, environment)
    return _Parsed(tokens, environment)


def _windows_reference(state: "StateInline", silent: bool) -> bool:
    """Read ``&#146;`` and its like as characters of Windows, as browsers do (HTML, 13.2.5.80)."""
    found = _WINDOWS_REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        # Hardly any body has one, and all names of entities are loaded with it.
        from html import unescape

        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = unescape(found[0]), found[0], "entity"
    state.pos = found.end()
    return True


def _office_tag(state: "StateInline", silent: bool) -> bool:
    """Take tags of word processors and old widgets for HTML: subscribers would read ``<o:p>``."""
    found = _OFFICE_TAG.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _html_block(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read HTML as CommonMark does (4.6), and ``pre`` in it to its end, as browsers do.

    To CommonMark, the first empty line in ``<div><pre>`` ends the HTML: code of highlighters, which
    they write so, would be read as Markdown from there on.
    """
    from markdown_it.rules_block import html_block

    if not html_block(state, start, end, silent):
        return False
    if silent or state.line >= end or not state.isEmpty(state.line):
        return True
    token, line = state.tokens[-1], state.line
    text = token.content
    while _leaves_open(text) and (behind := _behind_preformatted(state, line, end)):
        text, line = state.getLines(line, behind, state.blkIndent, True), behind
    if line != state.line:
        state.line = line
        token.map = [start, line]
        token.content = state.getLines(start, line, state.blkIndent, True)
    return True


def _blockquote(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Let no quotation begin with the ``>`` of a tag that the lines before left open.

    Formatters of HTML, Prettier among them, put it at the begin of a line.
    """
    from markdown_it.rules_block import blockquote

    if not blockquote(state, start, end, silent):
        return False
    if not silent:
        return True
    before = state.src[max(state.bMarks[start] - _LONGEST_TAG, 0) : state.bMarks[start]]
    tag = _OPEN_TAG.match(before, max(before.rfind("<"), 0))
    return not (tag and (tag[1] or tag[2]).lower() in _ELEMENTS)


def _leaves_open(html: str) -> bool:
    found = [tag[1] for tag in _PREFORMATTED.finditer(html) if tag[1] is not None]
    return found[-1:] == [""]


def _behind_preformatted(state: "StateBlock", line: int, end: int) -> int | None:
    """Return the line behind the HTML in which preformatted text ends, from *line* on, if any."""
    # No line is looked at twice: before this one, no such text ends that has not been read.
    line = max(line, state.env.get(_LOOKED_UP_TO, 0))
    is_ended = False
    while line < end and (not is_ended or not state.isEmpty(line)):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        is_ended = is_ended or _ENDS_PREFORMATTED.search(text) is not None
        line += 1
    state.env[_LOOKED_UP_TO] = line
    return line if is_ended else None


def _footnote_caption(_renderer: object, tokens: "Sequence[Token]", index: int, *_: object) -> str:
    return f"[{tokens[index].meta['id'] + 1}]"


@cache
def _parser(*, indented_code: bool = True) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    from feeds.bodies.autolinks import link_addresses

    parser = MarkdownIt("commonmark", {"html": True, "tasklists": True})
    # A link is one whatever its scheme: what is not safe loses its address later, and is told of.
    # So is one without an address, as comments are written: [comment]: <> (text).
    vars(parser)["validateLink"] = lambda _url: True
    parser.enable(["table", "strikethrough"])
    # In brackets alone: ^[text] is not GitHub's, and a caret before a bracket is no rarity.
    parser.use(footnote_plugin, inline=False)
    # Its links go, so that it does not matter which of several references this is.
    parser.add_render_rule("footnote_caption", _footnote_caption)
    parser.core.ruler.push("link_addresses", link_addresses)
    parser.block.ruler.at(
        "blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.at(
        "html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("entity", "windows_reference", _windows_reference)
    parser.inline.ruler.before("autolink", "office_tag", _office_tag)
    return parser if indented_code else parser.disable("code")
