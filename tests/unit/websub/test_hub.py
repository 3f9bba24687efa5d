"""What a hub answers is understood (feeds/websub/hub.py)."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from feeds.websub.hub import Answer, Publisher

TOPIC = "https://news.example/all/atom.xml"


@contextmanager
def raw_hub(answer: bytes, asked: list[bytes] | None = None) -> Iterator[str]:
    """Give the address of a hub that answers one request with these bytes, and hangs up."""
    requests = [] if asked is None else asked
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                requests.append(connection.recv(65_536))
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


def publish(hub: str) -> Answer:
    with closing(Publisher()) as publisher:
        return publisher.publish(hub, [TOPIC], 5.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 202 Accepted\r\nContent-Length: 999999\r\n\r\ncut short",
        b"HTTP/1.0 299 Whatever\r\n\r\n" + b"x" * 100_000,
    ],
    ids=["200", "204", "a body cut short", "a long body"],
)
def test_any_status_of_success_is_acceptance(answer: bytes) -> None:
    with raw_hub(answer) as hub:
        assert publish(hub) == Answer()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 403\r\n\r\n", Answer("answers 403")),
        (b"HTTP/1.1 403 No\r\nRetry-After: 9\r\n\r\n", Answer("answers 403 No")),
        (b"HTTP/1.1 301 There\r\nLocation: http://[\r\n\r\n", Answer("answers 301 There")),
        (
            b"HTTP/1.1 503 Later\r\nRetry-After: 9\r\n\r\n",
            Answer("answers 503 Later and asks to wait 9 seconds", may_pass=True, wait_seconds=9),
        ),
        (
            b"HTTP/1.1 429 Slow\r\nRetry-After: soon\r\n\r\n",
            Answer("answers 429 Slow", may_pass=True),
        ),
        (
            b"SSH-2.0\r\n\r\n",
            Answer("answers with something that is not HTTP", may_pass=True),
        ),
        (b"", Answer("breaks off the connection", may_pass=True)),
    ],
)
def test_other_answers_are_told_apart(answer: bytes, expected: Answer) -> None:
    with raw_hub(answer) as hub:
        assert publish(hub) == expected


def test_nothing_of_the_environment_is_sent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login xanadu password zyzzyva\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    asked: list[bytes] = []
    with raw_hub(b"HTTP/1.1 204 No Content\r\n\r\n", asked) as hub:
        assert publish(hub).accepted
    assert b"Authorization" not in asked[0]
