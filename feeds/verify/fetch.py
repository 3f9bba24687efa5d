"""Feeds fetched from the web, as links are asked for: no private network, no endless answer."""

from __future__ import annotations

from typing import NamedTuple

from feeds.http.limits import Limits
from feeds.problems.errors import FeedsError
from feeds.verify.reading.source import mask_address


class Answer(NamedTuple):
    """The bytes of a feed, the address they came from in the end, and the encoding it names."""

    data: bytes
    url: str
    charset: str = ""


class UnreachableError(FeedsError):
    """A feed could not be fetched."""


def is_address(text: str) -> bool:
    """Tell whether *text* is an address of the web and no name of a file."""
    return text.lower().startswith(("http://", "https://"))


def fetch_feed(url: str, max_bytes: int, *, allow_private: bool = False) -> Answer:
    """Return what is at *url*, at most one byte more than *max_bytes*.

    Redirects are followed. Raises UnreachableError.
    """
    # Hardly any run asks for one.
    from feeds.http.verdicts import Verdict
    from feeds.links.crawl.page import ask_page

    limits = Limits(allow_private=allow_private, max_bytes=max_bytes + 1)
    outcome, reply = ask_page(url, limits)
    if reply is None or outcome.verdict not in {Verdict.OK, Verdict.MOVED}:
        shown = mask_address(url)
        remedy = "check the address"
        if outcome.verdict is Verdict.SKIPPED:
            remedy = "give --allow-private if that is meant"
        raise UnreachableError(f"{shown} {outcome.reason}: {remedy}", url=shown)
    return Answer(reply.start, outcome.final_url or url, reply.charset)
