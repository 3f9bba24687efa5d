"""Problems as plain values: what is wrong, where, how bad it is, and what to do about it.

Read ``diagnostics`` (one problem at one place), then ``faults`` (a problem before its place is
known) with its ``pointers``, ``edits`` (what mends it) and ``rule`` (what a rule is, with its
words). ``basic_rules`` are those that reading a seed and its schema apply. ``exclusion`` says why a
seed is left out, ``reports`` what a check found, and ``build_report`` what a build did. ``errors``
end a run.
"""

__all__ = [
    "basic_rules",
    "build_report",
    "diagnostics",
    "edits",
    "errors",
    "exclusion",
    "faults",
    "pointers",
    "reports",
    "rule",
]
