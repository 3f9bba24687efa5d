"""Single values: each module knows one kind, and the specification that it follows.

``dates``, ``windows`` and ``ages`` are times, ``urls``, ``domains`` and ``amp_cache`` addresses,
``text`` is plain text, ``names`` those of topics and providers, ``similar`` finds misspelt ones,
``hashes`` stand for addresses and ids, ``patterns`` are regular expressions of users, ``blanks``
characters that look like one and are none. Read the one you need.
"""

__all__ = [
    "ages",
    "amp_cache",
    "blanks",
    "dates",
    "domains",
    "hashes",
    "names",
    "patterns",
    "similar",
    "text",
    "urls",
    "windows",
]
