"""Language tags (RFC 5646)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from feeds.verify.values.flaw import Flaw

# What nearly all feeds are in, without reading the table.
_USUAL = re.compile(
    r"(?:en|de|fr|es|it|pt|nl|ja|ru|zh|pl|sv|da|fi|cs|ko|tr|ar)"
    r"(?:-(?:US|GB|CA|AU|DE|AT|CH|FR|ES|MX|IT|PT|BR|NL|JP|RU|CN|TW|PL|SE|DK|FI|CZ|KR|TR))?"
)
# RFC 5646, section 2.1, for languages of two and three letters: none longer is registered.
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?P<extended>(?:-[A-Za-z]{3}){0,3})"
    r"(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*)"
    r"(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
)
_PRIVATE = re.compile(r"[Xx](?:-[A-Za-z0-9]{1,8})+")
# RFC 5646, section 2.1: those that break its grammar, and stay valid.
_IRREGULAR = frozenset(
    (
        "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn"
        " i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn"
        " zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang"
    ).split()
)
# Codes of countries that people take for those of their languages.
_COUNTRIES = {"jp": "ja", "cn": "zh", "cz": "cs", "gr": "el", "dk": "da", "ua": "uk"}
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "japanese": "ja", "chinese": "zh",
    "russian": "ru", "polish": "pl", "polski": "pl", "swedish": "sv", "svenska": "sv",
}  # fmt: skip
_TABLE = Path(__file__).with_name("language_subtags.txt")


class _Subtags(NamedTuple):
    """What is registered, in small letters."""

    languages: frozenset[str]
    scripts: frozenset[str]
    regions: frozenset[str]
    long_codes: Mapping[str, str]


@lru_cache(maxsize=512)
def check_language(text: str) -> Flaw | None:
    """Return what keeps *text* from being a language tag. Blanks around it do not count.

    A language that is not registered is an error, as nobody knows it; a script or a region that is
    not is a warning, since the language is known all the same.
    """
    if _USUAL.fullmatch(text):
        return None
    tag = text.strip()
    if not tag:
        return Flaw("malformed-language", "is empty")
    match = _TAG.fullmatch(tag)
    if match is None:
        return _malformed(tag)
    found = _unregistered(match)
    return found and found.moved(len(text) - len(text.lstrip()))


def check_xml_language(text: str) -> Flaw | None:
    """Return what keeps *text* from being a value of xml:lang: it may be empty (XML, 2.12)."""
    return check_language(text) if text else None


def _malformed(tag: str) -> Flaw | None:
    if tag.lower() in _IRREGULAR or _PRIVATE.fullmatch(tag):
        return None
    if "_" in tag:
        instead = tag.replace("_", "-")
        reason = "has an underline where a hyphen belongs"
        certain = instead if check_language(instead) is None else None
        return Flaw("malformed-language", reason, certain)
    reason = 'is no language tag, as "en" and "de-AT" are'
    return Flaw("malformed-language", reason, _NAMES.get(tag.lower()))


def _unregistered(match: re.Match[str]) -> Flaw | None:
    subtags, language = _subtags(), match["language"].lower()
    if language in subtags.long_codes:
        short = subtags.long_codes[language]
        reason = f'has a language of three letters that has a code of two: "{short}"'
        own = f"{short}{match.string[match.end('language') :]}"
        return Flaw("unregistered-subtag", reason, own, *match.span("language"))
    if language not in subtags.languages and not "qaa" <= language <= "qtz":
        reason = f'has a language that is not registered: "{match["language"]}"'
        meant = _COUNTRIES.get(language)
        instead = f"{meant}{match.string[match.end('language') :]}" if meant else None
        return Flaw("malformed-language", reason, instead, *match.span("language"))
    for part, known in (("script", subtags.scripts), ("region", subtags.regions)):
        written = match[part]
        if written is not None and written.lower() not in known:
            reason = f'has a {part} that is not registered: "{written}"'
            instead = f"{match.string[: match.start(part)]}GB" if written.lower() == "uk" else None
            return Flaw("unregistered-subtag", reason, instead, *match.span(part))
    return None


@cache
def _subtags() -> _Subtags:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    two, three, scripts, regions, codes = (line.split() for line in lines if line[:1] != "#")
    # Of three letters there are thousands: "aa:bc" is aab and aac.
    longer = {word[:2] + last for word in three for last in word[3:]}
    pairs = dict(code.split(":") for code in codes)
    return _Subtags(frozenset({*two, *longer}), frozenset(scripts), frozenset(regions), pairs)
