"""The syndication module of RSS: how often a feed changes.

Source: https://web.resource.org/rss/1.0/modules/syndication/.
"""

from feeds.verify.values.iso_dates import check_w3cdtf_date
from feeds.verify.values.numbers import whole
from feeds.verify.values.words import check_update_period
from feeds.verify.vocabulary import FEED, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="sy",
    namespace="http://purl.org/rss/1.0/modules/syndication/",
    source="RSS 1.0 module Syndication, https://web.resource.org/rss/1.0/modules/syndication/",
    rows=under(
        FEED,
        Row("updatePeriod", value=check_update_period),
        Row("updateFrequency", value=whole(1)),
        Row("updateBase", value=check_w3cdtf_date),
    ),
)
