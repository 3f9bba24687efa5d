"""Titles, excerpts and names of authors as strangers write them, made plain text."""

import re
import unicodedata
from collections.abc import Iterable

from feeds.bodies.sentences import cut, ends_sentence
from feeds.clippings.clipping import MOST_EXCERPT, MOST_TITLE
from feeds.values.lookalikes import without_invisible
from feeds.values.names import name_key
from feeds.values.text import ENTITY, clean_excerpt, clean_line, decode_entity

# What is longer is no text that anybody shows, and would take long to clean.
_MOST_READ = 20_000
# An escape of an escape: systems escape what others have escaped already.
_ESCAPED = 3
_SEPARATORS = re.compile(r" [|\-–—·•:»›/~]{1,2} |: ")
_MOST_TITLE_PARTS = 20
# Commands to terminals (ECMA-48, section 5.4), and what XML allows and no text needs.
_COMMAND = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_CONTROLS = re.compile(r"[\x7f-\x84\x86-\x9f]")
_CLOSED_TAG = re.compile(r"</[A-Za-z]|<(?:br|img|wbr)\b", re.IGNORECASE)
# What WordPress and others put behind the excerpts of their feeds.
_TRAILER = re.compile(
    r"(?:(?<=[.!?…\])])\s+|\A)"
    r"(?:The post .{1,400}? (?:first appeared|appeared first) on [^.]{1,200}\.?"
    r"|(?:Continue reading|Read more|Weiterlesen|Lire la suite)\b[^.]{0,60})\Z",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"(?<!\s)\s*+\[\s*+(?:…|\.\.\.)\s*+\]\s*+\Z")
# Of names, not of what follows them: "Jr." and degrees are no second author.
_BETWEEN_NAMES = re.compile(r" ?(?:;|\band\b|\bund\b|\bet\b|,(?= ?\S{1,100} \S)) ?")
_BYLINE = re.compile(r"(?:by|von|par|por|written by|posted by)\s+", re.IGNORECASE)
_MOST_NAME = 100
_NO_NAME = re.compile(r"https?://|@\S|\A[\W\d_]*\Z")
_NOBODY = frozenset({"admin", "administrator", "author", "editor", "guest", "unknown", "wordpress"})
_MOST_AUTHORS = 10


def plain(text: str) -> str:
    """Return *text* as one line of plain text: entities decoded, markup and what is unseen gone.

    Tags go where a pair of them shows that they are markup; ``<b>`` alone may be what is told of.
    """
    text = text[:_MOST_READ]
    for _ in range(_ESCAPED):
        if _CLOSED_TAG.search(text):
            text = clean_excerpt(text)
        decoded = ENTITY.sub(lambda found: decode_entity(found.group()), text)
        if decoded == text:
            break
        text = decoded
    if _CLOSED_TAG.search(text):
        text = clean_excerpt(text)
    line = clean_line(_CONTROLS.sub("", without_commands(text)))
    return clean_line(without_invisible(unicodedata.normalize("NFC", line)))


def without_commands(text: str) -> str:
    """Return *text* without what would set colours, or more, in a terminal."""
    return _COMMAND.sub("", text) if "\x1b" in text else text


def headline(title: str, sites: Iterable[str], headings: Iterable[str] = ()) -> str:
    """Return *title* without the name of any of *sites* before or behind it.

    One of *headings* that is a part of it is the title by itself.
    """
    text = _own_part(plain(title), {letters_of(plain(heading)) for heading in headings})
    known = {letters_of(plain(site)) for site in sites} - {""}
    for _ in range(2):
        found = list(_SEPARATORS.finditer(text))[:_MOST_TITLE_PARTS]
        behind = next((s for s in found if letters_of(text[s.end() :]) in known), None)
        before = next((s for s in found if letters_of(text[: s.start()]) in known), None)
        if behind and text[: behind.start()].strip():
            text = text[: behind.start()].rstrip()
        elif before and text[before.end() :].strip():
            text = text[before.end() :].lstrip()
        else:
            break
    return text if len(text) <= MOST_TITLE else cut(text, MOST_TITLE)


def _own_part(title: str, headings: set[str]) -> str:
    """Return the part of *title* that is one of *headings*: before a bar, or behind a colon."""
    for found in list(_SEPARATORS.finditer(title))[:_MOST_TITLE_PARTS]:
        # On the other side, the heading of a site is its own name.
        is_behind = found.group().strip() in {":", "»"}
        part = title[found.end() :] if is_behind else title[: found.start()]
        if letters_of(part) in headings - {""}:
            return part.strip()
    return title


def excerpt(text: str, title: str = "") -> str:
    """Return *text*, cut if it is long: at the end of a sentence, or else of a word.

    It is empty if the text says no more than the *title*.
    """
    text = _LEFT_OUT.sub("…", _TRAILER.sub("", plain(text)))
    if letters_of(text) == letters_of(title):
        return ""
    if len(text) <= MOST_EXCERPT:
        return text
    words = text[: MOST_EXCERPT + 1]
    ends = (m.end() for m in re.finditer(r"[.!?。！？…][\"'”’»)\]]*(?=\s)", words))
    at = max((end for end in ends if end >= MOST_EXCERPT // 2), default=0)
    if at and ends_sentence(words[:at]):
        return words[:at]
    return cut(text, MOST_EXCERPT)


def letters_of(text: str) -> str:
    """Return the letters and digits of *text*: one name is written with many a mark or blank."""
    return "".join(filter(str.isalnum, text.casefold()))


def author_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the authors that *texts* name, each of one or of several."""
    found: dict[str, str] = {}
    for text in texts:
        line = _BYLINE.sub("", plain(text)[: _MOST_NAME * _MOST_AUTHORS], count=1)
        parts = _BETWEEN_NAMES.split(line)
        # One word behind an "and" is more likely of the name of a house than of a person.
        whole = [line] if any(len(part.split()) <= 1 for part in parts) else parts
        for name in (part.strip(" ,") for part in whole):
            if _is_name(name):
                found.setdefault(name_key(name), name)
    return tuple(found.values())[:_MOST_AUTHORS]


def language_tag(text: str) -> str:
    """Return *text*, a language as systems write it, in the usual case (RFC 5646, 2.1.1)."""
    first, *others = text.strip().partition(".")[0].replace("_", "-").split("-")
    sizes = {2: str.upper, 4: str.title}
    cased = (sizes.get(len(part), str.lower)(part) for part in others)
    return "-".join((first.lower(), *cased))


def _is_name(name: str) -> bool:
    return len(name) <= _MOST_NAME and not _NO_NAME.search(name) and name_key(name) not in _NOBODY
