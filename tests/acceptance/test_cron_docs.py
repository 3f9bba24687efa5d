"""What docs/cron.md has users copy does what the page says."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.acceptance import workflows
from tests.acceptance.git_repository import ENVIRONMENT, commit_all, git, make_repository
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.workflows import Runner
from tests.plugins.command import ROOT, clean_environment

pytestmark = pytest.mark.needs("git")

PAGE = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
UNITS = dict(
    re.findall(r"^```ini\n# /etc/systemd/system/(\S+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
)
# No test asks anybody for the articles of its seeds.
CONFIG = """
[site]
url = "https://news.example/"
[links]
skip = ['^https://example\\.org/']
"""


class Server:
    """A machine on which everything is where the page has it, but below *folder*."""

    def __init__(self, folder: Path) -> None:
        self.origin = folder / "origin"
        self.www = folder / "www"
        self.places = {
            "/srv/news": str(folder / "news"),
            "/opt/feeds/bin": str(folder / "bin"),
            "/var/www/feeds": str(self.www),
        }
        self.environment = clean_environment() | ENVIRONMENT
        self._install(folder / "bin" / "feeds")
        write_seeds(self.origin / "seeds", seed(1))
        (self.origin / "feeds.toml").write_text(CONFIG)
        make_repository(self.origin)
        git(folder, "clone", "--quiet", str(self.origin), "news")

    def _install(self, program: Path) -> None:
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m feeds "$@"\n')
        program.chmod(0o755)

    def placed(self, text: str) -> str:
        """Return *text* with the paths of this machine."""
        for place, folder in self.places.items():
            text = text.replace(place, folder)
        return text

    def run(self, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run *command* as a scheduler does: in no folder of the user's, with *variables*."""
        return subprocess.run(
            command, cwd="/", env=self.environment | variables, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def published(self) -> list[str]:
        """Return the titles in the feed of everything."""
        items = json.loads((self.www / "all" / "feed.json").read_text())["items"]
        return [item["title"] for item in items]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """Return a server whose clone lacks the newest seed."""
    server = Server(tmp_path)
    (server.origin / "seeds" / "2.md").write_text(seed(2))
    commit_all(server.origin)
    return server


def crontab(server: Server) -> tuple[dict[str, str], dict[str, str]]:
    """Return the variables and the commands, by their times, of the page's crontab."""
    block = re.search(r"^```text\n# crontab .*?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    assert block
    lines = server.placed(block[1]).splitlines()
    variables = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z]+=", line))
    schedule = [line.split(maxsplit=5) for line in lines if line[0].isdigit()]
    assert len(variables) + len(schedule) == len(lines)
    return variables, {" ".join(times): command for *times, command in schedule}


def run_line(server: Server, times: str) -> "subprocess.CompletedProcess[str]":
    """Run the command of the crontab that is due at *times* as cron does."""
    variables, commands = crontab(server)
    assert "%" not in commands[times]  # cron makes a line break of it
    return server.run("/bin/sh", "-c", commands[times], **variables)


def test_crontab_has_a_build_each_hour_and_a_check_each_day(server: Server) -> None:
    _, commands = crontab(server)
    assert list(commands) == ["17 * * * *", "43 4 * * *"]


def test_cron_publishes_what_was_pushed_and_says_nothing(server: Server) -> None:
    done = run_line(server, "17 * * * *")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.published() == ["Title 2", "Title 1"]
    assert (server.www / "all" / "rss.xml.br").exists()


def test_cron_mails_what_is_wrong_and_publishes_the_rest(server: Server) -> None:
    (server.origin / "seeds" / "3.md").write_text(seed(3, topics="[2024]"))
    commit_all(server.origin)
    done = run_line(server, "17 * * * *")
    assert done.returncode == 1
    assert "seeds/3.md:7:10: error[wrong-type]" in done.stderr
    assert server.published() == ["Title 2", "Title 1"]


def test_cron_checks_links_and_says_nothing_of_good_ones(server: Server) -> None:
    done = run_line(server, "43 4 * * *")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def commands_of(server: Server, unit: str) -> list[list[str]]:
    """Return what *unit* starts, in order."""
    return [
        shlex.split(server.placed(command))
        for command in re.findall(r"^ExecStart=(.*)$", UNITS[unit], re.MULTILINE)
    ]


def start(server: Server, unit: str) -> "list[subprocess.CompletedProcess[str]]":
    """Run what *unit* starts, in the folder that it names."""
    folder = re.search(r"^WorkingDirectory=(.*)$", UNITS[unit], re.MULTILINE)
    assert folder
    there = ("env", "--chdir", server.placed(folder[1]))
    return [server.run(*there, *command) for command in commands_of(server, unit)]


def results(done: "list[subprocess.CompletedProcess[str]]") -> list[tuple[int, str, str]]:
    """Return exit code, output and messages of each command that is *done*."""
    return [(one.returncode, one.stdout, one.stderr) for one in done]


def test_systemd_publishes_what_was_pushed_and_logs_nothing(server: Server) -> None:
    assert results(start(server, "feeds.service")) == [(0, "", "")] * 2
    assert server.published() == ["Title 2", "Title 1"]
    assert (server.www / "all" / "rss.xml.gz").exists()


def test_systemd_checks_links_and_logs_nothing_of_good_ones(server: Server) -> None:
    assert results(start(server, "feeds-links.service")) == [(0, "", "")]


def verify(folder: Path, units: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Have systemd read *units*, texts by name, without starting them."""
    for name, text in units.items():
        (folder / name).write_text(text)
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(folder / name) for name in units)],
        env=os.environ | {"LC_ALL": "C"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.needs("systemd-analyze")
def test_systemd_understands_every_line_of_the_units(server: Server, tmp_path: Path) -> None:
    assert sorted(UNITS) == [
        "feeds-links.service", "feeds-links.timer", "feeds.service", "feeds.timer",
    ]  # fmt: skip
    done = verify(tmp_path, {name: server.placed(text) for name, text in UNITS.items()})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.needs("systemd-analyze")
def test_systemd_says_so_when_it_does_not_understand(tmp_path: Path) -> None:
    """Without that, the test above would pass for any unit."""
    timer = UNITS["feeds.timer"].replace("OnCalendar", "OnKalender")
    done = verify(tmp_path, {"feeds.timer": timer})
    assert "Unknown key 'OnKalender' in section [Timer], ignoring." in done.stderr


def test_each_timer_starts_its_service() -> None:
    timers = [name for name in UNITS if name.endswith(".timer")]
    assert all(name.replace(".timer", ".service") in UNITS for name in timers)
    enabled = re.search(r"^# systemctl enable --now (.*)$", PAGE, re.MULTILINE)
    assert enabled
    assert enabled[1].split() == timers


@pytest.mark.needs("bash")
def test_workflow_checks_links_and_builds(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflows, "PAGE", PAGE)
    path = os.pathsep.join((server.places["/opt/feeds/bin"], server.environment["PATH"]))
    summary = tmp_path / "summary.md"
    variables = {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)}
    done = Runner(server.origin, server.environment | variables).run(".github/workflows/feeds.yml")
    assert [step.returncode for step in done] == [0, 0]
    assert summary.read_text() != ""
    feed = json.loads((server.origin / "_site" / "all" / "feed.json").read_text())
    assert [item["title"] for item in feed["items"]] == ["Title 2", "Title 1"]


def test_workflow_keeps_the_folder_that_holds_the_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflows, "PAGE", PAGE)
    steps = workflows.steps_of(".github/workflows/feeds.yml")
    (cached,) = [step["with"]["path"] for step in steps if "actions/cache@" in str(step)]
    schema = json.loads((ROOT / "schema" / "config.schema.json").read_text(encoding="utf-8"))
    assert cached == schema["properties"]["links"]["properties"]["cache"]["default"]
