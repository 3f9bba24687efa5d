"""Characters that look like a blank, or like nothing, and are none to YAML and to addresses."""

import unicodedata

from feeds.expressions import expression

_WIDE = "\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Of no width (Unicode, general category Cf), and never at the edge of what is no word.
_NARROW = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
ODD_BLANKS = _WIDE + _NARROW
"""What stands between the brackets of a regular expression for all of them."""

_NARROW_RUN = expression(f"[{_NARROW}]+")
_WIDE_CHARACTER = expression(f"[{_WIDE}]")
# What the Unicode Character Database has no name for, or one that says another thing.
_NAMES = {
    "\t": "tab",
    "\n": "line feed",
    "\r": "carriage return",
    " ": "blank",
    "\x85": "next line",
    "\ufeff": "byte order mark",
}
_MOST_NAMED = 3


def character_name(char: str) -> str:
    """Return what *char* is called, with its code point: "no-break space (U+00A0)"."""
    name = _NAMES.get(char) or unicodedata.name(char, "character").lower()
    return f"{name} (U+{ord(char):04X})"


def character_names(text: str) -> str:
    """Return what the first few characters of *text* are called, each once, and how many more."""
    names = [character_name(char) for char in dict.fromkeys(text)]
    more = len(names) - _MOST_NAMED
    return " and ".join([*names[:_MOST_NAMED], *([f"{more} others"] if more > 0 else [])])


def with_plain_blanks(text: str) -> str:
    """Return *text* with blanks for what is as wide as one, and without what has no width."""
    # Two columns wide (Unicode Standard Annex 11).
    text = text.replace("\u3000", "  ")
    return _WIDE_CHARACTER.sub(" ", _NARROW_RUN.sub("", text))
