"""``feeds validate``: check seeds and report every problem."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from feeds.cli.options import (
    PathToWrite,
    config_option,
    format_option,
    output_option,
    rule_options,
    view_options,
    warnings_as_errors_option,
)
from feeds.cli.rule import complete_ids
from feeds.cli.shared import (
    EXIT_CODES,
    clock,
    deliver,
    fatal_errors,
    fence,
    is_github,
    load,
    print_warnings,
    progress_line,
)
from feeds.problems.errors import ConfigError
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.view import View

if TYPE_CHECKING:
    from feeds.problems.reports import ValidationReport
    from feeds.progress import Progress
    from feeds.settings import Settings
    from feeds.validation.baseline import Baseline

_STDIN = Path("-")
_STDIN_NAME = "<stdin>"


class _Subject(NamedTuple):
    """Which seeds are meant: at these paths, changed since a revision, or staged in git."""

    paths: tuple[Path, ...]
    since: str | None
    staged: bool


@click.command(epilog=EXIT_CODES)
@click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, allow_dash=True)
)
@config_option
@click.option("--since", metavar="REV", help="Check only what changed in git since REV.")
@click.option(
    "--staged",
    is_flag=True,
    help="Check only what the next commit changes, as git has it staged.",
)
@click.option(
    "--stdin-filename", metavar="PATH", help="What messages call the seed on standard input."
)
@rule_options(complete_ids)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, and report what remains.")
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change, and write and report nothing."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check large folders in N processes.  [default: one for each processor]",
)
@click.option(
    "--baseline",
    type=PathToWrite(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Pass over the problems that FILE knows: old debts.",
)
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Write all problems to the FILE of --baseline, and take out what is mended.",
)
@warnings_as_errors_option
@format_option(FORMATS, "problems")
@output_option
@click.option(
    "--errors-only",
    is_flag=True,
    help="Show errors alone, in all formats but JSON; counts and exit code stay as they are.",
)
@view_options
def validate(
    paths: tuple[Path, ...],
    config: Path | None,
    since: str | None,
    staged: bool,
    stdin_filename: str | None,
    select: list[str] | None,
    ignore: list[str] | None,
    fix: bool,
    diff: bool,
    jobs: int | None,
    baseline: Path | None,
    write_baseline: bool,
    warnings_as_errors: bool,
    format_name: str,
    outputs: tuple[str, ...],
    **look: Any,
) -> None:
    """Check seeds against the schema and the rules, and report every problem with its remedy.

    PATH is a file or a folder of seeds; without any, the configured folder is checked. "-" is one
    seed on standard input. Options override feeds.toml.
    """
    from feeds.workers.processes import collect_seldom

    # Before what is needed loads, which makes as many objects as many a run.
    collect_seldom()
    from feeds.cli.outputs import check_paths, plan_delivery
    from feeds.output.published_ids import with_published_ids
    from feeds.reporters.problems.seeds import SeedProblems

    view = View(**look)
    with fatal_errors():
        destinations = plan_delivery(format_name, outputs, FORMATS)
        subject = _Subject(paths, since, staged)
        _check_options(subject, stdin_filename)
        if view.verbose and view.errors_only:
            message = "--errors-only hides what --verbose shows: give one of them"
            raise ConfigError(message, key="--errors-only")
        chosen = {"validate.select": select, "validate.ignore": ignore}
        show_infos = view.verbose or any(to.format == "json" for to in destinations)
        settings = with_published_ids(load(config, chosen)).at(clock(), show_infos=show_infos)
        check_paths((to.path for to in destinations), settings)
        debts = _load_debts(baseline, subject, settings, write=write_baseline)
        if fix or diff:
            _mend(subject, settings, diff=diff, quiet=view.quiet)
        with progress_line(quiet=view.quiet) as progress:
            name = stdin_filename or _STDIN_NAME
            report = _check(subject, settings, name, progress.show, jobs)
        if debts:
            report = _pass_over(debts, report, settings, write=write_baseline, quiet=view.quiet)
        report = report.with_warnings_as_errors() if warnings_as_errors else report
        deliver(SeedProblems(report), destinations, view)
    sys.exit(0 if report.ok else 1)


def _check_options(subject: _Subject, stdin_filename: str | None) -> None:
    if subject.staged and subject.since is not None:
        message = "--staged and --since both say which seeds are meant: give one of them"
        raise ConfigError(message, key="--staged")
    if _STDIN not in subject.paths:
        if stdin_filename is not None:
            message = "--stdin-filename names what is read from standard input: add -"
            raise ConfigError(message, key="--stdin-filename")
    elif len(subject.paths) > 1 or subject.since is not None or subject.staged:
        message = "- stands for one seed on standard input: give no other PATH, no --since and no"
        raise ConfigError(f"{message} --staged")


def _load_debts(
    file: Path | None, subject: _Subject, settings: "Settings", *, write: bool
) -> "Baseline | None":
    """Return what is known, or what is to be if *write*; None without a *file*.

    Raises ConfigError if that is no baseline, and OutputError if it must not be written.
    """
    if file is None:
        if write:
            raise ConfigError(
                "--write-baseline writes the file of --baseline: add --baseline FILE",
                key="--write-baseline",
            )
        return None
    from feeds.cli.outputs import check_paths
    from feeds.validation.baseline import OPTION, load_baseline, new_baseline

    if not write:
        return load_baseline(file)
    if _STDIN in subject.paths:
        message = "--write-baseline is for files: name them instead of -"
        raise ConfigError(message, key="--write-baseline")
    check_paths([file], settings, OPTION)
    return load_baseline(file) if os.path.lexists(file) else new_baseline(file)


def _pass_over(
    debts: "Baseline", report: "ValidationReport", settings: "Settings", *, write: bool, quiet: bool
) -> "ValidationReport":
    """Return *report* without what *debts* know; if *write*, they know all of it from now on."""
    from feeds.validation.ruleset import Ruleset

    applies = Ruleset(settings.validate).applies
    if write:
        from feeds.cli.outputs import write_file
        from feeds.reporters.summary import baseline_line
        from feeds.validation.baseline import OPTION

        before, debts = debts, debts.updated(report, applies)
        write_file(debts.file, debts.to_bytes(), OPTION)
        if not quiet:
            click.echo(baseline_line(before, debts), err=True)
    return debts.pass_over(report, applies)


def _check(
    subject: _Subject,
    settings: "Settings",
    stdin_name: str,
    progress: "Progress",
    jobs: int | None,
) -> "ValidationReport":
    from feeds.validation import run
    from feeds.workers.processes import count_processors

    paths, since, staged = subject
    if _STDIN in paths:
        return run.validate_text(stdin_name, sys.stdin.buffer, settings)
    return run.validate_seeds(
        settings,
        paths or None,
        since=since,
        staged=staged,
        jobs=jobs or count_processors(),
        progress=progress,
    )


def _mend(subject: _Subject, settings: "Settings", *, diff: bool, quiet: bool) -> None:
    """Mend the seeds of *subject*; with *diff* print what that would change instead, and exit.

    The exit code is then 1 if anything would change. Raises ConfigError for standard input.
    """
    from feeds.fixes.run import fix
    from feeds.reporters.summary import fix_line

    paths, since, staged = subject
    if _STDIN in paths:
        message = "--fix and --diff are for files: name them instead of -"
        raise ConfigError(message, key="--diff" if diff else "--fix")
    with progress_line(quiet=quiet) as progress:
        report = fix(paths, settings, progress.show, since=since, staged=staged, write=not diff)
    print_warnings(report.notices)
    if diff:
        from feeds.reporters.fixes import render

        _print_diff(render(report.changed))
    if not quiet:
        click.echo(fix_line(report, written=not diff), err=True)
    if diff:
        sys.exit(1 if report.changed else 0)


def _print_diff(text: str) -> None:
    from feeds.values.text import inert

    if sys.stdout.isatty():
        # What stands in a seed could drive the terminal.
        text = "".join(f"{inert(line)}\n" for line in text.removesuffix("\n").split("\n"))
    elif is_github() and _has_commands(text):
        # Both patch and git pass over what stands before and behind a diff.
        text = fence(text)
    # As the seeds are, whatever the encoding and the line ends of this system.
    click.echo(text.encode("utf-8"), nl=False)


def _has_commands(text: str) -> bool:
    """Tell whether GitHub, for which a carriage return ends a line as well, would obey *text*."""
    from feeds.values.text import disarm

    lines = text.replace("\r", "\n")
    return disarm(lines) != lines
