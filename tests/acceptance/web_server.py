"""The configurations of docs/hosting.md, started on loopback with ports and paths replaced."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.plugins.command import ROOT
from tests.plugins.needs import NGINX_BROTLI, find_program

PAGE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```\w+\n# (\S+|\S+, [\w ]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PATIENCE_SECONDS = 20
# What Debian's own nginx.conf has around a site, without what only root may do.
_NGINX = """
load_module {brotli};
daemon off; master_process off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
    access_log off; {temporary}
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    include {folder}/site;
}}
"""
_CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


def block(path: str) -> str:
    """Return what the page has readers put into the file at *path*."""
    blocks: dict[str, str] = dict(_BLOCK.findall(PAGE))
    return blocks[path]


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """Return *text* with *changes*, each of which must have something to change."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def gone_map(www: Path, folder: str) -> str:
    """Return what the page's command for the server whose files are in *folder* says of *www*."""
    (command,) = re.findall(f"^# (jq .*) >{folder}/feeds-gone.map$", PAGE, re.MULTILINE)
    return _run(command, www)


def redirects(www: Path) -> str:
    """Return the file ``_redirects`` that the page's command makes of what is in *www*."""
    (command,) = re.findall(r"^\$ (jq .*) >out/_redirects$", PAGE, re.MULTILINE)
    return _run(command, www)


def _run(command: str, www: Path) -> str:
    line = re.sub(r"\S+/feeds.json$", str(www / "feeds.json"), command)
    return subprocess.run(["bash", "-c", line], check=True, capture_output=True, text=True).stdout


@contextmanager
def nginx(www: Path, folder: Path, *, gone: bool = False) -> Iterator[str]:
    """Serve *www* by the page's nginx configuration for the block; yield the address.

    With *gone*, what it says of feeds that are gone is followed.
    """
    folder.mkdir()
    port = _free_port()
    name = "/etc/nginx/sites-available/feeds"
    site = block(name)
    if gone:
        (folder / "feeds-gone.map").write_text(gone_map(www, "/etc/nginx"))
        after = "    brotli_static on;"
        site = replaced(site, {after: block(f"{name}, inside") + after})
        site = block(f"{name}, at the beginning") + site
        site = replaced(site, {"/etc/nginx/feeds-gone.map": f"{folder}/feeds-gone.map"})
    changes = {"/var/www/feeds": str(www), "listen 80;": f"listen 127.0.0.1:{port};"}
    (folder / "site").write_text(replaced(site, changes))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        _NGINX.format(folder=folder, temporary=temporary, brotli=NGINX_BROTLI)
    )
    with _running(["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")], folder, port) as url:
        yield url


@contextmanager
def caddy(www: Path, folder: Path, *, gone: bool = False) -> Iterator[str]:
    """Serve *www* by the page's Caddyfile for the block; yield the address. *gone* is as above."""
    folder.mkdir()
    port = _free_port()
    changes = {"/var/www/feeds": str(www), "news.example": f"http://127.0.0.1:{port}"}
    config = folder / "Caddyfile"
    site = block("/etc/caddy/Caddyfile")
    if gone:
        (folder / "feeds-gone.map").write_text(gone_map(www, "/etc/caddy"))
        before = "\tfile_server {"
        site = replaced(site, {before: block("/etc/caddy/Caddyfile, inside") + before})
        site = replaced(site, {"/etc/caddy/feeds-gone.map": f"{folder}/feeds-gone.map"})
    config.write_text(_CADDY + replaced(site, changes))
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(config)]
    with _running(command, folder, port) as url:
        yield url


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[str]:
    """Run *command*, which keeps its state in *folder*, until the block ends; yield its address."""
    state = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    program = find_program(command[0])
    assert program
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [program, *command[1:]], env=os.environ | state, stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _await(url, server, folder / "log")
        yield url
    finally:
        server.terminate()
        server.wait(_PATIENCE_SECONDS)


def _await(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once *server* answers; fail with its *log* if it ends or is silent for long."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
