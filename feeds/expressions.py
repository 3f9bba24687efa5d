"""Regular expressions that are compiled when they are first used.

To compile those of all rules takes a tenth of the time of a run over a few seeds, and most of these
have nothing that any of them looks at.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")


class Expression:
    """A regular expression that stands for its compiled form, with the same methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        """Keep *pattern* until it is asked for."""
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile it, and hand on what is asked of it; this is called for what is not there yet."""
        compiled = re.compile(self.pattern, self.flags)
        # From now on, its methods are found without a detour.
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return *pattern* as it is after ``re.compile``, but for the time that this takes."""
    return cast("re.Pattern[str]", Expression(pattern, flags))
