"""Time what commands take that have next to nothing to do: to start, and to load what they use.

Each run is the real command in a process of its own, all commands in turn; printed are medians of
processor time. The modules are those loaded at the end of a run. With ``--against``, the code of
another folder runs as well, in turn with this one.

    python -m benchmarks.start
    python -m benchmarks.start --rounds 20 --against /tmp/before
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.generate import write_seeds
from benchmarks.measuring import measure

_HERE = Path(__file__).parents[1]
_BUILD = ("build", "--quiet")
# So long a file must be left alone until its times tell whether it changes.
_SETTLING_SECONDS = 2.1
_COMMANDS: tuple[Sequence[str], ...] = (
    ("--version",),
    ("--help",),
    ("rule", "duplicate-id"),
    ("cache", "--help"),
    ("verify", "--quiet", "out/all/rss.xml"),
    ("validate", "--quiet"),
    ("validate", "--quiet", "--staged"),
    _BUILD,
)


def prepare(folder: Path, code: Path) -> None:
    """Make a collection of two seeds in *folder*, built and staged in git."""
    write_seeds(2, folder / "seeds")
    (folder / "feeds.toml").write_text('[site]\nurl = "https://news.example/"\n', "utf-8")
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run(["git", "add", "seeds"], cwd=folder, check=True)
    time.sleep(_SETTLING_SECONDS)
    run(folder, code, _BUILD)
    run(folder, code, _BUILD)


def run(folder: Path, code: Path, arguments: Sequence[str]) -> float:
    """Return the milliseconds of processor that ``feeds`` with *arguments* takes, as in *code*."""
    # Where it is installed, all is compiled.
    environment = {**os.environ, "PYTHONPATH": str(code)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = (sys.executable, "-m", "feeds", *arguments)
    done = measure(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    if done.code > 1:
        raise SystemExit(f"{command} ended with {done.code}")
    return done.processor * 1000


def count_modules(folder: Path, arguments: Sequence[str]) -> int:
    """Return how many modules are loaded when ``feeds`` with *arguments* ends."""
    program = (
        "import sys; from feeds.cli import main\n"
        "try: main()\n"
        "finally: sys.stdout.flush(); print('', len(sys.modules), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        (sys.executable, "-c", program, *arguments),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_HERE)},
        capture_output=True,
        text=True,
        check=False,
    )
    return int(done.stderr.split()[-1])


def row(folders: Mapping[Path, Path], arguments: Sequence[str], rounds: int) -> Iterator[str]:
    """Yield the cells of ``feeds`` with *arguments*, run in the folder of each code."""
    taken: dict[Path, list[float]] = {code: [] for code in folders}
    for _ in range(rounds):
        for code, folder in folders.items():
            taken[code].append(run(folder, code, arguments))
    ours, *others = map(median, taken.values())
    yield f"`feeds {' '.join(arguments)}`"
    yield str(count_modules(folders[_HERE], arguments))
    yield f"{ours:.0f} ms"
    for other in others:
        yield from (f"{other:.0f} ms", f"{ours / other:.2f}")


def main() -> None:
    """Print a row for each command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="default: 15")
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="a checkout to compare with")
    options = parser.parse_args()
    codes = [_HERE, *([options.against.resolve()] if options.against else [])]
    with tempfile.TemporaryDirectory() as name:
        folders = {code: Path(name, str(number)) for number, code in enumerate(codes)}
        for code, folder in folders.items():
            folder.mkdir()
            prepare(folder, code)
        print("| command | modules | processor |", *("against | ratio |" for _ in codes[1:]))
        print("| --- | ---: | ---: |", *("---: | ---: |" for _ in codes[1:]))
        for arguments in _COMMANDS:
            print(f"| {' | '.join(row(folders, arguments, options.rounds))} |", flush=True)


if __name__ == "__main__":
    main()
