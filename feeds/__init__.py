"""Turn a folder of Markdown seeds into RSS, Atom and JSON feeds."""

__version__ = "0.1.0"
