"""Time builds of generated seeds: cold, with something changed, with nothing changed.

Each run is the real command in a process of its own, in a folder of its own. Printed are the wall
time, the processor time and the peak memory of all its processes together (proportional set size),
and how many files it wrote.

    python -m benchmarks.build 1000 10000
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import write_seeds

_INTERVAL_SECONDS = 0.05
# So long a file must be left alone until its times tell whether it changes.
_SETTLING_SECONDS = 2.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took (seconds, bytes) and wrote."""

    wall: float
    processor: float
    memory: int
    written: int


def measure(folder: Path) -> Cost:
    """Build the seeds in *folder* into ``out`` there."""
    command = ("build", "--quiet", "--site-url", "https://news.example/", "--report", "report.json")
    before = os.times()
    begun = time.monotonic()
    with subprocess.Popen([sys.executable, "-m", "feeds", *command], cwd=folder) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_memory_of, _family(process.pid))))
            time.sleep(_INTERVAL_SECONDS)
    wall, after = time.monotonic() - begun, os.times()
    if process.returncode:
        raise SystemExit(f"feeds build ended with {process.returncode}")
    processor = sum(after[2:4]) - sum(before[2:4])
    written = json.loads((folder / "report.json").read_text("utf-8"))["written"]
    return Cost(wall, processor, peak, len(written))


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


def retitle(folder: Path, count: int) -> None:
    """Change the titles of the last *count* seeds that are published, which are the newest."""
    for path in sorted((folder / "seeds").iterdir(), reverse=True):
        text = path.read_text("utf-8")
        if count and "\npublished: true" in text and "\npublishedDateTime" in text:
            path.write_text(text.replace('\ntitle: "', '\ntitle: "New: ', 1), "utf-8")
            count -= 1


def touch_all(folder: Path) -> None:
    """Give all seeds new times, as a fresh checkout does."""
    for path in (folder / "seeds").iterdir():
        path.touch()
    time.sleep(_SETTLING_SECONDS)


def settle(folder: Path) -> None:
    """Let all seeds become old enough, and the cache know it."""
    time.sleep(_SETTLING_SECONDS)
    measure(folder)


CASES: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("cold", lambda _: None),
    ("nothing changed", settle),
    ("one seed changed", lambda folder: retitle(folder, 1)),
    ("100 seeds changed", lambda folder: retitle(folder, 100)),
    ("fresh checkout with cache", touch_all),
)


def main() -> None:
    """Print the costs of all cases for each number of seeds that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 10_000], metavar="N")
    print("| seeds | case | wall | processor | memory | files written |")
    print("|---:|---|---:|---:|---:|---:|")
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_seeds(count, folder / "seeds")
            time.sleep(_SETTLING_SECONDS)
            for case, prepare in CASES:
                prepare(folder)
                cost = measure(folder)
                print(
                    f"| {count:,} | {case} | {cost.wall:.2f} s | {cost.processor:.2f} s |"
                    f" {cost.memory >> 20} MB | {cost.written:,} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
