"""What the subcommands share: configuration, errors that end a run, progress, problems."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from feeds.errors import ConfigError, FeedsError

if TYPE_CHECKING:
    from feeds.progress import Bar
    from feeds.settings import Settings

EXIT_CODES = """\b
Exit codes:
  0  clean
  1  problems in seeds
  2  wrong use or configuration, or a folder that cannot be used
  130  interrupted (Ctrl-C)"""
EXIT_INTERRUPTED = 130

config_option = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="Configuration file.  [default: feeds.toml here or in the nearest parent folder]",
)


def load(config: Path | None, overrides: Mapping[str, Any]) -> "Settings":
    """Return the settings of *config*, else of the nearest feeds.toml, below *overrides*."""
    from feeds.config import find_config, load_settings

    return load_settings(config or find_config(Path.cwd()), overrides)


def clock() -> datetime:
    """Return the time of this run; raise ConfigError if SOURCE_DATE_EPOCH is no time."""
    from feeds.clock import read_clock

    try:
        return read_clock(os.environ)
    except ValueError as exc:
        raise ConfigError(str(exc)) from exc


def print_problems(diagnostics: Any, *, err: bool) -> None:
    """Print *diagnostics* for people, in colour on a terminal."""
    from feeds.reporters import text

    colour = wants_colour(sys.stderr if err else sys.stdout)
    click.echo(text.render_problems(diagnostics, colour=colour), nl=False, err=err, color=colour)


def wants_colour(stream: TextIO) -> bool:
    """Tell whether *stream* is a terminal whose user has not turned colours off."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def fatal_errors() -> Iterator[None]:
    """Print an error that ends the run, and exit with code 2."""
    try:
        yield
    except FeedsError as exc:
        for line in str(exc).splitlines():
            click.echo(f"feeds: error: {line}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("feeds: interrupted; every file is whole, old or new: run it again", err=True)
        sys.exit(EXIT_INTERRUPTED)


@contextmanager
def progress_bar(*, quiet: bool) -> "Iterator[Bar]":
    """Show progress on a terminal, unless *quiet*."""
    from feeds.progress import Bar

    bar = Bar(sys.stderr, shown=not quiet and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.clear()
