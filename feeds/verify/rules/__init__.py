"""The rules for feeds that need more than one element: one module each, used once it is here.

A module has ``check(feed)``, which yields ``Finding``s; ``feed`` is a ``verify.check.Feed``. Its
rules are documented in a table of ``verify/documentation/``.
"""
