"""``feeds cache``: what the program keeps between runs."""

from pathlib import Path

import click

from feeds.cli.options import config_option
from feeds.cli.shared import EXIT_CODES, fatal_errors, load, reporting, say


@click.group(epilog=EXIT_CODES)
def cache() -> None:
    """Manage what builds keep between runs, in the folder .feeds-cache."""


@cache.command(epilog=EXIT_CODES)
@config_option
def clear(config: Path | None) -> None:
    """Forget what builds have learnt, so that the next one reads and renders everything.

    A build that is under way is waited for. What feeds check-links has learnt stays: delete
    links.sqlite for that.
    """
    from feeds.build import remember
    from feeds.build.context import BuildOptions

    with fatal_errors():
        removed = remember.forget(load(config, {}), BuildOptions().lock_seconds)
    with reporting("what builds have learnt was removed" if removed else ""):
        for path in removed:
            say(f"removed {path}")
    if not removed:
        click.echo("there is nothing to forget")
