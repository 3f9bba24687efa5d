"""The guarded HTTP client: what check-links and hubs are asked with.

Read ``fetch`` (one request), then ``session`` (requests, without what is the user's), ``sockets``,
``addresses`` and ``registries`` (no private network, no endless answer), ``head`` (links in the
head of a page), ``limits`` and ``verdicts``. ``pace`` is how fast one host is asked, and how that
adapts.
"""

__all__ = ["addresses", "fetch", "limits", "pace", "session", "sockets", "verdicts"]
