"""The seeds that are checked or mended: all, those changed in git, or those of the next commit."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from feeds.seeds.select import Choice, keep_changed, list_seeds
from feeds.settings import SeedsSettings


@contextmanager
def chosen_seeds(
    paths: Sequence[Path], seeds: SeedsSettings, *, since: str | None = None, staged: bool = False
) -> Iterator[Choice]:
    """Yield the seeds at *paths*, of which those are meant that changed after *since*; else all.

    If *staged*, they are as the index of git has them, and those are meant that the next commit
    changes: they can be read until the end of the context. Raises SeedsFolderError for a path that
    does not exist, and if there is no seed; ConfigError if git cannot tell.
    """
    if staged:
        # git is asked seldom.
        from feeds.seeds.staged import staged_seeds

        with staged_seeds(paths, seeds) as choice:
            yield choice
    else:
        files = list_seeds(paths, seeds)
        yield Choice(files, keep_changed(files, since, paths, seeds))
