"""Builds that use what earlier ones have learnt publish what a build from nothing would."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from feeds import folders
from feeds.building import build
from feeds.buildoptions import How
from feeds.dead_links import DeadLinks
from feeds.diagnostics import Diagnostic
from feeds.discovery import SeedFile
from feeds.model import Exclusion, Site
from feeds.pingqueue import QUEUE_NAME
from feeds.report import BuildReport
from feeds.reporters.summary import build_lines
from feeds.settings import BuildSettings, LinksSettings, NameSettings, SeedsSettings, Settings
from tests.plugins.command import RunFeeds

START = datetime(2022, 9, 12, 13, tzinfo=UTC)
PROVIDERS = ("ZDNet", "Axios")
TOPICS = ("AI", "ai", "Energy", "Chips")
FORMATS = ("rss", "atom", "json")
ARTICLES = st.integers(0, 7)
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
        patched.setattr("feeds.listing.time.time_ns", lambda: real() + 60 * SECOND)
        yield


class Edits(RuleBasedStateMachine):
    """Any sequence of edits, each followed by a build."""

    @initialize()
    def begin(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(os.environ["FEEDS_TEST_FOLDER"]) / f"{time.monotonic_ns()}"
        self.seeds = self.folder / "seeds"
        self.seeds.mkdir(parents=True)
        self.settings = settings_in(self.folder)
        self.configure(limit=2, content="full")
        self.now = START + timedelta(hours=5)
        self.dead: set[str] = set()
        self.patch.setattr(
            "feeds.building.find_dead_links",
            lambda settings: (DeadLinks(frozenset(self.dead), settings.build), []),
        )
        for number in range(5):
            self.write(number)

    def write(self, number: int, **fields: str) -> None:
        (self.seeds / f"{number}.md").write_text(seed_text(number, **fields))

    @rule(number=ARTICLES, title=st.sampled_from(["One", "Two"]))
    def add_or_change(self, number: int, title: str) -> None:
        self.write(number, title=title)

    @rule(number=ARTICLES, topics=st.lists(st.sampled_from(TOPICS), unique=True, max_size=3))
    def change_topics(self, number: int, topics: list[str]) -> None:
        self.write(number, topics=f"[{', '.join(topics)}]")

    @rule(number=ARTICLES, provider=st.sampled_from(PROVIDERS), other=ARTICLES)
    def change_provider_or_article(self, number: int, provider: str, other: int) -> None:
        """Two seeds may be of one article."""
        domain = f"{{name: {provider}, domain: {provider.lower()}.com}}"
        self.write(number, provider=domain, webUrl=f"https://example.org/{other}")

    @rule(number=ARTICLES, state=st.sampled_from(["published: false", "removed: true"]))
    def unpublish(self, number: int, state: str) -> None:
        name, value = state.split(": ")
        self.write(number, **{name: value})

    @rule(number=ARTICLES)
    def break_it(self, number: int) -> None:
        self.write(number, title="[")

    @rule(number=ARTICLES, hours=st.integers(0, 9))
    def update(self, number: int, hours: int) -> None:
        moment = START + timedelta(hours=hours, minutes=30)
        self.write(number, updatedDateTime=f"{moment:%Y-%m-%dT%H:%M:%SZ}")

    @rule(number=ARTICLES)
    def remove(self, number: int) -> None:
        (self.seeds / f"{number}.md").unlink(missing_ok=True)

    @rule(number=ARTICLES, folder=st.sampled_from(["moved", "a"]))
    def rename(self, number: int, folder: str) -> None:
        if (self.seeds / f"{number}.md").exists():
            (self.seeds / folder).mkdir(exist_ok=True)
            (self.seeds / f"{number}.md").replace(self.seeds / folder / f"{number}.md")

    @rule(title=st.sampled_from([None, "Artificial"]), alias=st.sampled_from([(), ("Chips",)]))
    def retitle_a_topic(self, title: str | None, alias: tuple[str, ...]) -> None:
        named = NameSettings("AI", title=title, aliases=alias)
        self.settings = replace(self.settings, topics=(named,))

    @rule(limit=st.integers(1, 6), content=st.sampled_from(["full", "excerpt"]))
    def configure(self, limit: int, content: str) -> None:
        build_settings = replace(
            self.settings.build,
            limit=limit,
            content=content,  # type: ignore[arg-type] # one of two
            broken_links="drop",
        )
        self.settings = replace(self.settings, build=build_settings)

    @rule(formats=st.lists(st.sampled_from(FORMATS), min_size=1, unique=True))
    def choose_formats(self, formats: list[str]) -> None:
        chosen = replace(self.settings.build, formats=tuple(formats))
        self.settings = replace(self.settings, build=chosen)

    @rule(precompress=st.booleans())
    def precompress(self, precompress: bool) -> None:
        chosen = replace(self.settings.build, precompress=precompress)
        self.settings = replace(self.settings, build=chosen)

    @rule(hub=st.sampled_from([None, "https://hub.example/"]))
    def name_a_hub(self, hub: str | None) -> None:
        self.settings = replace(self.settings, site=replace(self.settings.site, hub=hub))

    @rule(url=st.sampled_from([None, "https://news.example/", "https://other.example/"]))
    def move_the_site(self, url: str | None) -> None:
        self.settings = replace(self.settings, site=replace(self.settings.site, url=url))

    @rule(unpublished=st.booleans())
    def include_unpublished(self, unpublished: bool) -> None:
        chosen = replace(self.settings.seeds, include_unpublished=unpublished)
        self.settings = replace(self.settings, seeds=chosen)

    @rule(hours=st.integers(-3, 4))
    def let_the_clock_go(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(article=ARTICLES)
    def lose_or_find_an_article(self, article: int) -> None:
        self.dead ^= {f"https://example.org/{article}"}

    @rule(file=st.sampled_from(["all/rss.xml", "index.html", "topics/ai/feed.json"]))
    def edit_or_delete_by_hand(self, file: str) -> None:
        path = self.folder / "out" / file
        if path.exists():
            path.write_text("mine") if self.now.hour % 2 else path.unlink()

    @invariant()
    def a_build_equals_one_from_nothing(self) -> None:
        if not any(self.seeds.rglob("*.md")):
            return
        age(self.seeds)
        fresh = replace(self.settings, build=replace(self.settings.build, out=self.folder / "new"))
        # No feed holds an entry more than it shows, and then each holds all it has.
        with later(self.patch):
            one = self.build(self.settings, spare=0)
        other = self.build(fresh, use_cache=False, spare=100)
        for report in (one, other):
            assert not report.withheld
        assert published(self.folder / "out") == published(self.folder / "new")
        assert one.diagnostics == other.diagnostics
        assert (one.left_out, one.next_due) == (other.left_out, other.next_due)
        assert (one.entries, one.feeds, one.unused) == (other.entries, other.feeds, other.unused)
        shutil.rmtree(self.folder / "new")
        with later(self.patch):
            again = self.build(self.settings)
        assert (again.written, again.removed) == ((), ())
        assert replace(again, kept=()) == replace(one, kept=(), written=(), removed=())

    def build(self, settings: Settings, *, use_cache: bool = True, spare: int = 0) -> BuildReport:
        how = How(allow_empty=True, allow_reannounce=True, use_cache=use_cache)
        self.patch.setattr("feeds.lineups._SPARE", spare)
        return build(settings, now=self.now, how=how)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)


def test_any_sequence_of_edits_publishes_what_a_build_from_nothing_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setenv("FEEDS_TEST_FOLDER", str(tmp_path))
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power fails, and disks are slow
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis gives it no types
        Edits,
        settings=hypothesis_settings(max_examples=12, stateful_step_count=12, deadline=None),
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a folder with five seeds."""
    (tmp_path / "seeds").mkdir()
    for number in range(5):
        (tmp_path / "seeds" / f"{number}.md").write_text(seed_text(number))
    age(tmp_path / "seeds")
    return settings_in(tmp_path)


