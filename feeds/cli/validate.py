"""``feeds validate``: check seeds and report every problem."""

import sys
from pathlib import Path

import click

from feeds.cli.session import (
    EXIT_CODES,
    config_option,
    fatal_errors,
    load,
    print_problems,
    progress_bar,
)


@click.command(epilog=EXIT_CODES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@config_option
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def validate(paths: tuple[Path, ...], config: Path | None, quiet: bool) -> None:
    """Check seeds against the schema and the rules, and report every problem with its remedy.

    PATH is a file or a folder of seeds; without any, the configured folder is checked.
    """
    from feeds import pipeline
    from feeds.reporters import summary

    with fatal_errors(), progress_bar(quiet=quiet) as bar:
        report = pipeline.validate(paths, load(config, {}), bar.show)
    print_problems(report.diagnostics, err=False)
    if not quiet:
        click.echo(summary.validation_line(report))
    sys.exit(0 if report.ok else 1)
