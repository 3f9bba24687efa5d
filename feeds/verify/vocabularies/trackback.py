<<<<<<< HEAD
"""TrackBack: where an entry can be told that another one is about it.

Source: http://madskills.com/public/xml/rss/module/trackback/.
"""

from feeds.verify.namespaces import RDF
from feeds.verify.values.uris import check_uri
from feeds.verify.vocabulary import ENTRY, Attribute, Row, Vocabulary, under

# RSS 1.0 has the address in an attribute.
_RESOURCE = (Attribute(f"{RDF} resource", value=check_uri),)
=======
"""TrackBack: where to tell that somebody has written of an item.

Source: https://madskills.com/public/xml/rss/module/trackback/ (archived).
"""

from feeds.verify.values.uris import check_http_url
from feeds.verify.vocabulary import Content, Row, Vocabulary, under
>>>>>>> 72e132b (Know Atom publishing and TrackBack, and what in XHTML is none of it)

VOCABULARY = Vocabulary(
    prefix="trackback",
    namespace="http://madskills.com/public/xml/rss/module/trackback/",
<<<<<<< HEAD
    rows=under(
        ENTRY,
        Row("ping", blank=True, value=check_uri, attributes=_RESOURCE),
        Row("about", most=None, blank=True, value=check_uri, attributes=_RESOURCE),
=======
    rows=(
        *under(
            ("rss:item", "atom:entry"),
            Row("ping", value=check_http_url),
            Row("about", most=None, value=check_http_url),
        ),
        # Here the address is that of a resource.
        *under(
            ("rss1:item",),
            Row("ping", content=Content.MARKUP, any_attributes=True),
            Row("about", most=None, content=Content.MARKUP, any_attributes=True),
        ),
>>>>>>> 72e132b (Know Atom publishing and TrackBack, and what in XHTML is none of it)
    ),
)
