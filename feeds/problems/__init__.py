"""Problems as plain values: what is wrong, where, how bad it is, and what to do about it.

Read ``diagnostics`` (one problem at one place), then ``faults`` (a problem before its place is
known) with its ``pointers``, ``edits`` (what mends it), ``rule`` (what a rule is, with its words)
and ``reports`` (what a run found). ``basic_rules`` are those that reading a seed and its schema
apply. ``exclusion`` says why a seed is left out. ``errors`` end a run.
"""

__all__ = [
    "basic_rules",
    "diagnostics",
    "edits",
    "errors",
    "exclusion",
    "faults",
    "pointers",
    "reports",
    "rule",
]
