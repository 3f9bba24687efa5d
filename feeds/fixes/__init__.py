"""Seeds mended: ``--fix`` rewrites what is safe to rewrite, and no other byte.

Read ``run`` (many seeds), then ``mend`` (one), ``unreadable`` (one whose text is at fault),
``nodes`` (places in its YAML), ``scalars`` (new text for them).
"""

__all__ = ["run", "scalars"]
