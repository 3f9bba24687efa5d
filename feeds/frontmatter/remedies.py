"""What is wrong with YAML that cannot be read, and what to do about it.

The parser's words, the place it stopped at and the line there tell. No part of the text is quoted:
it may be secret.
"""

import re
from typing import NamedTuple

from feeds.problems.basic_rules import usual_remedy
from feeds.secrets import Span
from feeds.values.blanks import character_name

_OTHERWISE = "correct the YAML here, and put text with special characters in quotes"
DOUBLED = "double the backslash, or use single quotes"
_NO_TABS = "indent with blanks instead of tabs"
# By a part of what the parser says: what is wrong in plainer words, if there are any, and what to
# do. The first that fits counts.
_PROBLEMS = (
    (
        "cannot start any token",
        "a value without quotation marks cannot start with this character",
        "quote a value that starts with @, ` or %",
    ),
    (
        "unexpected end of stream",
        "the quotation mark that opens here is never closed",
        "close the quotation mark that opens here",
    ),
    (
        "unknown escape character",
        "a backslash in double quotes starts an escape, and there is none of this letter",
        DOUBLED,
    ),
    (
        "did not find expected hexdecimal number",
        r"in double quotes, \x, \u and \U start an escape of 2, 4 or 8 hexadecimal digits",
        DOUBLED,
    ),
    ("did not find expected key", "", "align the fields of one level"),
    (
        "while scanning an alias",
        "",
        'quote text that starts with "*", or write "- " before the items of a list',
    ),
    ("while scanning an anchor", "", 'quote text that starts with "&"'),
    (
        "while scanning a block scalar",
        "| and > start a text on the lines below, and here it goes on beside them",
        'quote text that starts with "|" or ">", or write it all on the lines below',
    ),
    (
        "block sequence entries are not allowed",
        "a hyphen and a blank start a list, which cannot stand here",
        'quote text that starts with "-", or write each item of a list on a line of its own',
    ),
    (
        "mapping keys are not allowed",
        "a question mark and a blank start the name of a field, which cannot stand here",
        'quote text that starts with "?"',
    ),
    (
        "did not find expected node content",
        "a value without quotation marks cannot start with this character",
        "put the value in quotes",
    ),
    (
        "invalid Unicode character escape",
        "the escape stands for no character, such as half of a surrogate pair",
        "write the character itself instead of the escape",
    ),
)
_NAME = re.compile(r"[ ]*[\w-]+")
# Behind the colon of an address are slashes.
_UNSPACED_FIELD = re.compile(r"[ ]*[\w-]+:(?!//)[^\s]")
# What closes a text in quotes while it seems to open one: the one that it closes is above.
_FIELD_UP_TO_QUOTE = re.compile(
    r"""[ ]*+(?:- [ ]*+(?:[\w-]++:[ ]++)?|[\w-]++:[ ]++)(?:\[[ ]*+)?(["'])"""
)
_TYPOGRAPHIC = ("“", "”", "„", "‘", "’", "″")
# As other formats and keyboards have them.
_OTHER_COLON = re.compile(r"[ ]*+[\w-]++[ \t]*+([\uff1a\ufe55\ufe13\u2236\ua789=])")
# Brackets and commas of East Asian keyboards.
_OTHER_BRACKET = re.compile(r"[ ]*+(?:- [ ]*+)?(?:[\w-]++:[ ]++)?([｛［【「『])")
_OTHER_MARK = re.compile("[，、；｛｝［］【】「」『』]")
_OTHER_COMMENT = re.compile(r"//|;+|--|\uff03|\ufe5f")
_PUNCTUATION = re.compile(r"[ \t]*([,;]|[\"'\u201c\u201d])[ \t]*(?:#.*)?")
_IN_FLOW = re.compile(r"""(?<=[\s\[{,:])(?:"(?:[^"\\]|\\.)*+"|'[^']*+'|(#))""", re.DOTALL)
# A value that is nothing but an address within these.
_WRAPPED_ADDRESS = re.compile(
    r"[ ]*+(?:- [ ]*+)*+(?:[\w-]++:[ ]++)?"
    r"(?P<value>!?\[[^\[\]\r\n]*+\]\((?P<url>https?://[^\s()]++)\)|`https?://[^\s`]++`)[ \t\r]*+\Z"
)
# The escape that the parser was reading when it stopped, and the digits it wanted.
_ESCAPE = re.compile(r"\\[xuU][0-9A-Fa-f]{0,8}|\\.")


class SyntaxFault(NamedTuple):
    """What is wrong in YAML, where, and what to do about it."""

    message: str
    span: Span
    remedy: str


