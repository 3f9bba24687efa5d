"""Builds that cost a fork: ``feeds build`` in a child of a process that has loaded it.

Only a process without threads may do so: see ``tests/own_process.py``.
"""

import itertools
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from feeds.build.run import render_feeds
from feeds.cli import main
from feeds.config.load import load_settings
from tests.acceptance.large_build import NOW
from tests.own_process import STEPS

# Seeds come and go by the dozen, where feeds show three.
_UNSEEN = re.compile(r"warning: [^\n]* in no feed, since each shows the newest 3 only: [^\n]*\n")


class Ended(NamedTuple):
    """How a build ended, and what it printed but that some entries are in no feed."""

    returncode: int
    messages: str


def write_plain(
    folder: Path, first: int, last: int, *, edited: int = sys.maxsize, names: int = 12
) -> None:
    """Write the seeds from *first* up to *last*, newer ones last; those from *edited* on differ.

    They have as many *names* of topics, and of providers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(first, last):
        provider = f"{{name: P{number % names}, domain: p{number % names}.example}}"
        folder.joinpath(f"{number:05}.md").write_text(
            f"---\ntitle: {'Edited' if number >= edited else 'Title'} {number}\n"
            f"publishedDateTime: {start + timedelta(hours=number):%Y-%m-%dT%H:%M:%SZ}\n"
            f"webUrl: https://example.org/{number}\n"
            f"topics: [Topic {number * 7 % names}]\nprovider: {provider}\n---\n"
        )


def warm_up(seeds: Path) -> None:
    """Load here what builds load, for all that are started later."""
    settings = load_settings(None, {"seeds.path": str(seeds), "build.formats": ("json",)})
    render_feeds(settings, now=datetime(2027, 1, 1, tzinfo=UTC))


def start(folder: Path, *options: str, prepare: Callable[[], None] = lambda: None) -> int:
    """Start a build in *folder*, and *prepare* before it; return its id, also of its group."""
    child = os.fork()
    if child:
        # Whoever comes first, so that the group is there when this returns.
        with suppress(OSError):
            os.setpgid(child, child)
        return child
    code: object = 70
    try:
        os.setpgid(0, 0)
        os.chdir(folder)
        log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.argv[1:] = [
            *("build", "--site-url", "https://news.example/", "--now", NOW, "--quiet"),
            *("--format", "json", "--content", "excerpt", "--limit", "3", "--allow-withdraw"),
            *options,
        ]
        prepare()
        main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)


def end(child: int, folder: Path) -> Ended:
    """Wait for *child*, a build in *folder*; return how it ended."""
    status = os.waitpid(child, 0)[1]
    messages = _UNSEEN.sub("", (folder / "log").read_text())
    return Ended(os.waitstatus_to_exitcode(status), messages)


def build(folder: Path, *options: str, prepare: Callable[[], None] = lambda: None) -> Ended:
    """Build in *folder* to the end, and *prepare* in its process before."""
    return end(start(folder, *options, prepare=prepare), folder)


def before_step(number: int, folder: str, action: Callable[[], None]) -> Callable[[], None]:
    """Return what lets *action* happen before the step *number* of this process in *folder*."""

    def prepare() -> None:
        steps = itertools.count()

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in STEPS and folder in Path(str(arguments[0])).parts and next(steps) == number:
                action()

        sys.addaudithook(hook)

    return prepare
