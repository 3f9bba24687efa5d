"""Worker processes start as is safe, and end with the process that started them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from feeds.workers.batches import Workers
from feeds.workers.processes import count_processors
from tests.plugins.command import clean_environment


def double(numbers: Sequence[int]) -> list[int]:
    return [number * 2 for number in numbers]


def test_processors_are_those_that_this_process_may_use() -> None:
    assert 1 <= count_processors() <= (os.cpu_count() or 1)


PROGRAM = """
import os, sys, time
from pathlib import Path
from feeds.workers.batches import Workers

def rest(numbers):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep({seconds})
    return len(numbers)

if __name__ == "__main__":
    with Workers(2) as workers:
        print(sum(workers.run(rest, range(1600))))
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
    # Long enough that one worker does not do the work of both.
    program = start(tmp_path, 0.05)
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
        with Workers(2) as workers:
            results = list(workers.run(double, range(300)))
    finally:
        done.set()
        waiting.join()
    assert [number for batch in results for number in batch] == [n * 2 for n in range(300)]
