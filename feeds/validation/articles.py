"""The articles of a seed, itself and its related coverage, as rules look at them.

Each list is made once and shared by all rules, of tens of thousands of seeds: what is seldom needed
is left to be worked out when a fault is found. Whatever may be wrong in a seed, it is walked: a
value of the wrong type is passed over, and what the schema finds fault with is not looked at again.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.validation.schema.checker import written_urls
from feeds.validation.schema.seed import Seed
from feeds.values.urls import url_key_or_none

if TYPE_CHECKING:
    from feeds.bodies.clean import Cleaned

Fields = dict[str, Any]

_RELATED = "related"
_TEXT_PATHS = (("title",), ("name",), ("excerpt",))
_PROVIDER_NAME = ("provider", "name")
_LINK_PATHS = (("webUrl",), ("originalUrl",))
# An escape of double-quoted YAML that may stand for a character of a word or address.
_ESCAPE = re.compile(r"""\\[^"\\nt]""")


Part = tuple[Pointer, Pointer, str]
"""A text or address: the pointer of its article, the rest of its own pointer, and what it says."""


class Articles:
    """The articles of one *seed*, looked at as of the time *now*.

    Without *now*, rules that depend on the time find nothing. *published_ids* are those that
    subscribers know, *provider_domains* the domains that the configuration gives a provider, by
    the key of its name. ``published`` says whether the seed's own is published, as far as that is
    known. ``yaml`` is the front matter as it is written, ``rare`` what is rare in it
    (``frontmatter.split.rare_in``), ``body`` the Markdown below it.
    """

    def __init__(
        self,
        seed: Seed,
        now: datetime | None = None,
        published_ids: Container[str] = frozenset(),
        provider_domains: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """Find the articles."""
        self.published_ids = published_ids
        self.provider_domains = provider_domains
        self.seed = seed
        self.own: Fields = seed.instance
        self.now = now
        self.published = True
        # Nearly every rule looks at these two: to work them out when asked takes longer.
        self.yaml = seed.front_matter.yaml
        self.rare = rare = seed.front_matter.rare
        # Any character may be written as an escape, but most stand for quotes and line breaks.
        self.has_escapes = "\\" in rare and _is_found(_ESCAPE, "\\", self.yaml)
        self.body = seed.body
        self._all = _articles_of(self.own)
        # The provider of each article that has one, behind the pointer of the article: hardly ever
        # is its own asked for.
        self.providers: list[tuple[Pointer, Fields]] = [
            (article, provider)
            for article, fields in self._all
            if isinstance(provider := fields.get("provider"), dict)
        ]

    def __iter__(self) -> Iterator[tuple[Pointer, Fields]]:
        """Yield pointer and fields of the seed's own article, then of its related ones."""
        return iter(self._all)

    @cached_property
    def standing(self) -> str:
        """What decides how good a published seed is among duplicates, in a line each."""
        own = self.own
        published, updated = text_of(own, "publishedDateTime"), text_of(own, "updatedDateTime")
        return f"{published}\n{updated}\n{own.get('quality', '')}"

    def holds(self, characters: str) -> bool:
        """Tell whether any of *characters*, each a rare one, may stand in a text or address."""
        if self.has_escapes:
            return True
        for char in characters:  # noqa: SIM110 - any() would take three times as long
            if char in self.rare:
                return True
        return False

    def mentions(self, *parts: str) -> bool:
        """Tell whether any of *parts* may stand in a text, which costs less than to walk them."""
        if self.has_escapes:
            return True
        yaml = self.yaml
        for part in parts:  # noqa: SIM110 - any() would take three times as long
            if part in yaml:
                return True
        return False

    def matches(self, pattern: re.Pattern[str], mark: str) -> bool:
        """Tell whether *pattern*, which starts with *mark* and matches in a word, may match a text.

        *mark* is one character.
        """
        return self.has_escapes or _is_found(pattern, mark, self.yaml)

    @cached_property
    def texts(self) -> list[Part]:
        """What people read: titles, excerpts, names and topics."""
        return self._sound(_texts(self._all))

    @cached_property
    def urls(self) -> list[Part]:
        """Every field that holds a usable address, as written."""
        found = (
            (article, path, url)
            for article, fields in self._all
            for path, url in written_urls({**fields, _RELATED: None})
        )
        return self._sound(found)

    @cached_property
    def links(self) -> list[Part]:
        """The addresses that each article is read at, as their keys (``values.urls.url_key``)."""
        return self._links_of(self._all)

    @property
    def own_links(self) -> list[Part]:
        """Those of the seed's own article."""
        return self._links_of(self._all[:1])

    def _links_of(self, articles: Iterable[tuple[Pointer, Fields]]) -> list[Part]:
        # Plain addresses are their own keys.
        key_of: Callable[[str], str | None] = str if self.seed.plain else url_key_or_none
        return [
            (article, path, key)
            for article, fields in articles
            for path in _LINK_PATHS
            if isinstance(url := fields.get(path[0]), str) and (key := key_of(url))
        ]

    @cached_property
    def cleaned_body(self) -> "Cleaned":
        """The body as feeds show it, and what it has lost."""
        # It takes longer to load than to check dozens of seeds, and few have such a body.
        from feeds.bodies.clean import clean_html

        url = text_of(self.own, "webUrl") or text_of(self.own, "originalUrl")
        base = url if url.startswith(("https://", "http://")) else "https://example.org/"
        return clean_html(self.body_html, base)

    @cached_property
    def body_html(self) -> str:
        """The body as HTML, whatever its author wrote."""
        from feeds.bodies.markdown import render_markdown

        return render_markdown(self.body.strip())

    @cached_property
    def may_share_links(self) -> bool:
        """Whether two of the articles may be read at one address, which seldom is so."""
        if not self.seed.plain:
            return True
        web = [fields.get("webUrl") for _, fields in self._all]
        original = [fields.get("originalUrl") for _, fields in self._all]
        # An article may have one address twice, as itself.
        own = [first for first, second in zip(web, original, strict=True) if first == second]
        written = [link for link in (*web, *original) if link]
        return len({*written}) + len([link for link in own if link]) < len(written)

    def line_of(self, name: str) -> int:
        """Return the line of the seed's own field *name*."""
        found = self.seed.front_matter
        text = found.text
        start = text.find(f"\n{name}:", found.start - 1, found.end)
        if start < 0 or "\r" in text:
            # Seldom, and slow: the place of a value is known only after reading the YAML again.
            return self.seed.place(Fault((name,), True, "", "", "")).line
        return text.count("\n", 0, start) + 2

    def is_sound(self, pointer: Pointer) -> bool:
        """Tell whether the schema finds no error in the value at *pointer*."""
        return pointer not in self._faulty

    @cached_property
    def _faulty(self) -> set[Pointer]:
        faults = self.seed.faults
        return {fault.pointer for fault in faults if fault.severity is Severity.ERROR}

    def _sound(self, parts: Iterable[Part]) -> list[Part]:
        if not self._faulty:
            return list(parts)
        return [part for part in parts if part[0] + part[1] not in self._faulty]


def text_of(fields: Any, name: str) -> str:
    """Return the text of *fields* that is called *name*; empty for no text, or no mapping."""
    text = fields.get(name) if isinstance(fields, dict) else None
    return text if isinstance(text, str) else ""


def list_of(fields: Any, name: str) -> list[Any]:
    """Return the list of *fields* that is called *name*; empty for no list, or no mapping."""
    items = fields.get(name) if isinstance(fields, dict) else None
    return items if isinstance(items, list) else []


def _is_found(pattern: re.Pattern[str], mark: str, text: str) -> bool:
    """Tell whether *pattern*, which starts with the character *mark*, is in *text*."""
    # An expression would take many times as long to find what is rare.
    at = text.find(mark)
    while at >= 0:
        if pattern.match(text, at):
            return True
        at = text.find(mark, at + 1)
    return False


def _articles_of(own: Fields) -> list[tuple[Pointer, Fields]]:
    """Return pointer and fields of the seed's *own* article, then of its related ones."""
    articles: list[tuple[Pointer, Fields]] = [((), own)]
    for number, fields in enumerate(list_of(own, _RELATED)):
        if isinstance(fields, dict):
            articles.append(((_RELATED, number), fields))
    return articles


def _texts(articles: Iterable[tuple[Pointer, Fields]]) -> Iterator[Part]:
    for article, fields in articles:
        for path in _TEXT_PATHS:
            if isinstance(text := fields.get(path[0]), str):
                yield article, path, text
        provider = fields.get("provider")
        if isinstance(provider, dict) and isinstance(name := provider.get("name"), str):
            yield article, _PROVIDER_NAME, name
        for index, topic in enumerate(list_of(fields, "topics")):
            if isinstance(topic, str):
                yield article, ("topics", index), topic
