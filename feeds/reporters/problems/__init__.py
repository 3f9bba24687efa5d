"""Problems of seeds, one module a format; ``formats`` is their table."""
