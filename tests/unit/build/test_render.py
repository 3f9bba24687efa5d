"""Entries of published feeds are taken as they are if they are made of the same, and no others."""

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from feeds.build.group import Grouped
from feeds.build.plan import Plan
from feeds.build.render import PublishedEntries
from feeds.cache.tables import Unit
from feeds.entries.facts import Article
from feeds.files import digest
from feeds.model import Entry, Feed
from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.problems.errors import SeedChangedError
from feeds.render import html
from feeds.render.formats import FORMATS
from feeds.settings import BuildSettings, SeedsSettings, Settings
from tests.unit.sample_feeds import BARE_ENTRY, FULL_ENTRY, SITE, feed_of, render_feed_page

NEW = replace(BARE_ENTRY, path="seeds/new.md")
PUBLISHED = feed_of(FULL_ENTRY, BARE_ENTRY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(SITE, SeedsSettings(tmp_path / "seeds"), BuildSettings(tmp_path))


def plan_of(settings: Settings, *entries: Entry, **digests: bytes) -> Plan:
    articles = {e.path: Article(sha256(e.path.encode()).digest()) for e in entries}
    articles |= {path: Article(digest) for path, digest in digests.items()}
    seeds: Any = None
    return Plan(settings, Grouped(seeds, (), articles, {}, set()), set())


def publish(settings: Settings, feed: Feed) -> dict[str, Unit]:
    """Publish *feed*, and return it as a build remembers it."""
    formats = [FORMATS[name] for name in settings.build.formats]
    files = {format_.file_name: format_.render(feed, SITE) for format_ in formats}
    files["index.html"] = render_feed_page(feed, SITE, formats)
    folder = settings.build.out / feed.path
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {f"{feed.path}/{name}": digest(content) for name, content in files.items()}
    (settings.build.out / MANIFEST_NAME).write_bytes(Manifest(files=digests).to_bytes())
    keys = plan_of(settings, *feed.entries).keys(feed)
    return {feed.path: Unit("", {}, keys)}


def reuse_of(
    settings: Settings, units: dict[str, Unit], feed: Feed, plan: Plan
) -> PublishedEntries:
    return PublishedEntries(settings, units, {feed.path: plan.keys(feed)})


def test_what_is_made_of_the_same_is_found_and_loaded(settings: Settings) -> None:
    units, feed = publish(settings, PUBLISHED), feed_of(NEW, BARE_ENTRY)
    reuse = reuse_of(settings, units, feed, plan_of(settings, *feed.entries))
    assert list(reuse.find(feed)) == [BARE_ENTRY.path]
    (parts,) = reuse.load(feed).values()
    rendered = [FORMATS[name].render_entries([BARE_ENTRY], SITE) for name in settings.build.formats]
    assert [[part] for part in parts[:-1]] == rendered
    assert [parts[-1]] == html.render_entries([BARE_ENTRY], SITE)


def elsewhere(settings: Settings) -> Settings:
    return replace(settings, site=replace(SITE, url="https://elsewhere.example/"))


def in_excerpts(settings: Settings) -> Settings:
    return replace(settings, build=replace(settings.build, content="excerpt"))


def with_drafts(settings: Settings) -> Settings:
    return replace(settings, seeds=replace(settings.seeds, include_unpublished=True))


@pytest.mark.parametrize("change", [elsewhere, in_excerpts, with_drafts])
def test_what_is_configured_in_another_way_is_made_anew(
    settings: Settings, change: Callable[[Settings], Settings]
) -> None:
    units = publish(settings, PUBLISHED)
    plan = plan_of(change(settings), *PUBLISHED.entries)
    assert reuse_of(settings, units, PUBLISHED, plan).find(PUBLISHED) == {}


def test_what_changed_is_made_anew(settings: Settings) -> None:
    units = publish(settings, PUBLISHED)
    plan = plan_of(settings, BARE_ENTRY, **{FULL_ENTRY.path: bytes(32)})
    assert list(reuse_of(settings, units, PUBLISHED, plan).find(PUBLISHED)) == [BARE_ENTRY.path]
    renamed = feed_of(replace(FULL_ENTRY, topics=()), BARE_ENTRY)
    plan = plan_of(settings, *PUBLISHED.entries)
    assert list(reuse_of(settings, units, renamed, plan).find(renamed)) == [BARE_ENTRY.path]


def test_feeds_that_were_not_published_have_nothing_to_reuse(settings: Settings) -> None:
    plan = plan_of(settings, *PUBLISHED.entries)
    assert reuse_of(settings, {}, PUBLISHED, plan).find(PUBLISHED) == {}


def delete(path: Path) -> None:
    path.unlink()


def edit(path: Path) -> None:
    """Edit a file so that neither its size nor its time tells."""
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Bare", b"Bore"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def move_behind_a_link(path: Path) -> None:
    folder, elsewhere = path.parent, path.parents[1] / "elsewhere"
    folder.replace(elsewhere)
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize("damage", [delete, edit, move_behind_a_link])
def test_what_is_not_as_it_was_published_is_made_anew(
    settings: Settings, damage: Callable[[Path], None]
) -> None:
    units = publish(settings, PUBLISHED)
    reuse = reuse_of(settings, units, PUBLISHED, plan_of(settings, *PUBLISHED.entries))
    assert len(reuse.find(PUBLISHED)) == 2
    damage(settings.build.out / PUBLISHED.path / "rss.xml")
    assert reuse.find(PUBLISHED) == {}
    with pytest.raises(SeedChangedError):
        reuse.load(PUBLISHED)
