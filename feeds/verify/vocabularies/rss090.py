"""RSS 0.90, the first of them, in RDF.

Source: http://www.rssboard.org/rss-0-9-0.
"""

from feeds.verify.namespaces import RSS090
from feeds.verify.values.uris import check_uri
from feeds.verify.vocabulary import Content, Row, Vocabulary, under

_LINK = Row("link", least=1, value=check_uri)

VOCABULARY = Vocabulary(
    prefix="rss090",
    namespace=RSS090,
    source="RSS 0.90, https://www.rssboard.org/rss-0-9-0",
    core=True,
    rows=(
        Row("RDF", content=Content.CHILDREN),
        *under(
            ("rss090:RDF",),
            Row("channel", least=1, content=Content.CHILDREN),
            Row("image", content=Content.CHILDREN),
            Row("item", most=None, content=Content.CHILDREN),
            Row("textinput", content=Content.CHILDREN),
        ),
        *under(
            ("rss090:channel",),
            Row("title", least=1),
            _LINK,
            Row("description", least=1),
        ),
        *under(
            ("rss090:image",),
            Row("title", least=1),
            Row("url", least=1, value=check_uri),
            _LINK,
        ),
        *under(("rss090:item",), Row("title", least=1), _LINK),
        *under(
            ("rss090:textinput",),
            Row("title", least=1),
            Row("description", least=1),
            Row("name", least=1),
            _LINK,
        ),
    ),
)
