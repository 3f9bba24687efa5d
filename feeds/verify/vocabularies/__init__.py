"""The tables of elements: one module a namespace; whatever module is added here is used.

A module has a ``VOCABULARY`` (see ``verify.vocabulary``) and names the specification it is made
from. Its rows say where elements stand: ``FEED`` and ``ENTRY`` of ``verify.vocabulary`` are feeds
and entries of all formats.
"""
