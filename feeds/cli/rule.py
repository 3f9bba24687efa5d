"""``feeds rule``: the documentation of the rules."""

import click

from feeds.cli.session import EXIT_CODES, fatal_errors


@click.command(epilog=EXIT_CODES)
@click.argument("rule_id", metavar="[ID]", required=False)
def rule(rule_id: str | None) -> None:
    """Print what the rule ID is about, or list all rules."""
    from feeds.reporters import rules

    with fatal_errors():
        click.echo(rules.describe(rule_id) if rule_id else rules.list_all(), nl=False)
