"""Keep a test's connections on loopback: importing this module guards the whole process.

Python imports a module of this name by itself when its folder is on ``PYTHONPATH``, so the
commands that tests start are guarded like the test run.
"""

import ipaddress
import sys


class LeftLoopbackError(RuntimeError):
    """A connection beyond loopback; no OSError, so that no code takes it for a dead link."""


def is_loopback(host: object) -> bool:
    """Tell whether *host*, a name or an address as sockets take it, is this machine itself."""
    name = host.decode("idna") if isinstance(host, bytes | bytearray) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def is_address(host: object) -> bool:
    """Tell whether *host* is an IP address, which needs no name server to be looked up."""
    try:
        ipaddress.ip_address(str(host))
    except ValueError:
        return False
    return True


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise LeftLoopbackError when an audit event connects, sends or asks a name server beyond."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        target = arguments[1]
        allowed = not isinstance(target, tuple) or is_loopback(target[0])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        target = arguments[0]
        allowed = is_loopback(target) or (event == "socket.getaddrinfo" and is_address(target))
    else:
        return
    if not allowed:
        raise LeftLoopbackError(f"{event} beyond loopback: {target!r}")


sys.addaudithook(refuse)
