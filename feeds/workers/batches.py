"""Run work in batches on any executor of ``concurrent.futures``, or here where that is sooner.

An executor that breaks, since the system killed a worker for want of memory say, costs nothing but
time: what it has not done is done here.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from feeds.problems.errors import FeedsError
from feeds.workers.processes import begin_worker, worker_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from types import TracebackType

    OpenExecutor = Callable[[], tuple[Executor, int]]
    """Starts workers; returns what runs batches on them, and how many batches at a time."""

Thing = TypeVar("Thing")
Thing_co = TypeVar("Thing_co", covariant=True)
Result = TypeVar("Result")


class Things(Protocol[Thing_co]):
    """What there is to work on: a list, or what makes parts of one when their turn comes."""

    def __len__(self) -> int:
        """Return how many things there are."""

    def __getitem__(self, part: slice, /) -> Sequence[Thing_co]:
        """Return a *part* of them."""


# Large batches have less to tell than many small ones, but a stopped run waits for a few of them.
_LARGEST_BATCH = 250
# Fewer are done sooner than workers start.
_WORTH_SHARING = 300
# Enough that no worker waits for this process, and results do not pile up here.
_AHEAD = 4
# A pool that notices by itself that it has lost a process does so at once.
_POLL_SECONDS = 1.0
_POLLS = 3


class Workers:
    """Up to *jobs* workers, which start when there is first enough to do, and then stay.

    ``notices`` are sentences on workers that were lost.
    """

    def __init__(self, jobs: int, open_executor: OpenExecutor | None = None) -> None:
        """Let *open_executor* start the workers, for however little; else they are processes."""
        self._jobs = jobs
        self._open = open_executor or self._open_pool
        self._always = open_executor is not None
        self._executor: Executor | None = None
        self._broken = False
        self.notices: list[str] = []

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the workers; what they have not begun they leave.

        Nobody waits for them if the run was interrupted: they may have been too.
        """
        if self._executor:
            wait = not isinstance(error, KeyboardInterrupt)
            self._executor.shutdown(wait=wait, cancel_futures=True)

    def run(
        self,
        work: Callable[[Sequence[Thing]], Result],
        things: Things[Thing],
        *,
        largest: int = _LARGEST_BATCH,
        worth: int = _WORTH_SHARING,
        first: int = 0,
    ) -> Iterator[Result]:
        """Yield the results of *work* on batches of *things*, at most *largest*, in their order.

        Fewer things than are *worth* sharing are worked on here, and as many as *first* before
        processes start, which then need not load each for itself what the work takes. Pickle must
        be able to carry *work*, what it takes and what it returns. What *work* raises is raised
        here.
        """
        shared = self._always or (self._jobs > 1 and len(things) >= worth)
        begun = 0
        if shared and len(things) and not self._executor:
            if first and not self._always:
                begun = first
                yield work(things[:begun])
            self._executor, self._jobs = self._open()
        size = min(largest, max(1, len(things) // (self._jobs * 2 * _AHEAD)))
        batches = (things[start : start + size] for start in range(begun, len(things), size))
        yield from self.follow(work, batches) if shared else map(work, batches)

    def follow(self, work: Callable[[Thing], Result], things: Iterable[Thing]) -> Iterator[Result]:
        """Yield the results of *work* on each of *things*, which other work makes, in their order.

        Workers that have started do it; else it is done here.
        """
        # As many are under way as keep the workers busy, and those of others wait for their turn.
        waiting: deque[tuple[Thing, Future[Result] | None]] = deque()
        for thing in things:
            waiting.append((thing, self._submit(work, thing)))
            if len(waiting) > self._jobs * _AHEAD or self._broken:
                yield self._finish(work, *waiting.popleft())
        while waiting:
            yield self._finish(work, *waiting.popleft())

    def prepare(self, work: Callable[[Sequence[Thing]], object]) -> None:
        """Let workers that have started do *work* on an empty batch, to load what it takes.

        What comes of it does not matter.
        """
        # As many times as there are workers, of which each takes what is next.
        for _ in range(self._jobs if self._executor else 0):
            self._submit(work, ())

    def _submit(self, work: Callable[[Thing], Result], batch: Thing) -> Future[Result] | None:
        """Return the future of *work* on *batch*; None if it is to be done here."""
        if self._broken or not self._executor:
            return None
        try:
            return self._executor.submit(work, batch)
        except RuntimeError as exc:
            self._note_loss(exc)
            return None

    def _finish(
        self, work: Callable[[Thing], Result], batch: Thing, future: Future[Result] | None
    ) -> Result:
        """Return the result of *work* on *batch*: that of *future*, or by doing it here.

        If it fails here too, then for a reason that is not the worker's.
        """
        if future:
            try:
                return self._wait(future)
            except FeedsError:
                raise
            except Exception as exc:  # whatever may become of a worker
                self._note_loss(exc)
        return work(batch)

    def _wait(self, future: Future[Result]) -> Result:
        """Return the result of *future*, also if a process was killed while it sent one.

        The pool reads what that has begun to send, and waits for ever for the rest.
        """
        polls = 0
        while True:
            try:
                return future.result(_POLL_SECONDS)
            except TimeoutError:
                if future.done():  # it is what the work raised
                    raise
                polls = polls + 1 if self._has_lost_process() else 0
                if polls == _POLLS:
                    self._break_pool()

    def _has_lost_process(self) -> bool:
        processes = getattr(self._executor, "_processes", None) or {}
        return any(not process.is_alive() for process in list(processes.values()))

    def _break_pool(self) -> None:
        """End the pipe that the pool reads: kill all that write to it, and close our own end."""
        self._kill_processes()
        # No part of the interface, but nothing in that ends such a wait.
        getattr(self._executor, "_result_queue")._writer.close()  # noqa: B009 - private

    def _kill_processes(self) -> None:
        for process in list((getattr(self._executor, "_processes", None) or {}).values()):
            process.kill()

    def _note_loss(self, exc: Exception) -> None:
        from concurrent.futures import BrokenExecutor

        if isinstance(exc, BrokenExecutor) and not self._broken:
            self._broken = True
            # The pool ends the others by SIGTERM, which one that was just forked may lose (Python
            # forgets signals that come before it is set up), and waits for them for ever.
            self._kill_processes()
            # A process of this machine is no great loss.
            self.notices += [f"{exc}: the rest was done here"] if self._always else []

    def _open_pool(self) -> tuple[Executor, int]:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(self._jobs, worker_context(), begin_worker), self._jobs
