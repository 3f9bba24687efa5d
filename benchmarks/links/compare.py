"""Time the link checkers on one list: ours against linkinator, lychee and LinkChecker.

Run it from the folder of the repository, with the rivals on the PATH (see README.md):

    python benchmarks/links/compare.py --urls 5000 --hosts 200 --rounds 3
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

HERE = Path(__file__).parent
LATENCY_SECONDS = 0.05
# The share of each kind of page; all others are fine. A redirect or a HEAD that fails costs
# a second request.
KINDS = {"404": 0.02, "500": 0.01, "301": 0.05, "429": 0.005}


def make_urls(count: int, hosts: int, port: int) -> list[str]:
    """Return *count* addresses over *hosts* hosts, shuffled, the same each time."""
    pick = random.Random(5)
    kinds = [kind for kind, share in KINDS.items() for _ in range(round(count * share))]
    kinds += ["ok"] * (count - len(kinds))
    pick.shuffle(kinds)
    return [
        f"http://127.0.{1 + i % hosts // 250}.{1 + i % hosts % 250}:{port}/{kind}/{i}"
        for i, kind in enumerate(kinds)
    ]


def contestants(folder: Path, workers: int, per_host: int) -> dict[str, list[str]]:
    """Return the command of each checker, with its limits opened as far as ours."""
    page, listing = str(folder / "page.html"), str(folder / "urls.txt")
    limits = ["--workers", str(workers), "--per-host", str(per_host)]
    return {
        "feeds": [sys.executable, str(HERE / "ours.py"), listing, *limits],
        "linkinator": [
            "linkinator", page, "--concurrency", str(workers), "--retry", "--retry-errors",
            "--retry-errors-count", "1", "--retry-errors-jitter", "200", "--verbosity", "none",
        ],
        "lychee": [
            "lychee", page, "--no-progress", "-qq", "--max-concurrency", str(workers),
            "--host-concurrency", str(per_host), "--host-request-interval", "0ms",
            "--max-retries", "1", "--retry-wait-time", "0", "--method", "head",
        ],
        "linkchecker": [
            "linkchecker", "-f", str(folder / "linkcheckerrc"), "-t", str(workers),
            "--check-extern", "-r1", "--no-robots", "--no-status", "--no-warnings", "-o", "none",
            page,
        ],
    }  # fmt: skip


@contextmanager
def server(port: int) -> Iterator[None]:
    """Run the server, new for each contestant so that it remembers none of their requests."""
    command = [sys.executable, str(HERE / "server.py"), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait()


def write_inputs(folder: Path, urls: list[str]) -> None:
    """Write the list, the page of links that the rivals read, and LinkChecker's limits."""
    folder.chmod(0o755)  # LinkChecker, run by root, goes on as nobody
    (folder / "urls.txt").write_text("\n".join(urls))
    links = "\n".join(f'<a href="{url}">link</a>' for url in urls)
    (folder / "page.html").write_text(f"<!doctype html><title>Links</title>{links}")
    (folder / "linkcheckerrc").write_text("[checking]\nmaxrequestspersecond=100000\n")


def run(name: str, command: list[str], port: int) -> None:
    """Time *command* and print how long it took, and the last line that it printed."""
    if which(command[0]) is None:
        print(f"{name:12} is not installed")
        return
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    with server(port):
        start = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
    last = (done.stdout.strip() or done.stderr.strip()).splitlines()[-1:]
    print(f"{name:12} {seconds:6.2f} s  {''.join(last)[:100]}", flush=True)


def main() -> None:
    """Print the bound, then a line for each checker in each round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=5000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--workers", type=int, default=128)
    parser.add_argument("--per-host", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8901)
    parser.add_argument("--no-429", action="store_true", help="leave out pages that ask to wait")
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    if args.no_429:
        KINDS["429"] = 0
    # Redirects, pages that HEAD does not find (and 5xx once more) and 429s are asked twice.
    requests = args.urls * (1 + sum(KINDS.values()) + KINDS["500"])
    at_a_time = min(args.workers, args.hosts * args.per_host)
    print(f"bound: {requests * LATENCY_SECONDS / at_a_time:.2f} s with {at_a_time} at a time")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, make_urls(args.urls, args.hosts, args.port))
        for _ in range(args.rounds):
            for checker, command in contestants(folder, args.workers, args.per_host).items():
                if not args.only or checker in args.only:
                    run(checker, command, args.port)


if __name__ == "__main__":
    main()
