"""Places of GeoRSS."""

import pytest

from feeds.verify.values.coordinates import check_box, check_line, check_point, check_polygon
from feeds.verify.values.flaw import Check, Flaw


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (check_point, "45.256 -71.92"),
        (check_line, "\n45.256 -110.45\n46.46 -109.48 "),
        (check_polygon, "1 1 1 2 2 2 1 1"),
        (check_box, "1 1 2 2"),
    ],
)
def test_takes_places(check: Check, text: str) -> None:
    assert check(text) is None


@pytest.mark.parametrize(
    ("check", "text", "reason"),
    [
        (check_point, "", "has 0 places, and not 1 place"),
        (check_point, "1 2 3", "has a latitude without a longitude"),
        (check_point, "1 2 3 4", "has 2 places, and not 1 place"),
        (check_line, "1 2", "has 1 place, and not 2 places or more"),
        (check_box, "1 2", "has 1 place, and not 2 places"),
        (check_point, "1,2,3", "has a latitude without a longitude"),
    ],
)
def test_counts_places(check: Check, text: str, reason: str) -> None:
    assert check(text) == Flaw("malformed-coordinates", reason)


def test_marks_what_is_no_number_or_out_of_bounds() -> None:
    reason = 'has a latitude that is none: "91"'
    assert check_point("91 1") == Flaw("malformed-coordinates", reason, None, 0, 2)
    reason = 'has a longitude that is none: "E"'
    assert check_point("45 E") == Flaw("malformed-coordinates", reason, None, 3, 4)


def test_a_polygon_is_closed() -> None:
    flaw = Flaw("malformed-coordinates", "does not end where it starts", "1 1 1 2 2 2 3 3 1 1")
    assert check_polygon("1 1 1 2 2 2 3 3") == flaw


def test_commas_are_blanks() -> None:
    reason = "has commas, where GeoRSS has blanks"
    assert check_point("45.256,-71.92") == Flaw(
        "coordinates-with-comma", reason, "45.256 -71.92", 6, 7
    )
