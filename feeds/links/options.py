"""What whoever checks links chooses besides the configuration; quick to load, for ``--help``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

# What may be checked besides webUrl and ampWebUrl: originalUrl, cdnAmpWebUrl, and so on.
ALSO = ("original", "cdn-amp", "related", "images")


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """What a run is asked to do, beyond the configuration.

    ``paths`` are files and folders of seeds; none stands for the configured folder. ``also`` are
    kinds of links (``ALSO``), ``only`` globs as in .gitignore (see ``keep_only``), ``since`` a git
    revision. ``newer`` limits the age of articles. ``max_age`` replaces the configured ages of
    verdicts that are reused. ``strict`` makes every broken link an error. ``amp`` holds articles
    and AMP pages to naming each other. With ``suggest``, what to write instead of a dead link is
    worked out, and with ``allow_private`` this machine and its network are asked too.
    """

    paths: tuple[Path, ...] = ()
    also: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()
    since: str | None = None
    topics: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    newer: timedelta | None = None
    max_age: timedelta | None = None
    strict: bool = False
    amp: bool = False
    suggest: bool = False
    allow_private: bool = False