def explain(problem: str, context: str, text: str, start: int, index: int) -> SyntaxFault:
    """Return what is meant by the *problem* at *index* of *text*, as the parser names both.

    What it was reading there, the *context*, begins at *start*.
    """
    span = (index, index + 1)
    if text[index : index + 1] == "\t":
        words = "a tab stands where YAML allows only blanks"
        return SyntaxFault(words, _tabs_at(text, index), _NO_TABS)
    if "mapping values are not allowed" in problem:
        if other := _colon_above(text, index) or _other_bracket(text, index):
            return other
        remedy = _remedy_of_colon(text, index)
        return SyntaxFault("the colon makes a field here, where none can stand", span, remedy)
    if "could not find expected ':'" in problem:
        return _text_for_field(text, index)
    both = f"{context} {problem}"
    return (
        _wrapped_address(text, index)
        or _comment_in_flow(both, text, start, index)
        or _between_items(both, text, start, index)
        or _typographic_end(both, text, index)
        or _unclosed_above(both, text, index)
        or _behind_value(both, text, index)
        or _second_quote(both, text, index)
        or _usual_fault(both, problem, text, index)
    )


def _wrapped_address(text: str, index: int) -> SyntaxFault | None:
    """Return the fault of an address in the marks of a link or of code, without quotes."""
    start = text.rfind("\n", 0, index) + 1
    found = _WRAPPED_ADDRESS.match(text, start, _line_end(text, index))
    if found is None or index < found.start("value"):
        return None
    around = "backticks" if found["url"] is None else "a link in Markdown"
    remedy = "write the address alone; or put the value in quotes, if it is a text"
    return SyntaxFault(f"an address has {around} around it", found.span("value"), remedy)


def _usual_fault(both: str, problem: str, text: str, index: int) -> SyntaxFault:
    for part, words, remedy in _PROBLEMS:
        if part in both:
            span = _escape_at(text, index) if "escape" in words else (index, index + 1)
            return SyntaxFault(words or f"the YAML cannot be read: {problem}", span, remedy)
    words = f"the YAML cannot be read: {problem}"
    return SyntaxFault(words, (index, index + 1), _OTHERWISE)


def _around(text: str, index: int) -> tuple[str, str]:
    """Return what stands on the line of *index* before it, and from it on."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return before, re.split(r"[\r\n]", text[index : _line_end(text, index)], maxsplit=1)[0]


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return end if end >= 0 else len(text)


def find_remedy_of_text(text: str, index: int) -> str:
    """Return what to do about the plain words at *index* of *text* where a field has to be."""
    if _UNSPACED_FIELD.match(text, index):
        return "write a blank after the colon"
    return usual_remedy("not-a-mapping")


def find_other_colon(text: str, index: int) -> SyntaxFault | None:
    """Return the fault of the field at *index* of *text*, if what ends its name is no colon."""
    if other := _OTHER_COLON.match(text, index):
        words = f"the {character_name(other[1])} is no colon of YAML"
        return SyntaxFault(words, other.span(1), "write a colon and a blank in its place")
    return None


def _colon_above(text: str, index: int) -> SyntaxFault | None:
    """Return the fault of the line above that of *index*, if its field has another colon."""
    line = text.rfind("\n", 0, index)
    return find_other_colon(text, text.rfind("\n", 0, max(line, 0)) + 1) if line > 0 else None


def _other_bracket(text: str, index: int) -> SyntaxFault | None:
    """Return the fault of a bracket before *index*, on its line, that is none of YAML."""
    found = _OTHER_BRACKET.match(text, text.rfind("\n", 0, index) + 1)
    if found is None or found.start(1) > index:
        return None
    words = f"the {character_name(found[1])} is no bracket of YAML"
    return SyntaxFault(
        words, found.span(1), "write [ or { in its place, or put the value in quotes"
    )


def _text_for_field(text: str, index: int) -> SyntaxFault:
    """Return the fault of the text at *index*, where a field has to be."""
    if other_colon := find_other_colon(text, index):
        return other_colon
    words, remedy = "here is text where the next field has to be", find_remedy_of_text(text, index)
    if other := _OTHER_COMMENT.match(text, index):
        return SyntaxFault(words, other.span(), "start a comment with #")
    return SyntaxFault(words, (index, index + 1), remedy)


def _between_items(both: str, text: str, start: int, index: int) -> SyntaxFault | None:
    """Return the fault of a list in brackets that has no comma, or no end."""
    if "did not find expected ',' or" not in both:
        return None
    if re.search(r"[\r\n]", text[start:index]):
        words = "the bracket that opens here is not closed"
        remedy = "close the bracket, and quote the values inside it"
        return SyntaxFault(words, (start, start + 1), remedy)
    if mark := _OTHER_MARK.search(text, start, index):
        words = f"the {character_name(mark[0])} separates nothing in YAML"
        remedy = "write a comma and a blank, or a bracket, in its place; or put the text in quotes"
        return SyntaxFault(words, mark.span(), remedy)
    words = "an item has ended before this, and no comma follows"
    remedy = "write a comma before it, or put the whole item in quotes"
    return SyntaxFault(words, (index, index + 1), remedy)


def _typographic_end(both: str, text: str, index: int) -> SyntaxFault | None:
    """Return the fault of a text that a straight quotation mark opens and another one closes."""
    if "unexpected end of stream" in both:
        opening = index
    elif found := _FIELD_UP_TO_QUOTE.fullmatch(_around(text, index)[0]):
        opening = _opening_of(found[1], text, index)
    else:
        return None
    line = text[opening : _line_end(text, opening)].rstrip()
    if line[-1:] not in _TYPOGRAPHIC:
        return None
    at = opening + len(line) - 1
    words = f"the {character_name(line[-1])} does not close the quotation mark before it"
    return SyntaxFault(words, (at, at + 1), f"write {text[opening]} in its place")


def _opening_of(mark: str, text: str, index: int) -> int:
    """Return where the quotation *mark* opens that the one before *index* closes."""
    opening = text.rfind(mark, 0, index - 1)
    while mark == '"' and opening > 0 and text[opening - 1] == "\\":
        opening = text.rfind('"', 0, opening)
    return max(opening, 0)


def _tabs_at(text: str, index: int) -> Span:
    end = index
    while text[end : end + 1] == "\t":
        end += 1
    return index, end


def _escape_at(text: str, index: int) -> Span:
    """Return where the escape stands that the parser had begun to read at *index*."""
    found = _ESCAPE.match(text, index - 2) if text[index - 1 : index] in "xuU" else None
    found = found or _ESCAPE.match(text, index)
    return found.span() if found else (index, index + 1)


def _comment_in_flow(both: str, text: str, start: int, index: int) -> SyntaxFault | None:
    """Return the fault of a # that hides the end of a list or mapping in brackets."""
    if "did not find expected node content" in both:
        start = max(text.rfind("[", 0, index), text.rfind("{", 0, index), 0)
    elif "did not find expected ',' or" not in both:
        return None
    marks = (found.start(1) for found in _IN_FLOW.finditer(text, start, index) if found[1])
    mark = next(marks, None)
    if mark is None:
        return None
    return SyntaxFault(
        "this # starts a comment, so that the bracket before it is not closed",
        (mark, mark + 1),
        "put the text with the # in quotes, or end a comment on the line that it is meant for",
    )


