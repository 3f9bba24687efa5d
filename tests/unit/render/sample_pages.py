"""Feeds, their pages for people, and what a parser of HTML reads on these."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import html as parser

from feeds.model import Category, Entry, Feed, FeedKind, Image, Related
from feeds.render.formats import FORMATS, Format
from feeds.render.html import render_index
from feeds.settings import Site
from tests.unit.sample_feeds import render_feed_page

FORMATS_ALL = tuple(FORMATS.values())
SITE = Site(
    id="urn:uuid:1", title="AI news", description="By hand.", language="en-GB",
    url="https://news.example/ai/",
)  # fmt: skip
PICTURE = Image("https://radar.example/a.png?w=1&h=2", 1200, 802, "A torch", "Photo: Doe")
ICON = Image("https://radar.example/icon.png", 50, 50)
HANDOVER = Entry(
    id="urn:uuid:2",
    link="https://radar.example/pytorch",
    title="Meta hands over PyTorch",
    summary="Meta has announced it.",
    published=datetime(2022, 9, 13, 19, 17, tzinfo=UTC),
    updated=datetime(2022, 9, 14, 8, 0, tzinfo=UTC),
    authors=(),
    provider=Category("techradar", "TechRadar"),
    topics=(Category("ai", "AI"),),
    path="seeds/pytorch.md",
    image=PICTURE,
    provider_image=ICON,
    related=(
        Related("Torch joins Linux", "https://z.example/1", "ZDNet", None),
        Related("Torch moves", "https://z.example/2", None, datetime(2022, 9, 12, tzinfo=UTC)),
        Related("Torch", "https://z.example/3", "Ars", datetime(2022, 9, 11, tzinfo=UTC)),
        Related("Untold", "https://z.example/4", None, None),
    ),
)
NEWEST = datetime(2022, 9, 14, 8, 0, tzinfo=UTC)


def make_feed(
    name: str = "AI",
    path: str = "topics/ai",
    kind: FeedKind = FeedKind.TOPIC,
    entries: tuple[Entry, ...] = (HANDOVER,),
    total: int = 1,
) -> Feed:
    return Feed(
        id=f"urn:feed:{path}", kind=kind, path=path, name=name, title=f"{name} – AI news",
        description=f"News about {name}.", updated=NEWEST, entries=entries, total=total,
    )  # fmt: skip


EVERYTHING = make_feed("All entries", "feeds/all", FeedKind.ALL)
RADAR = make_feed("TechRadar", "providers/techradar", FeedKind.PROVIDER)
THREE = (EVERYTHING, make_feed(), RADAR)


# The stubs of lxml lack HtmlElement, which the type checker thus takes for anything.
def page(
    feed: Feed | None = None, site: Site = SITE, formats: Sequence[Format] = FORMATS_ALL
) -> parser.HtmlElement:
    return parser.document_fromstring(render_feed_page(feed or make_feed(), site, formats))


def index(
    feeds: Sequence[Feed] = THREE, site: Site = SITE, formats: Sequence[Format] = FORMATS_ALL
) -> parser.HtmlElement:
    return parser.document_fromstring(render_index(feeds, site, formats))


def texts(tree: parser.HtmlElement, xpath: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree.xpath(xpath)]


def links(tree: parser.HtmlElement, xpath: str) -> list[tuple[str, str | None]]:
    return [(link.text_content(), link.get("href")) for link in tree.xpath(xpath)]


def policy(tree: parser.HtmlElement) -> list[str]:
    content = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    return str(content).split("; ")


def source_hash(tree: parser.HtmlElement, element: str) -> str:
    [source] = tree.xpath(f"//{element}/text()")
    return f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def alternates(title: str, folder: str = "") -> list[dict[str, str]]:
    return [
        {
            "rel": "alternate",
            "type": format_.media_type,
            "title": f"{title} ({format_.title})",
            "href": folder + format_.file_name,
        }
        for format_ in FORMATS_ALL
    ]
