"""Values with something around them, and addresses with a slip at their beginning.

Addresses and dates are pasted with the quotation marks, brackets and full stops of the text they
come from, or as the link that a program had made of them.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from feeds.values.blanks import ODD_BLANKS, character_names
from feeds.values.text import decode_entity

Part = tuple[int, int]
"""Where a part of a value starts and ends in it."""

_TYPOGRAPHIC = "typographic quotation marks"
_PAIRS = {
    **dict.fromkeys("“” „“ „” ‘’ ‚‘ ‚’ ”” ’’ ‟” ‛’ 「」 『』 ｢｣ 〝〞 〝〟".split(), _TYPOGRAPHIC),
    **dict.fromkeys("【】 〔〕 〖〗 〘〙 ⟦⟧ ［］".split(), "square brackets of another kind"),
    **dict.fromkeys("〈〉 《》 ⟨⟩ ⟪⟫ ❮❯ ❰❱ ＜＞".split(), "angle brackets of another kind"),
    **dict.fromkeys(("（）", "⦅⦆"), "parentheses of another kind"),
    "｛｝": "braces of another kind",
    **dict.fromkeys(("«»", "»«", "‹›", "›‹"), "guillemets"),
    **dict.fromkeys(("″″", "′′", "＂＂"), "primes in place of quotation marks"),
    **dict.fromkeys(('""', "''"), "a second pair of quotation marks"),
    "``": "backticks",
    "<>": "angle brackets",
    "()": "parentheses",
    "[]": "square brackets",
    "{}": "braces",
}  # fmt: skip
_MARKS = {
    **dict.fromkeys("“”„‘’‚‟‛", "a typographic quotation mark"),
    **dict.fromkeys("\"'`", "a quotation mark"),
    **dict.fromkeys("«»‹›", "a guillemet"),
}
_WRITTEN_PAIRS = {
    ("&lt;", "&gt;"): "angle brackets, as HTML has them,",
    ("&quot;", "&quot;"): "quotation marks, as HTML has them,",
    (r"\"", r"\""): "escaped quotation marks",
}
_PUNCTUATION = {",": "a comma", ";": "a semicolon", ".": "a full stop"}
# An apostrophe or a full stop may belong to an address.
_BEHIND_ADDRESSES = {
    **dict.fromkeys("“”„»", "a quotation mark"),
    ",": "a comma",
    ";": "a semicolon",
    ")": "a parenthesis",
}
_ENTITY_BEHIND = re.compile(r"&#?[A-Za-z0-9]{2,8};\Z")
_LONGEST_ENTITY = 11
# What such an entity stands for belongs to the text around an address.
_NEVER_LAST = frozenset("\"'<>\xa0“”„‘’«»‹›")
_EDGE = re.compile(rf"[\s{ODD_BLANKS}]")
# What the links of other programs look like.
_LINKS = [
    (language, re.compile(pattern, re.DOTALL | re.IGNORECASE))
    for language, pattern in (
        ("Markdown", r"""!?\[[^\]]*+\]\(<?(?P<url>[^\s<>]+)>?(?:\s+["'(][^"']*+["')])?\)"""),
        ("HTML", r"""<a\s[^>]*?href=["'](?P<url>[^"'<>\s]++)["'][^>]*+>.*</a>"""),
        ("Slack", r"<(?P<url>https?://[^\s<>|]++)\|[^<>]*+>"),
        ("Org", r"\[\[(?P<url>https?://[^\s\[\]]++)\]\[[^\[\]]*+\]\]"),
        ("MediaWiki", r"\[(?P<url>https?://[^\s\[\]]++)\s[^\[\]]*+\]"),
        ("reStructuredText", r"`[^`<>]*+<(?P<url>https?://[^\s`<>]++)>`__?"),
        ("BBCode", r"\[url\](?P<url>[^\s\[\]]++)\[/url\]"),
        ("BBCode", r"""\[url=["']?(?P<url>[^\s\[\]"']++)["']?\][^\[\]]*+\[/url\]"""),
    )
]
_MOST_LAYERS = 4
# No address or date is longer, and what follows is not linear in every case.
_LONGEST = 2048

# The letters of a scheme in any order, and what may be left of "://".
_SCHEMES = re.compile(
    r"(?:[HTht][HTPShtps]{2,6}(?:[:;.\uff1a\u2236]?[ ]?[/\\\uff0f\u2215\u2044]{1,4}|[:;\uff1a]))+"
)
_SCHEME = re.compile(r"[A-Za-z]+")
# Schemes and words that programs and people put before a whole address.
_BEFORE = re.compile(
    r"(?P<word>feed|view-source|url|uri|link|source|via|web|website)\s?[:=]\s?(?P<url>https?://\S+)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)++[\w-]{2,63}(?::[0-9]{1,5})?(?=[/?#]|\Z)")
_ENCODED = re.compile(r"https?%3A(?:%2F){2}(?P<rest>[A-Za-z0-9%._~-]+)", re.IGNORECASE)
_SECOND = re.compile(r"(?<![\s,;|])[\s,;|]++(?P<url>https?://.*)", re.DOTALL | re.IGNORECASE)


class Slip(NamedTuple):
    """What is wrong with a value, as the end of a sentence, where in it, and what is meant.

    ``is_blank`` says that only blanks are wrong, and ``leads_nowhere`` that an address is one by
    the letters and yet none.
    """

    problem: str
    part: Part
    meant: str
    certain: bool = True
    is_blank: bool = False
    leads_nowhere: bool = False


def unwrapped(text: str) -> Slip | None:
    """Return what stands around the value that *text* seems to hold; None if nothing does."""
    if len(text) > _LONGEST:
        return None
    start, end = 0, len(text)
    around: dict[str, list[str]] = {"before": [], "around": [], "behind": []}
    for _ in range(_MOST_LAYERS):
        found = _outermost(text, start, end)
        if found is None:
            break
        (start, end), side, name = found
        around[side].append(name)
    if start == 0 and end == len(text):
        return None
    told = [f"{' and '.join(names)} {side} it" for side, names in around.items() if names]
    part = (0, start) if start else (end, len(text))
    if start == end:
        return None
    is_blank = not re.search(rf"[^\s{ODD_BLANKS}]", text[:start] + text[end:])
    return Slip(f"has {' and '.join(told)}", part, text[start:end], is_blank=is_blank)


def _outermost(text: str, start: int, end: int) -> tuple[Part, str, str] | None:
    """Return what is left of *text* from *start* to *end* without what is outermost, and that."""
    first, last = start, end
    while first < last and _EDGE.match(text, first):
        first += 1
    while last > first and _EDGE.match(text, last - 1):
        last -= 1
    if (first, last) != (start, end):
        side = "around" if start < first and last < end else "before" if start < first else "behind"
        return (first, last), side, f"the {character_names(text[start:first] + text[last:end])}"
    for language, pattern in _LINKS if last > first and text[first] in "![<`" else ():
        if link := pattern.fullmatch(text, start, end):
            return link.span("url"), "around", f"a link in {language}"
    return _outermost_mark(text, start, end) if start + 1 < end else None


def _outermost_mark(text: str, start: int, end: int) -> tuple[Part, str, str] | None:
    for (opening, closing), name in _WRITTEN_PAIRS.items():
        if text.startswith(opening, start, end) and text.endswith(closing, start + 1, end):
            return (start + len(opening), max(end - len(closing), start)), "around", name
    if pair := _PAIRS.get(text[start] + text[end - 1]):
        return (start + 1, end - 1), "around", pair
    if mark := _PUNCTUATION.get(text[end - 1]) or _MARKS.get(text[end - 1]):
        return (start, end - 1), "behind", mark
    if mark := _MARKS.get(text[start]):
        return (start + 1, end), "before", mark
    return None


def mistyped_address(url: str) -> Slip | None:
    """Return what is wrong with the beginning of *url*; None if it is not clear to be a slip.

    Whether a host without any scheme answers to https is not certain.
    """
    if _ENCODED.fullmatch(url[:_LONGEST]):
        return Slip("is encoded as a part of another address", (0, len(url)), unquote(url))
    found = _SCHEMES.match(url)
    if found is None:
        return _without_scheme(url)
    if not _HOST.match(url, found.end()):
        return None
    schemes = _SCHEME.findall(found[0])
    scheme = "https" if schemes[-1].lower().endswith("s") else "http"
    if found[0].lower() == f"{scheme}://":
        return None
    is_twice = len(schemes) > 1
    problem = "has a scheme twice" if is_twice else "has a mistyped scheme"
    meant = f"{scheme}://{url[found.end() :]}"
    return Slip(problem, found.span(), meant, leads_nowhere=is_twice)


def _without_scheme(url: str) -> Slip | None:
    if before := _BEFORE.fullmatch(url[:_LONGEST]):
        problem = f'has "{before["word"]}" before it'
        return Slip(problem, (0, before.start("url")), before["url"])
    bare = url.removeprefix("//")
    if not _HOST.match(bare) or (bare == url and not url.lower().startswith("www.")):
        return None
    part = (0, len(url) - len(bare) or len("www"))
    return Slip("has no scheme", part, f"https://{bare}", certain=False)


def trailing_mark(url: str) -> Slip | None:
    """Return what stands behind *url*, an address, and most likely is no part of it.

    None if that may be one: a full stop, or a parenthesis that closes another.
    """
    last = url[-1:]
    if last == ";" and (entity := _ENTITY_BEHIND.search(url, max(0, len(url) - _LONGEST_ENTITY))):
        if decode_entity(entity[0]) in _NEVER_LAST:
            return Slip(f"has {entity[0]} behind it", entity.span(), url[: entity.start()])
        return None
    name = _BEHIND_ADDRESSES.get(last)
    if name is None or (last == ")" and url.count("(") >= url.count(")")):
        return None
    return Slip(f"has {name} behind it", (len(url) - 1, len(url)), url[:-1])


def second_address(url: str) -> Part | None:
    """Return where another address stands in *url*, which begins with one; None if none does."""
    is_first = len(url) <= _LONGEST and url[:4].lower() == "http"
    found = _SECOND.search(url, 1) if is_first else None
    return found.span("url") if found else None
