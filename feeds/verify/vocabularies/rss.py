"""RSS 2.0, and what came before it of the same kind (0.91 to 0.94).

Source: https://www.rssboard.org/rss-specification, and the RSS Best Practices Profile,
https://www.rssboard.org/rss-profile.
"""

from collections.abc import Iterator
from dataclasses import replace

from feeds.verify.constructs.entry import check_item
from feeds.verify.constructs.html import check_html_of_rss
from feeds.verify.element import Element
from feeds.verify.findings import Finding, flawed
from feeds.verify.values.languages import check_language
from feeds.verify.values.mail import check_mail_with_name
from feeds.verify.values.media_types import check_media_type
from feeds.verify.values.numbers import (
    check_image_height,
    check_image_width,
    check_length,
    check_port,
    check_positive,
)
from feeds.verify.values.plain import check_plain
from feeds.verify.values.rfc822_dates import check_rfc822_date
from feeds.verify.values.uris import check_http_url, check_permalink, check_uri
from feeds.verify.values.words import (
    check_boolean,
    check_day,
    check_form_name,
    check_hour,
    one_of,
)
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

# RSS 2.0, cloud: "HTTP-POST, XML-RPC or SOAP 1.1", written as in its examples.
_check_protocol = one_of(["xml-rpc", "soap", "http-post"])
# So many digits may be the number of an item at one site, and at another as well.
_SHORT_NUMBER = 6


def _check_guid(guid: Element) -> Iterator[Finding]:
    """Yield what is wrong with a *guid*: whether it is an address, its attribute says."""
    is_permalink = (guid.get("isPermaLink") or "true").strip().lower() != "false"
    text = guid.text
    if is_permalink and (flaw := check_permalink(text)) is not None:
        yield flawed(flaw, guid, text, "<guid>")
    elif not text.strip():
        yield Finding("blank-element", guid, "<guid> is empty")
    elif text.strip().isdecimal() and len(text.strip()) <= _SHORT_NUMBER:
        message = f"<guid> {text.strip()} is a short number, which another feed has as well"
        yield Finding("ambiguous-guid", guid, message)


def _check_repeated(skipped: Element) -> Iterator[Finding]:
    """Yield the hours or the days that are *skipped* twice. Midnight is both 0 and 24."""
    seen: set[str] = set()
    for child in skipped.children:
        text = child.text.strip()
        value = text.lstrip("0") or "0"
        if value in seen or (value == "24" and "0" in seen) or (value == "0" and "24" in seen):
            yield Finding("repeated-value", child, f"<{child.local}> {text} stands here twice")
        seen.add(value)


_CATEGORY = Row("category", most=None, value=check_plain, attributes=(Attribute("domain"),))

_CHANNEL = (
    Row("title", least=1),
    Row("link", least=1, value=check_uri),
    Row("description", least=1, blank=True, value=check_plain),
    Row("language", value=check_language),
    Row("copyright", value=check_plain),
    Row("managingEditor", value=check_mail_with_name),
    Row("webMaster", value=check_mail_with_name),
    Row("pubDate", value=check_rfc822_date),
    Row("lastBuildDate", value=check_rfc822_date),
    _CATEGORY,
    Row("generator", value=check_plain),
    Row("docs", value=check_uri),
    Row(
        "cloud",
        content=Content.EMPTY,
        attributes=(
            Attribute("domain", required=True),
            Attribute("port", required=True, value=check_port),
            Attribute("path", required=True),
            Attribute("registerProcedure", required=True, blank=True),
            Attribute("protocol", required=True, value=_check_protocol),
        ),
    ),
    Row("ttl", value=check_positive),
    Row("image", content=Content.CHILDREN),
    Row("rating"),
    Row("textInput", content=Content.CHILDREN),
    Row("skipHours", content=Content.CHILDREN, check=_check_repeated),
    Row("skipDays", content=Content.CHILDREN, check=_check_repeated),
)
# All is optional, but for one of title and description.
_ITEM = (
    Row("title"),
    Row("link", value=check_uri),
    Row("description", blank=True, check=check_html_of_rss),
    Row("author", value=check_mail_with_name),
    _CATEGORY,
    Row("comments", value=check_uri),
    Row(
        "enclosure",
        most=None,
        content=Content.EMPTY,
        attributes=(
            Attribute("url", required=True, value=check_http_url),
            Attribute("length", required=True, value=check_length),
            Attribute("type", required=True, value=check_media_type),
        ),
    ),
    Row(
        "guid",
        blank=True,
        attributes=(Attribute("isPermaLink", value=check_boolean),),
        check=_check_guid,
    ),
    Row("pubDate", value=check_rfc822_date),
    Row(
        "source", value=check_plain, attributes=(Attribute("url", required=True, value=check_uri),)
    ),
)

VOCABULARY = Vocabulary(
    prefix="rss",
    namespace="",
    source="RSS 2.0, https://www.rssboard.org/rss-specification",
    core=True,
    rows=(
        Row("rss", content=Content.CHILDREN, attributes=(Attribute("version", required=True),)),
        *under(("rss:rss",), Row("channel", least=1, content=Content.CHILDREN)),
        # The profile wants what is said of the channel before its items.
        *(
            replace(row, not_after=("rss:item",), order="item-before-metadata")
            for row in under(("rss:channel",), *_CHANNEL)
        ),
        *under(
            ("rss:channel",), Row("item", most=None, content=Content.CHILDREN, check=check_item)
        ),
        # A show that goes on air has what an item has.
        *under(("rss:item", "podcast:liveItem"), *_ITEM),
        *under(
            ("rss:image",),
            Row("url", least=1, value=check_uri),
            Row("title", least=1),
            Row("link", least=1, value=check_uri),
            Row("width", value=check_image_width),
            Row("height", value=check_image_height),
            Row("description", value=check_plain),
        ),
        *under(
            ("rss:textInput",),
            Row("title", least=1),
            Row("description", least=1, value=check_plain),
            Row("name", least=1, value=check_form_name),
            Row("link", least=1, value=check_uri),
        ),
        *under(("rss:skipHours",), Row("hour", least=1, most=24, value=check_hour)),
        *under(("rss:skipDays",), Row("day", least=1, most=7, value=check_day)),
    ),
)
