"""What changed in git since a revision, in every way that a file can change."""

import os
import shutil
from pathlib import Path

import pytest

from feeds.problems.errors import ConfigError
from feeds.seeds.git import find_changes
from tests.acceptance.git_repository import commit_all, git, make_repository

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with three committed files in its folder ``seeds``."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "work"
    for name in ("a.md", "b.md", "c.md"):
        (folder / "seeds").mkdir(parents=True, exist_ok=True)
        (folder / "seeds" / name).write_text(name * 20)
    make_repository(folder)
    return folder


def changed(repository: Path, revision: str = "HEAD") -> list[str]:
    """Return the names of the files in ``seeds`` that changed since *revision*."""
    changes = find_changes(revision, repository / "seeds")
    return sorted(path.name for path in (repository / "seeds").iterdir() if changes.include(path))


def test_nothing_changed(repository: Path) -> None:
    assert changed(repository) == []


def test_committed_staged_edited_and_untracked_files_count(repository: Path) -> None:
    seeds = repository / "seeds"
    (seeds / "a.md").write_text("committed")
    commit_all(repository)
    (seeds / "b.md").write_text("edited")
    (seeds / "staged.md").write_text("staged")
    git(repository, "add", "seeds/staged.md")
    (seeds / "untracked.md").write_text("untracked")
    assert changed(repository, "HEAD~1") == ["a.md", "b.md", "staged.md", "untracked.md"]
    assert changed(repository) == ["b.md", "staged.md", "untracked.md"]


def test_a_renamed_file_counts_under_its_new_name(repository: Path) -> None:
    git(repository, "mv", "seeds/a.md", "seeds/z.md")
    commit_all(repository)
    assert changed(repository, "HEAD~1") == ["z.md"]


def test_an_ignored_file_counts_since_git_cannot_know(repository: Path) -> None:
    (repository / ".gitignore").write_text("draft.md\n")
    commit_all(repository)
    (repository / "seeds" / "draft.md").write_text("draft")
    assert changed(repository) == ["draft.md"]


def test_a_change_taken_back_is_none(repository: Path) -> None:
    before = (repository / "seeds" / "a.md").read_text()
    (repository / "seeds" / "a.md").write_text("changed")
    commit_all(repository)
    (repository / "seeds" / "a.md").write_text(before)
    assert changed(repository, "HEAD~1") == []


@pytest.mark.parametrize(
    "name", [b"new\nline.md", b'"quoted" \\ .md', b"\xff\xfe.md", "ü.md".encode()]
)
def test_names_may_hold_any_bytes(repository: Path, name: bytes) -> None:
    folder = os.fsencode(repository / "seeds")
    path = Path(os.fsdecode(folder + b"/" + name))
    path.write_text("new")
    assert changed(repository) == [path.name]
    commit_all(repository)
    assert changed(repository) == []
    assert changed(repository, "HEAD~1") == [path.name]


def test_what_others_did_after_the_branch_left_is_no_change_of_it(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic")
    (repository / "seeds" / "a.md").write_text("ours")
    commit_all(repository)
    git(repository, "switch", "--quiet", "main")
    (repository / "seeds" / "b.md").write_text("theirs")
    commit_all(repository)
    git(repository, "switch", "--quiet", "topic")
    assert changed(repository, "main") == ["a.md"]


def test_without_common_history_everything_that_differs_counts(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--orphan", "other")
    seeds = repository / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / "a.md").write_text("a.md" * 20)
    (seeds / "b.md").write_text("other")
    commit_all(repository)
    assert changed(repository, "main") == ["b.md"]


def test_a_link_counts_if_what_it_leads_to_has_changed(repository: Path) -> None:
    (repository / "seeds" / "link.md").symlink_to("a.md")
    commit_all(repository)
    assert changed(repository) == []
    (repository / "seeds" / "a.md").write_text("changed")
    assert changed(repository) == ["a.md", "link.md"]


def test_the_folder_may_be_reached_through_a_link(repository: Path, tmp_path: Path) -> None:
    (repository / "seeds" / "a.md").write_text("changed")
    (tmp_path / "link").symlink_to(repository)
    assert changed(tmp_path / "link") == ["a.md"]


def test_files_outside_the_repository_count(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("outside")
    assert find_changes("HEAD", repository).include(tmp_path / "outside.md")


def test_settings_of_the_user_change_nothing(repository: Path) -> None:
    git(repository, "config", "diff.relative", "true")
    git(repository, "config", "diff.renames", "copies")
    git(repository, "config", "diff.noprefix", "true")
    git(repository, "mv", "seeds/a.md", "seeds/z.md")
    assert changed(repository) == ["z.md"]


def test_the_environment_of_a_hook_changes_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    (repository / "seeds" / "a.md").write_text("changed")
    assert changed(repository) == ["a.md"]


@pytest.mark.parametrize("revision", ["nowhere", "", "--all", "-", "HEAD:seeds", "a b"])
def test_an_unknown_revision_is_an_error(repository: Path, revision: str) -> None:
    with pytest.raises(ConfigError) as caught:
        find_changes(revision, repository)
    assert str(caught.value) == (
        f"--since {revision}: the git repository {repository} has no such commit; name a branch, a"
        " tag or a commit, and fetch it first if this is a shallow clone"
    )


def test_no_repository_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ConfigError) as caught:
        find_changes("main", tmp_path)
    assert str(caught.value).startswith(
        f"--since main: git cannot tell what changed in {tmp_path}: fatal: not a git repository"
    )


def test_no_git_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None
    with pytest.raises(ConfigError, match="--since needs git, and there is none; install it"):
        find_changes("main", tmp_path)
