"""The content module of RSS: the whole of an item, as HTML.

Source: https://web.resource.org/rss/1.0/modules/content/ and, on the order,
https://www.rssboard.org/rss-profile#namespace-elements-content-encoded.
"""

from feeds.verify.constructs.html import check_html_of_rss
from feeds.verify.vocabulary import Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="content",
    namespace="http://purl.org/rss/1.0/modules/content/",
    source="RSS 1.0 module Content, https://web.resource.org/rss/1.0/modules/content/",
    rows=(
        *under(("rss:item", "rss1:item"), Row("encoded", blank=True, check=check_html_of_rss)),
        # The older way, with descriptions in RDF.
        *under(("rss1:item",), Row("items", content=Content.MARKUP)),
    ),
)
