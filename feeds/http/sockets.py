"""Connections that lead to checked addresses only, and that no server can hold open for long."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from feeds.http.addresses import Resolver, is_ip_address, is_public
from feeds.http.verdicts import LinkFault, Reach, Verdict

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# A page's hosts have a handful of addresses; one with more would only prolong the attempt.
_MOST_ADDRESSES = 4
# A request is sent in one piece: to wait for more (RFC 896) would only take time.
_NO_DELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Allowance(threading.local):
    """The time that the running thread's request may still take; each thread has its own."""

    deadline = 0.0
    read_timeout = 0.0

    def start(self, seconds: float, read_timeout_seconds: float) -> None:
        """Grant *seconds* in all from now on, and at most the read timeout to each read."""
        self.deadline = time.monotonic() + seconds
        self.read_timeout = read_timeout_seconds

    def seconds(self, most: float) -> float:
        """Return how long one operation may take, *most* at best; raise TimeoutError if none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this address is used up")
        return min(most, left)


ALLOWANCE = Allowance()


class BoundedSocket(socket.socket):
    """A socket that keeps to the allowance however small the portions a server sends."""

    def settimeout(self, value: float | None) -> None:
        """Set a timeout that differs only: each costs a switch between threads."""
        if value != self.gettimeout():
            super().settimeout(value)

    def recv_into(self, buffer: WriteableBuffer, *args: Any, **kwargs: Any) -> int:
        """Read as a socket does; raise TimeoutError when the allowance is used up."""
        self.settimeout(ALLOWANCE.seconds(ALLOWANCE.read_timeout))
        return super().recv_into(buffer, *args, **kwargs)


class BoundedTLSSocket(BoundedSocket, ssl.SSLSocket):
    """The same for TLS, whose handshake has one timeout for all of its reads already."""


class Gateway:
    """Opens connections, to public addresses only unless *allow_private*, until it is shut.

    A name is resolved once for each connection, and the very address that was checked is
    connected to: an answer that changes in between (DNS rebinding) gains nothing.
    """

    def __init__(
        self, resolver: Resolver, connect_timeout_seconds: float, *, allow_private: bool
    ) -> None:
        """Look names up by *resolver*; wait that many seconds for it, and for each connection."""
        self._resolver = resolver
        self._connect_timeout_seconds = connect_timeout_seconds
        self._allow_private = allow_private
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._private: set[str] = set()
        self._shut = False

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a connection to *host*; raise LinkFault, with a verdict, if there can be none."""
        try:
            return self._connect_any(self._permitted(host, port), port)
        except TimeoutError as exc:
            late = "cannot be connected to in time"
            raise _unreached(late, Verdict.TIMEOUT, transient=True) from exc
        except ConnectionRefusedError as exc:
            raise _unreached("refuses connections") from exc
        except OSError as exc:
            raise _unreached(f"cannot be connected to: {exc.strerror}", transient=True) from exc

    def is_private(self, host: str) -> bool:
        """Tell whether *host*, when it was last connected to, was at an address that is private."""
        return host in self._private

    def shut(self) -> None:
        """Cut all connections, so that threads that wait for an answer go on, and open no more."""
        with self._lock:
            self._shut = True
            connections = list(self._open)
        for connection in connections:
            with suppress(OSError):
                # Not the method of a TLS socket, which forgets its state while others read.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def track(self, connection: socket.socket) -> None:
        """Let *connection* be cut when the gateway is shut; raise OSError if it is already."""
        with self._lock:
            if self._shut:
                raise ConnectionAbortedError("link verification was stopped")
            self._open.add(connection)

    def _permitted(self, host: str, port: int) -> list[str]:
        addresses = [host] if is_ip_address(host) else self._look_up(host, port)
        permitted = [each for each in addresses if is_public(each)]
        if self._allow_private:
            change = self._private.discard if permitted == addresses else self._private.add
            change(host)
            permitted = addresses
        if not permitted:
            raise LinkFault(Verdict.SKIPPED, f"is at {addresses[0]}, which is no public address")
        return permitted[:_MOST_ADDRESSES]

    def _look_up(self, host: str, port: int) -> list[str]:
        """Resolve *host* on a thread of its own: name servers that hang cannot be interrupted."""
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def answer() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as exc:
                answers.put(exc)

        threading.Thread(target=answer, name=f"resolve {host}", daemon=True).start()
        try:
            found = answers.get(timeout=ALLOWANCE.seconds(self._connect_timeout_seconds))
        except queue.Empty as exc:
            raise TimeoutError("no answer from the name server") from exc
        if isinstance(found, Exception):
            raise _no_such_host(host, found) from found
        return found

    def _connect_any(self, addresses: list[str], port: int) -> socket.socket:
        """Connect to the first of *addresses* that accepts; raise the last's OSError if none."""
        for address in addresses[:-1]:
            with suppress(OSError):
                return self._connect_one(address, port)
        return self._connect_one(addresses[-1], port)

    def _connect_one(self, address: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = BoundedSocket(family, socket.SOCK_STREAM)
        try:
            self.track(connection)
            connection.setsockopt(*_NO_DELAY)
            connection.settimeout(ALLOWANCE.seconds(self._connect_timeout_seconds))
            connection.connect((address, port))
        except BaseException:
            connection.close()
            raise
        return connection


def _no_such_host(host: str, answer: Exception) -> LinkFault:
    passing = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
    if passing:
        return _unreached(f"cannot be looked up: {host}", transient=True)
    return _unreached(f"names a host that does not exist: {host}")


def _unreached(
    reason: str, verdict: Verdict = Verdict.BROKEN, *, transient: bool = False
) -> LinkFault:
    return LinkFault(verdict, reason, transient=transient, reach=Reach.FAILED)
