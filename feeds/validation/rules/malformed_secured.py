"""``malformed-secured``: encrypted data that nobody can decrypt.

What: secured does not hold two parts in base64 (RFC 4648, section 4), joined by a semicolon: whole
    blocks of 16 bytes, and an initialisation vector of 16 bytes.

Why: It was cut or changed, and cannot be decrypted any more. No feed shows it, so that builds leave
    nothing out for it.

Example:
    secured: "SGVsbG8="

Remedy: Restore the value from the history of the file; no part of it is ever shown.
"""

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.secrets import SECRET
from feeds.validation.articles import Articles, text_of

RULE = documented(__name__, Severity.ERROR)

SPARES_PLAIN = True

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\Z")
_BLOCK_BYTES = 16  # of ciphers such as AES, whose initial vector is one block as well


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each value of the wrong form, without any part of it."""
    for article, fields in articles:
        secured = text_of(fields, SECRET).strip()
        pointer = (*article, SECRET)
        if secured and articles.is_sound(pointer) and not _is_whole(secured):
            problem = "does not have the form of encrypted data"
            yield RULE.fault(pointer, problem, "restore it from the history of the file")


def _is_whole(secured: str) -> bool:
    data, _, vector = secured.partition(";")
    size = _size(data)
    return size > 0 and size % _BLOCK_BYTES == 0 and _size(vector) == _BLOCK_BYTES


def _size(text: str) -> int:
    """Return how many bytes *text* encodes; 0 if it is no base64."""
    if len(text) % 4 or not _BASE64.match(text):
        return 0
    return len(text) // 4 * 3 - text.count("=")
