"""What the configuration says, checked: plain values that any stage can be handed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feeds.diagnostics import Severity
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
class ValidateSettings:
    """Which rules ``feeds validate`` applies (ids), and how severe they are.

    An empty ``select`` selects all rules. ``per_path_ignores`` are pairs of a gitignore-like glob
    and the rules that do not apply to the seeds it matches.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration."""

    site: Site
    seeds: SeedsSettings = SeedsSettings()
    build: BuildSettings = BuildSettings()
    validate: ValidateSettings = ValidateSettings()
    topics: tuple[NameSettings, ...] = ()
    providers: tuple[NameSettings, ...] = ()
