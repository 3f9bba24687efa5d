"""Time ``feeds validate`` against ajv-cli and check-jsonschema on the same front matter.

The rivals get it extracted to YAML files, with its times quoted: they would take them for dates.
All programs run in turn, so that a machine that slows down slows all of them.

    npm install --prefix /tmp/rivals ajv-cli ajv-formats
    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install check-jsonschema
    python -m benchmarks.validate --rivals /tmp/rivals 1000 10000
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.faults import KINDS, write_faulty_seeds
from benchmarks.generate import write_seeds
from benchmarks.measuring import measure, processor_seconds, usual_rounds
from feeds.problems.basic_rules import basic_rules
from feeds.progress import ignore_progress
from feeds.seeds.find import Patterns, find_seeds
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.checker import schema_text
from feeds.workers.processes import count_processors

Command = Sequence[str | Path]

_TIME = re.compile(r"(?<=DateTime: )(\S+)$", re.MULTILINE)
# More names of files than this do not fit on a command line.
_MAX_ARGUMENTS = 10_000
_FEEDS = (sys.executable, "-m", "feeds", "validate", "--quiet")
_SCHEMA_RULES = ",".join(basic_rules())


def commands(folder: Path, count: int, rivals: Path | None) -> Iterator[tuple[str, Command]]:
    """Yield what is timed: a label, and the command that checks the seeds in *folder*."""
    seeds, schema = folder / "seeds", folder / "seed.schema.json"
    yield "feeds, all rules", (*_FEEDS, seeds)
    yield "feeds, all rules, one process", (*_FEEDS, "--jobs", "1", seeds)
    yield "feeds, rules of the schema", (*_FEEDS, "--select", _SCHEMA_RULES, seeds)
    if rivals is None:
        return
    ajv = (rivals / "node_modules/.bin/ajv", "validate", "--spec=draft2020", "--strict=false")
    formats = rivals / "node_modules/ajv-formats"
    yield "ajv-cli", (*ajv, "-c", formats, "-s", schema, "-d", f"{folder}/yaml/*.yml")
    # It takes minutes: who has not installed it can do without.
    slow = rivals / "bin/check-jsonschema"
    if count <= _MAX_ARGUMENTS and slow.exists():
        files = sorted((folder / "yaml").iterdir())
        yield "check-jsonschema", (slow, "--schemafile", schema, *files)


def prepare(count: int, folder: Path) -> None:
    """Write *count* seeds into *folder*, their front matter as YAML, and the schema."""
    write_seeds(count, folder / "seeds")
    (folder / "yaml").mkdir()
    for seed in (folder / "seeds").iterdir():
        yaml = seed.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
        (folder / "yaml" / f"{seed.stem}.yml").write_text(
            _TIME.sub(r'"\1"', yaml) + "\n", encoding="utf-8"
        )
    (folder / "seed.schema.json").write_text(schema_text("seed"), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that one run took: by the clock, and of all processors together."""

    wall: float
    cpu: float


def time_in_turn(timed: Mapping[str, Command], rounds: int) -> dict[str, list[Timing]]:
    """Run all commands, one after the other and again; return what each took."""
    timings: dict[str, list[Timing]] = {label: [] for label in timed}
    for _ in range(rounds):
        for label, command in timed.items():
            started, cpu = time.perf_counter(), processor_seconds()
            done = subprocess.run(command, capture_output=True, check=False)
            timings[label].append(Timing(time.perf_counter() - started, processor_seconds() - cpu))
            if done.returncode:
                raise SystemExit(f"{label} failed: {done.stdout + done.stderr!r:.500}")
    return timings


def compare(count: int, rounds: int, rivals: Path | None) -> str:
    """Print what checking *count* seeds takes, a row for each program; return what memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(count, folder)
        timed = dict(commands(folder, count, rivals))
        timings = time_in_turn(timed, rounds)
        memory = measure(timed["feeds, all rules"], stdout=subprocess.DEVNULL).memory
    yardstick = timings.get("ajv-cli", timings["feeds, all rules"])
    shown = f"{count:,}"
    for label, taken in timings.items():
        print(f"| {shown} | {label} | {_columns(taken, yardstick)} |", flush=True)
        shown = ""
    return f"{count:,} seeds took feeds {memory >> 20} MB at most, over all its processes"


def _columns(taken: Sequence[Timing], yardstick: Sequence[Timing]) -> str:
    pairs = list(zip(taken, yardstick, strict=True))
    return " | ".join(
        f"{value:.2f}"
        for value in (
            median(one.wall for one in taken),
            median(one.wall / other.wall for one, other in pairs),
            median(one.cpu for one in taken),
            median(one.cpu / other.cpu for one, other in pairs),
        )
    )


def find_planted(count: int, faults: int) -> None:
    """Print whether exactly what is planted is found: *faults* of each kind in *count* seeds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_seeds(count, folder / "clean")
        planted = write_faulty_seeds(count, faults, folder / "faulty")
        found = _found(folder / "faulty") - _found(folder / "clean")
    missed, wrong = (planted - found).total(), (found - planted).total()
    print(f"{planted.total():,} faults of {KINDS} kinds in {count:,} seeds: ", end="")
    print(f"{missed} missed, {wrong} that were not planted")


def _found(folder: Path) -> Counter[tuple[str, str]]:
    ruleset = Ruleset(ValidateSettings(now=datetime.now(UTC)))
    files = list(find_seeds(folder, Patterns(("**/*.md",), ())))
    problems = check_seeds(files, ruleset, ignore_progress, count_processors())
    return Counter((Path(one.path).name, one.rule) for one in problems)


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("counts", type=int, nargs="*", metavar="N", help="how many seeds")
    parser.add_argument(
        "--rounds", type=int, metavar="N", help="default: 5, and 1 for more than 10,000 seeds"
    )
    parser.add_argument("--rivals", type=Path, metavar="FOLDER", help="where they are installed")
    parser.add_argument(
        "--faults", type=int, metavar="N", help="plant N faults of each kind in 10,000 seeds"
    )
    arguments = parser.parse_args()
    if arguments.counts:
        name = "ajv-cli" if arguments.rivals else "feeds"
        print(f"| seeds | program | seconds | × {name} | CPU seconds | × {name} |")
        print("| ---: | --- | ---: | ---: | ---: | ---: |")
    notes = [
        compare(count, arguments.rounds or usual_rounds(count, 5), arguments.rivals)
        for count in arguments.counts
    ]
    print("", *notes, f"medians, on {count_processors()} processors", sep="\n")
    if arguments.faults:
        find_planted(10_000, arguments.faults)


if __name__ == "__main__":
    main()
