"""What a link of Atom is for, however that is written (RFC 4287, section 4.2.7.2)."""

import pytest

from feeds.verify.constructs.link import relation_of
from feeds.verify.element import Element


@pytest.mark.parametrize(
    ("attributes", "relation"),
    [
        ({}, "alternate"),
        ({"rel": ""}, "alternate"),
        ({"rel": " Self\n"}, "self"),
        ({"rel": "http://www.iana.org/assignments/relation/prev-archive"}, "prev-archive"),
        ({"rel": "https://example.org/relations/map"}, "https://example.org/relations/map"),
    ],
)
def test_a_relation_is_known_however_it_is_written(
    attributes: dict[str, str], relation: str
) -> None:
    assert relation_of(Element("link", attributes, None, 0)) == relation
