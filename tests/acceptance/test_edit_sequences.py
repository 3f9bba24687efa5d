"""Whatever is edited in whatever order, a build publishes what one from nothing would."""

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from feeds.http.verdicts import Verdict
from tests.acceptance.changing_folder import START, ChangingFolder

PROVIDERS = ("ZDNet", "Axios")
TOPICS = ("AI", "ai", "Energy", "Chips")
FORMATS = ("rss", "atom", "json")
ARTICLES = st.integers(0, 7)


class Edits(RuleBasedStateMachine):
    """Any sequence of edits, each followed by a build."""

    @initialize()
    def begin(self) -> None:
        place = Path(os.environ["FEEDS_TEST_FOLDER"]) / f"{time.monotonic_ns()}"
        self.folder = ChangingFolder(place, 5, limit=2, broken_links="drop")
        self.folder.now = START + timedelta(hours=5)
        self.dead: set[int] = set()

    def write(self, number: int, **fields: str) -> None:
        self.folder.write(f"{number}.md", **fields)

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

    @rule(number=ARTICLES, name=st.sampled_from(["expires", "publishAt"]), hours=st.integers(3, 8))
    def bound(self, number: int, name: str, hours: int) -> None:
        """The clock withdraws it, or announces it."""
        self.write(number, **{name: f"{START + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"})

    @rule()
    def touch_all(self) -> None:
        for path in self.folder.seeds.rglob("*.md"):
            path.touch()

    @rule()
    def bring_an_earlier_cache_back(self) -> None:
        cache = self.folder.settings.links.cache
        for file in cache.glob("build-*.sqlite"):
            earlier = cache.with_name(f"{file.name}.earlier")
            content = file.read_bytes()
            if earlier.exists():
                file.write_bytes(earlier.read_bytes())
            earlier.write_bytes(content)

    @rule(number=ARTICLES)
    def remove(self, number: int) -> None:
        (self.folder.seeds / f"{number}.md").unlink(missing_ok=True)

    @rule(number=ARTICLES, folder=st.sampled_from(["moved", "a"]))
    def rename(self, number: int, folder: str) -> None:
        if (self.folder.seeds / f"{number}.md").exists():
            self.folder.move(f"{number}.md", folder)

    @rule(title=st.sampled_from([None, "Artificial"]), alias=st.sampled_from([(), ("Chips",)]))
    def retitle_a_topic(self, title: str | None, alias: tuple[str, ...]) -> None:
        self.folder.configure_name("topics", "AI", title=title, aliases=alias)

    @rule(limit=st.integers(1, 6), content=st.sampled_from(["full", "excerpt"]))
    def choose_how_much(self, limit: int, content: str) -> None:
        self.folder.configure("build", limit=limit, content=content)

    @rule(formats=st.lists(st.sampled_from(FORMATS), min_size=1, unique=True))
    def choose_formats(self, formats: list[str]) -> None:
        self.folder.configure("build", formats=tuple(formats))

    @rule(precompress=st.booleans())
    def precompress(self, precompress: bool) -> None:
        self.folder.configure("build", precompress=precompress)

    @rule(hub=st.sampled_from([None, "https://hub.example/"]))
    def name_a_hub(self, hub: str | None) -> None:
        self.folder.configure("site", hub=hub)

    @rule(url=st.sampled_from([None, "https://news.example/", "https://other.example/"]))
    def move_the_site(self, url: str | None) -> None:
        self.folder.configure("site", url=url)

    @rule(unpublished=st.booleans())
    def include_unpublished(self, unpublished: bool) -> None:
        self.folder.configure("seeds", include_unpublished=unpublished)

    @rule(hours=st.integers(-3, 4))
    def let_the_clock_go(self, hours: int) -> None:
        self.folder.now += timedelta(hours=hours)

    @rule(article=ARTICLES)
    def lose_or_find_an_article(self, article: int) -> None:
        self.dead ^= {article}
        self.folder.judge(article, Verdict.BROKEN if article in self.dead else Verdict.OK)

    @rule(file=st.sampled_from(["all/rss.xml", "index.html", "topics/ai/feed.json"]))
    def edit_or_delete_by_hand(self, file: str) -> None:
        path = self.folder.out / file
        if path.exists():
            path.write_text("mine") if self.folder.now.hour % 2 else path.unlink()

    @invariant()
    def a_build_equals_one_from_nothing(self) -> None:
        if not any(self.folder.seeds.rglob("*.md")):
            return
        meant = {"allow_withdraw": True, "allow_reannounce": True}
        with pytest.MonkeyPatch.context() as patch:
            # No feed holds an entry more than it shows, and then each holds all it has.
            patch.setattr("feeds.grouping.lineups._SPARE", 0)
            one = self.folder.build(**meant)
            patch.setattr("feeds.grouping.lineups._SPARE", 100)
            self.folder.check(one)
        assert not one.withheld
        again = self.folder.build(**meant)
        done: dict[str, Any] = {"kept": again.kept, "written": (), "removed": ()}
        done |= {"new_feeds": (), "withdrawn_feeds": (), "moved_feeds": (), "seedless": ""}
        # What is said of a change is said by the build that makes it.
        assert set(again.warnings) <= set(one.warnings)
        done |= {"warnings": again.warnings}
        assert again._replace(known=one.known) == one._replace(parsed=0, rendered=0, **done)

    def teardown(self) -> None:
        shutil.rmtree(self.folder.out.parent)


def test_any_sequence_of_edits_publishes_what_a_build_from_nothing_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setenv("FEEDS_TEST_FOLDER", str(tmp_path))
    run_state_machine_as_test(
        Edits,
        settings=hypothesis_settings(max_examples=12, stateful_step_count=12, deadline=None),
    )
