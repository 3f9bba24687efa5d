"""Several feeds beside each other: ``feeds verify --together``.

``outline`` is what of each feed is compared, taken while it is checked, and ``compare`` says where
the formats of one feed disagree, which articles share an id, and which feeds a list lacks.
"""

__all__ = ["compare", "outline"]
