"""Entries of published feeds are taken as they are if they are made of the same, and no others."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from feeds.buildcache_file import Unit
from feeds.errors import SeedChangedError
from feeds.facts import Article
from feeds.model import Entry, Feed
from feeds.planning import Plan
from feeds.renderers.registry import FORMATS
from feeds.rendering import cut_files
from feeds.reusing import PublishedEntries
from feeds.settings import BuildSettings, LinksSettings, SeedsSettings, Settings
from tests.unit.sample_feeds import BARE_ENTRY, FULL_ENTRY, SITE, feed_of, render_feed_page

NEW = replace(BARE_ENTRY, path="seeds/new.md")
PUBLISHED = feed_of(FULL_ENTRY, BARE_ENTRY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        SITE, SeedsSettings(tmp_path / "seeds"), BuildSettings(tmp_path), LinksSettings()
    )


def plan_of(settings: Settings, *entries: Entry, **digests: bytes) -> Plan:
    articles = {e.path: Article(sha256(e.path.encode()).digest()) for e in entries}
    return Plan(settings, articles | {p: Article(d) for p, d in digests.items()}, {}, set(), set())


def publish(settings: Settings, feed: Feed) -> dict[str, Unit]:
    """Publish *feed*, and return it as a build remembers it."""
    formats = [FORMATS[name] for name in settings.build.formats]
    files = {format_.file_name: format_.render(feed, SITE) for format_ in formats}
    files["index.html"] = render_feed_page(feed, SITE, formats)
    folder = settings.build.out / feed.path
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    keys = plan_of(settings, *feed.entries).keys(feed)
    return {feed.path: Unit("", {}, keys)}


def test_what_is_made_of_the_same_is_found_and_loaded(settings: Settings) -> None:
    units = publish(settings, PUBLISHED)
    reuse = PublishedEntries(settings, units, plan_of(settings, *PUBLISHED.entries, NEW))
    feed = feed_of(NEW, BARE_ENTRY)
    assert list(reuse.find(feed)) == [BARE_ENTRY.path]
    (parts,) = reuse.load(feed).values()
    rendered = [FORMATS[name].render_entries([BARE_ENTRY], SITE) for name in settings.build.formats]
    assert [[part] for part in parts[:-1]] == rendered
    assert parts[-1].startswith(b"<article>")


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
    assert PublishedEntries(settings, units, plan).find(PUBLISHED) == {}


def test_what_changed_is_made_anew(settings: Settings) -> None:
    units = publish(settings, PUBLISHED)
    plan = plan_of(settings, BARE_ENTRY, **{FULL_ENTRY.path: bytes(32)})
    reuse = PublishedEntries(settings, units, plan)
    assert list(reuse.find(PUBLISHED)) == [BARE_ENTRY.path]
    renamed = replace(FULL_ENTRY, topics=())
    plan = plan_of(settings, *PUBLISHED.entries)
    found = PublishedEntries(settings, units, plan).find(feed_of(renamed, BARE_ENTRY))
    assert list(found) == [BARE_ENTRY.path]


def test_feeds_that_were_not_published_have_nothing_to_reuse(settings: Settings) -> None:
    assert (
        PublishedEntries(settings, {}, plan_of(settings, *PUBLISHED.entries)).find(PUBLISHED) == {}
    )


def test_a_file_that_changed_meanwhile_begins_the_build_anew(settings: Settings) -> None:
    units = publish(settings, PUBLISHED)
    reuse = PublishedEntries(settings, units, plan_of(settings, *PUBLISHED.entries))
    (settings.build.out / PUBLISHED.path / "rss.xml").unlink()
    with pytest.raises(SeedChangedError):
        reuse.load(PUBLISHED)


def test_files_are_cut_in_the_order_of_formats_and_the_page_last(settings: Settings) -> None:
    read: list[str] = []
    cut_files(PUBLISHED, settings, lambda path: read.append(path) or b"")  # type: ignore[func-returns-value]
    assert read == [
        f"{PUBLISHED.path}/{name}" for name in ("rss.xml", "atom.xml", "feed.json", "index.html")
    ]
