"""``feeds rule``: the documentation of the rules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from feeds.cli.shared import EXIT_CODES, fatal_errors
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from feeds.problems.rule import Rule


def complete_ids(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return what *incomplete* may become: ids of rules for seeds, by commas, the last begun."""
    from feeds.validation.selection import all_rules

    return _complete(incomplete, all_rules().values())


def complete_feed_ids(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return what *incomplete* may become: ids of rules for feeds, by commas, the last begun."""
    from feeds.verify.ruleset import all_rules

    return _complete(incomplete, all_rules().values())


def _complete_any(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    found = complete_ids(context, parameter, incomplete)
    return [*found, *complete_feed_ids(context, parameter, incomplete)]


def _complete(incomplete: str, rules: "Iterable[Rule]") -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    before, comma, last = incomplete.rpartition(",")
    chosen = before.split(",")
    return [
        CompletionItem(f"{before}{comma}{rule.id}", help=rule.what)
        for rule in rules
        if rule.id.startswith(last) and rule.id not in chosen
    ]


@click.command(epilog=EXIT_CODES)
@click.argument("rule_id", metavar="[ID]", required=False, shell_complete=_complete_any)
@click.option("--feeds", is_flag=True, help="List the rules for feeds, not those for seeds.")
@click.option("--markdown", is_flag=True, help="Print the documentation of all rules as Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print all rules, of both kinds, as JSON.")
def rule(rule_id: str | None, feeds: bool, markdown: bool, as_json: bool) -> None:
    """Print what the rule ID is about, or list all rules."""
    from feeds.reporters import rules

    with fatal_errors():
        chosen = {"--feeds": feeds, "--markdown": markdown, "--json": as_json}
        option = next((name for name, is_given in chosen.items() if is_given), "")
        if rule_id and option:
            raise ConfigError(f"{option} prints all rules: leave the ID out", key=option)
        if as_json and (feeds or markdown):
            raise ConfigError("--json prints all rules: give no other option", key="--json")
        if rule_id:
            text = rules.describe(rule_id)
        elif as_json:
            text = rules.render_json()
        else:
            show = rules.render_all if markdown else rules.list_all
            text = show(of_feeds=feeds)
        click.echo(text, nl=False)
