"""Text that looks like another: characters that cannot be seen, and letters of other scripts.

The sources are Unicode Technical Standard 39 (Unicode Security Mechanisms, section 4) and the
property Default_Ignorable_Code_Point (DerivedCoreProperties.txt of the Unicode Character Database).
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from feeds.expressions import expression
from feeds.values.blanks import character_name

# Default_Ignorable_Code_Point, of which nothing is to be seen wherever they stand; and the blank of
# Braille, which stands for nothing in other scripts.
_IGNORABLE = expression(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# Scripts in which letters join, and joiners decide how: Arabic and its kin, and those of India and
# South-East Asia (RFC 5892, appendices A.1 and A.2).
_JOINING = expression(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1700-\u17ff\u1800-\u18af\u1900-\u1cff\ua840-\ua87f"
    "\ua8e0-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff"
    "\U0001e900-\U0001e95f]"
)
_MONGOLIAN, _JAMO, _HAN = ("\u1800", "\u18af"), ("\u1100", "\u11ff"), ("\u2e80", "\u9fff")
_BRAILLE = ("\u2801", "\u28ff")
_KEYCAP = "\u20e3"
_FLAG, _LONGEST_FLAG, _TAGS = "\U0001f3f4", 8, ("\U000e0020", "\U000e007f")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Letters and digits that fonts draw alike. Of others in ASCII, such as rn and m, words are made.
_ASCII = str.maketrans("I1|0", "lllO")


def holds_ignorable(text: str) -> bool:
    """Tell whether *text* holds anything that ``find_invisible`` looks for."""
    return not text.isascii() and _IGNORABLE.search(text) is not None


def find_invisible(text: str) -> list[int]:
    """Return where in *text* characters stand that cannot be seen and change nothing that can.

    Not among them are joiners between letters that join and in emoji, selectors of a variant behind
    what has variants, flags, and what says which way a text runs that has letters of both kinds.
    """
    if text.isascii():
        return []
    found = [match.start() for match in _IGNORABLE.finditer(text)]
    if not found:
        return []
    letters = (char for char in text if char not in _DIRECTIONS)
    runs_both_ways = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in letters)
    return [
        index
        for index in found
        if not (text[index] in _DIRECTIONS and runs_both_ways) and not _is_meant(text, index)
    ]


def _is_meant(text: str, index: int) -> bool:
    char, before, behind = text[index], text[max(index - 1, 0) : index], text[index + 1 : index + 2]
    for first, last, is_meant in _MEANT:
        if first <= char <= last and is_meant(before, behind):
            return True
    return _is_between(char, _TAGS) and _is_in_flag(text, index)


def _is_emoji(char: str) -> bool:
    # Variants of symbols are selected too; U+FE0F stands before a joiner.
    return char == "\ufe0f" or (char > "\x7f" and unicodedata.category(char) in _SYMBOLS)


_SYMBOLS = frozenset({"So", "Sm", "Sk", "Po"})


def _has_variants(char: str) -> bool:
    return bool(char) and (_is_between(char, _HAN) or char > "\uffff" or bool(_JOINING.match(char)))


def _is_between(char: str, bounds: tuple[str, str]) -> bool:
    return bool(char) and bounds[0] <= char <= bounds[1]


# Where what cannot be seen has a meaning: by what stands before and behind it.
_MEANT: tuple[tuple[str, str, Callable[[str, str], bool]], ...] = (
    ("\u200c", "\u200d", lambda before, _: _JOINING.match(before) is not None),
    ("\u200d", "\u200d", lambda before, behind: _is_emoji(before) and _is_emoji(behind)),
    # Digits become keys (UTS 51, section 1.4.6); letters of some scripts have variants.
    ("\ufe00", "\ufe0f", lambda before, behind: _is_emoji(before) or behind == _KEYCAP),
    ("\ufe00", "\ufe0f", lambda before, _: _has_variants(before)),
    ("\U000e0100", "\U000e01ef", lambda before, _: _has_variants(before)),
    ("\u180b", "\u180f", lambda before, _: _is_between(before, _MONGOLIAN)),
    ("\u2800", "\u2800", lambda *beside: any(_is_between(char, _BRAILLE) for char in beside)),
    ("\u115f", "\u1160", lambda *beside: any(_is_between(char, _JAMO) for char in beside)),
)


def _is_in_flag(text: str, index: int) -> bool:
    """Tell whether the tag at *index* spells the name of a flag (UTS 51, section 1.4.9)."""
    # No name of a flag is longer.
    before = text[max(index - _LONGEST_FLAG, 0) : index]
    return _FLAG in before and all(_is_between(c, _TAGS) for c in before.rpartition(_FLAG)[2])


def without_invisible(text: str) -> str:
    """Return *text* without the characters that ``find_invisible`` finds."""
    invisible = set(find_invisible(text))
    if not invisible:
        return text
    return "".join(char for index, char in enumerate(text) if index not in invisible)


def look_keys(name: str) -> Iterator[str]:
    """Yield what *name* looks like, as it is and in lower case: look-alikes share one of these.

    Only a name that is not ASCII makes this look into the table of Unicode. Two names of which one
    is not ASCII have to be compared by ``skeleton``, which sees more in ASCII too.
    """
    yield skeleton(name)
    yield skeleton(name.casefold())


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """Return the skeleton of *name* (UTS 39, section 4): what looks the same has the same one."""
    text = unicodedata.normalize("NFD", name)
    text = _IGNORABLE.sub("", text) if not text.isascii() else text
    text = " ".join(text.translate(_prototypes()).split())
    return unicodedata.normalize("NFD", text)


def ascii_skeleton(name: str) -> str:
    """Return what *name*, which is ASCII, looks like where fonts draw letters as digits."""
    return name.translate(_ASCII)


@cache
def _prototypes() -> dict[int, str]:
    table = (Path(__file__).parent / "confusables.txt").read_text(encoding="utf-8")
    lines = (line.split("\t", 1) for line in table.split("\n") if "\t" in line)
    return {ord(char): prototype for prototype, chars in lines for char in chars}


def describe_difference(name: str, other: str) -> str:
    """Return which character of *name*, which looks like *other*, is another: "has U+0410 …"."""
    if invisible := find_invisible(name):
        return f"has {character_name(name[invisible[0]])}, which cannot be seen"
    pairs = enumerate(zip(name, other, strict=False))
    index = next((i for i, (a, b) in pairs if a.casefold() != b.casefold()), len(name))
    char, expected = name[index : index + 1], other[index : index + 1]
    if not (char and expected):
        return "has other characters"
    return f"has {character_name(char)} for {character_name(expected)}"
