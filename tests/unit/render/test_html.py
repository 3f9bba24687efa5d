import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from feeds.model import Category, FeedKind, Image, Related
from feeds.render.formats import FORMATS
from feeds.render.html import cut_index, page_stylesheet, render_index, stylesheet
from tests.unit.render.sample_pages import (
    EVERYTHING,
    FORMATS_ALL,
    HANDOVER,
    ICON,
    PICTURE,
    RADAR,
    SITE,
    THREE,
    alternates,
    index,
    links,
    make_feed,
    page,
    policy,
    source_hash,
    texts,
)
from tests.unit.sample_feeds import render_feed_page


class TestIndex:
    def test_lists_each_feed_under_its_kind_with_its_size_and_last_change(self) -> None:
        tree = index(
            (EVERYTHING, make_feed(total=1234), make_feed("Ethics", "topics/ethics"), RADAR)
        )
        updated = "last updated 14 September 2022"
        assert texts(tree, "//main//h2") == ["All entries", "Topics 2", "Providers 1"]
        assert texts(tree, "//ul[@class='feeds']/li/h3") == ["AI", "Ethics", "TechRadar"]
        assert texts(tree, "//main//p[@class='meta']") == [
            f"1 entry, {updated}",
            f"1,234 entries, {updated}",
            f"1 entry, {updated}",
            f"1 entry, {updated}",
        ]

    def test_links_each_feed_to_its_page_and_its_formats(self) -> None:
        assert links(index(), "//section[@aria-labelledby='topics']//a") == [
            ("AI", "topics/ai/index.html"),
            ("Meta hands over PyTorch", "https://radar.example/pytorch"),
            ("RSS", "topics/ai/rss.xml"),
            ("Atom", "topics/ai/atom.xml"),
            ("JSON Feed", "topics/ai/feed.json"),
        ]

    def test_tells_screen_readers_which_feed_a_format_belongs_to(self) -> None:
        assert index().xpath("//section[@aria-labelledby='topics']//a/@aria-label") == [
            "RSS: AI",
            "Atom: AI",
            "JSON Feed: AI",
        ]

    def test_shows_the_newest_headlines_only(self) -> None:
        entries = tuple(replace(HANDOVER, title=f"Story {n}") for n in range(9))
        tree = index((replace(EVERYTHING, entries=entries), make_feed(entries=entries)))
        shown = "//section[@aria-labelledby='{}']//ul[@class='headlines']/li"
        assert texts(tree, shown.format("everything-1")) == [f"Story {n}" for n in range(6)]
        assert texts(tree, shown.format("topics")) == [f"Story {n}" for n in range(3)]

    def test_cuts_a_headline_that_would_fill_the_page(self) -> None:
        tree = index((make_feed(entries=(replace(HANDOVER, title="W" * 5000),)),))
        assert texts(tree, "//ul[@class='headlines']/li") == ["W" * 159 + "…"]

    @pytest.mark.parametrize(("number", "folded"), [(12, False), (13, True)])
    def test_folds_the_headlines_of_a_long_list(self, number: int, folded: bool) -> None:
        tree = index([make_feed(f"Topic {n}", f"topics/{n}") for n in range(number)])
        assert len(tree.xpath("//details[not(@open)]")) == (number if folded else 0)

    def test_percent_encodes_the_address_of_a_feed(self) -> None:
        [href, *_] = index((make_feed("日本 100%", "topics/日本-100%"),)).xpath("//h3/a/@href")
        assert href == "topics/%E6%97%A5%E6%9C%AC-100%25/index.html"

    def test_announces_the_feed_of_all_entries_to_readers(self) -> None:
        assert [dict(link.attrib) for link in index().xpath("//link")] == [
            {"rel": "canonical", "href": "https://news.example/ai/"},
            *alternates("All entries – AI news", "feeds/all/"),
            {"rel": "stylesheet", "href": "page.css"},
        ]

    def test_offers_the_list_to_import_only_where_feeds_have_public_addresses(self) -> None:
        lists = "//footer//a"
        everything = ("feeds.json", "feeds.json")
        assert links(index(), lists) == [("feeds.opml", "feeds.opml"), everything]
        assert links(index(site=SITE._replace(url=None)), lists) == [everything]

    def test_explains_formats_ids_and_the_json_extension(self) -> None:
        section = index().get_element_by_id("json-extension")
        assert texts(section, ".//h2") == ["About these feeds"]
        assert texts(section, ".//p")[0] == (
            "Give the address of a feed to a feed reader, and it shows you new entries as they "
            "come. RSS, Atom and JSON Feed hold the same entries: take whichever your reader "
            "understands. The ids of feeds and entries are permanent, so an article whose title, "
            "text or date changes does not come up again as new."
        )
        assert texts(section, ".//dt") == ["about", "related", "amp_url", "quality", "heat"]

    def test_says_that_a_feed_is_still_empty_instead_of_dating_it(self) -> None:
        empty = replace(EVERYTHING, entries=(), total=0, updated=datetime(1970, 1, 1, tzinfo=UTC))
        tree = index((empty,))
        assert texts(tree, "//main//p[@class='meta']") == ["No entries yet"]
        assert tree.xpath("//time | //h2[@id='topics'] | //h2[@id='providers']") == []

    @pytest.mark.parametrize("count", [12, 13])
    def test_what_it_says_of_feeds_is_found_again(self, count: int) -> None:
        names = [f"R&D <{number}> </ul> é" for number in range(count)]
        topics = [make_feed(name, f"topics/r-d-{n}-é") for n, name in enumerate(names)]
        feeds = [EVERYTHING, *topics, RADAR]
        page = render_index(feeds, SITE, FORMATS_ALL)
        ready = cut_index(page, feeds)
        assert ready.keys() == {feed.path for feed in feeds[1:]}
        without = [EVERYTHING, *(replace(feed, entries=()) for feed in feeds[1:])]
        assert render_index(without, SITE, FORMATS_ALL, ready) == page

    @pytest.mark.parametrize(("before", "now"), [(12, 13), (13, 12)])
    def test_what_it_says_of_feeds_is_another_once_they_are_too_many(
        self, before: int, now: int
    ) -> None:
        feeds = [RADAR, *(make_feed(path=f"topics/{number}") for number in range(13))]
        page = render_index(feeds[: before + 1], SITE, FORMATS_ALL)
        assert cut_index(page, feeds[: now + 1]).keys() == {"providers/techradar"}

    def test_weighs_little_per_feed(self) -> None:
        entries = tuple(replace(HANDOVER, title="T" * 80) for _ in range(50))
        feeds = [
            make_feed(f"Topic number {n}", f"topics/{n}", entries=entries) for n in range(3000)
        ]
        assert len(render_index(feeds, SITE, FORMATS_ALL)) / len(feeds) < 1400


