"""Mail addresses: alone (RFC 5322, section 3.4.1), and with a name after them, as RSS has them."""

import re
from functools import lru_cache
from urllib.parse import unquote

from feeds.expressions import expression
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.plain import check_plain

_ATOM = r"[^\s()<>@,;:\\\".\[\]]+"
_LOCAL = rf"(?:{_ATOM}(?:\.{_ATOM})*|\"[^\"\\]*\")"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
# No name without a dot takes mail from elsewhere (RFC 7085).
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})+|\[[0-9A-Fa-f.:]+\])"
_ADDRESS = expression(rf"{_LOCAL}@{_DOMAIN}")
# Where one starts among other words: no look back, so that the time stays linear.
_SOMEWHERE = expression(rf"(?:^|(?<=[\s<,;:]))({_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+)")
_WITH_NAME = expression(r"(?P<address>[^\s()]+)(?P<blank>\s*)\((?P<name>[^()]*)\)")
_COMMENT = expression(r"\([^()]*\)")
_MAX_LENGTH = 1000


@lru_cache(maxsize=1024)
def check_mail_address(text: str) -> Flaw | None:
    """Return what keeps *text* from being a mail address and nothing else (RFC 4287, 3.2.3)."""
    if len(text) <= _MAX_LENGTH and _ADDRESS.fullmatch(text):
        return None
    if not text.strip():
        return Flaw("malformed-mail", "is empty")
    found = _find(text)
    # Which of several is meant is not certain.
    instead = found[1] if found is not None and text.count("@") == 1 else None
    reason = "is no mail address alone" if found is not None else "is no mail address"
    return Flaw("malformed-mail", reason, instead)


@lru_cache(maxsize=1024)
def check_mail_with_name(text: str) -> Flaw | None:
    """Return what keeps *text* from being a mail address with a name, as RSS wants it.

    That is ``somebody@example.org (Some Body)``. Another order of the two is a warning, and so is
    an address without a name; a name without an address is an error.
    """
    stripped = text.strip()
    if stripped[:7].lower() == "mailto:":
        stripped = unquote(stripped[7:])
    match = _WITH_NAME.fullmatch(stripped) if len(stripped) <= _MAX_LENGTH else None
    if match is not None and _ADDRESS.fullmatch(match["address"]) and match["name"].strip():
        return check_plain(text)
    if not stripped:
        return Flaw("malformed-mail", "is empty")
    found = _find(_COMMENT.sub(lambda m: " " * len(m[0]), stripped))
    if found is None:
        inside = _find(stripped)
        return Flaw("malformed-mail", "has no mail address", _rewritten(stripped, inside))
    if stripped.strip("<>") == found[1]:
        reason = 'has no name: "somebody@example.org (Some Body)"'
        return Flaw("mail-without-name", reason)
    reason = 'is not in the form "somebody@example.org (Some Body)"'
    return Flaw("mail-format", reason, _rewritten(stripped, found))


@lru_cache(maxsize=1024)
def check_person_name(text: str) -> Flaw | None:
    """Return a flaw if the name of a person has markup in it, or a mail address.

    The latter has an element of its own.
    """
    if (flaw := check_plain(text)) is not None:
        return flaw
    found = _find(text) if "@" in text else None
    if found is None:
        return None
    start, address = found
    return Flaw("mail-in-name", "has a mail address in it", None, start, start + len(address))


def _find(text: str) -> tuple[int, str] | None:
    """Return where the first mail address in *text* starts, and which it is."""
    match = _SOMEWHERE.search(text[:_MAX_LENGTH].replace("(", " ")) if "@" in text else None
    return match and (match.start(1), match[1])


def _rewritten(text: str, found: tuple[int, str] | None) -> str | None:
    """Return the address in *text* with the rest as a name; None if that is not certain."""
    if found is None or text.count("@") != 1:
        return None
    address = found[1]
    name = " ".join(re.split(r"[\s()<>\[\],;:\"]+", text.replace(address, " "))).strip(" -")
    return f"{address} ({name})" if name else None
