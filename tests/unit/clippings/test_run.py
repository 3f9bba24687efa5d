"""Seeds made of the pages of ten publishing systems, and of those that are no article."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.clippings.fetch import NotTakenError
from feeds.clippings.moments import parse_moment
from feeds.clippings.run import Known, Refused, Wishes, seeds_of_feed, seeds_of_pages
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import SeedsFolderError
from feeds.settings import Settings
from feeds.validation.run import validate_seeds
from tests.acceptance.links.site import Answer, raw, says, to
from tests.unit.clippings.written_pages import (
    HOSTS,
    PAGES,
    SEEDS,
    SYSTEMS,
    Host,
    anywhere,
    article,
    begin,
    only,
    page,
    reason,
    serve,
    take,
)


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


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says("404 Not Found"), "answers 404 Not Found: check the address"),
        (says("410 Gone"), "answers 410 Gone: check the address"),
        (says("429 Slow Down"), "answers 429 Slow Down: try again later, and ask for fewer pages"),
        (says("402 Payment Required"), "answers 402 Payment Required: it is not for programs"),
        (says("403 Forbidden"), "answers 403 Forbidden: it is not for programs"),
        (says("500 Oops"), "answers 500 Oops: try again later"),
        (serve(b"%PDF-1.7 ...", "Content-Type: application/pdf"), "is a PDF document: write the"),
        (serve(b"%PDF-1.7 ..."), "is a PDF document: write the seed by hand"),
        (serve(b"\x89PNG\r\n", "Content-Type: image/png"), "is a picture: write the seed by hand"),
        (serve(b"{}", "Content-Type: application/json"), "is no page but application/json"),
        (serve(b""), "answers with an empty page: try again later"),
        (serve(b"<html>", "Content-Encoding: gzip"), "answers with damaged gzip: open it in a"),
        (serve(b"\x1f\x8b\x08", "Content-Encoding: gzip"), "answers with damaged gzip: open it"),
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


def test_what_is_dated_in_the_future_is_said_to_be_left_out(host: Host, settings: Settings) -> None:
    site, now = host({"/a": serve(article())}), datetime(2026, 11, 30, tzinfo=UTC)
    date = parse_moment("2099-01-01")
    made = only(take(site, settings, "/a", date=date, now=now))
    assert (
        "publishedDateTime 2099-01-01T00:00:00Z is in the future: the seed is left out of the feeds"
        " until then"
    ) in made.notes


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
