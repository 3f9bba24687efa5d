"""What to do about YAML that cannot be read, as far as the parser's words and the line tell."""

import re

from feeds.problems.basic_rules import usual_remedy

_NO_TABS = "indent with blanks instead of tabs"
_REMEDIES = (
    ("tab character", _NO_TABS),
    ("cannot start any token", "quote a value that starts with @, ` or %"),
    ("unexpected end of stream", "close the quotation mark that opens here"),
    ("unknown escape character", r"double the backslash, or use single quotes"),
    ("did not find expected ',' or", "close the bracket, and quote the values inside it"),
    ("did not find expected key", "align the fields of one level"),
    ("while scanning an alias", 'quote text that starts with "*"'),
    ("while scanning an anchor", 'quote text that starts with "&"'),
    ("invalid Unicode character escape", "write the character itself instead of the escape"),
)
_OTHERWISE = "correct the YAML here, and put text with special characters in quotes"

_NAME = re.compile(r"[ ]*[\w-]+")
# Behind the colon of an address are slashes.
_UNSPACED_FIELD = re.compile(r"[ ]*[\w-]+:(?!//)[^\s]")


def find_remedy(problem: str, text: str, index: int) -> str:
    """Return what to do about the *problem*, as the parser names it, at *index* of *text*.

    No part of the text is quoted: it may be secret.
    """
    if text[index : index + 1] == "\t":
        return _NO_TABS
    above, _, before = text[:index].rpartition("\n")
    line = before + re.split(r"[\r\n]", text[index:], maxsplit=1)[0]
    if "mapping values are not allowed" in problem:
        return _remedy_of_colon(above.rstrip().rpartition("\n")[2], before, line)
    if "could not find expected ':'" in problem:
        return find_remedy_of_text(text, index)
    # Something follows what looked like the whole value.
    if "did not find expected" in problem and before.rstrip().endswith(("'", '"', "]", "}")):
        return f"put the whole value in {quotes_for(line)}"
    return next((remedy for part, remedy in _REMEDIES if part in problem), _OTHERWISE)


def find_remedy_of_text(text: str, index: int) -> str:
    """Return what to do about the plain words at *index* of *text* where a field has to be."""
    if _UNSPACED_FIELD.match(text, index):
        return "write a blank after the colon"
    return usual_remedy("not-a-mapping")


def _remedy_of_colon(above: str, before: str, line: str) -> str:
    """Return what to do about a colon in *line* behind *before* that makes no field."""
    if _NAME.fullmatch(before):
        if _UNSPACED_FIELD.match(above):
            return "write a blank after the colon of the line above"
        return "indent this line as the one above it"
    return f'put the value in {quotes_for(line)}: it holds ": "'


def quotes_for(line: str) -> str:
    """Return in words the quotation marks that the value in *line* fits into, nearly as it is."""
    if '"' not in line:
        return "double quotes"
    return "single quotes" + (", and double each ' inside" if "'" in line else "")
