"""Where seeds are: found, listed, chosen, read and replaced, in a folder or at an address.

Read ``find`` (a folder of this machine), then ``remote`` (a folder elsewhere) and ``folder``
(either of them). ``listing`` tells what changed, ``choose`` what a command is about (``select``,
``git``, and ``staged`` for the next commit), ``exclusions`` which globs miss what they are to keep
out; ``replace`` writes a seed that was mended.
"""

__all__ = ["choose", "find", "folder", "listing", "replace", "select"]
