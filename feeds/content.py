"""Compose the HTML content of an entry from its picture, text, video and related coverage."""

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import nh3
from markupsafe import Markup, escape

from feeds.dates import format_date_time
from feeds.model import Entry, Image, Related
from feeds.text import strip_forbidden
from feeds.urls import ascii_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "cite", "longdesc"})


def compose_content(entry: Entry) -> str:
    """Return the content of *entry*: HTML that is safe to show anywhere, with absolute URLs."""
    text = render_markdown(entry.body, entry.link) if entry.body else _paragraph(entry.summary)
    return Markup("\n").join(part for part in (_lead(entry), text, _related(entry.related)) if part)


def render_markdown(body: str, base: str) -> Markup:
    """Return Markdown with HTML as sanitised HTML; addresses in it are relative to *base*."""

    def absolute(_element: str, attribute: str, value: str) -> str | None:
        if attribute not in _ADDRESS_ATTRIBUTES or value.lower().startswith("mailto:"):
            return value
        try:
            return ascii_url(urljoin(base, value))
        except ValueError:
            return None

    html = nh3.clean(
        _markdown().render(body),
        attribute_filter=absolute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    # A reference such as &#11; is text to the sanitiser and forbidden in XML.
    return Markup(strip_forbidden(html).strip())  # noqa: S704 - sanitised above


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text) if text else Markup("")


def _lead(entry: Entry) -> Markup:
    """Return the picture, which leads to the video where there is one."""
    picture = _picture(entry.image, entry.title) if entry.image else Markup("")
    video = _frame_address(entry.frame, entry.link)
    if video:
        label = picture or Markup("{}").format(entry.title)
        picture = Markup('<a href="{}">{}</a>').format(video, label)
    if not picture:
        return picture
    if entry.image and entry.image.attribution:
        caption = entry.image.attribution
        return Markup("<figure>{}<figcaption>{}</figcaption></figure>").format(picture, caption)
    return Markup("<p>{}</p>").format(picture)


def _picture(image: Image, title: str) -> Markup:
    size = Markup("")
    if image.width and image.height:
        size = Markup(' width="{}" height="{}"').format(image.width, image.height)
    return Markup('<img src="{}" alt="{}"{}>').format(image.url, image.title or title, size)


def _frame_address(frame: str, base: str) -> str | None:
    """Return the address that the first iframe of the HTML *frame* shows, or None."""
    if "<iframe" not in frame.lower():
        return None
    from lxml import etree

    # In bytes, since text must not begin with a declaration of its encoding.
    tree = etree.HTML(frame.encode("utf-8", "ignore"), etree.HTMLParser(encoding="utf-8"))
    for element in () if tree is None else tree.iter("iframe"):
        source = (element.get("src") or "").strip()
        try:
            return ascii_url(urljoin(base, source)) if source else None
        except ValueError:
            return None
    return None


def _related(related: tuple[Related, ...]) -> Markup:
    if not related:
        return Markup("")
    items = Markup("\n").join(_related_item(item) for item in related)
    return Markup("<h3>Related coverage</h3>\n<ul>\n{}\n</ul>").format(items)


def _related_item(item: Related) -> Markup:
    # Markup.format takes four times as long, and there are a dozen of these in an entry.
    line = f'<li><a href="{escape(item.link)}">{escape(item.title)}</a>'
    if item.provider:
        line += f", {escape(item.provider)}"
    if item.published:
        moment = format_date_time(item.published)
        line += f', <time datetime="{moment}">{moment[:10]}</time>'
    return Markup(line + "</li>")  # noqa: S704 - each part is escaped above
