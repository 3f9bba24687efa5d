"""Values that are one of a few words, and those whose length is limited."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from feeds.verify.values.flaw import Check, Flaw
from feeds.verify.values.numbers import whole

_MOST_NAMED = 8
_check_hour = whole(0, 23)


def one_of(words: Iterable[str], rule: str = "unknown-word", *, any_case: bool = False) -> Check:
    """Return the type of a text that is one of *words*; another one breaks *rule*.

    *any_case* tells that capitals do not count. Blanks around it do not count.
    """
    known = tuple(words)
    keys = {word.lower() if any_case else word for word in known}
    named = [*known] if len(known) <= _MOST_NAMED else [*known[: _MOST_NAMED - 1], "…"]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if named[1:] else named[0]

    @lru_cache(maxsize=256)
    def check(text: str) -> Flaw | None:
        stripped = text.strip()
        if (stripped.lower() if any_case else stripped) in keys:
            return None
        if not stripped:
            return Flaw(rule, f"is empty, and none of {listed}")
        # Only what differs in nothing but its case is certainly that word.
        meant = next((word for word in known if word.lower() == stripped.lower()), None)
        close = get_close_matches(stripped[:80], known, 1, 0.75) if meant is None else [meant]
        hint = f": did you mean {close[0]}?" if close else ""
        return Flaw(rule, f"is none of {listed}{hint}", meant)

    return check


def max_length(characters: int) -> Check:
    """Return the type of a text of so many *characters* at most."""

    def check(text: str) -> Flaw | None:
        if len(text) <= characters or len(text.strip()) <= characters:
            return None
        reason = f"has {len(text.strip()):,} characters, and {characters:,} at most are shown"
        return Flaw("text-too-long", reason, None, characters)

    return check


@lru_cache(maxsize=64)
def check_hour(text: str) -> Flaw | None:
    """Return what keeps *text* from being an hour of RSS: from 0 to 23 (skipHours)."""
    if text.strip() == "24":
        return Flaw("hour-24", "is 24, which is midnight and is written 0", "0")
    return _check_hour(text)


_FORM_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._:\[\]-]*")


def check_form_name(text: str) -> Flaw | None:
    """Return what keeps *text* from being the name of a field of a form (HTML 4.01, 6.2)."""
    if _FORM_NAME.fullmatch(text.strip()):
        return None
    reason = "is no name of a field: it begins with a letter, and has no blanks"
    return Flaw("malformed-form-name", reason if text.strip() else "is empty")


# RSS 2.0: isPermaLink of a guid.
check_boolean = one_of(["true", "false"], "malformed-boolean")
check_day = one_of(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], "unknown-day"
)
# https://web.resource.org/rss/1.0/modules/syndication/
check_update_period = one_of(
    ["hourly", "daily", "weekly", "monthly", "yearly"], "unknown-update-period"
)
# RFC 4287, section 3.1.1.
check_text_type = one_of(["text", "html", "xhtml"], "unknown-text-type")
