"""What the subcommands share: configuration, errors that end a run, progress, problems."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds.errors import FeedsError

if TYPE_CHECKING:
    from feeds.progress import Bar
    from feeds.settings import Settings

EXIT_CODES = """\b
Exit codes:
  0  clean
  1  problems in seeds
  2  wrong use or configuration, or a folder that cannot be used"""

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


def print_problems(diagnostics: Any, *, err: bool) -> None:
    """Print *diagnostics* for people, in colour on a terminal."""
    from feeds.reporters import text

    stream = sys.stderr if err else sys.stdout
    colour = stream.isatty() and not os.environ.get("NO_COLOR")
    click.echo(text.render(diagnostics, colour=colour), nl=False, err=err, color=colour)


@contextmanager
def fatal_errors() -> Iterator[None]:
    """Print an error that ends the run, and exit with code 2."""
    try:
        yield
    except FeedsError as exc:
        click.echo(f"feeds: error: {exc}", err=True)
        sys.exit(2)


@contextmanager
def progress_bar(*, quiet: bool) -> "Iterator[Bar]":
    """Show progress on a terminal, unless *quiet*."""
    from feeds.progress import Bar

    bar = Bar(sys.stderr, shown=not quiet and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.clear()
