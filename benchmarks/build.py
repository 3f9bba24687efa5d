"""Time builds of generated seeds: cold, with something changed, with nothing changed.

Collections differ in how many feeds they make and in how much there is in an entry, and so does
where the time goes: each case is timed for collections of several shapes.

Each run is the real command in a process of its own, in a folder of its own. Printed are the wall
time, the processor time and the peak memory of all its processes together (proportional set size),
and how many files it wrote.

    python -m benchmarks.build 1000 10000
    python -m benchmarks.build --shapes most-feeds long-lists
    python -m benchmarks.build --hugo /tmp/rivals/bin/hugo 10000

With Hugo, both programs build in turn, each time into a new folder, since what is deleted and
written again costs more each time, and the time of all cases is compared with Hugo's.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from statistics import median

from benchmarks import hugo, measuring
from benchmarks.generate import SHAPES, Shape, write_seeds

# So long a file must be left alone until its times tell whether it changes.
_SETTLING_SECONDS = 2.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took (seconds, bytes) and wrote."""

    wall: float
    processor: float
    memory: int
    written: int = 0


def measure(folder: Path, out: str = "out") -> Cost:
    """Build the seeds in *folder*, as is configured there, into the folder *out* there."""
    options = ("--quiet", "--site-url", "https://news.example/", "--report", "report.json")
    cost = run(folder, (sys.executable, "-m", "feeds", "build", *options, "--out", out))
    written = json.loads((folder / "report.json").read_text("utf-8"))["written"]
    return replace(cost, written=len(written))


def measure_hugo(program: Path, folder: Path, out: str, limit: int) -> Cost:
    """Let Hugo build the site in *folder* into *out* there, with so many entries in a feed."""
    cost = run(folder, hugo.command(program, out), hugo.environment(limit))
    return replace(cost, written=sum(path.is_file() for path in (folder / out).rglob("*")))


def run(
    folder: Path, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> Cost:
    """Run *command* in *folder*, and say what it cost."""
    usage = measuring.measure(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment)
    if usage.code:
        raise SystemExit(f"{command} ended with {usage.code}")
    return Cost(usage.wall, usage.processor, usage.memory)


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
    ("nothing changed", lambda _: None),
    ("one seed changed", lambda folder: retitle(folder, 1)),
    ("100 seeds changed", lambda folder: retitle(folder, 100)),
    ("fresh checkout with cache", touch_all),
)


def measure_all(
    folder: Path, shape: Shape, rounds: int, program: Path | None
) -> Iterator[tuple[str, Sequence[Cost]]]:
    """Yield each case of seeds of this *shape* and what it cost in each of the *rounds*."""
    if program:
        hugo.prepare(folder / "seeds", folder / "hugo")
    cold: list[Cost] = []
    rival: list[Cost] = []
    for number in range(rounds):
        cold.append(measure(folder, f"out-{number}" if number < rounds - 1 else "out"))
        if program:
            rival.append(measure_hugo(program, folder / "hugo", f"public-{number}", shape.limit))
    if program:
        yield "Hugo", rival
    yield "cold", cold
    for case, prepare in CASES:
        costs = []
        for _ in range(rounds):
            settle(folder)
            prepare(folder)
            costs.append(measure(folder))
        yield case, costs


def show(folder: Path, shape: str, count: int, rounds: int, program: Path | None) -> None:
    """Print a row for each case of *count* seeds of the *shape* of this name, made in *folder*."""
    write_seeds(count, folder / "seeds", SHAPES[shape])
    (folder / "feeds.toml").write_text(f"[build]\nlimit = {SHAPES[shape].limit}\n", "utf-8")
    time.sleep(_SETTLING_SECONDS)
    rival: Sequence[Cost] = ()
    for case, costs in measure_all(folder, SHAPES[shape], rounds, program):
        rival = costs if case == "Hugo" else rival
        cells = (
            shape,
            f"{count:,}",
            case,
            *_compared([cost.wall for cost in costs], [cost.wall for cost in rival]),
            *_compared([cost.processor for cost in costs], [cost.processor for cost in rival]),
            f"{max(cost.memory for cost in costs) >> 20} MB",
            f"{costs[0].written:,}",
        )
        print(f"| {' | '.join(cells)} |", flush=True)


def _compared(seconds: Sequence[float], rival: Sequence[float]) -> tuple[str, str]:
    """Return the median of *seconds*, and what it is of that of the *rival*, if there is one."""
    taken = median(seconds)
    return f"{taken:.2f} s", f"{taken / median(rival):.2f}" if rival else ""


def main() -> None:
    """Print the costs of all cases for each shape and number of seeds that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("counts", type=int, nargs="*", default=[10_000], metavar="N")
    parser.add_argument(
        "--rounds",
        type=int,
        metavar="N",
        help="runs of each; medians are printed; default: 3, and 1 for more than 10,000 seeds",
    )
    parser.add_argument("--hugo", type=Path, metavar="FILE", help="the program to compare with")
    parser.add_argument(
        "--shapes",
        nargs="+",
        choices=SHAPES,
        default=["usual", "many-feeds", "bodies"],
        help="what the collections are like",
    )
    arguments = parser.parse_args()
    print("| shape | seeds | case | wall | × Hugo | processor | × Hugo | memory | files written |")
    print("|---|---:|---|---:|---:|---:|---:|---:|---:|")
    # Nothing is removed before the end: without a journal, ext4 looks again and again at each file
    # removed in the last minutes before it makes a new one, which would take seconds of the next.
    with tempfile.TemporaryDirectory() as name:
        for shape, count in product(arguments.shapes, arguments.counts):
            folder = Path(name, f"{shape}-{count}")
            rounds = arguments.rounds or measuring.usual_rounds(count, 3)
            show(folder, shape, count, rounds, arguments.hugo)


if __name__ == "__main__":
    main()
