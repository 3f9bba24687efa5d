"""What the subcommands share: configuration, errors that end a run, progress, problems."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from feeds.problems.errors import ConfigError, FeedsError
from feeds.reporters.problems.formats import FOR_PEOPLE, render

if TYPE_CHECKING:
    from feeds.cli.outputs import Destination
    from feeds.problems.diagnostics import Diagnostic
    from feeds.progress import ProgressLine
    from feeds.reporters.problems.report import ProblemReport
    from feeds.reporters.view import View
    from feeds.settings import Settings

EXIT_INTERRUPTED = 130
# What a shell makes of a program that SIGPIPE ended.
EXIT_CLOSED = 141
# What a shell makes of a program that a signal ended is 128 more than the signal's number.
_SIGNALLED = 128
# Some file systems take names of 255 bytes, and whoever reads a message fewer.
_MOST_OF_NAME = 200


def exit_codes(problems: str, *, network: bool = False) -> str:
    """Return what exit codes mean, for ``--help``; *problems* says what 1 stands for.

    With *network*, a command asks others and cannot do without one.
    """
    unusable = (
        "a folder that cannot be used, or no network"
        if network
        else "or a folder that cannot be used"
    )
    return f"""\b
Exit codes:
  0  clean
  1  {problems}
  2  wrong use or configuration, {unusable}
  {EXIT_INTERRUPTED}  interrupted (Ctrl-C); 129, 143: ended by SIGHUP, SIGTERM
  {EXIT_CLOSED}  standard output was closed, as by head"""


EXIT_CODES = exit_codes("problems in seeds, or dead links")


def load(config: Path | None, overrides: Mapping[str, Any]) -> "Settings":
    """Return the settings of the file *config*, or without one of the nearest feeds.toml.

    *overrides*, by the key that each overrides, win over the file. Raises ConfigError.
    """
    from feeds.config.load import find_config, load_settings

    return load_settings(config or find_config(Path.cwd()), overrides)


def clock() -> datetime:
    """Return the time of this run, aware and in UTC: the one place where the time enters.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970, https://reproducible-builds.org/specs/) wins over
    the system's clock. Raises ConfigError if it is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as exc:
        message = f'SOURCE_DATE_EPOCH "{epoch}" is not a number of seconds since 1970'
        raise ConfigError(f"{message}; correct or unset it", key="SOURCE_DATE_EPOCH") from exc


def print_problems(diagnostics: "Iterable[Diagnostic]") -> None:
    """Print *diagnostics* to standard error for people, in colour on a terminal."""
    diagnostics = tuple(diagnostics)
    if not diagnostics:
        return
    from feeds.reporters.problems.report import Problem
    from feeds.reporters.problems.text import render_problems
    from feeds.values.text import disarm

    colour = wants_colour(sys.stderr)
    text = render_problems((Problem((found,)) for found in diagnostics), colour=colour)
    click.echo(disarm(text), nl=False, err=True, color=colour)


def print_warnings(notices: Iterable[str]) -> None:
    """Print *notices* to standard error, each on one line."""
    for notice in notices:
        say(f"warning: {notice}", err=True)


def say(line: str, *, err: bool = False) -> None:
    """Print *line*, which may name files and seeds, to standard output or (*err*) error.

    Nothing in it drives the terminal, tears the line apart, or is a command to GitHub.
    """
    from feeds.values.text import inert

    click.echo(inert(line), err=err)


def deliver(report: "ProblemReport", destinations: "Iterable[Destination]", view: "View") -> None:
    """Write *report* to its *destinations*; if all are files, print what stands below it only.

    Raises OutputError for a file that cannot be written, or that holds a seed.
    """
    from feeds.cli.outputs import write_reports
    from feeds.reporters.problems.closing import closing_lines
    from feeds.values.text import disarm

    colour = wants_colour(sys.stdout)
    # All files are written before anything is printed: an error is then the only output.
    formats = list(write_reports(destinations, lambda name: render(name, report, view)))
    for name in formats:
        text = render(name, report, view._replace(colour=colour))
        if name == "text" and is_github():
            text = fence(text) + render("github", report, view)
        elif name in FOR_PEOPLE:
            text = disarm(text)
        click.echo(text, nl=False, color=colour)
    if not formats:
        for line in closing_lines(report, view):
            say(line)


