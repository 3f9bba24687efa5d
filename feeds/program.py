"""What the output depends on besides seeds and configuration: this program and its libraries."""

import os
import re
import sys
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path

from feeds import __version__

_PARTS = (".py", ".toml", ".json", ".html", ".css", ".js")
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
    package, schemas = Path(__file__).parent, schema_folder()
    for folder, folders, names in chain(os.walk(package), os.walk(schemas)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(_PARTS):
                # Hundreds of small files: buffers would take half as long again.
                with open(os.path.join(folder, name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123 - as above
                    digest.update(name.encode() + file.read())
    return digest.hexdigest()


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
