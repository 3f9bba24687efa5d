"""What a feed reader finds in published files."""

from pathlib import Path

import feedparser

# What a build says that has no public address, and what gives it one.
NO_URL = (
    "warning: no public address is known, so the feeds have no self link and there is no"
    " feeds.opml; set [site] url in feeds.toml or give --site-url\n"
)
URL = ("--site-url", "https://news.example/feeds")


def titles(path: Path) -> list[str]:
    """Return the titles of the entries of the feed in the file *path*, in their order."""
    return [entry.title for entry in feedparser.parse(path.read_bytes()).entries]
