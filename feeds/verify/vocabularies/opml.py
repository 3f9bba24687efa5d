"""OPML 1.0, 1.1 and 2.0.

Source: http://opml.org/spec2.opml.
"""

from dataclasses import replace

from feeds.verify.constructs.outline import check_outline
from feeds.verify.values.mail import check_mail_address
from feeds.verify.values.numbers import check_integer, check_number_list
from feeds.verify.values.rfc822_dates import check_rfc822_date
from feeds.verify.values.words import check_boolean
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

# Whoever makes a type of outline of their own gives it attributes of their own.
_OUTLINE = Row(
    "outline",
    most=None,
    content=Content.CHILDREN,
    any_attributes=True,
    attributes=(
        Attribute("text", required=True, blank=True),
        Attribute("created", value=check_rfc822_date),
        Attribute("isComment", value=check_boolean),
        Attribute("isBreakpoint", value=check_boolean),
    ),
    check=check_outline,
)

VOCABULARY = Vocabulary(
    prefix="opml",
    namespace="",
    source="OPML 2.0, http://opml.org/spec2.opml",
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
            Row("ownerEmail", blank=True, value=check_mail_address),
            Row("ownerId", blank=True),
            Row("docs", blank=True),
            Row("expansionState", blank=True, value=check_number_list),
            Row("vertScrollState", value=check_integer),
            Row("windowTop", value=check_integer),
            Row("windowLeft", value=check_integer),
            Row("windowBottom", value=check_integer),
            Row("windowRight", value=check_integer),
        ),
        *under(("opml:body",), replace(_OUTLINE, least=1)),
        *under(("opml:outline",), _OUTLINE),
    ),
)
