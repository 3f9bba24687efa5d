"""``feeds init``: a folder becomes a collection."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli.options import PathToWrite
from feeds.cli.shared import exit_codes, fatal_errors, print_warnings, reporting, say

if TYPE_CHECKING:
    from feeds.init.answers import Answers, Question

_HOSTS = ("github-pages", "netlify", "server", "none")
_EXIT_CODES = exit_codes("the collection is there, but that could not be said")


@click.command(epilog=_EXIT_CODES)
@click.argument("folder", type=PathToWrite(path_type=Path), default=".")
@click.option("--title", help="What the collection is called.  [default: the name of FOLDER]")
@click.option("--url", help="The address where its feeds will be public.")
@click.option("--language", help="Its language, as en or de-CH.  [default: en]")
@click.option(
    "--host",
    type=click.Choice(_HOSTS),
    help="Where the feeds are published: for which host a workflow is written."
    "  [default: github-pages]",
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing, and take the defaults.")
def init(
    folder: Path,
    title: str | None,
    url: str | None,
    language: str | None,
    host: str | None,
    yes: bool,
) -> None:
    """Make a collection of FOLDER, by default the current one.

    Asks what no option says, and writes a configuration, a first seed, and what it takes to check
    seeds in an editor, before commits and on pull requests, and to publish the feeds. What is there
    already stays as it is.
    """
    from feeds.init.answers import config_around
    from feeds.init.hosts import HOSTS, next_steps
    from feeds.init.write import make_collection

    given = {"title": title, "url": url, "language": language, "host": host}
    if around := config_around(folder):
        where = f"{folder.resolve()} lies in the collection of {around}"
        print_warnings([f"{where}; commands in it will take its own configuration instead"])
    with fatal_errors():
        answers = _complete(folder, given, yes=yes)
        made = make_collection(folder, answers)
    with reporting("the collection is there"):
        for path in made.written:
            say(f"wrote {path}")
        for path in made.kept:
            say(f"kept {path}, which is there already")
        click.echo("next:")
        for number, step in enumerate(next_steps(folder, HOSTS[answers.host]), 1):
            say(f"  {number}. {step}")


def _complete(folder: Path, given: Mapping[str, str | None], *, yes: bool) -> "Answers":
    """Return what was *given* and, for the rest, what the user answers or, with *yes*, usual is.

    Raises ConfigError for what cannot be used, and where nobody can be asked.
    """
    from feeds.init.answers import check_given, complete, questions

    check_given(folder, given)
    answers = dict(given)
    for key in [each.key for each in questions(folder, given["host"])]:
        if answers[key] is None and not yes and sys.stdin.isatty():
            # What is proposed depends on what was answered.
            (question,) = (q for q in questions(folder, answers["host"]) if q.key == key)
            answers[key] = _ask(question)
    return complete(folder, answers, yes=yes)


def _ask(question: "Question") -> str:
    """Return the answer of the user, who is asked again until it can be used."""

    def check(answer: str) -> str:
        answer = answer.strip()
        if fault := question.fault_of(answer):
            raise click.UsageError(fault)
        return answer

    answer: str = click.prompt(question.text, default=question.default, value_proc=check)
    return answer
