"""What subscribers will see: as text, as JSON, and as Markdown for a pull request's comment."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from feeds.config.tables import toml_text
from feeds.output.announcements import Announcement
from feeds.output.differences import Change, Differences, FeedDifference, FeedState
from feeds.problems.build_report import MovedFeed
from feeds.reporters.for_programs import to_json
from feeds.reporters.markdown import link, plain
from feeds.reporters.summary import count, moved_lines
from feeds.values.dates import format_date_time
from feeds.values.text import inert

# GitHub takes no comment of more than 65,536 characters.
_MARKDOWN_LENGTH = 60_000
_CUT = "\n\n*Cut here, as a comment has no room for more: `feeds diff` shows all as text.*\n"
_REMEDY = "write the old id into the field id of the seed"
_NEW_IDS = (
    "the ids of all feeds change, and readers may take them for other feeds: to keep them, write"
    " id = {} under [site] in feeds.toml"
)
_LOST = (
    "who subscribed to {} gets nothing any more: to keep them, write {} into build.formats of"
    " feeds.toml"
)
_STATES = {
    FeedState.KEPT: "",
    FeedState.NEW: " (new feed)",
    FeedState.WITHDRAWN: " (withdrawn feed)",
}
# The fields of a FeedDifference that hold entries, and what people are told of these, in order.
_KINDS = {
    "new": "new",
    "updated": "updated",
    "reannounced": "re-announced",
    "dropped": "dropped by age",
    "withdrawn": "withdrawn",
}


def render_text(differences: Differences) -> str:
    """Return *differences* for people: a paragraph for each feed, then what to beware of."""
    moved = {move.path: move for move in differences.moved}
    lines = [line for feed in differences.feeds for line in _feed_lines(feed, moved.get(feed.path))]
    closing = [f"warning: {warning}" for warning in _warnings(differences)]
    closing += [*(f"withheld: {why}" for why in differences.withheld), _summary(differences)]
    return "".join(f"{inert(line)}\n" for line in [*lines, *closing])


def _feed_lines(feed: FeedDifference, moved: MovedFeed | None) -> Iterator[str]:
    yield f"{feed.path}{_STATES[feed.state]}: {_counts(feed)}"
    if moved and moved.config:
        yield from moved_lines(moved)
    for what, entry, former_id in _told(feed):
        yield f"  {what}: {entry.title} <{entry.link}>"
        if former_id:
            yield f"    was {former_id}"
            yield f"    is {entry.id}"


def _told(feed: FeedDifference) -> Iterator[tuple[str, Announcement, str]]:
    """Yield what becomes of each entry of *feed*, the entry, and the id that it had, if another."""
    for kind, what in _KINDS.items():
        for found in getattr(feed, kind):
            if not isinstance(found, Change):
                yield what, found, ""
            elif kind == "reannounced":
                yield what, found.after, found.before.id
            else:
                yield f"{what} ({', '.join(found.fields)})", found.after, ""


def _counts(feed: FeedDifference) -> str:
    """Return what is new, changed or gone, and how many entries; "empty" for a feed of none."""
    counts = {name: len(getattr(feed, kind)) for kind, name in _KINDS.items()}
    counted = [f"another {' and '.join(feed.changed)}"] if feed.changed else []
    counted += [f"{file.rpartition('/')[2]} withdrawn" for file in feed.lost.values()]
    counted += [f"{number:,} {name}" for name, number in counts.items() if number]
    pages = feed.pages._asdict().items()
    counted += [f"{count(number, 'archive page')} {what}" for what, number in pages if number]
    return ", ".join(counted) or "empty"


def _warnings(differences: Differences) -> Iterator[str]:
    if differences.anew:
        entries = count(len(differences.anew), "entry", "entries")
        yield f"subscribers get {entries} once more, with a new id: {_REMEDY}"
    for name, files in sorted(_lost(differences).items()):
        others = f" or {len(files) - 1:,} others" if len(files) > 1 else ""
        yield _LOST.format(f"{files[0]}{others}", toml_text(name))
    if differences.former_site is not None:
        yield _NEW_IDS.format(toml_text(differences.former_site))


def _lost(differences: Differences) -> dict[str, list[str]]:
    """Return the files of feeds that stay without them, by the name of their format."""
    lost: dict[str, list[str]] = defaultdict(list)
    for feed in differences.feeds:
        for name, file in feed.lost.items():
            lost[name].append(file)
    return lost


def _summary(differences: Differences) -> str:
    feeds = count(differences.compared, "feed")
    return f"{len(differences.feeds):,} of {feeds} will look different"


def render_markdown(differences: Differences) -> str:
    """Return *differences* as a heading, what to beware of, a table, and the entries by feed.

    It is cut at the end of a line to what fits into a comment.
    """
    lines = ["## What subscribers will see", "", f"{plain(_summary(differences))}.", ""]
    for warning in _warnings(differences):
        lines += [f"**Warning:** {plain(warning)}.", ""]
    for why in differences.withheld:
        lines += [f"**A build would be withheld:** {plain(why)}.", ""]
    if differences.reannounced:
        lines += ["| re-announced | was | is |", "|---|---|---|"]
        lines += [*map(_row, differences.reannounced), ""]
    moved = {move.path: move for move in differences.moved if move.config}
    for feed in differences.feeds:
        lines += [f"### {plain(feed.path)}{_STATES[feed.state]}", "", f"{_counts(feed)}", ""]
        if feed.path in moved:
            said, *config = moved_lines(moved[feed.path])
            lines += [plain(said), "", *map(inert, config), ""]
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
    for what, entry, former_id in _told(feed):
        mark = "**" if former_id else ""
        yield f"- {mark}{what}{mark}: {plain(entry.title)} {link(entry.link)}"


def render_json(differences: Differences) -> str:
    """Return *differences* as a JSON object; its keys are documented in docs/commands.md."""
    value = {
        "compared": differences.compared,
        "reannounced": len(differences.reannounced),
        "former_site_id": differences.former_site,
        "withheld": differences.withheld,
        "moved_feeds": [move._asdict() for move in differences.moved],
        "feeds": [_feed_object(feed) for feed in differences.feeds],
    }
    return to_json(value) + "\n"


def _feed_object(feed: FeedDifference) -> dict[str, object]:
    return {
        "path": feed.path,
        "title": feed.title,
        "state": feed.state,
        "changed": feed.changed,
        "withdrawn_files": [*feed.lost.values()],
        **{kind: [_object(found, kind) for found in getattr(feed, kind)] for kind in _KINDS},
        "pages": feed.pages._asdict(),
    }


def _object(found: Announcement | Change, kind: str) -> dict[str, object]:
    if isinstance(found, Change):
        again = kind == "reannounced"
        what = {"former_id": found.before.id} if again else {"changed": found.fields}
        return _object(found.after, kind) | what
    return {
        "id": found.id,
        "url": found.link,
        "title": found.title,
        "published": format_date_time(found.published),
    }


FORMATS: dict[str, Callable[[Differences], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
