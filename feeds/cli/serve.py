"""``feeds serve``: see what would be published."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.options import config_option, seeds_option
from feeds.cli.shared import clock, fatal_errors, print_problems, say
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from feeds.serve.preview import Preview

_INSTALL = (
    "feeds serve needs libraries that are not installed: install feeds with its extra serve:"
    " pip install 'seedfeeds[serve]', or pip install '.[serve]' in a checkout"
)


_EXIT_CODES = """\b
Exit codes:
  0    ended by Ctrl-C
  2    wrong use or configuration, no seeds, or an address that is taken
  129  ended by SIGHUP; 143: by SIGTERM"""


@click.command(epilog=_EXIT_CODES)
@config_option
@seeds_option
@click.option(
    "--include-unpublished/--no-include-unpublished",
    default=None,
    help="Show seeds with published: false too.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. Who can reach an address other than of this machine can read all.",
)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="0 takes any that is free.",
)
@click.option(
    "--watch/--no-watch",
    default=True,
    show_default=True,
    help="Build again when seeds or the configuration change, and have browsers load that.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the pages in the browser.")
@click.option("-q", "--quiet", is_flag=True, help="Print only the address, and errors.")
def serve(
    config: Path | None,
    seeds: str | None,
    include_unpublished: bool | None,
    host: str,
    port: int,
    watch: bool,
    open_browser: bool,
    quiet: bool,
) -> None:
    """Build the feeds into a folder of their own, and serve them until Ctrl-C.

    Pages show what is wrong with seeds. What is published, and what builds remember of it, stays as
    it is.
    """
    with fatal_errors(signals=True):
        if not (find_spec("werkzeug") and find_spec("watchfiles")):
            raise ConfigError(_INSTALL)
        from feeds.config.load import find_config
        from feeds.serve.run import ServeOptions, serve
        from feeds.workers.choose import choose_executor

        def show_address(address: str) -> None:
            say(f"serving at {address} (Ctrl-C ends it)")
            if open_browser:
                click.launch(address)

        given = {"seeds.path": seeds, "seeds.include_unpublished": include_unpublished}
        jobs, _ = choose_executor("processes", None, None)
        try:
            serve(
                config or find_config(Path.cwd()),
                given,
                ServeOptions(clock=clock, host=host, port=port, watch=watch, jobs=jobs),
                show_address,
                lambda preview: _print(preview, quiet=quiet),
            )
        except KeyboardInterrupt as exc:
            # That is how it ends; other signals are told from this.
            if type(exc) is not KeyboardInterrupt:
                raise
            say("stopped")


def _print(preview: "Preview", *, quiet: bool) -> None:
    """Print what became of a build, and once they are known the problems of seeds."""
    from feeds.problems.diagnostics import Severity
    from feeds.reporters.summary import count

    if preview.error:
        say(f"feeds: error: {preview.error}", err=True)
    elif preview.problems is not None:
        errors = [found for found in preview.problems if found.severity is Severity.ERROR]
        print_problems(errors)
        if (warnings := len(preview.problems) - len(errors)) and not quiet:
            say(f"{count(warnings, 'warning')} in the seeds: the pages show them")
    elif not quiet:
        entries = count(preview.entries, "entry", "entries")
        say(f"built {entries} in {count(preview.feeds, 'feed')}")
