"""Which new addresses are those of the article, and which of something else."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.links.moves import words
from feeds.links.moves.doubts import Move, find_doubt, shared_targets


def doubt(old: str, new: str, language: str = "") -> str:
    """Return the kind of doubt about a move from *old* to *new*, by its words; empty for none."""
    found = find_doubt(old, Move(new, new), language)
    return next((kind for kind, words in KINDS.items() if found and words in found.reason), "")


KINDS = {
    "front": "front page",
    "plain": "plain http",
    "session": "session",
    "sign-in": "sign in",
    "consent": "consent",
    "error": "error page",
    "search": "search results",
    "paywall": "subscriptions",
    "language": "another language",
    "section": "front of a section",
    "view": "page to print",
}

# Moves that public reports, changelogs of link lists and tables of redirects have as right.
STILL_THE_ARTICLE = """
    http://www.theguardian.com/technology/2011/jan/01/foo https://www.theguardian.com/technology/2011/jan/01/foo
    http://www.guardian.co.uk/technology/2011/jan/01/foo https://www.theguardian.com/technology/2011/jan/01/foo
    http://techcrunch.com/2010/01/01/a-startup-grows https://techcrunch.com/2010/01/01/a-startup-grows/
    http://jamaicanatural.com/2madmen http://jamaicanatural.com/2madmen/
    http://www.fullstackpython.com/ https://www.fullstackpython.com/
    http://www.diveintopython3.net/ https://diveintopython3.net/
    https://python.swaroopch.com/basics https://www.python.swaroopch.com/basics
    https://wiki.alephium.org/Full-node-on-raspberry-pi.html https://wiki.alephium.org/full-node/Full-node-on-raspberry-pi
    https://wiki.alephium.org/Roadmap.html https://wiki.alephium.org/5min-overview#roadmap
    https://developers.eventstore.com/server/v21.10/clustering/node-roles.html https://developers.eventstore.com/server/v21.10/cluster.html#node-roles
    https://github.com/mattmakai/fullstackpython.com https://github.com/makaimc/fullstackpython.com
    https://github.com/django/django/tree/master/docs/intro https://github.com/django/django/tree/main/docs/intro
    http://dx.doi.org/10.1000/xyz123 https://doi.org/10.1000/xyz123
    http://youtu.be/dQw4w9WgXcQ https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be
    https://blog.example.org/2014/05/a-long-story.html https://example.org/blog/2014/05/a-long-story
    https://example.org/?p=123 https://example.org/2019/01/a-long-story/
    https://example.org/node/4711 https://example.org/news/a-long-story
    https://example.org/story.php?id=12345 https://example.org/story/12345
    https://example.org/2019/01/31/a-long-story https://example.org/a-long-story
    https://example.org/2019/01/a-long-story/ https://example.org/technology/a-long-story/
    https://example.org/a-long-story https://example.org/a-longer-story-than-before
    https://example.org/2019/old-headline-of-a-story https://example.org/2019/quite-another-one-now
    https://example.org/a-long-story/amp https://example.org/a-long-story
    https://example.org/amp/a-long-story https://example.org/a-long-story
    https://example.org/a-long-story?amp=1 https://example.org/a-long-story
    https://example.org/a-long-story/index.html https://example.org/a-long-story/
    https://example.org/a-long-story/2 https://example.org/a-long-story
    https://example.org/a-long-story.html https://example.org/a-long-story.php
    https://example.org/a%20long%20story https://example.org/a-long-story
    https://m.example.org/a-long-story https://www.example.org/a-long-story
    https://medium.com/@somebody/a-long-story-abc123def456 https://blog.somebody.example/a-long-story-abc123def456
    https://example.org/old https://example.org/new
    https://example.org/old https://example.com/new?x=1
    https://example.org/how-to-login-safely https://example.org/2024/how-to-login-safely
    https://example.org/the-404-page-turns-20 https://example.org/design/the-404-page-turns-20
    https://example.org/search-is-dead https://example.org/opinion/search-is-dead
    https://example.org/login/what-changes https://example.com/login/what-changes
    https://example.org/en/a-long-story https://example.com/en/a-long-story
    https://example.org/en-us/a-long-story https://example.org/en-gb/a-long-story
    https://example.org/en/a-long-story https://example.org/a-long-story
    https://de.example.org/wiki/Katze https://de.example.com/wiki/Katze
    https://example.org/2020/a-long-story https://example.org/members/a-long-story
    https://example.org/a-long-story?q=1 https://example.org/a/a-long-story?q=1
    https://example.org/a-long-story?next=2 https://example.org/a/a-long-story?next=2
    https://example.org/article/404 https://example.org/news/404
    https://example.org/ https://example.com/
    http://example.org/ https://example.org/en/master/welcome-to-all
    https://example.org/a-long-story_en.html https://example.com/a-long-story_en.html
    https://example.org/a-long-story.en.html https://example.org/en/a-long-story.html
    https://example.org/les-mutilations-genitales-feminines https://example.org/contents/actions/2020-03-27-excisions-mutilations-sexuelles-feminines-msf-ou-mutilations-genitales-feminines-mgf
    https://example.org/2016-mutilations-sexuelles-feminines-a-lecole https://example.org/contents/actions/2023-03-28-2016-petition-excision-brisons-le-tabou-parlons-en-a-lecole
    https://example.org/2849-2 https://example.org/contents/actions/2023-03-28-strong-2019-lutte-contre-la-precarite-menstruelle-strong
    https://example.org/sexposer-intime-politique https://example.org/contents/actions/2023-11-20-sexposer-quand-lintime-devient-politique
    https://example.org/post/charity-walk-for-holly-fathers-mission https://example.org/blog/charity-walk-holly
    https://example.org/post/tequila-and-tradition-role-of-agave https://example.org/blog/tequila-and-tradition-how-agave-shapes-mexican-cul
    https://example.org/post/quiz-night-at-the-anchor https://example.org/blog/pub-quiz-nights
    https://example.org/post/british-chip-shop-guide https://example.org/blog/fish-chips-guide
    https://example.org/food https://example.org/food-menu
    https://example.org/drink https://example.org/drinks
    https://example.org/our-events https://example.org/whats-on
    https://example.org/perf101 https://example.org/talks/web-perf-101
    https://example.org/blog/how-to-convert-jpg-to-png https://example.org/jpg-to-png
    https://example.org/blog/2025-01-27-coffee-on-carnivore.html https://example.org/blog/2026-01-27-coffee-on-carnivore.html
    https://example.org/blog/2009/03/24/time-machine-to-a-linux-box/ https://example.org/blog/2009/07/07/timemachine-to-a-linux-box/
    https://example.org/blog/2009/03/19/yum_64bit_binaries/ https://example.org/blog/2009/07/07/configuring-yum-to-only-install-64bit-binaries/
    https://example.org/blog/2009/03/18/foafwot/ https://example.org/blog/2009/07/08/enabling-trust-in-a-foaf-document/
    https://example.org/blog/2024/05/12/how-to-fix-broken-links/ https://example.org/seo/fixing-broken-links
    https://example.org/the-10-best-seo-software-tools-for-small-business-in-2026 https://example.org/seo/best-tools-small-business
    https://example.org/our-enterprise-consultative-services-and-strategies https://example.org/services/enterprise-consulting
    https://example.org/2008/01/20/circuito-grande-torres-del-paine/ https://example.org/tiki/tiki-view_blog_post.php?postId=10
    https://example.org/?p=36 https://example.org/tiki/tiki-view_blog_post.php?postId=10
    https://example.org/blog/2019/old-article-1 https://example.org/blog/2024/updated-article
    https://example.org/wiki/Foo_Bar https://example.org/wiki/Foo_Bar_(film)
    https://example.org/2019/session-expired https://example.com/blog/session-expired
    https://example.org/2019/a-long-story https://example.org/2019/why-our-site-was-blocked-in-russia
    https://example.org/2019/a-long-story https://example.org/2019/not-found-in-translation
    https://example.org/2019/a-long-story https://example.org/2019/now-available-in-your-country
    https://example.org/2019/a-long-story https://example.org/archive/2019/a-long-story
    https://example.org/archive/2019 https://example.org/archives/2019
    https://example.org/2019/a-long-story https://example.org/story/20190105
    https://example.org/2019/a-long-story https://example.org/archive/2019?id=4711
    https://example.org/a-long-story https://example.org/comment/a-long-story
    https://example.org/print/a-long-story https://example.com/print/a-long-story
    https://example.org/a-long-story/print https://example.org/a-long-story
    https://example.org/a-story.pdf https://example.com/papers/a-story.pdf
    https://example.de/eine-lange-geschichte https://example.com/eine-lange-geschichte
