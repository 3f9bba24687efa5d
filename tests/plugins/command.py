"""Run the command as users do: in a process of its own, with nothing of the tester's set-up."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
TIMEOUT_SECONDS = 60
# Environment variables that the interpreter reads only as it starts.
_READ_AT_START = re.compile("PYTHON|LANG|LC_|TZ$").match
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


class CommandServer:
    """The other end of ``command_server``, which runs one command after the other."""

    def __init__(self) -> None:
        """Start the server; it ends with this process."""
        self._control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.plugins.command_server", str(other.fileno())],
                cwd=ROOT,
                env=clean_environment(),
                # What the interpreter's own streams are opened on is what they will be.
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[other.fileno()],
            )

    def run(
        self, args: Sequence[str], cwd: Path, env: Mapping[str, str], text: str
    ) -> subprocess.CompletedProcess[str]:
        """Run ``feeds`` with *args*; return what ``subprocess.run`` would."""
        request = {"arguments": args, "folder": str(cwd), "environment": env}
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        socket.send_fds(self._control, [json.dumps(request).encode()], theirs)
        for stream in theirs:
            os.close(stream)
        with ThreadPoolExecutor(3) as threads:
            threads.submit(_write, pipes[0][1], text)
            output, messages = (threads.submit(_read, pipe[0]) for pipe in pipes[1:])
            returncode = self._await_end(args)
        return subprocess.CompletedProcess(args, returncode, output.result(), messages.result())

    def close(self) -> None:
        """End the server."""
        self._control.close()
        self._process.communicate()

    def _await_end(self, args: Sequence[str]) -> int:
        process = int(self._control.recv(100))
        self._control.settimeout(TIMEOUT_SECONDS)
        try:
            return int(self._control.recv(100))
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            self._control.settimeout(None)
            self._control.recv(100)
            raise subprocess.TimeoutExpired(args, TIMEOUT_SECONDS) from None


def _write(stream: int, text: str) -> None:
    with suppress(BrokenPipeError), open(stream, "w", encoding="utf-8") as file:
        file.write(text)


def _read(stream: int) -> str:
    with open(stream, encoding="utf-8") as file:
        return file.read()


@pytest.fixture(scope="session")
def command_server() -> Iterator[CommandServer]:
    """Return the server of this test run, or of this worker of it."""
    server = CommandServer()
    yield server
    server.close()


@pytest.fixture
def run_feeds(tmp_path: Path, request: pytest.FixtureRequest) -> RunFeeds:
    """Return ``run_feeds(*args, cwd=…, env=…, input=…)``, whose output is text in UTF-8."""

    def run(
        *args: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        input: str | None = None,  # noqa: A002 - the name that subprocess.run gives it
    ) -> subprocess.CompletedProcess[str]:
        environment = clean_environment() | dict(env or {})
        if sys.platform == "linux" and not any(map(_READ_AT_START, env or ())):
            server: CommandServer = request.getfixturevalue("command_server")
            return server.run([*map(str, args)], cwd or tmp_path, environment, input or "")
        return subprocess.run(
            [sys.executable, "-m", "feeds", *args],
            cwd=cwd or tmp_path,
            env=environment,
            input=input or "",
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )

    return run