def run(settings: Settings, **how: Any) -> BuildReport:
    return build(settings, now=START + timedelta(days=1), how=How(**how))


def cache_of(settings: Settings) -> Path:
    (found,) = settings.links.cache.glob("build-*.sqlite")
    return found


def test_cache_folder_is_marked_for_backups_and_git(settings: Settings) -> None:
    run(settings)
    marks = {path.name for path in settings.links.cache.iterdir()} - {cache_of(settings).name}
    assert marks == {"CACHEDIR.TAG", ".gitignore"}


def test_unchanged_seeds_are_not_read_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with later(monkeypatch):
        first = run(settings)
    monkeypatch.setattr("feeds.folders.read_seed", None)  # whoever reads a seed, fails
    with later(monkeypatch):
        again = run(settings)
    assert (again.read, again.written, again.kept) == (5, (), first.written)


def test_what_is_announced_again_is_said_by_the_build_that_does_it_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings)
    (settings.seeds.folder / "1.md").write_text(seed_text(1, id="urn:new:1"))
    with later(monkeypatch):
        (warning,) = run(settings).warnings
        assert warning.startswith("subscribers get 1 entry once more")
        monkeypatch.setattr("feeds.folders.read_seed", None)  # whoever reads a seed, fails
        assert run(settings).warnings == ()


