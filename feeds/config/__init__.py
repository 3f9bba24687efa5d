"""``feeds.toml``: loaded, checked, and turned into settings.

Read ``load``, then ``checks`` (what a schema cannot say) and ``toml_lines`` (where a key stands).
"""

__all__ = ["checks", "load"]
