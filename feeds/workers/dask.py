"""A Dask cluster as an executor: what it takes to send it batches, and what becomes of them."""

from __future__ import annotations

import logging
import pickle
import time
import warnings
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import suppress
from functools import partial
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from feeds.problems.errors import ExecutorError, FeedsError
from feeds.program import describe_program

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from distributed import Client

Result = TypeVar("Result")

_CONNECT_SECONDS = 4
# A cluster may only be starting; and a lone worker that dies is started again by its nanny.
_WORKERS_SECONDS = 10
_WATCH_SECONDS = 1
# What renders feeds was not written for threads, which are hardly faster in Python.
_ONE_AT_A_TIME = Lock()


def open_dask(
    scheduler: str, jobs: int | None = None, *, patience_seconds: float = _WORKERS_SECONDS
) -> tuple[Executor, int]:
    """Return an executor on the cluster whose *scheduler* has this address, and its *jobs*.

    Raises ExecutorError if no scheduler answers there, or none of its workers is there within
    *patience_seconds*. Once open, it is broken if the scheduler goes, or all workers for so long.
    """
    from distributed import Client

    # What it says of lost connections, large batches and other releases, errors and notices say.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="distributed")
    try:
        client = _within(
            2 * _CONNECT_SECONDS,
            partial(Client, scheduler, timeout=_CONNECT_SECONDS, set_as_default=False),
        )
    except Exception as exc:
        raise ExecutorError(
            f"no Dask scheduler answers at {scheduler} ({_first_line(exc)}): check the address,"
            " start one with dask scheduler, or build without --executor dask",
            key="--scheduler",
        ) from exc
    try:
        client.wait_for_workers(1, timeout=patience_seconds)
        threads = sum(client.nthreads().values())
    except Exception as exc:
        client.close()
        raise ExecutorError(
            f"the Dask scheduler at {scheduler} has no workers (waited {patience_seconds:g}"
            f" seconds): start some with dask worker {scheduler}",
            key="--scheduler",
        ) from exc
    return _DaskExecutor(client, scheduler, patience_seconds), jobs or threads


class _DaskExecutor(Executor):
    """An executor on a Dask cluster, whose workers must be of the same releases as this process.

    The cluster gives the batches of a worker that is lost to others. Its futures raise
    BrokenExecutor when there is nobody left to give them to.
    """

    def __init__(self, client: Client, scheduler: str, patience_seconds: float) -> None:
        self._client = client
        self._tasks = client.get_executor(pure=False)
        self._scheduler = scheduler
        self._patience_seconds = patience_seconds
        self._program = describe_program()
        self._waiting: set[Future[Any]] = set()
        self._closed = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Return the future of *work* on a worker; raise BrokenExecutor if none can have it."""
        future: Future[Result] = Future()
        self._waiting.add(future)
        call = pickle.dumps(_Call(self._program, pickle.dumps(partial(work, *args, **kwargs))))
        try:
            self._tasks.submit(pickle.loads, call).add_done_callback(partial(self._settle, future))
        except Exception as exc:
            raise self._broken() from exc
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster to others; with *cancel_futures*, wait for nothing that is not done."""
        self._closed.set()
        with suppress(Exception):  # whatever a scheduler that has gone leaves Dask with
            self._tasks.shutdown(wait=wait and not cancel_futures)
            self._client.close()

    def _settle(self, future: Future[Any], task: Future[Any]) -> None:
        self._waiting.discard(future)
        error = self._broken() if task.cancelled() else task.exception()
        # Whoever watches may have given it up meanwhile.
        with suppress(InvalidStateError):
            if error:
                future.set_exception(self._translate(error))
            else:
                future.set_result(task.result())

    def _translate(self, error: BaseException) -> BaseException:
        if isinstance(error, ImportError):
            return ExecutorError(
                f"a worker of {self._scheduler} cannot load feeds ({error}): install the same"
                " release of it and its libraries where the workers run"
            )
        return error

    def _broken(self) -> BrokenExecutor:
        return BrokenExecutor(f"the Dask cluster at {self._scheduler} was lost")

    def _watch(self) -> None:
        """Give up what waits for workers when there have been none for long."""
        seen = time.monotonic()
        while not self._closed.wait(min(_WATCH_SECONDS, self._patience_seconds)):
            if self._has_workers():
                seen = time.monotonic()
            elif time.monotonic() - seen > self._patience_seconds:
                for future in list(self._waiting):
                    with suppress(InvalidStateError):
                        future.set_exception(self._broken())

    def _has_workers(self) -> bool:
        try:
            return bool(self._client.scheduler_info()["workers"])
        except Exception:  # whatever a scheduler that has gone leaves Dask with
            return False


class _Call(NamedTuple):
    """A call of ``run_task``, which is made when its pickle is loaded.

    For Dask it is a call of pickle: the scheduler needs no feeds, and a worker without feeds says
    so, instead of ending for want of what it cannot read.
    """

    program: Mapping[str, str]
    work: bytes

    def __reduce__(self) -> tuple[Any, ...]:
        return run_task, tuple(self)


def run_task(program: Mapping[str, str], pickled: bytes) -> Any:
    """Return what the *pickled* work comes to, on a worker.

    Raises ExecutorError if the worker is of another *program* than who sent this, since what it
    would write might differ; errors that end a run name the worker.
    """
    with _ONE_AT_A_TIME:
        own = describe_program()
        for name in sorted(program.keys() | own.keys()):
            if program.get(name) != own.get(name):
                raise ExecutorError(
                    f"worker {_worker()} has {name} {own.get(name)}, and this machine"
                    f" {program.get(name)}: install the same release on both"
                )
        try:
            return pickle.loads(pickled)()  # noqa: S301 - of who may run anything here anyway
        except FeedsError as exc:
            message = f"worker {_worker()}: {exc}"
            raise ExecutorError(message, path=exc.path, url=exc.url, key=exc.key) from exc


def _within(seconds: float, make: Callable[[], Result]) -> Result:
    """Return what *make* makes; raise TimeoutError if it takes longer, and leave it to itself."""
    made: Future[Result] = Future()

    def run() -> None:
        try:
            made.set_result(make())
        except BaseException as exc:  # raised where it is waited for
            made.set_exception(exc)

    # Dask waits without end for a server that takes a connection and says nothing.
    Thread(target=run, daemon=True).start()
    return made.result(seconds)


def _worker() -> str:
    from distributed import get_worker

    return get_worker().address


def _first_line(exc: Exception) -> str:
    return str(exc).partition("\n")[0] or "it says nothing"
