"""What subscribers will see: as text, as JSON, and as Markdown for a pull request's comment."""

from collections.abc import Callable, Iterator

from feeds.output.announcements import Announcement
from feeds.output.differences import Change, Differences, FeedDifference, FeedState
from feeds.reporters.markdown import link, plain
from feeds.reporters.summary import count, to_json
from feeds.values.dates import format_date_time
from feeds.values.text import printable

# GitHub takes no comment of more than 65,536 characters.
_MARKDOWN_LENGTH = 60_000
_CUT = "\n\n*Cut here, as a comment has no room for more: `feeds diff` shows all as text.*\n"
_REMEDY = "write the old id into the field id of the seed"
_STATES = {
    FeedState.KEPT: "",
    FeedState.NEW: " (new feed)",
    FeedState.WITHDRAWN: " (withdrawn feed)",
}


def render_text(differences: Differences) -> str:
    """Return *differences* for people: a paragraph for each feed, then what to beware of."""
    lines = [line for feed in differences.feeds for line in _feed_lines(feed)]
    warning = _warning(differences)
    closing = [*([f"warning: {warning}"] if warning else []), _summary(differences)]
    return "".join(f"{printable(line)}\n" for line in [*lines, *closing])


def _feed_lines(feed: FeedDifference) -> Iterator[str]:
    yield f"{feed.path}{_STATES[feed.state]}: {_counts(feed)}"
    for what, entry, former_id in _entries(feed):
        yield f"  {what}: {entry.title} <{entry.link}>"
        if former_id is not None:
            yield f"    was {former_id}"
            yield f"    is {entry.id}"


def _entries(feed: FeedDifference) -> Iterator[tuple[str, Announcement, str | None]]:
    """Yield what is said of each entry, and its former id if it is announced once more."""
    yield from (("new", entry, None) for entry in feed.new)
    for change in feed.updated:
        yield f"updated ({', '.join(change.fields)})", change.after, None
    yield from (("re-announced", c.after, c.before.id) for c in feed.reannounced)
    yield from (("dropped by age", entry, None) for entry in feed.dropped)
    yield from (("withdrawn", entry, None) for entry in feed.withdrawn)


def _counts(feed: FeedDifference) -> str:
    """Return how many entries and pages are new, changed or gone; "empty" for a feed of none."""
    counts = {
        "new": len(feed.new),
        "updated": len(feed.updated),
        "re-announced": len(feed.reannounced),
        "dropped by age": len(feed.dropped),
        "withdrawn": len(feed.withdrawn),
    }
    counted = [f"{number:,} {name}" for name, number in counts.items() if number]
    pages = feed.pages._asdict().items()
    counted += [f"{count(number, 'archive page')} {what}" for what, number in pages if number]
    return ", ".join(counted) or "empty"


def _warning(differences: Differences) -> str:
    if not differences.reannounced:
        return ""
    entries = count(len(differences.reannounced), "entry", "entries")
    return f"subscribers get {entries} once more, with a new id: {_REMEDY}"


def _summary(differences: Differences) -> str:
    feeds = count(differences.compared, "feed")
    return f"{len(differences.feeds):,} of {feeds} will look different"


def render_markdown(differences: Differences) -> str:
    """Return *differences* as a heading, what to beware of, a table, and the entries by feed.

    It is cut at the end of a line to what fits into a comment.
    """
    warning = _warning(differences)
    lines = ["## What subscribers will see", "", f"{plain(_summary(differences))}.", ""]
    if warning:
        lines += [f"**Warning:** {plain(warning)}.", ""]
        lines += ["| re-announced | was | is |", "|---|---|---|"]
        lines += [*map(_row, differences.reannounced), ""]
    for feed in differences.feeds:
        lines += [f"### {plain(feed.path)}{_STATES[feed.state]}", "", f"{_counts(feed)}", ""]
        if items := [*_items(feed)]:
            lines += [*items, ""]
    text = "\n".join(lines).rstrip() + "\n"
    if len(text) <= _MARKDOWN_LENGTH:
        return text
    return text[:_MARKDOWN_LENGTH].rpartition("\n")[0].rstrip() + _CUT


def _row(change: Change) -> str:
    named = f"{plain(change.after.title)} {link(change.after.link)}"
    return f"| {named} | {plain(change.before.id)} | {plain(change.after.id)} |"


def _items(feed: FeedDifference) -> Iterator[str]:
    for what, entry, former_id in _entries(feed):
        shown = what if former_id is None else f"**{what}**"
        yield f"- {shown}: {plain(entry.title)} {link(entry.link)}"


def render_json(differences: Differences) -> str:
    """Return *differences* as a JSON object; its keys are documented in the README."""
    value = {
        "compared": differences.compared,
        "reannounced": len(differences.reannounced),
        "feeds": [_feed_object(feed) for feed in differences.feeds],
    }
    return to_json(value) + "\n"


def _feed_object(feed: FeedDifference) -> dict[str, object]:
    return {
        "path": feed.path,
        "title": feed.title,
        "state": feed.state,
        "new": [_object(entry) for entry in feed.new],
        "updated": [_object(c.after) | {"changed": c.fields} for c in feed.updated],
        "reannounced": [_object(c.after) | {"former_id": c.before.id} for c in feed.reannounced],
        "dropped": [_object(entry) for entry in feed.dropped],
        "withdrawn": [_object(entry) for entry in feed.withdrawn],
        "pages": feed.pages._asdict(),
    }


def _object(entry: Announcement) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "published": format_date_time(entry.published),
    }


FORMATS: dict[str, Callable[[Differences], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
