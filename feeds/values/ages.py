"""How long ago something may be, as people write it: ``30d``."""

import re
from datetime import timedelta

_AGE = re.compile(r"(?P<number>[0-9]{1,5})(?P<unit>[mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_age(text: str) -> timedelta:
    """Return the time that *text* names: a number and m, h, d or w (minutes to weeks), or 0.

    Raises ValueError, with what to write instead, for anything else.
    """
    if text.strip() == "0":
        return timedelta(0)
    match = _AGE.fullmatch(text.strip())
    if match is None:
        raise ValueError("write a number and a unit: 45m, 12h, 30d or 2w")
    return timedelta(**{_UNITS[match["unit"]]: int(match["number"])})
