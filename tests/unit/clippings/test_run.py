"""Seeds made of the pages of ten publishing systems, and of those that are no article."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.clippings.fetch import NotTakenError
from feeds.clippings.moments import parse_moment
from feeds.clippings.run import Known, Made, Refused, Wishes, seeds_of_feed, seeds_of_pages
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError, OutputError, SeedsFolderError
from feeds.settings import Settings
from feeds.validation.run import validate_seeds
from tests.acceptance.links.site import Answer, Site, raw, says, to
from tests.unit.clippings.written_pages import (
    HOSTS,
    PAGES,
    SEEDS,
    SYSTEMS,
    anywhere,
    begin,
    page,
    seed,
    serve,
    take,
)

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-01-02T03:04:05Z">
<meta name="keywords" content="AI">{more}</head><body><article><h1>{title}</h1></article></body></html>"""

Host = Callable[[dict[str, Answer]], Site]


def article(title: str = "A title", more: str = "") -> bytes:
    return ARTICLE.format(title=title, more=more).encode()


@pytest.fixture
def host() -> Iterator[Host]:
    """Return ``host(answers)``, a site that is closed after the test."""
    opened: list[Site] = []

    def start(answers: dict[str, Answer]) -> Site:
        opened.append(Site(answers))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    return begin(tmp_path / "news", SEEDS)


def only(results: list[Made | Known | Refused]) -> Made:
    (made,) = results
    assert isinstance(made, Made), made
    return made


def reason(results: list[Made | Known | Refused]) -> str:
    (refused,) = results
    assert isinstance(refused, Refused), refused
    return refused.reason


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_page_of_each_system_becomes_a_whole_seed(
    host: Host, settings: Settings, golden: Callable[[Path, bytes], None], system: str
) -> None:
    answers: dict[str, Answer] = {}
    site = host(answers)
    name = HOSTS.get(system, f"{system}.test")
    base = site.url("", name)
    answers["/read"] = serve(page(system, base))
    made = only(take(site, settings, f"{base}/read?utm_source=letter&amp;fbclid=1#top"))
    written = made.path.read_text(encoding="utf-8")
    assert written == made.text
    notes = "".join(f"note: {note}\n" for note in made.notes)
    shown = f"{made.path.name}\n{notes}{written}".replace(base, f"http://{name}")
    # An AMP Cache address holds the host without its port, and then the host with it.
    shown = shown.replace(f"{name}:{site.port}", name)
    golden(PAGES / f"{system}.md", shown.encode())
    report = validate_seeds(settings)
    assert [d for d in report.diagnostics if d.severity is not Severity.INFO] == []


def test_an_article_that_has_a_seed_is_named_and_neither_asked_nor_written(
    host: Host, settings: Settings
) -> None:
    site = host({})
    results = take(site, settings, "https://wordpress.test/news/1?utm_source=x")
    path = str(settings.seeds.folder / "2022-09-01-one.md")
    assert results == [Known("https://wordpress.test/news/1?utm_source=x", path)]
    assert site.asked == []


def test_a_page_whose_canonical_address_has_a_seed_is_named(host: Host, settings: Settings) -> None:
    site = host(
        {"/a": serve(article(more='<link rel=canonical href="/b/">')), "/b/": says("404 No")}
    )
    first = only(take(site, settings, "/a"))
    assert f'webUrl: "{site.url("/b/", "page.test")}"' in first.text
    assert take(site, settings, "/a") == [Known(site.url("/a", "page.test"), str(first.path))]
    assert take(site, settings, "/b")[0] == Known(site.url("/b", "page.test"), str(first.path))


