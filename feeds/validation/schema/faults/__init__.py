"""What it means to fail the schema, in words: faults, each with its place and its remedy.

Read ``structure`` (fields that are missing, unknown or of several forms), then ``values`` (types,
numbers, lists, and what is empty) and ``forms`` (dates, addresses and other texts of a form);
``slips`` finds what stands around a value or in it by accident, and ``wanted`` says what the schema
asks for.
"""

__all__ = ["slips", "structure"]
