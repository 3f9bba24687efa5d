"""RSS 2.0, and what came before it of the same kind (0.91 to 0.94).

Source: https://www.rssboard.org/rss-specification, and the RSS Best Practices Profile,
https://www.rssboard.org/rss-profile.
"""

from dataclasses import replace

from feeds.verify.values.rfc822_dates import check_rfc822_date
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

_CATEGORY = Row("category", most=None, attributes=(Attribute("domain"),))

_CHANNEL = (
    Row("title", least=1),
    Row("link", least=1),
    Row("description", least=1, blank=True),
    Row("language"),
    Row("copyright"),
    Row("managingEditor"),
    Row("webMaster"),
    Row("pubDate", value=check_rfc822_date),
    Row("lastBuildDate", value=check_rfc822_date),
    _CATEGORY,
    Row("generator"),
    Row("docs"),
    Row(
        "cloud",
        content=Content.EMPTY,
        attributes=(
            Attribute("domain", required=True),
            Attribute("port", required=True),
            Attribute("path", required=True),
            Attribute("registerProcedure", required=True, blank=True),
            Attribute("protocol", required=True),
        ),
    ),
    Row("ttl"),
    Row("image", content=Content.CHILDREN),
    Row("rating"),
    Row("textInput", content=Content.CHILDREN),
    Row("skipHours", content=Content.CHILDREN),
    Row("skipDays", content=Content.CHILDREN),
)
# All is optional, but for one of title and description.
_ITEM = (
    Row("title"),
    Row("link"),
    Row("description", blank=True),
    Row("author"),
    _CATEGORY,
    Row("comments"),
    Row(
        "enclosure",
        most=None,
        content=Content.EMPTY,
        attributes=(
            Attribute("url", required=True),
            Attribute("length", required=True),
            Attribute("type", required=True),
        ),
    ),
    Row("guid", attributes=(Attribute("isPermaLink"),)),
    Row("pubDate", value=check_rfc822_date),
    Row("source", attributes=(Attribute("url", required=True),)),
)

VOCABULARY = Vocabulary(
    prefix="rss",
    namespace="",
    core=True,
    rows=(
        Row("rss", content=Content.CHILDREN, attributes=(Attribute("version", required=True),)),
        *under(("rss:rss",), Row("channel", least=1, content=Content.CHILDREN)),
        # The profile wants what is said of the channel before its items.
        *(
            replace(row, not_after=("rss:item",), order="item-before-metadata")
            for row in under(("rss:channel",), *_CHANNEL)
        ),
        *under(("rss:channel",), Row("item", most=None, content=Content.CHILDREN)),
        *under(("rss:item",), *_ITEM),
        *under(
            ("rss:image",),
            Row("url", least=1),
            Row("title", least=1),
            Row("link", least=1),
            Row("width"),
            Row("height"),
            Row("description"),
        ),
        *under(
            ("rss:textInput",),
            Row("title", least=1),
            Row("description", least=1),
            Row("name", least=1),
            Row("link", least=1),
        ),
        *under(("rss:skipHours",), Row("hour", least=1, most=24)),
        *under(("rss:skipDays",), Row("day", least=1, most=7)),
    ),
)
