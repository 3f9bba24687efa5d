"""What the output depends on besides seeds and configuration: this program and its libraries."""

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

import click

_PARTS = (".py", ".json", ".html", ".css", ".js", ".dat")
_INSTALLED = (".dist-info", ".egg-info")


@cache
def program_digest() -> str:
    """Return the SHA-256 of this program as it is installed, in hexadecimal.

    It covers every file of the package, the releases of all installed libraries, and Python's own.
    """
    package = Path(__file__).parent
    digest = sha256(repr((sys.version, _libraries())).encode())
    for folder, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_PARTS):
                digest.update(name.encode() + Path(folder, name).read_bytes())
    return digest.hexdigest()


def _libraries() -> list[str]:
    # The folders are named by library and release; to ask for each by name takes ten times as long.
    place = Path(click.__file__).parents[1]
    return sorted(name for name in os.listdir(place) if name.endswith(_INSTALLED))  # noqa: PTH208 - names only
