"""Which links a build takes for dead, by what checks of links have learnt."""

import re

from feeds.cache.ledger_file import dead_urls
from feeds.entries.dead import DeadLinks
from feeds.problems.errors import OutputError
from feeds.settings import Settings

_NO_LEDGER = (
    "no links have been checked yet, so none is known to be dead: run feeds check-links first"
    " (there is no ledger in {folder})"
)


def find_dead_links(settings: Settings) -> tuple[DeadLinks, list[str]]:
    """Return what the ledger of link checks says is dead, and what is to be said of the ledger."""
    folder, build = settings.links.cache, settings.build
    unused = build.broken_links == "keep" and build.dead_amp == "keep"
    try:
        dead = frozenset() if unused else dead_urls(folder, settings.links.confirm_runs)
    except OutputError as exc:
        return DeadLinks(frozenset(), build), [f"dead links are published as if they worked: {exc}"]
    if dead is None and build.broken_links != "keep":
        return DeadLinks(frozenset(), build), [_NO_LEDGER.format(folder=folder)]
    # What is not asked any more is not known to be dead either.
    skip = settings.links.skip
    judged = (url for url in dead or () if not any(re.search(pattern, url) for pattern in skip))
    return DeadLinks(frozenset(judged), build), []
