"""Verify the addresses of a file, one a line, with limits as wide as the rivals', or its own."""

import argparse
import collections
import sys
import threading
from pathlib import Path

from feeds.http.limits import Limits
from feeds.http.verdicts import Target
from feeds.links.crawl.engine import ask_links


def main() -> None:
    """Print how many of which verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", type=Path)
    parser.add_argument("--workers", type=int, default=128)
    parser.add_argument("--per-host", type=int, default=10)
    parser.add_argument("--defaults", action="store_true")
    args = parser.parse_args()
    settings = (
        Limits(allow_private=True)
        if args.defaults
        else Limits(
            workers=args.workers,
            per_host=args.per_host,
            min_interval_seconds=0,
            retries=1,
            backoff_seconds=0.2,
            allow_private=True,
        )
    )
    with args.urls.open() as lines:
        targets = (Target(line.strip()) for line in lines)
        outcomes = ask_links(targets, settings, stop=threading.Event())
        verdicts = collections.Counter(str(outcome.verdict) for outcome in outcomes)
    sys.stdout.write(f"{dict(sorted(verdicts.items()))}\n")


if __name__ == "__main__":
    main()
