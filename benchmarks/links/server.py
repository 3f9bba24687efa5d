"""Play hundreds of hosts on loopback: one process, 50 ms from question to answer.

Every address in 127.0.0.0/8 is a host. What the path says is what is answered: ``/ok/…``,
``/404/…``, ``/500/…``, ``/301/…`` (to ``/ok/…``), ``/429/…`` (the first time; then as ``/ok/…``).
"""

import argparse
import asyncio
from typing import ClassVar

BODY = b"<!doctype html><title>A page</title><p>Some text.</p>"


class Site(asyncio.Protocol):
    """One connection; requests come one after the other, without bodies."""

    latency_seconds = 0.05
    asked_again: ClassVar[set[bytes]] = set()  # by all connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to listen."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""
        self.loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        """Answer each whole request later."""
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
            method, path, _ = head.split(b"\r\n", 1)[0].split(b" ", 2)
            self.loop.call_later(self.latency_seconds, self.answer, method, path)

    def answer(self, method: bytes, path: bytes) -> None:
        """Send what *path* asks for."""
        if self.transport.is_closing():
            return
        kind = path.split(b"/", 2)[1]
        own = (self.transport.get_extra_info("sockname")[0].encode(), path)
        extra = b""
        status = {b"404": b"404 Not Found", b"500": b"500 Internal Server Error"}.get(kind)
        if kind == b"301":
            status, extra = b"301 Moved Permanently", b"Location: /ok" + path[4:] + b"\r\n"
        elif kind == b"429" and b"".join(own) not in self.asked_again:
            self.asked_again.add(b"".join(own))
            status, extra = b"429 Too Many Requests", b"Retry-After: 1\r\n"
        body = b"" if method == b"HEAD" else BODY
        self.transport.write(
            b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%b\r\n%b"
            % (status or b"200 OK", len(BODY), extra, body)
        )


async def serve(port: int) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Site, "0.0.0.0", port, backlog=4096)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    asyncio.run(serve(parser.parse_args().port))
