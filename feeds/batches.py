"""Work through many things in batches, over several processes where that pays.

Workers end with this process, however it ends. One that the system kills, for want of memory say,
costs nothing but time: what is left to do is done here, which takes less memory than several do.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# Fewer are done sooner than workers start.
_WORTH_SHARING = 300
# Large batches have less to tell than many small ones, but a stopped run waits for a few of them.
_MAX_BATCH = 250
# So many that no worker has long to wait for the last.
_BATCHES_PER_JOB = 16
_ALLOCATIONS_UNTIL_COLLECTION = 50_000


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work_in_batches(
    work: Callable[[Sequence[Thing]], Result], things: Sequence[Thing], jobs: int
) -> Iterator[Result]:
    """Yield the results of *work* on batches of *things*, in the order of these.

    With several *jobs*, and enough to do, as many processes work at once: pickle must be able to
    carry *work*, what it takes and what it returns. What *work* raises is raised here.
    """
    size = min(_MAX_BATCH, max(1, len(things) // (jobs * _BATCHES_PER_JOB)))
    batches = [things[start : start + size] for start in range(0, len(things), size)]
    if jobs > 1 and len(things) >= _WORTH_SHARING:
        yield from _share(work, batches, min(jobs, len(batches)))
    else:
        yield from map(work, batches)


def _share(
    work: Callable[[Sequence[Thing]], Result], batches: Sequence[Sequence[Thing]], jobs: int
) -> Iterator[Result]:
    # Small runs need none of this.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, worker_context(), begin_worker)
    done = 0
    try:
        results = deque(pool.submit(work, batch) for batch in batches)
        while results:
            result = results.popleft().result()
            done += 1
            yield result
    except BrokenProcessPool:
        yield from map(work, batches[done:])
    finally:
        # When a run is stopped, what the workers have begun takes them a moment only.
        pool.shutdown(cancel_futures=True)


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
