"""Seeds at an address are those that a folder of this machine with the same files would have."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import given
from hypothesis import strategies as st

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import ConfigError, SeedsFolderError
from feeds.seeds.find import MAX_SEED_BYTES, Patterns, find_seeds
from feeds.seeds.remote import RemoteFolder, stamp_of
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings, Site
from tests.acceptance.large_build import published, write_generated

DEFAULT = Patterns(("**/*.md", "**/*.markdown"), ())
NOW = datetime(2027, 1, 1, tzinfo=UTC)
NAMES = st.sampled_from(["a", "a-b", "b.md", "c.md", ".d.md", "[e]*.md", "é", "drafts"])
GLOBS = st.lists(
    st.sampled_from(["*.md", "**/*.md", "drafts/", "a/", "/b.md", "!b.md", "a*/**"]), max_size=3
)


class FaultyFileSystem(MemoryFileSystem):  # type: ignore[misc]  # fsspec carries no types
    """Files in memory, some of which raise what ``faults`` says when they are read or listed."""

    protocol = "faulty"
    store: dict[str, Any] = {}  # noqa: RUF012 - as in the class it extends
    pseudo_dirs = [""]  # noqa: RUF012 - as fsspec has it
    faults: dict[str, Exception] = {}  # noqa: RUF012 - set by each test

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        stripped: str = super()._strip_protocol(path.replace("faulty://", "memory://"))
        return stripped

    def cat_file(self, path: str, *args: Any, **kwargs: Any) -> bytes:
        if fault := self.faults.get(path):
            raise fault
        content: bytes = super().cat_file(path, *args, **kwargs)
        return content

    def ls(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if fault := self.faults.get(path):
            raise fault
        return super().ls(path, *args, **kwargs)


@pytest.fixture
def faulty() -> Iterator[FaultyFileSystem]:
    """Return a file system of three seeds in a folder and another within."""
    fsspec.register_implementation("faulty", FaultyFileSystem, clobber=True)
    system = FaultyFileSystem()
    for name in ("/seeds/1.md", "/seeds/2.md", "/seeds/news/3.md"):
        system.pipe_file(name, name.encode())
    yield system
    system.store.clear()
    system.faults.clear()


def found(folder: RemoteFolder, patterns: Patterns = DEFAULT) -> list[str]:
    return [item[0] for item in folder.find(patterns) if not isinstance(item, Diagnostic)]


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=8), GLOBS, GLOBS)
def test_same_files_are_seeds_in_the_same_order(
    tmp_path_factory: pytest.TempPathFactory,
    paths: list[list[str]],
    include: list[str],
    exclude: list[str],
) -> None:
    root = tmp_path_factory.mktemp("seeds")
    for path in paths:
        place = root.joinpath(*path)
        if not any(parent.is_file() for parent in place.parents) and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("x")
    patterns = Patterns(include, exclude)
    here = [item.path for item in find_seeds(root, patterns)]
    there = [
        item.path if isinstance(item, Diagnostic) else item[0]
        for item in RemoteFolder(f"file://{root}").find(patterns)
    ]
    assert there == [f"file://{path}" for path in here]


@pytest.mark.parametrize(("folder", "names"), [("", ["1.md", "news/2.md"]), ("news", ["2.md"])])
def test_address_may_be_a_chain(tmp_path: Path, folder: str, names: list[str]) -> None:
    with ZipFile(tmp_path / "seeds.zip", "w") as archive:
        archive.writestr("1.md", "text of 1.md")
        archive.writestr("news/2.md", "text of 2.md")
    zipped = RemoteFolder(f"zip://{folder}::file://{tmp_path}/seeds.zip")
    assert found(zipped) == [f"{zipped.shown}/{name}" for name in names]
    texts = [f"text of {Path(name).name}".encode() for name in names]
    assert list(zipped.read(found(zipped))) == texts


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1.md").write_text("x")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2.md").symlink_to(tmp_path / "out" / "1.md")
    (tmp_path / "seeds" / "more").symlink_to(tmp_path / "out")
    (item,) = RemoteFolder(f"file://{tmp_path}/seeds").find(DEFAULT)
    assert isinstance(item, Diagnostic)
    assert (item.path, item.rule) == (f"file://{tmp_path}/seeds/2.md", "ignored-path")


def test_large_files_are_not_fetched(tmp_path: Path) -> None:
    with (tmp_path / "1.md").open("wb") as file:
        file.truncate(MAX_SEED_BYTES + 1)
    (item,) = RemoteFolder(f"file://{tmp_path}").find(DEFAULT)
    assert isinstance(item, Diagnostic)
    assert item.rule == "oversized-file"


def test_seeds_are_read_together_and_what_cannot_be_is_said(faulty: FaultyFileSystem) -> None:
    faulty.faults["/seeds/2.md"] = PermissionError("Access Denied")
    paths = [f"faulty://seeds/{name}.md" for name in ("1", "2", "news/3", "4")]
    first, denied, third, gone = RemoteFolder("faulty://seeds/").read(paths)
    assert (first, third) == (b"/seeds/1.md", b"/seeds/news/3.md")
    assert isinstance(denied, Diagnostic)
    assert (denied.path, denied.rule) == (paths[1], "unreadable-file")
    assert isinstance(gone, Diagnostic)
    assert (gone.path, gone.rule) == (paths[3], "ignored-path")


@pytest.mark.parametrize("place", ["/seeds", "/seeds/news"])
def test_folder_that_cannot_be_listed_ends_the_run(faulty: FaultyFileSystem, place: str) -> None:
    """fsspec's own walk and find leave it out in silence, and its entries would be withdrawn."""
    faulty.faults[place] = ConnectionResetError("reset by peer")
    with pytest.raises(SeedsFolderError) as caught:
        found(RemoteFolder("faulty://seeds"))
    assert str(caught.value) == (
        "the seeds folder faulty://seeds cannot be read: ConnectionResetError: reset by peer"
    )


