"""The licence of a channel or an item.

Source: https://www.rssboard.org/creative-commons.
"""

from feeds.verify.values.uris import check_http_url
from feeds.verify.vocabulary import ENTRY, FEED, Row, Vocabulary, under

VOCABULARY = Vocabulary(
    prefix="creativeCommons",
    namespace="http://backend.userland.com/creativeCommonsRssModule",
    source="RSS module creativeCommons, https://www.rssboard.org/creative-commons",
    aliases=("http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html",),
    rows=under((*FEED, *ENTRY), Row("license", most=None, value=check_http_url)),
)
