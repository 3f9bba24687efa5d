"""Feeds are held against each other: formats of one feed, ids, and what a list names."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from feeds.verify.check import Options
from feeds.verify.run import verify

HOME = "https://chips.example/"


class Story(NamedTuple):
    number: int
    title: str = ""
    link: str = ""
    id: str = ""
    day: int = 0

    @property
    def fields(self) -> dict[str, str]:
        return {
            "id": self.id or f"urn:uuid:00000000-0000-4000-8000-00000000000{self.number}",
            "title": self.title or f"Chips & more {self.number}",
            "link": self.link or f"{HOME}{self.number}",
            "day": f"{self.day or self.number:02}",
        }


STORIES = (Story(3), Story(2), Story(1))


def rss(*stories: Story, title: str = "Chips") -> str:
    items = "".join(
        "<item><title>{title}</title><link>{link}</link><description>x</description>"
        '<guid isPermaLink="false">{id}</guid><pubDate>{day} Nov 2026 08:00:00 GMT</pubDate></item>'.format(
            **{k: v.replace("&", "&amp;") for k, v in story.fields.items()}
        )
        for story in stories
    )
    return (
        f'<rss version="2.0"><channel><title>{title}</title><link>{HOME}</link>'
        f"<description>x</description>{items}</channel></rss>"
    )


def atom(*stories: Story, own: str = "", title: str = "Chips") -> str:
    entries = "".join(
        '<entry><title type="html">{title}</title><link href="{link}"/><id>{id}</id>'
        "<updated>2026-11-{day}T09:00:00+01:00</updated><summary>x</summary></entry>".format(
            **{k: v.replace("&", "&amp;amp;") for k, v in story.fields.items()}
        )
        for story in stories
    )
    link = f'<link rel="self" href="{own}"/>' if own else ""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{link}<id>{HOME}</id>'
        f"<author><name>A</name></author><updated>2026-11-03T09:00:00Z</updated>{entries}</feed>"
    )


def json_feed(*stories: Story) -> str:
    items: list[dict[str, Any]] = [
        {
            "id": story.fields["id"],
            "title": story.fields["title"],
            "url": story.fields["link"],
            "content_text": "x",
            "date_published": f"2026-11-{story.fields['day']}T08:00:00Z",
        }
        for story in stories
    ]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Chips", "items": items}, indent=1
    )


def opml(*addresses: str) -> str:
    outlines = "".join(f'<outline text="x" type="rss" xmlUrl="{a}"/>' for a in addresses)
    return f'<opml version="2.0"><head/><body>{outlines}</body></opml>'


def told(folder: Path, files: dict[str, str], *sources: str) -> list[str]:
    """Return what is said of *files* beside each other, without what is said of each alone."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    named = [str(folder / source) for source in sources] or [str(folder)]
    alone = verify(named, Options())
    report = verify(named, Options(together=True))
    return [
        f"{Path(result.path).name}:{found.diagnostic.line} {found.diagnostic.severity}"
        f" {found.diagnostic.rule}: {found.diagnostic.message}"
        for result, before in zip(report.results, alone.results, strict=True)
        for found in result.findings
        if found not in before.findings
    ]


def test_formats_that_say_the_same_are_right_however_they_write_it(tmp_path: Path) -> None:
    files = {
        "rss.xml": rss(*STORIES),
        "atom.xml": atom(*STORIES),
        "feed.json": json_feed(*STORIES),
    }
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    ("story", "message"),
    [
        (
            Story(2, title="Fish"),
            'formats-disagree: the title "Fish" is "Chips & more 2" in atom.xml',
        ),
        (
            Story(2, link=f"{HOME}b"),
            f'formats-disagree: the link "{HOME}b" of “Chips & more 2” is "{HOME}2" in atom.xml',
        ),
        (
            Story(2, day=9),
            "formats-disagree: “Chips & more 2” is of 2026-11-09 08:00:00+00:00, and in atom.xml of"
            " 2026-11-02 08:00:00+00:00",
        ),
        (
            Story(2, id="urn:uuid:00000000-0000-4000-8000-0000000000ff"),
            'other-id: the id "urn:uuid:00000000-0000-4000-8000-0000000000ff" of “Chips & more 2”'
            ' is "urn:uuid:00000000-0000-4000-8000-000000000002" in atom.xml',
        ),
    ],
)
def test_an_entry_that_differs_is_named(tmp_path: Path, story: Story, message: str) -> None:
    files = {"rss.xml": rss(Story(3), story, Story(1)), "atom.xml": atom(*STORIES)}
    assert told(tmp_path, files) == [f"rss.xml:1 warning {message}"]


