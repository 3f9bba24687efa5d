"""Spread a large run over processes, each with hosts of its own: one interpreter is the limit.

A process that is redirected to a host it does not know returns the job, for the owner of that
host to go on with, so that no host ever hears from two processes.
"""

from __future__ import annotations

import itertools
import queue
import signal
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, cast

from feeds.http.addresses import host_of
from feeds.http.verdicts import Outcome, Target
from feeds.links.crawl.jobs import Job
from feeds.problems.errors import FeedsError
from feeds.workers.processes import begin_worker, count_processors, worker_context

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from feeds.http.addresses import Resolver
    from feeds.http.limits import Limits
    from feeds.links.crawl.crew import Crew

# Work and results travel in batches: each costs a system call and a switch of threads.
_BATCH = 200
_REPORT = 1_000
_BATCH_SECONDS = 0.05
_GLANCE_SECONDS = 0.1
# What a process takes to stop, and some more.
_PARTING_SECONDS = 1.5

_Order = list[Target | Job] | None  # an empty list ends the supply, None ends the work
_Report = list[Outcome | Job | Exception]
_DEATH = (
    "a process that verified links has died: check how much memory is left, or allow fewer "
    "processes"
)


class LinkProcessError(FeedsError):
    """A process that verified links has died."""


def useful_processes(targets: Sequence[Target], limits: Limits) -> int:
    """Return how many processes a run that begins with *targets* can keep busy."""
    hosts = len({host_of(target.url) for target in targets})
    return max(1, min(limits.processes, count_processors(), hosts // 2))


class Fleet:
    """The parent's side: who owns which host, and how many addresses lack an outcome."""

    def __init__(self, limits: Limits, processes: int, resolver: Resolver) -> None:
        """Start so many *processes*, which wait for addresses."""
        share = limits._replace(workers=-(-limits.workers // processes))
        self._processes: list[BaseProcess] = []
        self._lines: list[Connection] = []
        context = worker_context()
        forked = context.get_start_method() == "fork"
        if forked:
            import feeds.links.crawl.crew  # noqa: F401 - once for all
        with _interrupts_held(forked=forked):
            for _ in range(processes):
                self._start(context, share, resolver)
        self._open = set(self._lines)
        self._owners: dict[str, int] = {}
        self._loads = [0] * processes
        self._pending = 0
        self._parted_at = 0.0  # when all processes must have ended, once they are told to

    def _start(self, context: Any, limits: Limits, resolver: Resolver) -> None:
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, limits, resolver), daemon=True)
        process.start()
        theirs.close()
        self._processes.append(process)
        self._lines.append(ours)

    def ask(
        self, targets: Iterator[Target], stop: threading.Event
    ) -> Generator[Outcome, None, None]:
        """Yield the outcomes of *targets* as ``ask_links`` does; then end all processes."""
        try:
            yield from self._ask(targets, stop)
            if stop.is_set():
                yield from self._last_words()
        finally:
            self._end()

    def _ask(self, targets: Iterator[Target], stop: threading.Event) -> Iterator[Outcome]:
        """Yield outcomes until there is one for each of *targets*, or until *stop*."""
        size = _BATCH * len(self._lines)
        while (batch := list(itertools.islice(targets, size))) and not stop.is_set():
            self._pending += len(batch)
            self._distribute(batch)
            yield from self._receive(0)
        self._tell_all([])
        while self._pending and not stop.is_set():
            yield from self._receive(_GLANCE_SECONDS)

    def _last_words(self) -> Iterator[Outcome]:
        """Stop all processes and yield what they still know."""
        self._part()
        while self._open and (left := self._parted_at - time.monotonic()) > 0:
            yield from self._receive(left, ending=True)

    def _end(self) -> None:
        """End all processes, by force those that do not in time."""
        self._part()
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.join(max(0.0, self._parted_at - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
            process.close()

    def _part(self) -> None:
        """Tell all processes to end in time."""
        self._tell_all(None)
        self._parted_at = self._parted_at or time.monotonic() + _PARTING_SECONDS

    def _distribute(self, batch: Iterable[Target | Job]) -> None:
        shares: list[list[Target | Job]] = [[] for _ in self._lines]
        for item in batch:
            shares[self._owner(item)].append(item)
        for line, share in zip(self._lines, shares, strict=True):
            if share:
                _send(line, share)

    def _owner(self, item: Target | Job) -> int:
        """Return which process asks the host of *item*: the least busy one for a new host."""
        host = host_of(item.url)
        owner = self._owners.get(host)
        if owner is None:
            owner = self._owners[host] = self._loads.index(min(self._loads))
        self._loads[owner] += 1
        return owner

    def _receive(self, seconds: float, *, ending: bool = False) -> Iterator[Outcome]:
        for line in wait(self._open, seconds):
            report = self._read(cast("Connection", line), ending=ending)
            for item in report:
                if isinstance(item, Exception):
                    raise item
                if isinstance(item, Outcome):
                    self._pending -= 1
                    yield item
            if not ending:
                self._distribute(item for item in report if isinstance(item, Job))

    def _read(self, line: Connection, *, ending: bool) -> _Report:
        try:
            report: _Report = line.recv()
        except (EOFError, OSError) as exc:
            self._open.discard(line)
            if ending:
                return []
            raise LinkProcessError(_DEATH) from exc
        return report

    def _tell_all(self, order: _Order) -> None:
        for line in self._open:
            with suppress(OSError):  # who has died cannot and need not hear it
                line.send(order)


def _send(line: Connection, order: _Order) -> None:
    try:
        line.send(order)
    except OSError as exc:
        raise LinkProcessError(_DEATH) from exc


def serve(line: Connection, limits: Limits, resolver: Resolver) -> None:
    """Verify what comes by *line* and report on it, in a process of its own, until told to end."""
    from feeds.links.crawl.crew import Crew

    # A process that was forked holds the other ends of all lines, which do not tell of a death
    # then. What else it was left with, such as the ledger, it never touches.
    begin_worker()
    reports: queue.SimpleQueue[Outcome | Job | Exception | None] = queue.SimpleQueue()
    crew = Crew(limits, resolver, reports.put, reports.put)
    reporter = threading.Thread(target=_report, args=(line, reports), daemon=True)
    reporter.start()
    with suppress(EOFError, OSError):  # the parent is gone
        while (order := line.recv()) is not None:
            _follow(order, crew)
    crew.stop()
    reports.put(None)
    reporter.join()


def _follow(order: list[Target | Job], crew: Crew) -> None:
    if not order:
        crew.close()
    for item in order:
        if isinstance(item, Job):
            crew.resume(item)
        else:
            crew.add(item)


def _report(line: Connection, reports: queue.SimpleQueue[Outcome | Job | Exception | None]) -> None:
    """Send *reports* in batches until one is None, or nobody listens any more."""
    with suppress(OSError):
        while (first := reports.get()) is not None:
            time.sleep(_BATCH_SECONDS)
            batch: _Report = [first]
            while not reports.empty() and len(batch) < _REPORT:
                item = reports.get()
                if item is None:
                    line.send(batch)
                    return
                batch.append(item)
            line.send(batch)


@contextmanager
def _interrupts_held(*, forked: bool) -> Iterator[None]:
    """Let processes that are started meanwhile never hear Ctrl-C: this one decides for them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if not forked:
        # It comes with the first process and, when it starts, lets interrupts through again.
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
