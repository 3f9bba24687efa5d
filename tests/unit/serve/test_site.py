"""What is served is what is built, but for the script in pages, which their policy allows."""

import json
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from werkzeug.test import Client

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.serve.preview import Preview
from feeds.serve.site import EVENTS, SCRIPT, Site, with_script

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-x&#39;">
<title>News</title>
</head>
<body></body>
</html>
"""
FILES = {
    "index.html": PAGE,
    "feeds.opml": "<opml/>",
    "page.css": "a {}",
    "topics/zürich & more/index.html": PAGE,
    "topics/zürich & more/rss.xml": "<rss/>",
    "topics/zürich & more/atom.xml": "<feed/>",
    "topics/zürich & more/feed.json": "{}",
    ".feeds-manifest.json": "{}",
}
WRITTEN = Preview(entries=1, feeds=1, is_changed=True)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def site(out: Path) -> Site:
    return Site(out)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/topics/zürich & more/", "text/html; charset=utf-8"),
        ("/topics/zürich & more/rss.xml", "application/rss+xml"),
        ("/topics/zürich & more/atom.xml", "application/atom+xml"),
        ("/topics/zürich & more/feed.json", "application/feed+json"),
        (SCRIPT, "text/javascript; charset=utf-8"),
    ],
)
def test_files_have_their_media_types(site: Site, path: str, media_type: str) -> None:
    answer = Client(site).get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["Cache-Control"] == "no-cache"
    same = Client(site).get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")


def test_feeds_are_served_as_they_are(site: Site) -> None:
    assert Client(site).get("/topics/zürich & more/rss.xml").text == "<rss/>"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/topics",
        "//etc/passwd",
        "/.feeds-manifest.json",
        "/.feeds/",
        "/index.html/",
        "/a\\..\\..\\secret.txt",
    ],
)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    answer = Client(site).get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert SCRIPT in answer.text


def test_the_address_of_a_folder_ends_with_a_slash(site: Site) -> None:
    answer = Client(site).get("/topics/zürich & more")
    assert answer.status_code == 301
    assert unquote(answer.headers["Location"]).endswith("/topics/zürich & more/")


def test_nothing_can_be_written(site: Site) -> None:
    answer = Client(site).post("/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example:8000", 403),
        ("localhost.evil.example", 403),
        ("", 403),
    ],
)
def test_a_name_of_the_web_does_not_reach_it(out: Path, host: str, status: int) -> None:
    site = Site(out, ("localhost", "::1"))
    assert Client(site).get("/", headers={"Host": host}).status_code == status


def test_the_script_stands_in_the_page_and_its_policy_allows_it() -> None:
    page = with_script(PAGE, 7)
    assert f'<script src="{SCRIPT}" data-version="7" defer></script>\n</head>' in page
    policy = "script-src 'self'; connect-src 'self'; default-src 'none'; style-src 'sha256-x'"
    assert f'content="{policy}">' in unescape(page)


def test_scripts_that_are_allowed_stay_so() -> None:
    page = with_script(PAGE.replace("style-src", "script-src"), 0)
    assert "script-src 'sha256-x' 'self'; connect-src 'self'; default-src 'none'\">" in unescape(
        page
    )


def test_a_page_of_no_policy_gets_the_script_only() -> None:
    assert with_script("<head></head>", 0) == (
        f'<head><script src="{SCRIPT}" data-version="0" defer></script>\n</head>'
    )


def problem(severity: Severity) -> Diagnostic:
    return Diagnostic("seeds/1.md", 2, 3, "rule", "a fault", "mend it", severity)


@pytest.fixture
def events(site: Site) -> Iterator[Iterator[dict[str, object]]]:
    """What a browser is told, one after the other."""
    answer = Client(site).get(EVENTS)
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    lines = (chunk.decode() for chunk in answer.iter_encoded())
    yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))
    site.end()


def test_browsers_are_told_of_each_build(site: Site, events: Iterator[dict[str, object]]) -> None:
    nothing = {"version": 0, "error": "", "problems": [], "errors": 0, "warnings": 0}
    assert next(events) == nothing
    site.show(WRITTEN)
    assert next(events) == nothing | {"version": 1}
    site.show(WRITTEN._replace(problems=(problem(Severity.ERROR), problem(Severity.WARNING))))
    told = next(events)
    assert (told["version"], told["errors"], told["warnings"]) == (1, 1, 1)
    assert told["problems"] == [
        {
            "place": "seeds/1.md:2:3",
            "severity": severity,
            "rule": "rule",
            "message": "a fault",
            "remedy": "mend it",
        }
        for severity in ("error", "warning")
    ]


def test_a_build_that_fails_is_told_and_what_was_built_stays(
    site: Site, events: Iterator[dict[str, object]]
) -> None:
    next(events)
    site.show(Preview(error="feeds.toml:1: no"))
    told = next(events)
    assert (told["version"], told["error"]) == (1, "feeds.toml:1: no")
    assert Client(site).get("/page.css").text == "a {}"
    site.show(WRITTEN._replace(is_changed=False))
    told = next(events)
    assert (told["version"], told["error"]) == (2, "")


def test_before_anything_is_built_a_page_says_why(tmp_path: Path) -> None:
    site = Site(tmp_path / "out")
    site.show(Preview(error='<b>: no "seeds"'))
    answer = Client(site).get("/")
    assert answer.status_code == 404
    assert "&lt;b&gt;: no &quot;seeds&quot;" in answer.text


def test_of_many_problems_the_first_are_told_and_all_counted(site: Site) -> None:
    site.show(WRITTEN._replace(problems=(problem(Severity.WARNING),) * 1_000))
    first = next(iter(Client(site).get(EVENTS).iter_encoded())).decode()
    told = json.loads(first.removeprefix("data: "))
    assert (len(told["problems"]), told["warnings"]) == (100, 1_000)


def test_all_browsers_are_let_go_at_the_end(site: Site) -> None:
    answer = Client(site).get(EVENTS)
    reader = threading.Thread(target=lambda: list(answer.iter_encoded()))
    reader.start()
    site.end()
    reader.join(timeout=10)
    assert not reader.is_alive()
