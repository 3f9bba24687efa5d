"""From the bytes of a seed to the values of its YAML front matter, each with its place.

Read ``split`` (where the front matter stands; ``fences`` says what is wrong if that is nowhere),
then ``yaml`` (the reader that decides), ``simple`` (a fast one for plain seeds, which agrees with
it), ``source`` (lines and columns); ``remedies`` says what to do about YAML that cannot be read,
``odd_blanks`` finds what only looks like a blank, ``scalars`` what a plain scalar means, ``pieces``
what each character of a scalar is written as, ``stand_ins`` what the parser reads otherwise,
``comments`` those that ignore rules.
"""

__all__ = [
    "comments",
    "odd_blanks",
    "pieces",
    "remedies",
    "scalars",
    "simple",
    "source",
    "split",
    "stand_ins",
    "yaml",
]
