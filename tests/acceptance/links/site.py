"""A host on loopback that answers as the path says, in plain HTTP or TLS."""

import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

Answer = Callable[["Site", socket.socket, str, str], None]

PAGE = b"<!doctype html><html><head><title>A page</title></head><body>Text.</body></html>"


def response(status: str, *headers: str, body: bytes = PAGE, method: str = "GET") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + (b"" if method == "HEAD" else body)


class Site:
    """Serves until closed; ``asked`` are the request lines so far, ``heads`` the whole requests."""

    def __init__(
        self,
        answers: dict[str, Answer],
        tls: ssl.SSLContext | None = None,
        address: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.answers = answers
        self.tls = tls
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.times: list[float] = []
        self.running = 0
        self.most_running = 0
        self.counts: Counter[str] = Counter()
        self.closed = threading.Event()
        self.lock = threading.Lock()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.listener = socket.create_server((address, port), family=family, backlog=128)
        self.address = address
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str, host: str | None = None) -> str:
        scheme = "https" if self.tls else "http"
        host = host or (f"[{self.address}]" if ":" in self.address else self.address)
        return f"{scheme}://{host}:{self.port}{path}"

    def close(self) -> None:
        self.closed.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while not self.closed.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with suppress(OSError):
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self._answer(connection)
        connection.close()

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(4096)
            if not data:
                return
            head += data
            if head.startswith(b"\x16"):  # a TLS handshake
                connection.sendall(response("400 Bad Request"))
                return
        text = head.decode("latin-1")
        method, path, _ = text.split("\r\n", 1)[0].split(" ", 2)
        with self.lock:
            self.asked.append(f"{method} {path}")
            self.heads.append(text)
            self.times.append(time.monotonic())
            self.counts[path] += 1
        self.answers[path.partition("?")[0]](self, connection, method, path)

    def wait(self, seconds: float) -> None:
        """Take time for an answer; ``most_running`` is how many did so together."""
        with self.lock:
            self.running += 1
            self.most_running = max(self.most_running, self.running)
        self.closed.wait(seconds)
        with self.lock:
            self.running -= 1


def says(status: str, *headers: str, body: bytes = PAGE) -> Answer:
    """Answer always the same."""

    def answer(_: Site, connection: socket.socket, method: str, __: str) -> None:
        connection.sendall(response(status, *headers, body=body, method=method))

    return answer


def after(seconds: float, then: Answer) -> Answer:
    def answer(site: Site, connection: socket.socket, method: str, path: str) -> None:
        site.wait(seconds)
        then(site, connection, method, path)

    return answer


def by_method(head: Answer, get: Answer) -> Answer:
    def answer(site: Site, connection: socket.socket, method: str, path: str) -> None:
        (head if method == "HEAD" else get)(site, connection, method, path)

    return answer


def at_first(first: Answer, then: Answer, times: int = 1) -> Answer:
    """Answer differently the first times that a path is asked for."""

    def answer(site: Site, connection: socket.socket, method: str, path: str) -> None:
        (first if site.counts[path] <= times else then)(site, connection, method, path)

    return answer


def raw(data: bytes) -> Answer:
    """Send bytes as they are and close."""

    def answer(_: Site, connection: socket.socket, *__: str) -> None:
        connection.sendall(data)

    return answer


def to(status: str, target: Callable[[Site], str]) -> Answer:
    """Redirect to what *target* makes of the site."""

    def answer(site: Site, connection: socket.socket, method: str, _: str) -> None:
        connection.sendall(response(status, f"Location: {target(site)}", body=b"", method=method))

    return answer


def reset(_: Site, connection: socket.socket, *__: str) -> None:
    """Cut the connection without a word."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def hang(site: Site, *_: object) -> None:
    """Say nothing for long."""
    site.closed.wait(5)


def drip(start: bytes, portion: bytes) -> Answer:
    """Send *start*, then a portion every 20 ms, for ever."""

    def answer(site: Site, connection: socket.socket, *_: str) -> None:
        connection.sendall(start)
        while not site.closed.wait(0.02):
            connection.sendall(portion)

    return answer


def flood(start: bytes, portion: bytes) -> Answer:
    """Send *start*, then portions as fast as they are taken, for ever."""

    def answer(site: Site, connection: socket.socket, *_: str) -> None:
        connection.sendall(start)
        while not site.closed.is_set():
            connection.sendall(portion)

    return answer


def retry_at(seconds: float) -> Answer:
    """Answer 429 with the date from which to try again."""

    def answer(_: Site, connection: socket.socket, method: str, __: str) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        connection.sendall(response("429 Too Many Requests", f"Retry-After: {date}", method=method))

    return answer


def bomb() -> bytes:
    """Return 100 MB of a page's head as 100 kB of gzip."""
    return gzip.compress(b"<!doctype html><html><head>" + b" " * 100_000_000, 9)
