"""A Dask cluster of real processes on loopback, whose current folder is not that of the test."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.plugins.command import clean_environment

_SILENT = ("--no-dashboard", "--host", "127.0.0.1")
_PATIENCE_SECONDS = 30


@dataclass
class Cluster:
    """A scheduler at an address, and its workers."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    logs: list[Path] = field(default_factory=list)

    def start_scheduler(self) -> None:
        """Start the scheduler on a free port, and wait for its address."""
        noted = self.folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", str(noted))
        self._wait_for(lambda: noted.exists() and noted.stat().st_size > 0)
        self.address = json.loads(noted.read_text())["address"]

    def kill_scheduler(self) -> None:
        """Kill the scheduler, without which nothing goes on."""
        if self.scheduler:
            self.scheduler.kill()
            self.scheduler.wait()

    def start_workers(self, count: int) -> None:
        """Start workers of two threads until there are *count*, and wait for them to join."""
        for _ in range(len(self.workers), count):
            options = ("--no-nanny", "--nthreads", "2", "--memory-limit", "0")
            self.workers.append(self._start("worker", self.address, *options))
        self._wait_for(lambda: all(b"Registered to" in log.read_bytes() for log in self.logs))

    def kill_worker(self) -> None:
        """Kill the worker that was started first, as the system does."""
        worker = self.workers.pop(0)
        worker.kill()
        worker.wait()

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.folder
            time.sleep(0.02)

    def _start(self, role: str, *options: str) -> subprocess.Popen[bytes]:
        path = self.folder / f"{role}-{len(self.logs)}.log"
        if role == "worker":
            self.logs.append(path)
        with path.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{role}", *_SILENT, *options],
                cwd=self.folder,
                env=clean_environment() | {"DASK_TEMPORARY_DIRECTORY": os.fspath(self.folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """Run a scheduler without workers, in *folder*; end it and all workers."""
    cluster = Cluster(folder)
    try:
        cluster.start_scheduler()
        yield cluster
    finally:
        cluster.kill_scheduler()
        while cluster.workers:
            cluster.kill_worker()
