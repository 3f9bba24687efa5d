"""Fixtures, markers and options of the test run; each has a module under ``tests/plugins``."""

import gc
import os
import signal

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

# What a script starts in the background ignores these, and so would all that tests start and end by
# them (POSIX, Shell Command Language, 2.11 "Signals and Error Handling").
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Leave what is loaded, and all tests, out of each later search for garbage."""
    gc.freeze()
