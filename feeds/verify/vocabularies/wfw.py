"""Well-Formed Web: where the comments of an item are.

Source: the comment API, http://wellformedweb.org/news/wfw_namespace_elements (archived).
"""

from collections.abc import Iterator

from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.values.uris import check_http_url
from feeds.verify.vocabulary import ENTRY, Row, Vocabulary, under


def _misspelt(element: Element) -> Iterator[Finding]:
    message = "wfw:commentRSS is the older spelling of wfw:commentRss, which few readers know"
    yield Finding("superseded-element", element, message, remedy="write wfw:commentRss")


VOCABULARY = Vocabulary(
    prefix="wfw",
    namespace="http://wellformedweb.org/CommentAPI/",
    rows=under(
        ENTRY,
        Row("comment", value=check_http_url),
        Row("commentRss", value=check_http_url),
        Row("commentRSS", value=check_http_url, check=_misspelt),
    ),
)