def _unclosed_above(both: str, text: str, index: int) -> SyntaxFault | None:
    """Return the fault of a text in quotes that ended where that of another line begins."""
    before, _ = _around(text, index)
    found = _FIELD_UP_TO_QUOTE.fullmatch(before) if "did not find expected key" in both else None
    if not found:
        return None
    opening = _opening_of(found[1], text, index)
    return SyntaxFault(
        "the quotation mark that opens here is not closed before the next field",
        (opening, opening + 1),
        "close the quotation mark at the end of the value",
    )


def _behind_value(both: str, text: str, index: int) -> SyntaxFault | None:
    """Return the fault of what follows a value that has ended."""
    before, rest = _around(text, index)
    closed = before.rstrip().endswith(("'", '"', "]", "}"))
    if not closed or "did not find expected" not in both:
        return None
    found = _PUNCTUATION.fullmatch(rest)
    if found:
        # As other formats have it, or by a slip.
        at = index + found.start(1)
        name = {",": "comma", ";": "semicolon"}.get(found[1], "quotation mark")
        words = f"a {name} stands behind the value, which has ended"
        return SyntaxFault(words, (at, at + 1), f"remove the {name}")
    remedy = f"put the whole value in {quotes_for(before + rest)}"
    return SyntaxFault("the value has ended before this, and goes on", (index, index + 1), remedy)


def _second_quote(both: str, text: str, index: int) -> SyntaxFault | None:
    """Return the fault of a quotation mark that follows another one and never ends."""
    if "unexpected end of stream" not in both or text[index - 1 : index] not in ("'", '"'):
        return None
    return SyntaxFault(
        "a second quotation mark opens behind the value, which has ended",
        (index, index + 1),
        "remove the quotation mark",
    )


def _remedy_of_colon(text: str, index: int) -> str:
    """Return what to do about the colon at *index* that makes no field."""
    before, rest = _around(text, index)
    if _NAME.fullmatch(before):
        end = len(text[: index - len(before)].rstrip())
        if _UNSPACED_FIELD.match(text, text.rfind("\n", 0, end) + 1):
            return "write a blank after the colon of the line above"
        return "indent this line as the one above it"
    return f'put the value in {quotes_for(before + rest)}: it holds ": "'


def quotes_for(line: str) -> str:
    """Return in words the quotation marks that the value in *line* fits into, nearly as it is."""
    if '"' not in line:
        return "double quotes"
    return "single quotes" + (", and double each ' inside" if "'" in line else "")
