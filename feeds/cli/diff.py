"""``feeds diff``: what the subscribers of each feed will see."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.build import parse_time
from feeds.cli.shared import clock, config_option, fatal_errors, format_option, load, progress_line

if TYPE_CHECKING:
    from feeds.output.published import Output

_FORMATS = ("text", "json", "markdown")
_EXIT_CODES = """\b
Exit codes:
  0  no difference, or none that need worry anybody
  1  something is announced once more, as its id changed
  2  wrong use or configuration, or a folder that cannot be used"""


@click.command(epilog=_EXIT_CODES)
@click.argument("old", type=click.Path(path_type=Path), required=False)
@click.argument("new", type=click.Path(path_type=Path), required=False)
@config_option
@click.option(
    "--now",
    metavar="TIME",
    callback=parse_time,
    help="Without NEW: compare with a build as of this time.  [default: SOURCE_DATE_EPOCH or the"
    " clock]",
)
@format_option(_FORMATS, "differences")
def diff(
    old: Path | None, new: Path | None, config: Path | None, now: datetime | None, format_name: str
) -> None:
    """Say what subscribers will see when the output folder NEW takes the place of OLD.

    Without NEW, OLD is compared with what a build would write; without OLD too, so is the
    configured output folder. Nothing is written.
    """
    from feeds.output.differences import compare
    from feeds.output.published import Output, folder_reader
    from feeds.reporters.differences import FORMATS

    with fatal_errors():
        before = old or load(config, {}).build.out
        published = Output(folder_reader(before), str(before))
        planned = Output(folder_reader(new), str(new)) if new else _build(config, now)
        differences = compare(published, planned)
    click.echo(FORMATS[format_name](differences), nl=False)
    sys.exit(1 if differences.reannounced else 0)


def _build(config: Path | None, now: datetime | None) -> "Output":
    from feeds.build.run import render_feeds
    from feeds.output.published import Output

    with progress_line(quiet=False) as progress:
        files = render_feeds(load(config, {}), now=now or clock(), progress=progress.show)
    return Output(files.get, "the build")