def test_two_articles_of_one_title_and_day_get_names_of_their_own(
    host: Host, settings: Settings
) -> None:
    site = host({"/a": serve(article()), "/b": serve(article()), "/c": serve(article("A TITLE"))})
    made = take(site, settings, "/a", "/b", "/c")
    names = [each.path.name for each in made if isinstance(each, Made)]
    assert names == [f"2026-01-02-a-title{end}.md" for end in ("", "-2", "-3")]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says("404 Not Found"), "answers 404 Not Found: check the address"),
        (says("410 Gone"), "answers 410 Gone: check the address"),
        (says("402 Payment Required"), "answers 402 Payment Required: it is not for programs"),
        (says("403 Forbidden"), "answers 403 Forbidden: it is not for programs"),
        (says("500 Oops"), "answers 500 Oops: try again later"),
        (serve(b"%PDF-1.7 ...", "Content-Type: application/pdf"), "is a PDF document: write the"),
        (serve(b"%PDF-1.7 ..."), "is a PDF document: write the seed by hand"),
        (serve(b"\x89PNG\r\n", "Content-Type: image/png"), "is a picture: write the seed by hand"),
        (serve(b"{}", "Content-Type: application/json"), "is no page but application/json"),
        (serve(b""), "answers with an empty page: try again later"),
        (serve(b"<html></html>"), "has no title: give --title"),
        (serve(b"<title>Only this</title>"), "does not say when it was published: give --date"),
        (
            serve(b"<title>Log in</title><form><input type=password></form>"),
            "is a page to sign in, not an article",
        ),
        (serve(b"<title>Page not found - Site</title>"), 'is called "Page not found'),
        (
            serve(b"<rss version='2.0'><channel></channel></rss>"),
            "is a feed, not a page: feeds new",
        ),
        (to("302 Found", lambda s: s.url("/login?next=/a", "page.test")), "a page to sign in is"),
        (to("301 Moved", lambda s: s.url("/", "page.test")), "a front page is not the article"),
        (to("302 Found", lambda s: s.url("/a", "page.test")), "redirects in a circle (302)"),
        (raw(b"no http\r\n\r\n"), "answers with something that is not HTTP"),
        (
            says("200 OK", "Content-Encoding: br", body=b"\x00"),
            "answers in a compression that was not asked for",
        ),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(
    host: Host, settings: Settings, answer: Answer, said: str
) -> None:
    other = serve(article("Welcome"))
    site = host({"/a": answer, "/login": other, "/": other})
    before = sorted(settings.seeds.folder.iterdir())
    assert said in reason(take(site, settings, "/a"))
    assert sorted(settings.seeds.folder.iterdir()) == before


def test_private_addresses_are_not_asked_unless_told_to(host: Host, settings: Settings) -> None:
    site = host({"/a": serve(article())})
    (refused,) = seeds_of_pages([site.url("/a")], settings, Wishes(), resolver=anywhere)
    assert isinstance(refused, Refused)
    assert refused.reason == (
        f"{site.url('/a')} is at 127.0.0.1, which is no public address: give --allow-private if"
        " that is meant"
    )
    assert site.asked == []


def test_what_a_page_names_is_not_asked(host: Host, settings: Settings) -> None:
    # The libraries that read pages fetch what looks like an address.
    answers: dict[str, Answer] = {"/secret": serve(article())}
    site = host(answers)
    for kind in ("", "\n", "<title>T</title>"):
        answers["/a"] = serve((site.url("/secret") + kind).encode())
        assert isinstance(take(site, settings, "/a")[0], Refused)
    feed = settings.seeds.folder.parent / "feed.xml"
    feed.write_text(site.url("/secret"), encoding="utf-8")
    with pytest.raises(NotTakenError):
        list(seeds_of_feed(str(feed), settings, Wishes()))
    assert {line.split()[1] for line in site.asked} == {"/a"}


def test_a_host_that_nobody_knows_may_be_the_fault_of_the_network(
    host: Host, settings: Settings
) -> None:
    (refused,) = take(host({}), settings, "https://nowhere.invalid/a")
    assert refused == Refused(
        "https://nowhere.invalid/a",
        "https://nowhere.invalid/a names a host that does not exist: nowhere.invalid: check the"
        " address, and the network",
        unreachable=True,
    )


