"""What decides the bytes of feeds is known by name."""

import platform
import re

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
