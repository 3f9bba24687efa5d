"""What a feed reader finds in published files."""

from pathlib import Path

import feedparser


def titles(path: Path) -> list[str]:
    """Return the titles of the entries of the feed in the file *path*, in their order."""
    return [entry.title for entry in feedparser.parse(path.read_bytes()).entries]
