"""Atom 1.0, and what of it other formats hold.

Source: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287, of which the sections are named.
"""

from dataclasses import replace

from feeds.verify.namespaces import ATOM
from feeds.verify.values.iso_dates import check_rfc3339_date
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

_TEXT = (Attribute("type"),)
_GENERATOR = (Attribute("uri"), Attribute("version"))
_LINK = (
    Attribute("href", required=True),
    Attribute("rel"),
    Attribute("type"),
    Attribute("hreflang"),
    Attribute("title"),
    Attribute("length"),
)
_CATEGORY = (Attribute("term", required=True), Attribute("scheme"), Attribute("label", blank=True))

# What stands in feeds and in entries: sections 4.2.1, 4.2.3, 4.2.2, 4.2.7, 4.2.6, 4.2.15, 4.2.14
# and 4.2.10.
_COMMON = (
    Row("author", most=None, content=Content.CHILDREN),
    Row("contributor", most=None, content=Content.CHILDREN),
    Row("category", most=None, content=Content.MARKUP, attributes=_CATEGORY),
    Row("link", most=None, content=Content.MARKUP, attributes=_LINK),
    Row("id", least=1),
    Row("updated", least=1, value=check_rfc3339_date),
    Row("title", least=1, content=Content.MARKUP, attributes=_TEXT),
    Row("rights", content=Content.MARKUP, attributes=_TEXT),
)
# Only in feeds: 4.2.12, 4.2.4, 4.2.5 and 4.2.8.
_FEED = (
    *_COMMON,
    Row("subtitle", content=Content.MARKUP, attributes=_TEXT),
    Row("generator", attributes=_GENERATOR),
    Row("icon"),
    Row("logo"),
)
# Only in entries: 4.2.9, 4.2.13, 4.1.3 and 4.2.11.
_ENTRY = (
    *_COMMON,
    Row("published", value=check_rfc3339_date),
    Row("summary", content=Content.MARKUP, attributes=_TEXT),
    Row("content", content=Content.MARKUP, attributes=(*_TEXT, Attribute("src"))),
    Row("source", content=Content.CHILDREN),
)

VOCABULARY = Vocabulary(
    prefix="atom",
    namespace=ATOM,
    core=True,
    rows=(
        Row("feed", content=Content.CHILDREN),
        *under(("atom:feed",), Row("entry", most=None, content=Content.CHILDREN)),
        *(
            replace(row, not_after=("atom:entry",), order="misplaced-metadata")
            for row in under(("atom:feed",), *_FEED)
        ),
        *under(("atom:entry",), *_ENTRY),
        # Nothing must be in a source, whatever must be in the feed that it is of (4.2.11).
        *(replace(row, least=0) for row in under(("atom:source",), *_FEED)),
        # 3.2
        *under(
            ("atom:author", "atom:contributor"),
            Row("name", least=1),
            Row("uri"),
            Row("email"),
        ),
        # Elsewhere nothing must be there: by the RSS Best Practices Profile, links and all else.
        *(
            replace(row, least=0)
            for row in under(
                ("rss:channel", "rss:item", "rss1:channel", "rss1:item"), *_ENTRY, *_FEED[-4:]
            )
        ),
    ),
)
