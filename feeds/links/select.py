"""Which seeds a run is about: by topic, provider and age."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from feeds.links.options import LinkOptions
from feeds.settings import NameSettings
from feeds.validation.schema.seed import Seed
from feeds.values.dates import date_time_or_none
from feeds.values.names import name_key


def empty_notice(options: LinkOptions) -> str:
    """Return what to say of the filters of *options* if they select no seed; empty for nothing.

    That nothing is new, or has changed, is no mistake.
    """
    if options.newer is not None or options.since is not None:
        return ""
    given = {"--topic": options.topics, "--provider": options.providers, "--only": options.only}
    filters = " ".join(f"{option} {name}" for option in given for name in given[option])
    if not filters:
        return ""
    return f"no seed is selected by {filters}: nothing was checked; correct what it names"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a seed must have: one of the topics, one of the providers, a date after ``newer_than``.

    None asks for nothing. Names are keys, as ``name_key`` makes them.
    """

    topics: frozenset[str] | None = None
    providers: frozenset[str] | None = None
    newer_than: datetime | None = None

    def includes(self, seed: Seed) -> bool:
        """Tell whether *seed* has all that is asked for."""
        fields = seed.instance
        topics, provider = fields.get("topics"), fields.get("provider")
        names = [provider.get("name")] if isinstance(provider, dict) else []
        return (
            _meet(self.topics, topics if isinstance(topics, list) else ())
            and _meet(self.providers, names)
            and (self.newer_than is None or _is_after(fields, self.newer_than))
        )


def wanted_names(names: Iterable[str], configured: Iterable[NameSettings]) -> frozenset[str] | None:
    """Return the keys (as ``name_key`` makes them) of *names* and of all their other names.

    *configured* tells which names and aliases belong together. Without *names* None is returned.
    """
    wanted = {name_key(name) for name in names}
    for item in configured:
        same = {name_key(name) for name in (item.name, *item.aliases)}
        if same & wanted:
            wanted |= same
    return frozenset(wanted) or None


def keep_only(paths: Iterable[str], globs: Iterable[str], roots: Sequence[Path]) -> list[str]:
    """Return those of *paths* that one of *globs* matches, as in .gitignore.

    A path is matched relative to the first of *roots* that it is below, else as it is.
    """
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(globs)
    tops = [f"{_absolute(root)}{os.sep}" for root in roots]
    return [path for path in paths if spec.match_file(_below(tops, path))]


def _below(tops: Iterable[str], path: str) -> str:
    whole = _absolute(path)
    inside = (whole.removeprefix(top) for top in tops if whole.startswith(top))
    return next(inside, path)


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - removes "..", and leaves links as they are


def _meet(wanted: frozenset[str] | None, names: Iterable[object]) -> bool:
    return wanted is None or any(isinstance(n, str) and name_key(n) in wanted for n in names)


def _is_after(fields: dict[str, Any], moment: datetime) -> bool:
    published = date_time_or_none(str(fields.get("publishedDateTime")))
    return published is not None and published > moment
