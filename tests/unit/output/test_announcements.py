"""Entries read back from each format, and articles known again (feeds/output/announcements.py)."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.output.announcements import (
    PARSERS,
    Announcement,
    find_reannounced,
    parse_announcements,
    seeds_of,
)
from feeds.render.formats import FORMATS
from tests.unit.sample_feeds import BARE_ENTRY, FULL_ENTRY, SITE, feed_of
from tests.unit.xml_text import xml_text

DAY = datetime(2022, 9, 12, 13, 0, tzinfo=UTC)
KEYS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("123456"), max_size=2), max_size=6
)


def announcement(name: str) -> Announcement:
    """Return what the format *name* says of FULL_ENTRY."""
    return Announcement(
        FULL_ENTRY.id,
        FULL_ENTRY.link,
        FULL_ENTRY.title,
        FULL_ENTRY.published,
        None if name == "rss" else FULL_ENTRY.updated,
        FULL_ENTRY.content,
        FULL_ENTRY.summary,
        tuple(item.link for item in FULL_ENTRY.related) if name == "json" else (),
    )


def test_every_format_can_be_read() -> None:
    assert PARSERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", PARSERS)
def test_entries_are_read_back_in_their_order(name: str) -> None:
    content = FORMATS[name].render(feed_of(FULL_ENTRY, BARE_ENTRY), SITE)
    first, second = parse_announcements(name, content)
    assert first == announcement(name)
    assert (second.id, second.link, second.title) == (BARE_ENTRY.id, BARE_ENTRY.link, "Bare")


@pytest.mark.parametrize("name", PARSERS)
@given(title=xml_text.filter(lambda text: text == text.strip() and text))
def test_every_title_is_read_back(name: str, title: str) -> None:
    content = FORMATS[name].render(feed_of(replace(FULL_ENTRY, title=title)), SITE)
    assert parse_announcements(name, content)[0].title == title


@pytest.mark.parametrize("name", PARSERS)
@given(content=st.binary())
def test_no_bytes_make_a_parser_fail_otherwise(name: str, content: bytes) -> None:
    with suppress(ValueError):
        parse_announcements(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("json", b"[]"),
        ("json", b'{"items": [{}]}'),
        ("json", b"[" * 100_000),
        ("rss", b"<rss><channel><item/></channel></rss>"),
        ("atom", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>'),
        ("atom", b'<!DOCTYPE feed [<!ENTITY a "b">]><feed/>'),
        ("atom", b"<feed>"),
    ],
)
def test_what_no_build_wrote_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValueError) as caught:
        parse_announcements(name, content)
    assert str(caught.value) == f"it is not the {name} feed of a build"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param({"a": ["1"]}, {"a": ["1"]}, {}, id="the same"),
        pytest.param({"a": ["1"]}, {"b": ["1"]}, {"a": "b"}, id="another id"),
        pytest.param({"a": ["1", "2"]}, {"b": ["3", "2"]}, {"a": "b"}, id="by the second key"),
        pytest.param({"a": ["1"]}, {"a": ["1"], "b": ["1"]}, {}, id="a duplicate comes"),
        pytest.param({"a": ["1"], "b": ["1"]}, {"b": ["1"]}, {}, id="a duplicate goes"),
        pytest.param({"a": ["1"]}, {"b": ["2"]}, {}, id="another article"),
        pytest.param({"a": ["1"]}, {"b": ["1"], "c": ["1"]}, {"a": "b"}, id="two take over"),
        pytest.param(
            {"a": ["1", "2"], "b": ["3", "4"]},
            {"a": ["3", "4"], "b": ["1", "2"]},
            {"a": "b", "b": "a"},
            id="two exchange their ids",
        ),
        pytest.param(
            {"a": ["1"]}, {"a": ["2"], "b": ["1"]}, {"a": "b"}, id="another one takes its id"
        ),
        pytest.param({"a": ["1"]}, {"a": ["2"]}, {}, id="all of it is corrected at once"),
        pytest.param(
            {"a": ["1", "2"], "b": ["1", "3"]},
            {"a": ["4"], "b": ["1", "3"]},
            {},
            id="one of two at one address becomes another",
        ),
    ],
)
def test_an_article_is_announced_again_if_only_its_id_changes(
    before: dict[str, list[str]], after: dict[str, list[str]], found: dict[str, str]
) -> None:
    assert find_reannounced(before, after) == found


@given(KEYS, KEYS)
def test_only_ids_that_an_article_lost_are_paired_with_new_ones_of_it_and_each_once(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    found = find_reannounced(before, after)
    shared = before.keys() & after.keys()
    others = {id_ for id_ in shared if not set(before[id_]) & set(after[id_])}
    assert set(found) <= (before.keys() - after.keys()) | others
    assert set(found.values()) <= (after.keys() - before.keys()) | others
    assert len(set(found.values())) == len(found)
    assert all(set(before[old]) & set(after[new]) for old, new in found.items())


def test_a_seed_is_the_same_wherever_the_folder_is() -> None:
    here, there, other = (
        seeds_of([feed_of(replace(BARE_ENTRY, path=path))], folder)
        for path, folder in (
            ("seeds/a/1.md", "seeds"),
            ("/home/me/seeds/a/1.md", "/home/me/seeds"),
            ("seeds/b/1.md", "seeds"),
        )
    )
    assert here == there != other
    assert seeds_of([feed_of(replace(BARE_ENTRY, path="a/1.md"))], ".") == here
    assert seeds_of([feed_of(replace(BARE_ENTRY, path="\udcff.md"))], ".").keys() == here.keys()
