"""Where a feed begins, in a document that begins with something else."""

from __future__ import annotations

import re

# Warnings of programs and the like stand before a feed, but not pages of them.
_HEAD = 100_000
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|opml)(?=[\s>])")


def start_of_root(data: bytes) -> int:
    """Return where the outermost element of the feed in *data* begins; 0 if there is none."""
    found = _ROOT.search(data, 0, _HEAD)
    return found.start() if found else 0
