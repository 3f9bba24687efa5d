"""What a build did and found, for the command line and other programs to show."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from feeds.problems.diagnostics import Diagnostic, Severity, has_errors
from feeds.problems.exclusion import Exclusion


class MovedFeed(NamedTuple):
    """A feed that goes, and the one at ``to`` that most of its entries stand in from now on.

    ``entries`` counts them, and is 0 if feeds.toml says that it is the same feed. ``config`` are
    lines of feeds.toml that keep the old address, in the place of the tables of the names
    ``replaces``: none if the new one was there before, or is configured by a slug.
    """

    path: str
    name: str
    to: str
    to_name: str
    entries: int
    config: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


class BuildReport(NamedTuple):
    """What a build read, left out, wrote, kept and removed.

    Of the seeds that it ``read``, only ``parsed`` were not known from earlier builds, and of the
    entries only ``rendered`` were not in files that are published already. ``left_out`` maps each
    reason to the paths of seeds, sorted; files are paths below the output folder. ``next_due`` is
    when the first seed dated in the future will be published. ``unused`` are topics and providers
    that the configuration names and no entry has. ``errors`` say why nothing was written, as what
    is published would suffer from it. ``dry_run`` tells that nothing was written since it was not
    asked for: the files are those that would be, and of these, some are ``missing``, some were
    ``edited`` since a build wrote them, and the others are stale. ``check`` tells that none should
    be.

    ``known`` are those of the ``diagnostics`` and ``warnings`` that the latest build has told of.
    ``new_feeds`` and ``withdrawn_feeds`` are their paths, sorted; with a dry run, or if nothing was
    written, those that would be. ``moved_feeds`` are those withdrawn whose entries stand in another
    feed from now on. ``seedless`` says which published entries have no seed any more.
    """

    seeds: str
    out: str
    read: int
    parsed: int
    entries: int
    rendered: int
    feeds: int
    left_out: Mapping[Exclusion, tuple[str, ...]]
    next_due: datetime | None
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[str, ...]
    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    missing: tuple[str, ...]
    edited: tuple[str, ...]
    unused: tuple[str, ...]
    errors: tuple[str, ...]
    dry_run: bool
    check: bool
    new_feeds: tuple[str, ...] = ()
    withdrawn_feeds: tuple[str, ...] = ()
    moved_feeds: tuple[MovedFeed, ...] = ()
    seedless: str = ""
    known: frozenset[Diagnostic | str] = frozenset()

    @property
    def news(self) -> tuple[Diagnostic, ...]:
        """The errors and warnings of seeds that the latest build has not told of."""
        return tuple(
            found
            for found in self.diagnostics
            if found.severity is not Severity.INFO and found not in self.known
        )

    @property
    def new_warnings(self) -> tuple[str, ...]:
        """The other warnings that the latest build has not told of."""
        return tuple(warning for warning in self.warnings if warning not in self.known)

    @property
    def known_errors(self) -> tuple[Diagnostic, ...]:
        """The errors that the latest build has told of."""
        known = (found for found in self.diagnostics if found in self.known)
        return tuple(found for found in known if found.severity is Severity.ERROR)

    @property
    def known_warnings(self) -> int:
        """How many warnings the latest build has told of."""
        warned = (found for found in self.diagnostics if found.severity is Severity.WARNING)
        return sum(found in self.known for found in (*warned, *self.warnings))

    def revised(self, revise: Callable[[Diagnostic], Diagnostic]) -> "BuildReport":
        """Return this report with each of its diagnostics as *revise* returns it."""
        known = (revise(one) if isinstance(one, Diagnostic) else one for one in self.known)
        diagnostics = tuple(map(revise, self.diagnostics))
        return self._replace(diagnostics=diagnostics, known=frozenset(known))

    @property
    def withheld(self) -> bool:
        """Whether nothing was written though it was asked for, or would be if it were."""
        return bool(self.errors)

    @property
    def stale(self) -> bool:
        """Whether the output folder differs from what a build writes."""
        return bool(self.written or self.removed or self.withheld)

    @property
    def ok(self) -> bool:
        """Whether every seed could be read and is valid, and the output as it should be.

        Warnings do not count.
        """
        return not (self.withheld or has_errors(self.diagnostics) or (self.check and self.stale))
