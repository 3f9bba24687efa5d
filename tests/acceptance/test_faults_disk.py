"""Whatever a disk does in the middle of a build, nothing is lost and the message says what to do."""

import itertools
import os
import random
import re
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.bad_disks import SmallDisk, TurningDisk, prefix
from tests.acceptance.forked_build import Ended, before_step, build, warm_up, write_plain
from tests.acceptance.large_build import published
from tests.own_process import run, say

Files = dict[str, bytes]
QUIET = Ended(0, "")
OWN = {".feeds-manifest.json", ".feeds-manifest.copy.json", ".feeds.lock"}
UNCHANGED = "nothing was lost, every published file is as it was"
PARTLY = "every published file is whole, old or new, and the next build replaces the rest"
MESSAGE = (
    r"feeds: error: (?P<path>\S+) cannot be written: {fault}; (?P<consequence>[^;]+); {remedy}\n"
)
FULL = "free some space, or raise the quota or limit, and build again"
READ_ONLY = (
    r"(choose another output folder, this one can only be read"
    r"|give this user the right to read and write in \S+, or choose another output folder)"
)


def prepare(here: Path) -> tuple[Files, Files]:
    """Write two folders of seeds, ``old`` and ``new``; return what builds from nothing publish."""
    write_plain(here / "old", 0, 40, names=2)
    write_plain(here / "new", 10, 50, edited=30, names=2)
    warm_up(here / "old")
    states = []
    for seeds in ("old", "new"):
        options = ("--seeds", seeds, "--out", f"from-{seeds}", "--no-cache")
        assert build(here, *options) == QUIET
        states.append(published(here / f"from-{seeds}"))
    return states[0], states[1]


def smallest_enough(suffices: Callable[[int], bool]) -> int:
    """Return the smallest number that *suffices*, having tried those around it."""
    enough = 1
    while not suffices(enough):
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        enough, too_few = (middle, too_few) if suffices(middle) else (enough, middle)
    return enough


def check_whole(out: Path, old: Files, new: Files, consequence: str) -> None:
    """Check that the files at *out* are as the *consequence* that a build told says."""
    assert consequence in (UNCHANGED, PARTLY)
    found = published(out)
    if consequence == UNCHANGED:
        assert found == old
    assert [path for path in found if found[path] not in (old.get(path), new.get(path))] == []
    assert old.keys() & new.keys() <= found.keys()


def check_clean(out: Path, files: Files) -> None:
    """Check that *out* holds *files*, and nothing else but what is feeds' own."""
    assert published(out) == files
    names = {
        os.path.relpath(Path(folder, name), out) for folder, _, ns in os.walk(out) for name in ns
    }
    assert names == files.keys() | OWN


def fill_the_output_folder(folder: str) -> None:
    """Build with more and more room, until there is just enough."""
    here = Path(folder)
    old, new = prepare(here)
    disk = SmallDisk(here / "out", 1024)
    told = []

    def suffices(pages: int) -> bool:
        disk.free()
        assert build(here, "--seeds", "old") == QUIET
        check_clean(here / "out", old)
        disk.limit(pages)
        # A limit of the kernel would bind the cache too.
        ended = build(here, "--seeds", "new", "--no-cache")
        if ended == QUIET:
            check_clean(here / "out", new)
            return True
        found = re.fullmatch(MESSAGE.format(fault=disk.fault, remedy=FULL), ended.messages)
        assert found, ended
        assert ended.returncode == 2
        check_whole(here / "out", old, new, found["consequence"])
        told.append(found["path"])
        return False

    smallest_enough(suffices)
    disk.free()
    assert build(here, "--seeds", "new") == QUIET
    check_clean(here / "out", new)
    say(*sorted(set(told)))


def test_an_output_folder_without_room_stays_as_it_was(tmp_path: Path) -> None:
    done = run(fill_the_output_folder, tmp_path, prefix=prefix())
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) > 1


def fill_the_cache(folder: str) -> None:
    """Let the cache have more and more room, until there is just enough."""
    here = Path(folder)
    old, new = prepare(here)
    states = {"old": old, "new": new}
    seeds = itertools.cycle(states)
    disk = SmallDisk(here / ".feeds-cache", max(map(len, (old | new).values())) + 4096)
    told = []

    def suffices(pages: int) -> bool:
        disk.free()
        for path in (here / ".feeds-cache").iterdir():
            path.unlink()
        disk.limit(pages)
        chosen = next(seeds)
        ended = build(here, "--seeds", chosen)
        check_clean(here / "out", states[chosen])
        told.append(ended.messages)
        disk.free()
        again = next(seeds)
        assert build(here, "--seeds", again) == QUIET
        check_clean(here / "out", states[again])
        assert (here / ".feeds-cache" / ".gitignore").read_text() == "*\n"
        return ended == QUIET

    smallest_enough(suffices)
    messages = set(told) - {""}
    expected = (
        r"warning: \.feeds-cache/build-\w+\.sqlite cannot be written \((database or disk is full"
        r"|disk I/O error|No space left on device)\): the next build will take longer; mend that,"
        r" set \[links\] cache in feeds\.toml to a folder that can be written, or give --no-cache\n"
    )
    for message in messages:
        assert re.fullmatch(expected, message), message
    say(len(messages))


def test_a_cache_without_room_costs_time_and_a_line(tmp_path: Path) -> None:
    done = run(fill_the_cache, tmp_path, prefix=prefix())
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 0


def turn_read_only_half_way(folder: str) -> None:
    """Let the output folder turn read-only at random moments of a build."""
    here = Path(folder)
    old, new = prepare(here)
    disk = TurningDisk(here / "out")
    chance = random.Random(2026)
    told: list[str] = []
    for step in itertools.accumulate(chance.randrange(1, 7) for _ in itertools.count()):
        assert build(here, "--seeds", "old") == QUIET
        check_clean(here / "out", old)
        ended = build(here, "--seeds", "new", prepare=before_step(step, "out", disk.turn_read_only))
        if ended == QUIET:  # there was nothing left to do
            break
        found = re.fullmatch(MESSAGE.format(fault=disk.fault, remedy=READ_ONLY), ended.messages)
        assert found, (step, ended)
        assert ended.returncode == 2
        check_whole(here / "out", old, new, found["consequence"])
        told.append(found["consequence"])
        disk.turn_back()
        assert build(here, "--seeds", "new") == QUIET
        check_clean(here / "out", new)
    check_clean(here / "out", new)
    say(len(told), len(set(told)))


def test_an_output_folder_that_turns_read_only_half_way_is_made_up_for(tmp_path: Path) -> None:
    done = run(turn_read_only_half_way, tmp_path, prefix=prefix())
    assert (done.returncode, done.stderr) == (0, "")
    moments, consequences = map(int, done.stdout.split())
    assert (moments > 10, consequences) == (True, 2)
