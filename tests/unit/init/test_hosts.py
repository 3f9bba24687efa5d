"""What is left to do in a new collection."""

from pathlib import Path

import pytest

from feeds.init.hosts import HOSTS, next_steps


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
