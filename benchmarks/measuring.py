"""Run a command and measure it with all its processes."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Looking takes time from the process that is looked at.
_INTERVAL_SECONDS = 0.1


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
    before, begun, peak = os.times(), time.monotonic(), 0
    with subprocess.Popen(command, **options) as process:
        while process.returncode is None:
            peak = max(peak, sum(map(_memory_of, _family(process.pid))))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_INTERVAL_SECONDS)
    wall, after = time.monotonic() - begun, os.times()
    return Usage(process.returncode, wall, sum(after[2:4]) - sum(before[2:4]), peak)


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
