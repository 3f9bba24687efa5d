"""Why a new address is not likely to be that of the article which the old one led to.

Hosts answer "moved for good" about much else: to who is not signed in, to who has not agreed to
something, and of what is no longer there. A doubt leaves a link as it is, which harms nobody; a
wrong address in its place loses the article.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from feeds.links.moves import words
from feeds.links.moves.page import LONG_NUMBER, Page, language_of, tokens_of, word_of

# Sessions in paths: of Java servlets, and of ASP.NET.
_SESSION_PATH = re.compile(
    r";[a-z]*sess(?:ion)?(?:id)?=|/\([a-z]\([a-z0-9]{16,}\)\)/", re.IGNORECASE
)
# An article's name has more words than this, that of a page among others fewer.
_HEADLINE = 2


class Move(NamedTuple):
    """Where a link leads: ``to`` is what the permanent redirects name, ``end`` what answers."""

    to: str
    end: str


class Doubt(NamedTuple):
    """Why a new address is not written, and what to do: two parts of a sentence."""

    reason: str
    advice: str

    @property
    def remedy(self) -> str:
        """Both, for whoever has not asked for the address to be written."""
        return f"{self.advice}: {self.reason}, and --fix leaves the link as it is"


SEEK = "look for where the article went"
TRY = "open the link in a browser"
_KEEP = "keep the address"
FRONT = Doubt("a front page is not the article", SEEK)
_PLAIN = Doubt("the new one is plain http", _KEEP)
_SESSION = Doubt("the new one holds a session or a token, which ends", _KEEP)
SIGN_IN = Doubt("a page to sign in is not the article", TRY)
CONSENT = Doubt("a page that asks for consent or a proof is not the article", TRY)
ERROR = Doubt("an error page is not the article", SEEK)
SEARCH = Doubt("a page of search results is not the article", SEEK)
PAYWALL = Doubt("a page that sells subscriptions is not the article", TRY)
_LANGUAGE_CHANGE = Doubt("the new one is in another language", _KEEP)
_SECTION = Doubt("the front of a section is not the article", SEEK)
_VIEW = Doubt("a page to print, share or comment on it is not the article's own", _KEEP)
_SHARED = Doubt("links to other articles lead to the same page", SEEK)


def find_doubt(old: str, move: Move, language: str = "") -> Doubt | None:
    """Return why *move* does not lead to the article that *old* led to; None if it does.

    *language* is that of the article (ISO 639-1), empty if nobody knows.
    """
    was, now, end = Page(old), Page(move.to), Page(move.end)
    found = _doubt(was, now, language)
    if found is None and end.url != now.url and not is_same(was, now):
        found = _doubt(was, end, language)
    return found


def other_page(old: str, end: str) -> Doubt | None:
    """Return why *end*, which redirects of any kind lead to, is seen not to be the page at *old*.

    That is so of front pages, and of pages to sign in, agree or pay, or of an error. Whatever else
    an address may look like, people who name it know better.
    """
    doubt = find_doubt(old, Move(end, end))
    return doubt if doubt in {CONSENT, ERROR, FRONT, PAYWALL, SIGN_IN} else None


def shared_targets(moves: Mapping[str, Move]) -> dict[str, Doubt]:
    """Return, by old address, the doubt about those that several articles lead to the same page of.

    That is what hosts do with articles that are gone. An article whose name is in the new address
    is not doubted.
    """
    olds: dict[str, list[Page]] = {}
    for old, move in moves.items():
        olds.setdefault(move.to.partition("#")[0], []).append(Page(old))
    found: dict[str, Doubt] = {}
    for new, pages in olds.items():
        names = {page.slug or page.tokens for page in pages}
        if len(names) > 1:
            target = Page(new)
            lost = (page for page in pages if not (page.slug and page.slug in target.words))
            found |= {page.url: _SHARED for page in lost if not is_same(page, target)}
    return found


def _doubt(was: Page, now: Page, language: str) -> Doubt | None:
    if (was.scheme, now.scheme) == ("https", "http"):
        return _PLAIN
    if _holds_session(was, now):
        return _SESSION
    for doubt, kind in _KINDS:
        if kind.includes(was, now):
            return doubt
    if _is_front(was, now):
        return FRONT
    known = {"", was.language, was.suffix, language}
    if was.segments and {now.language, now.suffix, _new_country(was, now)} - known:
        return _LANGUAGE_CHANGE
    return _other_part(was, now)


def _other_part(was: Page, now: Page) -> Doubt | None:
    """Return what *now* is of the site of the article, if it is not the article's own page."""
    if _is_view(was, now):
        return _VIEW
    return _SECTION if _is_section(was, now) else None


@dataclass(frozen=True)
class _Kind:
    """How the address of a kind of page is told: by words in its path, hosts and parameters."""

    always: frozenset[str]
    perhaps: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()

    def includes(self, was: Page, now: Page) -> bool:
        """Tell whether *now* is of this kind, by what it has and *was* has not."""
        new = set(now.words) - set(was.words)
        # An article may stand in a section of that name: /members/its-name.
        kept = was.slug and now.words and now.words[-1] == was.slug
        return bool(
            new & self.always
            or (not kept and new & self.perhaps)
            or (now.labels - was.labels) & self.hosts
            or (now.parameters.keys() - was.parameters.keys()) & self.parameters
            or {word_of(value.lower()) for value in now.new_values(was)} & self.values
        )


