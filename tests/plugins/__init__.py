"""What the test run itself needs: one module per concern, listed in ``tests/conftest.py``."""
