"""What works on batches is chosen by options, which must go together."""

import sys
from typing import Any

import pytest

from feeds.problems.errors import ConfigError, ExecutorError
from feeds.workers.choose import choose_executor
from feeds.workers.processes import count_processors
from tests.plugins.command import RunFeeds

ADDRESS = "tcp://127.0.0.1:8786"


def test_processes_are_as_many_as_there_are_processors_or_as_told() -> None:
    assert choose_executor("processes", None, None) == (count_processors(), None)
    assert choose_executor("processes", None, 3) == (3, None)


def test_dask_opens_later() -> None:
    jobs, opens = choose_executor("dask", "tcp://nowhere.example:1", None)
    assert (jobs, callable(opens)) == (1, True)


@pytest.mark.parametrize(
    ("kind", "scheduler", "message"),
    [
        ("processes", ADDRESS, "--scheduler is for --executor dask only: give both or neither"),
        ("dask", None, "--executor dask needs a cluster: give --scheduler tcp://HOST:8786 too"),
        ("dask", "host", '--scheduler "host": write it like tcp://HOST:8786'),
        ("dask", "tcp://host", '--scheduler "tcp://host": write it like tcp://HOST:8786'),
        ("dask", "http://host:1", '--scheduler "http://host:1": write it like tcp://HOST:8786'),
        ("dask", "tcp://me:pw@h:1", '--scheduler "tcp://*****@h:1": write it like tcp://HOST:8786'),
    ],
)
def test_options_that_do_not_fit_are_errors(kind: Any, scheduler: str | None, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        choose_executor(kind, scheduler, None)
    assert str(caught.value) == message


def test_missing_extra_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"pip install '\.\[dask\]' in a checkout"):
        choose_executor("dask", ADDRESS, None)


def test_command_ends_with_2(run_feeds: RunFeeds) -> None:
    done = run_feeds("build", "--executor", "dask")
    message = (
        "feeds: error: --executor dask needs a cluster: give --scheduler tcp://HOST:8786 too\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
