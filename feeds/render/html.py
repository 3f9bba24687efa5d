"""The pages people see: one for each feed, the index of all feeds, and the look of raw XML.

Pages must work from any host and straight from disk. So every address of ours is relative, and the
security policy allows a style sheet from beside them, the script of the index by its hash, and
nothing else.

Templates write one page, card and line of each shape, and all others are filled in from these (see
``Shapes``): they are given texts, in which everything that depends on what these say is decided.
"""

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from markupsafe import Markup

from feeds.model import Entry, FeedKind, Headline, Image, Lineup, Outline, Related
from feeds.render.content import escape
from feeds.render.formats import Format
from feeds.render.frame import Frame, Shapes, Texts, cut_entries
from feeds.settings import Site
from feeds.values.dates import format_date_time

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")
# Month names do not come from strftime, which follows the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_AFTER_CARDS = b"</section>\n</main>"
_LISTED_START = '<li>\n<h3 dir="auto"><a href="'
# A longer list of feeds starts folded, so that its names can be scanned.
_LONGEST_OPEN = 12
_LONGEST_TITLE = 160


class _Moment(NamedTuple):
    stamp: str
    day: str


class _Picture(NamedTuple):
    """A picture; it has a width only with a height."""

    url: str
    alt: str
    width: str | None
    height: str | None
    attribution: str | None


class _Card(NamedTuple):
    """An entry; ``language`` and ``english`` are what to say where they are not the page's."""

    language: str | None
    english: str | None
    link: str
    title: str
    image: _Picture | None
    icon: _Picture | None
    provider: str | None
    published: _Moment
    summary: str
    related: Markup
    related_count: str


class _Coverage(NamedTuple):
    """Coverage elsewhere; tens of thousands are taken apart, which is quick if they are flat."""

    english: str | None
    link: str
    title: str
    provider: str | None
    stamp: str | None
    day: str | None


class _Headline(NamedTuple):
    language: str | None
    link: str
    title: str


class _Listed(NamedTuple):
    """A feed in the index; ``size`` is empty if it has no entries."""

    english: str | None
    folder: str
    name: str
    title: str
    size: str
    updated: _Moment
    headlines: Markup
    is_open: bool
    formats: tuple[Format, ...]


class _Page(NamedTuple):
    """The page of a feed; ``address`` is the public one of its folder, if that is known.

    It has no ``lead`` if that would only say the name once more.
    """

    language: str
    english: str | None
    policy: str
    root: str
    site_title: str
    title: str
    name: str
    description: str
    lead: str
    is_of_provider: bool
    address: str | None
    size: str
    updated: _Moment
    shown: str | None
    is_empty: bool
    formats: tuple[Format, ...]


class _Index(NamedTuple):
    language: str
    english: str | None
    policy: str
    root: str


def render_frame(feed: Outline, site: Site, formats: Sequence[Format], shown: int) -> Frame:
    """Render the page of *feed* without the cards of the *shown* entries.

    It tells how to subscribe in each of *formats*. It belongs at ``index.html`` in the folder of
    *feed*, and runs no script.
    """
    page = _Page(
        language=site.language,
        english=_english(site.language),
        policy=_security_policy(),
        root="../" * (feed.path.count("/") + 1),
        site_title=site.title,
        title=feed.title,
        name=feed.name,
        description=feed.description,
        lead="" if feed.description == feed.kind.describe(feed.name) else feed.description,
        is_of_provider=feed.kind is FeedKind.PROVIDER,
        address=site.address(f"{feed.path}/"),
        size=_size(feed),
        updated=_moment(feed.updated),
        shown=f"{shown:,} of {feed.total:,}" if shown < feed.total else None,
        is_empty=not shown,
        formats=tuple(formats),
    )
    return Frame.cut(_PAGES.fill(page).encode(), _AFTER_CARDS)


def render_entry(entry: Entry, site: Site) -> bytes:
    """Render *entry* as a card."""
    english = _english(entry.language or site.language)
    card = _Card(
        language=_foreign(entry, site),
        english=english,
        link=entry.link,
        title=entry.title,
        image=_picture(entry.image, _alternative_text(entry)),
        icon=_picture(entry.provider_image),
        provider=entry.provider.label if entry.provider else None,
        published=_moment(entry.published),
        summary=entry.summary,
        related=_joined(_COVERAGE.fill(_coverage(item, english)) for item in entry.related),
        related_count=str(len(entry.related)),
    )
    return _CARDS.fill(card).encode()


def cut(document: bytes) -> list[bytes]:
    """Return the cards in *document*, the page of a feed."""
    return cut_entries(document, b"<article", b"</article>\n")


