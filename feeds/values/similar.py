"""Names that are probably one name: spelt differently, misspelt, or alike to the eye."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from feeds.expressions import expression
from feeds.values.lookalikes import ascii_skeleton, look_keys
from feeds.values.names import name_key

# A name is misspelt only beside one that is used so many times, and so many times as often.
_MIN_USES = 3
_MIN_RATIO = 3
# A letter more or less makes another word of a short one: AI and AR, Meta and Beta.
_MIN_LETTERS = 5
# What is longer is no name, and has too many letters that may be wrong.
_MAX_LETTERS = 200
# Capitals up to this length are an abbreviation, in which each letter counts.
_MAX_ABBREVIATION = 5
_DOTTED = expression(r"(?:[^\W_]\.)+[^\W_]\.?")
_WORD = expression(r"[^\W_]+[+#]*")
_INSIGNIFICANT = expression(r"[^\w+#@&%]|_")
# From here on, scripts write a word with one or two characters.
_FIRST_IDEOGRAPH = "\u2e80"


def find_intended(counts: Mapping[str, int]) -> dict[str, str]:
    """Return, by each of the names in *counts* that is probably another one, that other one.

    *counts* tells how often each name is used. A name is another one if both differ only in case,
    blanks and punctuation, and the other is used more often; or only in case, and the other is used
    as often, so that each may be the other; or if it is rare beside the other, and one word differs
    by one letter or two that changed places; or if both look alike (``look_alike``), and the other
    is used more often or is the one in ASCII. The time grows with the number of names, not with
    that of their pairs.
    """
    intended = _respelt(counts) | _looking_alike(counts)
    usual = {
        name: count
        for name, count in counts.items()
        if name not in intended or count == counts[intended[name]]
    }
    return intended | _misspelt(usual)


def look_alike(name: str, other: str) -> bool:
    """Tell whether two names that compare as different look the same (UTS 39, section 4).

    Of two in ASCII only those do that have a digit for a letter, or the letter l for I.
    """
    if name_key(name) == name_key(other):
        return False
    if name.isascii() and other.isascii():
        return ascii_skeleton(name) == ascii_skeleton(other)
    return not set(look_keys(name)).isdisjoint(look_keys(other))


def find_look_alikes(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield groups of those *names* that may look alike: two of them have to be compared yet."""
    names = list(names)
    is_ascii = all(map(str.isascii, names))
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        # Hardly any collection has names that make it load what Unicode knows of looks.
        for key in {ascii_skeleton(name)} if is_ascii else {*look_keys(name)}:
            groups[key].append(name)
    # Names of which nothing is to be seen look like no other.
    return (group for key, group in groups.items() if key and len(group) > 1)


def _looking_alike(counts: Mapping[str, int]) -> dict[str, str]:
    intended: dict[str, str] = {}
    for names in find_look_alikes(counts):
        first, *others = sorted(
            names, key=lambda name: (counts[name], name.isascii(), name), reverse=True
        )
        intended |= {
            name: first
            for name in others
            if look_alike(name, first)
            and not (
                name.isascii() and first.isascii() and not _is_rare(counts[name], counts[first])
            )
        }
    return intended


def _is_rare(count: int, other: int) -> bool:
    return other >= _MIN_USES and other >= _MIN_RATIO * count


def _respelt(counts: Mapping[str, int]) -> dict[str, str]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        if key := _spelling_key(name):
            spellings[key].append(name)
    intended: dict[str, str] = {}
    for names in spellings.values():
        # Of those used equally often the one that sorts last, whatever order they come in.
        first, *others = sorted(names, key=lambda name: (counts[name], name), reverse=True)
        intended |= {name: first for name in others if _is_respelt(name, first, counts)}
        if others and _is_respelt(first, others[0], counts):
            intended[first] = others[0]
    return intended


def _is_respelt(name: str, other: str, counts: Mapping[str, int]) -> bool:
    if counts[name] == counts[other]:
        return name.casefold() == other.casefold()
    return counts[name] < counts[other]


