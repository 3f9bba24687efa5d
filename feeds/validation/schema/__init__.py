"""The JSON Schemas of seeds and of the configuration, and what it means to fail them.

Read ``seed`` (from bytes to a checked seed), then ``checker`` (the schema, by jsonschema),
``failures`` (what it finds) and ``faults/`` (what these become, in words). ``strays`` tells what
unknown fields are meant for, with ``foreign``; ``signs`` which of them say not to publish, by
``sign_words``; ``own_fields`` which are nobody's business. ``strict`` is a fast checker that passes
most seeds, ``evident`` one for small documents that passes most configurations.
"""

__all__ = ["checker", "evident", "seed", "signs"]
