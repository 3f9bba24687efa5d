"""A folder of seeds that changes, and what builds of it read and publish."""

import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.cache.ledger import open_ledger
from feeds.http.verdicts import Outcome, Verdict
from feeds.output.compress import sibling_names
from feeds.output.manifest import COPY_NAME, MANIFEST_NAME, Manifest, parse_manifest
from feeds.output.published import CATALOGUE
from feeds.problems.build_report import BuildReport
from feeds.settings import BuildSettings, LinksSettings, NameSettings, SeedsSettings, Settings, Site
from feeds.websub.queue import QUEUE_NAME

START = datetime(2022, 9, 12, 13, tzinfo=UTC)
SITE = Site("urn:x:site", "News", "All", "en", url="https://news.example/")
# What two builds report alike that start from the same, whatever they know and have published.
_FINDINGS = ("read", "entries", "feeds", "left_out", "diagnostics", "next_due", "unused")
_OPEN, _TIME = os.open, time.time_ns


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


def published(out: Path) -> dict[str, bytes]:
    """Return every file of *out* by path, but the lock and the queue, which grows by each build.

    They are without what is told of feeds that are gone, and of former ids, which a build from
    nothing knows nothing of.
    """
    return {
        path.relative_to(out).as_posix(): _without_gone(path)
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in {".feeds.lock", QUEUE_NAME}
    }


def _without_gone(path: Path) -> bytes:
    content = path.read_bytes()
    if path.name in {MANIFEST_NAME, COPY_NAME}:
        record = parse_manifest(content)
        listed = {CATALOGUE, *sibling_names(CATALOGUE, content)}
        files = {name: digest for name, digest in record.files.items() if name not in listed}
        return record._replace(files=files, gone={}, former={}).to_bytes()
    if path.name == CATALOGUE:
        return json.dumps({**json.loads(content), "gone": []}).encode()
    return b"" if path.name.startswith(f"{CATALOGUE}.") else content


def edit_unnoticed(path: Path) -> None:
    """Edit the file *path* so that neither its size nor its time tells."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Title", b"Tilte"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


class ChangingFolder:
    """The folder ``seeds``, and builds of it into ``out`` that start ``lag_seconds`` from now.

    Files written before a build have settled by then, so that their times tell whether they change.
    ``was_read`` are the names of the seeds that the latest build read, sorted. ``on_reading`` has
    by name what is to be done when a seed is read for the first time, which may raise OSError.
    """

    def __init__(self, folder: Path, count: int = 0, limit: int = 4, **build: Any) -> None:
        """Write *count* seeds; *limit* and *build* are as in ``BuildSettings``."""
        self.seeds, self.out = folder / "seeds", folder / "out"
        self.seeds.mkdir(parents=True)
        self.settings = Settings(
            SITE,
            SeedsSettings(self.seeds),
            BuildSettings(self.out, limit, **build),
            links=LinksSettings(cache=folder / ".feeds-cache", confirm_runs=1),
        )
        self.now = START + timedelta(days=1)
        self.lag_seconds = 60
        self.was_read: list[str] = []
        self.on_reading: dict[str, Callable[[], object]] = {}
        for number in range(count):
            self.write(f"{number}.md")

    @property
    def cache(self) -> Path:
        """The one file that builds remember seeds in."""
        (found,) = self.settings.links.cache.glob("build-*.sqlite")
        return found

    def write(self, name: str, number: int | None = None, /, **fields: str) -> None:
        """Write the seed of this *name*; without a *number*, it is that of its file."""
        path = self.seeds / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(seed_text(int(path.stem) if number is None else number, **fields))

    def move(self, name: str, folder: str) -> None:
        """Move the seed of this *name* into a *folder* below that of the seeds."""
        (self.seeds / folder).mkdir(exist_ok=True)
        (self.seeds / name).replace(self.seeds / folder / Path(name).name)

    def refuse(self, name: str) -> None:
        """Let nobody read the seed of this *name* any more."""

        def fail() -> None:
            self.refuse(name)
            raise PermissionError(errno.EACCES, "Permission denied")

        self.on_reading[name] = fail

    def configure(self, part: str, **changes: Any) -> None:
        """Make *changes* in *part* of the settings."""
        changed = getattr(self.settings, part)._replace(**changes)
        self.settings = self.settings._replace(**{part: changed})

    def configure_name(self, kind: str, name: str, **changes: Any) -> None:
        """Configure of one *kind*, topics or providers, the one with this *name* and no other."""
        named: Any = {kind: (NameSettings(name, **changes),)}
        self.settings = self.settings._replace(**named)

    def judge(self, number: int, verdict: Verdict) -> None:
        """Let a check of links come to this *verdict* on the article with this *number*."""
        with open_ledger(self.settings.links.cache) as ledger:
            ledger.record(Outcome(f"https://example.org/{number}", verdict, "answers"), START)

    def forget(self, *parts: str) -> None:
        """Let the manifest be of a version that did not have these *parts*."""
        record = parse_manifest((self.out / MANIFEST_NAME).read_bytes())
        empty = {part: getattr(Manifest(), part) for part in parts}
        for name in (MANIFEST_NAME, COPY_NAME):
            (self.out / name).write_bytes(record._replace(**empty).to_bytes())

    def build(self, **options: Any) -> BuildReport:
        """Build with *options*, as in ``BuildOptions``."""
        return self._build(self.settings, options)

    def check(self, report: BuildReport) -> BuildReport:
        """Return the *report* of the latest build, which came to what one from nothing does."""
        was_read, new = self.was_read, self.out.with_name("new")
        settings = self.settings._replace(build=self.settings.build._replace(out=new))
        fresh = self._build(settings, {"use_cache": False, "allow_empty": True})
        assert published(self.out) == published(new)
        for name in _FINDINGS:
            assert getattr(report, name) == getattr(fresh, name)
        shutil.rmtree(new)
        self.was_read = was_read
        return report

    def _build(self, settings: Settings, options: dict[str, Any]) -> BuildReport:
        self.was_read = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", self._open)
            patch.setattr(os, "fsync", lambda _: None)  # no power fails, and disks are slow
            patch.setattr(time, "time_ns", lambda: _TIME() + self.lag_seconds * 10**9)
            report = build_feeds(settings, now=self.now, options=BuildOptions(**options))
        self.was_read.sort()
        return report

    def _open(self, path: Any, *args: Any, **how: Any) -> int:
        if isinstance(path, str) and Path(path).is_relative_to(self.seeds):
            name = Path(path).relative_to(self.seeds).as_posix()
            self.was_read.append(name)
            self.on_reading.pop(name, lambda: None)()
        return _OPEN(path, *args, **how)
