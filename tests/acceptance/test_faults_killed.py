"""A build that is killed, at whatever moment, leaves whole files and work that can go on."""

import json
import os
import random
import re
import signal
import time
from pathlib import Path

import pytest

from tests.acceptance import forked_build
from tests.acceptance.forked_build import Ended, warm_up, write_plain
from tests.acceptance.large_build import finish, published, start_build
from tests.own_process import run, say

Files = dict[str, bytes]
MOMENTS = 50
QUIET = Ended(0, "")
VANISHED = (
    r"seeds:1:1: warning\[ignored-path\] not read: 9,[47]00 seeds vanished while the folder was"
    r" read, seeds/\d+\.md first\n    remedy: nothing need be done\n"
)


def build(folder: Path, *options: str | Path) -> None:
    """Build to the end."""
    assert finish(start_build(folder, "--quiet", *options)) == (0, "", "")


def build_from_nothing(folder: Path, *options: str) -> Files:
    build(folder, "--out", "from-nothing", "--no-cache", *options)
    return published(folder / "from-nothing")


def broken(out: Path, old: Files, new: Files) -> list[str]:
    """Return the files that are neither as in *old* nor as in *new*, or gone without need."""
    found = published(out)
    torn = [path for path, text in found.items() if text not in (old.get(path), new.get(path))]
    return torn + sorted((old.keys() & new.keys()) - found.keys())


def was_killed(folder: Path, seconds: float, *options: str) -> bool:
    """Kill a build and its workers after so many *seconds*; tell whether it ran that long."""
    child = forked_build.start(folder, *options)
    time.sleep(seconds)
    running = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None
    if running:
        os.killpg(child, signal.SIGKILL)
    return forked_build.end(child, folder).returncode == -signal.SIGKILL


def build_quietly(folder: Path, *options: str) -> None:
    ended = forked_build.build(folder, *options)
    assert ended == QUIET, ended


def edit(seeds: Path, state: str) -> None:
    """Let the 1,000 *seeds* be as they are ``old`` or ``new``: 40 go, 40 come, 40 are edited."""
    gone, come = (range(40), range(1000, 1040))[:: 1 if state == "new" else -1]
    for number in gone:
        (seeds / f"{number:05}.md").unlink(missing_ok=True)
    write_plain(seeds, come.start, come.stop)
    write_plain(seeds, 960, 1000, edited=960 if state == "new" else 1000)


def kill_fifty_builds(folder: str) -> None:
    """Kill builds of seeds that change to and fro; let the next one end, and look at it."""
    here = Path(folder)
    chance = random.Random(2026)
    write_plain(here / "seeds", 0, 1000)
    warm_up(here / "seeds")
    states = {}
    for state in ("new", "old"):
        edit(here / "seeds", state)
        build_quietly(here, "--out", f"from-{state}", "--no-cache")
        states[state] = published(here / f"from-{state}")
    build_quietly(here)
    seconds, killed, left = 1.0, 0, set()
    while killed < MOMENTS:
        state = ("new", "old")[killed % 2]
        edit(here / "seeds", state)
        # Each tenth reads all seeds anew, in workers.
        options = ("--jobs", "2", "--no-cache") if killed % 10 == 0 else ("--jobs", "1")
        if not was_killed(here, chance.uniform(0, seconds), *options):
            seconds *= 0.9
            continue
        killed += 1
        assert broken(here / "out", states["old"], states["new"]) == []
        left.add(tuple(published(here / "out").values()))
        begun = time.monotonic()
        build_quietly(here, "--jobs", "1")
        seconds = time.monotonic() - begun
        assert published(here / "out") == states[state]
    say(len(left))


def test_files_are_whole_at_fifty_moments_and_the_next_build_is_right(tmp_path: Path) -> None:
    done = run(kill_fifty_builds, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 1


def test_a_worker_that_the_system_kills_costs_only_time(tmp_path: Path) -> None:
    write_plain(tmp_path / "seeds", 0, 2000)
    process = start_build(tmp_path, "--quiet", "--jobs", "2")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (workers := children.read_text().split()):
        assert process.poll() is None
        time.sleep(0.005)
    os.kill(int(workers[0]), signal.SIGKILL)
    assert finish(process) == (0, "", "")
    assert published(tmp_path / "out") == build_from_nothing(tmp_path)


def delete_while_they_are_read(folder: str, first: str) -> None:
    """Add 10,000 seeds from the number *first* on, and delete them while a build reads them."""
    here = Path(folder)
    write_plain(here / "seeds", 10_000, 10_300)
    warm_up(here / "seeds")
    build_quietly(here)
    before = published(here / "out")
    write_plain(here / "seeds", int(first), int(first) + 10_000)

    def delete() -> None:
        for number in range(int(first), int(first) + 10_000):
            (here / "seeds" / f"{number:05}.md").unlink()

    prepare = forked_build.before_step(600, "seeds", delete)
    ended = forked_build.build(here, "--jobs", "1", prepare=prepare)
    assert ended.returncode == 0
    assert re.fullmatch(VANISHED, ended.messages), ended.messages
    for path, content in published(here / "out").items():
        if path.endswith(".json"):
            json.loads(content)
    # Of those that were read before they went, there are more than of all others.
    build_quietly(here, "--allow-withdraw")
    assert published(here / "out") == before


@pytest.mark.parametrize("first", [0, 10_300], ids=["older ones", "ones that feeds would show"])
def test_ten_thousand_seeds_deleted_while_they_are_read_cost_a_line(
    tmp_path: Path, first: int
) -> None:
    done = run(delete_while_they_are_read, tmp_path, first)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_clock_set_back_publishes_what_a_build_of_that_time_does(tmp_path: Path) -> None:
    write_plain(tmp_path / "seeds", 0, 60)
    build(tmp_path)
    past = ("--now", "2020-01-02T00:00:00Z", "--allow-withdraw")
    build(tmp_path, *past)
    assert published(tmp_path / "out") == build_from_nothing(tmp_path, *past)
    build(tmp_path)
    assert published(tmp_path / "out") == build_from_nothing(tmp_path)
