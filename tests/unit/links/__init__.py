"""One test module for each module of ``feeds/links``."""