def render_index(
    feeds: Sequence[Outline],
    site: Site,
    formats: Sequence[Format],
    ready: Mapping[str, str] = {},
) -> bytes:
    """Render the page that lists *feeds* in the order given, grouped by kind.

    It belongs at ``index.html`` in the output folder. Its script only adds a filter to the list.
    What it says of a feed may be *ready*, by path, as ``cut_index`` finds it: then its entries are
    not looked at.
    """
    script = _asset("filter.js")
    kinds = {kind: [feed for feed in feeds if feed.kind is kind] for kind in FeedKind}
    listed = {
        kind.value: [
            ready.get(feed.path)
            or _LISTED.fill(_listed(feed, site, formats, 3, is_open=_is_short(len(group))))
            for feed in group
        ]
        for kind, group in kinds.items()
        if kind is not FeedKind.ALL
    }
    return _render(
        "index.html",
        texts=_Index(site.language, _english(site.language), _security_policy(script), ""),
        all=[_listed(feed, site, formats, 6) for feed in kinds[FeedKind.ALL]],
        **{kind: _joined(items) for kind, items in listed.items()},
        counts={kind: len(items) for kind, items in listed.items()},
        site=site,
        formats=formats,
        script=script,
    ).encode()


def cut_index(document: bytes, feeds: Iterable[Lineup]) -> dict[str, str]:
    """Return what *document*, an index, says of each feed, by path, so far as it is said so still.

    *feeds* are those that are listed now: how many there are of a kind decides how they are shown.
    """
    # No text holds a tag. Of the last one of a kind, the end of the list is no part.
    _, *parts = document.decode().split(_LISTED_START)
    found = {
        unquote(part.partition('/index.html"')[0]): (
            _LISTED_START + part.partition("</ul>\n</section>")[0]
        )
        for part in parts
    }
    before = Counter(path.partition("/")[0] for path in found)
    now = Counter(feed.path.partition("/")[0] for feed in feeds)
    alike = {kind for kind in now if _is_short(before[kind]) == _is_short(now[kind])}
    return {path: part for path, part in found.items() if path.partition("/")[0] in alike}


def page_stylesheet() -> bytes:
    """Return the style sheet of the pages, which is found at ``page.css`` in the output folder."""
    return _asset("page.css").encode()


def stylesheet() -> bytes:
    """Return the style sheet that makes RSS and Atom files readable in a browser."""
    return _asset("feed.css").encode()


def _is_short(length: int) -> bool:
    return length <= _LONGEST_OPEN


def _shapes(template: str) -> Shapes[Texts]:
    def write(texts: Texts) -> str:
        return _render(template, texts=texts)

    return Shapes(write, escape, escape)


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> "Environment":
    # Pages are the only use of Jinja: commands that make none start faster without it.
    from feeds.render.compiled_templates import open_templates

    return open_templates(_TEMPLATES)


@cache
def _asset(name: str) -> str:
    # Read as text, for line feeds only: a browser hashes what it made of the line endings.
    return (_TEMPLATES / name).read_text("utf-8")


@cache
def _security_policy(script: str | None = None) -> str:
    """Allow pictures from anywhere, style sheets from beside the page, this *script*, no more.

    From disk, ``'self'`` are files (Chromium). A hash would allow no style sheet that is a file.
    """
    directives = [
        "default-src 'none'",
        "img-src https: http:",
        "style-src 'self'",
        f"script-src {_source_hash(script)}" if script else "",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(filter(None, directives))


def _source_hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _joined(parts: Iterable[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704 - each is markup that a template wrote


def _english(language: str) -> str | None:
    """Return how to say that words are English amid text in *language*, None if that is, too."""
    return None if language.lower().split("-")[0] == "en" else "en"


def _foreign(entry: Headline, site: Site) -> str | None:
    return None if entry.language == site.language else entry.language


def _moment(moment: datetime) -> _Moment:
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return _Moment(format_date_time(moment), day)


def _size(feed: Outline) -> str:
    if not feed.total:
        return ""
    return f"{feed.total:,} {'entry' if feed.total == 1 else 'entries'}"


def _picture(image: Image | None, alt: str = "") -> _Picture | None:
    if image is None:
        return None
    width, height = (
        (str(image.width), str(image.height)) if image.width and image.height else (None, None)
    )
    return _Picture(image.url, alt, width, height, image.attribution)


def _alternative_text(entry: Entry) -> str:
    """Describe the picture of *entry*, or nothing where that would only repeat the headline."""
    described = entry.image.title if entry.image else None
    return "" if described is None or described == entry.title else described


def _coverage(item: Related, english: str | None) -> _Coverage:
    stamp, day = _moment(item.published) if item.published else (None, None)
    return _Coverage(english, item.link, item.title, item.provider, stamp, day)


def _listed(
    feed: Outline, site: Site, formats: Sequence[Format], headlines: int, *, is_open: bool = True
) -> _Listed:
    """Return what the index says of *feed*, with so many *headlines*."""
    shown = (
        _Headline(_foreign(entry, site), entry.link, _shortened(entry.title))
        for entry in feed.entries[:headlines]
    )
    return _Listed(
        english=_english(site.language),
        folder=quote(feed.path),
        name=feed.name,
        title=feed.title,
        size=_size(feed),
        updated=_moment(feed.updated),
        headlines=_joined(map(_HEADLINES.fill, shown)),
        is_open=is_open,
        formats=tuple(formats),
    )


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


_PAGES: Shapes[_Page] = _shapes("feed.html")
_CARDS: Shapes[_Card] = _shapes("card.html")
_COVERAGE: Shapes[_Coverage] = _shapes("coverage.html")
_LISTED: Shapes[_Listed] = _shapes("listed.html")
_HEADLINES: Shapes[_Headline] = _shapes("headline.html")
