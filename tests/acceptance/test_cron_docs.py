"""What docs/cron.md has users copy does what the page says."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.acceptance import web_server, workflows
from tests.acceptance.git_repository import ENVIRONMENT, commit_all, git, make_repository
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.websub_hub import Hub
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
            "/var/log/feeds": str(folder / "log"),
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


def crontabs(server: Server) -> list[list[str]]:
    """Return the lines of each crontab of the page."""
    blocks = re.findall(r"^```text\n# crontab .*?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return [server.placed(block).splitlines() for block in blocks]


def schedule(lines: list[str]) -> dict[str, str]:
    """Return the commands in *lines* by their times."""
    found = [line.split(maxsplit=5) for line in lines if not re.match(r"[A-Z]+=", line)]
    assert all(len(fields) == 6 for fields in found)
    return {" ".join(times): command for *times, command in found}


def run_line(server: Server, times: str, crontab: int = 0) -> "subprocess.CompletedProcess[str]":
    """Run the command of a crontab that is due at *times* as cron does."""
    first = crontabs(server)[0]
    variables = dict(line.split("=", 1) for line in first if re.match(r"[A-Z]+=", line))
    command = schedule(crontabs(server)[crontab])[times]
    assert "%" not in command  # cron makes a line break of it
    return server.run("/bin/sh", "-c", command, **variables)


def test_crontab_has_a_build_each_hour_and_a_check_each_day(server: Server) -> None:
    base, errors, hub, log = map(schedule, crontabs(server))
    assert list(base) == list(errors) == ["17 * * * *", "43 4 * * *"]
    # What may be put in place of a line is that line, and more.
    assert hub.keys() == log.keys() == {"17 * * * *"}
    assert hub["17 * * * *"].startswith(f"{base['17 * * * *']}; ")
    assert log["17 * * * *"].startswith(f"{base['17 * * * *']} ")


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


def test_cron_mails_errors_only_if_asked_to(server: Server) -> None:
    (server.origin / "seeds" / "2.md").write_text(seed(2, "mood: good"))
    commit_all(server.origin)
    assert "warning[unknown-field]" in run_line(server, "17 * * * *").stderr
    for times in ("17 * * * *", "43 4 * * *"):
        assert results([run_line(server, times, crontab=1)]) == [(0, "", "")]
    (server.origin / "seeds" / "3.md").write_text(seed(3, topics="[2024]"))
    commit_all(server.origin)
    done = run_line(server, "17 * * * *", crontab=1)
    assert "seeds/3.md:7:10: error[wrong-type]" in done.stdout


def test_cron_checks_links_and_says_nothing_of_good_ones(server: Server) -> None:
    done = run_line(server, "43 4 * * *")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def start(server: Server, unit: str) -> "list[subprocess.CompletedProcess[str]]":
    """Run what *unit*, or what is added to one, starts, in the folder that the unit names."""
    folder = re.search(r"^WorkingDirectory=(.*)$", UNITS[unit.partition(".d/")[0]], re.MULTILINE)
    assert folder
    there = ("env", "--chdir", server.placed(folder[1]))
    commands = re.findall(r"^Exec(?:Start|StopPost)=(.+)$", UNITS[unit], re.MULTILINE)
    return [server.run(*there, *shlex.split(server.placed(command))) for command in commands]


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
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    main = [str(folder / name) for name in units if "/" not in name]
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *main],
        env=os.environ | {"LC_ALL": "C"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.needs("systemd-analyze")
def test_systemd_understands_every_line_of_the_units(server: Server, tmp_path: Path) -> None:
    assert sorted(UNITS) == [
        "feeds-links.service", "feeds-links.timer", "feeds.service",
        "feeds.service.d/hub.conf", "feeds.service.d/log.conf", "feeds.timer",
    ]  # fmt: skip
    done = verify(tmp_path, {name: server.placed(text) for name, text in UNITS.items()})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.needs("systemd-analyze")
@pytest.mark.parametrize(
    ("name", "line", "misspelt"),
    [
        ("feeds.timer", "OnCalendar", "OnKalender"),
        ("feeds.service.d/hub.conf", "ExecStopPost", "ExecStopGhost"),
        ("feeds.service.d/log.conf", "LogsDirectory", "LogDirectory"),
    ],
)
def test_systemd_says_so_when_it_does_not_understand(
    server: Server, tmp_path: Path, name: str, line: str, misspelt: str
) -> None:
    """Without that, the test above would pass for any unit."""
    units = UNITS | {name: UNITS[name].replace(line, misspelt)}
    done = verify(tmp_path, {name: server.placed(text) for name, text in units.items()})
    assert f"Unknown key '{misspelt}' in section" in done.stderr


def test_each_timer_starts_its_service() -> None:
    timers = [name for name in UNITS if name.endswith(".timer")]
    assert all(name.replace(".timer", ".service") in UNITS for name in timers)
    enabled = re.search(r"^# systemctl enable --now (.*)$", PAGE, re.MULTILINE)
    assert enabled
    assert enabled[1].split() == timers


@pytest.mark.parametrize("host", ["GitHub Pages", "Netlify"])
def test_workflows_keep_what_builds_and_checks_go_on_from(host: str) -> None:
    steps = workflows.steps_of(".github/workflows/feeds.yml", workflows.section(PAGE, host))
    (cached,) = [step["with"]["path"] for step in steps if "actions/cache@" in str(step)]
    *_, build, publish = [step for step in steps if "_site" in str(step)]
    assert build["run"].startswith("feeds build --out _site ")
    assert "_site" in publish.get("with", {}).get("path", publish.get("run", ""))
    schema = json.loads((ROOT / "schema" / "config.schema.json").read_text(encoding="utf-8"))
    verdicts = schema["properties"]["links"]["properties"]["cache"]["default"]
    assert cached.split() == [verdicts, "_site"]


@pytest.mark.needs("bash")
def test_netlify_is_handed_the_feeds_and_what_they_are_sent_as(
    server: Server, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    npx = Path(server.places["/opt/feeds/bin"], "npx")
    npx.write_text(f'#!/bin/sh\necho "$NETLIFY_SITE_ID $NETLIFY_AUTH_TOKEN $*" >{asked}\n')
    npx.chmod(0o755)
    headers = web_server.block("_headers")
    (server.origin / "_headers").write_text(headers)
    path = os.pathsep.join((server.places["/opt/feeds/bin"], server.environment["PATH"]))
    variables = {"PATH": path, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    context = {"secrets.NETLIFY_AUTH_TOKEN": "token", "vars.NETLIFY_SITE_ID": "site"}
    runner = Runner(server.origin, server.environment | variables, context)
    done = runner.run(".github/workflows/feeds.yml", workflows.section(PAGE, "Netlify"))
    assert [step.returncode for step in done] == [0, 0, 0]
    assert asked.read_text().startswith("site token --yes netlify-cli@")
    assert asked.read_text().endswith(" deploy --prod --no-build --dir _site\n")
    assert (server.origin / "_site" / "_headers").read_text() == headers
    assert (server.origin / "_site" / "all" / "rss.xml").is_file()


ADDRESSES = {
    f"https://news.example/{path}/{name}"
    for path in ("all", "providers/zdnet", "topics/ai")
    for name in ("atom.xml", "feed.json", "rss.xml")
}


@pytest.fixture
def hub(server: Server) -> Iterator[Hub]:
    """Return a hub that the feeds name."""
    with Hub() as hub:
        config = CONFIG.replace("[site]", f'[site]\nhub = "{hub.url}"')
        (server.origin / "feeds.toml").write_text(config)
        commit_all(server.origin)
        yield hub


def told(hub: Hub) -> set[str]:
    """Return what *hub* was told, each once."""
    topics = [topic for (topic,) in hub.told]
    assert len(topics) == len({*topics})
    return {*topics}


def test_cron_tells_the_hub_and_says_nothing(server: Server, hub: Hub) -> None:
    done = run_line(server, "17 * * * *", crontab=2)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert told(hub) == ADDRESSES


def test_cron_tells_the_hub_of_good_seeds_where_others_have_problems(
    server: Server, hub: Hub
) -> None:
    (server.origin / "seeds" / "3.md").write_text(seed(3, topics="[2024]"))
    commit_all(server.origin)
    assert "seeds/3.md:7:10: error[wrong-type]" in run_line(server, "17 * * * *", crontab=2).stderr
    assert told(hub) == ADDRESSES


def test_systemd_tells_the_hub_and_logs_nothing(server: Server, hub: Hub) -> None:
    start(server, "feeds.service")
    assert results(start(server, "feeds.service.d/hub.conf")) == [(0, "", "")]
    assert told(hub) == ADDRESSES


@pytest.mark.needs("bash")
def test_workflow_checks_links_and_builds_and_goes_on_without_the_hub(
    server: Server, hub: Hub, tmp_path: Path
) -> None:
    last = re.search(
        r"^```yaml\n( +- name: Tell the hub\n.*?)^```$", PAGE, re.DOTALL | re.MULTILINE
    )
    assert last
    page = workflows.section(PAGE, "GitHub Pages")
    (deploy,) = re.findall(r"^ +- uses: actions/deploy-pages@.*\n", page, re.MULTILINE)
    page = page.replace(deploy, deploy + last[1])
    path = os.pathsep.join((server.places["/opt/feeds/bin"], server.environment["PATH"]))
    summary = tmp_path / "summary.md"
    variables = {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)}
    hub.refused = {min(ADDRESSES)}
    runner = Runner(server.origin, server.environment | variables)
    done = runner.run(".github/workflows/feeds.yml", page)
    assert [step.returncode for step in done] == [0, 0, 0]
    assert summary.read_text() != ""
    feed = json.loads((server.origin / "_site" / "all" / "feed.json").read_text())
    assert [item["title"] for item in feed["items"]] == ["Title 2", "Title 1"]
    assert told(hub) == ADDRESSES - hub.refused


def check_report(server: Server, log: str) -> None:
    """Check what a program finds that watches over a build of two seeds."""
    (line,) = map(json.loads, log.splitlines())
    assert (line["event"], line["ok"], line["read"]) == ("build", True, 2)
    report = json.loads(Path(server.places["/var/log/feeds"], "report.json").read_text())
    assert (report["ok"], report["entries"], report["next_due"]) == (True, 2, None)
    assert "rendering feeds" in report["seconds"]


def test_cron_logs_and_reports_for_programs(server: Server) -> None:
    logs = Path(server.places["/var/log/feeds"])
    logs.mkdir()
    done = run_line(server, "17 * * * *", crontab=3)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    check_report(server, (logs / "build.log").read_text())


def test_systemd_logs_and_reports_for_programs(server: Server) -> None:
    pulled, built = start(server, "feeds.service.d/log.conf")
    assert (pulled.returncode, built.returncode, built.stdout) == (0, 0, "")
    check_report(server, built.stderr)
