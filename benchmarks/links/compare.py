"""Time the link checkers on one list: ours against linkinator, lychee and LinkChecker.

A bare asynchronous client shows what asking alone takes. Run it from the folder of the repository,
with the rivals on the PATH (see README.md):

    python -m benchmarks.links.compare --urls 5000 --hosts 200 --rounds 3
    python -m benchmarks.links.compare --defaults --only feeds lychee
"""

import argparse
import collections
import heapq
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from benchmarks.measuring import measure
from feeds.http.limits import Limits

HERE = Path(__file__).parent
LATENCY_SECONDS = 0.05
PAUSE_SECONDS = 1.0
# The share of each kind of page; all others are fine. A redirect or a HEAD that fails costs
# a second request.
KINDS = {"404": 0.02, "500": 0.01, "301": 0.05, "429": 0.005}


# How many requests a page takes: HEAD that fails is followed by GET, a 5xx asked once more.
REQUESTS = {"ok": 1, "404": 2, "500": 3, "301": 2, "429": 2}
# The last of these comes behind all other pages.
ASKED_AGAIN = {"500", "429"}


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
    """Return the least time in which *urls* can be asked, if no host asked for a pause.

    It is that of all workers, or of the slowest host.
    """
    requests: collections.Counter[str] = collections.Counter()
    for url in urls:
        requests[_host(url)] += REQUESTS[_kind(url)]
    at_a_time = min(workers, len(requests) * per_host)
    hosts = (-(-count // per_host) * LATENCY_SECONDS for count in requests.values())
    return max(requests.total() * LATENCY_SECONDS / at_a_time, *hosts)


def pausing_bound_seconds(urls: list[str], workers: int, per_host: int) -> float:
    """Return the time in which *urls* can be asked in their order, keeping the pauses of hosts.

    Only answers take time. Each worker asks for the next page whose host has room and does not
    pause; what is asked again comes behind all others. Who knew before which pages ask for a pause
    would begin with them, and be faster.
    """
    ready = [(place, _host(url), _kind(url)) for place, url in enumerate(urls)]
    held: dict[str, list[tuple[int, str, str]]] = collections.defaultdict(list)
    asked: collections.Counter[str] = collections.Counter()
    pause_ends: dict[str, float] = {}
    # When, at which host, and what kind of page has been answered; none if a pause is over.
    events: list[tuple[float, str, str]] = []
    now = 0.0
    while ready or events:
        while ready and asked.total() < workers:
            place, host, kind = heapq.heappop(ready)
            if asked[host] == per_host or pause_ends.get(host, now) > now:
                held[host].append((place, host, kind))
                continue
            asked[host] += 1
            requests = REQUESTS[kind] - (kind in ASKED_AGAIN)
            heapq.heappush(events, (now + requests * LATENCY_SECONDS, host, kind))
        now, host, kind = heapq.heappop(events)
        asked[host] -= bool(kind)
        if kind in ASKED_AGAIN:
            held[host].append((len(urls), host, "ok"))
        if kind == "429":
            pause_ends[host] = now + PAUSE_SECONDS
            heapq.heappush(events, (pause_ends[host], host, ""))
        for page in held.pop(host, ()):
            heapq.heappush(ready, page)
    return now


def paced_bound_seconds(urls: list[str], interval_seconds: float) -> float:
    """Return the time that the slowest host of *urls* takes, asked that seldom, with its pauses."""
    kinds: dict[str, list[str]] = collections.defaultdict(list)
    for url in urls:
        kinds[_host(url)].append(_kind(url))
    return max(
        (sum(REQUESTS[kind] for kind in host) - 1 - (pauses := host.count("429")))
        * interval_seconds
        + pauses * (LATENCY_SECONDS + PAUSE_SECONDS)
        + LATENCY_SECONDS
        for host in kinds.values()
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _kind(url: str) -> str:
    return url.split("/")[3]


def polite_contestants(folder: Path) -> dict[str, list[str]]:
    """Return the commands of the checkers that leave hosts alone in between, as they come."""
    return {
        "feeds": [sys.executable, str(HERE / "ours.py"), str(folder / "urls.txt"), "--defaults"],
        "lychee": ["lychee", str(folder / "page.html"), "--no-progress", "-qq"],
    }


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
        assert process.stdout is not None
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


def run(name: str, command: list[str], port: int, bounds: Sequence[float]) -> None:
    """Run *command* and print what it cost, also in *bounds*, and the last line that it printed."""
    if which(command[0]) is None:
        print(f"| {name} | is not installed |")
        return
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    with server(port), tempfile.TemporaryFile("w+") as output:
        usage = measure(command, env=environment, stdout=output, stderr=output)
        output.seek(0)
        last = "".join(output.read().strip().splitlines()[-1:])
    print(
        f"| {name} | {usage.wall:.2f} s | "
        + " | ".join(f"{usage.wall / bound:.2f}" for bound in bounds)
        + f" | {usage.processor:.2f} s | {usage.memory >> 20} MB | {last[:100]} |",
        flush=True,
    )


def main() -> None:
    """Print the bounds, then a line for each checker in each round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--urls", type=int, default=5000)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--workers", type=int, default=128)
    parser.add_argument("--per-host", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8901)
    parser.add_argument("--no-429", action="store_true", help="leave out pages that ask to wait")
    parser.add_argument("--defaults", action="store_true", help="with the pace each comes with")
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    if args.no_429:
        KINDS["429"] = 0
    urls = make_urls(args.urls, args.hosts, args.port)
    if args.defaults:
        bounds = [paced_bound_seconds(urls, Limits().min_interval_seconds)]
        print(f"what the pace and the pauses of the slowest host allow: {bounds[0]:.2f} s\n")
    else:
        bounds = [
            bound(urls, args.workers, args.per_host)
            for bound in (bound_seconds, pausing_bound_seconds)
        ]
        print(f"what latency, hosts and {args.workers} at a time allow: {bounds[0]:.2f} s")
        print(f"with the pauses that hosts ask for, in the order of the list: {bounds[1]:.2f} s\n")
    columns = ["wall", "× bound", "× with pauses"][: 1 + len(bounds)]
    print(f"| checker | {' | '.join(columns)} | processor | memory | last words |")
    print(f"|---|{'---:|' * len(columns)}---:|---:|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, urls)
        commands = (
            polite_contestants(folder)
            if args.defaults
            else contestants(folder, args.workers, args.per_host)
        )
        for _ in range(args.rounds):
            for checker, command in commands.items():
                if not args.only or checker in args.only:
                    run(checker, command, args.port, bounds)


if __name__ == "__main__":
    main()
