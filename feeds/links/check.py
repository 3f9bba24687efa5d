"""Check links: gather them from the seeds, ask what is due, remember, report. Never prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feeds.cache.ledger import open_ledger
from feeds.fixes.run import fix_seeds
from feeds.links.findings import MOVED, LinkProblem, LinkReport
from feeds.links.gather import Gathered, gather
from feeds.links.run import LinkRun
from feeds.links.select import Request, Selection, empty_notice, keep_only, wanted_names
from feeds.links.targets import paths_of
from feeds.problems.diagnostics import Diagnostic
from feeds.progress import ProgressLine
from feeds.seeds.find import SeedFile
from feeds.seeds.select import keep_changed, list_seeds

if TYPE_CHECKING:
    import threading

    from feeds.problems.reports import FixReport
    from feeds.progress import Progress
    from feeds.settings import Settings


class Ends(NamedTuple):
    """How a run is stopped, and where it shows what it is at."""

    stop: threading.Event
    line: ProgressLine


def check(
    settings: Settings,
    request: Request,
    ends: Ends,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> LinkReport:
    """Return what became of the links of the seeds that *request* is about.

    Whatever is learnt is in the ledger, even if the run is stopped or killed. Raises
    SeedsFolderError if there are no seeds or a path does not exist, ConfigError if git cannot tell
    what changed, OutputError if the ledger cannot be used.
    """
    gathered = _gather(settings, request, ends, clock())
    with open_ledger(settings.links.cache) as ledger:
        run = LinkRun(settings.links, request, gathered, ledger, clock)
        run.ask(ends.stop, ends.line)
        run.remember()
        report = run.report(interrupted=ends.stop.is_set())
    nothing = not (report.seeds or report.unread or report.interrupted)
    if nothing and (notice := empty_notice(request)):
        return replace(report, notices=(*report.notices, notice))
    return report


def _gather(settings: Settings, request: Request, ends: Ends, now: datetime) -> Gathered:
    files = _files(settings, request)
    gathered = gather(
        [file for file in files if isinstance(file, SeedFile)],
        _selection(settings, request, now),
        request.also,
        stop=ends.stop,
        progress=ends.line.show,
    )
    gathered.unread += [file for file in files if isinstance(file, Diagnostic)]
    return gathered


def _selection(settings: Settings, request: Request, now: datetime) -> Selection:
    return Selection(
        topics=wanted_names(request.topics, settings.topics),
        providers=wanted_names(request.providers, settings.providers),
        newer_than=None if request.newer is None else now - request.newer,
    )


def _files(settings: Settings, request: Request) -> list[SeedFile | Diagnostic]:
    files = list_seeds(request.paths, settings.seeds)
    if request.only:
        own = settings.seeds.path
        roots = [own] if isinstance(own, Path) else []
        wanted = keep_only(files, request.only, (*roots, *request.paths))
        files = {path: files[path] for path in wanted}
    if request.since is None:
        return list(files.values())
    return list(keep_changed(files, request.since, request.paths, settings.seeds).values())


def fix_moved(
    problems: Sequence[LinkProblem], request: Request, progress: Progress, *, write: bool
) -> FixReport:
    """Write the new addresses of links that have moved into their seeds.

    Without *write* nothing is written, and the report tells what would be. The addresses that ids
    derive from stay, and are named in the report.
    """
    from feeds.links.moves import MovedLinks

    moved = [found for found in problems if found.rule == MOVED and found.moved_to]
    rule = MovedLinks(moves={found.url: found.moved_to or "" for found in moved}, also=request.also)
    paths = paths_of(place for found in moved for place in found.places)
    return fix_seeds([SeedFile(Path(path), path) for path in paths], rule, progress, write=write)
