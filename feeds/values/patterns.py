"""Regular expressions that users write, searched for in bounded time."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.problems.errors import ConfigError

if TYPE_CHECKING:
    from regex import Pattern

# What any sensible pattern needs for any address is a thousand times less.
_MOST_SECONDS = 1.0


def compile_pattern(pattern: str) -> "Pattern[str]":
    """Return *pattern* compiled; raises ValueError, with the reason, if it is none.

    The library regex reads what Python's re does, lookaheads included, and knows a time limit.
    """
    import regex

    try:
        return regex.compile(pattern)
    except regex.error as exc:
        raise ValueError(str(exc)) from exc


def is_found(patterns: Iterable[str], text: str) -> bool:
    """Tell whether any of *patterns*, all valid, is found anywhere in *text*.

    Raises ConfigError, naming the pattern and the text, if that takes longer than a second: a
    pattern such as ``(a+)+$`` tries exponentially many ways on some texts.
    """
    for pattern in patterns:
        try:
            if _compiled(pattern).search(text, timeout=_MOST_SECONDS):
                return True
        except TimeoutError as exc:
            message = (
                f"the pattern {quote(pattern)} takes too long on {quote(text)}; write it"
                " without a repetition inside a repetition, and with ^ at its start"
            )
            raise ConfigError(message) from exc
    return False


_compiled = cache(compile_pattern)
