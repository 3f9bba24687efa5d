"""What an address says of the page that it leads to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from feeds.links.moves import words

LONG_NUMBER = re.compile(r"[0-9]{3,}")
"""A number that may tell an article: those of pages and days are shorter."""

_TOKEN = re.compile(r"[^\W_]+")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_](?:[a-z]{2}|[a-z]{4}|[0-9]{3}))?")
# With a hyphen it would be a word of any article's name.
_SUFFIX = re.compile(r".+[._]([a-z]{2})(?:\.[a-z0-9]+)?")
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE = re.compile(rf"{_YEAR}(?:[-_.][0-9]{{1,2}}){{0,2}}|[0-9]{{1,2}}")


@dataclass(frozen=True)
class Page:
    """What an address says of its page; words are without case and separators."""

    url: str

    @cached_property
    def _parts(self) -> tuple[str, str, str, str]:
        parts = urlsplit(self.url)
        return parts.scheme, parts.hostname or "", parts.path, parts.query

    @property
    def scheme(self) -> str:
        """The scheme, which tells https from http."""
        return self._parts[0]

    @cached_property
    def host(self) -> str:
        """The name of the host, without ``www``."""
        return self._parts[1].removeprefix("www.")

    @cached_property
    def labels(self) -> frozenset[str]:
        """The parts of the name of the host."""
        return frozenset(self.host.split("."))

    @property
    def path(self) -> str:
        """The path, as written."""
        return self._parts[2]

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path, without parameters of their own (RFC 3986, 3.3)."""
        parts = unquote(self.path).lower().split("/")
        return tuple(name for part in parts if (name := part.partition(";")[0]))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The word of each part of the path."""
        return tuple(word_of(part.partition(".")[0]) for part in self.segments)

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """The values of the query, by the word of each name."""
        pairs = parse_qsl(self._parts[3], keep_blank_values=True)
        return {word_of(name.lower()): value for name, value in pairs}

    @cached_property
    def suffix(self) -> str:
        """The language that the name of the file ends in, as ``story.de.html`` or ``story_de``."""
        match = _SUFFIX.fullmatch(self.segments[-1]) if self.segments else None
        return language_of(match[1]) if match else ""

    def new_values(self, was: "Page") -> list[str]:
        """Return the values of the parameters that *was* has not."""
        return [value for name, value in self.parameters.items() if name not in was.parameters]

    @cached_property
    def slug(self) -> str:
        """The word that names the article: the last part of the path that names anything."""
        named = (
            w for w in reversed(self.words) if w and w not in words.TRIVIAL and not _is_count(w)
        )
        return next(named, "")

    @cached_property
    def tokens(self) -> frozenset[str]:
        """What tells the article from others: the words of its slug, and long numbers."""
        slug = next(
            (s for s, w in zip(self.segments, self.words, strict=True) if w == self.slug), ""
        )
        # A year tells articles from others as little as a section does.
        numbers = (n for n in LONG_NUMBER.findall(self.path) if not re.fullmatch(_YEAR, n))
        named = (v for n, v in self.parameters.items() if n in words.ARTICLE_PARAMETERS)
        name = frozenset(tokens_of(slug.partition(".")[0])) - words.COMMON
        return name.union(numbers, tokens_of(" ".join(named).lower()))

    @cached_property
    def all_tokens(self) -> frozenset[str]:
        """All words and numbers behind the host, each by itself."""
        return frozenset(tokens_of(unquote(self.url.partition("://")[2].partition("/")[2]).lower()))

    @cached_property
    def file_type(self) -> str:
        """What the last part of the path ends in, as ``pdf``: all of it if it has no dot."""
        return self.segments[-1].rpartition(".")[2] if self.segments else ""

    @property
    def is_list_by_time(self) -> bool:
        """Whether no part of the path names an article, and one of them is a time or a page."""
        names = [part.partition(".")[0] for part in self.segments]
        dates = [bool(_DATE.fullmatch(name) or name in words.DATED) for name in names]
        others = (word_of(n) for n, is_date in zip(names, dates, strict=True) if not is_date)
        known = words.SECTIONS | words.LISTS | words.FRONT
        return any(dates) and all(word in known for word in others)

    @cached_property
    def language(self) -> str:
        """The language that the address names (ISO 639-1); empty if it names none."""
        for name, value in self.parameters.items():
            if name in words.LANGUAGE_PARAMETERS and (found := language_of(value.lower())):
                return found
        # Before the name of the article: behind a country at most.
        found = next(filter(None, map(language_of, self.segments[:2])), "")
        below, _, domain = self.host.partition(".")
        if not found and "." in domain:
            found = language_of(below)
        return found


def word_of(text: str) -> str:
    """Return the letters and digits of *text* as one word."""
    return "".join(tokens_of(text))


def tokens_of(text: str) -> list[str]:
    """Return the runs of letters and digits in *text*."""
    return _TOKEN.findall(text)


def language_of(text: str) -> str:
    """Return the language that *text* is a code or the name of; empty if it is neither."""
    match = _LANGUAGE.fullmatch(text)
    if match and match[1] in words.LANGUAGES:
        return match[1]
    return words.LANGUAGE_NAMES.get(text, "")


def _is_count(word: str) -> bool:
    """Tell whether *word* is a small number: of a page, not of an article."""
    return word.isdigit() and not LONG_NUMBER.fullmatch(word)
