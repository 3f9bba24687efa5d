"""What a page says of its article is believed in an order, and as far as it can be."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.clippings.clipping import Clipping, Moment, Picture
from feeds.clippings.fetch import Document, NotTakenError
from feeds.clippings.pages.page import clip_page

URL = "https://www.example.org/news/a?id=1"
DAY = Moment(
    datetime(2026, 1, 2, tzinfo=UTC), "is a day without a time, and midnight in UTC was taken"
)


def clip(html: str, url: str = URL, asked: str = "") -> Clipping:
    return clip_page(Document(asked or url, url, "text/html", "", html.encode("utf-8", "replace")))


def linked(*nodes: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes
    )


@pytest.mark.parametrize(
    ("head", "url", "original", "amp"),
    [
        ("", URL, "", ""),
        ('<link rel="canonical" href="/news/b">', "https://www.example.org/news/b", "", ""),
        ('<link rel=canonical href="https://example.org/b#c">', "https://example.org/b", "", ""),
        ('<link rel=canonical href="b"><base href="/x/">', "https://www.example.org/x/b", "", ""),
        ('<meta property="og:url" content="https://m.example.org/b">', "https://m.example.org/b", "", ""),
        # Of the same page by http, and what only looks like one.
        ('<link rel=canonical href="http://www.example.org/news/a?id=1">', URL, "", ""),
        ('<link rel=canonical href="">', URL, "", ""),
        ('<link rel=canonical href="javascript:alert(1)">', URL, "", ""),
        ('<link rel=canonical href="http://[bad">', URL, "", ""),
        ('<link rel=canonical href="https://user:pw@www.example.org/b">', URL, "", ""),
        # Templates name the front page, or the machine that they were written on.
        ('<link rel=canonical href="/">', URL, "", ""),
        ('<link rel=canonical href="http://localhost:3000/news/a">', URL, "", ""),
        ('<link rel=canonical href="http://127.0.0.1/news/a">', URL, "", ""),
        # What stands in the body may be anybody's.
        ('<body><p>x<link rel=canonical href="https://evil.example/">', URL, "", ""),
        # Published first elsewhere.
        (
            '<link rel=canonical href="https://other.example/a?utm_source=x&amp;b=1">',
            URL,
            "https://other.example/a?b=1",
            "",
        ),
        ('<link rel=amphtml href="/amp/a">', URL, "", "https://www.example.org/amp/a"),
        ('<link rel=amphtml href="https://evil.example/amp/a">', URL, "", ""),
        (
            '<link rel=amphtml href="https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a">',
            URL,
            "",
            "https://www.example.org/a",
        ),
        ('<link rel="canonical" href="https://www.example.org/ä b">', "https://www.example.org/%C3%A4%20b", "", ""),
    ],
)  # fmt: skip
def test_an_article_is_where_its_page_says_if_that_can_be(
    head: str, url: str, original: str, amp: str
) -> None:
    made = clip(f"<title>T</title>{head}")
    assert (made.url, made.original_url, made.amp_url) == (url, original, amp)


def test_an_amp_page_leads_to_its_article() -> None:
    amp = "https://www.example.org/amp/a"
    head = '<title>T</title><link rel=canonical href="https://www.example.org/a">'
    cached = "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/amp/a"
    for url in (amp, cached):
        made = clip(head, url)
        assert (made.url, made.amp_url) == ("https://www.example.org/a", amp)
    # A page of others is not that article.
    other = "https://evil.example/amp/a"
    made = clip(head, other)
    assert (made.url, made.original_url) == (other, "https://www.example.org/a")


ARTICLE = {"@type": "NewsArticle", "headline": "One", "datePublished": "2026-01-02T03:04:05Z"}


@pytest.mark.parametrize(
    ("nodes", "title"),
    [
        ([ARTICLE], "One"),
        ([{"@graph": [{"@type": "WebSite", "name": "S"}, ARTICLE]}], "One"),
        ([[{"@type": "Organization", "name": "O"}, ARTICLE]], "One"),
        ([{"@type": "WebPage", "name": "P", "mainEntity": ARTICLE}], "One"),
        ([{**ARTICLE, "@type": ["Thing", "https://schema.org/TechArticle"]}], "One"),
        ([{**ARTICLE, "@type": "schema:BlogPosting"}], "One"),
        ([{**ARTICLE, "headline": {"@value": "One"}}], "One"),
        ([{**ARTICLE, "headline": ["One", "Two"]}], "One"),
        # Several are a list of articles: the one of this page counts, or none.
        ([{**ARTICLE, "headline": "Other"}, {**ARTICLE, "url": URL}], "One"),
        ([{**ARTICLE, "headline": "Other"}, {**ARTICLE, "mainEntityOfPage": {"@id": URL}}], "One"),
        ([{**ARTICLE, "headline": "Other"}, {**ARTICLE, "headline": "Another"}], "T"),
        ([{"@type": "JobPosting", "headline": "Job"}], "T"),
        ([{"@type": "Product", "name": "Thing"}], "T"),
    ],
)
def test_the_article_is_found_among_the_nodes_of_a_page(nodes: list[object], title: str) -> None:
    assert clip(f"<title>T</title>{linked(*nodes)}").title == title


def test_a_script_with_faults_keeps_no_other_from_being_read() -> None:
    bad = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    kind = 'type="Application/LD+JSON; charset=utf-8"'
    good = f"<script {kind}>/* by us */ {json.dumps(ARTICLE)}</script>"
    assert clip(f"<title>T</title>{bad}{good}").title == "One"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ({"@type": "Person", "name": "Ada Lovelace"}, ("Ada Lovelace",)),
        ([{"name": "Ada Lovelace"}, "Mary Anning"], ("Ada Lovelace", "Mary Anning")),
        ({"@id": "#ada"}, ("Ada Lovelace",)),
        ([{"name": ["Ada Lovelace"]}, None, 5, [["x"]], {"name": {"@value": "Mary Anning"}}],
         ("Ada Lovelace", "Mary Anning")),
        # The site itself is no author beside its own name.
        ({"@type": "Organization", "name": "The Site"}, ("Jo Doe",)),
        ("https://facebook.com/ada", ("Jo Doe",)),
    ],
)  # fmt: skip
def test_authors_are_named_in_many_ways(author: object, names: tuple[str, ...]) -> None:
    ada = {"@type": "Person", "@id": "#ada", "name": "Ada Lovelace"}
    site = '<meta property="og:site_name" content="The Site"><meta name=author content="Jo Doe">'
    assert (
        clip(f"<title>T</title>{site}{linked({**ARTICLE, 'author': author}, ada)}").authors == names
    )


@pytest.mark.parametrize(
    ("html", "picture"),
    [
        ("", None),
        ('<meta property="og:image" content="/a.png">', Picture("https://www.example.org/a.png")),
        ('<meta property="og:image" content="/ä.png?utm_source=x&amp;w=1#y">',
         Picture("https://www.example.org/%C3%A4.png?w=1")),
        (
            '<meta property="og:image" content="/a.png"><meta property="og:image:width" content="12px">'
            '<meta property="og:image:height" content="9.0">',
            Picture("https://www.example.org/a.png", 12, 9),
        ),
        (
            '<meta property="og:image" content="/a.png"><meta property="og:image:width" content="-1">'
            '<meta property="og:image:height" content="big">',
            Picture("https://www.example.org/a.png"),
        ),
        # Sizes belong to the picture before them.
        (
            '<meta property="og:image" content="/a.png"><meta property="og:image" content="/b.png">'
            '<meta property="og:image:width" content="12"><meta property="og:image:height" content="9">',
            Picture("https://www.example.org/b.png", 12, 9),
        ),
        (
            '<meta property="og:image" content="http://www.example.org/a.png">'
            '<meta property="og:image:secure_url" content="https://www.example.org/a.png">',
            Picture("https://www.example.org/a.png"),
        ),
        ('<meta name="twitter:image" content="//cdn.example/t.png">', Picture("https://cdn.example/t.png")),
        ('<link rel="image_src" href="/s.png">', Picture("https://www.example.org/s.png")),
        ('<meta property="og:image" content="data:image/png;base64,AAAA">', None),
        (linked({**ARTICLE, "image": {"url": "/l.png", "width": {"value": 7}, "height": "5"}}),
         Picture("https://www.example.org/l.png", 7, 5)),
        (linked({**ARTICLE, "image": [{"@id": "#i"}]}, {"@id": "#i", "contentUrl": "/i.png"}),
         Picture("https://www.example.org/i.png")),
        (linked({**ARTICLE, "image": 5, "thumbnailUrl": ["/th.png"]}),
         Picture("https://www.example.org/th.png")),
        ('<article><img src="/icon.png" width=16 height=16><img src="/big.png" width=640 height=480>',
         Picture("https://www.example.org/big.png", 640, 480)),
    ],
)  # fmt: skip
def test_a_picture_is_taken_with_its_size(html: str, picture: Picture | None) -> None:
    assert clip(f"<title>T</title>{html}").picture == picture


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ('<meta name="article:published_time" content="2026-01-02T00:00:00Z">', 2),
        ('<meta name="DC.date.issued" content="2026-01-02T00:00:00Z">', 2),
        ('<meta itemprop="datePublished" content="2026-01-02T00:00:00Z">', 2),
        ('<meta name="date" content="05/04/2026"><time datetime="2026-01-03T00:00Z">x</time>', 3),
        (
            '<time pubdate datetime="2026-01-02T00:00Z">x</time><time datetime="2026-01-05">y</time>',
            2,
        ),
        (
            '<time class="updated" datetime="2026-01-09">x</time><time datetime="2026-01-04T00:00Z">',
            4,
        ),
        ("<time>2026-01-06T00:00Z</time>", 6),
        ('<meta name="pub_date" content="2026-01-06T00:00:00+00:00">', 6),
        (
            linked(
                {
                    "@type": "QAPage",
                    "mainEntity": {
                        "@type": "Question",
                        "name": "Q",
                        "datePublished": "2026-01-06T00:00:00Z",
                    },
                }
            ),
            6,
        ),
        (linked({"@type": "WebPage", "datePublished": "2026-01-07T00:00:00Z"}), 7),
        (linked({**ARTICLE, "datePublished": "soon", "dateCreated": "2026-01-08T00:00:00Z"}), 8),
    ],
)
def test_a_date_is_found_where_systems_put_it(html: str, day: int) -> None:
    assert clip(f"<title>T</title>{html}").published == (datetime(2026, 1, day, tzinfo=UTC), "")


def test_an_address_may_have_the_day() -> None:
    for path in ("2026/01/02/a", "a/2026-01-02-b"):
        assert clip("<title>T</title>", f"https://www.example.org/{path}").published == DAY
    for path in ("2026/13/02/a", "a/20260102", "2026/01/a", "2026/02/31/a"):
        assert clip("<title>T</title>", f"https://www.example.org/{path}").published is None


def test_a_paper_is_cited() -> None:
    cited = {"title": "A paper", "date": "2026/01/02", "author": "Lovelace, Ada"}
    metas = "".join(f'<meta name="citation_{key}" content="{said}">' for key, said in cited.items())
    more = '<meta name="citation_author" content="Mary Anning">'
    made = clip(f"<title>[1] A paper</title>{metas}{more}")
    assert (made.title, made.published) == ("A paper", DAY)
    assert made.authors == ("Ada Lovelace", "Mary Anning")


def test_a_day_without_time_is_told_of() -> None:
    assert clip('<title>T</title><time datetime="2026-01-02">x</time>').published == DAY


def test_a_date_in_the_text_is_taken_and_told_of() -> None:
    made = clip("<title>T</title><p class=byline>Posted on January 2, 2026 by Jo</p>")
    assert made.published == (DAY.time, "")
    assert made.notes == (
        "publishedDateTime was found in the text of the page, not in what it says of itself",
    )


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="DE-ch">', "de-CH"),
        ('<html xml:lang="zh-hant">', "zh-Hant"),
        ('<html><meta property="og:locale" content="pt_BR">', "pt-BR"),
        (f"<html>{linked({**ARTICLE, 'inLanguage': {'@type': 'Language', 'name': 'fr'}})}", "fr"),
        ("<html>", ""),
    ],
)
def test_a_language_is_written_as_usual(html: str, language: str) -> None:
    assert clip(f"{html}<title>T</title>").language == language


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (
            "<title>A &amp; B | The Site</title><meta property='og:site_name' content='The Site'>",
            "A & B",
        ),
        ("<title>A title | Nobody's site</title><h1>A title</h1>", "A title"),
        (
            "<title>News of the day | Nobody's site</title><h1>News</h1>",
            "News of the day | Nobody's site",
        ),
        ("<title>Grey Coding: Two views</title><h1>Grey Coding</h1>", "Grey Coding: Two views"),
        (
            "<title>Grey Coding: Two views</title><h1>Grey Coding</h1><h1>Two views</h1>",
            "Two views",
        ),
        ("<title>404 Media wins a prize</title>", "404 Media wins a prize"),
        ("<h1>Only <b>a</b> heading</h1>", "Only a heading"),
        ("<svg><title>Logo</title></svg><h1>Real</h1>", "Real"),
        ("<title></title><meta name='twitter:title' content='Tweeted'>", "Tweeted"),
        ("<title>One</title><title>Two</title>", "One"),
        ("<title>A\0B\x1b[2Jc\u202ed</title>", "ABcd"),
    ],
)
def test_a_title_is_plain(html: str, title: str) -> None:
    assert clip(html).title == title


@pytest.mark.parametrize(
    ("name", "publisher", "site"),
    [
        ("pcgamer", "PC Gamer", "PC Gamer"),
        ("PC Gamer", "pcgamer", "PC Gamer"),
        ("The Daily Tensor", "Tensor Media GmbH", "The Daily Tensor"),
        ("kottke", "Jason", "kottke"),
        ("", "Firm", "Firm"),
    ],
)
def test_a_site_is_called_as_people_write_it(name: str, publisher: str, site: str) -> None:
    said = f'<meta property="og:site_name" content="{name}">'
    node = {**ARTICLE, "publisher": {"name": publisher}}
    assert clip(f"<title>T</title>{said}{linked(node)}").site == site


def test_links_of_tags_are_keywords() -> None:
    tags = '<a rel="category tag" href="/c">Open data</a> <a rel=tag href="/a"><b>AI</b></a>'
    assert clip(f"<title>T</title><article>{tags}</article>").keywords == ("Open data", "AI")


def test_an_excerpt_is_the_first_that_says_something() -> None:
    said = '<meta property="og:description" content="T."><meta name=description content="More.">'
    assert clip(f"<title>T</title>{said}").excerpt == "More."
    long = "A paragraph that says at last what all of this is about, in many words."
    body = f"<article><p>By Jo</p><script>x</script><p>{long}<script>var x;</script></p></article>"
    assert clip(f"<title>T</title>{body}").excerpt == long


def test_pages_that_are_no_article_are_told() -> None:
    for html in (
        "<title>Sign in</title><input type=password>",
        "<title>404 Not Found</title>",
        "<title>404 - Page not found | S</title><meta property=og:site_name content=S>",
        "<title>Access denied!</title>",
        "<title>Just a moment...</title>",
    ):
        with pytest.raises(NotTakenError):
            clip(html)
    # An article may be about that, and beside a form.
    article = linked({**ARTICLE, "headline": "404 reasons to sign in"})
    assert clip(f"<title>T</title>{article}<input type=password>").title == "404 reasons to sign in"


NASTY = {
    "items within items": "<div itemscope itemprop=a itemtype='http://schema.org/Article'>" * 5_000,
    "properties within properties": "<div itemscope>" + "<p itemprop=a>text" * 50_000,
    "items that refer to each other": "".join(
        f"<i id=a{n} itemscope itemprop=x itemref='a{n + 1} a{n + 2} a{n + 3}'></i>" for n in range(60)
    ),
    "lists within lists": f'<script type="application/ld+json">{"[" * 100_000}</script>',
    "objects within objects": '<script type="application/ld+json">' + '{"@graph":' * 100_000,
    "a long number": '<script type="application/ld+json">{"@type":"Article","image":{"url":"/a","width":'
    + "9" * 5_000
    + "}}</script>",
    "many scripts": '<script type="application/ld+json">{"@type":"Article"}</script>' * 20_000,
    "elements within elements": "<div>" * 300_000,
    "many dates": "2024-01-05 January 6, 2024 " * 50_000,
    "a comment": "<!--" + "-" * 500_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", NASTY)
def test_a_page_made_to_exhaust_is_read_and_so_is_the_next_one(kind: str) -> None:
    assert clip(f"<title>T</title>{NASTY[kind]}").title == "T"
    item = "<div itemscope itemtype='http://schema.org/Article'><b itemprop=headline>Next</b></div>"
    assert clip(item).title == "Next"


PARTS = st.sampled_from(
    ["<title>", "</title>", "<meta ", "property=", "name=", "og:title", "content=", '"', "'", ">", "<",
     "<script type='application/ld+json'>", "</script>", '{"@type":"Article",', '"headline":', "[", "]",
     "}", ":", ",", "null", "1e400", "<div itemscope itemprop=x>", "<time datetime=", "2026-01-02",
     "<link rel=canonical href=", "<base href=", "http://[", "//", "\0", "\ud800", "&#0;", "&amp;", "<p>",
     "<html lang=", "<!--", "-->", "<svg>", "<template>", "<noscript>", "\x85", "😀", "author"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=40))
def test_no_page_is_too_odd(parts: list[str]) -> None:
    try:
        made = clip("".join(parts))
    except NotTakenError:
        return
    assert "\n" not in made.title + made.excerpt
    assert made.url.startswith("https://www.example.org/") or made.url.startswith("http")
