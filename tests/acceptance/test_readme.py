"""Who does what the README says, from its first command on, sees what it shows."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.acceptance import terminal
from tests.acceptance.git_repository import ENVIRONMENT, commit_all, git
from tests.acceptance.links.site import Answer, Site, says
from tests.acceptance.offline_python import build_release, make_python, offline_environment
from tests.acceptance.workflows import Runner, Step
from tests.plugins.command import ROOT, RunFeeds, clean_environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
# What feeds init is answered: title, host, address and language. An empty line is what it proposes.
FIRST_SEED = "2005-12-01-the-atom-syndication-format.md"
ANSWERS = ("\n", "\n", "https://you.github.io/my-news/\n", "\n")


def blocks(language: str) -> list[str]:
    """Return what the fenced blocks of the README in *language* hold."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


# Pages in the manner of the host that the README has articles of, which no test asks.
ARTICLES = "https://www.jsonfeed.org"
PAGE = """<!doctype html><html lang="en"><head><title>{title} – JSON Feed</title>
<meta property="og:site_name" content="JSON Feed"><meta property="og:title" content="{title}">
<meta property="og:description" content="{text}"></head><body><article class="h-entry">
<h1 class="p-name">{title}</h1><time class="dt-published" datetime="{date}T11:44:36-05:00"></time>
<div class="e-content"><p>{text}</p></div></article></body></html>"""


def article(title: str, date: str, text: str) -> Answer:
    return says("200 OK", body=PAGE.format(title=title, date=date, text=text).encode())


@pytest.fixture(scope="module")
def articles() -> Iterator[Site]:
    """Serve what the README has seeds made of."""
    first = "JSON Feed is a syndication format in JSON, as RSS and Atom are in XML."
    minor = (
        "A minor update to JSON Feed: it clarifies a few things, and adds authors and languages."
    )
    site = Site(
        {
            "/2017/05/17/announcing-json-feed.html": article(
                "Announcing JSON Feed", "2017-05-17", first
            ),
            "/2020/08/07/json-feed-version.html": article(
                "JSON Feed version 1.1", "2020-08-07", minor
            ),
        }
    )
    yield site
    site.close()


def commands(articles: Site) -> list[str]:
    """Return the commands that the README has users type, in its order, with pages of ours."""
    lines = "".join(blocks("console")).splitlines()
    assert all(line.startswith("$ ") for line in lines)
    typed = [line.removeprefix("$ ") for line in lines]
    return [
        line.replace(ARTICLES, articles.url("")) + " --allow-private" * (ARTICLES in line)
        for line in typed
    ]


@dataclass(frozen=True)
class Session:
    """What became of the commands: folder and environment that they ran in, exit code and screen."""

    folder: Path
    environment: dict[str, str]
    code: int
    shown: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, articles: Site) -> Session:
    """Run all commands one after the other, in a shell, where nothing but Python is installed.

    pip finds the release that would be made of this checkout in the place of PyPI.
    """
    folder = tmp_path_factory.mktemp("user")
    work = folder / "work"
    work.mkdir()
    programs = make_python(folder / "python")
    offline = offline_environment(folder / "lent", build_release(folder / "released"))
    # The repository that users make at GitHub is a folder here.
    git(folder, "init", "--quiet", "--bare", "origin.git")
    at_github = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder}/origin.git.insteadOf",
        "GIT_CONFIG_VALUE_0": "git@github.com:you/my-news.git",
    }
    environment = clean_environment() | ENVIRONMENT | offline | at_github
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    script = folder / "commands.sh"
    script.write_text("\n".join(commands(articles)))
    shell = ("bash", "--noprofile", "--norc", "-ex", str(script))
    return Session(work, environment, *terminal.converse(shell, work, environment, *ANSWERS))


@pytest.mark.needs("git")
def test_its_commands_work_one_after_the_other(session: Session) -> None:
    assert session.code == 0, session.shown
    # The infos are that the pages here are in plain http.
    assert "checked 3 seeds: 2 infos" in session.shown
    assert "published 3 entries in 4 feeds" in session.shown
    assert "checked 1 feed (RSS 2.0, 3 entries): no problems" in session.shown
    news = session.folder / "my-news"
    assert (news / "out" / "index.html").is_file()
    assert (news / ".git").is_dir()


@pytest.mark.needs("git")
def test_the_seed_and_the_entry_that_it_shows_are_those_of_its_collection(session: Session) -> None:
    news = session.folder / "my-news"
    lines = (news / "seeds" / FIRST_SEED).read_text().splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("#")) in blocks("yaml")
    published = (news / "out" / "all" / "rss.xml").read_text(encoding="utf-8")
    flush = re.sub(r"^    ", "", published, flags=re.MULTILINE)
    assert all(block in flush for block in blocks("xml"))


@pytest.mark.needs("bash")
@pytest.mark.needs("git")
def test_what_is_pushed_publishes_three_articles_and_stops_a_faulty_one(session: Session) -> None:
    clone = session.folder.parent / "clone"
    git(session.folder.parent, "clone", "--quiet", "--branch", "main", "origin.git", "clone")
    # No test asks anybody for the article of the first seed.
    with (clone / "feeds.toml").open("a") as config:
        config.write("\n[links]\nskip = ['^https?://']\n")
    commit_all(clone)
    runner = Runner(
        clone,
        session.environment | {"GITHUB_STEP_SUMMARY": str(clone.parent / "summary.md")},
        {"github.event.pull_request.base.sha": git(clone, "rev-parse", "HEAD")},
    )
    done = runner.run_steps(steps(clone / ".github/workflows/feeds.yml"), {})
    assert [(step.returncode, step.stderr) for step in done] == [(0, ""), (0, "")]
    published = json.loads((clone / "_site/all/feed.json").read_text())["items"]
    assert len({item["title"] for item in published}) == 3
    (shown,) = blocks("yaml")
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
