"""What to write instead of a dead link, found out without asking anybody."""

from collections.abc import Callable

from feeds.links.targets import Link, target_url
from feeds.values.dates import date_time_or_none

_ARCHIVE = "https://web.archive.org/web/"
_ARTICLE_FIELDS = frozenset({"webUrl", "originalUrl"})


def suggest(link: Link, is_dead: Callable[[str], bool]) -> str:
    """Return what could stand in the place of *link*, which is dead.

    That is the AMP page of the same article, unless it *is_dead* too, else the archive's copy.
    """
    amp = link.article.get("ampWebUrl")
    if link.field in _ARTICLE_FIELDS and isinstance(amp, str):
        other = target_url(amp)
        if other != target_url(link.url) and not is_dead(other):
            return other
    published = date_time_or_none(str(link.article.get("publishedDateTime")))
    return archive_url(target_url(link.url), f"{published:%Y%m%d}" if published else "")


def archive_url(url: str, day: str) -> str:
    """Return the address of the copy of *url* that the Wayback Machine made nearest to *day*.

    *day* is written YYYYMMDD; without one it is the newest copy. Source: Internet Archive,
    "Wayback Machine APIs", and https://web.archive.org/web/20220912/https://example.org/ itself,
    which redirects to the nearest copy.
    """
    return f"{_ARCHIVE}{day}/{url}" if day else f"{_ARCHIVE}{url}"
