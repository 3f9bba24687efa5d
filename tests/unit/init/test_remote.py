"""GitHub Pages shows a repository at an address that its own tells."""

from pathlib import Path

import pytest

from feeds.init.remote import propose_url
from tests.acceptance.git_repository import git

pytestmark = pytest.mark.needs("git")


@pytest.mark.parametrize(
    ("origin", "url"),
    [
        ("https://github.com/someone/news", "https://someone.github.io/news/"),
        ("https://github.com/someone/news.git", "https://someone.github.io/news/"),
        ("https://token@github.com/someone/news.git/", "https://someone.github.io/news/"),
        ("git@github.com:Some-One/News.org.git", "https://some-one.github.io/News.org/"),
        ("ssh://git@github.com/someone/news", "https://someone.github.io/news/"),
        ("git@github.com:Someone/someone.github.io.git", "https://someone.github.io/"),
        ("https://gitlab.com/someone/news.git", None),
        ("https://notgithub.com/someone/news.git", None),
        ("/srv/git/news.git", None),
    ],
)
def test_the_origin_tells_the_address(tmp_path: Path, origin: str, url: str | None) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", origin)
    assert propose_url(tmp_path) == url


def test_where_there_is_no_origin_nothing_is_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert propose_url(tmp_path / "none") is None
    git(tmp_path, "init", "--quiet")
    assert propose_url(tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert propose_url(tmp_path) is None
