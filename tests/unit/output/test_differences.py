"""What subscribers of each feed will see (feeds/output/differences.py)."""

import json
import sys
from dataclasses import replace

import pytest

from feeds.grouping.history import History, PageChanges
from feeds.model import Feed
from feeds.output.announcements import parse_announcements
from feeds.output.differences import Differences, FeedDifference, FeedState, compare
from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.published import Output
from feeds.problems.errors import OutputError
from feeds.render.formats import FORMATS
from feeds.reporters.differences import render_text
from feeds.values.hashes import hash_id
from tests.unit.compared_feeds import ALL, entry, feed, output
from tests.unit.sample_feeds import FEED, SITE


def ids(difference: FeedDifference) -> dict[str, list[str]]:
    """Return the ids of what differs, by kind."""
    found = {
        "new": [e.id for e in difference.new],
        "updated": [f"{c.after.id}: {' '.join(c.fields)}" for c in difference.updated],
        "reannounced": [f"{c.before.id} as {c.after.id}" for c in difference.reannounced],
        "dropped": [e.id for e in difference.dropped],
        "withdrawn": [e.id for e in difference.withdrawn],
    }
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("format_name", ALL)
@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(
            feed(entry(1)), feed(entry(2), entry(1)), {"new": ["urn:2"]}, id="a new entry"
        ),
        pytest.param(
            feed(entry(1)),
            feed(entry(1, title="New", link="https://example.org/new")),
            {"updated": ["urn:1: title link"]},
            id="another title and address",
        ),
        pytest.param(
            feed(entry(1, content="<p>a</p>")),
            feed(entry(1, content="<p>b</p>")),
            {"updated": ["urn:1: content"]},
            id="another content",
        ),
        pytest.param(
            feed(entry(1)),
            feed(entry(1, id="urn:new")),
            {"reannounced": ["urn:1 as urn:new"]},
            id="another id",
        ),
        pytest.param(
            feed(entry(1)),
            feed(entry(1, id="urn:new", link="https://example.com/1")),
            {"reannounced": ["urn:1 as urn:new"]},
            id="another id and address",
        ),
        pytest.param(
            feed(entry(2), entry(1)),
            feed(entry(2, id="urn:1"), entry(1, id="urn:2")),
            {"reannounced": ["urn:2 as urn:1", "urn:1 as urn:2"]},
            id="ids exchanged",
        ),
        pytest.param(
            feed(entry(2), entry(1)),
            feed(entry(3), entry(2), total=3),
            {"new": ["urn:3"], "dropped": ["urn:1"]},
            id="newer ones push out",
        ),
        pytest.param(
            feed(entry(3), entry(2), total=3),
            feed(entry(3), entry(1)),
            {"new": ["urn:1"], "withdrawn": ["urn:2"]},
            id="withdrawn, and an older one moves up",
        ),
        pytest.param(
            feed(entry(3), entry(2), total=9),
            feed(entry(4), entry(2), total=9),
            {"new": ["urn:4"], "withdrawn": ["urn:3"]},
            id="withdrawn from a feed that is cut",
        ),
    ],
)
def test_the_subscribers_of_a_feed_see(
    format_name: str, before: Feed, after: Feed, found: dict[str, list[str]]
) -> None:
    differences = compare(
        output(before, formats=(format_name,)), output(after, formats=(format_name,))
    )
    assert [ids(difference) for difference in differences.feeds] == [found]


def test_what_is_in_the_archive_was_dropped_though_the_feed_shows_an_older_one() -> None:
    after = output(feed(entry(4), entry(1), total=9))
    pages = {"topics/ai": [hash_id("urn:2").to_bytes(8, sys.byteorder)]}
    manifest = Manifest(history=History("", pages)).to_bytes()
    archived = Output(lambda path: manifest if path == MANIFEST_NAME else after.read(path), "out")
    (difference,) = compare(output(feed(entry(3), entry(2), total=9)), archived).feeds
    assert ids(difference) == {
        "new": ["urn:4", "urn:1"],
        "dropped": ["urn:2"],
        "withdrawn": ["urn:3"],
    }


def archived(shown: Feed, *pages: list[int], url: str = "") -> Output:
    """Return the output of a feed with archive *pages*, which hold entries by number."""
    hashes = [b"".join(_hash_of(f"urn:{n}") for n in page) for page in pages]
    manifest = Manifest(history=History(url, {shown.path: hashes})).to_bytes()
    whole = {MANIFEST_NAME: manifest}
    for number, page in enumerate(pages, 1):
        rendered = FORMATS["json"].render(feed(*(entry(n) for n in page)), SITE)
        whole[f"{shown.path}/archive/{number}/feed.json"] = rendered
    plain = output(shown, formats=("json",))
    return Output(lambda path: whole.get(path) or plain.read(path), "out")


def _hash_of(id_: str) -> bytes:
    return hash_id(id_).to_bytes(8, sys.byteorder)


@pytest.mark.parametrize(
    ("before", "after", "pages", "found"),
    [
        pytest.param([[1, 2]], [[1, 2], [3, 4]], PageChanges(1, 0, 0), {}, id="a page more"),
        pytest.param(
            [[1, 2], [3, 4]],
            [[2], [3, 4]],
            PageChanges(0, 1, 0),
            {"withdrawn": ["urn:1"]},
            id="withdrawn from a page",
        ),
        pytest.param([[1, 2], [3, 4]], [], PageChanges(0, 0, 2), {}, id="no archive any more"),
    ],
)
def test_pages_of_the_archive_are_counted(
    before: list[list[int]],
    after: list[list[int]],
    pages: PageChanges,
    found: dict[str, list[str]],
) -> None:
    shown = feed(entry(6), entry(5))
    (difference,) = compare(archived(shown, *before), archived(shown, *after)).feeds
    assert (difference.pages, ids(difference)) == (pages, found)


