"""Single values: each module knows one kind, and the specification that it follows.

``dates`` and ``windows`` are times, ``urls``, ``domains`` and ``amp_cache`` addresses, ``text`` is
plain text, ``names`` those of topics and providers, ``similar`` finds misspelt ones, ``hashes``
stand for addresses and ids, ``patterns`` are regular expressions of users, ``blanks`` characters
that look like one and are none, ``lookalikes`` those that look like another, or like nothing. Read
the one you need.
"""

__all__ = [
    "amp_cache",
    "blanks",
    "dates",
    "domains",
    "hashes",
    "lookalikes",
    "names",
    "patterns",
    "similar",
    "text",
    "urls",
    "windows",
]
