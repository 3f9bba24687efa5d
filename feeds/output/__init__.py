"""The output folder: published whole or not at all, compared, and guarded.

Read ``publish``, then ``stage`` (new content beside the old), ``manifest`` (the record of what is
ours), ``copies`` (it lies there twice), ``folder`` (files there) and ``compress``. ``published``
reads feeds back, ``published_ids`` tells rules which ids are new, ``announcements`` knows an
article again under another id, ``differences`` compares two states. ``turnover`` says which feeds
come and go, ``losses`` whether too much goes.
"""

__all__ = [
    "announcements",
    "compress",
    "copies",
    "differences",
    "folder",
    "losses",
    "manifest",
    "publish",
    "published",
    "published_ids",
    "stage",
    "turnover",
]
