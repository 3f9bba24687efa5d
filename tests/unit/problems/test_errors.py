"""An error that ends a run says in words what it is about, and carries it for programs."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.cli.outputs import plan_delivery, write_file
from feeds.config.load import load_settings
from feeds.output.folder import output_errors
from feeds.output.published import Output, folder_reader
from feeds.problems.errors import (
    ConfigError,
    FeedsError,
    OutputError,
    SeedChangedError,
    SeedsFolderError,
)
from feeds.seeds.find import Patterns, find_seeds
from feeds.seeds.folder import open_folder
from feeds.seeds.git import find_changes
from feeds.seeds.replace import replace_seed
from feeds.workers.choose import choose_executor


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def fail_to_write(folder: Path) -> None:
    with output_errors(folder, "nothing was changed"):
        (folder / "none" / "feed.xml").write_bytes(b"")


CASES: dict[str, tuple[Callable[[Path], object], type[FeedsError], str | None, str | None]] = {
    "no configuration": (
        lambda folder: load_settings(folder / "a.toml"), ConfigError, "a.toml", None,
    ),
    "no TOML": (
        lambda folder: load_settings(write(folder, "a.toml", b"[")), ConfigError, "a.toml", None,
    ),
    "a wrong value": (
        lambda folder: load_settings(write(folder, "a.toml", b"[site]\nurl = 1\n")),
        ConfigError, "a.toml", "site.url",
    ),
    "two wrong values": (
        lambda folder: load_settings(write(folder, "a.toml", b"[site]\nurl = 1\ntitle = 2\n")),
        ConfigError, "a.toml", None,
    ),
    "a wrong option": (
        lambda folder: load_settings(write(folder, "a.toml", b""), {"validate.select": ["none"]}),
        ConfigError, None, "--select",
    ),
    "no repository": (lambda folder: find_changes("HEAD", folder), ConfigError, ".", "--since"),
    "half an option": (
        lambda _: choose_executor("dask", "", 1), ConfigError, None, "--scheduler",
    ),
    "no seeds folder": (
        lambda folder: list(find_seeds(folder / "seeds", Patterns(("*.md",), ()))),
        SeedsFolderError, "seeds", None,
    ),
    "no output folder": (lambda folder: folder_reader(folder / "out"), OutputError, "out", None),
    "no catalogue": (
        lambda folder: Output(folder_reader(folder), str(folder)), OutputError, "feeds.json", None,
    ),
    "a file that cannot be written": (fail_to_write, OutputError, "none/feed.xml", None),
    "a report over a seed": (
        lambda folder: write_file(write(folder, "a.md", b"---\n"), b"", "--report"),
        OutputError, "a.md", "--report",
    ),
    "two reports in one": (
        lambda folder: plan_delivery("text", [f"{folder}/a", f"json={folder}/a"], ["json"]),
        ConfigError, "a", "--output",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fail", "kind", "path", "key"), CASES.values(), ids=CASES)
def test_an_error_carries_what_it_is_about(
    tmp_path: Path,
    fail: Callable[[Path], object],
    kind: type[FeedsError],
    path: str | None,
    key: str | None,
) -> None:
    with pytest.raises(kind) as raised:
        fail(tmp_path)
    found = raised.value.path
    wanted = tmp_path / path if path else None
    assert (found and Path(found), raised.value.key) == (wanted, key)


def test_an_error_about_an_address_carries_it_without_its_password() -> None:
    folder = open_folder("memory://jane:pw@store.test/nowhere")
    with pytest.raises(SeedsFolderError) as raised:
        folder.require()
    assert raised.value.url is not None
    assert raised.value.url.startswith("memory://")
    assert "pw" not in raised.value.url


@pytest.mark.parametrize("kind", [FeedsError, ConfigError, OutputError, SeedsFolderError])
def test_an_error_from_a_worker_carries_the_same(kind: type[FeedsError]) -> None:
    error = pickle.loads(pickle.dumps(kind("it is wrong", path=Path("out"), key="build.out")))
    assert (type(error), str(error)) == (kind, "it is wrong")
    assert (error.path, error.key) == (Path("out"), "build.out")


def test_a_changed_seed_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", b"new")
    with pytest.raises(SeedChangedError) as raised:
        replace_seed(path, b"old", b"mended")
    assert raised.value.path == str(path)
    assert pickle.loads(pickle.dumps(raised.value)).path == str(path)
