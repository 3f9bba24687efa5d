"""Types of single values: each a function from a text to what is wrong with it, if anything.

``flaw`` is what they return. ``rfc822_dates`` and ``iso_dates`` are dates, and ``loose_dates``
those that are nearly one. Read the one you need.
"""