def test_an_address_without_scheme_is_asked_by_https(host: Host, settings: Settings) -> None:
    (refused,) = take(host({}), settings, "nowhere.invalid/a")
    assert isinstance(refused, Refused)
    assert refused.reason.startswith("https://nowhere.invalid/a names a host that does not exist")
    for given, said in (
        ("nothing", '"nothing" is no address: give that of a page, such as https://example.org/'),
        (str(settings.seeds.folder), "is a file or folder: give that of a page, such as"),
        ("ftp://page.test/a", "is of the scheme ftp, not http or https"),
        ("javascript:alert(1)", '"javascript:alert(1)" is no address'),
        ("https://ada:secret@page.test/a", "@page.test/a holds a user name or password"),
        ("ada:secret@page.test/a", "@page.test/a holds a user name or password: give it without"),
    ):
        found = take(host({}), settings, given)
        assert said in reason(found)
        assert "secret" not in str(found)


def test_a_page_that_sends_its_readers_on_is_followed(host: Host, settings: Settings) -> None:
    refresh = '<title>{0}</title><meta http-equiv="refresh" content="0; url={0}">'
    site = host(
        {
            "/a": serve(refresh.format("/b").encode()),
            "/b": serve(article(more="<noscript>" + refresh.format("/c") + "</noscript>")),
            "/in": serve(refresh.format("/login").encode()),
            "/login": serve(article("Sign in")),
            "/round": serve(refresh.format("/round?again").encode()),
        }
    )
    made = only(take(site, settings, "/a"))
    assert f'webUrl: "{site.url("/b", "page.test")}"' in made.text
    assert "a page to sign in is not the article" in reason(take(site, settings, "/in"))
    assert "does not say when" in reason(take(site, settings, "/round"))
    assert len([line for line in site.asked if "/round" in line]) == 2


def test_wishes_win_over_what_the_page_says(host: Host, settings: Settings) -> None:
    site = host({"/a": serve(article())})
    made = only(
        take(
            site,
            settings,
            "/a",
            title="My\n title",
            provider="elsewhere",
            topics=("open data", "New one"),
            date=parse_moment("2020-02-03T04:05:06+01:00"),
            published=False,
        )
    )
    assert made.path.name == "2020-02-03-my-title.md"
    for line in (
        'title: "My title"',
        "publishedDateTime: 2020-02-03T03:05:06Z",
        "published: false",
        "  name: Elsewhere\n  domain: elsewhere.test",
        "  - open data\n  - New one",
    ):
        assert f"\n{line}\n" in made.text


def test_links_that_are_not_checked_may_be_taken(tmp_path: Path, host: Host) -> None:
    settings = begin(tmp_path / "x", SEEDS, '[links]\nskip = ["page.test"]\n')
    assert only(take(host({"/a": serve(article())}), settings, "/a")).path.exists()


def test_nothing_is_written_if_it_is_only_to_be_shown(host: Host, settings: Settings) -> None:
    site = host({"/a": serve(article())})
    made = only(take(site, settings, "/a", write=False))
    assert not made.path.exists()
    assert 'title: "A title"' in made.text


def test_a_file_of_ones_own_has_to_be_new_and_among_the_seeds(
    host: Host, settings: Settings
) -> None:
    site = host({"/a": serve(article())})
    folder = settings.seeds.folder
    for path, said in (
        (folder / ".." / "a.md", "is not in the folder of seeds"),
        (folder / "2022-09-01-one.md", "is there already"),
        (folder / "a.txt", "is not among the seeds"),
        (folder / "_drafts" / "a.md", "is not among the seeds"),
    ):
        with pytest.raises(ConfigError, match=said):
            take(site, settings, "/a", file=path)
    made = only(take(site, settings, "/a", file=folder / "sub" / "mine.md"))
    assert made.path == folder / "sub" / "mine.md"
    assert made.path.read_text(encoding="utf-8") == made.text


