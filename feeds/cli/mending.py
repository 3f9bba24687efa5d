"""What ``--fix`` and ``--diff`` of ``feeds validate`` do: mend seeds, or show what that changes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.session import progress_bar
from feeds.errors import ConfigError

if TYPE_CHECKING:
    from feeds.settings import Settings


def mend(
    paths: Sequence[Path], settings: "Settings", since: str | None, *, diff: bool, quiet: bool
) -> None:
    """Mend the seeds at *paths*; with *diff* print what that would change instead, and exit.

    The exit code is then 1 if anything would change. Raises ConfigError for standard input.
    """
    from feeds import pipeline
    from feeds.reporters.printable import printable
    from feeds.reporters.summary import fix_line

    if Path("-") in paths:
        raise ConfigError("--fix and --diff are for files: name them instead of -")
    with progress_bar(quiet=quiet) as bar:
        report = pipeline.fix(paths, settings, bar.show, since=since, write=not diff)
    for notice in report.notices:
        click.echo(f"warning: {printable(notice)}", err=True)
    if diff:
        from feeds.reporters.diff import render

        _print_diff(render(report.changed))
    if not quiet:
        click.echo(fix_line(report, written=not diff), err=True)
    if diff:
        sys.exit(1 if report.changed else 0)


def _print_diff(text: str) -> None:
    from feeds.reporters.printable import printable

    if sys.stdout.isatty():
        # What stands in a seed could drive the terminal.
        text = "".join(f"{printable(line)}\n" for line in text.removesuffix("\n").split("\n"))
    # As the seeds are, whatever the encoding and the line ends of this system.
    click.echo(text.encode("utf-8"), nl=False)
