"""GeoRSS: where something is.

Source: GeoRSS 1.1 of the Open Geospatial Consortium, https://docs.ogc.org/cs/17-002r1/17-002r1.html.
"""

from feeds.verify.values.coordinates import check_box, check_line, check_point, check_polygon
from feeds.verify.values.numbers import decimal
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

_ATTRIBUTES = tuple(
    Attribute(name)
    for name in ("featuretypetag", "relationshiptag", "featurename", "elev", "floor", "radius")
)

VOCABULARY = Vocabulary(
    prefix="georss",
    namespace="http://www.georss.org/georss",
    source="GeoRSS Simple, https://docs.ogc.org/cs/17-002r1/17-002r1.html",
    rows=under(
        (*FEED, *ENTRY),
        Row("point", most=None, value=check_point, attributes=_ATTRIBUTES),
        Row("line", most=None, value=check_line, attributes=_ATTRIBUTES),
        Row("polygon", most=None, value=check_polygon, attributes=_ATTRIBUTES),
        Row("box", most=None, value=check_box, attributes=_ATTRIBUTES),
        Row("circle", most=None, attributes=_ATTRIBUTES),
        Row("where", most=None, content=Content.CHILDREN, attributes=_ATTRIBUTES),
        Row("elev", value=decimal()),
        Row("floor", value=decimal()),
        Row("radius", value=decimal(0)),
        Row("featuretypetag", most=None),
        Row("relationshiptag", most=None),
        Row("featurename", most=None),
    ),
)