class TestFeedPage:
    def test_shows_an_entry_as_a_card(self) -> None:
        [card] = page().xpath("//article")
        assert texts(card, ".//h3 | .//p | .//figcaption | .//summary | .//li") == [
            "Photo: Doe",
            "Meta hands over PyTorch",
            "TechRadar · 13 September 2022",
            "Meta has announced it.",
            "Related coverage 4",
            "Torch joins Linux ZDNet",
            "Torch moves 12 September 2022",
            "Torch Ars · 11 September 2022",
            "Untold",
        ]
        assert links(card, ".//a") == [
            ("Meta hands over PyTorch", "https://radar.example/pytorch"),
            ("Torch joins Linux", "https://z.example/1"),
            ("Torch moves", "https://z.example/2"),
            ("Torch", "https://z.example/3"),
            ("Untold", "https://z.example/4"),
        ]

    def test_shows_an_entry_that_has_little(self) -> None:
        bare = replace(
            HANDOVER, summary="", provider=None, image=None, provider_image=None, related=()
        )
        [card] = page(make_feed(entries=(bare,))).xpath("//article")
        assert texts(card, ".//h3 | .//p") == ["Meta hands over PyTorch", "13 September 2022"]
        assert card.xpath(".//img | .//figure | .//details") == []

    def test_loads_pictures_late_and_tells_their_host_nothing(self) -> None:
        late = {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"}
        picture = {"src": PICTURE.url, "alt": "A torch", "width": "1200", "height": "802"}
        icon = {"src": ICON.url, "alt": "", "width": "50", "height": "50"}
        assert [dict(img.attrib) for img in page().xpath("//img")] == [picture | late, icon | late]

    @pytest.mark.parametrize("title", [None, HANDOVER.title])
    def test_describes_no_picture_in_the_words_of_the_headline(self, title: str | None) -> None:
        entry = replace(HANDOVER, image=Image("https://radar.example/a.png", title=title))
        [picture] = page(make_feed(entries=(entry,))).xpath("//figure/img")
        assert (picture.get("alt"), picture.get("width")) == ("", None)

    def test_shows_the_address_of_each_format(self) -> None:
        addresses = "//section[@class='subscribe']//code/text()"
        public = "https://news.example/ai/topics/ai/"
        files = ["rss.xml", "atom.xml", "feed.json"]
        assert page().xpath(addresses) == [public + name for name in files]

    def test_links_the_formats_where_no_public_address_is_known(self) -> None:
        tree = page(site=SITE._replace(url=None))
        assert tree.xpath("//code | //link[@rel='canonical']") == []
        assert links(tree, "//section[@class='subscribe']//a") == [
            ("RSS", "rss.xml"),
            ("Atom", "atom.xml"),
            ("JSON Feed", "feed.json"),
        ]

    def test_announces_its_formats_to_readers(self) -> None:
        assert [dict(link.attrib) for link in page().xpath("//link")] == [
            {"rel": "canonical", "href": "https://news.example/ai/topics/ai/"},
            *alternates("AI – AI news"),
            {"rel": "stylesheet", "href": "../../page.css"},
        ]

    def test_offers_only_the_formats_that_are_built(self) -> None:
        tree = page(formats=(FORMATS["atom"],))
        assert tree.xpath("//link[@rel='alternate']/@href") == ["atom.xml"]
        assert links(tree, "//section[@class='subscribe']//a") == [("Atom", "atom.xml")]

    @pytest.mark.parametrize(("path", "root"), [("all", "../"), ("topics/ai", "../../")])
    def test_leads_back_to_the_index_from_any_depth(self, path: str, root: str) -> None:
        assert links(page(make_feed(path=path)), "//header//a | //footer//a") == [
            ("AI news", f"{root}index.html"),
            ("About these feeds", f"{root}index.html#json-extension"),
        ]

    @pytest.mark.parametrize(
        ("kind", "description", "lead"),
        [
            (FeedKind.TOPIC, "Articles on AI", []),
            (FeedKind.PROVIDER, "Articles from AI", []),
            (FeedKind.TOPIC, "Articles from AI", ["Articles from AI"]),
            (FeedKind.TOPIC, "", []),
        ],
    )
    def test_says_the_name_of_the_feed_no_second_time(
        self, kind: FeedKind, description: str, lead: list[str]
    ) -> None:
        tree = page(replace(make_feed(kind=kind), description=description))
        assert texts(tree, "//p[@class='lead']") == lead

    def test_says_how_many_entries_are_left_out(self) -> None:
        tree = page(make_feed(total=1234))
        assert texts(tree, "//h2") == ["Subscribe", "Newest entries 1 of 1,234"]

    def test_says_that_nothing_is_there_yet(self) -> None:
        tree = page(make_feed(entries=(), total=0))
        assert texts(tree, "//section[@class='entries']/p") == [
            "Nothing has been published here yet."
        ]


class TestBothPages:
    def test_name_the_language_of_an_entry_where_it_is_another(self) -> None:
        feeds = (make_feed(entries=(replace(HANDOVER, language="ar"), HANDOVER)),)
        assert index(feeds).xpath("//ul[@class='headlines']//a/@lang") == ["ar"]
        tree = page(feeds[0])
        assert tree.xpath("/html/@lang | //article/@lang") == ["en-GB", "ar"]
        assert tree.xpath("//article[1]//time/@lang | //summary/@lang")[:2] == ["en", "en"]
        assert tree.xpath("//article[2]//@lang") == []

    def test_mark_their_own_words_as_english_on_a_site_that_is_not(self) -> None:
        german = SITE._replace(language="de")
        tree = page(site=german)
        assert tree.xpath("/html/@lang") == ["de"]
        assert {time.get("lang") for time in tree.xpath("//time")} == {"en"}
        assert texts(index(site=german), "//h2[@lang='en']") == ["Topics 1", "Providers 1"]

    def test_date_machine_readably_beside_the_words(self) -> None:
        [changed, published, *_] = page().xpath("//time")
        assert (changed.get("datetime"), changed.text) == (
            "2022-09-14T08:00:00Z",
            "14 September 2022",
        )
        assert published.get("datetime") == "2022-09-13T19:17:00Z"

    def test_let_only_their_own_style_and_script_run(self) -> None:
        tree = index()
        assert policy(tree) == [
            "default-src 'none'",
            "img-src https: http:",
            "style-src 'self'",
            f"script-src {source_hash(tree, 'script')}",
            "base-uri 'none'",
            "form-action 'none'",
        ]

    def test_run_no_script_on_feed_pages(self) -> None:
        tree = page()
        assert tree.xpath("//script") == []
        assert policy(tree) == [
            "default-src 'none'",
            "img-src https: http:",
            "style-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]

    @pytest.mark.parametrize("tree", [index(), page()], ids=["index", "feed"])
    def test_put_no_style_or_script_into_attributes_where_the_policy_blocks_it(
        self, tree: parser.HtmlElement
    ) -> None:
        assert tree.xpath("//@style | //@*[starts-with(name(), 'on')]") == []

    def test_are_the_same_bytes_each_time_and_end_with_a_line_feed(self) -> None:
        pages = [render_index(THREE, SITE, FORMATS_ALL), render_feed_page(RADAR, SITE, FORMATS_ALL)]
        again = [render_index(THREE, SITE, FORMATS_ALL), render_feed_page(RADAR, SITE, FORMATS_ALL)]
        assert again == pages
        assert [content[-8:] for content in pages] == [b"</html>\n"] * 2


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=99))
def test_any_text_stays_text(text: str) -> None:
    entry = replace(
        HANDOVER,
        title=text,
        summary=text,
        provider=Category("x", text),
        image=Image("https://radar.example/a.png", title=text + "!", attribution=text),
        related=(Related(text, "https://z.example/1", text, None),),
    )
    feed = replace(make_feed(entries=(entry,)), name=text, description=text)
    tree = page(feed)
    shown = "//h1 | //p[@class='lead'] | //figcaption | //h3 | //article//p[@dir] | //li/span/span"
    assert [found.text_content() for found in tree.xpath(shown)] == [text] * 6
    assert tree.xpath("//figure/img/@alt") == [text + "!"]
    assert [a.text for a in index((feed,)).xpath("//h3/a | //ul[@class='headlines']//a")] == [
        text,
        text,
    ]


@pytest.mark.parametrize("load", [stylesheet, page_stylesheet], ids=["feed", "page"])
def test_stylesheets_load_nothing(load: Callable[[], bytes]) -> None:
    sheet = load().decode()
    assert sheet.endswith("}\n")
    assert [word for word in ("url(", "@import", "expression") if word in sheet] == []


def test_jinja_is_loaded_with_the_first_page_only() -> None:
    probe = "import sys, feeds.render.html; print('jinja2' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
