"""One small feed that uses every field, for the tests of the renderers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from feeds.model import Author, Category, Entry, Feed, FeedKind, Image, Related
from feeds.render import html
from feeds.render.formats import FORMATS, Format
from feeds.settings import Site

RSS, ATOM, JSON_FEED = (FORMATS[name] for name in ("rss", "atom", "json"))

SITE = Site(
    id="urn:uuid:6f1c4d0e-6a57-5c0e-9a3e-0f6f5f0c9a11",
    title="AI news",
    description="News on AI & its makers",
    language="en",
    url="https://news.example/feeds/",
    author=Author("The editors", url="https://news.example/about", email="ed@news.example"),
    icon="https://news.example/icon.png",
    logo="https://news.example/logo.png",
    hub="https://hub.example/",
)

# What is left when nothing optional is configured.
BARE_SITE = Site(id="urn:uuid:0b0b", title="Feeds", description="", language="en")

AI = Category(term="ai", label="AI")
META_AI = Category(term="meta-ai", label="Meta AI & friends")

FULL_ENTRY = Entry(
    id="urn:uuid:11111111-1111-5111-8111-111111111111",
    link="https://about.example/news/pytorch?a=1&b=2",
    title="AT&T’s <b> tag & “quotes”",
    summary="AT&T says 1 < 2, &amp; that’s it",
    published=datetime(2022, 9, 12, 13, 0, tzinfo=UTC),
    updated=datetime(2022, 9, 14, 8, 30, 15, tzinfo=UTC),
    authors=(Author("Ada Lovelace", url="https://ada.example/"), Author("Zoë Żółć")),
    provider=Category(term="about-fb", label="about.fb"),
    topics=(AI, META_AI),
    path="seeds/2022-09-12-pytorch.md",
    amp_link="https://about.example/amp/pytorch",
    image=Image("https://cdn.example/p.PNG?w=628", width=628, height=246),
    related=(
        Related(
            title="PyTorch joins <the> Linux Foundation",
            link="https://sdtimes.example/pytorch",
            provider="SD Times",
            published=datetime(2022, 9, 12, 15, 41, tzinfo=UTC),
        ),
        Related("Elsewhere", "https://elsewhere.example/", provider=None, published=None),
    ),
    language="pt-BR",
    quality=36,
    heat=-1,
    content='<p>AT&amp;T says <a href="https://x.example/?a=1&amp;b=2">1 &lt; 2</a></p>\n',
)

BARE_ENTRY = Entry(
    id="https://bare.example/",
    link="https://bare.example/",
    title="Bare",
    summary="",
    published=datetime(2022, 9, 1, 0, 0, tzinfo=UTC),
    updated=datetime(2022, 9, 1, 0, 0, tzinfo=UTC),
    authors=(),
    provider=Category(term="bare", label="Bare"),
    topics=(),
    path="seeds/bare.md",
)

FEED = Feed(
    id="urn:uuid:22222222-2222-5222-8222-222222222222",
    kind=FeedKind.TOPIC,
    path="topics/ai",
    name="AI",
    title="AI news: AI",
    description="News on AI",
    updated=datetime(2022, 9, 14, 8, 30, 15, tzinfo=UTC),
    entries=(FULL_ENTRY, BARE_ENTRY),
    total=7,
)

BARE_FEED = replace(FEED, description="", entries=(BARE_ENTRY,), total=1)


# The third page of an archive, which no hub is told of.
PAGE = replace(BARE_FEED, page=3, older=2)
PAGE_SITE = SITE._replace(hub=None)


def feed_of(*entries: Entry) -> Feed:
    """Return FEED with *entries* instead of its own."""
    return replace(FEED, entries=entries)


def subscriptions() -> tuple[Feed, ...]:
    """Return one feed of each kind, in the order in which renderers get them."""
    everything = replace(FEED, id="urn:uuid:a11", kind=FeedKind.ALL, path="all", name="All")
    provider = replace(
        FEED,
        id="urn:uuid:b0b",
        kind=FeedKind.PROVIDER,
        path="providers/at-t",
        name="AT&T",
        title='AI news: "AT&T" <labs>',
        description="",
        updated=datetime(2021, 1, 2, tzinfo=UTC),
        total=1,
    )
    return everything, FEED, provider


def render_feed_page(feed: Feed, site: Site, formats: Sequence[Format]) -> bytes:
    """Return the page of *feed* with the cards of its entries."""
    frame = html.render_frame(feed, site, formats, len(feed.entries))
    return frame.fill(html.render_entry(entry, site) for entry in feed.entries)
