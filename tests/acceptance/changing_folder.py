"""A folder of seeds that changes, and what builds of it publish."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.model import Site
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings
from feeds.websub.queue import QUEUE_NAME

START = datetime(2022, 9, 12, 13, tzinfo=UTC)
SECOND = 1_000_000_000


def seed_text(number: int, **fields: str) -> str:
    """Return a seed that shows another article as related."""
    lines = {
        "title": f"Title {number}",
        "publishedDateTime": f"{START + timedelta(hours=number):%Y-%m-%dT%H:%M:%SZ}",
        "webUrl": f"https://example.org/{number}",
        "topics": "[AI]",
        "provider": "{name: ZDNet, domain: zdnet.com}",
        "related": f"[{{title: Other, webUrl: https://example.org/{(number + 1) % 8}}}]",
    } | fields
    written = "\n".join(f"{name}: {value}" for name, value in lines.items())
    return f"---\n{written}\n---\nText {number}\n"


def settings_in(folder: Path) -> Settings:
    return Settings(
        site=Site("urn:x:site", "News", "All", "en", url="https://news.example/"),
        seeds=SeedsSettings(folder / "seeds"),
        build=BuildSettings(folder / "out", limit=4),
        links=LinksSettings(cache=folder / ".feeds-cache"),
    )


def published(out: Path) -> dict[str, bytes]:
    """Return every file of *out* by path, but the lock and the queue, which grows by each build."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in {".feeds.lock", QUEUE_NAME}
    }


def age(folder: Path) -> None:
    """Make what stands in *folder* old enough that its times tell whether it changes."""
    past = time.time_ns() - 60 * SECOND
    for path in folder.rglob("*.md"):
        os.utime(path, ns=(past, past))


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the block run a minute later, so that files written before have settled."""
    real = time.time_ns
    with monkeypatch.context() as patched:
        patched.setattr("feeds.seeds.listing.time.time_ns", lambda: real() + 60 * SECOND)
        yield
