"""Archive pages stay as they are, and no entry is lost, whatever is edited between builds."""

import json
import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.acceptance.archived_folder import START, ids_of, pages_of, run, settings_in, write_seed

ARTICLES = st.integers(0, 15)


class Edits(RuleBasedStateMachine):
    """Any sequence of edits, each followed by a build."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(os.environ["FEEDS_TEST_FOLDER"]) / f"{time.monotonic_ns()}"
        self.settings = settings_in(self.folder, formats=("json",))
        # As published, by path.
        self.pages: dict[str, bytes] = {}
        self.use_cache = True
        for number in range(6):
            self.write(number)

    def write(self, number: int, **fields: str) -> None:
        write_seed(self.settings.seeds.folder, number, **fields)

    @rule(count=st.integers(1, 4))
    def add(self, count: int) -> None:
        for _ in range(count):
            self.write(len(list(self.settings.seeds.folder.iterdir())))

    @rule(number=ARTICLES, days=st.integers(-20, 20), topic=st.sampled_from(["AI", "Chips"]))
    def change(self, number: int, days: int, topic: str) -> None:
        """What is dated in the future is left out."""
        moment = START + timedelta(days=days + 12, hours=number)
        date = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        self.write(number, publishedDateTime=date, topics=f"[{topic}]", title=f"On day {days}")

    @rule(number=ARTICLES)
    def delete(self, number: int) -> None:
        (self.settings.seeds.folder / f"{number}.md").unlink(missing_ok=True)

    @rule(number=ARTICLES, state=st.sampled_from(["removed: true", "published: false"]))
    def withdraw(self, number: int, state: str) -> None:
        name, value = state.split(": ")
        self.write(number, **{name: value})
        # The pages that show it are the only ones that may change.
        shown = f'"urn:x:{number}"'.encode()
        self.pages = {path: page for path, page in self.pages.items() if shown not in page}

    @rule(limit=st.integers(1, 5), use_cache=st.booleans())
    def configure(self, limit: int, use_cache: bool) -> None:
        self.settings = self.settings._replace(build=self.settings.build._replace(limit=limit))
        self.use_cache = use_cache

    @invariant()
    def pages_never_change_and_nothing_is_lost(self) -> None:
        report = run(self.settings, use_cache=self.use_cache, allow_empty=True)
        out = self.settings.build.out
        pages = pages_of(out)
        feeds = {path.rpartition("/archive/")[0] for path in pages}
        kept = {p: c for p, c in self.pages.items() if p.rpartition("/archive/")[0] in feeds}
        assert pages.items() >= kept.items()
        self.pages = pages
        for feed in json.loads((out / "feeds.json").read_bytes())["feeds"]:
            assert len(ids_of(out, feed["path"])) >= feed["total"]
        assert len(ids_of(out, "all")) >= report.entries
        again = run(self.settings, use_cache=self.use_cache, allow_empty=True)
        assert (again.written, again.removed) == ((), ())

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def test_no_sequence_of_edits_changes_a_page_or_loses_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDS_TEST_FOLDER", str(tmp_path))
    run_state_machine_as_test(
        Edits,
        settings=hypothesis_settings(max_examples=6, stateful_step_count=10, deadline=None),
    )
