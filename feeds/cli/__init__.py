"""The command ``feeds``: options, streams and exit codes; each subcommand has a module."""

import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from feeds import __version__
from feeds.cli.shared import EXIT_CODES, end_interrupted, end_unwritten

_COMMANDS = (
    "build",
    "cache",
    "check-links",
    "diff",
    "init",
    "new",
    "ping",
    "rule",
    "schema",
    "serve",
    "validate",
    "verify",
)


class _Commands(click.Group):
    """Commands imported when they are asked for: to load all is a sixth of a short run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it, by position
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # For an unknown one click suggests the most similar of those that it has.
        for wanted in (cmd_name,) if cmd_name in _COMMANDS else _COMMANDS:
            name = wanted.replace("-", "_")
            self.add_command(getattr(import_module(f"{__name__}.{name}"), name))
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _usual_ends():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with _usual_ends():
            return super().invoke(ctx)


@contextmanager
def _usual_ends() -> Iterator[None]:
    """End the process if its output was closed, or by Ctrl-C; click would as if of problems."""
    try:
        yield
    except BrokenPipeError as exc:
        end_unwritten(exc)
    except (KeyboardInterrupt, click.Abort):
        # While a command loads what it needs, or asks something.
        end_interrupted()


@click.group(
    cls=_Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Turn a folder of Markdown seeds into RSS, Atom and JSON feeds, and guard the folder."""


def main() -> None:
    """Run the command and end the process with its exit code."""
    _open_closed_streams()
    # The name of a file may hold bytes, and a terminal may lack characters: neither ends a run.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="feeds")
    except OSError as exc:
        end_unwritten(exc)
    except KeyboardInterrupt:
        end_interrupted()
    finally:
        _flush()
        # The interpreter would search all that is left for garbage before it ends.
        gc.freeze()


def _open_closed_streams() -> None:
    """Send what is written to a stream that was closed from the beginning (``>&-``) nowhere.

    The next file that is opened would get its number, and messages of other programs within it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # The lowest number that is free is that of the stream.
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8", closefd=False))


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError as exc:
        end_unwritten(exc)
