"""A Dask cluster builds what this machine would, whatever becomes of its workers."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from feeds.build.context import BuildOptions
from feeds.build.read_batch import Read
from feeds.build.run import build_feeds
from feeds.problems.build_report import BuildReport
from feeds.problems.errors import ExecutorError
from feeds.progress import Progress, ignore_progress
from feeds.seeds.find import vanished
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings, Site
from feeds.workers.dask import open_dask
from tests.acceptance.dask_cluster import Cluster, running_cluster
from tests.acceptance.large_build import published, write_generated
from tests.plugins.command import ROOT, RunFeeds

NOW = datetime(2027, 1, 1, tzinfo=UTC)
DOCUMENTATION = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
SETTINGS = Settings(
    site=Site("urn:x:site", "News", "All", "en", url="https://news.example/"),
    seeds=SeedsSettings(Path("seeds")),
    build=BuildSettings(Path("out"), limit=5, formats=("json",)),
    links=LinksSettings(cache=Path(".feeds-cache")),
)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a cluster without workers."""
    with running_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def cluster(scheduler: Cluster) -> Cluster:
    """Return a cluster of two workers, each of two threads."""
    scheduler.start_workers(2)
    return scheduler


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with seeds the current one, which is none of the workers'."""
    write_generated(tmp_path / "seeds", 0, 80)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build_on(
    cluster: Cluster, settings: Settings = SETTINGS, progress: Progress = ignore_progress
) -> BuildReport:
    opened = partial(open_dask, cluster.address, patience_seconds=2)
    return build_feeds(
        settings, now=NOW, options=BuildOptions(open_executor=opened), progress=progress
    )


def build_here(folder: Path) -> dict[str, bytes]:
    out = SETTINGS.build._replace(out=folder / "here")
    build_feeds(SETTINGS._replace(build=out), now=NOW, options=BuildOptions(use_cache=False))
    return published(folder / "here")


def half_way(do: Callable[[], None]) -> Progress:
    """Return a progress that has something done once, when some seeds have been read."""
    pending = [do]

    def show(stage: str, done: int, total: int) -> None:
        if pending and stage == "reading seeds" and 0 < done < total:
            pending.pop()()

    return show


def test_scheduler_without_workers_is_an_error(scheduler: Cluster) -> None:
    with pytest.raises(ExecutorError, match=r"has no workers \(waited 0.2 seconds\)"):
        open_dask(scheduler.address, patience_seconds=0.2)


@pytest.mark.usefixtures("folder")
def test_worker_of_another_release_is_refused(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.workers.dask.describe_program", lambda: {"Python": "2.7.18"})
    with pytest.raises(ExecutorError, match=r"worker tcp://\S+ has .*: install the same release"):
        build_on(cluster)
    assert published(Path("out")) == {}


def test_seeds_at_an_address_are_read_by_workers(cluster: Cluster, folder: Path) -> None:
    address = f"file://{folder / 'seeds'}"
    settings = SETTINGS._replace(seeds=SeedsSettings(address))
    report = build_on(cluster, settings)
    assert (report.ok, report.seeds, report.read) == (True, address, 80)
    assert published(folder / "out") == build_here(folder)


def test_documented_command_builds_on_a_cluster(
    cluster: Cluster, folder: Path, run_feeds: RunFeeds
) -> None:
    (line,) = re.findall(r"^\$ feeds (build --executor .*:8786)$", DOCUMENTATION, re.MULTILINE)
    command = line.replace("tcp://HOST:8786", cluster.address).split()
    options = ("--now", NOW.isoformat(), "--format", "json", "--site-url", "https://a.example")
    here = run_feeds("build", *options)
    there = run_feeds(*command, *options, "--out", "there")
    assert (there.returncode, there.stderr) == (0, here.stderr)
    assert published(folder / "there") == published(folder / "out")


def test_lost_worker_costs_nothing_but_time(cluster: Cluster, folder: Path) -> None:
    report = build_on(cluster, progress=half_way(cluster.kill_worker))
    assert (report.ok, report.warnings, len(cluster.workers)) == (True, (), 1)
    assert published(folder / "out") == build_here(folder)


@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_lost_cluster_costs_nothing_but_time_and_is_said(
    scheduler: Cluster, folder: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As long it also tries to find the scheduler again.
    monkeypatch.setattr("feeds.workers.dask._CONNECT_SECONDS", 1)
    # The last one is that of the test before, if there was one.
    scheduler.start_workers(1)

    def kill_workers() -> None:
        while scheduler.workers:
            scheduler.kill_worker()

    kill = kill_workers if lost == "workers" else scheduler.kill_scheduler
    report = build_on(scheduler, progress=half_way(kill))
    notice = f"the Dask cluster at {scheduler.address} was lost: the rest was done here"
    assert (report.ok, report.warnings) == (True, (notice,))
    assert published(folder / "out") == build_here(folder)


class BlindExecutor(Executor):
    """An executor that sees none of the seeds, as a machine on which a folder is not up to date."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        result = work(*args, **kwargs)
        seeds = [found.path for found in result if isinstance(found, Read)]
        lost = [Read(path, unreadable=vanished(path)) for path in seeds]
        future.set_result(lost or result)
        return future


def test_seeds_that_only_this_machine_sees_are_published(folder: Path) -> None:
    report = build_feeds(
        SETTINGS, now=NOW, options=BuildOptions(open_executor=lambda: (BlindExecutor(), 2))
    )
    assert (report.ok, report.read) == (True, 80)
    assert published(folder / "out") == build_here(folder)
