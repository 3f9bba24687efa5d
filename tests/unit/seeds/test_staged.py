"""The seeds of the next commit, as the index has them, in every way that the work tree may differ."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import ConfigError, SeedsFolderError
from feeds.seeds.choose import chosen_seeds
from feeds.seeds.find import read_seed
from feeds.settings import SeedsSettings
from tests.acceptance.git_repository import commit_all, git, make_repository

pytestmark = pytest.mark.needs("git")

COMMITTED = {"seeds/a.md": "a" * 20, "seeds/b.md": "b" * 20}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with two committed seeds, which is the current folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    folder = tmp_path / "work"
    for name, text in COMMITTED.items():
        write(folder / name, text)
    make_repository(folder)
    monkeypatch.chdir(folder)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def chosen(
    *paths: Path, seeds: Path = Path("seeds"), exclude: tuple[str, ...] = ()
) -> tuple[Mapping[str, str], list[str], list[str]]:
    """Return the texts of all seeds by path, and the paths of the staged and of the edited ones."""
    settings = SeedsSettings(seeds, exclude=exclude)
    with chosen_seeds(paths, settings, staged=True) as choice:
        texts = {}
        for path, file in choice.files.items():
            assert not isinstance(file, Diagnostic)
            raw = read_seed(file)
            assert isinstance(raw, bytes)
            texts[path] = raw.decode()
    return texts, list(choice.concerned), sorted(choice.edited)


def test_nothing_is_staged(work: Path) -> None:
    assert chosen() == (COMMITTED, [], [])
    write(work / "seeds/a.md", "edited")
    assert chosen() == (COMMITTED, [], ["seeds/a.md"])


def test_what_is_staged_counts_as_it_was_staged(work: Path) -> None:
    write(work / "seeds/a.md", "staged")
    git(work, "add", "seeds/a.md")
    assert chosen() == (COMMITTED | {"seeds/a.md": "staged"}, ["seeds/a.md"], [])
    write(work / "seeds/a.md", "edited since")
    assert chosen() == (COMMITTED | {"seeds/a.md": "staged"}, ["seeds/a.md"], ["seeds/a.md"])


def test_new_renamed_and_deleted_seeds(work: Path) -> None:
    write(work / "seeds/new.md", "new")
    write(work / "seeds/untracked.md", "untracked")
    git(work, "add", "seeds/new.md")
    git(work, "mv", "seeds/a.md", "seeds/z.md")
    git(work, "rm", "--cached", "--quiet", "seeds/b.md")
    assert chosen() == (
        {"seeds/new.md": "new", "seeds/z.md": COMMITTED["seeds/a.md"]},
        ["seeds/new.md", "seeds/z.md"],
        [],
    )


def test_what_is_gone_from_the_work_tree_alone_is_still_there(work: Path) -> None:
    write(work / "seeds/new.md", "new")
    git(work, "add", "seeds/new.md")
    for file in (work / "seeds").iterdir():
        file.unlink()
    (work / "seeds").rmdir()
    texts, staged, _ = chosen()
    assert texts == COMMITTED | {"seeds/new.md": "new"}
    assert staged == ["seeds/new.md"]


def test_a_file_that_is_only_announced_is_none(work: Path) -> None:
    write(work / "seeds/later.md", "later")
    git(work, "add", "--intent-to-add", "seeds/later.md")
    assert chosen() == (COMMITTED, [], [])


def test_the_first_commit_is_about_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "seeds/a.md", "a")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    assert chosen() == ({"seeds/a.md": "a"}, ["seeds/a.md"], [])


def test_names_that_git_quotes_or_takes_for_patterns(work: Path) -> None:
    names = ["é ü.md", 'quote".md', "*.md", ":(top)x.md", "-dash.md", "line\nbreak.md", "[a].md"]
    for name in names:
        write(work / "seeds" / name, "staged")
    git(work, "add", "--all")
    write(work / "seeds" / "*.md", "edited")
    texts, staged, edited = chosen()
    assert staged == sorted(f"seeds/{name}" for name in names)
    assert {texts[path] for path in staged} == {"staged"}
    assert edited == ["seeds/*.md"]
    assert chosen(Path("seeds/*.md"))[:2] == ({"seeds/*.md": "staged"}, ["seeds/*.md"])


def test_a_name_that_is_no_utf_8(work: Path) -> None:
    name = os.fsencode(work / "seeds") + b"/\xff.md"
    Path(os.fsdecode(name)).write_text("staged")
    git(work, "add", "--all")
    Path(os.fsdecode(name)).write_text("edited")
    texts, staged, _ = chosen()
    assert staged == ["seeds/\udcff.md"]
    assert texts[staged[0]] == "staged"


def test_the_patterns_of_the_configuration_hold_for_what_is_staged(work: Path) -> None:
    for name in ("seeds/old/x.md", "seeds/x.txt", "seeds/.hidden.md"):
        write(work / name, "staged")
    git(work, "add", "--all")
    for name in ("seeds/old/x.md", "seeds/x.txt", "seeds/.hidden.md"):
        write(work / name, "edited")
    assert chosen(exclude=("old/",)) == (COMMITTED, [], [])


@pytest.mark.parametrize(
    ("here", "seeds", "expected"),
    [
        ("seeds/deep", "..", ("../deep/er/c.md", 3)),
        ("seeds/deep", "../../seeds/deep/er", ("../../seeds/deep/er/c.md", 1)),
        ("seeds/deep/er", "", ("c.md", 1)),
        ("", "", ("seeds/deep/er/c.md", 3)),
        ("", "seeds/deep", ("seeds/deep/er/c.md", 1)),
    ],
)
def test_the_seeds_folder_may_be_anywhere(
    work: Path, monkeypatch: pytest.MonkeyPatch, here: str, seeds: str, expected: tuple[str, int]
) -> None:
    write(work / "seeds/deep/er/c.md", "staged")
    git(work, "add", "--all")
    write(work / "seeds/deep/er/c.md", "edited")
    monkeypatch.chdir(work / here)
    texts, staged, edited = chosen(seeds=Path(seeds))
    assert staged == edited == [expected[0]]
    assert (staged[0], len(texts)) == expected
    assert texts[staged[0]] == "staged"


def test_paths_choose_among_the_staged(work: Path) -> None:
    for name in ("seeds/a.md", "seeds/b.md"):
        write(work / name, "staged")
    git(work, "add", "--all")
    assert chosen(Path("seeds/a.md")) == ({"seeds/a.md": "staged"}, ["seeds/a.md"], [])
    assert chosen(work / "seeds")[1] == [str(work / "seeds/a.md"), str(work / "seeds/b.md")]


def test_an_absolute_or_linked_folder_is_the_same(work: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(work)
    write(work / "seeds/a.md", "staged")
    git(work, "add", "--all")
    write(work / "seeds/a.md", "edited")
    folder = tmp_path / "link" / "seeds"
    texts, staged, edited = chosen(seeds=folder)
    assert staged == edited == [str(folder / "a.md")]
    assert texts[staged[0]] == "staged"


def test_a_link_to_a_seed_is_read_as_its_target_is_staged(work: Path) -> None:
    (work / "seeds/link.md").symlink_to("a.md")
    git(work, "add", "--all")
    write(work / "seeds/a.md", "edited")
    texts, staged, edited = chosen()
    assert texts == COMMITTED | {"seeds/link.md": COMMITTED["seeds/a.md"]}
    assert (staged, edited) == (["seeds/link.md"], ["seeds/a.md", "seeds/link.md"])


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_is_told_to_overlook_is_read_from_the_index(work: Path, flag: str) -> None:
    git(work, "update-index", flag, "seeds/a.md")
    write(work / "seeds/a.md", "overlooked")
    assert chosen() == (COMMITTED, [], ["seeds/a.md"])


def test_the_index_of_a_commit_with_a_is_the_one_that_git_names(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(work / "seeds/a.md", "staged elsewhere")
    other = work / ".git" / "next-index-1.lock"
    other.write_bytes((work / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    inherited = {name: value for name, value in os.environ.items() if name != "GIT_DIR"}
    assert "GIT_INDEX_FILE" in inherited
    os.spawnvpe(os.P_WAIT, "git", ["git", "add", "seeds/a.md"], inherited)
    assert chosen()[1] == ["seeds/a.md"]
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-1.lock")
    assert chosen()[1] == ["seeds/a.md"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert chosen()[1] == []


def test_a_work_tree_beside_the_first_has_an_index_of_its_own(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(work, "worktree", "add", "--quiet", str(tmp_path / "beside"))
    write(work / "seeds/b.md", "staged in the first")
    git(work, "add", "--all")
    beside = tmp_path / "beside"
    write(beside / "seeds/a.md", "staged")
    git(beside, "add", "--all")
    monkeypatch.chdir(beside)
    assert chosen() == (COMMITTED | {"seeds/a.md": "staged"}, ["seeds/a.md"], [])


def test_seeds_in_a_submodule_are_not_of_the_repository_around_it(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_repository(tmp_path / "outer")
    outer = tmp_path / "outer"
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(work), "sub")
    commit_all(outer)
    write(outer / "sub/seeds/a.md", "staged")
    git(outer / "sub", "add", "--all")
    monkeypatch.chdir(outer)
    monkeypatch.setenv("GIT_INDEX_FILE", str(outer / ".git" / "index"))
    assert chosen(seeds=Path("sub/seeds"))[1] == ["sub/seeds/a.md"]
    # Of the one around it, no file is a seed.
    assert chosen(seeds=Path())[:2] == ({}, [])


def test_pre_commit_on_all_files_is_about_all_where_nothing_is_staged(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert chosen()[1] == list(COMMITTED)
    write(work / "seeds/a.md", "staged")
    git(work, "add", "--all")
    assert chosen()[1] == ["seeds/a.md"]


def test_a_conflict_is_named(work: Path) -> None:
    git(work, "switch", "--quiet", "--create", "other")
    for name in COMMITTED:
        write(work / name, "theirs")
    commit_all(work)
    git(work, "switch", "--quiet", "-")
    for name in COMMITTED:
        write(work / name, "ours")
    commit_all(work)
    with pytest.raises(subprocess.CalledProcessError):
        git(work, "merge", "--quiet", "other")
    said = '--staged: "seeds/a.md"{} a conflict that git could not merge: keep one of the versions,'
    with pytest.raises(ConfigError) as caught:
        chosen()
    assert str(caught.value) == said.format(" and 1 more have") + " and stage it with git add"
    git(work, "add", "seeds/b.md")
    with pytest.raises(ConfigError) as caught:
        chosen()
    assert str(caught.value) == said.format(" has") + " and stage it with git add"
    write(work / "seeds/a.md", "mended")
    git(work, "add", "seeds/a.md")
    mended = {"seeds/a.md": "mended", "seeds/b.md": (work / "seeds/b.md").read_text()}
    assert chosen()[0] == mended


def test_what_cannot_be_told_is_said(work: Path, tmp_path: Path) -> None:
    with pytest.raises(SeedsFolderError, match="nowhere does not exist"):
        chosen(seeds=Path("nowhere"))
    with pytest.raises(ConfigError) as outside:
        chosen(work / "seeds", tmp_path)
    assert str(outside.value) == (
        f"--staged: {tmp_path} is outside of the git repository {work}; name what is in it"
    )
    with pytest.raises(ConfigError, match="--staged: git cannot tell what changed in"):
        chosen(seeds=tmp_path)
