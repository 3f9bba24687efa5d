"""From the body of a seed, Markdown with HTML, to HTML that is safe to show anywhere, and to text.

Read ``elements``, the table that says what becomes of every element and attribute of HTML, then
``clean``, which applies it: ``nesting`` parses, ``writer`` writes anew, ``substitutes`` for what
is not kept (``embeds``, ``formulas``) and ``addresses`` made absolute. ``markdown`` makes HTML of
Markdown, with ``autolinks``. ``beginning`` is plain text, and ``sentences`` tells where one ends.
"""

__all__ = [
    "addresses",
    "beginning",
    "clean",
    "elements",
    "embeds",
    "markdown",
    "nesting",
    "sentences",
]
