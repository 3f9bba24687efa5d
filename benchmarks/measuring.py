"""Run a command and measure it with all its processes."""

import resource
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

# Looking takes time from the process that is looked at, but short runs must be looked at too.
_INTERVAL_SECONDS = 0.1
_SHORTEST_INTERVAL_SECONDS = 0.0125
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run took: seconds, and bytes at the peak of all processes together.

    What processes share counts once (proportional set size).
    """

    code: int
    wall: float
    processor: float
    memory: int


def measure(command: Sequence[str | Path], **options: Any) -> Usage:
    """Run *command*, with *options* of Popen, and return what it used; no other child may end."""
    before, begun = processor_seconds(), time.monotonic()
    with subprocess.Popen(command, **options) as process, _Watch(process.pid) as watch:
        # Not for a time at most: then Python looks only now and then whether it has ended.
        code = process.wait()
        wall = time.monotonic() - begun
    return Usage(code, wall, processor_seconds() - before, watch.peak)


def processor_seconds() -> float:
    """Return what all children of this process that have ended took of processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def usual_rounds(count: int, few: int) -> int:
    """Return how often to measure what is done to *count* seeds: *few* times, or once if many."""
    return few if count <= _MANY else 1


class _Watch:
    """Looks at the memory of *process* and its children now and then; ``peak`` is the most."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = process
        self._ended = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        interval = _SHORTEST_INTERVAL_SECONDS
        while not self._ended.wait(interval):
            self.peak = max(self.peak, sum(map(_memory_of, _family(self._process))))
            interval = min(2 * interval, _INTERVAL_SECONDS)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    except OSError:  # it has just ended
        return
    yield from map(int, children.split())


def _memory_of(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has just ended
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:")), 0)
