"""What is built, over HTTP: as a good server would, with a script in the pages that keeps them new.

RFC 9110 for requests, and HTML section 9.2 (server-sent events) for what the script listens to.
"""

import json
import mimetypes
import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import urlsplit

from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join
from werkzeug.utils import redirect

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.render.formats import FORMATS
from feeds.serve.preview import Preview

_OWN = "/.feeds/"
SCRIPT, EVENTS = f"{_OWN}live.js", f"{_OWN}events"
# docs/hosting.md says the same of other servers.
_MEDIA_TYPES = {format_.file_name: format_.media_type for format_ in FORMATS.values()}
_MEDIA_TYPES["feeds.opml"] = "text/x-opml; charset=utf-8"
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
_SHOWN = 100
# So often a browser that has gone is noticed, in seconds.
_HEARTBEAT = 15


class Site:
    """A WSGI application that serves the folder *out*, and what is to be said of the last build.

    With *hosts*, it answers requests for these only, so that no page of the web reaches it by a
    name that leads to this machine (DNS rebinding).
    """

    def __init__(self, out: Path, hosts: tuple[str, ...] = ()) -> None:
        """Serve *out*, which need not be there yet."""
        self._out, self._hosts = out, hosts
        self._state: dict[str, Any] = {"version": 0, "error": "", **_as_json(())}
        self._changed = Condition()
        self._ended = False

    def show(self, preview: Preview) -> None:
        """Have the pages that are open show *preview*, and load anew if it has changed them."""
        with self._changed:
            # What a build has changed is said once, and again with its problems.
            is_changed = preview.is_changed and preview.problems is None
            is_new = is_changed or bool(preview.error) != bool(self._state["error"])
            self._state = {
                **self._state,
                "version": self._state["version"] + is_new,
                "error": preview.error,
            }
            if preview.problems is not None:
                self._state |= _as_json(preview.problems)
            self._changed.notify_all()

    def end(self) -> None:
        """Let go of all browsers."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer a request, as WSGI (PEP 3333) asks."""
        request = Request(environ)
        try:
            response = self._answer(request)
        except HTTPException as exc:
            response = Response.force_type(exc.get_response())
            response.set_data(self._live(_page(exc.name, exc.description or "")))
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if self._hosts and urlsplit(f"//{request.host}").hostname not in self._hosts:
            raise Forbidden(f"this is served for {' and '.join(self._hosts)} only")
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(["GET", "HEAD"])
        if request.path == EVENTS:
            return Response(self._events(), mimetype="text/event-stream")
        if request.path == "/favicon.ico":
            return Response(status=204)  # browsers ask for one, and complain
        if request.path == SCRIPT:
            script = Path(__file__).with_name("live.js").read_bytes()
            return _conditional(request, script, "text/javascript")
        path = safe_join(str(self._out), request.path.lstrip("/"))
        file = Path(path) if path is not None else None
        if file and file.is_dir():
            if not request.path.endswith("/"):
                return redirect(f"{request.path}/", 301)
            file /= "index.html"
        elif request.path.endswith("/"):
            file = None
        if file is None or not file.is_file() or file.name.startswith("."):
            raise NotFound(self._state["error"] or f"there is no {request.path} here")
        return _conditional(request, *self._content(file))

    def _content(self, file: Path) -> tuple[bytes, str]:
        content = file.read_bytes()
        media_type = _MEDIA_TYPES.get(file.name) or mimetypes.guess_type(file.name)[0]
        if media_type == "text/html":
            content = self._live(content.decode()).encode()
        return content, media_type or "application/octet-stream"

    def _live(self, page: str) -> str:
        return with_script(page, self._state["version"])

    def _events(self) -> Iterator[str]:
        """Yield the state now, and whenever it changes."""
        shown = None
        while not self._ended:
            with self._changed:
                if shown is self._state:
                    self._changed.wait(_HEARTBEAT)
                state = self._state
            yield ":\n\n" if state is shown else f"data: {json.dumps(state)}\n\n"
            shown = state


def with_script(page: str, version: int) -> str:
    """Return the HTML of *page* with the script in it, which its security policy now allows.

    The script loads it anew once there is another *version*.
    """
    page = _POLICY.sub(
        lambda found: f'{found[1]}{escape(_open_policy(unescape(found[2])))}"', page, count=1
    )
    script = f'<script src="{SCRIPT}" data-version="{version}" defer></script>'
    return page.replace("</head>", f"{script}\n</head>", 1)


def _open_policy(policy: str) -> str:
    """Return *policy* (CSP 3, section 2.2) with our own script, and what it asks us, allowed."""
    directives = dict.fromkeys(("script-src", "connect-src"), "")
    for directive in filter(None, map(str.strip, policy.split(";"))):
        name, _, sources = directive.partition(" ")
        directives[name] = sources
    for name in ("script-src", "connect-src"):
        directives[name] = f"{directives[name]} 'self'".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _page(title: str, text: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n"
        '<p><a href="/">All feeds</a></p>\n</body>\n</html>\n'
    )


def _conditional(request: Request, content: bytes, media_type: str) -> Response:
    response = Response(content, content_type=media_type)
    if media_type.startswith("text/") and "charset" not in media_type:
        response.content_type = f"{media_type}; charset=utf-8"
    response.add_etag()
    return response.make_conditional(request)


def _as_json(problems: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return what the script shows of *problems*: how many there are, and the first of them."""
    errors = sum(found.severity is Severity.ERROR for found in problems)
    shown = [
        {
            "place": found.place,
            "severity": found.severity,
            "rule": found.rule,
            "message": found.message,
            "remedy": found.remedy,
        }
        for found in problems[:_SHOWN]
    ]
    return {"problems": shown, "errors": errors, "warnings": len(problems) - errors}
