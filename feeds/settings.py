"""What the configuration says, checked: plain values that any stage can be handed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feeds.model import Site


@dataclass(frozen=True, slots=True)
class SeedsSettings:
    """Which files are seeds: gitignore-like globs below ``path``, and whether drafts count."""

    path: Path = Path("seeds")
    include: tuple[str, ...] = ("**/*.md", "**/*.markdown")
    exclude: tuple[str, ...] = ()
    include_unpublished: bool = False


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What is written where: at most ``limit`` entries per feed, in each of ``formats``."""

    out: Path = Path("out")
    limit: int = 50
    formats: tuple[str, ...] = ("rss", "atom", "json")
    content: Literal["full", "excerpt"] = "full"


@dataclass(frozen=True, slots=True)
class NameSettings:
    """What the configuration says about one topic or provider; None leaves it to the name.

    ``aliases`` are other names whose entries belong to this one, the oldest first.
    """

    name: str
    slug: str | None = None
    title: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration."""

    site: Site
    seeds: SeedsSettings = SeedsSettings()
    build: BuildSettings = BuildSettings()
    topics: tuple[NameSettings, ...] = ()
    providers: tuple[NameSettings, ...] = ()
