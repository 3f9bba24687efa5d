"""``feeds diff``: what the subscribers of each feed will see."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.build import parse_time
from feeds.cli.options import config_option, format_option
from feeds.cli.shared import clock, fatal_errors, load, progress_line

if TYPE_CHECKING:
    from feeds.output.differences import Differences
    from feeds.output.published import Output

_FORMATS = ("text", "json", "markdown")
_EXIT_CODES = """\b
Exit codes:
  0  no difference, or none that need worry anybody
  1  something is announced once more, as its id changed, or a build would be withheld
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
        if new:
            differences = compare(published, Output(folder_reader(new), str(new)))
        else:
            differences = _compare_build(published, config, before, now)
    click.echo(FORMATS[format_name](differences), nl=False)
    sys.exit(1 if differences.worrying else 0)


def _compare_build(
    published: "Output", config: Path | None, before: Path, now: datetime | None
) -> "Differences":
    from feeds.build.run import render_feeds
    from feeds.output.differences import compare
    from feeds.output.published import Output

    settings = load(config, {"build.out": before})
    with progress_line(quiet=False) as progress:
        planned = render_feeds(settings, now=now or clock(), progress=progress.show)
    found = compare(published, Output(planned.files.get, "the build", planned.formats))
    return replace(found, withheld=planned.withheld, moved=planned.moved)
