"""The command ``feeds``: options, streams and exit codes; each subcommand has a module."""

import io
import os
import sys
from contextlib import suppress

import click

from feeds import __version__
from feeds.cli.build import build
from feeds.cli.cache import cache
from feeds.cli.check_links import check_links
from feeds.cli.diff import diff
from feeds.cli.ping import ping
from feeds.cli.rule import rule
from feeds.cli.schema import schema
from feeds.cli.session import EXIT_CODES
from feeds.cli.validate import validate


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Turn a folder of Markdown seeds into RSS, Atom and JSON feeds, and guard the folder."""


for command in (build, cache, diff, ping, validate, check_links, schema, rule):
    cli.add_command(command)


def main() -> None:
    """Run the command and end the process with its exit code."""
    # The name of a file may hold bytes, and a terminal may lack characters: neither ends a run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="feeds")
    except OSError as exc:
        _end_unwritten(exc)
    finally:
        _flush()


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError as exc:
        _end_unwritten(exc)


def _end_unwritten(exc: OSError) -> None:
    """End the process, since standard output cannot take what there is to say."""
    with suppress(OSError):
        sys.stderr.write(f"feeds: error: standard output cannot be written: {exc.strerror}\n")
        sys.stderr.flush()
    # The interpreter would try once more to write what is left, and complain itself.
    os._exit(2)
