"""Links asked, politely: several hosts at a time, each at its own pace.

Read ``engine``, then ``fleet`` and ``crew`` (processes and their threads), ``schedule`` (whose turn
it is), ``jobs``, ``judge`` and ``cookies``; how fast one host is asked is in ``http/pace``.
"""
