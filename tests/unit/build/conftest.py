"""What the tests of the stages of a build have in common."""

from pathlib import Path

import pytest

from tests.acceptance.changing_folder import ChangingFolder


@pytest.fixture
def folder(tmp_path: Path) -> ChangingFolder:
    """Return a folder of five seeds, which have been built."""
    made = ChangingFolder(tmp_path, 5, formats=("json",))
    made.build()
    return made
