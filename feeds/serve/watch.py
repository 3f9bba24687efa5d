"""Tell when a collection, or the program's own pages, have changed."""

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import watchfiles

from feeds import render

_TEMPLATES = Path(render.__path__[0], "templates")
# What editors and git do at once, in milliseconds.
_BURST = 400


@contextmanager
def changes(paths: Sequence[Path]) -> Iterator[Queue[None]]:
    """Watch the files and folders at *paths*, and the program's pages.

    The queue gets an item after each burst of changes. What editors and git keep for themselves
    does not count.
    """
    stop, queue = Event(), Queue[None]()
    trees = [path for path in (*paths, _TEMPLATES) if path.is_dir()]
    # Of a file that an editor replaces, or a folder that is made, only what it lies in can tell.
    above = {path.absolute().parent for path in paths}
    names = {str(path.absolute()) for path in paths}
    watchers = [
        Thread(target=_watch, args=(queue, stop, trees, None)),
        *(Thread(target=_watch, args=(queue, stop, [it], names)) for it in above if it.is_dir()),
    ]
    for watcher in watchers:
        watcher.start()
    try:
        yield queue
    finally:
        stop.set()
        for watcher in watchers:
            watcher.join()


def _watch(
    queue: Queue[None], stop: Event, folders: Sequence[Path], names: Container[str] | None
) -> None:
    """Put an item into *queue* for changes below *folders*, or of what has *names* in them."""
    found = watchfiles.watch(
        *folders, stop_event=stop, recursive=names is None, raise_interrupt=False, debounce=_BURST
    )
    for changed in found:
        if names is None or any(path in names for _, path in changed):
            queue.put(None)
