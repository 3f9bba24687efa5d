"""Install this project with pip as users do, from what the tests have, without any network."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.plugins.command import ROOT

# An editable install would let the project itself seem to be there already.
_NOT_LENT = ("seedfeeds", "_seedfeeds", "pip", "virtualenv", "_virtualenv", "__pycache__")


def build_release(folder: Path) -> Path:
    """Put the wheel of this checkout into *folder*, the place of PyPI; return that folder."""
    name, wheel = _built_wheel()
    folder.mkdir()
    (folder / name).write_bytes(wheel)
    return folder


@cache
def _built_wheel() -> tuple[str, bytes]:
    """Build the wheel of this checkout, which is the same for all tests; return name and content."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        (wheel,) = Path(folder).iterdir()
        return wheel.name, wheel.read_bytes()


def make_python(folder: Path) -> Path:
    """Make a Python with pip and nothing else in *folder*; return the folder of its programs.

    The pip is that of the tests, and whole: ``venv`` would take seconds to install its own.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    lib = Path(sysconfig.get_path("purelib", "venv", {"base": os.fspath(folder)}))
    for part in Path(sysconfig.get_path("purelib")).glob("pip*"):
        shutil.copytree(part, lib / part.name)
    programs = folder / "bin"
    (programs / "pip").write_text(f'#!/bin/sh\nexec "{programs / "python"}" -m pip "$@"\n')
    (programs / "pip").chmod(0o755)
    return programs


def offline_environment(folder: Path, releases: Path | None = None) -> dict[str, str]:
    """Return what makes pip find the locked libraries installed, and look nowhere else.

    They are lent to other Pythons through *folder*, so that nothing is installed twice; the
    project is built and installed for real. With *releases*, pip finds there what is published of
    this project.
    """
    folder.mkdir()
    for library in _lent():
        (folder / library.name).symlink_to(library)
    return {
        "PYTHONPATH": os.fspath(folder),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this switch the other way round
        "PIP_NO_COMPILE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **({"PIP_FIND_LINKS": os.fspath(releases)} if releases else {}),
    }


def _lent() -> Iterator[Path]:
    for library in sorted(Path(sysconfig.get_path("purelib")).iterdir()):
        if not library.name.startswith(_NOT_LENT) and library.suffix != ".pth":
            yield library
