"""What docs/ci.md has users copy does what the page says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.acceptance.git_repository import ENVIRONMENT, commit_all, git, make_repository
from tests.acceptance.offline_python import build_release, make_python, offline_environment
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.workflows import INSTALL, PAGE, Runner, documents, steps_of
from tests.plugins.command import ROOT, clean_environment

pytestmark = [pytest.mark.needs("bash"), pytest.mark.needs("git")]

BASE = "github.event.pull_request.base.sha"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a repository with a clean seed and one that somebody else has spoilt."""
    folder = tmp_path / "work"
    write_seeds(folder / "seeds", seed(1), seed(2, topics="[2024]"))
    (folder / "feeds.toml").write_text('[site]\nurl = "https://news.example/"\n')
    make_repository(folder)
    return folder


@pytest.fixture
def runner(work: Path, tmp_path: Path) -> Runner:
    """Return a runner that finds this checkout's ``feeds`` on its PATH."""
    program = tmp_path / "bin" / "feeds"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m feeds "$@"\n')
    program.chmod(0o755)
    clean = clean_environment() | ENVIRONMENT
    return Runner(work, clean | {"PATH": f"{program.parent}{os.pathsep}{clean['PATH']}"})


def test_pull_request_is_stopped_by_its_own_faults_only(work: Path, runner: Runner) -> None:
    runner.context[BASE] = git(work, "rev-parse", "HEAD")
    (work / "seeds" / "3.md").write_text(seed(3))
    commit_all(work)
    (done,) = runner.run(".github/workflows/seeds.yml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "checked 1 seed: no problems" in done.stdout
    (work / "seeds" / "3.md").write_text(seed(3, topics="[2025]"))
    commit_all(work)
    (done,) = runner.run(".github/workflows/seeds.yml")
    assert done.returncode == 1
    annotations = re.findall(r"^::error file=(.*?),line=(\d+)", done.stdout, re.MULTILINE)
    assert annotations == [("seeds/3.md", "7")]


def test_pull_request_installs_what_is_published(
    work: Path, runner: Runner, tmp_path: Path
) -> None:
    """Where actions/setup-python has put a Python, the real pip finds the release by its name."""
    programs = make_python(tmp_path / "python")
    offline = offline_environment(tmp_path / "lent", build_release(tmp_path / "released"))
    path = os.pathsep.join((str(programs), clean_environment()["PATH"]))
    environment = runner.environment | offline | {"PATH": path}
    fresh = Runner(work, environment, {BASE: "HEAD"}, installed=False)
    install, check = fresh.run(".github/workflows/seeds.yml")
    assert (install.returncode, check.returncode, check.stderr) == (0, 0, ""), install.stderr
    assert "checked 0 seeds: no problems" in check.stdout
    assert (programs / "feeds").is_file()


def test_what_an_event_says_is_an_argument_and_no_command(work: Path, runner: Runner) -> None:
    runner.context[BASE] = 'HEAD"; touch broken; "$(touch broken)'
    (done,) = runner.run(".github/workflows/seeds.yml")
    assert done.returncode == 2
    assert not (work / "broken").exists()


def test_action_installs_the_locked_libraries_and_this_project(
    work: Path, runner: Runner, tmp_path: Path
) -> None:
    python = tmp_path / "python" / "python3"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    (tmp_path / "runner").mkdir()
    path = os.pathsep.join((str(python.parent), clean_environment()["PATH"]))
    offline = offline_environment(tmp_path / "lent")
    fresh = Runner(work, runner.environment | offline | {"PATH": path}, installed=False)
    set_up, check = fresh.run_action(args="validate --since HEAD")
    assert (set_up.returncode, set_up.stderr) == (0, "")
    assert (check.returncode, check.stderr) == (0, "")
    assert "checked 0 seeds: no problems" in check.stdout
    program = tmp_path / "runner" / "feeds" / "bin" / "feeds"
    assert program.is_file()
    assert [entry.name for entry in program.parent.iterdir()] == ["feeds"]


def test_action_without_arguments_only_sets_feeds_up(runner: Runner) -> None:
    assert runner.run_action(args="") == []


def test_the_action_checks_feeds_of_any_program(work: Path, runner: Runner) -> None:
    (work / "public").mkdir()
    feed = (ROOT / "tests" / "producers" / "hugo.xml").read_text(encoding="utf-8")
    (work / "public" / "good.xml").write_text(feed, encoding="utf-8")
    (work / "public" / "bad.xml").write_text(feed.replace("+0100", "CET"), encoding="utf-8")
    (done,) = runner.run_action(args="verify --format github public")
    assert "::error file=public/bad.xml,line=9,col=46" in done.stdout
    assert "public/good.xml" not in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_arguments_of_the_action_are_separated_by_blanks_and_nothing_else(
    work: Path, runner: Runner
) -> None:
    (done,) = runner.run_action(args="validate --format concise seeds/* $(touch broken) ; exit 7")
    assert done.returncode == 2
    assert "seeds/* does not exist" in done.stderr
    assert not (work / "broken").exists()


def test_code_scanning_gets_its_file_though_the_check_fails(work: Path, runner: Runner) -> None:
    (done,) = runner.run(".github/workflows/code-scanning.yml")
    assert done.returncode == 1
    *_, upload = documents()[".github/workflows/code-scanning.yml"]["jobs"]["scan"]["steps"]
    log = json.loads((work / upload["with"]["sarif_file"]).read_text())
    assert [found["ruleId"] for found in log["runs"][0]["results"]] == ["wrong-type"]
    assert upload["if"] == "always()"


def test_gitlab_gets_its_report(work: Path, runner: Runner) -> None:
    base = git(work, "rev-parse", "HEAD")
    (work / "seeds" / "3.md").write_text(seed(3, topics="[2025]"))
    job = documents()[".gitlab-ci.yml"]["seeds"]
    install, check = job["script"]
    assert INSTALL.fullmatch(install)
    done = subprocess.run(
        ["bash", "-c", check], cwd=work, check=False,
        env=runner.environment | {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base},
    )  # fmt: skip
    assert done.returncode == 1
    suite = ElementTree.parse(work / job["artifacts"]["reports"]["junit"]).getroot()[0]
    assert [(test.get("classname"), test.get("name")) for test in suite] == [
        ("seeds/3.md", "wrong-type")
    ]


def test_nothing_is_published_if_nothing_can_be_built(work: Path, runner: Runner) -> None:
    (work / "feeds.toml").write_text("nonsense")
    (build,) = runner.run(".github/workflows/server.yml")
    assert build.returncode != 0
    assert not (work / "_site").exists()


@pytest.mark.needs("rsync")
def test_server_keeps_what_has_not_changed(work: Path, runner: Runner, tmp_path: Path) -> None:
    target = tmp_path / "www"
    runner.context["vars.FEEDS_TARGET"] = f"{target}/"
    workflow = ".github/workflows/server.yml"
    assert [done.returncode for done in runner.run(workflow)] == [0, 0]
    (cached,) = [
        step["with"]["path"] for step in steps_of(workflow) if "actions/cache@" in str(step)
    ]
    assert cached.split() == [".feeds-cache", "_site"]
    page = target / "feed.css"
    os.utime(page, (1, 1))
    (target / "stale.xml").touch()
    (work / "seeds" / "3.md").write_text(seed(3))
    assert [done.returncode for done in runner.run(workflow)] == [0, 0]
    assert page.stat().st_mtime == 1
    assert not (target / "stale.xml").exists()
    assert len(json.loads((target / "all" / "feed.json").read_text())["items"]) == 2


def test_links_are_checked_daily_and_their_verdicts_kept(
    work: Path, runner: Runner, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "links.md").read_text(encoding="utf-8")
    write_seeds(work / "seeds", seed(1), seed(2))
    # No test asks anybody for the articles of its seeds.
    (work / "feeds.toml").write_text("[links]\nskip = ['^https://example\\.org/']\n")
    summary = tmp_path / "summary.md"
    runner.environment["GITHUB_STEP_SUMMARY"] = str(summary)
    (done,) = runner.run(".github/workflows/links.yml", page)
    assert (done.returncode, done.stderr) == (0, "")
    assert summary.read_text().startswith("## Links\n")
    steps = steps_of(".github/workflows/links.yml", page)
    caches = [step for step in steps if step.get("uses", "").startswith("actions/cache/")]
    restored, saved = caches
    assert restored["with"]["path"] == saved["with"]["path"] == ".feeds-cache"
    # A dead link fails the job, and is known to the next one all the same.
    assert saved["if"] == "always()"
    assert (work / ".feeds-cache").is_dir()


def test_the_hooks_of_the_page_are_those_that_the_repository_offers() -> None:
    verify = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    shown: list[dict[str, object]] = []
    for page in (PAGE, verify):
        (local,) = documents(page)[".pre-commit-config.yaml"]["repos"]
        shown += local["hooks"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in offered] == ["feeds-validate", "feeds-fix", "feeds-verify"]
    for hook in shown:
        del hook["additional_dependencies"]
    for hook in offered:
        del hook["description"]
    # What is mended need not be reported.
    assert shown == [offered[1], offered[0], offered[2]]
