"""What a page says of itself: whether it is the article, whatever its address may look like.

Hosts answer 200 for pages of errors, and to programs with a puzzle; readers see it by the title.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Set

from feeds.http.verdicts import HeadLinks, Outcome, Verdict
from feeds.links.moves import titles, words
from feeds.links.moves.doubts import (
    CONSENT,
    ERROR,
    FRONT,
    PAYWALL,
    SEARCH,
    SEEK,
    SIGN_IN,
    TRY,
    Doubt,
    Move,
    find_doubt,
    is_same,
    tells_failure,
)
from feeds.links.moves.page import Page, tokens_of

_OTHER = Doubt("the page there says that its own address is another, {}", SEEK)
_LEADS_ON = Doubt("the page there leads on to {}", TRY)
_UNREAD = Doubt("the page there {}", TRY)
# Between the name of a page and that of its site, or of a section.
_SEPARATOR = re.compile(r"[|»«•·]|\s[-–—:/>]+\s|:\s")
# A headline has more words than the names of such pages, above all of those that begin with one.
_MOST_WORDS = 12
_FEW_WORDS = 4


def doubt_of_page(old: str, page: Outcome, title: str) -> Doubt | None:
    """Return why *page*, which *old* has moved to, is not the article; None if nothing tells.

    *page* was asked for what its head says. *title* is that of the article.
    """
    if page.verdict not in {Verdict.OK, Verdict.MOVED}:
        return _said(_UNREAD, page.reason)
    head = page.head_links or HeadLinks()
    if found := _doubt_of_title(head.title, title):
        return found
    here = page.final_url or page.url
    for doubt, named in ((_OTHER, head.canonical), (_LEADS_ON, head.refresh)):
        if named and _is_other(Page(old), Page(here), Page(named)):
            return _said(doubt, named)
    return None


def _said(doubt: Doubt, what: str) -> Doubt:
    return doubt._replace(reason=doubt.reason.format(what))


def _is_other(old: Page, here: Page, named: Page) -> bool:
    """Tell whether *named*, by the page *here*, is neither its address nor one of the article."""
    try:
        if is_same(here, named) or is_same(old, named):
            return False
        if find_doubt(here.url, Move(named.url, named.url)) in dict(_KINDS):
            return True
        return not (_share_name(old, named) or _share_name(here, named))
    except ValueError:  # no address at all
        return False


def _share_name(one: Page, other: Page) -> bool:
    """Tell whether half of what names the article in one of two addresses does in the other."""
    fewer = min(len(one.tokens), len(other.tokens))
    return bool(fewer) and len(one.tokens & other.tokens) * 2 >= fewer


def _doubt_of_title(text: str, title: str) -> Doubt | None:
    """Return what the title *text* tells, unless it names the article, whose own is *title*."""
    told, own = (set(tokens_of(_plain(each))) - words.COMMON for each in (text, title))
    # Articles may be about errors as well.
    if len(told & own) * 2 > len(own):
        return None
    parts = [tokens_of(part) for part in _SEPARATOR.split(_plain(text))]
    for doubt, tells in _KINDS:
        if any(part and len(part) <= _MOST_WORDS and tells(part) for part in parts):
            return doubt
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _tells_error(part: list[str]) -> bool:
    text = " ".join(part)
    return (
        _is_alone(part, titles.ERROR_ALONE)
        or tells_failure(part)
        or _has(part, titles.ERROR_PHRASES)
        or any(piece in text for piece in _PIECES)
    )


def _is_alone(part: list[str], names: Set[str]) -> bool:
    return len(part) == 1 and part[0] in names


def _has(part: list[str], phrases: Iterable[str]) -> bool:
    text = f" {' '.join(part)} "
    return any(f" {phrase} " in text for phrase in phrases)


def _starts(part: list[str], starts: Iterable[str]) -> bool:
    text = f"{' '.join(part)} "
    return len(part) <= _FEW_WORDS and any(text.startswith(f"{start} ") for start in starts)


# As tokens, since these leave signs out.
_PIECES = [" ".join(tokens_of(piece)) for piece in titles.ERROR_PIECES]
_KINDS: tuple[tuple[Doubt, Callable[[list[str]], bool]], ...] = (
    (
        CONSENT,
        lambda part: _is_alone(part, titles.CONSENT_ALONE) or _has(part, titles.CONSENT_PHRASES),
    ),
    (ERROR, _tells_error),
    (SIGN_IN, lambda part: _starts(part, titles.SIGN_IN_STARTS)),
    (PAYWALL, lambda part: _starts(part, titles.PAYWALL_STARTS)),
    (
        SEARCH,
        lambda part: _is_alone(part, titles.SEARCH_ALONE) or _starts(part, titles.SEARCH_STARTS),
    ),
    (FRONT, lambda part: _is_alone(part, titles.FRONT_ALONE)),
)
