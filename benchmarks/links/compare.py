"""Time the link checkers on one list: ours against linkinator, lychee and LinkChecker.

A bare asynchronous client shows what asking alone takes. Run it from the folder of the repository,
with the rivals on the PATH (see README.md):

    python -m benchmarks.links.compare --urls 5000 --hosts 200 --rounds 3
"""

import argparse
import collections
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from benchmarks.measuring import measure

HERE = Path(__file__).parent
LATENCY_SECONDS = 0.05
PAUSE_SECONDS = 1.0
# The share of each kind of page; all others are fine. A redirect or a HEAD that fails costs
# a second request.
KINDS = {"404": 0.02, "500": 0.01, "301": 0.05, "429": 0.005}


# How many requests a page takes: HEAD that fails is followed by GET, a 5xx asked once more.
REQUESTS = {"ok": 1, "404": 2, "500": 3, "301": 2, "429": 2}


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


def bound_seconds(urls: list[str], workers: int, per_host: int) -> float:
    """Return the least time in which *urls* can be asked: by all workers, or by the slowest host.

    A host that answers 429 is left alone for the time that it asks for, once at least.
    """
    requests: collections.Counter[str] = collections.Counter()
    for url in urls:
        requests[urlsplit(url).netloc] += REQUESTS[_kind(url)]
    pausing = {urlsplit(url).netloc for url in urls if _kind(url) == "429"}
    at_a_time = min(workers, len(requests) * per_host)
    hosts = (
        -(-count // per_host) * LATENCY_SECONDS + PAUSE_SECONDS * (host in pausing)
        for host, count in requests.items()
    )
    return max(requests.total() * LATENCY_SECONDS / at_a_time, *hosts)


def pause_seconds(urls: list[str]) -> float:
    """Return the most that one host asks for in pauses: one for each page that answers 429."""
    pauses = collections.Counter(urlsplit(url).netloc for url in urls if _kind(url) == "429")
    return PAUSE_SECONDS * max(pauses.values(), default=0)


def _kind(url: str) -> str:
    return url.split("/")[3]


def contestants(folder: Path, workers: int, per_host: int) -> dict[str, list[str]]:
    """Return the command of each checker, with its limits opened as far as ours."""
    page, listing = str(folder / "page.html"), str(folder / "urls.txt")
    limits = ["--workers", str(workers), "--per-host", str(per_host)]
    return {
        "feeds": [sys.executable, str(HERE / "ours.py"), listing, *limits],
        "aiohttp": ["python3", str(HERE / "bare.py"), listing, *limits],
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


def run(name: str, command: list[str], port: int, bound: float) -> None:
    """Run *command* and print what it cost, and the last line that it printed."""
    if which(command[0]) is None:
        print(f"| {name} | is not installed |")
        return
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    with server(port), tempfile.TemporaryFile("w+") as output:
        usage = measure(command, env=environment, stdout=output, stderr=output)
        output.seek(0)
        last = "".join(output.read().strip().splitlines()[-1:])
    print(
        f"| {name} | {usage.wall:.2f} s | {usage.wall / bound:.2f} | {usage.processor:.2f} s |"
        f" {usage.memory >> 20} MB | {last[:100]} |",
        flush=True,
    )


def main() -> None:
    """Print the bound, then a line for each checker in each round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
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
    urls = make_urls(args.urls, args.hosts, args.port)
    bound = bound_seconds(urls, args.workers, args.per_host)
    print(f"the bound by latency, hosts and {args.workers} requests at a time: {bound:.2f} s")
    print(f"the pauses that one host may ask for: {pause_seconds(urls):.0f} s\n")
    print("| checker | wall | × bound | processor | memory | last words |")
    print("|---|---:|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, urls)
        for _ in range(args.rounds):
            for checker, command in contestants(folder, args.workers, args.per_host).items():
                if not args.only or checker in args.only:
                    run(checker, command, args.port, bound)


if __name__ == "__main__":
    main()
