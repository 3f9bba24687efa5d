"""A collection that ``feeds init`` has begun works at once, with all that was written for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import lint_workflows
from tests.acceptance import terminal
from tests.acceptance.git_repository import ENVIRONMENT, git
from tests.acceptance.offline_python import build_release, offline_environment
from tests.plugins.command import KEPT, ROOT, WITHOUT_ROOT, RunFeeds, clean_environment

URL = "https://news.example/feeds/"
HOSTS = ("github-pages", "netlify", "server", "none")


def begin(run_feeds: RunFeeds, *args: str) -> "subprocess.CompletedProcess[str]":
    """Begin a collection in the folder ``news`` with *args*, as a script does."""
    return run_feeds("init", "news", "--yes", "--url", URL, *args)


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_made_is_valid_and_builds_without_a_word_of_warning(
    tmp_path: Path, run_feeds: RunFeeds, host: str
) -> None:
    done = begin(run_feeds, "--host", host)
    assert (done.returncode, done.stderr) == (0, "")
    news = tmp_path / "news"
    checked = run_feeds("validate", "--verbose", cwd=news)
    assert (checked.returncode, checked.stdout) == (0, "checked 1 seed: no problems\n")
    for out in ("out", "_site"):
        built = run_feeds("build", "--out", out, cwd=news)
        assert (built.returncode, built.stderr) == (0, "")
        assert "published 1 entry in 3 feeds" in built.stdout
        assert (news / out / "topics" / "syndication" / "rss.xml").is_file()


def test_its_last_lines_say_what_to_do_next(tmp_path: Path, run_feeds: RunFeeds) -> None:
    done = begin(run_feeds)
    assert done.stdout.startswith("wrote news/feeds.toml\nwrote news/seeds/2005-12-01-the-atom")
    assert done.stdout.partition("next:\n")[2].splitlines() == [
        "  1. cd news",
        "  2. feeds validate    checks the seeds",
        "  3. feeds build       then open out/index.html in a browser",
        "  4. feeds new URL     writes a seed of a page; install it: pip install 'seedfeeds[new]'",
        "  5. git init -b main && git add . && git commit -m 'Begin a collection'",
        "  6. pip install pre-commit && pre-commit install    checks seeds before each commit",
        "  7. push the branch main to a repository at GitHub",
        "  8. there, under Settings, Pages, choose the source GitHub Actions",
        "  9. there, under Actions, Feeds, choose Run workflow: a few minutes later the feeds are"
        " public, and from then on each push publishes",
    ]
    again = run_feeds("init", "--yes", cwd=tmp_path / "news")
    assert again.returncode == 0
    assert "wrote " not in again.stdout
    assert "kept feeds.toml, which is there already\n" in again.stdout


def test_a_collection_within_another_is_said_to_be_one(tmp_path: Path, run_feeds: RunFeeds) -> None:
    begin(run_feeds)
    news = tmp_path / "news"
    done = run_feeds("init", "more", "--yes", "--url", URL, cwd=news)
    assert done.returncode == 0
    assert done.stderr == (
        f"warning: {news}/more lies in the collection of {news}/feeds.toml; commands in it will take"
        " its own configuration instead\n"
    )
    again = run_feeds("init", "--yes", cwd=news / "more")
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.needs("git")
def test_the_steps_lead_to_a_commit_that_its_own_hooks_let_through(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    begin(run_feeds)
    news = tmp_path / "news"
    run_feeds("build", cwd=news)
    kept = {name: text for name, text in clean_environment().items() if name in KEPT}
    offline = offline_environment(tmp_path / "lent", build_release(tmp_path / "released"))
    caches = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    environment = kept | caches | ENVIRONMENT | offline

    def run(*command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, cwd=news, env=environment, capture_output=True, text=True, check=False
        )

    for command in (["git", "init", "-b", "main"], ["git", "add", "."]):
        assert run(*command).returncode == 0
    added = run("git", "ls-files").stdout.split()
    assert "seed.schema.json" in added
    assert not any(path.startswith(("out/", ".feeds-cache")) for path in added)
    hooks = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert (hooks.returncode, hooks.stdout.count("Passed")) == (0, 2), hooks.stdout


@pytest.mark.parametrize("host", ["github-pages", "netlify"])
def test_nothing_is_found_wrong_with_its_workflows(
    tmp_path: Path, run_feeds: RunFeeds, host: str, capfd: pytest.CaptureFixture[str]
) -> None:
    begin(run_feeds, "--host", host)
    (tmp_path / "news" / "action.yml").write_bytes((ROOT / "action.yml").read_bytes())
    (tmp_path / "news" / "README.md").touch()
    code = lint_workflows.lint(tmp_path / "news")
    assert code == 0, capfd.readouterr().out


@pytest.mark.needs("git")
def test_a_clone_of_a_repository_at_github_knows_its_address(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    for command in ("init --quiet", "remote add origin git@github.com:Someone/news.git"):
        git(tmp_path, *command.split())
    done = run_feeds("init", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert '\nurl = "https://someone.github.io/news/"\n' in (tmp_path / "feeds.toml").read_text()
    assert "git init" not in done.stdout
    assert run_feeds("init", "other", "--yes", "--host", "netlify").returncode == 2


def test_without_a_terminal_it_says_which_options_to_give(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    done = run_feeds("init", "news", "--title", "My news")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "feeds: error: nobody can be asked without a terminal; give --host, --url, --language, or"
        " --yes for what is usual, as in: feeds init --yes --url https://news.example/feeds/\n"
    )
    assert not (tmp_path / "news").exists()


def test_a_wrong_address_is_refused_before_anything_is_written(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    done = run_feeds("init", "news", "--yes", "--url", "news.example")
    assert done.returncode == 2
    assert done.stderr == (
        'feeds: error: --url: "news.example" is relative: it does not start with https://; write'
        f' an http or https address, such as "{URL}"\n'
    )
    assert not (tmp_path / "news").exists()


def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    done = subprocess.run(
        [*WITHOUT_ROOT, sys.executable, "-m", "feeds", "init", "locked", "--yes", "--url", URL],
        cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "feeds: error: locked/feeds.toml cannot be written: Permission denied; see to that, and run"
        " it again: what is there stays\n"
    )


def answer(folder: Path, *keys: str) -> tuple[int, str]:
    """Answer the questions of ``feeds init`` in a terminal; return its exit code and the screen."""
    command = (sys.executable, "-m", "feeds", "init")
    return terminal.converse(command, folder, clean_environment(), *keys)


def test_a_wrong_answer_is_asked_for_again(tmp_path: Path) -> None:
    code, shown = answer(
        tmp_path, "Mine\n", "server\n", "news.example\n", f"{URL}\n", "english\n", "de\n"
    )
    assert code == 0
    assert shown.count("Public address of its feeds") == 2
    assert 'Error: "news.example" is relative' in shown
    assert 'Error: "english" is no language tag' in shown
    text = (tmp_path / "feeds.toml").read_text()
    assert 'title = "Mine"\n' in text
    assert 'language = "de"\n' in text
    assert (tmp_path / "server.crontab").is_file()


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_ends_the_questions_has_nothing_written(tmp_path: Path, key: str) -> None:
    code, shown = answer(tmp_path, "Mine\n", key)
    assert code == 130
    assert "interrupted" in shown
    assert list(tmp_path.iterdir()) == []
