"""Fixtures, markers and options of the test run; each has a module under ``tests/plugins``."""

import os

from hypothesis import settings

pytest_plugins = (
    "pytester",
    "tests.plugins.command",
    "tests.plugins.golden",
    "tests.plugins.loopback.sitecustomize",
    "tests.plugins.needs",
)

# CI runs the same examples each time, so that a change is never blamed for another's bad luck.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")
