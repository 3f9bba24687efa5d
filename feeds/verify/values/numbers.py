"""Numbers: whole ones, parts, and those that lie in a range."""

import re
from functools import lru_cache

from feeds.verify.values.flaw import Check, Flaw

_DIGITS = re.compile(r"[0-9]+")
_INTEGER = re.compile(r"[+-]?[0-9]+")
# https://www.w3.org/TR/xmlschema-2/#decimal, and with an exponent #float
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_MAX_DIGITS = 18  # what is longer fits into no program that reads it


def check_integer(text: str) -> Flaw | None:
    """Return what keeps *text* from being a whole number, which may be negative."""
    return None if text.isascii() and text.isdigit() else _not_whole(text)


def whole(least: int = 0, most: int | None = None, *, hint: str = "") -> Check:
    """Return the type of a whole number from *least* to *most*; *hint* ends what is said of others.

    Blanks around it do not count.
    """
    bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"

    @lru_cache(maxsize=1024)
    def check(text: str) -> Flaw | None:
        stripped = text.strip()
        found = check_integer(stripped)
        if found is not None:
            return found
        number = int(stripped[:_MAX_DIGITS])
        if least <= number and (most is None or number <= most):
            return None
        return Flaw("number-out-of-range", f"is no number {bounds}{hint}")

    return check


def decimal(least: float | None = None, most: float | None = None) -> Check:
    """Return the type of a number from *least* to *most* that may have a fraction."""

    @lru_cache(maxsize=1024)
    def check(text: str) -> Flaw | None:
        stripped = text.strip()
        if not _DECIMAL.fullmatch(stripped):
            instead = stripped.replace(",", ".")
            certain = instead if instead != stripped and _DECIMAL.fullmatch(instead) else None
            return Flaw("malformed-number", "is empty" if not stripped else "is no number", certain)
        number = float(stripped)
        if (least is None or least <= number) and (most is None or number <= most):
            return None
        bounds = f"from {least:g} to {most:g}" if most is not None else f"of {least:g} or more"
        return Flaw("number-out-of-range", f"is no number {bounds}")

    return check


def check_number_list(text: str) -> Flaw | None:
    """Return what keeps *text* from being whole numbers with commas between them."""
    start = 0
    for part in text.split(","):
        if not _DIGITS.fullmatch(part.strip()):
            reason = "is no list of whole numbers with commas between them"
            return Flaw("malformed-number", reason, None, start, start + len(part))
        start += len(part) + 1
    return None


def _not_whole(text: str) -> Flaw | None:
    if not text:
        return Flaw("malformed-number", "is empty")
    if _INTEGER.fullmatch(text):
        return None
    return Flaw("malformed-number", "is no whole number", _whole_or_none(text))


def _whole_or_none(text: str) -> str | None:
    """Return the whole number that *text* certainly is: with blanks, or with a fraction of zero."""
    match = re.fullmatch(r"\s*([0-9]{1,18})(?:\.0+)?\s*", text, re.ASCII)
    return match and match[1]


check_positive = whole(1)
# RSS 2.0, elements of <channel>: length of an enclosure, size of an image, port of a cloud.
check_length = whole(0, hint=": write 0 for a length that is not known")
check_image_width = whole(1, 144)
check_image_height = whole(1, 400)
check_port = whole(1, 65535)
check_latitude = decimal(-90, 90)
check_longitude = decimal(-180, 180)
