"""Rules beside their cases in tests/rules: what they look at first, and what that spares."""
