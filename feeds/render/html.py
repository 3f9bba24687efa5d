"""The pages people see: one for each feed, the index of all feeds, and the look of raw XML.

Pages must work from any host and straight from disk. So every address of ours is relative, style
and script stand in the page, and the security policy allows them by hash and nothing else.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from feeds.model import Entry, FeedKind, Outline, Site
from feeds.render.formats import Format
from feeds.render.frame import Frame, cut_entries
from feeds.values.dates import format_date_time

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")
# Month names do not come from strftime, which follows the locale of the machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_AFTER_CARDS = b"</section>\n</main>"


def render_frame(feed: Outline, site: Site, formats: Sequence[Format], shown: int) -> Frame:
    """Render the page of *feed* without the cards of the *shown* entries.

    It tells how to subscribe in each of *formats*. It belongs at ``index.html`` in the folder of
    *feed*, and runs no script.
    """
    values = {
        "feed": feed,
        "site": site,
        "formats": formats,
        "shown": shown,
        "root": "../" * (feed.path.count("/") + 1),
        "policy": _security_policy(_asset("page.css")),
    }
    return Frame.cut(_render("feed.html", **values), _AFTER_CARDS)


def render_entries(entries: Sequence[Entry], site: Site) -> list[bytes]:
    """Render each of *entries* as a card."""
    return cut(_render("cards.html", entries=entries, site=site))


def cut(document: bytes) -> list[bytes]:
    """Return the cards in *document*, the page of a feed."""
    return cut_entries(document, b"<article", b"</article>\n")


def render_index(feeds: Sequence[Outline], site: Site, formats: Sequence[Format]) -> bytes:
    """Render the page that lists *feeds* in the order given, grouped by kind.

    It belongs at ``index.html`` in the output folder. Its script only adds a filter to the list.
    """
    script = _asset("filter.js")
    return _render(
        "index.html",
        **{kind.value: [f for f in feeds if f.kind is kind] for kind in FeedKind},
        site=site,
        formats=formats,
        script=script,
        policy=_security_policy(_asset("page.css"), script),
    )


def stylesheet() -> bytes:
    """Return the style sheet that makes RSS and Atom files readable in a browser."""
    return _asset("feed.css").encode()


def _render(template: str, **values: object) -> bytes:
    return _environment().get_template(template).render(values).encode()


@cache
def _environment() -> "Environment":
    # Pages are the only use of Jinja: commands that make none start faster without it.
    from feeds.render.compiled_templates import open_templates

    environment = open_templates(_TEMPLATES)
    environment.globals["style"] = _asset("page.css")
    environment.filters |= {
        "alternative_text": _alternative_text,
        "date": _date,
    }
    return environment


@cache
def _asset(name: str) -> str:
    # Read as text, for line feeds only: a browser hashes what it made of the line endings.
    return (_TEMPLATES / name).read_text("utf-8")


def _security_policy(style: str, script: str | None = None) -> str:
    """Allow pictures from anywhere, this *style* and this *script*, and nothing else."""
    directives = [
        "default-src 'none'",
        "img-src https: http:",
        f"style-src {_source_hash(style)}",
        f"script-src {_source_hash(script)}" if script else "",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(filter(None, directives))


def _source_hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _date(moment: datetime, in_english: str) -> str:
    """Return the element that shows the day of *moment*, with the attributes *in_english*."""
    # Pages show tens of thousands of dates: a macro would take several times as long.
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return Markup(f'<time datetime="{format_date_time(moment)}"{in_english}>{day}</time>')  # noqa: S704 - in_english is markup of ours


def _alternative_text(entry: Entry) -> str:
    """Describe the picture of *entry*, or nothing where that would only repeat the headline."""
    described = entry.image.title if entry.image else None
    return "" if described is None or described == entry.title else described
