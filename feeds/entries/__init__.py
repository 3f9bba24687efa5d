"""From a checked seed to the entry that feeds show.

Read ``make``, then ``facts`` (what is remembered of every seed, which ``note`` makes), ``standing``
(what that says of its entry), ``pack`` (entries on their way between workers) and ``dead`` (what
becomes of one whose links are dead).
"""

__all__ = ["dead", "facts", "make", "note", "pack", "standing"]
