"""Problems found in seeds, as data: what is wrong, where, and what to do about it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem weighs: only an error keeps a seed out of the feeds."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Diagnostic(NamedTuple):
    """One problem at one place in a seed.

    Lines and columns count from 1, in characters, in the whole file: the opening fence is line 1.
    ``end_column`` is the column after the last character concerned, on the same line.
    ``excerpt`` is that line, with everything secret masked; empty if there is no text to show.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    end_column: int = 0
    excerpt: str = ""

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of *diagnostics* is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


# The form of the encrypted data of the site: two parts in base64, the second of 16 bytes.
SECRET_FORM = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{12,}+={0,2};[A-Za-z0-9+/]{22}==")


def mask_secrets(text: str) -> str:
    """Return *text* with asterisks in the place of what has the form of encrypted data."""
    return SECRET_FORM.sub("***", text) if ";" in text else text


# What ends a user and password, as it is, percent-encoded, or as an escape of YAML.
_AT = r"(?:@|%40|\\x40|\\u0040|\\U00000040)"
# RFC 3986, section 3.2.1. People put in there what would have to be encoded, and forget the scheme:
# rather too much is masked than a part of a password shown. Lengths are limited since each start
# is tried.
_CREDENTIALS = re.compile(
    rf"""(?<=//)(?!\[)(?:
        # What follows the colon is no port, so it is a password, with blanks in it perhaps.
        [^\s/?#@:]{{0,500}}+:(?!\d{{0,9}}+(?:[\s/?#"'<>\\,)\]}}]|\Z))[^\r\n]{{0,500}}{_AT}
      | [^\s/?#@:]{{0,500}}+:\S{{0,500}}{_AT}
      | (?:[^\s/?#@"'<>]{{0,500}}+@)+
    )
    | (?<![^\s"'(\[{{<=>])(?!(?:mailto|tag|acct):)(?:
        [^\s"'<>:@/?#]{{1,500}}+:(?!//)\S{{0,500}}{_AT}
      | [^\s"'<>:@/?#]{{1,500}}+@(?=[A-Za-z][\w-]{{0,63}}\.[\w.-]{{1,200}}+(?::\d+)?/)
    )""",
    re.VERBOSE,
)


def mask_credentials(text: str) -> str:
    """Return *text* with asterisks for the user and password of each address in it."""
    if "@" not in text and "%40" not in text and "\\" not in text:
        return text
    return _CREDENTIALS.sub(lambda found: "*" * (len(found.group()) - 1) + "@", text)


# Up to the last "@", so that no part of a password is left.
_NAME_USER = re.compile(
    r"""^([ \t?-]*+["']?)((?:(?!:\s|://)[^\r\n])*)(?=@[^\s:@]*["']?[ \t]*:(?:\s|\Z))""",
    re.MULTILINE,
)


def mask_name(name: str) -> str:
    """Return the *name* of a field with asterisks for what may be a user and password in it.

    One that is an address with a scheme is for ``mask_credentials``.
    """
    if "://" in name:
        return name
    user, at, host = name.rpartition("@")
    return "*" * len(user) + at + host


def mask_names(text: str) -> str:
    """Return *text* with the name of the field masked that each line starts with."""
    if "@" not in text:
        return text
    return _NAME_USER.sub(lambda found: found[1] + "*" * len(found[2]), text)


def quote(value: object, limit: int = 80) -> str:
    """Quote a front matter *value* on one line for a message, cut after *limit* characters.

    What is secret in it is masked first, since what is cut off may tell where a password ends.
    """
    match value:
        case str():
            text = mask_secrets(mask_credentials(value))
        case bool():
            text = "true" if value else "false"
        case None:
            text = "null"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            text = str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f'"{text}"'
