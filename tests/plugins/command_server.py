"""Run ``feeds`` over and over, each time in a fork of a process that has loaded it already.

To start an interpreter and load the libraries takes longer than most runs of the command do.
"""

import gc
import json
import os
import signal
import socket
import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import feeds
from feeds.cli import main
from feeds.program import program_digest
from feeds.validation.schema.strict import is_faultless, is_plain

# What feeds' own modules load when they need it.
_LIBRARIES = ("feedgen.feed", "jinja2", "jsonschema_rs", "requests", "yaml")
_MESSAGE_BYTES = 100_000


def await_request(control: socket.socket) -> dict[str, Any]:
    """Return a request of *control*, in a process of its own for each, with its streams.

    The process that serves tells *control* the ids and the exit codes of these, and ends here.
    """
    while True:
        message, streams, _, _ = socket.recv_fds(control, _MESSAGE_BYTES, 3)
        if not message:
            sys.exit()
        child = os.fork()
        if child == 0:
            control.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return dict(json.loads(message))
        for stream in streams:
            os.close(stream)
        control.send(str(child).encode())
        status = os.waitpid(child, 0)[1]
        control.send(str(os.waitstatus_to_exitcode(status)).encode())


def serve(control: socket.socket) -> None:
    """Serve *control*; return as the process that a request asks for."""
    own = (module.name for module in walk_packages(feeds.__path__, "feeds."))
    for name in (*own, *_LIBRARIES):
        if name != "feeds.__main__":
            import_module(name)
    # What most runs make first, and is the same for all.
    program_digest()
    is_plain({})
    is_faultless({})
    # Each process would search all this for garbage as it ends.
    gc.freeze()
    # Ctrl-C reaches all processes of a terminal; the test run ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = await_request(control)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv[1:] = request["arguments"]


def run() -> None:
    """Run the command and end the process with its exit code."""
    try:
        main()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        # To take apart all that is loaded would take longer than most runs do.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code or 0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
    run()
