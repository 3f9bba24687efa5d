"""Places on the earth, as GeoRSS writes them (https://docs.ogc.org/cs/17-002r1/17-002r1.html)."""

import re
from functools import lru_cache

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.numbers import check_latitude, check_longitude

_NUMBER = re.compile(r"\S+")


def check_point(text: str) -> Flaw | None:
    """Return what keeps *text* from being a latitude and a longitude."""
    return _check_positions(text, 1, 1)


def check_line(text: str) -> Flaw | None:
    """Return what keeps *text* from being two places or more."""
    return _check_positions(text, 2)


def check_polygon(text: str) -> Flaw | None:
    """Return what keeps *text* from being four places or more, of which the last is the first."""
    found = _check_positions(text, 4)
    numbers = text.split()
    if found is not None or numbers[:2] == numbers[-2:]:
        return found
    return Flaw(
        "malformed-coordinates",
        "does not end where it starts",
        f"{text.strip()} {' '.join(numbers[:2])}",
    )


def check_box(text: str) -> Flaw | None:
    """Return what keeps *text* from being two places: the lower corner, and the upper one."""
    return _check_positions(text, 2, 2)


@lru_cache(maxsize=1024)
def _check_positions(text: str, least: int, most: int | None = None) -> Flaw | None:
    if "," in text:
        return _with_commas(text, least, most)
    numbers = list(_NUMBER.finditer(text))
    for n, number in enumerate(numbers):
        found = check_longitude(number[0]) if n % 2 else check_latitude(number[0])
        if found is not None:
            name = "longitude" if n % 2 else "latitude"
            reason = f'has a {name} that is none: "{number[0]}"'
            return Flaw("malformed-coordinates", reason, None, *number.span())
    count = len(numbers)
    if count % 2:
        return Flaw("malformed-coordinates", "has a latitude without a longitude")
    if count < 2 * least or (most is not None and count > 2 * most):
        wanted = _places(least) + (" or more" if most is None else "")
        return Flaw("malformed-coordinates", f"has {_places(count // 2)}, and not {wanted}")
    return None


def _places(count: int) -> str:
    return f"{count} place{'' if count == 1 else 's'}"


def _with_commas(text: str, least: int, most: int | None) -> Flaw:
    """Return the flaw of a *text* with commas, which some readers take for blanks."""
    blanks = " ".join(text.replace(",", " ").split())
    found = _check_positions(blanks, least, most)
    if found is not None:
        return Flaw(found.rule, found.reason)
    start = text.index(",")
    return Flaw(
        "coordinates-with-comma", "has commas, where GeoRSS has blanks", blanks, start, start + 1
    )
