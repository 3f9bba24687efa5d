"""The cache has a folder of its own, and touches nothing else (feeds/cache/folder.py)."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.cache.folder import build_files, make_folder, require_apart
from feeds.problems.errors import ConfigError
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings, Site

MARKS = ("CACHEDIR.TAG", ".gitignore")
REMEDY = "set [links] cache in feeds.toml to a folder of its own"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with seeds, feeds, a configuration and other files."""
    here = tmp_path / "project"
    for path in ("seeds/space/1.md", "out/all/rss.xml", "docs/page.md", "feeds.toml", ".git/HEAD"):
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text("theirs")
    (here / "empty").mkdir()
    monkeypatch.chdir(here)
    return here


def settings(cache: str, seeds: Path | str = Path("seeds"), out: str = "out") -> Settings:
    return Settings(
        site=Site("urn:x:site", "News", "All", "en"),
        seeds=SeedsSettings(path=seeds),
        build=BuildSettings(out=Path(out)),
        links=LinksSettings(cache=Path(cache)),
        file=Path("feeds.toml"),
    )


@pytest.mark.parametrize(
    ("cache", "fault"),
    [
        ("seeds", "is the seeds folder seeds, which neither git nor backups would take any more"),
        (".", "contains the seeds folder seeds, which neither git nor backups would take any more"),
        (
            "..",
            "contains the seeds folder seeds, which neither git nor backups would take any more",
        ),
        ("/", "contains the seeds folder seeds, which neither git nor backups would take any more"),
        ("out", "is the output folder out, which neither git nor backups would take any more"),
        ("seeds/cache", "is in the seeds folder seeds, with which it would be mixed up"),
        ("seeds/space", "is in the seeds folder seeds, with which it would be mixed up"),
        ("out/cache", "is in the output folder out, with which it would be mixed up"),
        ("docs", "holds files that are not of a cache, such as page.md"),
        (".git", "holds files that are not of a cache, such as HEAD"),
        ("linked", "is the seeds folder seeds, which neither git nor backups would take any more"),
        ("docs/../seeds", "is the seeds folder seeds, which neither git nor backups would take"),
    ],
)
def test_a_folder_of_other_files_is_refused(cache: str, fault: str) -> None:
    Path("linked").symlink_to("seeds")
    with pytest.raises(ConfigError, match=f"^links.cache {re.escape(cache)} {fault}") as caught:
        require_apart(settings(cache))
    assert str(caught.value).endswith(f"; {REMEDY}")
    assert (caught.value.path, caught.value.key) == (Path(cache), "links.cache")


def test_a_folder_of_the_configuration_alone_is_refused() -> None:
    Path("conf").mkdir()
    Path("feeds.toml").rename("conf/feeds.toml")
    Path("feeds.toml").symlink_to("conf/feeds.toml")
    with pytest.raises(ConfigError, match=r"^links.cache conf contains feeds.toml, which neither"):
        require_apart(settings("conf"))


@pytest.mark.parametrize("cache", [".feeds-cache", "new/cache", "empty", "seeds/.cache", "out/.c"])
def test_a_folder_of_its_own_will_do(cache: str) -> None:
    for _ in range(2):
        require_apart(settings(cache))
        make_folder(Path(cache))


@pytest.mark.parametrize("seeds", [Path(), "s3://bucket/seeds"])
def test_the_usual_folder_will_do_wherever_the_seeds_are(seeds: Path | str) -> None:
    require_apart(settings(".feeds-cache", seeds=seeds, out="public"))


@pytest.mark.parametrize(
    "name",
    ["build-0123456789ab.sqlite", "build-0123456789ab.aside", "links.sqlite", "links.sqlite-wal",
     "links.lock", "links.sqlite.damaged", ".gitkeep", ".gitignore", ".DS_Store", "lost+found"],
)  # fmt: skip
def test_what_caches_and_systems_leave_is_in_nobodys_way(name: str) -> None:
    Path("empty", name).touch()
    require_apart(settings("empty"))


@pytest.mark.parametrize(
    "name", ["build-notes.md", "links.txt", "CACHEDIR.tag", "build-0123456789ab.sqlite.bak", "x"]
)
def test_what_is_called_alike_is_foreign(name: str) -> None:
    Path("empty", name).touch()
    with pytest.raises(ConfigError, match=f"such as {re.escape(name)}; "):
        require_apart(settings("empty"))


def test_the_cache_of_another_program_is_foreign() -> None:
    Path("empty", "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    Path("empty", "theirs").touch()
    with pytest.raises(ConfigError, match=r"such as theirs; "):
        require_apart(settings("empty"))


def test_who_puts_a_file_into_a_folder_with_our_marks_has_been_warned() -> None:
    make_folder(Path("seeds/.cache"))
    Path("seeds/.cache/theirs").touch()
    require_apart(settings("seeds/.cache"))


def test_links_in_a_circle_are_left_to_whoever_uses_the_folder() -> None:
    Path("circle").symlink_to("circle")
    require_apart(settings("circle"))


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_marks_are_not_written_through_links(mark: str, link: Callable[[Path, Path], None]) -> None:
    theirs = Path("docs/theirs").absolute()
    theirs.touch()
    link(theirs, Path("empty", mark))
    make_folder(Path("empty"))
    make_folder(Path("empty"))
    assert theirs.read_bytes() == b""


@pytest.mark.parametrize("mark", MARKS)
def test_marks_are_not_written_through_links_that_lead_nowhere(mark: str) -> None:
    Path("empty", mark).symlink_to(Path("docs/new").absolute())
    make_folder(Path("empty"))
    assert not Path("docs/new").exists()


def test_files_of_builds_are_told_from_what_is_called_alike() -> None:
    names = [
        "build-0123456789ab.aside",
        "build-0123456789ab.sqlite",
        "build-0123456789ab.sqlite-wal",
    ]
    for name in (*names, "build-plan.md", "build-0123456789ab.sqlite.bak", "links.sqlite"):
        Path("empty", name).touch()
    Path("empty/build-aaaaaaaaaaaa.sqlite").mkdir()
    Path("empty/build-bbbbbbbbbbbb.sqlite").symlink_to(Path("docs/page.md").absolute())
    assert build_files(Path("empty")) == [Path("empty", name) for name in names]
