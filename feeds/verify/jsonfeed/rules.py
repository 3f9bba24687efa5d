"""Rules for a JSON Feed that need more than one key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from feeds.problems.diagnostics import quote
from feeds.values.urls import url_key_or_none
from feeds.verify.findings import Finding
from feeds.verify.jsonfeed.tables import VERSIONS
from feeds.verify.values.loose_dates import parse_iso_date
from feeds.verify.values.plausible import latest_of, why_improbable


def check_version(version: object) -> Iterator[Finding]:
    """Yield what is wrong with the *version* of a feed; what is no text is told elsewhere."""
    if not isinstance(version, str) or version in VERSIONS:
        return
    bare = version.strip().lower().replace("http:", "https:").replace("//www.", "//").rstrip("/")
    bare = bare.removesuffix(".0")
    remedy = f"write {bare}" if bare in VERSIONS else ""
    message = f"version {quote(version)} is none of JSON Feed: {' or '.join(VERSIONS)}"
    yield Finding("wrong-json-version", ("version",), message, remedy=remedy)


def check_order(root: dict[str, object]) -> Iterator[Finding]:
    """Yield a finding if the version of the feed *root* does not come first."""
    if "version" in root and next(iter(root)) != "version":
        yield Finding("late-version", (), "version is not the first key of the feed", "version")


def check_items(root: dict[str, object]) -> Iterator[Finding]:
    """Yield what is wrong with the items of the feed *root* as they stand beside each other."""
    items = root.get("items")
    first: dict[str, int] = {}
    for index, item in enumerate(items if isinstance(items, list) else ()):
        own = item.get("id") if isinstance(item, dict) else None
        # A number is compared as the text that it has to be.
        if isinstance(own, bool) or not isinstance(own, (str, int, float)) or own == "":
            continue
        earlier = first.setdefault(str(own), index)
        if earlier != index:
            message = f"the id {quote(str(own))} is that of item {earlier + 1} as well"
            yield Finding("repeated-id", ("items", index, "id"), message)


def check_dates(root: dict[str, object], now: datetime | None) -> Iterator[Finding]:
    """Yield the dates of the items of *root* that cannot be; without *now*, none is too late."""
    latest = latest_of(now)
    items = root.get("items")
    for index, item in enumerate(items if isinstance(items, list) else ()):
        for key in ("date_published", "date_modified") if isinstance(item, dict) else ():
            text = item.get(key)
            moment = parse_iso_date(text) if isinstance(text, str) else None
            if moment is not None and (why := why_improbable(moment, latest)):
                message = f"{key} {quote(text)} {why}"
                yield Finding("improbable-date", ("items", index, key), message)


def check_addresses(root: dict[str, object], url: str) -> Iterator[Finding]:
    """Yield what is wrong with the addresses of the feed *root*; *url* is where it is, if known."""
    own, following = root.get("feed_url"), root.get("next_url")
    if isinstance(following, str) and following and following == own:
        message = "next_url is the feed_url: whoever follows it reads the same page for ever"
        yield Finding("endless-paging", ("next_url",), message)
    if url and isinstance(own, str) and own and not _is_same(own, url):
        message = f"feed_url {quote(own)} is not the address of the feed, {quote(url)}"
        yield Finding("other-self-address", ("feed_url",), message, remedy=f"write {url}")


def _is_same(own: str, url: str) -> bool:
    return own == url or url_key_or_none(own) == url_key_or_none(url) is not None
