"""What is left to do in a new collection."""

from pathlib import Path

import pytest

from feeds.init.hosts import HOSTS, next_steps
from feeds.init.template import fill


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, which is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("host", HOSTS)
def test_the_steps_end_with_those_of_the_host(here: Path, host: str) -> None:
    steps = [*next_steps(here, HOSTS[host])]
    assert steps[0].startswith("feeds validate ")
    assert tuple(steps[-len(HOSTS[host].steps) :]) == HOSTS[host].steps


@pytest.mark.usefixtures("here")
def test_the_first_step_goes_to_the_folder() -> None:
    assert next(next_steps(Path("my news"), HOSTS["none"])) == "cd 'my news'"


def test_a_repository_is_begun_where_there_is_none(here: Path) -> None:
    commit = "git add . && git commit -m 'Begin a collection'"
    assert f"git init -b main && {commit}" in next_steps(here, HOSTS["none"])
    (here / ".git").mkdir()
    for folder in (here, Path("news")):
        assert commit in next_steps(folder, HOSTS["none"])


def test_what_an_older_gitignore_lacks_is_said(here: Path) -> None:
    (here / ".gitignore").write_text("*.log\n/out/\n")
    assert next(next_steps(here, HOSTS["none"])) == (
        "add to .gitignore, each on a line of its own: /_site/ .feeds-cache/"
    )


def written(host: str, path: str) -> str:
    """Return what an older version wrote to *path* for *host*."""
    return fill(HOSTS[host].files[path], {"VERSION": "0.0.1"})


def test_who_changes_the_host_is_told_whose_workflow_stands_there(here: Path) -> None:
    workflow = here / ".github" / "workflows" / "feeds.yml"
    workflow.parent.mkdir(parents=True)
    name = ".github/workflows/feeds.yml"
    workflow.write_text(written("github-pages", name) + "# Ours, now.\n")
    assert not any(name in step for step in next_steps(here, HOSTS["github-pages"]))
    remove = f"remove {name}, which is for github-pages, "
    assert f"{remove}and run this again, which writes that for netlify" in next_steps(
        here, HOSTS["netlify"]
    )
    for host in ("server", "none"):
        assert f"{remove}unless the feeds are published there as well" in next_steps(
            here, HOSTS[host]
        )
    workflow.write_text(written("netlify", name))
    assert not any(name in step for step in next_steps(here, HOSTS["netlify"]))


def test_a_workflow_that_nobody_knows_is_left_to_whoever_wrote_it(here: Path) -> None:
    workflow = here / ".github" / "workflows" / "feeds.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text("name: Feeds\non: push\njobs: {}\n")
    (here / "server.crontab").mkdir()
    assert not any(step.startswith("remove") for step in next_steps(here, HOSTS["netlify"]))


def test_in_the_repository_of_something_else_its_workflows_are_not_looked_for(here: Path) -> None:
    (here / ".git").mkdir()
    advice = (
        "give the collection a repository of its own, or move .github and .pre-commit-config.yaml"
        f" to {here}, where alone they are looked for, and adapt their paths"
    )
    assert advice in next_steps(Path("news"), HOSTS["none"])
    assert advice not in next_steps(here, HOSTS["none"])
