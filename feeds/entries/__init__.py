"""From a checked seed to the entry that feeds show.

Read ``make``, then ``facts`` (what is remembered of every seed, which ``note`` makes) and ``dead``
(what becomes of an entry whose links are dead).
"""

__all__ = ["dead", "facts", "make", "note"]
