"""``feeds new``: a seed of a page, or seeds of the entries of a feed."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feeds.cli.options import PathToWrite, allow_private_option, config_option
from feeds.cli.shared import clock, exit_codes, fatal_errors, load, say
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from feeds.clippings.clipping import Moment
    from feeds.clippings.run import Made, Result

_STDIN = "-"
_EXIT_CODES = exit_codes(
    "an address of which no seed was made, or one that has a seed", network=True
)


def _parse_date(
    _context: click.Context, option: click.Parameter, text: str | None
) -> "Moment | None":
    from feeds.clippings.moments import parse_moment

    moment = parse_moment(text) if text else None
    if text and moment is None:
        raise click.BadParameter(f'"{text}" is no date, such as 2026-11-30', param=option)
    return moment._replace(assumed="") if moment else None


@click.command(epilog=_EXIT_CODES)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@config_option
@click.option("--from", "feed", metavar="FEED", help="Take the entries of a feed: a file or URL.")
@click.option("--title", help="The title, in place of that of the page.")
@click.option("--provider", metavar="NAME", help="The provider, in place of the one found.")
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="NAME",
    help="A topic, in place of those proposed; may be repeated.",
)
@click.option(
    "--date",
    metavar="TIME",
    callback=_parse_date,
    help="When it was published, such as 2026-11-30 or 2026-11-30T13:00:00Z.",
)
@click.option(
    "--file", type=PathToWrite(path_type=Path), help="Where to write the seed, in the seeds folder."
)
@click.option(
    "--published/--unpublished",
    default=None,
    help="Whether the seeds are published.  [default: those of URL are, those of FEED are not]",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Take the first N entries of FEED."
)
@click.option("--edit", is_flag=True, help="Open what was written in $VISUAL or $EDITOR.")
@click.option("--print", "show", is_flag=True, help="Print the seeds, and write nothing.")
@allow_private_option
@click.option("-q", "--quiet", is_flag=True, help="Name only what was written, or not taken.")
def new(
    urls: tuple[str, ...],
    config: Path | None,
    feed: str | None,
    edit: bool,
    show: bool,
    quiet: bool,
    **wanted: Any,
) -> None:
    """Write a seed of each page at URL, or of each entry of a feed.

    What the page says of itself becomes title, excerpt, dates, addresses, picture, language and
    authors; the provider and the topics are those of the collection that fit. "-" reads addresses
    from standard input, one a line. An article that has a seed is named instead. Nothing that
    exists is overwritten.

    It takes the extra "new": pip install 'seedfeeds[new]'.
    """
    from feeds.clippings.run import Wishes, seeds_of_feed, seeds_of_pages

    with fatal_errors():
        _check_use(urls, feed, wanted)
        settings = load(config, {})
        wishes = Wishes(**wanted, write=not show, now=clock())
        results = (
            seeds_of_feed(feed, settings, wishes)
            if feed
            else seeds_of_pages(_addresses(urls), settings, wishes)
        )
        code, made = _tell(results, is_feed=feed is not None, show=show, quiet=quiet)
        if edit and made:
            _edit(made)
    sys.exit(code)


def _check_use(urls: tuple[str, ...], feed: str | None, wanted: dict[str, Any]) -> None:
    if bool(urls) == (feed is not None):
        message = "give the URL of a page, or --from with a feed" + (", not both" if urls else "")
        raise ConfigError(message, key="URL")
    several = feed is not None or len(urls) > 1 or _STDIN in urls
    for name in ("title", "file") if several else ():
        if wanted[name] is not None:
            raise ConfigError(f"--{name} is for one page only", key=f"--{name}")
    if wanted["limit"] and feed is None:
        raise ConfigError("--limit is for the entries of a feed (--from)", key="--limit")


def _addresses(urls: tuple[str, ...]) -> Iterator[str]:
    for url in urls:
        if url == _STDIN:
            lines = (line.strip() for line in sys.stdin)
            yield from (line for line in lines if line and not line.startswith("#"))
        else:
            yield url


def _tell(
    results: "Iterator[Result]", *, is_feed: bool, show: bool, quiet: bool
) -> tuple[int, list[Path]]:
    """Print each of *results* as it comes; return the exit code, and the seeds that were made.

    Of a feed most entries have seeds when it is taken again.
    """
    from feeds.clippings.run import Known, Made

    code, paths = 0, list[Path]()
    for result in results:
        if isinstance(result, Made):
            paths.append(result.path)
            _tell_made(result, show=show, quiet=quiet)
        elif isinstance(result, Known):
            if not (is_feed and quiet):
                say(f"{result.address} has a seed: {result.path}", err=True)
            code = max(code, 0 if is_feed else 1)
        else:
            say(f"feeds: error: {result.reason}", err=True)
            code = max(code, 2 if result.unreachable else 1)
    return code, paths


def _tell_made(made: "Made", *, show: bool, quiet: bool) -> None:
    if show:
        # As seeds are, whatever the encoding and the line ends of this system.
        click.echo(made.text.encode("utf-8"), nl=False)
    else:
        say(f"wrote {made.path}")
    for note in () if quiet else made.notes:
        say(f"note: {made.path}: {note}", err=True)


def _edit(paths: list[Path]) -> None:
    """Open the files at *paths* in the editor of the user."""
    try:
        for path in paths:
            click.edit(filename=str(path))
    except click.ClickException as exc:
        raise ConfigError(f"--edit: {exc.format_message()}", key="--edit") from exc
