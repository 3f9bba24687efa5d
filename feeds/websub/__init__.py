"""WebSub: hubs are told which feeds have changed.

Read ``ping``, then ``queue`` (what is still to be told) and ``hub`` (one hub, asked).
"""

__all__ = ["ping", "queue"]
