"""Check links: gather them from the seeds, ask what is due, remember, report. Never prints."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from feeds.cache.folder import require_apart
from feeds.cache.ledger import open_ledger
from feeds.config.load import located
from feeds.http.verdicts import Outcome, Target
from feeds.links.findings import MOVED, LinkProblem, LinkReport
from feeds.links.gather import Gathered, gather, reread
from feeds.links.options import LinkOptions
from feeds.links.run import LinkRun
from feeds.links.select import Selection, empty_notice, keep_only, wanted_names
from feeds.links.targets import Link, Place, Usages, paths_of
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import ConfigError
from feeds.problems.reports import FixReport
from feeds.progress import Progress, ProgressLine, silent_line
from feeds.seeds.find import SeedFile
from feeds.seeds.select import keep_changed, list_seeds
from feeds.settings import Settings
from feeds.validation.schema.seed import Seed

if TYPE_CHECKING:
    from feeds.links.moves.doubts import Doubt

_USUAL = LinkOptions()


def check_links(
    settings: Settings,
    options: LinkOptions = _USUAL,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    stop: threading.Event | None = None,
    line: ProgressLine | None = None,
) -> LinkReport:
    """Return what became of the links of the seeds that *options* are about.

    It may take long, since hosts are asked politely; once *stop* is set it ends soon. How far it is
    shows the *line*, if there is one. Whatever is learnt is in the ledger, even if the run is
    stopped or killed. *clock* returns the time (aware). Raises SeedsFolderError if there are no
    seeds or a path does not exist, ConfigError if git cannot tell what changed or the cache is
    among other files, OutputError if the ledger cannot be used, NetworkDownError if none of five
    hosts or more can be reached.
    """
    stop, line = stop or threading.Event(), line or silent_line()
    require_apart(settings)
    gathered = _gather(settings, options, clock(), stop, line)
    with open_ledger(settings.links.cache) as ledger:
        run = LinkRun(settings, options, gathered, ledger, clock)
        try:
            run.ask(stop, line)
        except ConfigError as exc:  # a pattern takes too long
            raise located(exc, settings, "links", "skip") from exc
        run.remember()
        report = run.report(interrupted=stop.is_set())
    nothing = not (report.seeds or report.unread or report.interrupted)
    if nothing and (notice := empty_notice(options)):
        return replace(report, notices=(*report.notices, notice))
    return report


def _gather(
    settings: Settings,
    options: LinkOptions,
    now: datetime,
    stop: threading.Event,
    line: ProgressLine,
) -> Gathered:
    files = _files(settings, options)
    selection = Selection(
        topics=wanted_names(options.topics, settings.topics),
        providers=wanted_names(options.providers, settings.providers),
        newer_than=None if options.newer is None else now - options.newer,
    )
    gathered = gather(
        [file for file in files if isinstance(file, SeedFile)],
        selection,
        options.also,
        stop=stop,
        progress=line.show,
    )
    gathered.unread += [file for file in files if isinstance(file, Diagnostic)]
    return gathered


def _files(settings: Settings, options: LinkOptions) -> list[SeedFile | Diagnostic]:
    files = list_seeds(options.paths, settings.seeds)
    if options.only:
        own = settings.seeds.path
        roots = [own] if isinstance(own, Path) else []
        wanted = keep_only(files, options.only, (*roots, *options.paths))
        files = {path: files[path] for path in wanted}
    return list(keep_changed(files, options.since, options.paths, settings.seeds).values())


def fix_moved(
    problems: Sequence[LinkProblem],
    settings: Settings,
    options: LinkOptions,
    progress: Progress,
    *,
    write: bool,
    pages: dict[str, Outcome] | None = None,
) -> FixReport:
    """Write the new addresses of links that have moved into their seeds.

    Without *write* nothing is written, and the report tells what would be. The addresses that ids
    derive from stay, and so do links whose new address is not likely the article's, or that of
    another seed of those configured or named, or whose page says itself that it is not the article:
    the report names them. *pages* are those that were asked already, by the old address; others are
    asked now, and added.
    """
    from feeds.links.moves.rewrite import moved_links, moves_of

    moves = moves_of(problems)
    paths = paths_of(place for found in problems if found.url in moves for place in found.places)
    if not paths:
        return FixReport()
    usages = _all_addresses(settings, options, progress)
    drafts = settings.seeds.include_unpublished
    rule = moved_links(moves, usages, options.also, include_unpublished=drafts)
    pages = {} if pages is None else pages
    asked = {old for seed in reread(paths) for old in rule.rewritten(seed)} - pages.keys()
    pages |= _ask_pages({old: moves[old].end for old in asked}, settings, options, progress)
    rule = replace(rule, pages=pages)
    doubted = [_notice(seed, *found) for seed in reread(paths) for found in rule.doubted(seed)]
    files = [SeedFile(Path(path), path) for path in paths]
    # With it loads what reads all of YAML, which is a tenth of a short run.
    from feeds.fixes.run import fix_seeds

    done = fix_seeds(files, rule, progress, include_unpublished=drafts, write=write)
    return done._replace(notices=(*doubted, *done.notices))


def _ask_pages(
    ends: Mapping[str, str], settings: Settings, options: LinkOptions, progress: Progress
) -> dict[str, Outcome]:
    """Return what the pages say that are at *ends* now, by the old addresses that lead there."""
    from feeds.links.crawl.engine import ask_links

    limits = settings.links.limits._replace(allow_private=options.allow_private)
    pages = {old: urldefrag(end).url for old, end in ends.items()}
    targets = [Target(url, head_links=True) for url in sorted(set(pages.values()))]
    found: dict[str, Outcome] = {}
    for outcome in ask_links(targets, limits, stop=threading.Event()):
        found[outcome.url] = outcome
        progress("reading new pages", len(found), len(targets))
    return {old: found[url] for old, url in pages.items()}


def _all_addresses(settings: Settings, options: LinkOptions, progress: Progress) -> Usages:
    """Return the addresses of all seeds, those that the run was not about as well."""
    own = settings.seeds.path
    paths = (own, *options.paths) if isinstance(own, Path) and own.is_dir() else options.paths
    files = list_seeds(paths, settings.seeds).values()
    found = [file for file in files if isinstance(file, SeedFile)]
    stop = threading.Event()
    return gather(found, Selection(), frozenset({"original"}), stop=stop, progress=progress).usages


def _notice(seed: Seed, link: Link, doubt: "Doubt") -> str:
    """Return what to say of a *link* that has moved and stays as it is."""
    line, column = seed.front_matter.position(seed.places.span(link.pointer)[0])
    place = Place(seed.path, line, column)
    return f"{place}: {MOVED} was not mended: {doubt.reason}; {doubt.advice}"
