"""One module per output format; each takes a Feed and returns bytes."""
