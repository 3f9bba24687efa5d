"""How much a build withdraws unasked: by accident little, and anything that is meant."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from feeds.entries import note
from feeds.http.verdicts import Verdict
from feeds.output.manifest import COPY_NAME, MANIFEST_NAME
from feeds.output.stage import Staging
from feeds.problems.exclusion import Exclusion
from tests.acceptance.changing_folder import START, ChangingFolder

SEEDS = 40
# One more than a third.
LOST = 14


def names(count: int) -> list[str]:
    return [f"{number}.md" for number in range(count)]


def delete(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        (folder.seeds / name).unlink()


def let_a_glob_miss(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.move(name, "new")
    folder.configure("seeds", include=("/*.md",))


def merge_badly(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        path = folder.seeds / name
        path.write_text(path.read_text().replace("title:", "<<<<<<< HEAD\ntitle:"))


def break_the_schema(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, topics="AI")


def lose_the_right_to_read(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, title="Other")
        folder.refuse(name)


def postpone(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, publishedDateTime="2062-01-01T13:00:00Z")


def overwrite_addresses(folder: ChangingFolder, count: int) -> None:
    for number in range(count):
        id_ = uuid5(NAMESPACE_URL, f"https://example.org/{number}").urn
        folder.write(f"{number}.md", id=id_, webUrl="https://example.org/39")


def find_dead(folder: ChangingFolder, count: int) -> None:
    folder.configure("build", broken_links="drop")
    for number in range(count):
        folder.judge(number, Verdict.BROKEN)


Change = Callable[[ChangingFolder, int], None]
ACCIDENTS: dict[str, Change] = {
    function.__name__: function
    for function in (
        delete, let_a_glob_miss, merge_badly, break_the_schema, lose_the_right_to_read, postpone,
        find_dead,
        overwrite_addresses,
    )
}  # fmt: skip


@pytest.fixture
def large(tmp_path: Path) -> ChangingFolder:
    """Return a folder of many seeds, all of which are published."""
    made = ChangingFolder(tmp_path, SEEDS, limit=100, formats=("json",))
    made.now += timedelta(days=9)
    made.build()
    return made


@pytest.mark.parametrize("use_cache", [True, False])
@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=ACCIDENTS)
def test_a_third_of_the_entries_does_not_go_by_accident(
    large: ChangingFolder, accident: Change, use_cache: bool
) -> None:
    accident(large, LOST)
    before = {path: path.read_bytes() for path in large.out.rglob("*.*")}
    for how in ({}, {}, {"check": True}, {"dry_run": True}, {"allow_empty": True}):
        if accident is lose_the_right_to_read:
            for name in names(LOST):
                large.refuse(name)
        report = large.build(use_cache=use_cache, **how)
        assert report.withheld
        assert f"{LOST} of {SEEDS} published entries (" in report.errors[0]
        assert report.errors[0].endswith("give --allow-withdraw if that is meant")
    assert {path: path.read_bytes() for path in large.out.rglob("*.*")} == before
    assert not large.build(use_cache=use_cache, allow_withdraw=True).withheld
    assert not large.build(use_cache=use_cache).withheld


@pytest.mark.parametrize("accident", ACCIDENTS.values(), ids=ACCIDENTS)
def test_a_third_of_the_entries_may_go_at_any_time(large: ChangingFolder, accident: Change) -> None:
    accident(large, LOST - 1)
    assert not large.build().withheld


@pytest.mark.parametrize(("count", "withheld"), [(10, False), (11, True)])
def test_ten_entries_may_go_of_few(tmp_path: Path, count: int, withheld: bool) -> None:
    folder = ChangingFolder(tmp_path, 15, limit=100)
    folder.build()
    delete(folder, count)
    assert folder.build().withheld == withheld


def unpublish(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, published="false")


def remove(folder: ChangingFolder, count: int) -> None:
    for number, name in enumerate(names(count)):
        folder.write(name, **{"removed" if number % 2 else "deleted": "true"})


def unpublish_invalidly(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, published="false", topics="AI")


def draft(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, draft="true")


def expire(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, expiryDate=f"{folder.now:%Y-%m-%dT%H:%M:%SZ}")


def limit(folder: ChangingFolder, _: int) -> None:
    folder.configure("build", limit=1)


def drop_a_format(folder: ChangingFolder, _: int) -> None:
    folder.configure("build", formats=("rss",))


def push_out(folder: ChangingFolder, count: int) -> None:
    for number in range(100, 100 + count + 70):
        folder.write(f"{number}.md")


def move_away(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.move(name, "elsewhere")


def change_ids(folder: ChangingFolder, count: int) -> None:
    for name in names(count):
        folder.write(name, id=f"urn:new:{name}")


MEANT: dict[str, Change] = {
    function.__name__: function
    for function in (
        unpublish, remove, draft, expire, unpublish_invalidly, limit, drop_a_format, push_out, move_away,
        change_ids,
    )
}  # fmt: skip


@pytest.mark.parametrize("archive", [True, False])
@pytest.mark.parametrize("use_cache", [True, False])
@pytest.mark.parametrize("change", MEANT.values(), ids=MEANT)
def test_what_goes_for_a_reason_of_its_own_goes_unasked(
    large: ChangingFolder, change: Change, archive: bool, use_cache: bool
) -> None:
    large.configure("build", archive=archive, formats=("rss", "json"))
    large.build()
    change(large, SEEDS - 1)
    report = large.build(use_cache=use_cache, allow_reannounce=change is change_ids)
    assert report.errors == ()


@pytest.mark.parametrize("version", [[], ["sources"], ["sources", "feeds", "site"]])
@pytest.mark.parametrize("touched", [False, True])
def test_rules_of_a_new_version_are_a_reason_for_seeds_that_are_as_they_were(
    large: ChangingFolder, monkeypatch: pytest.MonkeyPatch, version: list[str], touched: bool
) -> None:
    """A manifest of a version that did not note seeds is followed by new rules in any case."""

    def judge(fields: dict[str, Any], **_: bool) -> Exclusion | None:
        number = int(fields["webUrl"].rpartition("/")[2])
        return Exclusion.UNDATED if number < 2 * LOST else None

    large.forget(*version)
    monkeypatch.setattr(note, "exclusion_of", judge)
    for name in names(2 * LOST) if touched else ():
        path = large.seeds / name
        path.write_text(path.read_text() + "More.\n")
    assert large.build(use_cache=False).withheld == (touched and not version)


def test_seeds_that_are_gone_are_missed_by_a_new_version_as_well(large: ChangingFolder) -> None:
    delete(large, LOST)
    large.forget("sources")
    assert large.build().withheld


def test_feeds_do_not_go_by_accident_though_few_entries_do(tmp_path: Path) -> None:
    """Topics are lost, and no article with them."""
    folder = ChangingFolder(tmp_path, limit=100, formats=("json",))
    folder.now += timedelta(days=9)
    for number in range(30):
        folder.write(f"{number}.md", topics=f"[AI, Topic {number % 15}]")
    folder.build()
    for number in range(6):
        folder.write(f"{number}.md")
        folder.write(f"{number + 15}.md")
    report = folder.build()
    (error,) = report.errors
    assert error.startswith(
        "6 of 18 feeds (topics/topic-0, topics/topic-1, topics/topic-2 and 3 more) would be"
        " withdrawn, though no seed says so: give the seeds their topics and providers back, "
    )
    assert report.withdrawn_feeds == tuple(f"topics/topic-{number}" for number in range(6))
    assert not folder.build(allow_withdraw=True).withheld


def test_feeds_go_with_entries_that_are_meant_to(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, limit=100, formats=("json",))
    for number in range(20):
        folder.write(f"{number}.md", topics=f"[Topic {number}]")
    folder.build()
    for number in range(15):
        folder.write(f"{number}.md", topics=f"[Topic {number}]", published="false")
    report = folder.build()
    assert (report.errors, len(report.withdrawn_feeds)) == ((), 15)


def test_thousands_of_feeds_come_and_go_without_being_asked_for(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, limit=10, formats=("json",))
    folder.now += timedelta(days=99)
    for number in range(300):
        folder.write(f"{number}.md", topics=f"[Topic {number}]")
    folder.build()
    for number in range(20):
        (folder.seeds / f"{number}.md").unlink()
        folder.write(f"{number + 300}.md", topics=f"[Topic {number + 300}]")
    report = folder.build()
    assert (len(report.new_feeds), len(report.withdrawn_feeds), report.errors) == (20, 20, ())


def test_a_build_that_was_killed_does_not_keep_what_it_did_to_itself(
    large: ChangingFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one names the same feeds, and asks once more before it withdraws."""
    delete(large, LOST)
    large.write("90.md", topics="[Chips]")
    monkeypatch.setattr("feeds.output.publish._finish", _be_killed)
    with pytest.raises(KeyboardInterrupt):
        large.build(allow_withdraw=True)
    monkeypatch.undo()
    report = large.build()
    assert (report.withheld, report.new_feeds) == (True, ("topics/chips",))
    report = large.build(allow_withdraw=True)
    assert (report.withheld, report.new_feeds) == (False, ("topics/chips",))
    assert large.build().new_feeds == ()


