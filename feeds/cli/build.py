"""``feeds build``: turn seeds into feeds."""

import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds.cli.options import PathToWrite, Seconds, config_option, seeds_option
from feeds.cli.shared import (
    clock,
    exit_codes,
    fatal_errors,
    load,
    print_problems,
    print_warnings,
    progress_line,
    reporting,
    say,
)

if TYPE_CHECKING:
    from feeds.problems.build_report import BuildReport
    from feeds.workers.choose import Kind


_PUBLISHED = "the feeds were published all the same"


def parse_time(_context: click.Context, _option: click.Parameter, text: str | None) -> Any:
    """Return the time that an option gives as *text*, None without one."""
    from feeds.values.dates import parse_date_time

    try:
        return parse_date_time(text) if text else None
    except ValueError as exc:
        raise click.BadParameter(f'"{text}": write it like 2026-11-22T20:00:00Z') from exc


@click.command(
    epilog=exit_codes("problems in seeds, a build withheld, or with --check a stale output folder")
)
@config_option
@seeds_option
@click.option("-o", "--out", type=click.Path(), help="Output folder.  [default: out]")
@click.option("--site-url", metavar="URL", help="Public address of the output folder.")
@click.option("--limit", type=int, metavar="N", help="Most entries in a feed.  [default: 50]")
@click.option(
    "--format",
    multiple=True,
    metavar="NAME",
    help="Format to write: rss, atom or json; may be repeated.  [default: all]",
)
@click.option("--content", metavar="full|excerpt", help="What entries contain.  [default: full]")
@click.option(
    "--include-unpublished/--no-include-unpublished",
    default=None,
    help="Publish seeds with published: false too.",
)
@click.option(
    "--precompress/--no-precompress",
    default=None,
    help="Write siblings compressed by gzip and Brotli too.",
)
@click.option(
    "--now",
    metavar="TIME",
    callback=parse_time,
    help="Build as of this time.  [default: SOURCE_DATE_EPOCH or the clock]",
)
@click.option(
    "--lock-timeout",
    "lock_seconds",
    type=Seconds(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another build into the same folder.",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace files in the output folder that no earlier build wrote.",
)
@click.option(
    "--allow-empty",
    is_flag=True,
    help="Withdraw every feed if no seed would be published, or there is none.",
)
@click.option(
    "--allow-withdraw",
    is_flag=True,
    help="Withdraw much though no seed says so, every feed if need be.",
)
@click.option(
    "--allow-reannounce",
    is_flag=True,
    help="Publish even if ids or addresses of feeds changed so that readers show much once more.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit with 1, naming the files, if the output folder is stale.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read and render in N processes, or N threads of a cluster."
    "  [default: one for each processor, or thread]",
)
@click.option(
    "--executor",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="What reads and renders: processes of this machine, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of the cluster: tcp://HOST:8786.")
@click.option(
    "--cache/--no-cache",
    "use_cache",
    default=True,
    help="Use what earlier builds have learnt, and keep what this one learns.  [default: use]",
)
@click.option("-v", "--verbose", is_flag=True, help="Name what was left out, written and removed.")
@click.option(
    "-q", "--quiet", is_flag=True, help="Print only problems, and feeds that come and go."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json writes to standard error a line of JSON for each event, and no text at all.",
)
@click.option(
    "--report",
    type=PathToWrite(path_type=Path, dir_okay=False),
    help="Write what was done, and how long it took, to this file as JSON.",
)
def build(
    config: Path | None,
    now: datetime | None,
    jobs: int | None,
    executor: "Kind",
    scheduler: str | None,
    verbose: bool,
    quiet: bool,
    as_json: bool,
    log_format: str,
    report: Path | None,
    **given: Any,
) -> None:
    """Build the feeds of a folder of seeds.

    Only files whose content changes are written. Options override feeds.toml.
    """
    from feeds.workers.processes import collect_seldom

    # Before what is needed loads, which makes as many objects as many a run.
    collect_seldom()
    from feeds.build import run
    from feeds.build.context import BuildOptions
    from feeds.cli import outputs
    from feeds.progress import StageTimes
    from feeds.workers.choose import choose_executor

    as_log = log_format == "json"
    shown = not (quiet or as_json or as_log)
    with fatal_errors(as_log=as_log, signals=True), progress_line(quiet=not shown) as progress:
        times = StageTimes(progress.show)
        workers, open_executor = choose_executor(executor, scheduler, jobs)
        settings = load(config, _overrides(given))
        outputs.check_paths([report], settings, "--report")
        chosen = {
            item.name: given[item.name] for item in fields(BuildOptions) if item.name in given
        }
        options = BuildOptions(**chosen, jobs=workers, open_executor=open_executor)
        done = run.build_feeds(settings, now=now or clock(), options=options, progress=times.show)
    with reporting("" if done.dry_run or done.withheld else _PUBLISHED, as_log=as_log):
        try:
            if report:
                from feeds.reporters.for_programs import build_json

                # The first build has only now made what the report must not replace.
                outputs.check_paths([report], settings, "--report")
                text = f"{build_json(done, times.end())}\n"
                outputs.write_file(report, text.encode(), "--report")
        finally:
            _show(done, as_json=as_json, as_log=as_log, quiet=quiet, verbose=verbose)
    sys.exit(0 if done.ok else 1)


def _show(
    report: "BuildReport", *, as_json: bool, as_log: bool, quiet: bool, verbose: bool
) -> None:
    """Print *report* in the form that was asked for."""
    if as_json:
        from feeds.reporters.for_programs import build_json

        click.echo(build_json(report))
    if as_log:
        _log(report)
    elif not as_json:
        _print(report, quiet=quiet, verbose=verbose)


def _log(report: "BuildReport") -> None:
    """Print *report* to standard error for programs, a line of JSON for each event."""
    from feeds.reporters.for_programs import build_log

    for line in build_log(report):
        click.echo(line, err=True)


def _print(report: "BuildReport", *, quiet: bool, verbose: bool) -> None:
    """Print *report* for people: problems to standard error, the summary to standard output."""
    from feeds.reporters import summary

    for line in () if verbose else summary.known_lines(report):
        say(line, err=True)
    print_problems(report.diagnostics if verbose else report.news)
    print_warnings(report.warnings if verbose else report.new_warnings)
    for error in report.errors:
        say(f"feeds: error: {error}", err=True)
    if not quiet:
        for line in summary.build_lines(report, verbose=verbose):
            say(line)
        return
    for line in summary.feed_lines(report):
        # What is to be pasted stands there as it is.
        say(line if line.startswith(" ") else f"feeds: {line}", err=True)
    for line in summary.stale_lines(report) if report.check else ():
        say(f"feeds: error: {line}", err=True)


def _overrides(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the *options* that were given, by the key of the configuration that each overrides."""
    from feeds.config.load import OPTIONS

    names = {key: flag.removeprefix("--").replace("-", "_") for key, flag in OPTIONS.items()}
    given = {key: options.get(name) for key, name in names.items()}
    # An option that may be repeated is empty where it was not given.
    return {key: value for key, value in given.items() if value != ()}
