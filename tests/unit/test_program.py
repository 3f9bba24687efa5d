"""What decides the bytes of feeds is known by name."""

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from feeds import __version__
from feeds.program import describe_program, program_digest


def test_releases_are_those_of_python_feeds_and_its_libraries() -> None:
    releases = describe_program()
    assert releases["Python"] == platform.python_version()
    assert re.fullmatch(rf"{re.escape(__version__)} \([0-9a-f]{{8}}\)", releases["feeds"])
    assert {"lxml", "feedgen", "pyyaml"} < releases.keys()


def test_extras_do_not_count() -> None:
    assert not {"distributed", "fsspec"} & describe_program().keys()


def test_digest_is_one_of_sha_256() -> None:
    assert re.fullmatch("[0-9a-f]{64}", program_digest())


@pytest.mark.parametrize(
    "part",
    [
        "schema/seed.schema.json",
        "feeds/problems/basic_rules.toml",
        "feeds/render/templates/page.css",
        "feeds/model.py",
    ],
)
def test_digest_covers_all_that_decides_what_is_written(tmp_path: Path, part: str) -> None:
    """What was valid by another schema, or worded otherwise, must not be taken from the cache."""
    root = Path(__file__).parents[2]
    for name in ("feeds", "schema"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    before = digest_in(tmp_path)
    with (tmp_path / part).open("a") as file:
        file.write("\n")
    assert digest_in(tmp_path) != before


def digest_in(checkout: Path) -> str:
    code = "from feeds.program import program_digest; print(program_digest())"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout
