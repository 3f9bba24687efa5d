"""The module of Slashdot: departments, sections, and how many comments an item has.

Source: https://web.resource.org/rss/1.0/modules/slash/.
"""

from feeds.verify.values.numbers import check_number_list, whole
from feeds.verify.vocabulary import ENTRY, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="slash",
    namespace="http://purl.org/rss/1.0/modules/slash/",
    source="RSS 1.0 module Slash, https://web.resource.org/rss/1.0/modules/slash/",
    rows=under(
        ENTRY,
        Row("section"),
        Row("department"),
        Row("comments", value=whole()),
        Row("hit_parade", value=check_number_list),
    ),
)
