"""A build among others into the same folder."""

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from feeds.build import run
from feeds.output.publish import output_lock
from feeds.problems.errors import OutputError
from tests.acceptance.changing_folder import ChangingFolder


def test_a_build_that_finds_nothing_to_do_waits_for_no_other(folder: ChangingFolder) -> None:
    with output_lock(folder.out, 0):
        assert folder.build(lock_seconds=0).parsed == 0
        folder.write("7.md")
        with pytest.raises(OutputError, match="another build"):
            folder.build(lock_seconds=0)


def test_a_build_begins_anew_if_another_came_before_it(
    folder: ChangingFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_second(out: Path, wait_seconds: float) -> AbstractContextManager[None]:
        monkeypatch.undo()
        first = folder.build()
        assert (first.parsed, bool(first.written)) == (1, True)
        return output_lock(out, wait_seconds)

    folder.write("7.md")
    monkeypatch.setattr(run, "output_lock", come_second)
    second = folder.check(folder.build())
    assert (second.parsed, second.rendered, second.written) == (0, 0, ())


def test_a_build_that_finds_nothing_but_damage_mends_it(folder: ChangingFolder) -> None:
    record = folder.out / ".feeds-manifest.json"
    whole = record.read_bytes()
    record.write_bytes(b"{}")
    report = folder.build()
    assert (report.parsed, report.written) == (0, ())
    assert any("was restored from" in notice for notice in report.warnings)
    assert record.read_bytes() == whole
