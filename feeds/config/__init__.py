"""``feeds.toml``: loaded, checked, and turned into settings.

Read ``load``, then ``checks`` (what a schema cannot say) and ``toml_lines`` (where a key stands).
``tables`` writes what messages tell people to write there.
"""

__all__ = ["checks", "load", "tables"]
