"""Work on any executor comes to what it would here, and in order, whatever becomes of it there."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from feeds.problems.errors import FeedsError
from feeds.workers.batches import Workers

THINGS = range(100)


def refuse(numbers: Sequence[int]) -> list[int]:
    raise LookupError(f"no {numbers[0]}")


def double(numbers: Sequence[int]) -> list[int]:
    return [number * 2 for number in numbers]


def die_once(marker: Path, numbers: Sequence[int]) -> list[int]:
    """Double the numbers; the first process that gets there is killed as by the system."""
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return double(numbers)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class Burden:
    """What is sent by half only, since its process is killed meanwhile."""

    def __reduce__(self) -> tuple[type, tuple[bytes]]:
        def send_half(connection: Any, content: bytes) -> None:
            os.write(connection.fileno(), bytes(content[: len(content) // 2]))
            os.kill(os.getpid(), signal.SIGKILL)

        Connection._send = send_half  # type: ignore[attr-defined]  # of this process only
        return bytes, (bytes(100_000),)


def die_while_sending(here: int, numbers: Sequence[int]) -> Any:
    """Return *numbers* as bytes; in another process than *here*, the first ones as a burden."""
    return Burden() if os.getpid() != here and numbers[0] == 0 else bytes(numbers)


def name_process(_: Sequence[int]) -> int:
    return os.getpid()


def name_process_and_numbers(numbers: Sequence[int]) -> tuple[int, Sequence[int]]:
    return os.getpid(), [*numbers]


class FailingExecutor(Executor):
    """An executor on which the batches that are numbered in *errors* come to these."""

    def __init__(self, errors: dict[int, Exception], *, at_once: bool = False) -> None:
        self.errors = errors
        self.at_once = at_once
        self.submitted = 0
        self.is_shut_down = False

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        error = self.errors.get(self.submitted)
        self.submitted += 1
        if error and self.at_once:
            raise error
        if error:
            future.set_exception(error)
        else:
            future.set_result(work(*args, **kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.is_shut_down = wait and cancel_futures


def run_on(executor: Executor, workers: list[Workers] | None = None) -> list[int]:
    with Workers(1, lambda: (executor, 2)) as jobs:
        batches = list(jobs.run(double, THINGS, largest=10, worth=1000))
        (workers if workers is not None else []).append(jobs)
    return [number for batch in batches for number in batch]


def test_the_first_things_are_worked_on_here_before_processes_start() -> None:
    with Workers(2) as workers:
        found = [*workers.run(name_process_and_numbers, range(1000), first=7)]
        again = [*workers.run(name_process_and_numbers, range(1000), first=7)]
    assert found[0] == (os.getpid(), [*range(7)])
    assert os.getpid() not in {process for process, _ in (*found[1:], *again)}
    assert [number for _, numbers in found for number in numbers] == [*range(1000)]
    assert [number for _, numbers in again for number in numbers] == [*range(1000)]


def test_results_come_in_the_order_of_things() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert run_on(executor) == [number * 2 for number in THINGS]


def test_executor_gets_however_little_and_is_shut_down() -> None:
    executor = FailingExecutor({})
    with Workers(1, lambda: (executor, 2)) as jobs:
        assert list(jobs.run(double, [1], largest=10, worth=1000)) == [[2]]
    assert (executor.submitted, executor.is_shut_down) == (1, True)


def test_nothing_to_do_opens_no_executor() -> None:
    def refuse() -> tuple[Executor, int]:
        raise AssertionError

    with Workers(1, refuse) as jobs:
        assert list(jobs.run(double, [], largest=10, worth=0)) == []


def test_processes_take_what_is_worth_it_only() -> None:
    with Workers(2) as jobs:
        assert set(jobs.run(name_process, THINGS, largest=10, worth=101)) == {os.getpid()}
        assert os.getpid() not in set(jobs.run(name_process, THINGS, largest=10, worth=100))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 299, 300, 1001])
def test_results_come_in_order_whoever_does_the_work(count: int, jobs: int) -> None:
    with Workers(jobs) as workers:
        results = list(workers.run(double, range(count)))
    assert [number for batch in results for number in batch] == [n * 2 for n in range(count)]


def test_killed_process_costs_nothing_but_time(tmp_path: Path) -> None:
    with Workers(2) as workers:
        results = list(workers.run(partial(die_once, tmp_path / "marker"), range(1000)))
    assert [number for batch in results for number in batch] == [n * 2 for n in range(1000)]
    assert workers.notices == []


def die_beside_one_that_stays(folder: Path, here: int, numbers: Sequence[int]) -> list[int]:
    """Double the numbers, in processes for which SIGTERM came too early; the first one is killed."""
    if os.getpid() != here:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        (folder / "first").touch(exist_ok=False)
    except FileExistsError:
        (folder / "second").touch()
        if os.getpid() != here:
            time.sleep(60)
        return double(numbers)
    while not (folder / "second").exists():
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_process_that_loses_the_signal_to_end_is_not_waited_for(tmp_path: Path) -> None:
    def give_up(*_: object) -> None:
        raise AssertionError("the workers do not end")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(10)
    try:
        with Workers(2) as workers:
            work = partial(die_beside_one_that_stays, tmp_path, os.getpid())
            results = list(workers.run(work, range(1000)))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert [number for batch in results for number in batch] == [n * 2 for n in range(1000)]


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("error", [RuntimeError("killed four workers"), BrokenExecutor("gone")])
def test_what_fails_elsewhere_is_done_here(error: Exception, at_once: bool) -> None:
    executor = FailingExecutor({2: error}, at_once=at_once)
    assert run_on(executor) == [number * 2 for number in THINGS]


def test_broken_executor_gets_nothing_more_and_is_named() -> None:
    executor = FailingExecutor({2: BrokenExecutor("it is gone")}, at_once=True)
    workers: list[Workers] = []
    run_on(executor, workers)
    assert executor.submitted == 3
    assert [jobs.notices for jobs in workers] == [["it is gone: the rest was done here"]]


def test_lost_batch_is_not_worth_a_word() -> None:
    workers: list[Workers] = []
    run_on(FailingExecutor({2: RuntimeError("killed")}), workers)
    assert [jobs.notices for jobs in workers] == [[]]


def test_error_that_ends_the_run_is_raised() -> None:
    with pytest.raises(FeedsError, match="no such folder"):
        run_on(FailingExecutor({2: FeedsError("no such folder")}))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_here(jobs: int) -> None:
    with Workers(jobs) as workers, pytest.raises(LookupError, match="no 0"):
        list(workers.run(refuse, range(1000)))


def test_what_fails_here_too_is_raised() -> None:
    with (
        Workers(1, lambda: (FailingExecutor({0: RuntimeError("killed")}), 2)) as jobs,
        pytest.raises(LookupError, match="no 0"),
    ):
        list(jobs.run(refuse, [0], largest=10, worth=0))


def test_a_process_that_is_killed_while_it_sends_costs_only_time() -> None:
    """The pool of the standard library would wait for the rest of its message for ever."""
    with Workers(2) as workers:
        results = workers.run(partial(die_while_sending, os.getpid()), THINGS, largest=50, worth=1)
        assert b"".join(results) == bytes(THINGS)


def doubled(number: int) -> int:
    return number * 2


def test_what_follows_other_work_is_shared_with_it_and_keeps_its_order() -> None:
    executor = FailingExecutor({15: LookupError("lost")})
    with Workers(1, lambda: (executor, 2)) as jobs:
        first = (number for batch in jobs.run(double, THINGS, largest=10) for number in batch)
        assert list(jobs.follow(doubled, first)) == [number * 4 for number in THINGS]
    assert executor.submitted > len(THINGS)


def test_what_follows_is_done_here_where_no_worker_has_started() -> None:
    with Workers(2) as jobs:
        assert set(jobs.follow(lambda _: os.getpid(), THINGS)) == {os.getpid()}


def test_only_workers_that_have_started_are_prepared_and_nobody_minds_what_comes_of_it() -> None:
    executor = FailingExecutor({10: LookupError("lost"), 11: LookupError("lost")})
    with Workers(1, lambda: (executor, 2)) as jobs:
        jobs.prepare(refuse)
        assert executor.submitted == 0
        list(jobs.run(double, THINGS, largest=10))
        before = executor.submitted
        jobs.prepare(double)
    assert executor.submitted == before + 2
    assert jobs.notices == []
