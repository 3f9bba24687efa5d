"""What a rule is: its documentation, and how it reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import Edit, Pointer
from feeds.problems.faults import Fault


@dataclass(frozen=True, slots=True)
class Rule:
    """The documentation of one rule.

    ``what`` and ``why`` are sentences, ``example`` is front matter (YAML) that breaks the rule,
    ``remedy`` says what to do. ``fixable`` tells whether ``feeds validate --fix`` can mend it.
    """

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    remedy: str
    fixable: bool = False

    def fault(
        self,
        pointer: Pointer,
        message: str,
        remedy: str,
        *,
        at_key: bool = False,
        fix: Sequence[Edit] = (),
    ) -> Fault:
        """Return a fault of this rule at *pointer*; *fix* are the edits that mend it safely."""
        return Fault(pointer, at_key, self.id, message, remedy, self.severity, tuple(fix))


Mention = tuple[str, Pointer, str, int]
"""A value in one seed that a rule compares with those of others: the first parts of its use.

These are its key, its pointer, what messages show, and its line where messages name it, else 0.
"""


class Use(NamedTuple):
    """Where in which seed a value stands that a rule compares with those of other seeds.

    ``key`` is what makes two uses comparable, ``shown`` the value for messages, ``line`` that of
    the value where messages name it. ``times`` is how many uses this one stands for.
    """

    key: str
    path: str
    pointer: Pointer
    shown: str
    line: int = 0
    times: int = 1

    @property
    def place(self) -> str:
        """Where the value is, as messages name places."""
        return f"{self.path}:{self.line}"

    def with_times(self, times: int) -> "Use":
        """Return this use as one that stands for as many uses as *times*."""
        # A fifth of what _replace() takes, which large folders call a million times.
        return Use(*self[:-1], times)