def test_a_duplicate_that_changes_until_it_is_looked_at_again_begins_the_build_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.seeds.folder / "9.md"
    path.write_text(seed_text(1))
    real = folders.read_seed

    def read_and_change(file: SeedFile) -> bytes | Diagnostic:
        content = real(file)
        path.write_text(seed_text(9))
        return content

    monkeypatch.setattr("feeds.folders.read_seed", read_and_change)
    report = run(settings, use_cache=False)
    assert (report.entries, report.left_out) == (6, {})
    assert run(settings, use_cache=False).written == ()


def test_seeds_that_are_checked_out_again_are_not_parsed_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings)
    moved = settings.seeds.path / "moved"
    moved.mkdir()
    for number in range(5):
        text = (settings.seeds.path / f"{number}.md").read_bytes()
        (settings.seeds.path / f"{number}.md").unlink()
        (moved / f"{number}.md").write_bytes(text)
    monkeypatch.setattr("feeds.reading.parse_seed", None)  # whoever parses a seed, fails
    assert run(settings).written == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"nonsense" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"Title 1", b"Title X")),
        lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 99").connection.close(),
    ],
    ids=["nonsense", "cut", "a changed byte", "newer"],
)
def test_a_cache_that_cannot_be_used_costs_only_time(
    settings: Settings, damage: Callable[[Path], None]
) -> None:
    run(settings)
    before = published(settings.build.out)
    (settings.seeds.path / "0.md").write_text(seed_text(0))
    damage(cache_of(settings))
    report = run(settings)
    assert published(settings.build.out) == before
    said = [warning for warning in report.warnings if "set aside" in warning]
    assert len(said) == 1
    assert run(settings).warnings == ()


def test_a_cache_that_was_never_written_is_nothing_to_speak_of(settings: Settings) -> None:
    run(settings)
    before = published(settings.build.out)
    cache_of(settings).write_bytes(b"")
    assert run(settings).warnings == ()
    assert published(settings.build.out) == before
    assert cache_of(settings).stat().st_size > 0


def test_without_cache_nothing_is_kept(settings: Settings) -> None:
    run(settings, use_cache=False)
    assert not settings.links.cache.exists()


def test_dry_run_leaves_the_cache_alone(settings: Settings) -> None:
    run(settings, dry_run=True)
    assert not settings.links.cache.exists()


def test_only_a_changed_entry_and_its_feeds_are_rendered(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = "{name: Axios, domain: axios.com}"
    (settings.seeds.path / "5.md").write_text(seed_text(5, topics="[Chips]", provider=provider))
    run(settings)
    (settings.seeds.path / "5.md").write_text(
        seed_text(5, topics="[Chips]", provider=provider, title="Changed")
    )
    from feeds import rendering

    rendered: list[str] = []
    original = rendering.render_batch

    def spy(*args: Any) -> rendering.RenderedBatch:
        batch = original(*args)
        rendered.extend(feed.path for feed in batch.feeds)
        rendered.extend(Path(path).name for path in batch.entries)
        return batch

    monkeypatch.setattr(rendering, "render_batch", spy)
    run(settings)
    assert rendered == ["all", "5.md", "topics/chips", "providers/axios"]


def test_vanished_seeds_are_forgotten(settings: Settings) -> None:
    run(settings)
    (settings.seeds.path / "3.md").unlink()
    run(settings)
    rows = sqlite3.connect(cache_of(settings)).execute("SELECT name FROM seed").fetchall()
    assert sorted(Path(os.fsdecode(name)).name for (name,) in rows) == [
        "0.md",
        "1.md",
        "2.md",
        "4.md",
    ]


def test_a_disk_that_takes_no_cache_costs_only_time(settings: Settings) -> None:
    settings.links.cache.write_text("a file where the folder is to be")
    report = run(settings)
    assert len(report.written) > 10
    assert [warning for warning in report.warnings if "cannot be written" in warning]


def test_every_count_in_the_summary_has_separators(settings: Settings) -> None:
    many = ("x",) * 1016
    report = replace(run(settings), kept=many, removed=many, left_out={Exclusion.DEAD: many})
    told = "\n".join(build_lines(report, verbose=False))
    assert "left out 1,016 seeds: 1,016 dead\n" in told
    assert ", kept 1,016, removed 1,016 in " in told


def test_cache_clear_forgets_builds_and_nothing_else(run_feeds: RunFeeds, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "0.md").write_text(seed_text(0))
    assert run_feeds("build", "--quiet").returncode == 0
    (tmp_path / ".feeds-cache" / "links.sqlite").write_bytes(b"verdicts")
    (name,) = [path.name for path in (tmp_path / ".feeds-cache").glob("build-*")]
    done = run_feeds("cache", "clear")
    assert (done.stdout, done.stderr, done.returncode) == (f"removed .feeds-cache/{name}\n", "", 0)
    assert run_feeds("cache", "clear").stdout == "there is nothing to forget\n"
    assert (tmp_path / ".feeds-cache" / "links.sqlite").read_bytes() == b"verdicts"
