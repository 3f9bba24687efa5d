"""``feeds schema``: print the JSON Schema of seeds."""

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a seed's front matter."""
    from feeds.validation.schema.checker import schema_text

    click.echo(schema_text(), nl=False)
