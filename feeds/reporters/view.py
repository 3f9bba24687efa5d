"""What people see of a report; programs are given all of it."""

from typing import NamedTuple


class View(NamedTuple):
    """How a report is shown to people.

    Infos are shown only if ``verbose``, and of the rest the first ``max_problems`` (None: all).
    ``statistics`` adds a count by rule, ``quiet`` leaves the closing summary out.
    """

    verbose: bool = False
    max_problems: int | None = None
    statistics: bool = False
    quiet: bool = False
    colour: bool = False
