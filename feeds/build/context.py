"""What whoever runs a build chooses, what its stages have in common, and where they start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from feeds.cache.last_build import RunKey
    from feeds.cache.store import BuildCache
    from feeds.cache.tables import Unit
    from feeds.entries.dead import DeadLinks
    from feeds.progress import Progress
    from feeds.seeds.folder import SeedsFolder
    from feeds.seeds.listing import Listing
    from feeds.settings import Settings
    from feeds.workers.batches import OpenExecutor, Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How a build goes about it, whatever it publishes.

    If there is anything to do, it waits up to ``lock_seconds`` for another build into the same
    folder. ``jobs`` is the number of workers, which ``open_executor`` starts (processes of this
    machine without it). Without ``use_cache`` all seeds are read and all feeds rendered. To
    ``check`` is a dry run that finds fault with what it would write.

    ``overwrite``, ``allow_empty``, ``allow_withdraw`` and ``allow_reannounce`` let it do what it
    does not do unasked: replace files that are not its own, withdraw every feed, withdraw much for
    no reason that seeds give (every feed included), let readers show much once more.
    """

    lock_seconds: float = 60
    overwrite: bool = False
    allow_empty: bool = False
    allow_withdraw: bool = False
    allow_reannounce: bool = False
    dry_run: bool = False
    check: bool = False
    jobs: int = 1
    use_cache: bool = True
    open_executor: OpenExecutor | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for less than one worker."""
        if self.jobs < 1:
            raise ValueError(f"jobs is {self.jobs}; give 1 or more")


class Context(NamedTuple):
    """What the stages of one build have in common: what is wanted, as of when, and by what means.

    ``folder`` is that of the seeds, as whoever reads them finds it.
    """

    settings: Settings
    options: BuildOptions
    now: datetime
    folder: SeedsFolder
    cache: BuildCache
    workers: Workers
    progress: Progress


class Start(NamedTuple):
    """What a build starts from.

    ``listing`` is that of the seeds, ``dead`` says which links are dead, and ``key`` tells whether
    another build started from the same. ``state`` is what the latest build noted of itself.
    ``units`` are what earlier builds rendered and is still published as they left it. ``intact``
    are the files of these, sorted, if they are all that was published, else None. What is recorded
    of them in the output folder is ``as_left`` by the build that noted them. ``notes`` are to be
    remembered with the report, and ``notices`` are not.
    """

    listing: Listing
    dead: DeadLinks
    key: RunKey
    state: Mapping[str, Any]
    units: Mapping[str, Unit]
    intact: tuple[str, ...] | None
    as_left: bool
    notes: Sequence[str]
    notices: Sequence[str]
