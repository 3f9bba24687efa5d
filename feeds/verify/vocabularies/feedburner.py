"""What FeedBurner adds to the feeds that it hands on.

Source: its namespace was never described; these are the elements that its feeds have.
"""

from feeds.verify.values.plain import check_plain
from feeds.verify.values.uris import check_http_url, check_iri_reference
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="feedburner",
    namespace="http://rssnamespace.org/feedburner/ext/1.0",
    rows=(
        *under(
            FEED,
            Row("info", content=Content.EMPTY, attributes=(Attribute("uri", required=True),)),
            Row("browserFriendly", blank=True),
            Row("emailServiceId"),
            Row("feedburnerHostname", value=check_http_url),
            Row(
                "feedFlare",
                most=None,
                value=check_plain,
                attributes=(
                    Attribute("href", required=True, value=check_iri_reference),
                    Attribute("src", required=True, value=check_iri_reference),
                ),
            ),
        ),
        *under(
            ENTRY,
            Row("origLink", value=check_http_url),
            Row("origEnclosureLink", value=check_http_url),
        ),
        *under((*FEED, *ENTRY), Row("awareness", value=check_http_url)),
    ),
)
