"""A WebSub hub on loopback: it verifies intent, fetches topics, and distributes what it gets.

Started as a program, it prints its address and serves until it is killed.
"""

import json
import secrets
import sys
import threading
import urllib.error
import urllib.request
from collections import defaultdict, deque
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

Form = Mapping[str, list[str]]


class Scripted(NamedTuple):
    """An answer to one request to publish, in place of the hub's own."""

    status: int
    headers: Mapping[str, str] = {}


class Hub(ThreadingHTTPServer):
    """Serves while it is used as a context; ``told`` are the topics of each request it accepted.

    ``script`` are the next answers to requests to publish. It refuses the topics ``refused``, and
    answers about those in ``failing`` that something is wrong. ``asked`` are all forms that came
    to publish, ``agents`` who sent them. It takes ``answer_seconds``, and does not answer at all
    before ``awake`` is set.
    """

    def __init__(self, *script: Scripted) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.script = deque(script)
        self.refused: set[str] = set()
        self.failing: set[str] = set()
        self.subscribers: dict[str, list[str]] = defaultdict(list)
        self.told: list[list[str]] = []
        self.asked: list[Form] = []
        self.agents: set[str | None] = set()
        self.connections: set[tuple[str, int]] = set()
        self.answer_seconds = 0.0
        self.awake = threading.Event()
        self.awake.set()

    def __enter__(self) -> "Hub":
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.awake.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """Say nothing of those who have hung up."""

    def answer(self, form: Form) -> Scripted:
        """Return the answer to *form*, after what follows from it."""
        mode = form.get("hub.mode", [""])[0]
        if mode == "subscribe":
            return self._subscribe(form["hub.topic"][0], form["hub.callback"][0])
        if mode != "publish":
            return Scripted(400)
        self.asked.append(form)
        self.awake.wait()
        threading.Event().wait(self.answer_seconds)
        topics = form["hub.url"]
        if self.script:
            return self.script.popleft()
        if self.failing.intersection(topics):
            return Scripted(503)
        if self.refused.intersection(topics):
            return Scripted(400)
        self.told.append(topics)
        for topic in topics:
            self._distribute(topic)
        return Scripted(202)

    def _subscribe(self, topic: str, callback: str) -> Scripted:
        """Verify the subscriber's intent (WebSub, section 5.3)."""
        challenge = secrets.token_hex(8)
        query = {"hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": challenge}
        with urllib.request.urlopen(f"{callback}?{urlencode(query)}") as response:
            if response.read().decode() != challenge:
                return Scripted(404)
        self.subscribers[topic].append(callback)
        return Scripted(202)

    def _distribute(self, topic: str) -> None:
        """Send what is at *topic* to all its subscribers (WebSub, section 7)."""
        for callback in self.subscribers[topic]:
            with urllib.request.urlopen(topic) as response:
                content, media_type = response.read(), response.headers["Content-Type"]
            links = f'<{self.url}>; rel="hub", <{topic}>; rel="self"'
            headers = {"Content-Type": media_type, "Link": links}
            urllib.request.urlopen(urllib.request.Request(callback, content, headers)).close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.agents.add(self.headers["User-Agent"])
        self.server.connections.add(self.client_address)
        self._send(self.server.answer(form), b"")

    def do_GET(self) -> None:
        """Tell the test what the hub was told so far."""
        self._send(Scripted(200), json.dumps(self.server.told).encode())

    def _send(self, answer: Scripted, body: bytes) -> None:
        self.send_response(answer.status)
        for name, value in ({"Content-Length": str(len(body))} | dict(answer.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    hub = Hub()
    sys.stdout.write(f"{hub.url}\n")
    sys.stdout.flush()
    hub.serve_forever()
