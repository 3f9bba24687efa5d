"""``feeds rule``: the documentation of the rules."""

import click

from feeds.cli.session import EXIT_CODES, fatal_errors
from feeds.errors import ConfigError


@click.command(epilog=EXIT_CODES)
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--markdown", is_flag=True, help="Print the documentation of all rules as Markdown.")
def rule(rule_id: str | None, markdown: bool) -> None:
    """Print what the rule ID is about, or list all rules."""
    from feeds.reporters import rules

    with fatal_errors():
        if rule_id and markdown:
            raise ConfigError("--markdown prints all rules: leave the ID out")
        if rule_id:
            text = rules.describe(rule_id)
        else:
            text = rules.render_all() if markdown else rules.list_all()
        click.echo(text, nl=False)
