"""Build a collection into a folder of its own, serve it, and build again whenever it changes."""

import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from werkzeug.serving import BaseWSGIServer, make_server

from feeds.config.load import load_settings
from feeds.problems.errors import ConfigError, FeedsError
from feeds.seeds.folder import open_folder
from feeds.serve.preview import Job, Preview, build
from feeds.serve.site import Site
from feeds.serve.watch import changes

_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """Where to serve, whether to ``watch`` for changes, and in how many ``jobs`` to build.

    Each build is as of what ``clock`` says.
    """

    clock: Callable[[], datetime]
    host: str = "127.0.0.1"
    port: int = 8000
    watch: bool = True
    jobs: int = 1


def serve(
    file: Path | None,
    overrides: Mapping[str, Any],
    options: ServeOptions,
    started: Callable[[str], None],
    built: Callable[[Preview], None],
) -> None:
    """Serve the collection that the configuration *file* describes until it is interrupted.

    *overrides* are settings by key, as for ``load_settings``. *started* is called with the address,
    and *built* with what becomes of each build, twice if that can be checked. Raises FeedsError if
    the address cannot be had, or if at the beginning there is nothing to build.
    """
    open_folder(load_settings(file, overrides).seeds.path).require()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="feeds-serve-") as scratch:
        job = Job(file, overrides, Path(scratch), options.jobs)
        site = Site(job.out, _NAMES if _is_loopback(options.host) else ())
        with _serving(site, options) as address:
            started(address)
            while True:
                with changes(_paths(job) if options.watch else ()) as queue:
                    for preview in build(job, options.clock()):
                        site.show(preview)
                        built(preview)
                    queue.get()


def _paths(job: Job) -> list[Path]:
    """Return what to watch: the configuration, or where it would be, and the seeds."""
    paths = [job.file or Path("feeds.toml")]
    try:
        settings = load_settings(job.file, job.overrides)
    except FeedsError:
        return paths  # the build says what is wrong with it
    return [*paths, settings.seeds.path] if isinstance(settings.seeds.path, Path) else paths


@contextmanager
def _serving(site: Site, options: ServeOptions) -> Iterator[str]:
    """Serve *site* in threads, and yield its address; raise ConfigError if that cannot be had."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        listener = socket.create_server((options.host, options.port), family=family)
    except (OSError, OverflowError) as exc:
        message = f"cannot serve at {options.host} port {options.port}: {exc}"
        remedy = "give another with --port, or --port 0 for any that is free"
        raise ConfigError(f"{message}; {remedy}", key="--port") from exc
    with listener:
        server: BaseWSGIServer = make_server(
            options.host, options.port, site, threaded=True, fd=listener.fileno()
        )
        host = f"[{options.host}]" if family == socket.AF_INET6 else options.host
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{host}:{server.port}/"
        finally:
            site.end()
            server.shutdown()
            thread.join()
            server.server_close()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
