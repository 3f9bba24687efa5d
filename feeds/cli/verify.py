"""``feeds verify``: check feeds, of whatever format and whoever made them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds.cli.options import (
    allow_private_option,
    config_option,
    format_option,
    output_option,
    rule_options,
    view_options,
    warnings_as_errors_option,
)
from feeds.cli.rule import complete_feed_ids
from feeds.cli.shared import clock, deliver, exit_codes, fatal_errors, load, progress_line
from feeds.problems.errors import ConfigError
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.view import View

if TYPE_CHECKING:
    from feeds.progress import Progress
    from feeds.verify.check import Options
    from feeds.verify.ruleset import Ruleset
    from feeds.verify.run import VerifyReport

_STDIN = "-"
_STDIN_NAME = "<stdin>"


@click.command(epilog=exit_codes("problems in feeds"))
@click.argument("sources", nargs=-1, metavar="[FILE|FOLDER|URL|-]...")
@config_option
@click.option(
    "--as",
    "format_",
    type=click.Choice(["rss", "atom", "rdf", "json", "opml"]),
    help="Take each feed for one of this format.  [default: what it looks like]",
)
@click.option("--url", metavar="URL", help="Where this feed is published, or will be.")
@click.option(
    "--profile",
    type=click.Choice(["spec", "strict", "podcast"]),
    default="spec",
    show_default=True,
    help="How severe problems are: by the specifications, with all advice as warnings, or as"
    " directories of podcasts have it.",
)
@rule_options(complete_feed_ids)
@click.option(
    "--together",
    is_flag=True,
    help="Compare feeds as well: formats of one feed, ids, and lists of feeds.",
)
@click.option("--group", is_flag=True, help="Show each rule once a feed, with a count.")
@click.option(
    "--max-bytes",
    metavar="N",
    default="20M",
    show_default=True,
    help="Read so much of a feed, unpacked; K and M are thousands and millions.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Check many feeds in N processes.  [default: one for each processor]",
)
@allow_private_option
@warnings_as_errors_option
@format_option(FORMATS, "problems")
@output_option
@view_options
def verify(
    sources: tuple[str, ...],
    config: Path | None,
    format_: str | None,
    url: str | None,
    profile: str,
    select: list[str] | None,
    ignore: list[str] | None,
    together: bool,
    group: bool,
    max_bytes: str,
    jobs: int | None,
    allow_private: bool,
    warnings_as_errors: bool,
    format_name: str,
    outputs: tuple[str, ...],
    **look: Any,
) -> None:
    """Check feeds in RSS, Atom, JSON Feed and OPML, and report every problem with its remedy.

    A FOLDER is searched for feeds, "-" is one feed on standard input, and a URL is fetched; without
    any, the configured output folder is checked. What kind of feed it is, its content tells.
    """
    from feeds.workers.processes import collect_seldom

    # Before what is needed loads, which makes as many objects as many a run.
    collect_seldom()
    from feeds.cli.outputs import check_paths, plan_delivery
    from feeds.reporters.problems.feeds import FeedProblems
    from feeds.verify.check import Options

    view = View(**look)
    with fatal_errors():
        destinations = plan_delivery(format_name, outputs, FORMATS)
        options = Options(
            _ruleset(_known_rules(select), _known_rules(ignore), profile),
            format_ or "",
            url or "",
            together,
            _parse_bytes(max_bytes),
            clock(),
            allow_private,
        )
        if any(to.path for to in destinations) or not sources:
            settings = load(config, {})
            check_paths((to.path for to in destinations), settings)
            sources = sources or (str(settings.build.out),)
        with progress_line(quiet=view.quiet) as progress:
            report = _verify(sources, options, jobs, progress.show)
        report = report.with_warnings_as_errors() if warnings_as_errors else report
        deliver(FeedProblems(report, group), destinations, view)
    sys.exit(0 if report.ok else 1)


def _verify(
    sources: tuple[str, ...], options: "Options", jobs: int | None, progress: "Progress"
) -> "VerifyReport":
    from feeds.verify.run import verify as verify_sources
    from feeds.verify.run import verify_stream
    from feeds.workers.processes import count_processors

    if _STDIN in sources:
        if len(sources) > 1:
            raise ConfigError("- stands for one feed on standard input: give nothing else")
        return verify_stream(_STDIN_NAME, sys.stdin.buffer, options)
    return verify_sources(sources, options, jobs=jobs or count_processors(), progress=progress)


def _ruleset(select: frozenset[str], ignore: frozenset[str], profile: str) -> "Ruleset":
    from feeds.verify.ruleset import Ruleset

    if select and select <= ignore:
        from feeds.config.checks import no_rule_left

        raise ConfigError(no_rule_left("--select", "--ignore", select))
    return Ruleset(select, ignore, profile)


def _known_rules(ids: list[str] | None) -> frozenset[str]:
    if not ids:
        return frozenset()
    from feeds.verify.ruleset import all_rules

    for rule in ids:
        if rule not in all_rules():
            from feeds.config.checks import no_such_rule

            raise ConfigError(no_such_rule(rule, all_rules(), "feeds rule --feeds"))
    return frozenset(ids)


def _parse_bytes(text: str) -> int:
    units = {"K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
    number, unit = (text[:-1], units[text[-1].upper()]) if text[-1:].upper() in units else (text, 1)
    if not (number.isascii() and number.isdigit() and int(number)):
        raise ConfigError(f"--max-bytes {text}: write a number, such as 20M", key="--max-bytes")
    return int(number) * unit
