"""Atom 1.0, and what of it other formats hold.

Source: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287, of which the sections are named.
"""

from dataclasses import replace

from feeds.verify.constructs.content import check_content
from feeds.verify.constructs.entry import check_entry
from feeds.verify.constructs.link import check_link
from feeds.verify.constructs.text import check_text
from feeds.verify.namespaces import ATOM
from feeds.verify.values.ids import check_atom_id
from feeds.verify.values.iso_dates import check_rfc3339_date
from feeds.verify.values.languages import check_language
from feeds.verify.values.mail import check_mail_address, check_person_name
from feeds.verify.values.media_types import check_content_type, check_media_type
from feeds.verify.values.numbers import check_length
from feeds.verify.values.plain import check_plain
from feeds.verify.values.relations import check_relation
from feeds.verify.values.uris import check_iri, check_iri_reference
from feeds.verify.values.words import check_text_type
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

_TEXT = (Attribute("type", value=check_text_type),)
_GENERATOR = (Attribute("uri", value=check_iri_reference), Attribute("version"))
_LINK = (
    Attribute("href", required=True, value=check_iri_reference),
    Attribute("rel", value=check_relation),
    Attribute("type", value=check_media_type),
    Attribute("hreflang", value=check_language),
    Attribute("title"),
    Attribute("length", value=check_length),
)
_CATEGORY = (
    Attribute("term", required=True),
    Attribute("scheme", value=check_iri),
    Attribute("label", blank=True, value=check_plain),
)
_CONTENT = (
    Attribute("type", value=check_content_type),
    Attribute("src", value=check_iri_reference),
)

# What stands in feeds and in entries: sections 4.2.1, 4.2.3, 4.2.2, 4.2.7, 4.2.6, 4.2.15, 4.2.14
# and 4.2.10.
_COMMON = (
    Row("author", most=None, content=Content.CHILDREN),
    Row("contributor", most=None, content=Content.CHILDREN),
    Row("category", most=None, content=Content.MARKUP, attributes=_CATEGORY),
    Row("link", most=None, content=Content.MARKUP, attributes=_LINK, check=check_link),
    Row("id", least=1, value=check_atom_id),
    Row("updated", least=1, value=check_rfc3339_date),
    Row("title", least=1, content=Content.MARKUP, attributes=_TEXT, check=check_text),
    Row("rights", content=Content.MARKUP, attributes=_TEXT, check=check_text),
)
# Only in feeds: 4.2.12, 4.2.4, 4.2.5 and 4.2.8.
_FEED = (
    *_COMMON,
    Row("subtitle", content=Content.MARKUP, attributes=_TEXT, check=check_text),
    Row("generator", value=check_plain, attributes=_GENERATOR),
    Row("icon", value=check_iri_reference),
    Row("logo", value=check_iri_reference),
)
# Only in entries: 4.2.9, 4.2.13, 4.1.3 and 4.2.11.
_ENTRY = (
    *_COMMON,
    Row("published", value=check_rfc3339_date),
    Row("summary", content=Content.MARKUP, attributes=_TEXT, check=check_text),
    Row("content", content=Content.MARKUP, attributes=_CONTENT, check=check_content),
    Row("source", content=Content.CHILDREN),
)

VOCABULARY = Vocabulary(
    prefix="atom",
    namespace=ATOM,
    source="RFC 4287, https://www.rfc-editor.org/rfc/rfc4287",
    core=True,
    rows=(
        Row("feed", content=Content.CHILDREN),
        *under(
            ("atom:feed",), Row("entry", most=None, content=Content.CHILDREN, check=check_entry)
        ),
        *(replace(row, not_after=("atom:entry",)) for row in under(("atom:feed",), *_FEED)),
        *under(("atom:entry",), *_ENTRY),
        # A source should have what the feed that it is of must have (4.2.11).
        *(replace(row, lacking="incomplete-source") for row in under(("atom:source",), *_FEED)),
        # 3.2
        *under(
            ("atom:author", "atom:contributor"),
            Row("name", least=1, value=check_person_name),
            Row("uri", value=check_iri_reference),
            Row("email", value=check_mail_address),
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
