"""Where batches of a build are worked on: by processes of this machine, or by a Dask cluster."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from feeds.expressions import expression
from feeds.problems.diagnostics import quote
from feeds.problems.errors import INSTALL_DASK, ConfigError, ExecutorError
from feeds.workers.processes import count_processors

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from feeds.workers.batches import OpenExecutor

Kind = Literal["processes", "dask"]

_ADDRESS = expression(r"(?:tcp|tls|ucx|ws|wss)://[^\s/?#@]+:\d{1,5}/?")


def choose_executor(
    kind: Kind, scheduler: str | None, jobs: int | None
) -> tuple[int, OpenExecutor | None]:
    """Return how many *jobs* work at a time, and what opens their executor (None: processes).

    Without *jobs* each processor of this machine, or each thread of the cluster, has one. Raises
    ConfigError for options that do not go together, and ExecutorError if Dask is not installed.
    """
    if kind == "processes":
        if scheduler:
            message = "--scheduler is for --executor dask only: give both or neither"
            raise ConfigError(message, key="--scheduler")
        return jobs or count_processors(), None
    if not scheduler:
        message = "--executor dask needs a cluster: give --scheduler tcp://HOST:8786 too"
        raise ConfigError(message, key="--scheduler")
    if not _ADDRESS.fullmatch(scheduler):
        message = f"--scheduler {quote(scheduler)}: write it like tcp://HOST:8786"
        raise ConfigError(message, key="--scheduler")
    if not find_spec("distributed"):
        raise ExecutorError(
            f"--executor dask needs libraries that are not installed: {INSTALL_DASK}",
            key="--executor",
        )

    def open_cluster() -> tuple[Executor, int]:
        from feeds.workers.dask import open_dask

        return open_dask(scheduler, jobs)

    return jobs or 1, open_cluster
