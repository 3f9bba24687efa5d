"""Seeds mended: ``--fix`` rewrites what is safe to rewrite, and no other byte.

Read ``run`` (many seeds), then ``mend`` (one), ``nodes`` (places in its YAML), ``scalars``
(new text for them). ``masked`` shows what changed without what is secret.
"""

__all__ = ["masked", "run"]
