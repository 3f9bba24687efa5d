"""Seeds are found in order, within the folder, and whatever cannot be read is said."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import SeedsFolderError
from feeds.seeds.find import (
    MAX_SEED_BYTES,
    Patterns,
    SeedFile,
    find_seeds,
    read_seed,
    require_folder,
    sum_up_vanished,
)

DEFAULT = Patterns(("**/*.md", "**/*.markdown"), ())


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")


def found(folder: Path, patterns: Patterns = DEFAULT) -> list[str]:
    return [
        Path(file.path).relative_to(folder).as_posix()
        for file in find_seeds(folder, patterns)
        if isinstance(file, SeedFile)
    ]


def complaints(folder: Path) -> list[tuple[str, str, Severity]]:
    return [
        (Path(item.path).relative_to(folder).as_posix(), item.message, item.severity)
        for item in find_seeds(folder, DEFAULT)
        if isinstance(item, Diagnostic)
    ]


def test_seeds_are_found_in_all_folders_sorted_by_path(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a/z.md", "a/b/c.markdown", "a-b.md", "a.txt", "A.md", "é.md")
    assert found(tmp_path) == ["A.md", "a-b.md", "a/b/c.markdown", "a/z.md", "b.md", "é.md"]


def test_hidden_names_are_skipped(tmp_path: Path) -> None:
    touch(tmp_path, ".git/a.md", ".hidden.md", "shown.md")
    assert found(tmp_path) == ["shown.md"]


def test_drafts_of_other_programs_are_skipped(tmp_path: Path) -> None:
    touch(tmp_path, "_drafts/a.md", "news/_Drafts/b/c.md", "_posts/d.md", "_drafts.md", "drafts.md")
    assert found(tmp_path) == ["_drafts.md", "_posts/d.md", "drafts.md"]
    assert complaints(tmp_path) == []


def test_what_is_for_drafts_by_its_name_is_told_of(tmp_path: Path) -> None:
    touch(tmp_path, "Drafts/a.md", "news/unpublished/b.md", "c.md")
    assert found(tmp_path) == ["c.md"]
    told = "not read: by its name, the folder holds what is not to be published"
    assert complaints(tmp_path) == [
        ("Drafts", told, Severity.WARNING),
        ("news/unpublished", told, Severity.WARNING),
    ]
    # Who names it wants it, and who excludes it need not be told.
    assert found(tmp_path, Patterns(("drafts/*.md", "Drafts/*.md"), ())) == ["Drafts/a.md"]
    assert [*find_seeds(tmp_path, Patterns(("c.md",), ("Drafts/", "unpublished/")))] == [
        SeedFile(str(tmp_path / "c.md"), str(tmp_path / "c.md"))
    ]


def test_a_seed_that_is_missed_for_its_capitals_is_told_of(tmp_path: Path) -> None:
    touch(tmp_path, "A.MD", "B.md", "README.TXT", "news/C.Markdown")
    assert found(tmp_path) == ["B.md"]
    told = "not read: its name is that of a seed but for capitals, which seeds.include tells apart"
    assert complaints(tmp_path) == [
        ("A.MD", told, Severity.WARNING),
        ("news/C.Markdown", told, Severity.WARNING),
    ]


def test_patterns_choose_what_is_a_seed(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "drafts/b.md", "news/c.md", "news/README.md", "news/d.seed")
    patterns = Patterns(("*.md", "news/*.seed"), ("drafts/", "README.md"))
    assert found(tmp_path, patterns) == ["a.md", "news/c.md", "news/d.seed"]


@given(
    st.lists(st.sampled_from(["**/*.md", "*.md", "*d", "**/*-é", "*.m_d"]), max_size=2),
    st.text("amd.-_é/", min_size=1, max_size=8).filter(lambda text: not text.startswith("/")),
)
def test_common_patterns_match_as_git_has_it(globs: list[str], path: str) -> None:
    matches, _ = Patterns(globs, ()).matchers()
    assert matches(path) == GitIgnoreSpec.from_lines(globs).match_file(path)


def test_links_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    touch(tmp_path, "seeds/a.md", "seeds/sub/b.md", "outside.md", "elsewhere/c.md")
    (seeds / "inside.md").symlink_to(seeds / "a.md")
    (seeds / "out.md").symlink_to(tmp_path / "outside.md")
    (seeds / "gone.md").symlink_to(tmp_path / "gone.md")
    (seeds / "loop").symlink_to(seeds)
    (seeds / "itself.md").symlink_to("itself.md")
    (seeds / "no-folder.md").symlink_to(seeds / "a.md" / "b.md")
    (seeds / "elsewhere").symlink_to(tmp_path / "elsewhere")
    (seeds / "folder.md").symlink_to(seeds / "sub")
    assert found(seeds) == ["a.md", "inside.md", "sub/b.md"]
    not_followed = "not read: it is a link to a folder of seeds, which is not followed"
    assert complaints(seeds) == [
        ("elsewhere", not_followed, Severity.WARNING),
        ("folder.md", "not read: it is a link to a folder", Severity.WARNING),
        ("gone.md", "not read: it is a link that leads nowhere", Severity.WARNING),
        ("itself.md", "not read: it is a link that leads nowhere", Severity.WARNING),
        ("loop", not_followed, Severity.WARNING),
        ("no-folder.md", "not read: it is a link that leads nowhere", Severity.WARNING),
        ("out.md", "not read: it is a link out of the seeds folder", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("content", "exclude", "is_told"),
    [
        ("a.md", (), True),
        ("deep/er/a.md", (), True),
        ("a.md", ("/more",), False),
        ("a.md", ("more/",), False),
        ("a.md", ("*.md",), False),
        ("a.png", (), False),
        (".hidden/a.md", (), False),
        ("_drafts/a.md", (), False),
    ],
)
def test_links_to_folders_are_told_of_where_seeds_are(
    tmp_path: Path, content: str, exclude: tuple[str, ...], is_told: bool
) -> None:
    touch(tmp_path, f"more/{content}", "seeds/b/c.txt")
    for link in ("seeds/more", "seeds/b/more"):
        (tmp_path / link).symlink_to(tmp_path / "more")
    patterns = Patterns(DEFAULT.include, exclude)
    seen = [file.path for file in find_seeds(tmp_path / "seeds", patterns)]
    expected = [f"{tmp_path}/seeds/b/more", f"{tmp_path}/seeds/more"]
    left = [*expected[:1]] if exclude == ("/more",) else expected if is_told else []
    assert seen == left


def test_folder_named_like_a_seed_is_said_and_entered(tmp_path: Path) -> None:
    touch(tmp_path, "x.md/a.md")
    assert found(tmp_path) == ["x.md/a.md"]
    message = "not read: it is a folder, not a seed"
    assert complaints(tmp_path) == [("x.md", message, Severity.WARNING)]


def test_very_deep_folders_are_read(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 1200)
    subprocess.run(["mkdir", "-p", deep], check=True)
    (deep / "a.md").write_text("x")
    try:
        assert found(tmp_path) == [(deep / "a.md").relative_to(tmp_path).as_posix()]
    finally:
        # Python's own removal of folders is recursive, and fails on what pytest would leave here.
        subprocess.run(["rm", "-r", tmp_path / "d"], check=True)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "missing",
            "does not exist; set [seeds] path in feeds.toml to one that does, or begin a collection"
            " with feeds init",
        ),
        ("file", "is not a folder; set [seeds] path in feeds.toml to one"),
    ],
)
def test_unusable_folder_ends_the_run(tmp_path: Path, name: str, fault: str) -> None:
    touch(tmp_path, "file")
    with pytest.raises(SeedsFolderError) as caught:
        found(tmp_path / name)
    assert str(caught.value) == f"the seeds folder {tmp_path / name} {fault}"


def read_fault(path: Path) -> Diagnostic:
    found = read_seed(SeedFile(path, str(path)))
    assert isinstance(found, Diagnostic)
    return found


def test_vanished_file_is_a_warning(tmp_path: Path) -> None:
    found = read_fault(tmp_path / "a.md")
    assert (found.rule, found.severity) == ("ignored-path", Severity.WARNING)
    assert found.message == "not read: it vanished while the folder was read"


def test_many_vanished_files_are_one_warning(tmp_path: Path) -> None:
    """A folder that another program empties must not fill the mail of whoever runs cron."""
    gone = [read_fault(Path(f"{name}.md")) for name in "ba"]
    folder = read_fault(tmp_path)
    assert sum_up_vanished([*gone, folder], "seeds") == [
        folder,
        Diagnostic(
            "seeds", 1, 1, "ignored-path",
            "not read: 2 seeds vanished while the folder was read, a.md first",
            "nothing need be done", Severity.WARNING,
        ),
    ]  # fmt: skip
    assert sum_up_vanished(gone[:1], "seeds") == gone[:1]


def test_pipe_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    found = read_fault(tmp_path / "a.md")
    assert found.message == "not read: it is not a regular file"


def test_dangling_link_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    assert read_fault(tmp_path / "a.md").severity is Severity.WARNING


def test_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as stream:
        stream.write(b"---\ntitle: x\n---\n")
        stream.truncate(MAX_SEED_BYTES + 1)
    found = read_fault(path)
    assert (found.rule, found.message) == ("oversized-file", "the file is larger than 16 MiB")


def test_the_root_of_the_file_system_is_no_folder_of_seeds() -> None:
    with pytest.raises(SeedsFolderError, match="is the root of the file system"):
        require_folder(Path("/"))
