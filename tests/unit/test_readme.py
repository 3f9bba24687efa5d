"""The pages for people name all that there is: settings, rooms of the program, other pages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import feeds
from feeds.validation.schema.checker import schema_text

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


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


def test_the_house_that_contributors_are_shown_has_every_room_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    house = text.partition("```text\nfeeds/\n")[2].partition("```")[0]
    shown = {line.split()[0] for line in house.splitlines()}
    package = ROOT / "feeds"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert shown == rooms | modules


def test_the_table_of_contents_leads_to_every_page() -> None:
    folder = ROOT / "docs"
    text = (folder / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in folder.glob("*.md")} - {"README.md"}
    assert [page for page in sorted(pages) if f"]({page})" not in text] == []


def test_every_file_of_the_program_that_a_page_names_is_there() -> None:
    pages = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    named = {
        (page.name, path)
        for page in pages
        for path in re.findall(
            r"`((?:feeds|tests)/[\w./-]+|schema/[\w.]+\.json)`", page.read_text("utf-8")
        )
    }
    assert len(named) > 20
    assert (
        sorted(
            (page, path)
            for page, path in named
            if not path.endswith("__pycache__") and not (ROOT / path).exists()
        )
        == []
    )


def test_a_module_that_a_page_names_by_its_room_is_there() -> None:
    rooms = "|".join(path.parent.name for path in sorted((ROOT / "feeds").glob("*/__init__.py")))
    pages = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    named = {
        name
        for page in pages
        for name in re.findall(rf"`((?:{rooms})/\w+)(?:\.py)?`", page.read_text("utf-8"))
    }
    assert {"build/read", "seeds/find"} <= named
    folder = ROOT / "feeds"
    there = [name for name in named if (folder / f"{name}.py").exists() or (folder / name).is_dir()]
    assert sorted(there) == sorted(named)


def test_pages_install_this_version() -> None:
    pages = [README, *sorted((ROOT / "docs").glob("*.md"))]
    named = re.findall(r"seedfeeds==([\w.]+)", "".join(page.read_text("utf-8") for page in pages))
    assert {*named} == {feeds.__version__}
