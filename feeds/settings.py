"""What the configuration says, checked: plain values that any stage can be handed."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from feeds.http.limits import Limits
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from feeds.model import Author

_ADDRESS = re.compile(r"(?:[a-z][\w+.-]*::)*[a-z][\w+.-]+://", re.IGNORECASE)
# RFC 3986, section 2.3, and what is between the folders of a path.
_UNRESERVED = bytes(code for code in range(128) if chr(code).isalnum() or chr(code) in "-._~/")


def is_address(path: str) -> bool:
    """Tell whether *path* is an address, such as s3://bucket/seeds, and no path of this machine."""
    return _ADDRESS.match(path) is not None


NO_HOME = "begins with ~, which stands for no home here; write the whole path"
"""What is wrong with a path that names_home."""


def names_home(path: str) -> bool:
    """Tell whether *path* begins with somebody's home as only a shell reads it: ~ or ~NAME.

    What is meant to be called so is "./~".
    """
    return path.startswith("~")


class Site(NamedTuple):
    """What all feeds share. ``url`` is the public address of the output folder, with a final slash.

    None for ``url`` means that no public address is known, so nothing that needs one is published.
    ``id`` is a permanent URI: the ids of the feeds derive from it, and survive a change of address.
    """

    id: str
    title: str
    description: str
    language: str
    url: str | None = None
    author: Author | None = None
    icon: str | None = None
    logo: str | None = None
    hub: str | None = None

    def address(self, path: str) -> str | None:
        """Return the public address of *path* below the output folder, percent-encoded."""
        if self.url is None:
            return None
        # Each feed asks a dozen times, and to quote takes eight times as long as to see no need.
        plain = not path.encode().translate(None, _UNRESERVED)
        return self.url + (path if plain else quote(path, safe="/-._~"))


class SeedsSettings(NamedTuple):
    """Which files are seeds: gitignore-like globs below ``path``, and whether drafts count.

    If ``path`` is text, it is an address, as fsspec reads them.
    """

    path: Path | str = Path("seeds")
    include: tuple[str, ...] = ("**/*.md", "**/*.markdown")
    exclude: tuple[str, ...] = ()
    include_unpublished: bool = False

    @property
    def folder(self) -> Path:
        """The folder of this machine that ``path`` is; raises ConfigError if it is an address."""
        if isinstance(self.path, Path):
            return self.path
        raise ConfigError(
            "seeds.path is an address, which only feeds build and feeds diff read: give the path"
            " of a copy on this machine",
            key="seeds.path",
        )


class BuildSettings(NamedTuple):
    """What is written where: at most ``limit`` entries per feed, in each of ``formats``.

    ``broken_links`` and ``dead_amp`` say what becomes of links that link checks found to be dead.
    With ``precompress`` each file gets compressed siblings, and with ``archive`` each feed pages of
    what no longer fits into it.
    """

    out: Path = Path("out")
    limit: int = 50
    formats: tuple[str, ...] = ("rss", "atom", "json")
    content: Literal["full", "excerpt"] = "full"
    broken_links: Literal["keep", "mark", "drop"] = "keep"
    dead_amp: Literal["drop", "keep"] = "drop"
    precompress: bool = False
    archive: bool = False


class NameSettings(NamedTuple):
    """What the configuration says about one topic or provider; None leaves it to the name.

    ``aliases`` are other names whose entries belong to this one, the oldest first. ``domains`` are
    those of a provider besides what its seeds say, in ASCII.
    """

    name: str
    slug: str | None = None
    title: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class ValidateSettings(NamedTuple):
    """Which rules ``feeds validate`` applies (ids), how severe they are, and which fields it knows.

    An empty ``select`` selects all rules. ``per_path_ignores`` are pairs of a gitignore-like glob,
    relative to ``folder``, and the rules that do not apply to the seeds it matches. Of unknown
    fields that one of the globs ``known_fields`` matches, builds say nothing either. Whether drafts
    are published (``include_unpublished``) is as for seeds. ``now`` is the time of the check; None
    leaves rules out that depend on it. Unless ``show_infos``, infos are only to be counted:
    they come without words and place. ``published_ids`` are known to subscribers already, and
    ``never_published`` are ids that are proved to be known to none.
    ``provider_domains`` are, by the keys of names (``values.names.name_key``), the domains where
    else a provider is, in ASCII.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    known_fields: tuple[str, ...] = ()
    folder: Path = Path()
    include_unpublished: bool = False
    now: datetime | None = None
    show_infos: bool = True
    published_ids: Container[str] = frozenset()
    never_published: Container[str] = frozenset()
    provider_domains: tuple[tuple[str, tuple[str, ...]], ...] = ()


class LinksSettings(NamedTuple):
    """Within which ``limits`` ``feeds check-links`` asks, and what it need not ask again.

    The folder ``cache`` holds the ledger. An address is dead once it has failed on
    ``confirm_runs`` different days. Verdicts up to ``max_age`` old are reused, good ones up to
    ``max_age_ok``.
    """

    limits: Limits = Limits()
    cache: Path = Path(".feeds-cache")
    confirm_runs: int = 3
    max_age: timedelta = timedelta(hours=12)
    max_age_ok: timedelta = timedelta(days=7)


class Settings(NamedTuple):
    """The whole configuration, and the ``file`` that it stands in, if there is one."""

    site: Site
    seeds: SeedsSettings = SeedsSettings()
    build: BuildSettings = BuildSettings()
    validate: ValidateSettings = ValidateSettings()
    links: LinksSettings = LinksSettings()
    topics: tuple[NameSettings, ...] = ()
    providers: tuple[NameSettings, ...] = ()
    file: Path | None = None

    def at(self, now: datetime, *, show_infos: bool = True) -> Settings:
        """Return these settings for checking seeds at the time *now*."""
        return self._replace(validate=self.validate._replace(now=now, show_infos=show_infos))
