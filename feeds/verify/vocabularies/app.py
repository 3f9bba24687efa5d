"""The Atom Publishing Protocol: when an entry was edited, and whether it is a draft.

Source: RFC 5023, sections 10.2 and 13.1, https://www.rfc-editor.org/rfc/rfc5023.
"""

from feeds.verify.values.iso_dates import check_rfc3339_date
from feeds.verify.values.words import one_of
from feeds.verify.vocabulary import Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="app",
    namespace="http://www.w3.org/2007/app",
    source="RFC 5023, https://www.rfc-editor.org/rfc/rfc5023",
    rows=(
        *under(
            ("atom:entry",),
            Row("edited", value=check_rfc3339_date),
            Row("control", content=Content.CHILDREN),
        ),
        *under(("app:control",), Row("draft", value=one_of(("yes", "no")))),
        *under(("atom:feed",), Row("collection", content=Content.MARKUP, any_attributes=True)),
    ),
)
