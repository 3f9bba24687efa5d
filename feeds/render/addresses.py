"""What every format says alike: the addresses, publisher, logo and hub of a feed."""

from collections.abc import Mapping
from typing import TypeVar

from feeds.model import Author, Entry, Lineup, page_folder
from feeds.render.formats import Format
from feeds.settings import Site

Value = TypeVar("Value")


def known(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return *values* without those that are None: readers take absence for unknown."""
    return {name: value for name, value in values.items() if value is not None}


def page_url(feed: Lineup, site: Site) -> str | None:
    """Return the public address of the HTML page of *feed*, None without a site address."""
    return site.address(f"{feed.path}/")


def file_url(feed: Lineup, site: Site, format_: Format) -> str | None:
    """Return the public address of *feed* in *format_*, None without a site address."""
    return site.address(f"{feed.folder}/{format_.file_name}")


def current_url(feed: Lineup, site: Site, format_: Format) -> str | None:
    """Return where to subscribe to *feed*, which is a page of an archive; None for other feeds."""
    return site.address(f"{feed.path}/{format_.file_name}") if feed.page else None


def older_url(feed: Lineup, site: Site, format_: Format) -> str | None:
    """Return the public address of the archive page before *feed*, None if there is none."""
    older = f"{page_folder(feed.path, feed.older)}/{format_.file_name}"
    return site.address(older) if feed.older else None


def publisher(site: Site) -> Author:
    """Return the author of the feeds themselves: Atom wants one per feed (RFC 4287, 4.1.1)."""
    return site.author or Author(site.title)


def logo_url(feed: Lineup, site: Site) -> str | None:
    """Return the address of the picture that stands for *feed*: its own, else that of *site*."""
    return feed.logo.url if feed.logo else site.logo


def hub_url(site: Site) -> str | None:
    """Return the WebSub hub of *site*, None without a site address.

    A hub knows a feed by its self link (WebSub, section 4), so without one it serves nobody.
    """
    return site.hub if site.url else None


def own_language(entry: Entry, site: Site) -> str | None:
    """Return the language of *entry* where it is not that of its feed, which it would inherit.

    Language tags compare without case (RFC 5646, section 2.1.1).
    """
    inherited = entry.language is None or entry.language.lower() == site.language.lower()
    return None if inherited else entry.language
