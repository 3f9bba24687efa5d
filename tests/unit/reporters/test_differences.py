"""What subscribers will see is told to people, to pull requests and to programs."""

import json
from dataclasses import replace

from feeds.output.differences import Change, Differences, compare
from feeds.reporters.differences import render_json, render_markdown, render_text
from tests.unit.compared_feeds import ALL, entry, feed, output
from tests.unit.sample_feeds import FEED


def differences() -> Differences:
    """Return one difference of each kind."""
    before = feed(entry(4), entry(3), entry(2), entry(1), total=4)
    after = feed(
        entry(5, title="*New* <b>"),
        entry(4, title="Other"),
        entry(3, id="urn:new"),
        total=5,
    )
    gone = feed(entry(9), path="topics/gone")
    return compare(output(before, gone), output(after))


def test_text_tells_people_what_happens_to_each_feed() -> None:
    assert render_text(differences()) == (
        "topics/ai: 1 new, 1 updated, 1 re-announced, 2 dropped by age\n"
        "  new: *New* <b> <https://example.org/5>\n"
        "  updated (title): Other <https://example.org/4>\n"
        "  re-announced: Title 3 <https://example.org/3>\n"
        "    was urn:3\n"
        "    is urn:new\n"
        "  dropped by age: Title 2 <https://example.org/2>\n"
        "  dropped by age: Title 1 <https://example.org/1>\n"
        "topics/gone (withdrawn feed): 1 withdrawn\n"
        "  withdrawn: Title 9 <https://example.org/9>\n"
        "warning: subscribers get 1 entry once more, with a new id: write the old id into the"
        " field id of the seed\n"
        "2 of 2 feeds will look different\n"
    )


def test_markdown_shows_titles_as_they_are() -> None:
    assert render_markdown(differences()) == (
        "## What subscribers will see\n"
        "\n"
        "2 of 2 feeds will look different.\n"
        "\n"
        "**Warning:** subscribers get 1 entry once more, with a new id: write the old id into the"
        " field id of the seed.\n"
        "\n"
        "| re-announced | was | is |\n"
        "|---|---|---|\n"
        "| Title 3 <https://example.org/3> | urn:3 | urn:new |\n"
        "\n"
        "### topics/ai\n"
        "\n"
        "1 new, 1 updated, 1 re-announced, 2 dropped by age\n"
        "\n"
        "- new: \\*New\\* \\<b\\> <https://example.org/5>\n"
        "- updated (title): Other <https://example.org/4>\n"
        "- **re-announced**: Title 3 <https://example.org/3>\n"
        "- dropped by age: Title 2 <https://example.org/2>\n"
        "- dropped by age: Title 1 <https://example.org/1>\n"
        "\n"
        "### topics/gone (withdrawn feed)\n"
        "\n"
        "1 withdrawn\n"
        "\n"
        "- withdrawn: Title 9 <https://example.org/9>\n"
    )


def test_markdown_is_cut_to_the_length_of_a_comment() -> None:
    entries = [entry(number) for number in range(1500, 0, -1)]
    found = compare(
        output(feed(entry(0)), formats=ALL[:1]), output(feed(*entries), formats=ALL[:1])
    )
    text = render_markdown(found)
    cut = "*Cut here, as a comment has no room for more: `feeds diff` shows all as text.*"
    *shown, last, blank, closing = text.splitlines()
    number = 1500 - sum(line.startswith("- new: ") for line in shown)
    assert (last, blank, closing) == (
        f"- new: Title {number} <https://example.org/{number}>",
        "",
        cut,
    )
    assert 59_000 < len(text) < 65_536


def test_json_has_every_entry_under_its_kind() -> None:
    def shown(number: int, day: int, **changes: object) -> dict[str, object]:
        return {
            "id": f"urn:{number}",
            "url": f"https://example.org/{number}",
            "title": f"Title {number}",
            "published": f"2022-09-{day:02}T00:00:00Z",
        } | changes

    pages = {"added": 0, "changed": 0, "removed": 0}
    nothing: dict[str, list[object]] = {
        key: []
        for key in (
            "changed",
            "withdrawn_files",
            "new",
            "updated",
            "reannounced",
            "dropped",
            "withdrawn",
        )
    }
    assert json.loads(render_json(differences())) == {
        "compared": 2,
        "reannounced": 1,
        "former_site_id": None,
        "withheld": [],
        "moved_feeds": [],
        "feeds": [
            {
                "path": "topics/ai",
                "title": FEED.title,
                "state": "kept",
                "changed": [],
                "withdrawn_files": [],
                "new": [shown(5, 6, title="*New* <b>")],
                "updated": [shown(4, 5, title="Other", changed=["title"])],
                "reannounced": [shown(3, 4, id="urn:new", former_id="urn:3")],
                "dropped": [shown(2, 3), shown(1, 2)],
                "withdrawn": [],
                "pages": pages,
            },
            nothing
            | {
                "pages": pages,
                "path": "topics/gone",
                "title": FEED.title,
                "state": "withdrawn",
                "withdrawn": [shown(9, 10)],
            },
        ],
    }


def test_text_escapes_what_could_drive_a_terminal() -> None:
    (found,) = compare(output(feed(entry(1))), output(feed(entry(2), entry(1)))).feeds
    (new,) = found.new
    hostile = new._replace(title="\x1b[2J", id="\n")
    pair = Change(new, hostile, ("title",))
    text = render_text(Differences((replace(found, new=(), updated=(pair,)),), 1))
    assert "  updated (title): \\x1b[2J <https://example.org/2>\n" in text


def test_what_becomes_of_the_feed_itself_is_told() -> None:
    before = output(feed(entry(1)), feed(entry(1), path="topics/gone"))
    renamed = replace(feed(entry(1)), title="Other", description="New")
    found = compare(before, output(renamed, formats=("rss",)))
    text = render_text(found)
    assert text == (
        "topics/ai: another title and description, feed.json withdrawn, atom.xml withdrawn\n"
        "topics/gone (withdrawn feed): 1 withdrawn\n"
        "  withdrawn: Title 1 <https://example.org/1>\n"
        "warning: who subscribed to topics/ai/atom.xml gets nothing any more: to keep"
        ' them, write "atom" into build.formats of feeds.toml\n'
        "warning: who subscribed to topics/ai/feed.json gets nothing any more: to keep"
        ' them, write "json" into build.formats of feeds.toml\n'
        "2 of 2 feeds will look different\n"
    )
    assert all(line.partition(": ")[2] in render_markdown(found) for line in text.splitlines()[:1])
    kept = json.loads(render_json(found))["feeds"][0]
    assert (kept["changed"], kept["withdrawn_files"]) == (
        ["title", "description"],
        ["topics/ai/feed.json", "topics/ai/atom.xml"],
    )
