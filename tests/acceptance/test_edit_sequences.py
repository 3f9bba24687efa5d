"""Whatever is edited in whatever order, a build publishes what one from nothing would."""

import os
import shutil
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.entries.dead import DeadLinks
from feeds.problems.reports import BuildReport
from feeds.settings import NameSettings, Settings
from tests.acceptance.changing_folder import (
    START,
    age,
    later,
    published,
    seed_text,
    settings_in,
)

PROVIDERS = ("ZDNet", "Axios")
TOPICS = ("AI", "ai", "Energy", "Chips")
FORMATS = ("rss", "atom", "json")
ARTICLES = st.integers(0, 7)


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
            "feeds.build.remember.find_dead_links",
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
    def configure(self, limit: int, content: Literal["full", "excerpt"]) -> None:
        build_settings = replace(
            self.settings.build, limit=limit, content=content, broken_links="drop"
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
        assert (again.parsed, again.rendered) == (0, 0)
        done: dict[str, Any] = {
            "parsed": 0,
            "rendered": 0,
            "kept": (),
            "written": (),
            "removed": (),
        }
        assert replace(again, **done) == replace(one, **done)

    def build(self, settings: Settings, *, use_cache: bool = True, spare: int = 0) -> BuildReport:
        options = BuildOptions(allow_empty=True, allow_reannounce=True, use_cache=use_cache)
        self.patch.setattr("feeds.grouping.lineups._SPARE", spare)
        return build_feeds(settings, now=self.now, options=options)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)


def test_any_sequence_of_edits_publishes_what_a_build_from_nothing_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setenv("FEEDS_TEST_FOLDER", str(tmp_path))
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power fails, and disks are slow
    run_state_machine_as_test(
        Edits,
        settings=hypothesis_settings(max_examples=12, stateful_step_count=12, deadline=None),
    )
