"""Run a function of a test module in a process of its own, which may fork, be bound or be killed."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from tests.plugins.command import clean_environment

# What changes files, or reads what a decision rests on, as audit events; the kernel does the rest.
STEPS = {"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}


def command(function: Callable[..., None], *args: object) -> list[str]:
    """Return the command line that calls *function* with the texts of *args*."""
    call = f"from {function.__module__} import {function.__name__} as call"
    return [sys.executable, "-c", f"{call}; call(*{tuple(map(str, args))!r})"]


def run(
    function: Callable[..., None], *args: object, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Call *function* in a process of its own, *prefix* before its command; return how it ended."""
    return subprocess.run(
        [*prefix, *command(function, *args)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def say(*what: object) -> None:
    """Tell *what* to the test that started this process, in a line."""
    sys.stdout.write(f"{' '.join(map(str, what))}\n")
    sys.stdout.flush()