""".split()  # fmt: skip

OTHERS = {
    "front": """
        https://studio.learningequality.org/channels/ https://studio.learningequality.org/
        https://example.org/a-long-story https://example.org
        https://example.org/a-long-story https://www.example.com/?ref=gone
        https://example.org/a-long-story https://example.org/index.html
        https://example.org/a-long-story https://example.org/index.php?option=com_content
        https://example.org/a-long-story https://example.org/home/
        https://example.org/a-long-story https://example.org/Default.aspx
        https://example.org/a-long-story https://example.org/de/
        https://example.org/?p=123 https://example.org/
    """,
    "plain": "https://example.org/a-long-story http://example.org/a-long-story",
    "session": """
        https://example.org/consent https://example.org/consent2?session=abc123&return=/consent
        https://example.org/a https://example.org/a;jsessionid=ABCDEF123456
        https://example.org/a https://example.org/a;JSESSIONID=ABCDEF123456?x=1
        https://example.org/a https://example.org/(S(abcdefghijklmnop12345678))/a
        https://example.org/a https://example.org/a?PHPSESSID=0123456789abcdef
        https://example.org/a https://example.org/a?sid=0123456789abcdef
        https://example.org/a https://example.org/a?session_id=1
        https://example.org/a https://example.org/a?access_token=1
    """,
    "sign-in": """
        https://studio.learningequality.org/channels/ https://studio.learningequality.org/accounts/login/?next=/channels/
        https://example.org/login https://example.org/login2?next=/login
        https://example.org/a-long-story https://example.org/login
        https://example.org/a-long-story https://example.org/users/sign_in
        https://example.org/a-long-story https://example.org/Sign-In.aspx
        https://example.org/a-long-story https://example.org/Login.do
        https://example.org/a-long-story https://example.org/login.php?x=1
        https://example.org/a-long-story https://example.org/wp-login.php
        https://example.org/a-long-story https://example.org/auth/realms/x
        https://example.org/a-long-story https://example.org/oauth2/authorize
        https://example.org/a-long-story https://example.org/sso
        https://example.org/a-long-story https://example.org/account/
        https://example.org/a-long-story https://example.org/register
        https://example.org/a-long-story https://example.org/signup
        https://example.org/a-long-story https://accounts.google.com/v3/a-long-story
        https://example.org/a-long-story https://login.example.org/a-long-story
        https://example.org/a-long-story https://id.example.org/x/y-z-1
        https://example.org/a-long-story https://www.linkedin.com/checkpoint/x?redirect=y
        https://example.org/a-long-story https://example.org/x-y-z?return_to=%2Fa-long-story
        https://example.org/a-long-story https://example.org/x-y-z?returnUrl=1
        https://example.org/a-long-story https://example.org/x-y-z?redirect_uri=1
        https://example.org/a-long-story https://example.org/x-y-z?continue=1
        https://example.org/a-long-story https://example.org/x-y-z?u=https%3A%2F%2Fexample.org%2Fa-long-story
        https://example.org/accounts/login-guide https://example.org/accounts/login
        https://example.org/a-long-story https://example.org/session/new
        https://example.org/a-long-story https://example.org/register-to-read
        https://example.org/a-long-story https://example.org/please-log-in
        https://example.org/a-long-story https://example.org/sign-in-required
        https://example.org/a-long-story https://example.org/wp-login.php?redirect_to=x
    """,
    "consent": """
        https://example.org/a-long-story https://example.org/consent/a-long-story
        https://example.org/a-long-story https://consent.google.com/ml?gl=DE
        https://example.org/a-long-story https://consent.yahoo.com/v2/collectConsent
        https://example.org/a-long-story https://guce.example.org/x-y-z
        https://example.org/a-long-story https://example.org/cookie-wall
        https://example.org/a-long-story https://example.org/cookies
        https://example.org/a-long-story https://example.org/privacy-gate/x
        https://example.org/a-long-story https://example.org/gdpr
        https://example.org/a-long-story https://example.org/captcha?x=1
        https://example.org/a-long-story https://example.org/challenge
        https://www.google.com/a-long-story https://www.google.com/sorry/index
        https://example.org/a-long-story https://example.org/accept-cookies
        https://example.org/a-long-story https://example.org/cookie-policy.html
        https://example.org/a-long-story https://example.org/cdn-cgi/l/chk_captcha
        https://example.org/a-long-story https://example.org/are-you-a-robot
        https://example.org/a-long-story https://example.org/verify-you-are-human
        https://example.org/a-long-story https://example.org/hello-eu-visitor
    """,
    "error": """
        https://example.org/missing https://example.org/404.html
        https://example.org/a-long-story https://example.org/404
        https://example.org/a-long-story https://example.org/error.aspx
        https://example.org/a-long-story https://example.org/errors/410
        https://example.org/a-long-story https://example.org/not-found
        https://example.org/a-long-story https://example.org/NotFound/a-long-story
        https://example.org/a-long-story https://example.org/page_not_found.jsp
        https://example.org/a-long-story https://example.org/unavailable
        https://example.org/a-long-story https://example.org/gone
        https://example.org/a-long-story https://example.org/access-denied
        https://example.org/a-long-story https://example.org/x?aspxerrorpath=/a-long-story
        https://example.org/a-long-story https://example.org/x?error=404
        https://example.org/a-long-story https://example.org/?404
        https://example.org/a-long-story https://example.org/?status=404
        https://example.org/a-long-story https://example.org/all-of-it?from=not-found
        https://example.org/a-long-story https://example.org/session-expired
        https://example.org/a-long-story https://example.org/session_timeout.html
        https://example.org/a-long-story https://example.org/unavailable-in-your-region
        https://example.org/a-long-story https://example.org/content-not-available-in-your-country/
        https://example.org/a-long-story https://example.org/x/page-no-longer-available.aspx
        https://example.org/a-long-story https://example.org/Article-Removed
        https://example.org/a-long-story https://example.org/this-story-is-gone/a-long-story
        https://example.org/a-long-story https://example.org/unsupported-browser
        https://example.org/a-long-story https://example.org/browser-not-supported
        https://example.org/a-long-story https://example.org/geo-blocked?from=de
        https://example.org/a-long-story https://example.org/link-expired
        https://example.org/a-long-story https://example.org/service-temporarily-unavailable
        https://example.org/a-long-story https://example.org/unavailable-for-legal-reasons
        https://example.org/a-long-story https://example.org/page-does-not-exist
        https://example.org/a-long-story https://example.org/404-not-found
        https://example.org/a-long-story https://example.org/too-many-requests
        https://example.org/a-long-story https://example.org/internal-server-error
        https://example.org/a-long-story https://example.org/something-went-wrong
        https://example.org/a-long-story https://example.org/we-have-moved
        https://example.org/a-long-story https://example.org/article-limit-reached
        https://example.org/a-long-story https://example.org/domain-for-sale
        https://example.org/a-long-story https://example.com/this-domain-is-for-sale
        https://example.org/a-long-story https://www.hugedomains.com/domain_profile.cfm?d=example
        https://example.org/a-long-story https://ww25.example.org/a-long-story?subid1=20201101
    """,
    "search": """
        https://example.org/search https://example.org/search?q=old
        https://example.org/a-long-story https://example.org/search/a-long-story
        https://example.org/a-long-story https://example.org/suche
        https://example.org/a-long-story https://example.org/?s=a+long+storm
        https://example.org/a-long-story https://example.org/all?query=a+long+story
        https://example.org/a-long-story https://example.org/search-results.html
    """,
    "paywall": """
        https://example.org/a-long-story https://example.org/subscribe
        https://example.org/a-long-story https://example.org/subscription/offers
        https://example.org/a-long-story https://subscribe.example.org/x-y-z
        https://example.org/a-long-story https://example.org/paywall/a-long-story
        https://example.org/a-long-story https://example.org/abo
        https://example.org/a-long-story https://example.org/premium/
        https://example.org/a-long-story https://example.org/plus
        https://example.org/a-long-story https://example.org/a-long-story?paywall=1
    """,
    "language": """
        https://example.org/a-long-story https://example.org/de/a-long-story
        https://example.org/en/a-long-story https://example.org/de/a-long-story
        https://example.org/en-us/a-long-story https://example.org/fr-fr/a-long-story
        https://example.org/a-long-story https://example.org/pt_BR/a-long-story
        https://example.org/us/en/a-long-story https://example.org/ch/de/a-long-story
        https://en.wikipedia.org/wiki/Cat https://de.wikipedia.org/wiki/Katze
        https://example.org/a-long-story https://fr.example.org/a-long-story
        https://example.org/a-long-story https://example.org/a-long-story?hl=ja
        https://example.org/a-long-story?lang=en https://example.org/a-long-story?lang=de
        https://developer.mozilla.org/docs/Web/MathML https://developer.mozilla.org/ja/docs/Web/MathML
        https://example.org/a-long-story https://example.org/espanol/a-long-story
        https://example.org/a-long-story https://example.org/a-long-story/de
        https://example.org/a-long-story.html https://example.org/a-long-story.de.html
        https://example.org/a-long-story_en.html https://example.org/a-long-story_de.html
        https://www.example.com/a-long-story https://www.example.de/a-long-story
        https://example.co.uk/a-long-story https://example.fr/a-long-story
    """,
    "section": """
        http://www.foxnews.com/us/2009/09/13/tennis-great-jack-kramer-dead/ https://www.foxnews.com/us
        https://example.org/news/a-long-story https://example.org/news/
        https://example.org/news/2020/a-long-story https://example.org/news/2020
        https://example.org/section https://example.org/news/
        https://example.org/a-long-story https://example.org/blog
        https://example.org/a-long-story https://example.org/technology
        https://example.org/2020/a-long-story https://example.org/technology/
        https://example.org/2020/a-long-story https://example.org/real-estate/
        https://example.org/2020/a-long-story https://example.com/category/long-stories
        https://example.org/2020/a-long-story https://example.com/tag/ai
        https://example.org/article/12345 https://example.org/sport
        https://example.org/a-long-story https://example.org/about-us
        https://example.org/a-long-story https://example.org/latest-news/
        https://example.org/old https://example.org/new/
        https://example.org/a-long-story https://example.org/author/jane-long
        https://example.org/article https://example.org/tech
        https://example.org/drinks/negroni https://example.org/drinks
        https://example.org/event-details/some-event-2024 https://example.org/whats-on
        https://example.org/blog/categories/beer https://example.org/blog
        https://example.org/blog/page/2 https://example.org/blog
        https://example.org/blog/2024/11/27/como-limpiar-a-fondo-tu-ducha/ https://example.org/servicios-limpieza.html
        https://example.org/2020/a-long-story https://example.org/archive/2020
        https://example.org/2020/05/a-long-story https://example.org/archives/2020/05/
        https://example.org/a-long-story https://example.org/2020/05/
        https://example.org/a-long-story https://example.org/archive/2020-05.html
        https://example.org/a-long-story https://example.org/news/archive/2020/may
        https://example.org/a-long-story https://example.org/blog/page/3
        https://example.org/2020/a-long-story https://example.org/archive?year=2020
        https://example.org/a-long-story https://example.org/help
        https://example.org/a-long-story https://example.org/newsletter
        https://example.org/a-long-story https://example.org/coming-soon
    """,
    "view": """
        https://example.org/a-long-story https://example.org/a-long-story/print
        https://example.org/a-long-story https://example.org/print/a-long-story
        https://example.org/a-long-story https://example.org/a-long-story/printer-friendly/
        https://example.org/a-long-story.html https://example.org/a-long-story.print.html?view=print
        https://example.org/a-long-story https://example.org/a-long-story?print=1
        https://www.example.org/a-long-story https://m.example.org/a-long-story
        https://example.org/a-long-story https://example.org/a-long-story/comments
        https://example.org/a-long-story https://example.org/a-long-story/feed/
        https://example.org/a-long-story https://example.org/a-long-story.pdf
        https://example.org/a-long-story https://example.org/embed/a-long-story
    """,
}  # fmt: skip


def pairs(text: list[str]) -> list[tuple[str, str]]:
    return list(zip(text[::2], text[1::2], strict=True))


@pytest.mark.parametrize(("old", "new"), pairs(STILL_THE_ARTICLE))
def test_the_articles_own_address_is_not_doubted(old: str, new: str) -> None:
    assert find_doubt(old, Move(new, new)) is None


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [(kind, *pair) for kind, text in OTHERS.items() for pair in pairs(text.split())],
)
def test_the_address_of_something_else_is_doubted(kind: str, old: str, new: str) -> None:
    assert doubt(old, new) == kind


NAMES = st.sampled_from(
    sorted(
        words.SIGN_IN | words.ERROR | words.SEARCH | words.SECTIONS | words.CONSENT | {"de", "a-b"}
    )
)


@given(st.lists(NAMES, min_size=1, max_size=4), st.dictionaries(NAMES, NAMES, max_size=2))
def test_whatever_an_address_says_it_may_move_to_another_host_as_it_is(
    path: list[str], parameters: dict[str, str]
) -> None:
    rest = "/".join(path) + "{}?" + urlencode(parameters)
    old = "http://example.org/" + rest.format("")
    for new in ("https://www.example.org/", "https://example.com/archive/"):
        for end in ("", "/", ".html"):
            assert doubt(old, new + rest.format(end)) in {"", "language"}


@given(st.text(), st.text())
def test_no_address_is_too_odd(old: str, new: str) -> None:
    found = find_doubt(f"https://a.example/{old}", Move(f"https://a.example/{new}", "https://a/"))
    assert found is None or found.remedy


def test_the_language_of_the_article_is_none_to_doubt() -> None:
    old, new = "https://example.org/a-long-story", "https://example.org/en-US/a-long-story"
    assert (doubt(old, new), doubt(old, new, "de"), doubt(old, new, "en")) == (
        "language",
        "language",
        "",
    )


@pytest.mark.parametrize(
    ("to", "end", "doubted"),
    [
        ("https://a.example/a-story", "https://a.example/login", False),
        ("https://a.example/new-story", "https://a.example/login", True),
        ("https://a.example/new-story", "https://a.example/404", True),
        ("https://a.example/new-story", "https://a.example/", True),
        ("https://a.example/new-story", "https://a.example/new-story/", False),
    ],
)
def test_what_answers_in_the_end_counts_where_more_than_the_scheme_changes(
    to: str, end: str, doubted: bool
) -> None:
    assert bool(find_doubt("http://a.example/a-story", Move(to, end))) is doubted


def test_a_page_that_several_articles_lead_to_is_neither() -> None:
    new = "https://a.example/technology/all-there-is-to-know"
    moves = {
        "https://a.example/one-story": Move(new, new),
        "https://a.example/other-story": Move(f"{new}#more", new),
        "https://a.example/all-there-is-to-know": Move(new, new),
        "https://a.example/alone": Move("https://a.example/together", new),
    }
    assert shared_targets(moves).keys() == {
        "https://a.example/one-story",
        "https://a.example/other-story",
    }


def test_spellings_of_one_article_may_lead_to_one_page() -> None:
    new = "https://a.example/quite-another-name"
    olds = (
        "http://a.example/2020/a-story",
        "https://www.a.example/a-story/",
        "https://a.example/a-story/amp",
    )
    assert shared_targets({old: Move(new, new) for old in olds}) == {}


@pytest.mark.parametrize(
    "url", ["https://a.example/%ff%00", "https://a.example//;;//?=&&=#", "https://[::1]/a"]
)
def test_odd_addresses_are_no_trouble(url: str) -> None:
    find_doubt("https://a.example/a-story", Move(url, url))
    assert find_doubt(url, Move(url, url)) is None
