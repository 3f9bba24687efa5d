"""Links that were asked, one module a format; ``formats`` is their table."""
