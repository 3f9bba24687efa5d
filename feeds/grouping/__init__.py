"""Which entries stand in which feed.

Read ``group``, then ``collection`` (all entries, each article once), ``lineups`` (the newest of
each feed), ``directory`` (the names and addresses of feeds), ``twins`` (names that look alike) and
``archive`` (pages of older entries, RFC 5005; ``history`` are those that are published).
"""

__all__ = ["archive", "collection", "directory", "group", "history", "lineups", "twins"]
