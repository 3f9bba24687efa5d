"""``feeds rule``: the documentation of the rules."""

from typing import TYPE_CHECKING

import click

from feeds.cli.shared import EXIT_CODES, fatal_errors
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_ids(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    """Return what *incomplete* may become: ids of rules, by commas, of which the last is begun."""
    from click.shell_completion import CompletionItem

    from feeds.validation.ruleset import all_rules

    before, comma, last = incomplete.rpartition(",")
    chosen = before.split(",")
    return [
        CompletionItem(f"{before}{comma}{rule.id}", help=rule.what)
        for rule in all_rules().values()
        if rule.id.startswith(last) and rule.id not in chosen
    ]


@click.command(epilog=EXIT_CODES)
@click.argument("rule_id", metavar="[ID]", required=False, shell_complete=complete_ids)
@click.option("--markdown", is_flag=True, help="Print the documentation of all rules as Markdown.")
def rule(rule_id: str | None, markdown: bool) -> None:
    """Print what the rule ID is about, or list all rules."""
    from feeds.reporters import rules

    with fatal_errors():
        if rule_id and markdown:
            raise ConfigError("--markdown prints all rules: leave the ID out", key="--markdown")
        if rule_id:
            text = rules.describe(rule_id)
        else:
            text = rules.render_all() if markdown else rules.list_all()
        click.echo(text, nl=False)