def test_seeds_are_written_in_the_manner_of_the_collection(tmp_path: Path, host: Host) -> None:
    text = """---
title: "{0}"
topics:
  - AI
published: true
webUrl: "https://page.test/{0}"
originalUrl: "https://page.test/{0}"
publishedDateTime: 2025-01-01T00:00:00Z
heat: 3
provider:
  domain: page.test
  name: A Page
  images:
    - url: /logo.png
---
"""
    names = ("2025/01/one.md", "2025/01/two.md", "2025/02/three.md")
    settings = begin(tmp_path / "news", {name: text.format(name) for name in names})
    site = host({"/a": serve(article())})
    made = only(take(site, settings, "/a"))
    assert made.path == settings.seeds.folder / "2026" / "01" / "a-title.md"
    url = site.url("/a", "page.test")
    assert (
        made.text
        == f"""---
title: "A title"
topics:
  - AI
published: true
webUrl: "{url}"
type: article
locale: en
originalUrl: "{url}"
publishedDateTime: 2026-01-02T03:04:05Z
heat: -1
provider:
  domain: page.test
  name: A Page
  images:
    - url: "/logo.png"
---
"""
    )


def test_without_any_seed_the_usual_manner_is_taken(tmp_path: Path, host: Host) -> None:
    settings = begin(tmp_path / "news", {})
    site = host({"/a": serve(article())})
    made = only(take(site, settings, "/a"))
    assert made.notes == (
        'topic "AI" is new, and the word of the site',
        'provider "page.test" is new',
    )
    bare = serve(article().replace(b'content="AI"', b""))
    site = host({"/a": bare})
    assert "names no topic: give --topic" in reason(take(site, begin(tmp_path / "bare", {}), "/a"))


def test_without_a_folder_of_seeds_it_is_said_how_to_begin(tmp_path: Path, host: Host) -> None:
    settings = begin(tmp_path / "news", {})
    settings.seeds.folder.rmdir()
    with pytest.raises(SeedsFolderError, match="or begin a collection with feeds init"):
        take(host({}), settings, "https://page.test/a")


