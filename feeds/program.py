"""What the output depends on besides seeds and configuration: this program and its libraries."""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from feeds import __version__

_PARTS = (".py", ".toml", ".json", ".html", ".css", ".js")
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)
# Most of its files are smaller.
_PART_BYTES = 16_384
_INSTALLED = (".dist-info", ".egg-info")
_DISTRIBUTION = "seedfeeds"


@cache
def program_digest() -> str:
    """Return the SHA-256 of this program as it is installed, in hexadecimal.

    It covers every file of the package, the releases of all installed libraries, and Python's own.
    """
    return sha256(repr((sys.version, _libraries(), _source_digest())).encode()).hexdigest()


@cache
def describe_program() -> dict[str, str]:
    """Return the releases that decide what is written, by name: Python, feeds and its libraries.

    Other than the digest, it says nothing of what else is installed.
    """
    # Only who works with other machines asks, and it takes as long to load as all of the above.
    import platform
    from importlib import metadata

    releases = {
        "Python": platform.python_version(),
        "feeds": f"{__version__} ({_source_digest()[:8]})",
    }
    for requirement in metadata.requires(_DISTRIBUTION) or ():
        found = re.match(r"[\w.-]+", requirement)
        if found and "extra ==" not in requirement:
            releases[found.group()] = metadata.version(found.group())
    return releases


@cache
def _source_digest() -> str:
    digest = sha256()
    package, schemas = str(Path(__file__).parent), str(schema_folder())
    for name, path in chain(_files(package), _files(schemas)):
        digest.update(name.encode())
        # Hundreds of small files, in each build: a file object for each would take twice as long.
        descriptor = os.open(path, _READ_ONLY)
        try:
            while part := os.read(descriptor, _PART_BYTES):
                digest.update(part)
        finally:
            os.close(descriptor)
    return digest.hexdigest()


def _files(folder: str) -> Iterator[tuple[str, str]]:
    """Yield name and path of what the program consists of in *folder* and below, in order."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    yield from ((entry.name, entry.path) for entry in entries if entry.name.endswith(_PARTS))
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
            yield from _files(entry.path)


def _libraries() -> list[str]:
    # Whoever only asks for schemas need not load it.
    import click

    # The folders are named by library and release; to ask for each by name takes ten times as long.
    place = Path(click.__file__).parents[1]
    return sorted(name for name in os.listdir(place) if name.endswith(_INSTALLED))  # noqa: PTH208 - names only


def schema_folder() -> Path:
    """Return the folder of the schemas.

    An installed package carries them inside, a checkout has them beside the package.
    """
    packaged = Path(__file__).with_name("schemas")
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "schema"
