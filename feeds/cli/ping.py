"""``feeds ping``: tell the hub of the feeds that changed."""

import sys
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.options import Seconds, config_option
from feeds.cli.shared import fatal_errors, load, reporting, say

if TYPE_CHECKING:
    from feeds.websub.queue import Ping

_EXIT_CODES = """\b
Exit codes:
  0  the hub accepted everything, or there was nothing to tell
  1  it did not; what it did not accept stays queued for the next run
  2  wrong use or configuration, or a folder that cannot be used
  130  interrupted (Ctrl-C); 129, 143: ended by SIGHUP, SIGTERM"""


@click.command(epilog=_EXIT_CODES)
@config_option
@click.option("-o", "--out", type=click.Path(), help="Output folder.  [default: out]")
@click.option("--dry-run", is_flag=True, help="List what the hub would be told, and send nothing.")
@click.option(
    "--batch",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    metavar="N",
    help="Addresses in one request. Many hubs take one only, without saying so.",
)
@click.option(
    "--tries",
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    metavar="N",
    help="How many requests in a row may fail.",
)
@click.option(
    "--timeout",
    type=Seconds(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="How long it may take in all.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def ping(
    config: Path | None,
    out: str | None,
    dry_run: bool,
    batch: int,
    tries: int,
    timeout: float,
    quiet: bool,
) -> None:
    """Tell the WebSub hub of the feeds that builds have changed.

    Builds queue what they change. It stays queued until the hub has accepted it.
    """
    from feeds.websub import ping

    with fatal_errors():
        settings = load(config, {"build.out": out})
        if dry_run:
            _list(ping.find_pings(settings, timeout))
            return
        patience = ping.Patience(timeout, tries, batch)
        report = ping.ping(settings, patience, say_waiting=partial(_say_waiting, quiet=quiet))
    with reporting("what the hub accepted has left the queue" if report.told else ""):
        if not quiet:
            _print_counts("told", report.told, nothing=report.ok)
    for problem in report.problems:
        say(f"feeds: error: {problem}", err=True)
    sys.exit(0 if report.ok else 1)


def _say_waiting(*, quiet: bool) -> None:
    if not quiet:
        click.echo("waiting for another feeds ping, which is telling the hub", err=True)


def _list(pings: "list[Ping]") -> None:
    for each in pings:
        say(each.address)
    _print_counts("would tell", pings, nothing=True)


def _print_counts(verb: str, pings: "Iterable[Ping]", *, nothing: bool) -> None:
    """Print of how many addresses each hub was told; of *nothing*, if that is all."""
    counts = Counter(each.hub for each in pings)
    for hub, count in counts.items():
        say(f"{verb} {hub} of {count:,} {'address' if count == 1 else 'addresses'}")
    if nothing and not counts:
        click.echo("there is nothing to tell")