def test_all_pages_change_when_the_site_moves() -> None:
    shown = feed(entry(6), entry(5))
    there, here = (archived(shown, [1], [2], url=url) for url in ("https://a/", "https://b/"))
    difference = compare(there, here)
    assert [feed.pages for feed in difference.feeds] == [PageChanges(0, 2, 0)]
    assert render_text(difference) == (
        "topics/ai: 2 archive pages changed\n1 of 1 feed will look different\n"
    )


def test_what_leaves_feed_and_page_is_withdrawn_once() -> None:
    before = archived(feed(entry(6), entry(1)), [1, 2])
    (difference,) = compare(before, archived(feed(entry(6)), [2])).feeds
    assert ids(difference) == {"withdrawn": ["urn:1"]}


def test_a_manifest_that_cannot_be_used_says_nothing_of_archives() -> None:
    same = output(feed(entry(1)))
    damaged = Output(lambda path: b"{" if path == MANIFEST_NAME else same.read(path), "out")
    assert compare(same, damaged) == Differences((), 1)


def test_without_a_change_no_feed_differs() -> None:
    same = feed(entry(2), entry(1))
    assert compare(output(same), output(same)) == Differences((), 1)


def test_feeds_without_a_common_format_differ_in_what_both_say_only() -> None:
    before = feed(entry(1, content="<p>a</p>", updated=entry(5).updated))
    after = feed(entry(1, content="<p>b</p>"))
    there, here = output(before, formats=("json",)), output(after, formats=("rss",))
    (found,) = compare(there, here).feeds
    assert ids(found) == {}


def test_a_feed_may_come_and_go() -> None:
    there, here = feed(entry(1), path="topics/a"), feed(entry(2), path="topics/b")
    (old,) = parse_announcements("json", FORMATS["json"].render(there, SITE))
    (new,) = parse_announcements("json", FORMATS["json"].render(here, SITE))
    assert compare(output(there), output(here)) == Differences(
        (
            FeedDifference("topics/a", FEED.title, FeedState.WITHDRAWN, withdrawn=(old,)),
            FeedDifference("topics/b", FEED.title, FeedState.NEW, new=(new,)),
        ),
        2,
    )


def test_an_article_in_several_feeds_is_counted_once() -> None:
    there = [feed(entry(1), path=path) for path in ("all", "topics/a")]
    here = [feed(entry(1, id="urn:new"), path=path) for path in ("all", "topics/a")]
    differences = compare(output(*there), output(*here))
    assert [len(found.reannounced) for found in differences.feeds] == [1, 1]
    assert [(c.before.id, c.after.id) for c in differences.reannounced] == [("urn:1", "urn:new")]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "out holds no feeds.json; name a folder that feeds build has written"),
        (
            {"feeds.json": b"[]"},
            "out/feeds.json cannot be read: it is not the catalogue of a build; build the feeds"
            " again",
        ),
        (
            {"feeds.json": "atom.xml"},
            "out/atom.xml cannot be read: feeds.json names it, and it does not exist; build the"
            " feeds again",
        ),
        (
            {"feeds.json": "../atom.xml", "../atom.xml": b"<feed/>"},
            "out/../atom.xml cannot be read: feeds.json names it, and it does not exist; build the"
            " feeds again",
        ),
        (
            {"feeds.json": "atom.xml", "atom.xml": b"<feed>"},
            "out/atom.xml cannot be read: it is not the atom feed of a build; build the feeds"
            " again",
        ),
    ],
)
def test_what_no_build_wrote_ends_the_comparison(
    files: dict[str, bytes | str], message: str
) -> None:
    def read(path: str) -> bytes | None:
        content = files.get(path)
        return listing(content) if isinstance(content, str) else content

    def listing(path: str) -> bytes:
        formats = [{"name": "atom", "path": path}]
        return json.dumps(
            {"feeds": [{"path": "all", "title": "", "total": 0, "formats": formats}]}
        ).encode()

    with pytest.raises(OutputError) as caught:
        compare(Output(read, "out"), Output(read, "out"))
    assert str(caught.value) == message


@pytest.mark.parametrize("format_name", ALL)
def test_formats_that_go_are_lost_to_their_subscribers(format_name: str) -> None:
    others = [name for name in ALL if name != format_name]
    names = {name: f"topics/ai/{FORMATS[name].file_name}" for name in ALL}
    before, after = output(feed(entry(1))), output(feed(entry(1)), formats=(format_name,))
    (found,) = compare(before, after).feeds
    assert found.lost == {name: names[name] for name in reversed(others)}
    assert compare(after, before).feeds == ()
    # A build that is only planned renders one format of all that it would write.
    planned = Output(after.read, "the build", ALL)
    assert compare(before, planned).feeds == ()


def test_what_a_feed_says_of_itself_is_compared() -> None:
    same = feed(entry(1))
    for other, changed in (
        (replace(same, title="other"), ("title",)),
        (replace(same, description="other"), ("description",)),
    ):
        (found,) = compare(output(same), output(other)).feeds
        assert found.changed == changed


def test_entries_that_are_back_to_their_ids_are_nothing_to_worry_about() -> None:
    was, now = output(feed(entry(1, id="urn:new"))), output(feed(entry(1)))
    assert compare(was, now).worrying
    was.former = {"urn:new": "urn:1"}
    found = compare(was, now)
    assert (len(found.reannounced), found.worrying) == (1, False)
    assert "warning" not in render_text(found)
