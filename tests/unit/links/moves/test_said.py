"""What a page says of itself counts more than its address."""

from urllib.parse import urljoin

import pytest

from feeds.http.verdicts import HeadLinks, Outcome, Verdict
from feeds.links.moves.said import doubt_of_page

OLD = "https://a.test/news/story-1-open-source-models"
NEW = "https://a.test/pg/1-title"
TITLE = "Open source models win"
KINDS = {
    "an error page": """
        404 Not Found|404|Page not found \\ Site|Error 404 (Not Found)!!1|Access denied|Forbidden
        example.org is for sale|Site not found · GitHub Pages|Oops! That page can’t be found.
        503 Service Temporarily Unavailable|Account Suspended|Index of /news|Under maintenance
        Sorry, the page you are looking for could not be found|This site can’t be reached
        Seite nicht gefunden|Page introuvable|Página no encontrada - El Día|Pagina non trovata
        Sidan hittades inte|Strona nie została znaleziona|Страница не найдена
        页面未找到|ページが見つかりません|페이지를 찾을 수 없습니다
    """,
    "a page that asks for consent or a proof": """
        Just a moment...|Attention Required! \\ Cloudflare|Bloomberg - Are you a robot?
        Verify you are human|Before you continue to YouTube|Zustimmung|Pardon Our Interruption
    """,
    "a page to sign in": "Sign in - Site|Log in to X / X|Anmelden – Zeit|Connexion - Le Jour|Login",
    "a page that sells subscriptions": "Subscribe to continue reading \\ NYT|Jetzt abonnieren",
    "a page of search results": "Search results for story - Site|Suche",
    "a front page": "Home \\ Site|Startseite",
}
BAD = [
    (kind, title.strip().replace("\\", "|"))
    for kind, titles in KINDS.items()
    for line in titles.strip().splitlines()
    for title in line.split("|")
]


def doubt(
    title: str = "", own: str = TITLE, canonical: str | None = None, refresh: str | None = None
) -> str | None:
    links = HeadLinks(canonical, title=title, refresh=refresh)
    page = Outcome(NEW, Verdict.OK, "answers 200 OK", 200, NEW, head_links=links)
    found = doubt_of_page(OLD, page, own)
    return found and found.reason


@pytest.mark.parametrize(("kind", "title"), BAD)
def test_the_title_of_a_page_tells_what_it_is(kind: str, title: str) -> None:
    assert doubt(title) == f"{kind} is not the article"


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Open source models win | Site", TITLE),
        ("Why open source models may win", TITLE),
        ("A page", TITLE),
        ("", TITLE),
        ("Site", TITLE),
        ("Access denied: how banks fail | Site", "Access denied: how banks fail"),
        ("404 Media launches", TITLE),
        ("Home Depot to open twelve stores", TITLE),
        ("Login.gov expands to states - NextGov", TITLE),
        ("Search engines in 2024", TITLE),
        ("Subscribers flee after the price hike, survey finds", TITLE),
        ("Homepages are back", TITLE),
    ],
)
def test_the_title_of_an_article_is_none_to_doubt(title: str, own: str) -> None:
    assert doubt(title, own) is None


@pytest.mark.parametrize(
    ("address", "is_other"),
    [
        ("/", True),
        ("/login", True),
        ("/error", True),
        ("/news", True),
        ("/news/story-2-something-else", True),
        ("https://elsewhere.test/", True),
        ("/pg/1-title/", False),
        ("https://www.a.test/pg/1-title?ref=x", False),
        (OLD, False),
        ("http://b.test/2020/open-source-models-win", False),
        ("http://[broken/", False),
    ],
)
def test_a_page_may_name_another_as_its_own_or_lead_on_to_it(address: str, is_other: bool) -> None:
    url = address if "[" in address else urljoin(NEW, address)
    canonical, refresh = doubt(canonical=url), doubt(refresh=url)
    assert (canonical, refresh) == (
        (
            f"the page there says that its own address is another, {url}",
            f"the page there leads on to {url}",
        )
        if is_other
        else (None, None)
    )


def test_a_page_that_does_not_answer_is_not_known() -> None:
    page = Outcome(NEW, Verdict.BLOCKED, "answers 403 Forbidden", 403)
    found = doubt_of_page(OLD, page, TITLE)
    assert found == ("the page there answers 403 Forbidden", "open the link in a browser")
