"""Compose the HTML content of an entry from its picture, text, video and related coverage."""

from functools import lru_cache

import markupsafe

from feeds.model import Entry, Image, Related
from feeds.render.frame import learn_escape
from feeds.values.dates import format_date_time

# Pages show the same texts as the content once more.
escape = lru_cache(maxsize=512)(learn_escape(markupsafe.escape))

RELATED_COVERAGE = "<h3>Related coverage</h3>"
"""What stands before the list of related coverage, with which content ends."""

_REST = "The rest is at"


def compose_content(entry: Entry) -> str:
    """Return the content of *entry*: HTML that is safe to show anywhere, with absolute URLs."""
    text = render_body(entry.body, entry.link) if entry.body else _paragraph(entry.summary)
    return "\n".join(part for part in (_lead(entry), text, _related(entry.related)) if part)


def render_body(body: str, base: str) -> str:
    """Return *body*, Markdown with HTML, as safe HTML; its addresses are relative to *base*."""
    # Parsers take longer to load than dozens of entries to render, and few entries have a body.
    from feeds.bodies.clean import clean_html
    from feeds.bodies.embeds import host_of
    from feeds.bodies.markdown import cut_at, render_markdown

    html = clean_html(render_markdown(body), base).html
    if cut_at(body) < len(body):
        html += f'\n<p><a href="{escape(base)}">{_REST} {escape(host_of(base))}</a></p>'
    return html


# Tens of thousands of these are composed: Markup.format would take four times as long as an
# f-string in which every part is escaped, or HTML of ours.


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _lead(entry: Entry) -> str:
    """Return the picture, which leads to the video where there is one."""
    picture = _picture(entry.image, entry.title) if entry.image else ""
    video = _frame_address(entry.frame, entry.link)
    if video:
        picture = f'<a href="{escape(video)}">{picture or escape(entry.title)}</a>'
    if not picture:
        return ""
    if entry.image and entry.image.attribution:
        caption = escape(entry.image.attribution)
        return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"
    return f"<p>{picture}</p>"


def _picture(image: Image, title: str) -> str:
    size = ""
    if image.width and image.height:
        size = f' width="{image.width}" height="{image.height}"'
    return f'<img src="{escape(image.url)}" alt="{escape(image.title or title)}"{size}>'


def _frame_address(frame: str, base: str) -> str | None:
    """Return the address that the first iframe of the HTML *frame* shows, or None."""
    if "<iframe" not in frame.lower():
        return None
    from lxml import etree

    from feeds.bodies.addresses import resolve

    # In bytes, since text must not begin with a declaration of its encoding.
    tree = etree.HTML(frame.encode("utf-8", "ignore"), etree.HTMLParser(encoding="utf-8"))
    for element in () if tree is None else tree.iter("iframe"):
        return resolve(base, element.get("src"))
    return None


def _related(related: tuple[Related, ...]) -> str:
    if not related:
        return ""
    items = "\n".join(map(_related_item, related))
    return f"{RELATED_COVERAGE}\n<ul>\n{items}\n</ul>"


def _related_item(item: Related) -> str:
    line = f'<li><a href="{escape(item.link)}">{escape(item.title)}</a>'
    if item.provider:
        line += f", {escape(item.provider)}"
    if item.published:
        moment = format_date_time(item.published)
        line += f', <time datetime="{moment}">{moment[:10]}</time>'
    return line + "</li>"
