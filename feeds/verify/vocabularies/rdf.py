"""What RSS 1.0 takes of RDF.

Source: https://www.w3.org/TR/rdf11-xml/, and https://web.resource.org/rss/1.0/spec, section 5.3.5.
"""

from feeds.verify.namespaces import RDF
from feeds.verify.vocabulary import Attribute, Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="rdf",
    namespace=RDF,
    source="RDF 1.1 XML Syntax, https://www.w3.org/TR/rdf-syntax-grammar/",
    # RDF may stand wherever a format allows for extensions, and say what it wants.
    open=True,
    rows=(
        Row("RDF", content=Content.CHILDREN),
        *under(("rss1:items",), Row("Seq", content=Content.CHILDREN)),
        *under(
            ("rdf:Seq",),
            # In drafts of RDF the attribute had no prefix, and many write it so.
            Row(
                "li",
                most=None,
                content=Content.EMPTY,
                attributes=(Attribute(f"{RDF} resource"), Attribute("resource")),
            ),
        ),
        *under(("rdf:RDF",), Row("Description", most=None, content=Content.MARKUP)),
    ),
)
