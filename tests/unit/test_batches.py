"""Work is shared out without loss: in order, whatever becomes of the workers."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from feeds.batches import count_processors, work_in_batches
from tests.plugins.command import clean_environment


def double(numbers: Sequence[int]) -> list[int]:
    return [number * 2 for number in numbers]


def refuse(numbers: Sequence[int]) -> list[int]:
    raise LookupError(f"no {numbers[0]}")


def die_once(marker: Path, numbers: Sequence[int]) -> list[int]:
    """Double the numbers; the first process that gets there is killed as by the system."""
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return double(numbers)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def name_process(_: Sequence[int]) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 299, 300, 1001])
def test_results_come_in_order_whoever_does_the_work(count: int, jobs: int) -> None:
    results = work_in_batches(double, range(count), jobs)
    assert [number for batch in results for number in batch] == [n * 2 for n in range(count)]


def test_little_work_is_done_here() -> None:
    assert set(work_in_batches(name_process, range(299), 4)) == {os.getpid()}


def test_much_work_is_done_elsewhere() -> None:
    assert os.getpid() not in set(work_in_batches(name_process, range(300), 2))


def test_killed_worker_costs_nothing_but_time(tmp_path: Path) -> None:
    results = work_in_batches(partial(die_once, tmp_path / "marker"), range(1000), 2)
    assert [number for batch in results for number in batch] == [n * 2 for n in range(1000)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_is_raised_here(jobs: int) -> None:
    with pytest.raises(LookupError, match="no 0"):
        list(work_in_batches(refuse, range(1000), jobs))


def test_processors_are_those_that_this_process_may_use() -> None:
    assert 1 <= count_processors() <= (os.cpu_count() or 1)


PROGRAM = """
import os, sys, time
from pathlib import Path
from feeds.batches import work_in_batches

def rest(numbers):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep({seconds})
    return len(numbers)

if __name__ == "__main__":
    print(sum(work_in_batches(rest, range(1600), 2)))
"""


def start(folder: Path, seconds: float) -> "subprocess.Popen[str]":
    """Start a program whose workers rest in each batch; return when two have begun."""
    program = folder / "program.py"
    program.write_text(PROGRAM.format(seconds=seconds))
    (folder / "workers").mkdir()
    started = subprocess.Popen(
        [sys.executable, program, folder / "workers"],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 20
    while len(list((folder / "workers").iterdir())) < 2:
        assert time.monotonic() < deadline, started.communicate()
        time.sleep(0.01)
    return started


def workers_of(folder: Path) -> list[int]:
    return [int(path.name) for path in (folder / "workers").iterdir()]


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, f"{pid} is still there"
        time.sleep(0.01)


def test_program_without_threads_forks_its_workers(tmp_path: Path) -> None:
    program = start(tmp_path, 0)
    assert program.communicate(timeout=20) == ("1600\n", "")


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_when_their_program_is_killed(tmp_path: Path, signal_number: int) -> None:
    program = start(tmp_path, 0.2)
    program.send_signal(signal_number)
    program.communicate(timeout=20)
    for pid in workers_of(tmp_path):
        wait_for_end(pid)


def test_interrupted_program_and_its_workers_end_at_once(tmp_path: Path) -> None:
    program = start(tmp_path, 0.2)
    for pid in (program.pid, *workers_of(tmp_path)):
        os.kill(pid, signal.SIGINT)
    interrupted = time.monotonic()
    _, errors = program.communicate(timeout=20)
    assert time.monotonic() - interrupted < 3
    assert errors.splitlines()[-1] == "KeyboardInterrupt"
    assert errors.count("KeyboardInterrupt") == 1
    for pid in workers_of(tmp_path):
        wait_for_end(pid)


def test_where_threads_run_workers_start_afresh() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        results = list(work_in_batches(double, range(300), 2))
    finally:
        done.set()
        waiting.join()
    assert [number for batch in results for number in batch] == [n * 2 for n in range(300)]
