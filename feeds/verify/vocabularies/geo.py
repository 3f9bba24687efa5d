"""The basic geo vocabulary of the W3C: latitude and longitude, one element each.

Source: https://www.w3.org/2003/01/geo/.
"""

from feeds.verify.values.numbers import decimal
from feeds.verify.vocabulary import ENTRY, FEED, Content, Row, Vocabulary, under

_ROWS = (
    Row("lat", value=decimal(-90, 90)),
    Row("long", value=decimal(-180, 180)),
    Row("alt", value=decimal()),
    Row("lat_long"),
)

VOCABULARY = Vocabulary(
    prefix="geo",
    namespace="http://www.w3.org/2003/01/geo/wgs84_pos#",
    source="Basic Geo, https://www.w3.org/2003/01/geo/",
    rows=(
        *under((*FEED, *ENTRY, "geo:Point"), *_ROWS),
        *under(
            (*FEED, *ENTRY), Row("Point", most=None, content=Content.CHILDREN, any_attributes=True)
        ),
    ),
)