def test_an_entry_that_is_missing_in_the_other_format_is_named(tmp_path: Path) -> None:
    files = {"rss.xml": rss(*STORIES), "atom.xml": atom(Story(5), Story(3), Story(2))}
    assert told(tmp_path, files) == [
        "rss.xml:1 warning entry-missing: “Chips & more 1” is not in atom.xml"
    ]


def test_a_format_may_have_fewer_entries_than_another(tmp_path: Path) -> None:
    files = {"rss.xml": rss(*STORIES), "atom.xml": atom(*STORIES[:2])}
    assert told(tmp_path, files) == []


def test_another_order_is_told_once(tmp_path: Path) -> None:
    files = {"rss.xml": rss(*reversed(STORIES)), "atom.xml": atom(*STORIES)}
    assert told(tmp_path, files) == [
        "rss.xml:1 warning other-order: the entries stand in another order than in atom.xml"
    ]


def test_of_many_that_differ_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    stories = [Story(1, id=f"urn:x:{n}", link=f"{HOME}{n}") for n in range(50)]
    files = {
        "rss.xml": rss(*(story._replace(title="Fish") for story in stories)),
        "atom.xml": atom(*stories),
    }
    found = told(tmp_path, files)
    assert len(found) == 21
    assert "30 more" in found[0]


def test_feeds_of_different_folders_are_different_feeds(tmp_path: Path) -> None:
    files = {
        "a/rss.xml": rss(Story(1)),
        "a/atom.xml": atom(Story(1)),
        "b/rss.xml": rss(Story(2)),
        "b/atom.xml": atom(Story(2)),
    }
    assert told(tmp_path, files) == []


def test_feeds_of_one_folder_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    files = {
        "news.rss": rss(Story(1)),
        "news.atom": atom(Story(1, title="Fish")),
        "comments.rss": rss(Story(2), title="Comments"),
    }
    assert [line.partition(":")[0] for line in told(tmp_path, files)] == ["news.rss"]


def test_files_named_together_are_formats_of_one_wherever_they_are(tmp_path: Path) -> None:
    files = {"rss/index.xml": rss(Story(1, title="Fish")), "atom/index.xml": atom(Story(1))}
    assert len(told(tmp_path, files, "rss/index.xml", "atom/index.xml")) == 1


def test_an_id_of_two_articles_is_an_error(tmp_path: Path) -> None:
    files = {
        "a/feed.xml": rss(Story(1)),
        "b/feed.xml": rss(Story(1, title="Fish", link=f"{HOME}fish")),
        "c/feed.xml": rss(Story(1, title="The same under a newer title")),
    }
    assert told(tmp_path, files) == [
        'feed.xml:1 error shared-id: the id "urn:uuid:00000000-0000-4000-8000-000000000001" of'
        f" “Fish” is that of “Chips & more 1” in {tmp_path}/a/feed.xml"
    ]


def test_a_list_names_feeds_that_are_there(tmp_path: Path) -> None:
    base = "https://chips.example/feeds"
    files = {
        "feeds.opml": opml(f"{base}/a/atom.xml", f"{base}/b/atom.xml", "https://fish.example/f"),
        "a/atom.xml": atom(Story(1), own=f"{base}/a/atom.xml"),
    }
    assert told(tmp_path, files) == [
        f'feeds.opml:1 error listed-feed-missing: the feed "{base}/b/atom.xml" is not there'
    ]


def test_what_is_no_feed_is_compared_with_nothing(tmp_path: Path) -> None:
    files = {"rss.xml": rss(Story(1)), "page.xml": "<html/>", "broken.xml": "<rss><channel>"}
    assert told(tmp_path, files) == []
