"""RSS 1.0, whose elements stand in RDF beside each other.

Source: https://web.resource.org/rss/1.0/spec.
"""

from feeds.verify.constructs.html import check_html_of_rss
from feeds.verify.namespaces import RDF, RSS1
from feeds.verify.values.plain import check_plain
from feeds.verify.values.uris import check_iri_reference, check_uri
from feeds.verify.values.words import check_form_name
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

_ABOUT = (Attribute(f"{RDF} about", required=True, value=check_iri_reference),)
_RESOURCE = (Attribute(f"{RDF} resource", required=True, value=check_iri_reference),)

VOCABULARY = Vocabulary(
    prefix="rss1",
    namespace=RSS1,
    source="RSS 1.0, https://web.resource.org/rss/1.0/spec",
    core=True,
    rows=(
        *under(
            ("rdf:RDF",),
            Row("channel", least=1, content=Content.CHILDREN, attributes=_ABOUT),
            Row("image", content=Content.CHILDREN, attributes=_ABOUT),
            Row("textinput", content=Content.CHILDREN, attributes=_ABOUT),
            Row("item", most=None, content=Content.CHILDREN, attributes=_ABOUT),
        ),
        *under(
            ("rss1:channel",),
            Row("title", least=1, value=check_plain),
            Row("link", least=1, value=check_uri),
            Row("description", least=1, blank=True, value=check_plain),
            Row("image", content=Content.EMPTY, attributes=_RESOURCE),
            Row("textinput", content=Content.EMPTY, attributes=_RESOURCE),
            Row("items", least=1, content=Content.CHILDREN),
        ),
        *under(
            ("rss1:image",),
            Row("title", least=1, value=check_plain),
            Row("url", least=1, value=check_uri),
            Row("link", least=1, value=check_uri),
        ),
        *under(
            ("rss1:item",),
            Row("title", least=1, value=check_plain),
            Row("link", least=1, value=check_uri),
            Row("description", blank=True, check=check_html_of_rss),
        ),
        *under(
            ("rss1:textinput",),
            Row("title", least=1, value=check_plain),
            Row("description", least=1),
            Row("name", least=1, value=check_form_name),
            Row("link", least=1, value=check_uri),
        ),
    ),
)
