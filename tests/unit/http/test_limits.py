"""How hosts are asked."""

import resource
from collections.abc import Iterator

import pytest

from feeds.http.limits import Limits


@pytest.fixture
def _few_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (500, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("_few_files")
def test_connections_are_kept_to_as_many_hosts_as_files_may_be_open() -> None:
    assert Limits(workers=16, per_host=2).kept_hosts == 200
    assert Limits(workers=16, per_host=8).kept_hosts == 50


@pytest.mark.usefixtures("_few_files")
def test_connections_are_kept_to_twice_as_many_hosts_as_are_asked_at_a_time() -> None:
    assert Limits(workers=64, per_host=10).kept_hosts == 128