class _Return(_Kind):
    """Pages that send a visitor back when done, as any of their parameters shows."""

    def includes(self, was: Page, now: Page) -> bool:
        if super().includes(was, now):
            return True
        return len(was.path) > 1 and was.path in map(_path_of, now.new_values(was))


class _Failure(_Kind):
    """Pages that tell that something cannot be shown, as a part of their path says in words."""

    def includes(self, was: Page, now: Page) -> bool:
        if super().includes(was, now):
            return True
        new = set(now.segments) - set(was.segments)
        return any(tells_failure(tokens_of(part.partition(".")[0])) for part in new)


_KINDS: tuple[tuple[Doubt, _Kind], ...] = (
    (CONSENT, _Kind(words.CONSENT, words.CONSENT_PERHAPS, words.CONSENT_HOSTS)),
    (
        ERROR,
        _Failure(
            words.ERROR,
            words.ERROR_PERHAPS,
            parameters=words.ERROR_PARAMETERS,
            hosts=words.ERROR_HOSTS,
            values=words.ERROR_VALUES,
        ),
    ),
    (
        PAYWALL,
        _Kind(words.PAYWALL, words.PAYWALL_PERHAPS, words.PAYWALL_HOSTS, words.PAYWALL_PARAMETERS),
    ),
    (
        SIGN_IN,
        _Return(words.SIGN_IN, words.SIGN_IN_PERHAPS, words.SIGN_IN_HOSTS, words.RETURN_PARAMETERS),
    ),
    (SEARCH, _Kind(words.SEARCH, words.SEARCH_PERHAPS, parameters=words.SEARCH_PARAMETERS)),
)


def tells_failure(tokens: list[str]) -> bool:
    """Tell whether *tokens* say that something cannot be shown, and nothing else."""
    told, known = set(tokens), words.FAILING | words.DENIED | words.DENYING | words.FAILURE_FILLING
    failing = told & words.FAILING or (told & words.DENIED and told & words.DENYING)
    # One word by itself may as well be the name of a section or of an article.
    return bool(failing) and len(tokens) > 1 and told <= known


def is_same(was: Page, now: Page) -> bool:
    """Tell whether both addresses differ in scheme, ``www`` or a slash at the end at most."""
    return (was.host, was.segments, was.parameters) == (now.host, now.segments, now.parameters)


def _is_front(was: Page, now: Page) -> bool:
    if not was.segments and not was.parameters:
        return False
    named = now.parameters.keys() & words.ARTICLE_PARAMETERS
    if not now.segments:
        article = was.segments or was.parameters.keys() & words.ARTICLE_PARAMETERS
        return bool(article) and not named and not was.tokens & now.all_tokens
    front = len(now.words) == 1 and (now.words[0] in words.FRONT or language_of(now.segments[0]))
    return bool(front) and not named and now.words[0] not in was.words


def _holds_session(was: Page, now: Page) -> bool:
    new = now.parameters.keys() - was.parameters.keys()
    if new & words.SESSION_PARAMETERS:
        return True
    return bool(_SESSION_PATH.search(now.url)) and not _SESSION_PATH.search(was.url)


def _new_country(was: Page, now: Page) -> str:
    """Return the language of the country that *now* is for, if that is all of its host's news."""
    (old_site, _, old), (site, _, new) = was.host.partition("."), now.host.partition(".")
    if site != old_site or old == new:
        return ""
    country = new.rpartition(".")[2]
    return words.COUNTRIES.get(country, "") if country != old.rpartition(".")[2] else ""


def _is_view(was: Page, now: Page) -> bool:
    """Tell whether *now* is another view of the article than its page, as *was* is none."""
    new = set(now.words) - set(was.words)
    return bool(
        new & words.VIEWS
        or (new & words.VIEWS_LAST and now.words[-1] in words.VIEWS_LAST)
        or (now.labels - was.labels) & words.VIEW_HOSTS
        or (now.parameters.keys() - was.parameters.keys()) & words.VIEW_PARAMETERS
        or {word_of(value.lower()) for value in now.new_values(was)} & words.VIEW_VALUES
        or (now.file_type in words.VIEW_FILES and now.file_type != was.file_type)
    )


def _is_section(was: Page, now: Page) -> bool:
    """Tell whether *now* is a page that lists articles, rather than the one that *was* led to."""
    if not was.slug or was.slug in now.words or not now.words:
        return False
    if now.is_list_by_time and not now.parameters.keys() & words.ARTICLE_PARAMETERS:
        return True
    above = len(now.words) < len(was.words) and now.words == was.words[: len(now.words)]
    if above or set(now.words[:-1]) & words.LISTS - set(was.words):
        return True
    if was.tokens & now.all_tokens or now.parameters.keys() & words.ARTICLE_PARAMETERS:
        return False
    return now.words[-1] in words.SECTIONS or _is_short(was, now)


def _is_short(was: Page, now: Page) -> bool:
    """Tell whether *now* is called as sections are, and *was* as articles are."""
    # An article may have got another name; names of sections are short.
    last, shallower = now.segments[-1].partition(".")[0], len(now.words) < len(was.words)
    if len(tokens_of(last)) > 1 + shallower or LONG_NUMBER.search(last):
        return False
    return (
        shallower
        or len(was.tokens) > _HEADLINE
        or any(token.isdigit() for token in was.tokens)
        or (now.path.endswith("/") and not was.path.endswith("/"))
    )


def _path_of(text: str) -> str:
    """Return the path of the address that a parameter holds; empty if it is none."""
    try:
        return unquote(urlsplit(text).path)
    except ValueError:
        return ""