def _spelling_key(name: str) -> str:
    """Return *name* as spellings compare: no case, blanks or punctuation but that of C++ and C#."""
    normal = unicodedata.normalize("NFKC", name).casefold()
    key = _INSIGNIFICANT.sub("", normal)
    # With so little left, the punctuation may be what counts: ".NET" is no net, but A.I. is AI.
    whole = "".join(normal.split())
    return key if len(key) > len("net") or _DOTTED.fullmatch(whole) else whole


def _misspelt(counts: Mapping[str, int]) -> dict[str, str]:
    index: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, count in counts.items():
        if count >= _MIN_USES:
            for variant in _variants(name):
                index[variant].append(name)
    intended = {}
    for name, count in counts.items():
        candidates = {other for variant in _variants(name) for other in index.get(variant, ())}
        likely = [o for o in candidates if counts[o] >= _MIN_RATIO * count and _is_slip(name, o)]
        if likely:
            intended[name] = max(likely, key=lambda other: (counts[other], other))
    return intended


def _variants(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of *name*, whole and with each letter of each left out.

    Two words that differ by one slip share one of these.
    """
    words = tuple(_WORD.findall(name.casefold()))
    yield words
    for position, word in enumerate(words if len(name) <= _MAX_LETTERS else ()):
        if len(word) >= _MIN_LETTERS - 1:
            for letter in range(len(word)):
                shorter = word[:letter] + word[letter + 1 :]
                yield (*words[:position], shorter, *words[position + 1 :])


def _is_slip(name: str, other: str) -> bool:
    """Tell whether just one word differs, and by what a hand gets wrong on a keyboard."""
    words, others = _WORD.findall(name), _WORD.findall(other)
    if len(words) != len(others):
        return False
    pairs = zip(words, others, strict=True)
    differing = [(a, b) for a, b in pairs if a.casefold() != b.casefold()]
    return len(differing) == 1 and _is_misspelling(*differing[0])


def _is_misspelling(word: str, other: str) -> bool:
    a, b = word.casefold(), other.casefold()
    return (
        min(len(a), len(b)) >= _MIN_LETTERS
        # Hardly anybody gets the first letter wrong, while it negates: typical, atypical.
        and a[0] == b[0]
        and not any(c.isdigit() or c >= _FIRST_IDEOGRAPH for c in a + b)
        and not _is_abbreviation(word)
        and not _is_abbreviation(other)
        and _is_one_edit(a, b)
    )


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= _MAX_ABBREVIATION


def _is_one_edit(a: str, b: str) -> bool:
    """Tell whether a letter is missing, added or another one, or two have changed places."""
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return abs(len(a) - len(b)) == 1
    a, b = a[start:], b[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


# Low enough for two letters changing places in a short name, too high for "related" and "deleted".
_RESEMBLANCE = 0.75
# No name that anybody knows is as long, and comparing takes longer the longer a name is.
_MAX_COMPARED = 64


def find_similar(word: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that *word* is most likely meant to be, if any.

    Case and punctuation do not count.
    """
    return next(iter(resembling(word, known)), None)


def resembling(word: str, known: Iterable[str]) -> list[str]:
    """Return those of *known* that *word* resembles, the closest first.

    Case and punctuation do not count: one that differs in nothing else is the only one.
    """
    by_folded = {folded(name): name for name in known}
    if folded(word) in by_folded:
        return [by_folded[folded(word)]]
    if len(word) > _MAX_COMPARED:
        return []
    # Only a mistake makes somebody ask.
    import difflib

    close = difflib.get_close_matches(folded(word), by_folded, cutoff=_RESEMBLANCE)
    return [by_folded[match] for match in close]


def is_same_but_for_a_slip(word: str, name: str) -> bool:
    """Tell whether *word* is *name* but for case, punctuation, or one slip of the keys.

    A slip leaves the first letter as it is, and so no prefix that says the opposite is one.
    """
    a, b = folded(word), folded(name)
    return bool(a) if a == b else is_one_slip(a, b)


def is_one_slip(a: str, b: str) -> bool:
    """Tell whether *a* is *b*, another name without case and punctuation, but for one slip."""
    return min(len(a), len(b)) >= _MIN_LETTERS and a[0] == b[0] and _is_one_edit(a, b)


def folded(name: str) -> str:
    """Return *name* as names of fields compare: without case, blanks and punctuation."""
    return re.sub(r"[\W_]", "", name).casefold()