def is_github() -> bool:
    """Tell whether this runs in a job of GitHub, which obeys commands in what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def fence(text: str) -> str:
    """Return *text* between commands by which GitHub takes no line of it for a command."""
    from secrets import token_hex

    from feeds.reporters.problems import github

    return github.fence(text, token_hex(16))


def wants_colour(stream: TextIO) -> bool:
    """Tell whether *stream* is a terminal whose user has not turned colours off."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def fatal_errors(*, as_log: bool = False, signals: bool = False) -> Iterator[None]:
    """Print an error that ends the run, *as_log* as a line of JSON, and exit with code 2.

    With *signals*, what ends a process may be one of these.
    """
    try:
        with _signals_raised() if signals else nullcontext():
            yield
    except FeedsError as exc:
        # Not at all the signs that Python takes for line ends: the name of a file may have them.
        _print_fatal("error", str(exc).split("\n"), as_log=as_log)
        sys.exit(2)
    except _EndedError as exc:
        _print_interrupted(f"ended by {exc.signal.name}", as_log=as_log)
        # Workers may have got the signal too, half-way through a message: nobody waits for them.
        os._exit(_SIGNALLED + exc.signal)
    except KeyboardInterrupt:
        end_interrupted(as_log=as_log)
    except OSError as exc:
        # Without a name it is a stream that cannot be written.
        if exc.filename is None:
            raise
        name = str(exc.filename)
        shown = f"{name[:_MOST_OF_NAME]}…" if len(name) > _MOST_OF_NAME else name
        _print_fatal("error", [f"{shown} cannot be used: {exc.strerror}"], as_log=as_log)
        sys.exit(2)


@contextmanager
def reporting(done: str, *, as_log: bool = False) -> Iterator[None]:
    """Report in the block what was *done*, a sentence; if that fails, say both, and exit with 1.

    The code 2 would mean that nothing was. Without a sentence, it is as for any other error.
    """
    try:
        yield
        sys.stdout.flush()
    except FeedsError as exc:
        _print_fatal("error", [f"{exc}; {done}" if done else str(exc)], as_log=as_log)
        sys.exit(1 if done else 2)
    except BrokenPipeError:
        raise
    except OSError as exc:
        end_unwritten(exc, done)


def end_unwritten(exc: OSError, done: str = "") -> NoReturn:
    """End the process, since standard output cannot take what there is to say of what was *done*.

    It does so without a word if whoever was to read it has closed it.
    """
    if isinstance(exc, BrokenPipeError):
        os._exit(EXIT_CLOSED)
    with suppress(OSError):
        fault = f"standard output cannot be written: {exc.strerror}"
        sys.stderr.write(f"feeds: error: {fault}; {done}\n" if done else f"feeds: error: {fault}\n")
        sys.stderr.flush()
    # The interpreter would try once more to write what is left, and complain itself.
    os._exit(1 if done else 2)


def end_interrupted(*, as_log: bool = False) -> NoReturn:
    """End the process as Ctrl-C does."""
    _print_interrupted("interrupted", as_log=as_log)
    sys.exit(EXIT_INTERRUPTED)


class _EndedError(KeyboardInterrupt):
    """Somebody asked the process to end, other than by Ctrl-C: all that stands open is closed."""

    def __init__(self, number: int) -> None:
        self.signal = signal.Signals(number)


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Raise _EndedError for SIGTERM and SIGHUP, unless whoever started this has them ignored."""
    this = os.getpid()

    def end(number: int, _frame: object) -> None:
        if os.getpid() == this:
            raise _EndedError(number)
        # A worker, forked from this process, leaves it to this one to say anything.
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    usual = [n for name in names if signal.getsignal(n := signal.Signals[name]) == signal.SIG_DFL]
    for number in usual:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in usual:
            signal.signal(number, signal.SIG_DFL)


def _print_interrupted(why: str, *, as_log: bool) -> None:
    _print_fatal("", [f"{why}; every file is whole, old or new: run it again"], as_log=as_log)


def _print_fatal(kind: str, lines: Iterable[str], *, as_log: bool) -> None:
    from feeds.reporters.for_programs import log_line

    prefix = f"feeds: {kind}: " if kind else "feeds: "
    for line in lines:
        if as_log:
            click.echo(log_line("error", "fatal", message=line), err=True)
        else:
            say(prefix + line, err=True)


@contextmanager
def progress_line(*, quiet: bool) -> "Iterator[ProgressLine]":
    """Show progress on standard error, unless *quiet*."""
    from feeds.progress import ProgressLine

    line = ProgressLine(sys.stderr, terminal=sys.stderr.isatty(), shown=not quiet)
    try:
        yield line
    finally:
        line.clear()
