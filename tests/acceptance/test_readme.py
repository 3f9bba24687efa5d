"""Who does what the README says, from its first command on, sees what it shows."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance import terminal
from tests.acceptance.git_repository import ENVIRONMENT
from tests.acceptance.offline_python import build_release, offline_environment
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
    """What became of the commands: the folder they ran in, exit code and screen."""

    folder: Path
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
    environment = clean_environment() | ENVIRONMENT | offline
    environment["PATH"] = f"{folder / 'python' / 'bin'}:{environment['PATH']}"
    script = folder / "commands.sh"
    script.write_text("\n".join(commands()))
    shell = ("bash", "--noprofile", "--norc", "-ex", str(script))
    return Session(work, *terminal.converse(shell, work, environment, *ANSWERS))


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