def _be_killed(*arguments: object) -> None:
    (staging,) = (found for found in arguments if isinstance(found, Staging))
    staging.replace()
    raise KeyboardInterrupt


def test_where_the_manifest_was_lost_the_feeds_say_what_is_missing(large: ChangingFolder) -> None:
    delete(large, LOST)
    for name in (MANIFEST_NAME, COPY_NAME):
        (large.out / name).unlink()
    assert large.build(overwrite=True).withheld
    assert not large.build(overwrite=True, allow_withdraw=True).withheld


def test_a_clock_that_was_set_back_is_no_reason(large: ChangingFolder) -> None:
    """As a machine's is that has not yet asked anybody for the time."""
    large.now = START + timedelta(hours=20)
    (error,) = large.build().errors
    assert error.startswith(
        "the clock says 2022-09-13T09:00:00Z, and 19 published entries would be"
    )
    assert large.build(allow_withdraw=True).entries == 21
    large.now = START + timedelta(days=99)
    assert not large.build().withheld


def test_of_entries_that_no_feed_shows_as_many_may_go(tmp_path: Path) -> None:
    """Feeds are cut, and what they show is the newest part of what is published."""
    folder = ChangingFolder(tmp_path, limit=3, formats=("json",))
    folder.now += timedelta(days=99)
    for number in range(300):
        folder.write(f"{number}.md")
    folder.build()
    for number in range(200, 300):
        (folder.seeds / f"{number}.md").unlink()
    assert not folder.build().withheld
    for number in range(67):
        (folder.seeds / f"{number}.md").unlink()
    assert "67 of 200 published entries (67 have no seed" in folder.build().errors[0]


def test_new_ids_of_entries_that_no_feed_shows_are_not_lost(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, limit=3, formats=("json",))
    folder.now += timedelta(days=99)
    for number in range(100):
        folder.write(f"{number}.md")
    folder.build()
    for number in range(100):
        folder.write(f"{number}.md", id=f"urn:new:{number}")
    assert folder.build(allow_reannounce=True).errors == ()
