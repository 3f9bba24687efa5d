"""Names of topics and providers: how they compare, and the address each is published under.

An address must never change hands when another name appears later, so a slug depends on nothing
but its own name: a name that its slug spells out in full has the plain slug, and every other name
carries a hash of itself (docs/decisions/2026-11-22-slugs.md).
"""

import re
import unicodedata

from feeds.expressions import expression

_SYMBOL_WORDS = {"+": "plus", "#": "sharp", "&": "and", "@": "at", "%": "percent"}
_SYMBOL = expression(f"[{re.escape(''.join(_SYMBOL_WORDS))}]")
# As nearly all are.
_USUAL_SLUG = expression("[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_HASHED = expression(r"-[0-9a-f]{8}$")
# Names that Windows reserves for devices, whatever follows a dot.
_RESERVED = expression(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")
_HASH_DIGITS = 8
# Where the configuration gives the slug with the shorter one to another name.
_MORE_HASH_DIGITS = 12
_MAX_BYTES = 80
_MAX_READABLE_BYTES = 64


def clean_name(name: str) -> str:
    """Return *name* in Unicode NFC, without surrounding blanks and runs of blanks."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """Return *name* as it compares: two spellings that differ in case or blanks have one key."""
    # Folding may leave what is no longer in NFC (Unicode 15, section 3.13, definition D145).
    return unicodedata.normalize("NFC", clean_name(name).casefold())


def slug_of(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return the folder, and last part of the address, of the feed of *name*: safe anywhere.

    No two names of different ``name_key`` share a slug. Slugs in *taken* belong to other names
    by configuration, so a name that would get one carries its hash instead, or more of it.
    """
    key = name_key(name)
    plain = key.replace("-", "--").replace(" ", "-")
    if plain not in taken and _is_whole_name(plain, key):
        return plain
    # OpenSSL is loaded with it, and whoever compares names may need no other hash.
    import hashlib

    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    readable = _readable(key)
    hashed = f"{readable}-{digest[:_HASH_DIGITS]}"
    return hashed if hashed not in taken else f"{readable}-{digest[:_MORE_HASH_DIGITS]}"


def is_slug(text: str) -> bool:
    """Tell whether *text* is safe as one folder name and as one segment of a URL.

    Lower-case letters and digits of any script, with dots, hyphens and underlines inside; at most
    80 bytes; no device name of Windows.
    """
    if not _USUAL_SLUG.fullmatch(text) and not (
        all(_is_letter_or_digit(c) or c in "-._" for c in text)
        and text == text.strip("-._")
        and text == name_key(text)
    ):
        return False
    size = len(text.encode("utf-8", "surrogatepass"))
    return 0 < size <= _MAX_BYTES and not _RESERVED.match(text)


def _is_letter_or_digit(char: str) -> bool:
    # Many scripts write vowels as combining marks, which are not alphanumeric by themselves.
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


def _is_whole_name(slug: str, key: str) -> bool:
    spelt_out = slug.replace("--", "\0").replace("-", " ").replace("\0", "-")
    return spelt_out == key and is_slug(slug) and not _HASHED.search(slug)


def _readable(key: str) -> str:
    """Return as much of *key* as can stand in a slug; at least one word."""
    worded = _SYMBOL.sub(lambda match: f" {_SYMBOL_WORDS[match.group()]} ", key)
    kept = "".join(c if _is_letter_or_digit(c) or c in "._" else " " for c in worded)
    words = [word.strip("._") for word in kept.split()]
    slug = "-".join(word for word in words if word)
    slug = slug.encode("utf-8")[:_MAX_READABLE_BYTES].decode("utf-8", "ignore").strip("-._")
    return (slug.replace(".", "-") if _RESERVED.match(slug) else slug) or "name"
