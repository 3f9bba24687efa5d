"""``feeds serve``: what would be published, on this machine, built anew as the collection changes.

Read in this order: ``run`` has it all happen, ``preview`` builds in a process of its own, ``watch``
says when to, ``site`` answers requests, and ``live.js`` is what its pages do.
"""

__all__ = ["preview", "run"]
