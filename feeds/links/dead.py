"""Which links a build takes for dead, by what checks of links have learnt."""

from feeds.cache.ledger_file import dead_urls
from feeds.config.load import located
from feeds.entries.dead import DeadLinks
from feeds.problems.errors import ConfigError, OutputError
from feeds.settings import Settings
from feeds.values.patterns import is_found

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
    skip = settings.links.limits.skip
    try:
        judged = frozenset(url for url in dead or () if not is_found(skip, url))
    except ConfigError as exc:
        raise located(exc, settings, "links", "skip") from exc
    return DeadLinks(judged, build), []
