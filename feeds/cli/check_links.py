"""``feeds check-links``: find dead links in seeds."""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds.cli.options import allow_private_option, config_option, format_option, output_option
from feeds.cli.shared import (
    EXIT_INTERRUPTED,
    deliver,
    exit_codes,
    fatal_errors,
    load,
    print_warnings,
    progress_line,
)
from feeds.links.options import ALSO, LinkOptions
from feeds.problems.errors import ConfigError
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.view import View

if TYPE_CHECKING:
    from feeds.http.verdicts import Outcome
    from feeds.links.findings import LinkReport
    from feeds.problems.reports import FixReport
    from feeds.settings import Settings


def _parse_also(
    _context: click.Context, option: click.Parameter, lists: Sequence[str]
) -> frozenset[str]:
    """Return the kinds of links in all *lists*, each of names separated by commas."""
    names = frozenset(part.strip() for text in lists for part in text.split(","))
    for name in sorted(names - {*ALSO}):
        raise click.BadParameter(f'"{name}" is none of {", ".join(ALSO)}', param=option)
    return names


def _parse_age(_context: click.Context, option: click.Parameter, text: str | None) -> Any:
    from feeds.values.dates import parse_age

    try:
        return None if text is None else parse_age(text)
    except ValueError as exc:
        raise click.BadParameter(f'"{text}": {exc}', param=option) from exc


@click.command("check-links", epilog=exit_codes("problems in seeds, or dead links", network=True))
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@config_option
@click.option(
    "--also",
    multiple=True,
    metavar="KINDS",
    callback=_parse_also,
    help="Links to check besides webUrl and ampWebUrl: original, cdn-amp, related and images,"
    " separated by commas; may be repeated.",
)
@click.option("--since", metavar="REV", help="Check only seeds that changed in git since REV.")
@click.option(
    "--only",
    multiple=True,
    metavar="GLOB",
    help="Check only seeds that GLOB matches, as in .gitignore; may be repeated.",
)
@click.option(
    "--topic", "topics", multiple=True, metavar="NAME", help="Check only seeds of this topic."
)
@click.option(
    "--provider",
    "providers",
    multiple=True,
    metavar="NAME",
    help="Check only seeds of this provider.",
)
@click.option(
    "--newer",
    metavar="AGE",
    callback=_parse_age,
    help="Check only articles published within AGE, such as 30d.",
)
@click.option(
    "--max-age",
    metavar="AGE",
    callback=_parse_age,
    help="Reuse verdicts up to AGE old, such as 12h; 0 asks for everything.",
)
@click.option("--strict", is_flag=True, help="Treat each broken link as an error at once.")
@click.option("--amp", is_flag=True, help="Check that articles and AMP pages name each other.")
@click.option("--suggest", is_flag=True, help="Name what to write instead of a broken link.")
@click.option(
    "--fix",
    is_flag=True,
    help="Write the new address of links that have moved, where it is still the article's.",
)
@click.option("--yes", is_flag=True, help="Do not ask before --fix changes seeds.")
@allow_private_option
@format_option(FORMATS, "problems")
@output_option
@click.option("-v", "--verbose", is_flag=True, help="Show links that need no action as well.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def check_links(
    config: Path | None,
    fix: bool,
    yes: bool,
    format_name: str,
    outputs: tuple[str, ...],
    verbose: bool,
    quiet: bool,
    **asked: Any,
) -> None:
    """Check the links of the seeds, politely, and report those that are dead.

    PATH is a file or a folder of seeds; without any, the configured folder is checked.

    Verdicts are remembered: what was fine lately is not asked again, and a run that was
    interrupted goes on where it was. A link is dead when it failed on several days. A host that
    cannot be reached counts only if another one shows that the network here is up.
    """
    from feeds.cli.outputs import check_paths, plan_delivery
    from feeds.reporters.problems.links import LinkProblems

    view = View(verbose=verbose, quiet=quiet)
    with fatal_errors():
        destinations = plan_delivery(format_name, outputs, FORMATS)
        if fix and not (yes or sys.stdin.isatty()):
            message = "--fix changes seeds, and nobody can be asked here: give --yes"
            raise ConfigError(message, key="--fix")
        options = LinkOptions(**asked)
        settings = load(config, {})
        # Before the run, which may take hours, and whose report would be lost.
        check_paths((to.path for to in destinations), settings)
        report = _run(settings, options, quiet=quiet)
        print_warnings(report.notices)
        deliver(LinkProblems(report), destinations, view)
        if fix and not report.interrupted:
            _fix(report, settings, options, ask=not yes, quiet=quiet)
    if report.interrupted:
        sys.exit(EXIT_INTERRUPTED)
    sys.exit(0 if report.ok else 1)


def _run(settings: "Settings", options: LinkOptions, *, quiet: bool) -> "LinkReport":
    from feeds.links import check

    with _stop_on_interrupt() as stop, progress_line(quiet=quiet) as line:
        return check.check_links(settings, options, stop=stop, line=line)


@contextmanager
def _stop_on_interrupt() -> Iterator[threading.Event]:
    """Let the first Ctrl-C end the run in order, and the next one at once."""
    stop = threading.Event()

    def interrupted(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _fix(
    report: "LinkReport", settings: "Settings", options: LinkOptions, *, ask: bool, quiet: bool
) -> None:
    """Rewrite the links of *report* that have moved; *ask* first."""
    from feeds.links.check import fix_moved
    from feeds.reporters.summary import fix_line

    pages: dict[str, Outcome] = {}

    def fixed(*, write: bool) -> "FixReport":
        with progress_line(quiet=quiet) as progress:
            return fix_moved(
                report.problems, settings, options, progress.show, write=write, pages=pages
            )

    # Once to ask about it and once to do it: seeds may change while somebody thinks.
    if ask and (planned := fixed(write=False)).changed:
        click.echo(fix_line(planned, written=False), err=True)
        if not click.confirm("Write the new addresses?", err=True):
            return
    done = fixed(write=True)
    print_warnings(done.notices)
    if not quiet:
        click.echo(fix_line(done, written=True), err=True)
