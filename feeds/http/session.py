"""A requests session that sends nothing of the user's and connects by way of a gateway."""

from __future__ import annotations

import ssl
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from feeds.http.limits import Limits
from feeds.http.sockets import BoundedTLSSocket, Gateway

if TYPE_CHECKING:
    import socket


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, gateway: Gateway, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gateway = gateway

    def _new_conn(self) -> socket.socket:
        return self._gateway.connect(self._dns_host.strip("[]"), self.port or self.default_port)


# Of both, the methods of the first that has them: of ours, then of urllib3's.
class _TLSConnection(_Connection, HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        # The handshake made a new socket of the one that the gateway knows.
        self._gateway.track(self.sock)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class _Adapter(HTTPAdapter):
    """Connects by way of *gateway*, and spares each request what no link check needs."""

    def __init__(self, limits: Limits, gateway: Gateway) -> None:
        self._tls_lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        self._ca_file = limits.ca_file
        super().__init__(pool_connections=limits.kept_hosts, pool_maxsize=limits.per_host)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_Pool, gateway=gateway),
            "https": partial(_TLSPool, gateway=gateway),
        }

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_: Any, **__: Any
    ) -> HTTPConnectionPool:
        """Return the pool of connections to the host of *request*, whatever the environment."""
        parts = urlsplit(str(request.url))
        secure = parts.scheme == "https"
        pool: HTTPConnectionPool = self.poolmanager.connection_from_host(
            parts.hostname,
            parts.port,
            parts.scheme,
            {"ssl_context": self._tls_context()} if secure else None,
        )
        return pool

    def build_response(
        self, req: requests.PreparedRequest, resp: BaseHTTPResponse
    ) -> requests.Response:
        """Return the answer without the cookies it asks to keep."""
        response = requests.Response()
        response.status_code = resp.status
        response.headers = resp.headers  # type: ignore[assignment]  # as good, and there already
        response.reason = resp.reason or ""
        response.raw = resp
        response.request = req
        return response

    def request_url(self, request: requests.PreparedRequest, proxies: Any) -> str:  # noqa: ARG002 - requests' own
        """Return the path of *request*, as there is never a proxy."""
        return request.path_url

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """Leave all to the context: requests would load the certificates for each connection."""

    def _tls_context(self) -> ssl.SSLContext:
        # All threads need it at once, and to load all certificates takes long.
        with self._tls_lock:
            if self._tls is None:
                cafile = self._ca_file or DEFAULT_CA_BUNDLE_PATH
                self._tls = ssl.create_default_context(cafile=cafile)
                self._tls.sslsocket_class = BoundedTLSSocket
                # From Python 3.13 on, form counts that no browser asks for (RFC 5280).
                self._tls.verify_flags &= ~ssl.VERIFY_X509_STRICT
            return self._tls


class Request(NamedTuple):
    """What is asked: *method* of *url*, which holds no credentials, with the header *cookie*."""

    method: str
    url: str
    cookie: str = ""


class LinkSession(requests.Session):
    """Sends single requests: follows nothing, keeps no cookies, reads no environment."""

    def __init__(self, limits: Limits, gateway: Gateway) -> None:
        """Prepare what all requests have in common; no connection is made yet."""
        super().__init__()
        self.limits = limits
        # Neither passwords (.netrc) nor proxies of whoever runs this are for hosts that anybody may
        # propose; and a proxy would look names up, and connect to what must not be reached.
        self.trust_env = False
        self._direct = _Adapter(limits, gateway)
        self.mount("https://", self._direct)
        self.mount("http://", self._direct)
        self._timeout = (limits.connect_timeout_seconds, limits.read_timeout_seconds)
        self._headers = CaseInsensitiveDict(
            {
                "User-Agent": limits.user_agent,
                # As browsers ask: some hosts turn away whoever would take anything.
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                # Nothing that could not be undone within limits (``http.head.Unpacker``).
                "Accept-Encoding": "gzip",
            }
        )

    def ask(self, request: Request) -> requests.Response:
        """Return the answer to *request*, its body unread; raise what requests raises.

        The answer must be closed, or read to its end.
        """
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.headers = request.method, request.url, self._headers
        if request.cookie:
            prepared.headers = CaseInsensitiveDict({**self._headers, "Cookie": request.cookie})
        return self.send(prepared)

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        """Send *request*; requests itself would read the whole body of a redirect at once."""
        return self._direct.send(request, stream=True, timeout=self._timeout)
