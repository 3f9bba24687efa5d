"""Types of single values: each a function from a text to what is wrong with it, if anything.

``flaw`` is what they return. ``rfc822_dates`` and ``iso_dates`` are dates, ``loose_dates`` those
that are nearly one, and ``plausible`` those that can be; ``uris`` are addresses, ``schemes`` what
they start with, and ``ids`` those that name an entry; ``numbers``, ``times`` and ``coordinates``
count, ``words`` are choices, ``plain`` is text without HTML, and ``languages``, ``media_types``,
``mail`` and ``relations`` (of links) are what their names say. Read the one you need.
"""
