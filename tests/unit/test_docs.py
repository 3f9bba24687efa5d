"""The pages for people name all that there is, and nothing else: options, settings, rooms, pages."""

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
from markdown_it import MarkdownIt

import feeds
from feeds.cli import cli
from feeds.config.load import load_settings
from feeds.validation.schema.checker import schema_text

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"


def config_keys() -> Iterator[str]:
    """Yield every key of feeds.toml in full, NAME standing for the name of a topic or provider."""
    schema = json.loads(schema_text("config"))
    for table, child in schema["properties"].items():
        yield from (f"{table}.{key}" for key in child.get("properties", {}))
        if child.get("additionalProperties"):
            named = schema["$defs"][table.removesuffix("s")]
            yield from (f'{table}."NAME".{key}' for key in named["properties"])


def first_cells(page: str) -> list[str]:
    """Return the code of the first cell of each row of the tables of *page* (Markdown)."""
    cells = re.findall(r"^\| (`[^|]*?) \|", page.replace("\\|", "or"), re.MULTILINE)
    return [name for cell in cells for name in re.findall("`([^`]*)`", cell)]


def test_the_page_of_the_configuration_has_every_key_once_and_no_other() -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert sorted(first_cells(text)) == sorted(config_keys())


def example_keys(config: Path) -> Iterator[str]:
    """Yield the keys that *config* sets, as ``config_keys`` names them."""
    for table, keys in tomllib.loads(config.read_text(encoding="utf-8")).items():
        if table in {"topics", "providers"}:
            yield from (f'{table}."NAME".{key}' for named in keys.values() for key in named)
        else:
            yield from (f"{table}.{key}" for key in keys)


def test_the_page_of_the_configuration_has_an_example_of_every_key_that_can_be_used(
    tmp_path: Path,
) -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    config, shown = tmp_path / "feeds.toml", set()
    for block in re.findall(r"^```toml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        config.write_text(block, encoding="utf-8")
        load_settings(config)
        shown |= {*example_keys(config)}
    assert shown == {*config_keys()}


def test_the_page_of_seeds_has_every_field_once_and_no_other() -> None:
    text = (DOCS / "seeds.md").read_text(encoding="utf-8")
    fields = text.partition("\nAll fields:\n")[2].partition("\n\n`")[0]
    assert sorted(first_cells(fields)) == sorted(json.loads(schema_text("seed"))["properties"])


def options(command: click.Command) -> set[str]:
    """Return the options of *command* that are its own, as users type them."""
    context = click.Context(command)
    parameters = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    names = {name for each in parameters for name in (*each.opts, *each.secondary_opts)}
    return names - {"-h", "--help"}


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command below *group*, which is called *name*, with its whole name."""
    context = click.Context(group)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {child}")
        elif command:
            yield f"{name} {child}", command


def test_the_page_of_commands_has_every_option_of_each_and_no_other() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (feeds .*)\n((?:(?!## ).*\n)*)", text, re.MULTILINE))
    named = {
        title: {cell.split()[0] for cell in first_cells(section) if cell.startswith("-")}
        for title, section in sections.items()
    }
    assert named == {name: options(command) for name, command in commands(cli, "feeds")}


def test_options_are_found_below_groups() -> None:
    """Without options, the test above would pass for any page."""
    found = {name: options(command) for name, command in commands(cli, "feeds")}
    assert found["feeds cache clear"] == {"-c", "--config"}
    assert {"--cache", "--no-cache", "-j", "--jobs"} < found["feeds build"]


def test_readme_names_every_command_once_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    assert sorted(first_cells(re.sub(r"\[(`.*?`)\]\(.*?\)", r"\1", text))) == sorted(
        name for name, _ in commands(cli, "feeds")
    )


def anchors(page: Path) -> set[str]:
    """Return the names by which GitHub links to the headings of *page*."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    heads = [
        "".join(part.content for part in inline.children or () if part.type != "html_inline")
        for token, inline in pairwise(tokens)
        if token.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def targets(page: Path) -> Iterator[str]:
    """Yield where the links and pictures of *page* lead, but to other hosts."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        for part in token.children or ():
            target = part.attrGet("href") or part.attrGet("src")
            if target and not re.match(r"[a-z]+:", str(target)):
                yield str(target)


def test_every_link_of_the_pages_leads_to_a_file_and_a_heading_that_are_there() -> None:
    pages = [README, *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md"))]
    pages += sorted(DOCS.rglob("*.md"))
    dead, asked = [], 0
    for page in pages:
        for target in targets(page):
            path, _, anchor = target.partition("#")
            place = page.parent / path if path else page
            asked += 1
            if not place.exists() or (anchor and anchor not in anchors(place)):
                dead.append((page.name, target))
    assert dead == []
    assert asked > 50


def test_a_readme_is_short() -> None:
    """What is longer is read by nobody; the pages in docs/ have room."""
    assert README.stat().st_size <= 8 * 1024


def test_keys_are_found_in_tables_and_below_names() -> None:
    """Without keys, the test above would pass for an empty page."""
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
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert [page for page in sorted(pages) if f"]({page})" not in text] == []


def test_the_table_of_contents_calls_pages_as_they_call_themselves() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    called = dict(re.findall(r"^- \[(.*?)\]\(([\w-]+\.md)\)", text, re.MULTILINE))
    titles = {(DOCS / page).read_text("utf-8").partition("\n")[0]: page for page in called.values()}
    assert {f"# {name}": page for name, page in called.items()} == titles


def test_every_file_of_the_program_that_a_page_names_is_there() -> None:
    pages = [README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
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
    pages = [ROOT / "CONTRIBUTING.md", *sorted((DOCS / "decisions").glob("*.md"))]
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
    pages = [README, *sorted(DOCS.glob("*.md"))]
    named = re.findall(r"seedfeeds==([\w.]+)", "".join(page.read_text("utf-8") for page in pages))
    assert {*named} == {feeds.__version__}
