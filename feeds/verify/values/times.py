"""Times that are no dates: how long something lasts, and where in it something starts."""

import re
from functools import lru_cache

from feeds.expressions import expression
from feeds.verify.values.flaw import Flaw

# https://help.apple.com/itc/podcasts_connect/#/itcb54353390: seconds, or parts with colons.
_DURATION = expression(r"[0-9]{1,7}|(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9]")
_CLOCK = expression(r"(?:(?P<hours>[0-9]{1,4}):)?(?P<minutes>[0-9]{1,4}):(?P<seconds>[0-9]{1,4})")
# RFC 2326, section 3.6.
_NPT = expression(r"now|[0-9]+(?:\.[0-9]*)?|[0-9]+:[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]*)?")
_LAST_MINUTE = 59


@lru_cache(maxsize=1024)
def check_duration(text: str) -> Flaw | None:
    """Return what keeps *text* from being a duration of iTunes: 3723, 62:03 or 1:02:03."""
    stripped = text.strip()
    match = _CLOCK.fullmatch(stripped)
    if match is None:
        if _DURATION.fullmatch(stripped):
            return None
        reason = "is empty" if not stripped else "is no duration: 3723 (seconds), 62:03 or 1:02:03"
        return Flaw("malformed-duration", reason)
    if int(match["seconds"]) > _LAST_MINUTE or (
        match["hours"] and int(match["minutes"]) > _LAST_MINUTE
    ):
        return Flaw("malformed-duration", "has seconds or minutes of 60 or more", _carried(match))
    if len(match["seconds"]) == 1:
        return Flaw("malformed-duration", "has seconds of one digit")
    return None


@lru_cache(maxsize=1024)
def check_npt(text: str) -> Flaw | None:
    """Return what keeps *text* from being a time in what is played (RFC 2326, section 3.6)."""
    if _NPT.fullmatch(text.strip()):
        return None
    return Flaw("malformed-time", "is no time: 12.5 (seconds) or 0:01:12.5")


def _carried(match: re.Match[str]) -> str:
    minutes, seconds = divmod(int(match["seconds"]), 60)
    hours, minutes = divmod(minutes + int(match["minutes"]), 60)
    return f"{hours + int(match['hours'] or 0)}:{minutes:02}:{seconds:02}"
