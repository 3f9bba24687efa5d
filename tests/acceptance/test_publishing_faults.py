"""However a build ends, every published file is whole and the next build puts all right."""

import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from feeds.output.publish import Publication, output_lock, publish
from feeds.problems.errors import OutputError
from feeds.websub import queue
from tests.own_process import STEPS, command, run, say
from tests.plugins.command import WITHOUT_ROOT, clean_environment
from tests.unit.output_folder import COPY, MANIFEST, UNCHANGED, build, read_all

OLD = {"a.xml": b"a", "b.xml": b"b", "stale/c.xml": b"c", "stale/d.xml": b"d"}
NEW = {"a.xml": b"a", "b.xml": b"new b", "stale/d.xml": b"new d", "new/deep/e.xml": b"new e"}
NEXT = {"b.xml": b"next b", "new/f.xml": b"next f"}
THEIRS = {"new/theirs.txt": b"theirs", "theirs.xml": b"theirs"}


@contextmanager
def running(function: Callable[..., None], *args: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run *function* in a process, which is there from its first line on, and kill it after."""
    with subprocess.Popen(
        command(function, *args), env=clean_environment(), stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


def many_files(version: int) -> dict[str, bytes]:
    """Return 200 files that differ by *version*, a third of them at other addresses."""
    paths = [f"topics/{n % 40}/{n}.xml" for n in range(134)]
    paths += [f"topics/v{version % 3}-{n % 9}/{n}.xml" for n in range(66)]
    return {path: f"{path} {version}\n".encode() * 100 for path in paths}


def publish_for_ever(out: str, first: str) -> None:
    for version in itertools.count(int(first)):
        with output_lock(Path(out), 0):
            say("ready")
            publish(Path(out), many_files(version).items())


def publish_one_after_the_other(out: str, first: str) -> None:
    for version in range(int(first), int(first) + 3):
        build(Path(out), many_files(version))


def hold_the_lock(out: str) -> None:
    with output_lock(Path(out), 0):
        say("ready")
        signal.pause()


def publish_new(out: str) -> None:
    try:
        build(Path(out), NEW)
    except OutputError as exc:
        say(exc)


def publish_with_little_room(out: str) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        build(Path(out), {"b.xml": b"new", "large.xml": b"x" * 5000})
    except OutputError as exc:
        say(exc)


def is_whole(path: str, content: bytes) -> bool:
    """Tell whether *content* is what one version of ``many_files`` has for *path*."""
    lines = content.splitlines()
    return len(lines) == 100 and len(set(lines)) == 1 and lines[0].startswith(f"{path} ".encode())


def contents(out: Path) -> dict[str, bytes]:
    return {path: content for path, content in read_all(out).items() if content is not None}


def published(out: Path) -> dict[str, bytes]:
    """Return the files at *out* that visitors may be sent to."""
    return {p: c for p, c in contents(out).items() if not p.endswith(".feeds-tmp")}


def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_finishes(
    tmp_path: Path,
) -> None:
    moments = random.Random()
    for attempt in range(12):
        with running(publish_for_ever, tmp_path, attempt) as process:
            time.sleep(moments.uniform(0, 0.25))
            process.kill()
            process.wait()
        assert [path for path, got in published(tmp_path).items() if not is_whole(path, got)] == []
    last = many_files(99)
    # The lock of a killed build is free at once.
    with output_lock(tmp_path, 0):
        publication = publish(tmp_path, last.items())
    assert publication.written == tuple(sorted(last))
    assert (publication.left, publication.warnings) == ((), ())
    assert contents(tmp_path) == last


def die_before(step: int) -> None:
    """Let this process end without any cleaning up before its *step*-th step on the disk."""
    steps = itertools.count()

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in STEPS and next(steps) == step:
            os._exit(9)

    sys.addaudithook(hook)


def was_killed_before(step: int, out: Path) -> bool:
    """Build NEW in a process that dies before *step*; tell whether it came that far."""
    child = os.fork()
    if child == 0:
        with output_lock(out, 0):
            die_before(step)
            publish(out, NEW.items(), overwrite=True, note=partial(queue_all, out))
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def queue_all(out: Path, written: Sequence[str], *_: object) -> Sequence[str]:
    queue.note(out, written, {path: path for path in written}, "https://hub.example/")
    return ()


def check_queued(out: Path) -> None:
    """Check that each file that was replaced is queued, so that the hub will be told of it."""
    found = contents(out)
    replaced = {
        path for path, content in NEW.items() if found.get(path) == content != OLD.get(path)
    }
    assert replaced <= {ping.address for ping in queue.load(out, 0)}
    (out / queue.QUEUE_NAME).unlink(missing_ok=True)


def check_whole(out: Path) -> None:
    for path, content in published(out).items():
        assert content in {files.get(path) for files in (OLD, NEW, THEIRS)}, path
    assert published(out).items() >= {"a.xml": b"a", **THEIRS}.items()
    assert {"b.xml", "stale/d.xml"} <= published(out).keys()


def kill_before_every_step(folder: str) -> None:
    """Kill a build before each of its steps, and check what any next build makes of it."""
    # What a process wrote outlives it, on the disk or not.
    pytest.MonkeyPatch().setattr(os, "fsync", lambda _: None)
    for step in itertools.count():
        for number, then in enumerate((OLD, NEW, NEXT, {})):
            out = Path(folder, f"{step}-{number}")
            build(out, OLD)
            for path, content in THEIRS.items():
                (out / path).parent.mkdir(exist_ok=True)
                (out / path).write_bytes(content)
            killed = was_killed_before(step, out)
            check_queued(out)
            check_whole(out)
            # Whatever it left in either of the manifests is enough.
            damaged = (None, MANIFEST, COPY)[(step + number) % 3]
            if damaged and (out / damaged).exists():
                (out / damaged).write_bytes(b"damaged")
            assert build(out, then).left == ()
            assert contents(out) == then | THEIRS
            assert not (out / "stale").exists() or then.keys() & {"stale/d.xml"}
            assert build(out, then) == Publication(kept=tuple(sorted(then)))
            shutil.rmtree(out)
        if not killed:
            say(step)
            return


def test_a_build_killed_before_any_step_is_made_up_for_whatever_the_next_one_produces(
    tmp_path: Path,
) -> None:
    """The steps come from Python's audit events, so that none is left out by chance."""
    done = run(kill_before_every_step, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 20


def test_two_builds_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    builds = [
        subprocess.Popen(
            command(publish_one_after_the_other, tmp_path, first), env=clean_environment()
        )
        for first in (0, 100)
    ]
    assert [process.wait(timeout=60) for process in builds] == [0, 0]
    assert contents(tmp_path) in (many_files(2), many_files(102))


def test_a_build_that_another_one_keeps_waiting_gives_up(tmp_path: Path) -> None:
    with running(hold_the_lock, tmp_path):
        start = time.monotonic()
        with pytest.raises(OutputError) as caught, output_lock(tmp_path, 0.3):
            pytest.fail("two builds hold the lock")
        assert 0.3 <= time.monotonic() - start < 5
    assert str(caught.value) == (
        f"another build has been writing {tmp_path} for more than 0.3 seconds; "
        "let it finish or end it, then try again"
    )


def test_the_lock_of_a_killed_build_is_free_at_once(tmp_path: Path) -> None:
    with running(hold_the_lock, tmp_path) as holder:
        holder.kill()
        holder.wait()
        with output_lock(tmp_path, 0):
            pass


def test_a_disk_without_room_leaves_the_old_files(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    before = contents(tmp_path), (tmp_path / MANIFEST).read_bytes()
    done = run(publish_with_little_room, tmp_path)
    assert (done.stdout, done.stderr) == (
        f"{tmp_path}/large.xml cannot be written: File too large; {UNCHANGED}; "
        "free some space, or raise the quota or limit, and build again\n",
        "",
    )
    assert (contents(tmp_path), (tmp_path / MANIFEST).read_bytes()) == before


def denial(path: Path, folder: Path) -> str:
    return (
        f"{path} cannot be written: Permission denied; {UNCHANGED}; give this user the right to "
        f"read and write in {folder}, or choose another output folder\n"
    )


@contextmanager
def permissions(path: Path, mode: int) -> Iterator[None]:
    """Let *path* have *mode* for the block; after it the test's own user can clean up."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def publish_new_unprivileged(out: Path) -> str:
    """Return what ``publish_new`` prints for a user whom permissions bind, as they do not root."""
    done = run(publish_new, out, prefix=WITHOUT_ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.needs("setpriv")
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with permissions(tmp_path, 0o555):
        message = publish_new_unprivileged(tmp_path / "out")
    assert message == denial(tmp_path / "out", tmp_path)


@pytest.mark.needs("setpriv")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with permissions(tmp_path, 0o555):
        message = publish_new_unprivileged(tmp_path)
    assert message == denial(tmp_path / ".feeds.lock", tmp_path)
    assert contents(tmp_path) == {}


@pytest.mark.needs("setpriv")
@pytest.mark.parametrize(
    ("path", "mode", "named"),
    [
        ("", 0o555, "b.xml"),
        ("stale", 0o555, "stale/d.xml"),
    ],
)
def test_what_cannot_be_written_is_named_and_nothing_changes(
    tmp_path: Path, path: str, mode: int, named: str
) -> None:
    build(tmp_path, {"a.xml": b"a", "b.xml": b"old b", "stale/d.xml": b"old d"})
    before = contents(tmp_path)
    with permissions(tmp_path / path, mode):
        message = publish_new_unprivileged(tmp_path)
    assert message == denial(tmp_path / named, (tmp_path / named).parent)
    assert contents(tmp_path) == before


@pytest.mark.needs("setpriv")
@pytest.mark.parametrize("name", ["b.xml", MANIFEST])
def test_what_cannot_be_read_is_named_and_nothing_changes(tmp_path: Path, name: str) -> None:
    """The rights that lack are those of the file, not of its folder."""
    build(tmp_path, {"a.xml": b"a", "b.xml": b"old b"})
    before = contents(tmp_path)
    with permissions(tmp_path / name, 0o000):
        message = publish_new_unprivileged(tmp_path)
    assert message == (
        f"{tmp_path / name} cannot be read: Permission denied; {UNCHANGED}; give this user the"
        f" right to read and write {tmp_path / name}, or choose another output folder\n"
    )
    assert contents(tmp_path) == before


@pytest.mark.needs("setpriv")
def test_a_read_only_file_in_a_folder_of_ours_is_replaced_and_stays_read_only(
    tmp_path: Path,
) -> None:
    """A rename needs rights on the folder only."""
    build(tmp_path, OLD)
    (tmp_path / "b.xml").chmod(0o444)
    assert publish_new_unprivileged(tmp_path) == ""
    assert contents(tmp_path) == NEW
    assert (tmp_path / "b.xml").stat().st_mode & 0o777 == 0o444
