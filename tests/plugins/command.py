"""Run the command as users do: in a process of its own, with nothing of the tester's set-up."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "loopback"
# What to put before a command so that permissions bind it, even where the tests run as root.
WITHOUT_ROOT = (
    (
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    )
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else ()
)
KEPT = ("HOME", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


class RunFeeds(Protocol):
    """What the ``run_feeds`` fixture is."""

    def __call__(
        self,
        *args: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        input: str | None = None,  # noqa: A002 - the name that subprocess.run gives it
    ) -> subprocess.CompletedProcess[str]:
        """Run ``feeds`` with *args* in *cwd*, by default the test's own folder.

        *env* comes on top of an environment that is the same wherever the tests run.
        """


def clean_environment() -> dict[str, str]:
    """Return what a program needs to start, this checkout's modules and the loopback guard."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join((str(GUARD), str(ROOT)))}


@pytest.fixture
def run_feeds(tmp_path: Path) -> RunFeeds:
    """Return ``run_feeds(*args, cwd=…, env=…, input=…)``, whose output is text in UTF-8."""

    def run(
        *args: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        input: str | None = None,  # noqa: A002 - the name that subprocess.run gives it
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "feeds", *args],
            cwd=cwd or tmp_path,
            env=clean_environment() | dict(env or {}),
            input=input or "",
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run
