"""What people see when they open the pages, or a feed itself, in a browser: straight from disk."""

import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    FloatRect,
    Locator,
    Page,
    Route,
    sync_playwright,
)

from feeds.model import Author, Category, Entry, Feed, FeedKind, Image, Related
from feeds.render.formats import FORMATS
from feeds.render.html import page_stylesheet, render_index, stylesheet
from feeds.settings import Site
from tests.unit.sample_feeds import render_feed_page

pytestmark = pytest.mark.needs("chromium")

# Opens a page, in a window so wide, with other options of the browser.
Visit = Callable[..., Page]

HOSTILE = '</script><script>hit=1</script>"><img src=x onerror="hit=1"> & <b>'
SITE = Site("urn:s", "AI news", "Found by hand.", "en", url="https://news.example/")
STORY = Entry(
    id="urn:entry:1",
    link="https://radar.example/pytorch",
    title="Meta hands over PyTorch",
    summary="Meta has announced it.",
    published=datetime(2022, 9, 13, 19, 17, tzinfo=UTC),
    updated=datetime(2022, 9, 13, 19, 17, tzinfo=UTC),
    authors=(Author("Jane Doe"),),
    provider=Category("techradar", "TechRadar"),
    topics=(Category("ai", "AI"),),
    path="seeds/pytorch.md",
    image=Image("https://radar.example/picture.png", 1200, 600, "A torch", "Photo: Doe"),
    provider_image=Image("https://radar.example/icon.png", 50, 50),
    related=(Related("Torch moves", "https://z.example/1", "ZDNet", None),),
    content="<p>The whole story.</p>",
)
ENTRIES = (
    STORY,
    replace(STORY, id="urn:2", title=HOSTILE, summary=HOSTILE, link="https://evil.example/"),
    replace(STORY, id="urn:3", title="W" * 5000, link="https://long.example/", image=None),
    replace(STORY, id="urn:4", title="العالم", link="https://rtl.example/", language="ar"),
    replace(STORY, id="urn:5", title="Lost", image=Image("https://radar.example/lost.png")),
)
NAMES = ("AI", "Ethics", "Zürich " + "Donau" * 20, HOSTILE)


def make_feed(name: str, path: str, kind: FeedKind) -> Feed:
    return Feed(
        f"urn:{path}", kind, path, name, f"{name}: AI news", f"About {name}.",
        updated=STORY.updated, entries=ENTRIES, total=70,
    )  # fmt: skip


