"""Seeds made of pages and of feeds: ``feeds new``.

Read ``run``, then ``fetch``, and ``pages/`` and ``feed``, which make a ``clipping`` of a page or of
an entry, with what they read it by: ``addresses``, ``moments``, ``words``. What the ``collection``
at hand has decides the rest: ``match`` finds provider and topics, ``seed`` words the new one in its
manner, ``write`` checks and writes it.
"""

__all__ = ["clipping", "moments", "run"]
