"""The threading extensions of Atom: which entry answers which.

Source: RFC 4685, https://www.rfc-editor.org/rfc/rfc4685.
"""

from feeds.verify.values.iso_dates import check_rfc3339_date
from feeds.verify.values.media_types import check_media_type
from feeds.verify.values.numbers import whole
from feeds.verify.values.uris import check_iri, check_iri_reference
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="thr",
    namespace="http://purl.org/syndication/thread/1.0",
    source="RFC 4685, https://www.rfc-editor.org/rfc/rfc4685",
    rows=under(
        # Of feeds and sources the specification says nothing, and they may answer as well.
        (*FEED, *ENTRY),
        Row(
            "in-reply-to",
            most=None,
            content=Content.MARKUP,
            attributes=(
                Attribute("ref", required=True, value=check_iri),
                Attribute("href", value=check_iri_reference),
                Attribute("source", value=check_iri_reference),
                Attribute("type", value=check_media_type),
            ),
        ),
        Row("total", value=whole()),
    ),
    # Section 4
    attributes=(
        ("atom:link", Attribute("count", value=whole())),
        ("atom:link", Attribute("updated", value=check_rfc3339_date)),
    ),
)
