"""Links asked, politely: several hosts at a time, each at its own pace.

Read ``engine``, then ``fleet`` and ``crew`` (processes and their threads), ``schedule`` (whose turn
it is), ``pace`` (how fast a host is asked, and how that adapts), ``jobs`` and ``judge``.
"""
