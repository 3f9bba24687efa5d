"""What no report may show: the field ``secured``, and users and passwords in addresses.

Here is what a text alone tells; what the structure of YAML tells, its reader does. All that
may be a secret becomes asterisks, even by mistake: too much masked costs a look at the seed, and
too little a password.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from feeds.expressions import expression

Span = tuple[int, int]
"""The index of the first character concerned, and that after the last."""


class Secret(NamedTuple):
    """Where a secret field stands: its name, and from where to where nothing may be shown."""

    name: int
    start: int
    end: int


# Encrypted data of the site: no part of it may leave the seed, not even in a message.
SECRET = "secured"  # noqa: S105 - the name of the field, no password

# Its form: two parts in base64, the second of 16 bytes.
SECRET_FORM = expression(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{12,}+={0,2};[A-Za-z0-9+/]{22}==")
# Either half of it may stand anywhere by mistake.
_BLOB = expression(
    rf"{SECRET_FORM.pattern}|[A-Za-z0-9+/]{{40,}}+=*(?:;[A-Za-z0-9+/]*=*)?|[A-Za-z0-9+/]{{16,}}+={{1,2}}"
)

_PIECE_OF_BLOB = expression(r"[A-Za-z0-9+/]{12}|[;=+/]")

# Any slip of one letter is closer than both, "second", "sector" and "section" are not. In prose,
# "secret:" is a word like any other.
_RESEMBLANCE, _RESEMBLANCE_IN_PROSE = 0.75, 0.81
# That of any slip of one letter, or of two that changed places.
_RESEMBLANCE_OF_A_SLIP = 0.85
_LETTERS = frozenset(SECRET)
_SHORTEST_START = 3
# A longer one has run into what it is the name of.
_LONGEST_NAME = 12

_WORD = r"[^\s:,{}\[\]]++"
_WORD_BEFORE_COLON = expression(rf"(?<![^\s:,{{}}\[\]])({_WORD})[ \t]*+:")
# What may be the name of a field: all up to a colon, or the first two words of a line without one.
_TO_COLON = r"([^:,{}\[\]\r\n]++)(?=:)"
_TWO_WORDS = rf"({_WORD}(?:[ \t]++{_WORD})?)"
# Where no colon follows, none does from later on in it either: it is not looked at again.
_REST = r"[^:,{}\[\]\r\n]++"
_NAME = expression(
    rf"(?:\A|(?<=[\r\n]))[^\w\r\n]*+(?:{_TO_COLON}|{_TWO_WORDS})|[,{{\[#](?:\s*+{_TO_COLON}|{_REST})"
)
# Not the entities of HTML.
_ANCHOR = expression(r"(?:\A|[\s,{\[])&(?!#?\w+;)\S")
_ALIAS = expression(r"\*\S")

# What follows is compiled when it is first used: hardly any run needs it, and it takes longer than
# all else here.

# Of any name within a slip of SECRET, at least one of these parts is left, in capitals or not.
_PARTS = ("sec", "ecu", "cur", "ure", "red")
# All is sought in Latin-1: a question mark stands for whatever that lacks, and may be a blank.
_COLON_BEHIND = r"[^:,{}\[\]\n]{0,27}+[\s?]*+:"
_NO_WORD = r"[^\w\n]*+"
_MOST_BEFORE_PART = 3
# By what each begins with.
_SUSPECTS = {"&": r"&(?<![^\s?,\[{:]&)(?!#?\w+;|\s)", "\\": r"\\(?![\"\\nt])"}
_SUSPECTS_OF_CREDENTIALS = {
    "@": "@",
    "%40": "%40",
    "\\": r"\\[xu]",
    "//": r"//[^\s/#]{0,500}:[^\d/]",
}

# What double quotes have for a character, or any scalar for nothing or a blank, at the end of a
# line (YAML 1.1, sections 5.6 and 9.1).
_ESCAPE = (
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|/)"
    r"""|(?:\\|(?<![ \t]))[ \t]*+(?P<fold>[\r\n])\s*+(?!(?:- )*["']?[\w-]++["']?:\s)"""
)
_FOLD = "\0"
# RFC 3986, section 3.2.1. People put in there what would have to be encoded, and forget the scheme.
# Lengths are limited since each start is tried.
_LONGEST_CREDENTIALS = 1100
_LONGEST_HOST = 300
_CUT_OFF = r"""(?x)(?<=//)(?!\[)
        [^\s/?#@:]{0,500}+:(?!\d{0,9}+(?:[/?#"'<>\\,)\]}]|\Z)|\d{1,9}+\s)
        (?:(?!%40)[^\s/?#@]){0,500}+(?=\s*+\Z)"""
# Of these, each ends in one of the marks.
_CREDENTIALS = r"""(?x)(?<=//)(?!\[)(?:
        # What follows the colon is no port, so it is a password, with blanks in it perhaps.
        [^\s/?#@:]{0,500}+:(?!\d{0,9}+(?:[/?#"'<>\\,)\]}]|\Z)|\d{1,9}+\s)
        [^\r\n]{0,500}(?:@|%40)
      | [^\s/?#@:]{0,500}+:\S{0,500}(?:@|%40)
      | (?:[^\s/?#@"'<>]{0,500}+@)+
    )
    | (?<![^\s"'(\[{<=>,])(?!(?:mailto|tag|acct):)(?:
        [^\s"'<>:@/?#]{1,500}+:(?!//)(?:\S{0,500}|(?!\d)\S{1,500}[ \t]\S{0,500})(?:@|%40)
      | [^\s"'<>:@/?#]{1,500}+@(?=[A-Za-z][\w-]{0,63}\.[\w.-]{1,200}+(?::\d+)?/)
    )"""
# Without any of these there are none, and it is found in a tenth of the time.
_MARKS_OF_CREDENTIALS = ("@", "%40", r"\\[xu]", r"//[^\s/?#]{0,500}:[^\d/]")
# Up to the last "@", so that no part of a password is left.
_NAME_USER = r"""([ \t?-]*+["']?)((?:(?!:\s|://)[^\r\n])*)(?=@[^\s:@]*["']?[ \t]*:(?:\s|\Z))"""


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether the field *name* may be ``secured``, misspelt or cut off."""
    # What has less in common with it than a start of it is neither.
    if len(_LETTERS.intersection(name.casefold())) < _SHORTEST_START:
        return False
    folded = _folded(name)
    is_start = len(folded) >= _SHORTEST_START and SECRET.startswith(folded)
    return is_start or "secur" in folded or _likeness(folded) >= _RESEMBLANCE


@lru_cache(maxsize=4096)
def is_misspelt_secret(name: str) -> bool:
    """Tell whether *name*, of which ``is_secret_name`` is true, is within a slip of ``secured``.

    What only begins alike, as ``secret`` or ``sec``, is masked too, and mostly something else.
    """
    folded = _folded(name)
    return SECRET in folded or _likeness(folded) >= _RESEMBLANCE_OF_A_SLIP


def may_be_encrypted(value: object) -> bool:
    """Tell whether *value* may be encrypted data, or a piece of it."""
    return isinstance(value, str) and _PIECE_OF_BLOB.search(value) is not None


@lru_cache(maxsize=4096)
def _is_secret_word(word: str) -> bool:
    folded = _folded(word)
    return SECRET in folded or _likeness(folded) >= _RESEMBLANCE_IN_PROSE


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _likeness(folded: str) -> float:
    # No more letters than these can be alike, which spares nearly all names the comparison.
    most = 2 * sum(map(_LETTERS.__contains__, folded)) / (len(SECRET) + len(folded))
    if most < _RESEMBLANCE:
        return most
    # Hardly any word comes so near.
    from difflib import SequenceMatcher

    return SequenceMatcher(None, SECRET, folded).ratio()


def find_names(text: str) -> Iterator[Span]:
    """Yield where in *text* words with a colon name a secret.

    The span ends where the secret may begin, which is in the word if that is too long.
    """
    for found in _WORD_BEFORE_COLON.finditer(text):
        if _is_secret_word(found[1]):
            is_short = len(found[1]) <= _LONGEST_NAME
            yield found.start(), found.end() if is_short else found.start()


def find_fields(text: str) -> Iterator[int]:
    """Yield where in *text*, in YAML or not, fields may stand that hold a secret."""
    for found in _NAME.finditer(text):
        if found.lastindex is None:
            continue
        name: str = found[found.lastindex]
        first = name.split(maxsplit=1)[:1]
        # With escapes, any name may be another.
        if "\\" in name or any(map(is_secret_name, (name, *first))):
            yield found.start(found.lastindex)


def find_suspect(text: str) -> int:
    """Return where something first stands in *text* that may have to do with a secret.

    Nearly all seeds have nothing but the field itself, at their end, and this tells it in no time.
    """
    # Characters of one byte are looked through many times faster, and all stay in their places.
    # What is sought is in ASCII.
    plain = text.encode("latin-1", "replace").lower().replace(b"\r", b"\n").decode("latin-1")
    # Credentials may begin on another line than they end on.
    credentials = _find_first(_SUSPECTS_OF_CREDENTIALS, plain) - _LONGEST_CREDENTIALS
    found = min(_find_first(_SUSPECTS, plain), credentials, *_find_parts(plain))
    return max(found, 0)


def _find_first(patterns: Mapping[str, str], text: str) -> int:
    """Return where the first match of *patterns*, by their beginnings, starts in *text*.

    It is far behind the text if there is none.
    """
    found = (re.search(patterns[mark], text) for mark in patterns if mark in text)
    return min((match.start() for match in found if match), default=sys.maxsize)


def _find_parts(text: str) -> Iterator[int]:
    """Yield for each part of the name of a secret where it first may be that of a field.

    Either a colon stands not far behind it, or hardly anything before it in its line.
    """
    no_word, colon_behind = re.compile(_NO_WORD), re.compile(_COLON_BEHIND)
    for part in _PARTS:
        line_start, first_word, looked_at = -1, 0, 0
        while (at := text.find(part, looked_at)) >= 0:
            # Not from the start of the line on each time, which may be long.
            line_end = text.rfind("\n", max(looked_at - 1, 0), at)
            if line_end >= 0 or line_start < 0:
                line_start = line_end + 1
                blank = no_word.match(text, line_start, at)
                first_word = blank.end() if blank else line_start
            if at - first_word <= _MOST_BEFORE_PART and ":" not in text[first_word:at]:
                yield max(line_start - 1, 0)
                break
            if colon_behind.match(text, at):
                yield at
                break
            looked_at = at + 1


def find_doubtful(text: str) -> int:
    """Return up to where *text*, in YAML or not, holds no secret: a line, or the name of the first.

    It is the end of *text* if that holds none.
    """
    field = next(find_fields(text), len(text))
    word, behind_word = next(find_names(text), (len(text), len(text)))
    first = min(field, word)
    # Which anchor is meant does not matter: the field may not hold an alias.
    if _ALIAS.search(text, first) and (anchor := _ANCHOR.search(text, 0, first)):
        first = anchor.end()
    elif first == word:
        return behind_word
    return max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1


def find_credentials(text: str) -> Iterator[Span]:
    """Yield where in *text* users and passwords of addresses stand, up to the ``@`` behind each.

    They may go over lines and be written with escapes, as in YAML.
    """
    if not any(re.search(mark, text) for mark in _MARKS_OF_CREDENTIALS):
        return
    plain = re.sub(_ESCAPE, _unescaped, text)
    for start, end in _windows(plain):
        for found in re.compile(_CREDENTIALS).finditer(plain, start, end):
            yield found.start(), found.end() - (text[found.end() - 1] == "@")
    for found in re.finditer(_CUT_OFF, plain):
        yield found.span()


def _windows(text: str) -> Iterator[Span]:
    """Yield the parts of *text* in which credentials may stand: up to a mark, and a host behind it.

    To try from each place of a long text without any would take long.
    """
    start = end = 0
    for mark in re.finditer("@|%40", text):
        if mark.start() - _LONGEST_CREDENTIALS > end:
            if end:
                yield start, end
            start = mark.start() - _LONGEST_CREDENTIALS
        end = mark.end() + _LONGEST_HOST
    if end:
        yield start, end


def _unescaped(found: re.Match[str]) -> str:
    """Return what an escape stands for, as often as keeps all other characters in place."""
    code = found["x"] or found["u"]
    char = _FOLD if found["fold"] else chr(int(code, 16)) if code else "/"
    return char * len(found.group())


def mask_credentials(text: str) -> str:
    """Return *text* with asterisks for the user and password of each address in it."""
    # Without any of these there is no mark of credentials, and hardly any message has one.
    if "//" not in text and "@" not in text and "%" not in text and "\\" not in text:
        return text
    pieces: list[str] = []
    shown = 0
    for start, end in sorted(find_credentials(text)):
        pieces += text[shown:start], "*" * (end - max(start, shown))
        shown = max(shown, end)
    return "".join((*pieces, text[shown:])) if pieces else text


def _mask_blobs(text: str) -> str:
    """Return *text* with asterisks for whatever in it looks like encrypted data, or half of it."""
    return _BLOB.sub(lambda blob: "*" * len(blob.group()), text)


def mask_message(text: str) -> str:
    """Return *text*, a message, without the secrets that it may have quoted."""
    masked = mask_credentials(text)
    return SECRET_FORM.sub("***", masked) if ";" in masked else masked


def mask_value(text: str) -> str:
    """Return *text*, a value of a seed, without the secrets that it may hold by mistake."""
    _, end = next(find_names(text), (0, len(text)))
    return mask_message(text[:end] + asterisks(text[end:]))


def mask_line(line: str) -> str:
    """Return *line*, of any text, without the secrets that can be told from it alone."""
    line = mask_credentials(_mask_blobs(line))
    if "@" in line and (found := re.match(_NAME_USER, line)):
        return found[1] + "*" * len(found[2]) + line[found.end() :]
    return line


def mask_name(name: str) -> str:
    """Return the *name* of a field with asterisks for what may be a user, password or secret in it.

    One that is an address with a scheme is for ``mask_credentials``.
    """
    if len(name) > _LONGEST_NAME and is_secret_name(name):
        return "*" * len(name)
    name = _mask_blobs(name)
    if "://" in name:
        return name
    user, at, host = name.rpartition("@")
    return "*" * len(user) + at + host


def asterisks(text: str) -> str:
    """Return *text*, as long as it is, with asterisks for all that can be seen of its lines."""
    return re.sub(r"\S(?:[^\r\n]*\S)?", lambda line: "*" * len(line.group()), text)
