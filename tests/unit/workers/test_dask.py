"""A cluster that cannot be had, or is not fit to build, is a clear error within seconds.

Real ones are in ``tests/acceptance/test_cluster.py``.
"""

import pickle
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.problems.errors import ExecutorError, SeedsFolderError
from feeds.program import describe_program
from feeds.settings import BuildSettings, SeedsSettings, Settings, Site
from feeds.workers.dask import open_dask, run_task
from feeds.workers.processes import count_processors


@pytest.mark.parametrize("listening", [False, True])
def test_address_without_a_scheduler_is_an_error(
    monkeypatch: pytest.MonkeyPatch, listening: bool
) -> None:
    monkeypatch.setattr("feeds.workers.dask._CONNECT_SECONDS", 0.3)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if listening:
            server.listen()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ExecutorError, match=f"no Dask scheduler answers at {address} "):
            open_dask(address)


def test_build_without_its_scheduler_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.workers.dask._CONNECT_SECONDS", 0.1)
    (tmp_path / "1.md").write_text("x")
    settings = Settings(
        Site("urn:x:site", "News", "All", "en"),
        SeedsSettings(tmp_path),
        BuildSettings(tmp_path.with_name("out")),
    )
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        options = BuildOptions(open_executor=partial(open_dask, address), use_cache=False)
        with pytest.raises(ExecutorError):
            build_feeds(settings, now=datetime(2027, 1, 1, tzinfo=UTC), options=options)
    assert [path.name for path in settings.build.out.iterdir()] == [".feeds.lock"]


def refuse() -> None:
    raise SeedsFolderError("there is no folder /srv/seeds", path="/srv/seeds", url="s3://a")


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process pass for a worker."""

    class Worker:
        address = "tcp://10.0.0.7:9"

    distributed = ModuleType("distributed")
    distributed.__dict__["get_worker"] = Worker
    monkeypatch.setitem(sys.modules, "distributed", distributed)


def test_worker_of_the_same_program_does_the_work() -> None:
    assert run_task(describe_program(), pickle.dumps(count_processors)) == count_processors()


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("other", "found", "message"),
    [
        ({"lxml": "1.0"}, refuse, r"worker tcp://10.0.0.7:9 has lxml \S+, and this machine 1.0"),
        ({"more": "1.0"}, refuse, "worker tcp://10.0.0.7:9 has more None, and this machine 1.0"),
        ({}, refuse, "worker tcp://10.0.0.7:9: there is no folder /srv/seeds"),
    ],
)
def test_errors_name_the_worker(
    other: dict[str, str], found: Callable[[], None], message: str
) -> None:
    with pytest.raises(ExecutorError, match=message):
        run_task(describe_program() | other, pickle.dumps(found))


@pytest.mark.usefixtures("worker")
def test_errors_of_a_worker_carry_what_they_are_about() -> None:
    with pytest.raises(ExecutorError) as raised:
        run_task(describe_program(), pickle.dumps(refuse))
    assert (raised.value.path, raised.value.url, raised.value.key) == ("/srv/seeds", "s3://a", None)
