"""README.md tells users of everything that they can configure."""

import json
from collections.abc import Iterator
from pathlib import Path

from feeds.schema.checker import schema_text

README = Path(__file__).parents[2] / "README.md"


def config_keys() -> Iterator[str]:
    """Yield every key of feeds.toml in full, NAME standing for the name of a topic or provider."""
    schema = json.loads(schema_text("config"))
    for table, child in schema["properties"].items():
        yield from (f"{table}.{key}" for key in child.get("properties", {}))
        if child.get("additionalProperties"):
            yield from (f'{table}."NAME".{key}' for key in schema["$defs"]["name"]["properties"])


def test_readme_documents_every_key_of_the_configuration() -> None:
    text = README.read_text(encoding="utf-8")
    assert [key for key in config_keys() if f"`{key}`" not in text] == []


def test_keys_are_found_in_tables_and_below_names() -> None:
    """Without keys, the test above would pass for any README."""
    keys = list(config_keys())
    assert {"site.title", "build.limit", 'topics."NAME".slug', 'providers."NAME".aliases'} < {*keys}
