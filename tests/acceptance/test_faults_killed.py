"""A build that is killed, at whatever moment, leaves whole files and work that can go on."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.acceptance.large_build import finish, published, start_build, write_generated

Files = dict[str, bytes]
MOMENTS = 50
KILLED_RUNS = 5


def build(folder: Path, *options: str | Path) -> float:
    """Build to the end; return how many seconds it took."""
    begun = time.monotonic()
    assert finish(start_build(folder, "--quiet", *options)) == (0, "", "")
    return time.monotonic() - begun


def build_from_nothing(folder: Path, seeds: str) -> Files:
    build(folder, "--seeds", seeds, "--out", f"from-{seeds}", "--no-cache")
    return published(folder / f"from-{seeds}")


def hold(process: subprocess.Popen[str]) -> bool:
    """Stop *process* and its workers where they are; return False if it has ended."""
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGSTOP)
    found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return found is not None and found.si_code == os.CLD_STOPPED


def broken(out: Path, old: Files, new: Files) -> list[str]:
    """Return the files that are neither as in *old* nor as in *new*, or gone without need."""
    found = published(out)
    torn = [path for path, text in found.items() if text not in (old.get(path), new.get(path))]
    return torn + sorted((old.keys() & new.keys()) - found.keys())


def hold_and_kill(
    process: subprocess.Popen[str], out: Path, states: tuple[Files, Files], moments: list[float]
) -> int:
    """Look at *out* at each of *moments* (seconds), and then kill; return how often it ran still.

    A process that is stopped has left on the disk what one killed at that moment leaves.
    """
    held = 0
    begun = time.monotonic()
    for moment in moments:
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        if not hold(process):
            break
        held += 1
        assert broken(out, *states) == []
        if held < len(moments):
            os.killpg(process.pid, signal.SIGCONT)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    return held


def test_files_are_whole_at_fifty_moments_and_the_next_build_goes_on(tmp_path: Path) -> None:
    chance = random.Random(2026)
    write_generated(tmp_path / "old", 0, 2000)
    write_generated(tmp_path / "new", 100, 2100, prefix="New: ")
    seconds = build(tmp_path, "--seeds", "old")
    states = published(tmp_path / "out"), build_from_nothing(tmp_path, "new")
    held = 0
    for number in range(3 * KILLED_RUNS):
        moments = sorted(chance.uniform(0.2, 1.0) * seconds for _ in range(MOMENTS // KILLED_RUNS))
        process = start_build(tmp_path, "--quiet", "--seeds", ("new", "old")[number % 2])
        held += hold_and_kill(process, tmp_path / "out", states, moments)
        if held >= MOMENTS:
            break
    assert held >= MOMENTS
    build(tmp_path, "--seeds", "new")
    assert published(tmp_path / "out") == states[1]
    build(tmp_path, "--seeds", "old")
    assert published(tmp_path / "out") == states[0]


def test_a_worker_that_the_system_kills_costs_only_time(tmp_path: Path) -> None:
    write_generated(tmp_path / "old", 0, 2000)
    process = start_build(tmp_path, "--quiet", "--seeds", "old", "--jobs", "2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (workers := children.read_text().split()):
        assert process.poll() is None
        time.sleep(0.005)
    os.kill(int(workers[0]), signal.SIGKILL)
    assert finish(process) == (0, "", "")
    assert published(tmp_path / "out") == build_from_nothing(tmp_path, "old")


def test_seeds_deleted_while_they_are_read_are_named_and_the_rest_is_published(
    tmp_path: Path,
) -> None:
    write_generated(tmp_path / "old", 0, 2000)
    seeds = sorted((tmp_path / "old").iterdir())
    process = start_build(tmp_path, "--quiet", "--seeds", "old", "--jobs", "1")
    # They are read from behind, as soon as all are listed; the cache is begun by the first.
    while not (tmp_path / ".feeds-cache").exists():
        assert process.poll() is None
        time.sleep(0.001)
    for seed in seeds[:1000]:
        seed.unlink()
    returncode, _, messages = finish(process)
    if "change faster" in messages:
        assert returncode == 2
    else:
        vanished = messages.count("it vanished while the folder was read")
        assert (returncode, vanished > 0) == (0, True)
    build(tmp_path, "--seeds", "old")
    assert published(tmp_path / "out") == build_from_nothing(tmp_path, "old")


def test_a_clock_set_back_publishes_what_a_build_of_that_time_does(tmp_path: Path) -> None:
    write_generated(tmp_path / "old", 0, 60)
    build(tmp_path, "--seeds", "old")
    build(tmp_path, "--seeds", "old", "--now", "2019-01-01T00:00:00Z", "--allow-empty")
    build(tmp_path, *("--seeds", "old", "--out", "from-nothing", "--no-cache"),
          "--now", "2019-01-01T00:00:00Z")  # fmt: skip
    assert published(tmp_path / "out") == published(tmp_path / "from-nothing")
