"""A host for pages, and a collection for seeds that are made of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.settings import Settings
from tests.acceptance.links.site import Answer, Site
from tests.unit.clippings.written_pages import (
    SEEDS,
    Host,
    begin,
)


@pytest.fixture
def host() -> Iterator[Host]:
    """Return ``host(answers)``, a site that is closed after the test."""
    opened: list[Site] = []

    def start(answers: dict[str, Answer]) -> Site:
        opened.append(Site(answers))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    return begin(tmp_path / "news", SEEDS)