FEEDS = (
    make_feed("All", "all", FeedKind.ALL),
    *(make_feed(name, f"topics/{n}", FeedKind.TOPIC) for n, name in enumerate(NAMES)),
    make_feed("TechRadar", "providers/techradar", FeedKind.PROVIDER),
)
INDEX = "index.html"
FEED = "topics/1/index.html"
PAGES = pytest.mark.parametrize("path", [INDEX, FEED])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build."""
    out = tmp_path_factory.mktemp("out")
    formats = tuple(FORMATS.values())
    (out / INDEX).write_bytes(render_index(FEEDS, SITE, formats))
    (out / "feed.css").write_bytes(stylesheet())
    (out / "page.css").write_bytes(page_stylesheet())
    for feed in FEEDS:
        (out / feed.path).mkdir(parents=True)
        (out / feed.path / INDEX).write_bytes(render_feed_page(feed, SITE, formats))
        for format_ in formats:
            (out / feed.path / format_.file_name).write_bytes(format_.render(feed, SITE))
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield chromium
        chromium.close()


@pytest.fixture
def messages() -> list[str]:
    """What the pages that are visited log, and their errors."""
    return []


@pytest.fixture
def visit(browser: Browser, folder: Path, messages: list[str]) -> Iterator[Visit]:
    """Open a page of the folder; pictures come from here, and none comes for "lost.png"."""
    contexts: list[BrowserContext] = []

    def visit(path: str, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.route(lambda url: url.startswith("http"), send_picture)
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto((folder / path).as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()


def send_picture(route: Route) -> None:
    if route.request.url.endswith("lost.png"):
        route.abort()
    else:
        route.fulfill(body=PICTURE, content_type="image/png")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0))
    + png_chunk(b"IDAT", zlib.compress(b"\0\x40\x80"))
    + png_chunk(b"IEND", b"")
)


def shown(page: Page, selector: str) -> list[str]:
    """The text of what can be seen."""
    return [found.inner_text() for found in page.locator(selector).all() if found.is_visible()]


def place(element: Locator) -> FloatRect:
    """Return where *element* is in the window, which must show it or scroll to it."""
    found = element.bounding_box()
    assert found is not None
    return found


def test_index_shows_every_feed_and_leads_to_its_page(visit: Visit) -> None:
    page = visit(INDEX)
    assert shown(page, "main h2 > a, main h3") == ["All", *NAMES, "TechRadar"]
    page.get_by_role("link", name="Ethics", exact=True).click()
    assert shown(page, "h1") == ["Ethics"]
    assert shown(page, "article h3") == [entry.title for entry in ENTRIES]
    page.get_by_role("link", name="AI news").click()
    assert shown(page, "h1") == ["AI news"]


@pytest.mark.parametrize(
    ("typed", "found", "said"),
    [
        ("ethi", ["Ethics"], "Matching feeds: 1 of 5"),
        ("donau ZURICH", [NAMES[2]], "Matching feeds: 1 of 5"),
        ("radar", ["TechRadar"], "Matching feeds: 1 of 5"),
        ("no such thing", [], "Matching feeds: 0 of 5"),
        (" ", [*NAMES, "TechRadar"], ""),
    ],
)
def test_filter_shows_the_feeds_whose_names_hold_all_words(
    visit: Visit, typed: str, found: list[str], said: str
) -> None:
    page = visit(INDEX)
    page.get_by_label("Find a topic or provider").press_sequentially(typed)
    assert shown(page, "main h3") == found
    assert page.get_by_role("status").inner_text() == said


def test_filter_hides_the_heading_of_a_list_without_matches_and_brings_it_back(
    visit: Visit,
) -> None:
    page = visit(INDEX)
    box = page.get_by_label("Find a topic or provider")
    box.fill("radar")
    assert shown(page, "main h2") == ["All", "Providers 1"]
    box.fill("")
    assert shown(page, "main h2") == ["All", "Topics 4", "Providers 1"]


def test_index_is_whole_without_javascript_and_shows_no_filter(visit: Visit) -> None:
    page = visit(INDEX, java_script_enabled=False)
    assert shown(page, "main h2 > a, main h3") == ["All", *NAMES, "TechRadar"]
    assert shown(page, "input, label, #filter") == []


def test_provider_is_named_beside_each_entry_but_on_its_own_page(visit: Visit) -> None:
    assert len(shown(visit(FEED), "article .provider")) == len(ENTRIES)
    page = visit("providers/techradar/index.html")
    assert shown(page, "h1, article .provider, article .icon") == ["TechRadar"]


@PAGES
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_reaches_beyond_the_window(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width)
    page.evaluate("document.querySelectorAll('details').forEach((folded) => folded.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_pages_obey_their_own_policy_and_log_no_error(visit: Visit, messages: list[str]) -> None:
    lost_picture = "Failed to load resource: net::ERR_FAILED"
    visit(INDEX)
    visit(FEED)
    assert [message for message in messages if message != lost_picture] == []


@PAGES
def test_policy_stops_what_is_not_of_the_page(visit: Visit, path: str) -> None:
    page = visit(path)
    with pytest.raises(Error, match="Content Security Policy"):
        page.add_script_tag(content="hit = 1")


@PAGES
def test_hostile_text_runs_nothing(visit: Visit, path: str) -> None:
    page = visit(path)
    assert HOSTILE in shown(page, "h3")
    assert page.evaluate("[typeof hit, document.querySelectorAll('[onerror], b').length]") == [
        "undefined",
        0,
    ]


@pytest.mark.parametrize("path", [INDEX, FEED, "topics/1/rss.xml", "topics/1/atom.xml"])
def test_colours_follow_the_scheme_of_the_system(visit: Visit, path: str) -> None:
    colours = "(({color, backgroundColor}) => [color, backgroundColor])(%s)"
    root = colours % "getComputedStyle(document.documentElement)"
    ink, paper = "rgb(29, 32, 36)", "rgb(251, 250, 246)"
    assert visit(path, color_scheme="light").evaluate(root) == [ink, paper]
    assert visit(path, color_scheme="dark").evaluate(root) == [
        "rgb(233, 230, 223)",
        "rgb(22, 24, 27)",
    ]


@PAGES
def test_keyboard_reaches_every_link_in_order_with_visible_focus(visit: Visit, path: str) -> None:
    page = visit(path)
    links = page.evaluate(
        "Array.from(document.querySelectorAll('a')).filter((a) => a.checkVisibility({"
        "contentVisibilityAuto: false})).map((a) => a.getAttribute('href'))"
    )
    reached = []
    for _ in range(3 * len(links)):
        page.keyboard.press("Tab")
        tag, href, outline = page.evaluate(
            "((focused) => [focused.tagName, focused.getAttribute('href'),"
            "getComputedStyle(focused).outlineStyle])(document.activeElement)"
        )
        if tag == "BODY":
            break
        assert outline == "solid"
        reached += [href] if tag == "A" else []
    assert reached == links


@PAGES
def test_skip_link_shows_on_focus_and_passes_the_header(visit: Visit, path: str) -> None:
    page = visit(path)
    skip = page.get_by_role("link", name="Skip to the content")
    assert place(skip)["y"] < 0
    page.keyboard.press("Tab")
    assert place(skip)["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@PAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility_engine_finds_nothing(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_picture_that_fails_takes_the_room_of_one_that_loads(visit: Visit, width: int) -> None:
    page = visit(FEED, width)
    page.locator("footer").scroll_into_view_if_needed()
    pictures = page.locator("figure img").all()
    loaded, lost = place(pictures[0]), place(pictures[-1])
    assert pictures[-1].evaluate("(picture) => picture.naturalWidth") == 0
    assert (lost["width"], lost["height"]) == (loaded["width"], loaded["height"])


def test_right_to_left_text_runs_from_the_right_edge_of_its_card(visit: Visit) -> None:
    title = visit(FEED).locator("article[lang=ar] h3")
    assert title.evaluate("(title) => getComputedStyle(title).direction") == "rtl"


@pytest.mark.parametrize(
    ("file_name", "date"),
    [("rss.xml", "Tue, 13 Sep 2022 19:17:00 +0000"), ("atom.xml", "2022-09-13T19:17:00Z")],
)
def test_feed_opened_raw_shows_what_people_read_and_hides_the_rest(
    visit: Visit, messages: list[str], file_name: str, date: str
) -> None:
    page = visit(f"topics/1/{file_name}", width=320)
    read = page.evaluate(
        "Array.from(document.querySelectorAll('*')).filter((found) => !found.children.length"
        " && found.getClientRects().length).map((found) => found.textContent)"
    )
    assert read[:2] == ["Ethics: AI news", "About Ethics."]
    assert sorted(read[2:6]) == sorted([STORY.title, STORY.summary, "Jane Doe", date])
    assert [text for text in read if text.startswith(("urn:", "http", "<p>"))] == []
    assert page.evaluate("getComputedStyle(document.documentElement, '::before').content") == (
        '"This is a feed: copy the address from the address bar into your feed reader."'
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert messages == []
