"""A terminal, in which programs ask and are answered."""

import os
import pty
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS = 120


def converse(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *keys: str
) -> tuple[int, str]:
    """Run *command* in *folder* and press *keys* for its questions, which end with a colon.

    Return its exit code and the screen. The last keys are pressed again and again if it goes on.
    """
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(command[0], [*command], environment)
    shown, left, end = "", [*keys], time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            try:
                shown += os.read(terminal, 65536).decode()
            except OSError:  # the other end was closed
                break
        elif not left:
            # Python may have shown what it asks, and not listen to Ctrl-C yet.
            os.write(terminal, keys[-1].encode())
        if left and shown.endswith(": "):
            os.write(terminal, left.pop(0).encode())
            shown += "\n"
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown
