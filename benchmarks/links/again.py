"""Time a second run of ``feeds check-links``: every link is known from the first, none is asked.

python -m benchmarks.links.again 5000 100000
"""

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.generate import write_seeds
from benchmarks.measuring import measure
from feeds.cache.ledger import open_ledger
from feeds.http.verdicts import Outcome, Verdict
from feeds.links.gather import reread
from feeds.links.targets import note_links
from feeds.seeds.find import Patterns, SeedFile, find_seeds


def remember_all(folder: Path) -> None:
    """Let the ledger in *folder* know each link of the seeds there as fine."""
    found = find_seeds(folder / "seeds", Patterns(("**/*.md",), ()))
    paths = (file.path for file in found if isinstance(file, SeedFile))
    now = datetime.now(UTC)
    with open_ledger(folder / ".feeds-cache") as ledger:
        for seed in reread(paths):
            for url, *_ in note_links(seed).links:
                ledger.record(Outcome(url, Verdict.OK, "answers 200 OK", 200, url), now)


def main() -> None:
    """Print what a second run takes for each number of seeds that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("counts", type=int, nargs="*", default=[5000], metavar="N")
    print("| seeds | links | asked | wall | processor | memory |")
    print("|---:|---:|---:|---:|---:|---:|")
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_seeds(count, folder / "seeds")
            remember_all(folder)
            command = [sys.executable, "-m", "feeds", "check-links", "--output", "json=report.json"]
            usage = measure(command, cwd=folder)
            report = json.loads((folder / "report.json").read_text("utf-8"))
            print(
                f"| {count:,} | {report['links']:,} | {report['links'] - report['reused']:,} |"
                f" {usage.wall:.2f} s | {usage.processor:.2f} s | {usage.memory >> 20} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
