"""Build a collection into a scratch folder, and check its seeds, in a process of its own.

A new process for each build takes up what has changed of the program's templates too, and can be
ended at any moment. What is published, its cache and its queue are only read.
"""

import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from feeds.problems.build_report import BuildReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import FeedsError
from feeds.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What to build: by the configuration ``file`` and what overrides it, into ``scratch``."""

    file: Path | None
    overrides: Mapping[str, Any]
    scratch: Path
    jobs: int

    @property
    def out(self) -> Path:
        """The folder that is served."""
        return self.scratch / "out"


class Preview(NamedTuple):
    """How a build went: how many ``entries`` and ``feeds`` it made, or the ``error`` that ended it.

    Unless it ``is_changed``, the files that are served are the same as before. ``problems`` are
    those of the seeds, errors first; None if they are not known yet.
    """

    entries: int = 0
    feeds: int = 0
    is_changed: bool = False
    error: str = ""
    problems: tuple[Diagnostic, ...] | None = None


def build(job: Job, now: datetime) -> Iterator[Preview]:
    """Yield how the build of *job* as of *now* went, and then that with all problems of seeds."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, job, now))
    process.start()
    sender.close()
    try:
        while True:
            yield receiver.recv()
    except EOFError:
        process.join()
        if process.exitcode:
            yield Preview(error=f"the build ended unexpectedly, with exit code {process.exitcode}")
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _work(sender: Connection, job: Job, now: datetime) -> None:
    # Ctrl-C reaches every process of a terminal; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from feeds.config.load import load_settings

    try:
        settings = load_settings(job.file, job.overrides)
        report = _build(settings, job, now)
        is_changed = bool(report.written or report.removed)
        built = Preview(report.entries, report.feeds, is_changed)
        sender.send(built)
        sender.send(built._replace(problems=_check(settings, job, now)))
    except FeedsError as exc:
        sender.send(Preview(error=str(exc)))


def _build(settings: Settings, job: Job, now: datetime) -> BuildReport:
    from feeds.build.context import BuildOptions
    from feeds.build.run import build_feeds
    from feeds.output.published_ids import with_published_ids

    # Rules ask which ids subscribers know: those of what is published.
    settings = with_published_ids(settings)
    scratch = settings._replace(
        build=settings.build._replace(out=job.out, precompress=False),
        links=settings.links._replace(cache=job.scratch / "cache"),
    )
    # Nobody is subscribed to a preview.
    options = BuildOptions(
        allow_empty=True, allow_withdraw=True, allow_reannounce=True, jobs=job.jobs
    )
    return build_feeds(scratch, now=now, options=options)


def _check(settings: Settings, job: Job, now: datetime) -> tuple[Diagnostic, ...]:
    from feeds.output.published_ids import with_published_ids
    from feeds.validation.run import validate_seeds

    settings = with_published_ids(settings).at(now, show_infos=False)
    found = validate_seeds(settings, jobs=job.jobs).diagnostics
    shown = (problem for problem in found if problem.severity is not Severity.INFO)
    return tuple(sorted(shown, key=lambda problem: problem.severity is not Severity.ERROR))
