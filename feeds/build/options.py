"""What whoever runs a build chooses besides its configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.workers.batches import OpenExecutor


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a build goes about it, whatever it publishes.

    It waits up to ``lock_seconds`` for another build into the same folder. ``jobs`` is the number
    of workers, which ``open_executor`` starts (processes of this machine without it). Without
    ``use_cache`` all seeds are read and all feeds rendered. To ``check`` is a dry run that finds
    fault with what it would write.
    """

    lock_seconds: float = 60
    overwrite: bool = False
    allow_empty: bool = False
    allow_reannounce: bool = False
    dry_run: bool = False
    check: bool = False
    jobs: int = 1
    use_cache: bool = True
    open_executor: OpenExecutor | None = None
