"""The command ``feeds``: options, streams and exit codes."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds import __version__
from feeds.errors import ConfigError, FeedsError

if TYPE_CHECKING:
    from feeds.progress import Bar
    from feeds.settings import Settings

EXIT_CODES = """\b
Exit codes:
  0  clean
  1  problems in seeds
  2  wrong use or configuration, or a folder that cannot be used"""


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Turn a folder of Markdown seeds into RSS, Atom and JSON feeds, and guard the folder."""


def main() -> None:
    """Run the command and end the process with its exit code."""
    # The name of a file may hold bytes, and a terminal may lack characters: neither ends a run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="feeds")


_config_option = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="Configuration file.  [default: feeds.toml here or in the nearest parent folder]",
)


def _parse_time(_context: click.Context, _option: click.Parameter, text: str | None) -> Any:
    from feeds.dates import parse_date_time

    try:
        return parse_date_time(text) if text else None
    except ValueError as exc:
        raise click.BadParameter(f'"{text}": write it like 2026-11-22T20:00:00Z') from exc


@cli.command(epilog=EXIT_CODES)
@_config_option
@click.option("--seeds", type=click.Path(), help="Folder of seeds.  [default: seeds]")
@click.option("-o", "--out", type=click.Path(), help="Output folder.  [default: out]")
@click.option("--site-url", metavar="URL", help="Public address of the output folder.")
@click.option("--limit", type=int, metavar="N", help="Most entries in a feed.  [default: 50]")
@click.option(
    "--format",
    "formats",
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
    "--now",
    metavar="TIME",
    callback=_parse_time,
    help="Build as of this time.  [default: SOURCE_DATE_EPOCH or the clock]",
)
@click.option(
    "--lock-timeout",
    type=click.FloatRange(min=0),
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
@click.option("-v", "--verbose", is_flag=True, help="Name what was left out, written and removed.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build(
    config: Path | None,
    now: datetime | None,
    lock_timeout: float,
    overwrite: bool,
    verbose: bool,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Build the feeds of a folder of seeds.

    Only files whose content changes are written. Options override feeds.toml.
    """
    from feeds import pipeline
    from feeds.reporters import summary

    with _fatal_errors(), _progress(quiet=quiet or as_json) as bar:
        report = pipeline.build(
            _load(config, options),
            now=now or _clock(),
            lock_seconds=lock_timeout,
            overwrite=overwrite,
            progress=bar.show,
        )
    if as_json:
        click.echo(summary.build_json(report))
    else:
        _print_problems(report.diagnostics)
        for warning in report.warnings:
            click.echo(f"warning: {warning}", err=True)
        if not quiet:
            for line in summary.build_lines(report, verbose=verbose):
                click.echo(line)
    sys.exit(0 if report.ok else 1)


@cli.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@_config_option
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def validate(paths: tuple[Path, ...], config: Path | None, quiet: bool) -> None:
    """Check seeds against the schema, and report every problem with its remedy.

    PATH is a file or a folder of seeds; without any, the configured folder is checked.
    """
    from feeds import pipeline
    from feeds.reporters import summary

    with _fatal_errors(), _progress(quiet=quiet) as bar:
        report = pipeline.validate(paths, _load(config, {}).seeds, bar.show)
    _print_problems(report.diagnostics, err=False)
    if not quiet:
        click.echo(summary.validation_line(report))
    sys.exit(0 if report.ok else 1)


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a seed's front matter."""
    from feeds.schema import schema_text

    click.echo(schema_text(), nl=False)


_SETTING_OF_OPTION = {
    "seeds": "seeds.path",
    "out": "build.out",
    "site_url": "site.url",
    "limit": "build.limit",
    "formats": "build.formats",
    "content": "build.content",
    "include_unpublished": "seeds.include_unpublished",
}


def _load(config: Path | None, options: dict[str, Any]) -> "Settings":
    from feeds.config import find_config, load_settings

    overrides = {
        _SETTING_OF_OPTION[option]: list(value) if isinstance(value, tuple) else value
        for option, value in options.items()
        if value is not None and value != ()
    }
    return load_settings(config or find_config(Path.cwd()), overrides)


def _clock() -> datetime:
    from feeds.clock import read_clock

    try:
        return read_clock(os.environ)
    except ValueError as exc:
        raise ConfigError(str(exc)) from exc


def _print_problems(diagnostics: Any, *, err: bool = True) -> None:
    from feeds.reporters import text

    stream = sys.stderr if err else sys.stdout
    colour = stream.isatty() and not os.environ.get("NO_COLOR")
    click.echo(text.render(diagnostics, colour=colour), nl=False, err=err, color=colour)


@contextmanager
def _fatal_errors() -> Iterator[None]:
    try:
        yield
    except FeedsError as exc:
        click.echo(f"feeds: error: {exc}", err=True)
        sys.exit(2)


@contextmanager
def _progress(*, quiet: bool) -> "Iterator[Bar]":
    from feeds.progress import Bar

    bar = Bar(sys.stderr, shown=not quiet and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.clear()
