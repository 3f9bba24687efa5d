"""How signals end a run of the command (feeds/cli/shared.py)."""

import errno
import os
import signal
from pathlib import Path

import pytest

from feeds.cli.shared import fatal_errors
from tests import own_process


def end_by(number: str) -> None:
    """End by a signal within a run."""
    with fatal_errors(signals=True):
        signal.raise_signal(int(number))


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)], ids=["SIGHUP", "SIGTERM"]
)
def test_a_signal_that_ends_a_run_is_named(number: signal.Signals, code: int) -> None:
    done = own_process.run(end_by, number.value)
    message = f"feeds: ended by {number.name}; every file is whole, old or new: run it again\n"
    assert (done.returncode, done.stdout, done.stderr) == (code, "", message)


def test_a_signal_that_is_ignored_stays_so() -> None:
    """As nohup has it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with fatal_errors(signals=True):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_file_that_cannot_be_used_is_named_and_not_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, fatal_errors():
        (tmp_path / ("a" * 300)).stat()
    assert ended.value.code == 2
    start = f"feeds: error: {tmp_path}/aaa"
    said = capsys.readouterr().err
    assert said.startswith(start)
    assert said.endswith("aaa… cannot be used: File name too long\n")


def test_a_stream_that_cannot_be_written_is_left_to_who_knows_it() -> None:
    with pytest.raises(OSError, match="No space left"), fatal_errors():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_worker_ends_without_a_word() -> None:
    with fatal_errors(signals=True):
        child = os.fork()
        if not child:
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGTERM
