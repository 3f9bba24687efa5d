"""The processes of a run: how many there may be, how workers start, and how they end.

Workers end with the process that started them, however that ends.
"""

import gc
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

_ALLOCATIONS_UNTIL_COLLECTION = 500_000


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worker_context() -> "BaseContext":
    """Return how worker processes are to be started."""
    import multiprocessing

    # A forked worker starts at once, with all libraries loaded. But where threads run, as in a
    # program that uses this package, or where system libraries start some, it may lock up.
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def begin_worker() -> None:
    """Prepare the worker process that this runs in."""
    # Ctrl-C reaches all processes of a terminal; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    collect_seldom()


def collect_seldom() -> None:
    """Let this process, which is about to make very many objects, search them less for garbage."""
    # What is here before the work begins is no garbage, and what the work leaves soon grows: to
    # search it for cycles as often as usual takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_UNTIL_COLLECTION)


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent  # noqa: S101 - workers have one
    parent.join()
    os._exit(1)
