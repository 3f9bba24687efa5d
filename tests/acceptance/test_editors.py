"""What docs/editors.md promises: completion and hover in front matter, problems in a list."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.language_server import LanguageServer, serve
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import ROOT, RunFeeds
from tests.plugins.needs import YAML_LANGUAGE_SERVER

EDITORS = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
SEED = """\
---
title: "PyTorch joins the Linux Foundation"
type: a
provider:
  na
images:
- url: https://example.org/a.png
  wid
---

# The body: *Markdown*, which is no YAML {at: [all

"""


def code_blocks(language: str) -> list[str]:
    """Return what the page has users copy in *language*, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", EDITORS, re.DOTALL | re.MULTILINE)


def vscode_settings() -> dict[str, Any]:
    """Return the section ``yaml`` of the settings, as the extension hands it to the server."""
    section: dict[str, Any] = {}
    for key, value in json.loads(code_blocks("json")[1]).items():
        if key.startswith("yaml."):
            *tables, name = key.removeprefix("yaml.").split(".")
            target = section
            for table in tables:
                target = target.setdefault(table, {})
            target[name] = value
    return section


def neovim_settings() -> dict[str, Any]:
    """Return the same of the lines for Neovim."""
    table = re.search(r"yaml = (\{.*?\n    \})", code_blocks("lua")[0], re.DOTALL)
    assert table
    as_json = re.sub(r'\["(.*?)"\] =|(\w+) =', lambda key: f'"{key[1] or key[2]}":', table[1])
    settings: dict[str, Any] = json.loads(re.sub(r",(\s*\})", r"\1", as_json))
    return settings


@pytest.fixture(params=["yaml", "markdown"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, run_feeds: RunFeeds
) -> Iterator[LanguageServer]:
    """Return a server that knows the schema and has opened a seed, as either editor does it."""
    (tmp_path / "seed.schema.json").write_text(run_feeds("schema").stdout, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    settings = vscode_settings() if request.param == "yaml" else neovim_settings()
    command: list[str | Path] = [
        "node",
        YAML_LANGUAGE_SERVER / "bin" / "yaml-language-server",
        "--stdio",
    ]
    offline = {"schemaStore": {"enable": False}}
    with serve(command, tmp_path, {"yaml": settings | offline}) as server:
        document = {"uri": uri(tmp_path), "version": 1, "languageId": request.param, "text": SEED}
        server.tell("textDocument/didOpen", textDocument=document)
        yield server


def uri(folder: Path) -> str:
    """Return the address of the seed in *folder*."""
    return (folder / "seeds" / "1.md").as_uri()


def complete(server: LanguageServer, folder: Path, line: int, column: int) -> set[str]:
    """Return what is offered at a place (from 0), once the server has read the schema."""
    position = {"line": line, "character": column}
    for _ in range(100):
        found = server.ask(
            "textDocument/completion", textDocument={"uri": uri(folder)}, position=position
        )
        if found and found["items"]:
            return {item["label"] for item in found["items"]}
        time.sleep(0.1)
    return set()


@pytest.mark.needs("yaml-language-server")
def test_fields_and_values_are_completed_and_explained(
    server: LanguageServer, tmp_path: Path
) -> None:
    kinds = {"article", "video", "course", "collection", "download", "forum"}
    assert complete(server, tmp_path, 2, 7) == kinds
    assert {"name", "domain"} <= complete(server, tmp_path, 4, 4)
    assert {"width", "height"} <= complete(server, tmp_path, 7, 5)
    hover = server.ask(
        "textDocument/hover",
        textDocument={"uri": uri(tmp_path)},
        position={"line": 1, "character": 2},
    )
    assert "The headline, as plain text." in hover["contents"]["value"]


def test_both_editors_are_given_the_same_settings() -> None:
    assert vscode_settings() == neovim_settings()


def test_the_problem_matcher_understands_every_line(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (task,) = json.loads(code_blocks("json")[2])["tasks"]
    matcher = task["problemMatcher"]["pattern"]
    write_seeds(tmp_path / "seeds", seed(1, "mood: good"), seed(2, topics="[2024]"))
    done = run_feeds(*task["command"].split()[1:])
    matches = [re.fullmatch(matcher["regexp"], line) for line in done.stdout.splitlines()]
    fields = ("file", "line", "column", "severity", "code")
    assert [tuple(match[matcher[field]] for field in fields) for match in matches if match] == [
        ("seeds/2.md", "7", "10", "error", "wrong-type"),
        ("seeds/1.md", "8", "1", "warning", "unknown-field"),
    ]


def test_an_editor_can_check_what_is_not_saved(run_feeds: RunFeeds) -> None:
    command = re.search(r"`feeds (validate - .*?)`", EDITORS)
    assert command
    arguments = command[1].replace("PATH", "seeds/1.md").split()
    done = run_feeds(*arguments, input=seed(1, "mood: good"))
    assert done.stdout == "seeds/1.md:8:1: warning unknown-field mood is no known field\n"
