"""Feed history: feeds that are complete, and pages of an archive.

Source: RFC 5005, sections 2 and 4, https://www.rfc-editor.org/rfc/rfc5005.
"""

from feeds.verify.vocabulary import FEED, Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="fh",
    namespace="http://purl.org/syndication/history/1.0",
    source="RFC 5005, https://www.rfc-editor.org/rfc/rfc5005",
    rows=under(FEED, Row("complete", content=Content.EMPTY), Row("archive", content=Content.EMPTY)),
)
