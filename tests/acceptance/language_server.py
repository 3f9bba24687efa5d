"""A language server, driven over its standard streams as an editor does."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


class LanguageServer:
    """An editor's side of the Language Server Protocol 3.17, for one file and one question."""

    def __init__(self, streams: "subprocess.Popen[bytes]", settings: dict[str, Any]) -> None:
        """Speak with a process; *settings* are the editor's, by section."""
        self._in = cast(BinaryIO, streams.stdin)
        self._out = cast(BinaryIO, streams.stdout)
        self._settings = settings
        self._last_id = 0

    def ask(self, method: str, **params: Any) -> Any:
        """Return the server's answer, having answered what it asks meanwhile."""
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif message.get("id") == self._last_id:
                return message.get("result")

    def tell(self, method: str, **params: Any) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section")) for item in message["params"]["items"]]

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._in.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while header := self._out.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._out.read(length))
        return message


@contextmanager
def serve(
    command: Sequence[str | Path], root: Path, settings: dict[str, Any]
) -> Iterator[LanguageServer]:
    """Start the server *command* for the workspace *root*; end it at the end."""
    process = subprocess.Popen(
        [*command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with process:
        try:
            server = LanguageServer(process, settings)
            folder = {"uri": root.as_uri(), "name": root.name}
            server.ask(
                "initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=[folder],
                capabilities=_CAPABILITIES,
            )  # fmt: skip
            server.tell("initialized")
            server.tell("workspace/didChangeConfiguration", settings=settings)
            yield server
        finally:
            process.kill()
