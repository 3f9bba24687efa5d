"""``feeds cache``: what the program keeps between runs."""

from pathlib import Path

import click

from feeds.cli.shared import EXIT_CODES, config_option, fatal_errors, load


@click.group(epilog=EXIT_CODES)
def cache() -> None:
    """Manage what builds keep between runs, in the folder .feeds-cache."""


@cache.command(epilog=EXIT_CODES)
@config_option
def clear(config: Path | None) -> None:
    """Forget what builds have learnt, so that the next one reads and renders everything.

    What feeds check-links has learnt stays: delete links.sqlite for that.
    """
    from feeds.cache import store

    with fatal_errors():
        removed = store.clear(load(config, {}).links.cache)
    for path in removed:
        click.echo(f"removed {path}")
    if not removed:
        click.echo("there is nothing to forget")
