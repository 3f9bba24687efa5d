"""Options that several commands have, each worded once."""

from collections.abc import Callable, Sequence
from functools import reduce
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Options = Callable[[Callable[..., Any]], Callable[..., Any]]
_Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]

config_option = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="Configuration file.  [default: feeds.toml here or in the nearest parent folder]",
)
seeds_option = click.option(
    "--seeds", type=click.Path(), help="Folder of seeds, or its address.  [default: seeds]"
)
allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Ask this machine and private networks as well."
)
warnings_as_errors_option = click.option(
    "--warnings-as-errors", is_flag=True, help="Treat each warning as an error."
)
output_option = click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[NAME=]FILE",
    help="Write the format to FILE instead of standard output; with NAME=, write the format"
    " NAME there besides. May be repeated.",
)


def format_option(formats: Sequence[str], what: str) -> _Options:
    """Return the option ``--format`` for *what* can be written in *formats*, by default text."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(formats),
        default="text",
        show_default=True,
        help=f"How {what} are written.",
    )


def rule_options(complete: _Complete) -> _Options:
    """Return the options that choose among the rules whose ids *complete* knows."""
    shared: dict[str, Any] = {
        "multiple": True,
        "metavar": "IDS",
        "callback": _parse_ids,
        "shell_complete": complete,
    }
    which = "separated by commas; may be repeated."
    return _together(
        click.option("--select", help=f"Rules to apply, {which}  [default: all]", **shared),
        click.option("--ignore", help=f"Rules not to apply, {which}", **shared),
    )


def view_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options that say how much of a report is shown: fields of a View."""
    of_people = "(text, concise, markdown)"
    options = _together(
        click.option(
            "--max-problems",
            type=click.IntRange(min=1),
            metavar="N",
            help=f"Show the first N problems and say how many more there are {of_people}.",
        ),
        click.option("--statistics", is_flag=True, help=f"Count the problems by rule {of_people}."),
        click.option(
            "-v", "--verbose", is_flag=True, help="Show infos as well; JSON has them in any case."
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print problems only."),
    )
    return options(command)


class Seconds(click.FloatRange):
    """A time in seconds, from *min* on, which may have no end but is a number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return *value* as a number; nan, which no limit excludes, is an error of use."""
        seconds = super().convert(value, param, ctx)
        return self.fail("nan is no number", param, ctx) if isnan(seconds) else seconds


class PathToWrite(click.Path):
    """A path where something is written, which begins with no ~ that a shell did not read."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return *value* as a path; a folder called ~ would be made of it otherwise."""
        from feeds.settings import NO_HOME, names_home

        if names_home(str(value)):
            self.fail(f"{value} {NO_HOME}", param, ctx)
        return super().convert(value, param, ctx)


def _together(*options: _Options) -> _Options:
    """Return *options* as one; help lists them in this order."""
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


def _parse_ids(
    _context: click.Context, _option: click.Parameter, lists: Sequence[str]
) -> list[str] | None:
    """Return the ids in all *lists*, each of ids separated by commas; None if there are none."""
    return [part.strip() for text in lists for part in text.split(",")] or None
