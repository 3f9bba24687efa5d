"""The templates, and that the pages in docs/ have users copy the same texts."""

import json
import re
from pathlib import Path

import pytest

from feeds import __version__
from feeds.init import hosts, write
from feeds.init.template import fill
from tests.plugins.command import ROOT

VALUES = {"VERSION": __version__, "SEEDS": "seeds"}
SHOWN = {
    "ci.md": ["pre-commit-config.yaml", "pull-requests.yml"],
    "cron.md": ["github-pages.yml", "netlify.yml"],
    "editors.md": ["vscode-settings.json", "vscode-tasks.json", "vscode-extensions.json"],
    "hosting.md": ["netlify-headers"],
}


@pytest.mark.parametrize(
    ("page", "template"), [(page, name) for page, names in SHOWN.items() for name in names]
)
def test_a_page_shows_what_is_written(page: str, template: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w+\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert blocks.count(fill(template, VALUES)) == 1


def test_the_crontab_is_that_of_the_page() -> None:
    text = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
    (shown, *_) = re.findall(r"^```text\n# crontab .*?\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    written = fill("server.crontab").splitlines()
    assert [line for line in written if not line.startswith("#")] == shown.splitlines()


def test_every_template_is_written_for_some_host() -> None:
    folder = Path(write.__file__).with_name("templates")
    used = {"feeds.toml", "first-seed.md"}
    for files in (write.ALWAYS, *(host.files for host in hosts.HOSTS.values())):
        used.update(files.values())
    assert used == {path.name for path in folder.iterdir()}


def test_what_stands_in_a_value_is_no_mark() -> None:
    texts = dict.fromkeys(("TITLE", "LANGUAGE", "ID"), '"@URL@"')
    text = fill("feeds.toml", texts | {"URL": '"https://a.example/@ID@"'})
    assert text.count('"@URL@"') == 3
    assert 'url = "https://a.example/@ID@"' in text


def test_settings_are_json_whatever_the_folder_is_called() -> None:
    folder = 'se"eds\\'
    text = fill("vscode-settings.json", {"SEEDS": json.dumps(folder)[1:-1]})
    assert list(json.loads(text)["files.associations"]) == [f"**/{folder}/**/*.md"]
