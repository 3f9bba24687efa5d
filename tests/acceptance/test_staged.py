"""``feeds validate --staged`` as a hook of the real git, in every way that people commit."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.git_repository import ENVIRONMENT, git, make_repository
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds, clean_environment

pytestmark = pytest.mark.needs("git")

FAULTY = seed(1, topics="[2024]")
Commit = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a repository, with seeds below ``news``, whose hook is the command."""
    folder = tmp_path / "work"
    write_seeds(folder / "news" / "seeds", seed(1), seed(2), seed(3))
    make_repository(folder)
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\ncd news && exec {sys.executable} -m feeds validate --staged --format concise\n"
    )
    hook.chmod(0o755)
    return folder


@pytest.fixture
def commit(work: Path) -> Commit:
    """Return a function that commits, whose exit code is 0 if the hook let it pass."""

    def run(*arguments: str, text: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["git", "commit", "--quiet", "--message=A change", *arguments],
            cwd=work, env=clean_environment() | ENVIRONMENT, input=text, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip

    return run


def write(work: Path, name: str, text: str) -> None:
    (work / "news" / "seeds" / name).write_text(text)


def test_what_is_mended_but_not_staged_is_refused(work: Path, commit: Commit) -> None:
    write(work, "1.md", FAULTY)
    git(work, "add", "--all")
    write(work, "1.md", seed(1))
    done = commit()
    assert done.returncode == 1
    assert done.stderr == (
        "seeds/1.md:7:10: error wrong-type topics[0] 2024 is a number, not text\n"
        "checked 1 seed: 1 error\n"
    )


def test_what_is_faulty_but_not_staged_is_let_pass(work: Path, commit: Commit) -> None:
    write(work, "1.md", seed(1, heat="3"))
    git(work, "add", "--all")
    write(work, "1.md", FAULTY)
    write(work, "2.md", FAULTY)
    write(work, "untracked.md", FAULTY)
    done = commit()
    assert (done.returncode, done.stderr) == (0, "checked 1 seed: no problems\n")


@pytest.mark.parametrize("option", ["--all", "--include", "--only"])
def test_what_git_stages_while_it_commits_counts(work: Path, commit: Commit, option: str) -> None:
    write(work, "1.md", FAULTY)
    names = [] if option == "--all" else ["news/seeds/1.md"]
    assert commit(option, *names).returncode == 1
    write(work, "1.md", seed(1, heat="3"))
    # Of what is staged besides, "--only" takes nothing along.
    write(work, "2.md", seed(2, topics="[2024]"))
    git(work, "add", "news/seeds/2.md")
    assert commit(option, *names).returncode == (0 if option == "--only" else 1)


def test_a_part_of_a_file_that_is_committed_counts_alone(work: Path, commit: Commit) -> None:
    lines = "".join(f"x_{n}: 1\n" for n in range(30))
    (work / "news" / "feeds.toml").write_text(
        '[site]\ntitle = "T"\nurl = "https://example.org/"\n[validate]\nknown_fields = ["x_*"]\n'
    )
    text = seed(1).replace("---\ntitle", f"---\n{lines}title")
    write(work, "1.md", text)
    assert commit("--all").returncode == 0
    write(work, "1.md", text.replace("x_0: 1", "x_0: 2").replace("[AI]", "[2024]"))
    refused = commit("--patch", text="n\ny\n")
    assert "wrong-type" in refused.stderr
    assert commit("--patch", text="y\nn\n").returncode == 0
    assert "[2024]" not in git(work, "show", "HEAD:news/seeds/1.md")


def test_a_seed_is_compared_with_all_others_as_they_are_staged(work: Path, commit: Commit) -> None:
    write(work, "4.md", seed(4, webUrl="https://example.org/2"))
    git(work, "add", "news/seeds/4.md")
    # On the disk there is no such other seed any more.
    (work / "news" / "seeds" / "2.md").unlink()
    done = commit()
    assert done.returncode == 0
    assert "seeds/2.md:4:9: warning duplicate-url webUrl is that of seeds/4.md:4 too" in done.stderr
    # Once that is staged as well, there is none.
    git(work, "rm", "--cached", "--quiet", "news/seeds/2.md")
    write(work, "4.md", seed(4, webUrl="https://example.org/2", heat="3"))
    git(work, "add", "news/seeds/4.md")
    assert commit().stderr == "checked 1 seed: no problems\n"


def test_renames_deletions_and_a_first_commit(work: Path, commit: Commit) -> None:
    git(work, "mv", "news/seeds/1.md", "news/seeds/ä b.md")
    git(work, "rm", "--quiet", "news/seeds/3.md")
    assert commit().stderr == "checked 1 seed: no problems\n"
    git(work, "update-ref", "-d", "HEAD")
    assert commit().stderr == "checked 2 seeds: no problems\n"


def test_a_work_tree_beside_the_first_has_a_commit_of_its_own(work: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    git(work, "worktree", "add", "--quiet", str(beside))
    write(work, "1.md", FAULTY)
    git(work, "add", "--all")
    environment = clean_environment() | ENVIRONMENT

    def commit() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["git", "commit", "--quiet", "--all", "--message=A change"],
            cwd=beside, env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    write(beside, "2.md", seed(2, heat="3"))
    assert commit().stderr == "checked 1 seed: no problems\n"
    write(beside, "2.md", seed(2, topics="[2024]"))
    assert "seeds/2.md:7:10: error wrong-type" in commit().stderr


def test_fix_mends_what_is_staged_and_nothing_else(work: Path, run_feeds: RunFeeds) -> None:
    faulty = '"A &amp; B"'
    for number in (1, 2):
        write(work, f"{number}.md", seed(number, title=faulty))
    git(work, "add", "--all")
    write(work, "2.md", seed(2, title=faulty, heat="3"))
    write(work, "3.md", seed(3, title=faulty))
    arguments = ("validate", "--staged", "--fix", "--format", "concise")
    done = run_feeds(*arguments, cwd=work / "news")
    assert done.stderr == (
        "warning: seeds/2.md: nothing was mended: it has changes that are not staged; stage"
        " them with git add, or run without --staged\n"
        "warning: what was mended is not staged yet: look at it, and stage it with git add\n"
        "mended 1 problem in 1 seed\n"
    )
    assert done.stdout.splitlines()[-1] == "checked 2 seeds: 2 warnings"
    seeds = work / "news" / "seeds"
    assert [(seeds / f"{n}.md").read_text() for n in (1, 2, 3)] == [
        seed(1, title='"A & B"'),
        seed(2, title=faulty, heat="3"),
        seed(3, title=faulty),
    ]
    git(work, "add", "news/seeds/1.md", "news/seeds/2.md")
    done = run_feeds(*arguments, cwd=work / "news")
    assert "mended 1 problem in 1 seed" in done.stderr
    git(work, "add", "news/seeds/2.md")
    assert run_feeds(*arguments, cwd=work / "news").stdout == "checked 2 seeds: no problems\n"
