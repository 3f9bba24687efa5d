"""Dublin Core: what was said of resources of all kinds before feeds had words of their own for it.

Source: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ and, for feeds,
https://web.resource.org/rss/1.0/modules/dc/.
"""

from feeds.verify.namespaces import DC
from feeds.verify.values.iso_dates import check_w3cdtf_date
from feeds.verify.values.languages import check_language
from feeds.verify.values.plain import check_plain
from feeds.verify.vocabulary import ENTRY, FEED, RESOURCE, Content, Row, Vocabulary, under

_PLACES = (*FEED, *ENTRY, *RESOURCE)

VOCABULARY = Vocabulary(
    prefix="dc",
    namespace=DC,
    source="Dublin Core Elements 1.1, https://www.dublincore.org/specifications/dublin-core/dces/",
    rows=under(
        _PLACES,
        Row("title", value=check_plain),
        Row("creator", most=None, value=check_plain),
        Row("subject", most=None, content=Content.MARKUP),
        Row("description"),
        Row("publisher", most=None, value=check_plain),
        Row("contributor", most=None, value=check_plain),
        Row("date", value=check_w3cdtf_date),
        Row("type", most=None),
        Row("format", most=None),
        Row("identifier", most=None),
        Row("source", most=None),
        Row("language", value=check_language),
        Row("relation", most=None),
        Row("coverage", most=None),
        Row("rights", most=None),
    ),
)
