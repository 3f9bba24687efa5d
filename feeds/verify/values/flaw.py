"""What is wrong with one value, without a word on where it stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps a text from being a value of its type.

    ``rule`` is the id of the rule that it breaks. ``reason`` goes on after the name of what holds
    the value: "has no time zone". ``instead`` is the corrected text, if it is certain.
    ``start`` and ``end`` are the characters of the value that are wrong; without an ``end``, all
    from ``start`` on.
    """

    rule: str
    reason: str
    instead: str | None = None
    start: int = 0
    end: int | None = None

    def moved(self, by: int) -> "Flaw":
        """Return the flaw with its place *by* characters further on."""
        end = None if self.end is None else self.end + by
        return replace(self, start=self.start + by, end=end)


# A value type: None, or what is wrong with a text.
Check = Callable[[str], Flaw | None]
