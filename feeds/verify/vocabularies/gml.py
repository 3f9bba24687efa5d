"""The part of the Geography Markup Language that GeoRSS uses.

Source: GeoRSS GML, https://docs.ogc.org/cs/17-002r1/17-002r1.html, section 8.
"""

from feeds.verify.values.coordinates import check_line, check_point, check_polygon
from feeds.verify.vocabulary import Content, Row, Vocabulary, under


def _shape(name: str) -> Row:
    return Row(name, content=Content.CHILDREN, any_attributes=True)


VOCABULARY = Vocabulary(
    prefix="gml",
    namespace="http://www.opengis.net/gml",
    source="GeoRSS GML, https://docs.ogc.org/cs/17-002r1/17-002r1.html",
    rows=(
        *under(
            ("georss:where",),
            *map(_shape, ("Point", "LineString", "Polygon", "Envelope", "CircleByCenterPoint")),
        ),
        *under(("gml:Point",), Row("pos", least=1, value=check_point, any_attributes=True)),
        *under(("gml:LineString",), Row("posList", least=1, value=check_line, any_attributes=True)),
        *under(("gml:Polygon",), _shape("exterior")),
        *under(("gml:exterior",), _shape("LinearRing")),
        *under(
            ("gml:LinearRing",), Row("posList", least=1, value=check_polygon, any_attributes=True)
        ),
        *under(
            ("gml:Envelope",),
            Row("lowerCorner", least=1, value=check_point),
            Row("upperCorner", least=1, value=check_point),
        ),
        *under(
            ("gml:CircleByCenterPoint",),
            Row("pos", least=1, value=check_point, any_attributes=True),
            Row("radius", least=1, any_attributes=True),
        ),
    ),
)
