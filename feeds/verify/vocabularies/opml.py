"""OPML 1.0, 1.1 and 2.0.

Source: http://opml.org/spec2.opml.
"""

from dataclasses import replace

from feeds.verify.values.rfc822_dates import check_rfc822_date
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

# Whoever makes a type of outline of their own gives it attributes of their own.
_OUTLINE = Row(
    "outline",
    most=None,
    content=Content.CHILDREN,
    any_attributes=True,
    attributes=(Attribute("text", required=True, blank=True),),
)

VOCABULARY = Vocabulary(
    prefix="opml",
    namespace="",
    core=True,
    rows=(
        Row("opml", content=Content.CHILDREN, attributes=(Attribute("version", required=True),)),
        *under(
            ("opml:opml",),
            Row("head", least=1, content=Content.CHILDREN),
            Row("body", least=1, content=Content.CHILDREN),
        ),
        *under(
            ("opml:head",),
            Row("title", blank=True),
            Row("dateCreated", value=check_rfc822_date),
            Row("dateModified", value=check_rfc822_date),
            Row("ownerName", blank=True),
            Row("ownerEmail", blank=True),
            Row("ownerId", blank=True),
            Row("docs", blank=True),
            Row("expansionState", blank=True),
            Row("vertScrollState"),
            Row("windowTop"),
            Row("windowLeft"),
            Row("windowBottom"),
            Row("windowRight"),
        ),
        *under(("opml:body",), replace(_OUTLINE, least=1)),
        *under(("opml:outline",), _OUTLINE),
    ),
)
