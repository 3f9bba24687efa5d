"""``feeds verify``: whether a feed, of anyone, is right, and why not.

``values/`` are the types of single values, shared by all vocabularies.
"""
