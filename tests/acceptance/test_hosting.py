"""The servers of docs/hosting.md serve the output folder as the page promises."""

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import brotli
import pytest
import requests

from feeds.render.formats import FORMATS
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.web_server import PAGE, block, caddy, nginx, redirects
from tests.plugins.command import clean_environment

SERVERS = {"nginx": nginx, "caddy": caddy}
MEDIA_TYPES = {
    "/": "text/html; charset=utf-8",
    "/all/": "text/html; charset=utf-8",
    "/index.html": "text/html; charset=utf-8",
    "/feed.css": "text/css; charset=utf-8",
    "/page.css": "text/css; charset=utf-8",
    "/feeds.opml": "text/x-opml; charset=utf-8",
    "/feeds.json": "application/json",
    "/all/rss.xml": "application/rss+xml",
    "/topics/ai/atom.xml": "application/atom+xml",
    "/providers/zdnet/feed.json": "application/feed+json",
}
# The coding that is sent, by what a reader accepts.
CODINGS = {"br, gzip": "br", "gzip": "gzip", "identity": None}
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@dataclass(frozen=True)
class Host:
    """A web server at ``url``, and the folder ``www`` that it serves."""

    url: str
    www: Path

    def get(self, path: str, accept: str = "br, gzip", **headers: str) -> requests.Response:
        """Ask for *path* and accept these codings; *headers* have underscores for hyphens."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return requests.get(
            self.url + path, headers={"Accept-Encoding": accept, **named}, timeout=10, stream=True
        )

    def build(self) -> None:
        """Build the feeds of the folder beside ``www`` into it."""
        subprocess.run(
            [sys.executable, "-m", "feeds", "build", "--quiet", "--precompress",
             "--site-url", "https://news.example/", "--out", self.www],
            cwd=self.www.parent, env=clean_environment(), check=True,
        )  # fmt: skip


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=pytest.mark.needs(name)) for name in SERVERS]
)
def host(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Host]:
    """Serve the feeds of two seeds."""
    work = tmp_path_factory.mktemp(request.param)
    write_seeds(work / "seeds", seed(1), seed(2))
    Host("", work / "www").build()
    with SERVERS[request.param](work / "www", work / "server") as url:
        yield Host(url, work / "www")


def published(www: Path) -> list[str]:
    """Return the paths of all files for visitors, without the siblings of others."""
    files = (path for path in www.rglob("[!.]*") if path.is_file())
    return sorted(
        f"/{path.relative_to(www)}" for path in files if path.suffix not in {".br", ".gz"}
    )


def test_every_kind_of_file_has_its_media_type(host: Host) -> None:
    sent = {path: host.get(path).headers["Content-Type"] for path in MEDIA_TYPES}
    assert sent == MEDIA_TYPES


def test_media_types_are_the_same_without_compression(host: Host) -> None:
    sent = {path: host.get(path, "identity").headers["Content-Type"] for path in MEDIA_TYPES}
    assert sent == MEDIA_TYPES


@pytest.mark.parametrize("accept", CODINGS)
def test_what_a_reader_accepts_is_sent_and_holds_the_file(host: Host, accept: str) -> None:
    paths = published(host.www)
    assert len(paths) > 10
    for path in paths:
        answer = host.get(path, accept)
        assert answer.headers.get("Content-Encoding") == CODINGS[accept], path
        assert answer.headers["Vary"] == "Accept-Encoding", path
        sent = answer.raw.read(decode_content=False)
        assert DECODERS[CODINGS[accept]](sent) == (host.www / path[1:]).read_bytes()


def test_a_file_without_siblings_is_sent_as_it_is(host: Host) -> None:
    (host.www / "alone.json").write_text("{}")
    answer = host.get("/alone.json")
    assert (answer.status_code, answer.content) == (200, b"{}")
    assert "Content-Encoding" not in answer.headers
    (host.www / "alone.json").unlink()


@pytest.mark.parametrize("accept", CODINGS)
@pytest.mark.parametrize(
    ("validator", "condition"), [("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since")]
)
def test_who_has_the_newest_version_gets_no_body(
    host: Host, accept: str, validator: str, condition: str
) -> None:
    for path in MEDIA_TYPES:
        known = host.get(path, accept).headers[validator]
        answer = host.get(path, accept, **{condition: known})
        assert (answer.status_code, answer.content) == (304, b""), path


def test_each_coding_has_an_etag_of_its_own(host: Host) -> None:
    for path in MEDIA_TYPES:
        assert len({host.get(path, accept).headers["ETag"] for accept in CODINGS}) == 3, path


def test_a_build_makes_readers_download_what_changed_and_nothing_else(host: Host) -> None:
    every, topic = "/all/rss.xml", "/topics/ai/rss.xml"
    etags = {path: host.get(path).headers["ETag"] for path in (every, topic)}
    third = seed(3, topics="[Teams]", provider="{name: CNN, domain: cnn.com}")
    (host.www.parent / "seeds" / "3.md").write_text(third)
    host.build()
    assert {
        path: host.get(path, If_None_Match=etag).status_code for path, etag in etags.items()
    } == {
        every: 200,
        topic: 304,
    }
    assert b"Title 3" in host.get(every).content


def test_caches_may_keep_a_file_for_a_quarter_of_an_hour(host: Host) -> None:
    for path in MEDIA_TYPES:
        answer = host.get(path)
        assert answer.headers["Cache-Control"] == "max-age=900"
        again = host.get(path, If_None_Match=answer.headers["ETag"])
        assert again.headers["Cache-Control"] == "max-age=900"


def test_caches_may_keep_a_page_of_an_archive_for_a_day(host: Host) -> None:
    page = "/topics/ai/archive/1/feed.json"
    (host.www / page[1:]).parent.mkdir(parents=True)
    (host.www / page[1:]).write_text("{}")
    answer = host.get(page)
    assert answer.headers["Cache-Control"] == "max-age=86400"
    assert answer.headers["Content-Type"] == MEDIA_TYPES["/providers/zdnet/feed.json"]
    shutil.rmtree(host.www / "topics/ai/archive")


def test_what_is_missing_is_not_cached_and_is_no_feed(host: Host) -> None:
    answer = host.get("/topics/none/rss.xml")
    assert answer.status_code == 404
    assert "Cache-Control" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/")


def test_hidden_files_are_not_served(host: Host) -> None:
    leftover = host.www / "all" / ".rss.xml.feeds-tmp"
    leftover.write_text("half")
    hidden = [f"/{path.relative_to(host.www)}" for path in host.www.rglob(".*")]
    assert {"/.feeds-manifest.json", "/.feeds.lock", "/all/.rss.xml.feeds-tmp"} <= {*hidden}
    assert {host.get(path).status_code for path in hidden} == {404}


def test_readers_in_a_browser_may_fetch_feeds(host: Host) -> None:
    for path in MEDIA_TYPES:
        assert host.get(path).headers["Access-Control-Allow-Origin"] == "*"


@pytest.fixture
def changed(tmp_path: Path) -> Host:
    """Publish feeds of which one was renamed since, to a name that no URL holds, and one went."""
    host = Host("", tmp_path / "www")
    topics = ["AI", "Facebook AI", "Version 2.0", "Robots"]
    write_seeds(tmp_path / "seeds", *(seed(n + 1, topics=f"[{t}]") for n, t in enumerate(topics)))
    host.build()
    write_seeds(
        tmp_path / "seeds", seed(1), seed(2, topics="[KI für alle]"), seed(3, topics='["2.1"]')
    )
    (tmp_path / "seeds/4.md").unlink()
    host.build()
    return host


@pytest.mark.needs("jq", "bash")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.needs(name)) for name in SERVERS]
)
def test_feeds_that_are_gone_are_answered_as_the_catalogue_says(
    tmp_path: Path, changed: Host, name: str
) -> None:
    with SERVERS[name](changed.www, tmp_path / "server", gone=True) as url:

        def answer(path: str) -> tuple[int, str | None]:
            got = requests.get(url + path, timeout=10, allow_redirects=False)
            place = got.headers.get("Location")
            return got.status_code, place and place.removeprefix(url)

        moved = "/topics/ki-f%C3%BCr-alle/"
        assert {path: answer(path) for path in GONE} == {
            "/topics/facebook-ai/rss.xml": (301, f"{moved}rss.xml"),
            "/topics/facebook-ai/": (301, moved),
            "/topics/facebook-ai/archive/1/feed.json": (301, f"{moved}archive/1/feed.json"),
            "/topics/facebook-ai/x%0d%0aSet-Cookie:a": (301, f"{moved}x"),
            "/topics/version-2.0/atom.xml": (301, "/topics/2.1/atom.xml"),
            "/topics/versionx2.0/atom.xml": (404, None),
            "/topics/robots/rss.xml": (410, None),
            "/topics/none/rss.xml": (404, None),
            "/topics/ai/rss.xml": (200, None),
            "/feeds.json": (200, None),
        }
        assert answer(f"{moved}rss.xml") == (200, None)


GONE = (
    *("/topics/facebook-ai/rss.xml", "/topics/facebook-ai/"),
    *("/topics/facebook-ai/archive/1/feed.json", "/topics/facebook-ai/x%0d%0aSet-Cookie:a"),
    *("/topics/version-2.0/atom.xml", "/topics/versionx2.0/atom.xml", "/topics/robots/rss.xml"),
    *("/topics/none/rss.xml", "/topics/ai/rss.xml", "/feeds.json"),
)


@pytest.mark.needs("jq", "bash")
def test_static_hosts_are_told_where_feeds_have_moved(changed: Host) -> None:
    assert redirects(changed.www).splitlines() == [
        "/topics/facebook-ai/* /topics/ki-für-alle/:splat 301",
        "/topics/version-2.0/* /topics/2.1/:splat 301",
    ]


def test_rules_for_static_hosts_give_the_same_media_types() -> None:
    rules = re.findall(r"^(/.*)\n  Content-Type: (.*)$", block("_headers"), re.MULTILINE)
    named = {
        path: kind for path in MEDIA_TYPES for pattern, kind in rules if fnmatch(path, pattern)
    }
    assert named == {path: MEDIA_TYPES[path] for path in named}
    assert len(named) == len(rules) == len(FORMATS) + 1


def test_the_page_lists_every_media_type() -> None:
    rows = dict(re.findall(r"^\| `(.*?)` \| `(.*?)` \|$", PAGE, re.MULTILINE))
    files = {path.rpartition("/")[2] or "index.html": kind for path, kind in MEDIA_TYPES.items()}
    assert rows == files
    assert {format_.file_name: rows[format_.file_name] for format_ in FORMATS.values()} == {
        format_.file_name: format_.media_type for format_ in FORMATS.values()
    }