@pytest.mark.parametrize("folder", ["2025", "2025/01"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, host: Host, folder: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    settings = begin(tmp_path / "news", {f"{folder}/a.md": seed(5, "A", "page.test", "AI")})
    (settings.seeds.folder / "2026").symlink_to(outside)
    site = host({"/a": serve(article())})
    with pytest.raises(OutputError, match=r"2026 is a link out of .*seeds"):
        take(site, settings, "/a")
    assert list(outside.iterdir()) == []


def test_a_seed_that_would_be_invalid_is_not_written(host: Host, settings: Settings) -> None:
    secret = "c2VlZCBmaWVsZHMgMTIzNA==;c2VlZCBmaWVsZHMgMTIzNA=="
    site = host({"/a": serve(article(f"Keys {secret}"))})
    assert "makes no valid seed" in reason(take(site, settings, "/a"))


def test_what_the_page_gets_wrong_is_left_out(host: Host, settings: Settings) -> None:
    body = article(more='<meta property="og:image" content="http://[bad/x.png">')
    site = host({"/a": serve(body.replace(b'lang="en"', b'lang="english (US)"'))})
    made = only(take(site, settings, "/a"))
    assert "locale" not in made.text
    assert "images" not in made.text
    assert "locale was left out: what the page says of it is not valid" in made.notes


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Page</title>
<link>http://page.test/</link><language>en-us</language>
<item><title>One &amp;amp; only</title><link>https://page.test/one?utm_medium=rss</link>
<description>&lt;p&gt;First &lt;b&gt;words&lt;/b&gt; of it.&lt;/p&gt;</description>
<pubDate>Mon, 02 Feb 2026 10:00:00 +0100</pubDate><dc:creator>Ada Lovelace</dc:creator>
<category>ai</category><media:content url="https://page.test/one.png" medium="image"
 width="640" height="480"/></item>
<item><title>Known</title><link>https://wordpress.test/news/1</link>
<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate></item>
<item><title>No date</title><link>https://page.test/undated</link></item>
<item><title>No link</title></item>
</channel></rss>"""


def test_the_entries_of_a_feed_become_unpublished_seeds(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    source = str(tmp_path / "feed.xml")
    made, known, refused, without_address = seeds_of_feed(source, settings, Wishes())
    assert isinstance(made, Made)
    assert made.path.name == "2026-02-02-one-only.md"
    assert (
        made.text
        == """---
category: news
title: "One & only"
excerpt: "First words of it."
publishedDateTime: 2026-02-02T09:00:00Z
webUrl: "https://page.test/one"
type: article
locale: en-US
published: false

provider:
  name: The Page
  domain: page.test
  authors:
    - name: Ada Lovelace

topics:
  - AI

images:
  - url: "https://page.test/one.png"
    width: 640
    height: 480
---
"""
    )
    assert known == Known(
        "https://wordpress.test/news/1", str(settings.seeds.folder / "2022-09-01-one.md")
    )
    assert isinstance(refused, Refused)
    assert "does not say when it was published" in refused.reason
    said = f'entry 4 of {source}, "No link", has no address to be read at: write the seed by hand'
    assert without_address == Refused(source, said)


@pytest.mark.parametrize(
    "link",
    [
        "<link/>",
        "<link>/relative</link>",
        "<link>javascript:x</link>",
        "<link>ftp://page.test/a</link>",
        "<link>https://user:pw@page.test/a</link>",
        '<guid isPermaLink="false">urn:x:1</guid>',
    ],
)
def test_an_entry_that_cannot_be_read_anywhere_is_named(
    tmp_path: Path, settings: Settings, link: str
) -> None:
    item = f"<item>{link}<description>A note.</description></item>"
    (tmp_path / "feed.xml").write_text(FEED.replace("<item><title>No link</title></item>", item))
    source = f"{tmp_path}/feed.xml"
    *_, last = seeds_of_feed(source, settings, Wishes())
    said = f'entry 4 of {source}, "A note.", has no address to be read at: write the seed by hand'
    assert last == Refused(source, said)


def test_what_is_no_item_of_a_json_feed_is_named(tmp_path: Path, settings: Settings) -> None:
    items = '[{"id": "https://page.test/one", "date_published": "2026-02-02T09:00:00Z"}, "x", null]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": {items}}}'
    (tmp_path / "feed.json").write_text(feed)
    source = f"{tmp_path}/feed.json"
    results = list(seeds_of_feed(source, settings, Wishes(topics=("AI",))))
    assert results[1:] == [
        Refused(
            source, f"entry {n} of {source} has no address to be read at: write the seed by hand"
        )
        for n in (2, 3)
    ]


def test_a_feed_at_an_address_is_fetched_and_may_be_published(
    host: Host, settings: Settings
) -> None:
    site = host({"/feed": serve(FEED.encode(), "Content-Type: application/rss+xml")})
    wishes = Wishes(published=True, limit=1, allow_private=True)
    (made,) = seeds_of_feed(site.url("/feed", "page.test"), settings, wishes, resolver=anywhere)
    assert isinstance(made, Made)
    assert "published" not in made.text.replace("publishedDateTime", "")


def test_what_is_no_feed_is_refused(tmp_path: Path, settings: Settings) -> None:
    for content in ("", "<html><title>A page</title></html>", "{}", '{"items": [1', "\0\1\2"):
        (tmp_path / "feed.xml").write_text(content, encoding="utf-8")
        with pytest.raises(Exception, match=r"is no .*feed|is no JSON"):
            list(seeds_of_feed(str(tmp_path / "feed.xml"), settings, Wishes()))
