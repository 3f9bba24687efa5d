"""Who does what the README says, from its first command on, sees what it shows."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.acceptance import terminal
from tests.acceptance.git_repository import ENVIRONMENT, commit_all, git
from tests.acceptance.offline_python import build_release, offline_environment
from tests.acceptance.workflows import Runner, Step
from tests.plugins.command import ROOT, RunFeeds, clean_environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
# What feeds init is answered: title, host, address and language. An empty line is what it proposes.
ANSWERS = ("\n", "\n", "https://you.github.io/my-news/\n", "\n")


def blocks(language: str) -> list[str]:
    """Return what the fenced blocks of the README in *language* hold."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def commands() -> list[str]:
    """Return the commands that the README has users type, in its order."""
    lines = "".join(blocks("console")).splitlines()
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ") for line in lines]


@dataclass(frozen=True)
class Session:
    """What became of the commands: folder and environment that they ran in, exit code and screen."""

    folder: Path
    environment: dict[str, str]
    code: int
    shown: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Run all commands one after the other, in a shell, where nothing but Python is installed.

    pip finds the release that would be made of this checkout in the place of PyPI.
    """
    folder = tmp_path_factory.mktemp("user")
    work = folder / "work"
    work.mkdir()
    subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
    offline = offline_environment(folder / "lent", build_release(folder / "released"))
    # The repository that users make at GitHub is a folder here.
    git(folder, "init", "--quiet", "--bare", "origin.git")
    at_github = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder}/origin.git.insteadOf",
        "GIT_CONFIG_VALUE_0": "git@github.com:you/my-news.git",
    }
    environment = clean_environment() | ENVIRONMENT | offline | at_github
    environment["PATH"] = f"{folder / 'python' / 'bin'}:{environment['PATH']}"
    script = folder / "commands.sh"
    script.write_text("\n".join(commands()))
    shell = ("bash", "--noprofile", "--norc", "-ex", str(script))
    return Session(work, environment, *terminal.converse(shell, work, environment, *ANSWERS))


@pytest.mark.needs("git")
def test_its_commands_work_one_after_the_other(session: Session) -> None:
    assert session.code == 0, session.shown
    assert "no problems" in session.shown
    assert "published 1 entry in 3 feeds" in session.shown
    news = session.folder / "my-news"
    assert (news / "out" / "index.html").is_file()
    assert (news / ".git").is_dir()


@pytest.mark.needs("git")
def test_the_seed_and_the_entry_that_it_shows_are_those_of_its_collection(session: Session) -> None:
    news = session.folder / "my-news"
    (seed,) = (news / "seeds").iterdir()
    lines = seed.read_text().splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("#")) in blocks("yaml")
    published = (news / "out" / "all" / "rss.xml").read_text(encoding="utf-8")
    flush = re.sub(r"^    ", "", published, flags=re.MULTILINE)
    assert all(block in flush for block in blocks("xml"))


@pytest.mark.needs("bash")
@pytest.mark.needs("git")
def test_what_is_pushed_publishes_three_articles_and_stops_a_faulty_one(session: Session) -> None:
    clone = session.folder.parent / "clone"
    git(session.folder.parent, "clone", "--quiet", "--branch", "main", "origin.git", "clone")
    # No test asks anybody for the articles of its seeds.
    with (clone / "feeds.toml").open("a") as config:
        config.write("\n[links]\nskip = ['^https://']\n")
    (shown,) = blocks("yaml")
    for number in ("5005", "8288"):
        another = shown.replace("rfc4287", f"rfc{number}").replace("The Atom", f"RFC {number}")
        (clone / "seeds" / f"rfc{number}.md").write_text(another)
    base = commit_all(clone)
    runner = Runner(
        clone,
        session.environment | {"GITHUB_STEP_SUMMARY": str(clone.parent / "summary.md")},
        {"github.event.pull_request.base.sha": base},
    )
    done = runner.run_steps(steps(clone / ".github/workflows/feeds.yml"), {})
    assert [(step.returncode, step.stderr) for step in done] == [(0, ""), (0, "")]
    published = json.loads((clone / "_site/all/feed.json").read_text())["items"]
    assert len({item["title"] for item in published}) == 3
    (clone / "seeds" / "rfc5005.md").write_text(shown.replace("publishedDateTime", "date"))
    commit_all(clone)
    (gate,) = runner.run_steps(steps(clone / ".github/workflows/seeds.yml"), {})
    assert gate.returncode == 1
    assert "::error file=seeds/rfc5005.md,line=4" in gate.stdout


def steps(workflow: Path) -> list[Step]:
    """Return the steps of the one job of *workflow*."""
    (job,) = yaml.safe_load(workflow.read_text())["jobs"].values()
    found: list[Step] = job["steps"]
    return found


def test_the_problem_that_it_shows_is_reported_so(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (seed,), (problem,) = blocks("yaml"), blocks("text")
    (tmp_path / "seeds").mkdir()
    path, faulty = problem.partition(":")[0], seed.replace("publishedDateTime", "publishedDatetime")
    (tmp_path / path).write_text(faulty)
    assert run_feeds("validate").stdout.startswith(problem)


def test_the_pictures_are_of_a_collection_without_a_problem(run_feeds: RunFeeds) -> None:
    collection = ROOT / "tools" / "pictures"
    done = run_feeds("validate", "--verbose", cwd=collection)
    assert done.stdout == "checked 4 seeds: no problems\n"
    seeds = "".join(path.read_text() for path in (collection / "seeds").iterdir())
    names = set(re.findall(r"/images/(\S+?)\"", seeds))
    assert names == {path.name for path in (collection / "images").iterdir()}
