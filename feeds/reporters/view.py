"""What is shown of a report, but in JSON, which holds all of it."""

from typing import NamedTuple


class View(NamedTuple):
    """How a report is shown.

    Infos are shown only if ``verbose``, and with ``errors_only`` nothing but errors. People are
    shown the first ``max_problems`` of these (None: all). ``statistics`` adds a count by rule,
    ``quiet`` leaves the closing summary out.
    """

    verbose: bool = False
    errors_only: bool = False
    max_problems: int | None = None
    statistics: bool = False
    quiet: bool = False
    colour: bool = False
