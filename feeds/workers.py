"""Run work in batches on any executor of ``concurrent.futures``, or here where that is sooner.

An executor that breaks, since the system killed a worker for want of memory say, costs nothing but
time: what is left to do is done here.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self, TypeVar

from feeds.batches import begin_worker, worker_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from types import TracebackType

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# Enough that no worker waits for this process, and results do not pile up here.
_AHEAD = 4


class Workers:
    """Up to *jobs* workers, which start when there is first enough to do, and then stay."""

    def __init__(self, jobs: int, open_executor: Callable[[], Executor] | None = None) -> None:
        """Let *open_executor* start the workers; without it they are processes of this machine."""
        self._jobs = jobs
        self._open = open_executor or self._open_pool
        self._always = open_executor is not None
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the workers; what they have not begun they leave."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def run(
        self,
        work: Callable[[Sequence[Thing]], Result],
        things: Sequence[Thing],
        *,
        largest: int,
        worth: int,
    ) -> Iterator[Result]:
        """Yield the results of *work* on batches of *things*, at most *largest*, in their order.

        Fewer things than are *worth* sharing are worked on here. Pickle must be able to carry
        *work*, what it takes and what it returns. What *work* raises is raised here.
        """
        size = min(largest, max(1, len(things) // (self._jobs * 2 * _AHEAD)))
        batches = [things[start : start + size] for start in range(0, len(things), size)]
        shared = self._always or (self._jobs > 1 and len(things) >= worth)
        if not shared or not batches:
            yield from map(work, batches)
            return
        # Small runs need none of this.
        from concurrent.futures import BrokenExecutor

        self._executor = self._executor or self._open()
        done = 0
        try:
            for result in _share(self._executor, work, batches, self._jobs * _AHEAD):
                done += 1
                yield result
        except BrokenExecutor:
            self._executor, self._jobs = None, 1
            yield from map(work, batches[done:])

    def _open_pool(self) -> Executor:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(self._jobs, worker_context(), begin_worker)


def _share(
    executor: Executor,
    work: Callable[[Sequence[Thing]], Result],
    batches: Sequence[Sequence[Thing]],
    ahead: int,
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for batch in batches:
        waiting.append(executor.submit(work, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
