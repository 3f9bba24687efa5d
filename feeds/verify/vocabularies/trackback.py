"""TrackBack: where an entry can be told that another one is about it.

Source: http://madskills.com/public/xml/rss/module/trackback/.
"""

from feeds.verify.namespaces import RDF
from feeds.verify.values.uris import check_uri
from feeds.verify.vocabulary import ENTRY, Attribute, Row, Vocabulary, under

# RSS 1.0 has the address in an attribute.
_RESOURCE = (Attribute(f"{RDF} resource", value=check_uri),)

VOCABULARY = Vocabulary(
    prefix="trackback",
    namespace="http://madskills.com/public/xml/rss/module/trackback/",
    rows=under(
        ENTRY,
        Row("ping", blank=True, value=check_uri, attributes=_RESOURCE),
        Row("about", most=None, blank=True, value=check_uri, attributes=_RESOURCE),
    ),
)