def test_seed_that_cannot_be_had_ends_the_run_without_telling_secrets(
    faulty: FaultyFileSystem,
) -> None:
    faulty.faults["/seeds/1.md"] = LookupError("https://me:word@host/1.md?signature=abc failed")
    with pytest.raises(SeedsFolderError) as caught:
        list(RemoteFolder("faulty://seeds").read(["faulty://seeds/1.md"]))
    assert str(caught.value) == (
        "the seeds folder faulty://seeds cannot be read: LookupError:"
        " https://*******@host/1.md?… failed"
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "memory://none",
            "the seeds folder memory://none does not exist; set [seeds] path in feeds.toml or give"
            " --seeds",
        ),
        (
            "nobody://me:word@host/seeds",
            "the seeds folder nobody://*******@host/seeds cannot be read: ValueError: Protocol not"
            " known: nobody",
        ),
    ],
)
def test_address_that_leads_nowhere_is_an_error(address: str, message: str) -> None:
    with pytest.raises(SeedsFolderError) as caught:
        RemoteFolder(address).require()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "changed",
    [
        {"size": 2},
        {"LastModified": datetime(2026, 1, 2, tzinfo=UTC)},
        {"ETag": '"b"'},
    ],
)
def test_stamp_changes_with_the_file(changed: dict[str, Any]) -> None:
    info = {"size": 1, "LastModified": datetime(2026, 1, 1, tzinfo=UTC), "ETag": '"a"'}
    assert stamp_of(info) == stamp_of(dict(info))
    assert stamp_of(info) != stamp_of(info | changed)


@pytest.mark.parametrize("more", [{}, {"ETag": None}, {"modify": "20260101000000"}])
def test_file_of_which_too_little_is_known_has_no_stamp(more: dict[str, Any]) -> None:
    assert stamp_of({"name": "a.md", "size": 7, "type": "file"} | more) is None


def test_stamp_has_the_time_and_is_not_too_young_for_its_mark() -> None:
    stamp = stamp_of({"size": 1, "mtime": 1_700_000_000.5})
    assert stamp
    assert stamp.modified == 1_700_000_000_500_000_000
    assert 0 <= stamp.changed < time.time_ns()


def test_build_publishes_the_same_and_reads_what_changed_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_generated(tmp_path / "seeds", 0, 20)
    settings = Settings(
        Site("urn:x:site", "News", "All", "en", url="https://news.example/"),
        SeedsSettings(tmp_path / "seeds"),
        BuildSettings(tmp_path / "here", formats=("json",)),
        links=LinksSettings(cache=tmp_path / ".feeds-cache"),
    )
    build_feeds(settings, now=NOW, options=BuildOptions(use_cache=False))
    there = settings._replace(
        seeds=SeedsSettings(f"file://{tmp_path}/seeds"),
        build=settings.build._replace(out=tmp_path / "there"),
    )
    tick = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: tick() + 10_000_000_000)
    assert build_feeds(there, now=NOW).parsed == 20
    assert published(tmp_path / "there") == published(tmp_path / "here")
    again = build_feeds(there, now=NOW)
    assert (again.parsed, again.written) == (0, ())


def test_output_in_the_folder_is_an_error_by_whatever_name(tmp_path: Path) -> None:
    settings = Settings(
        Site("urn:x:site", "News", "All", "en"),
        SeedsSettings(f"file://{tmp_path}"),
        BuildSettings(tmp_path / "out"),
    )
    with pytest.raises(ConfigError, match="is in the seeds folder file://"):
        build_feeds(settings, now=NOW)
