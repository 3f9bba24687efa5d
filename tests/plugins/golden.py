"""Compare output with files kept in the repository, byte for byte."""

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the files."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the code makes now to the golden files; review the diff like code",
    )


def _lines(content: bytes) -> list[str]:
    return content.decode(errors="backslashreplace").replace("\r", "\\r").split("\n")


def _difference(path: Path, expected: bytes, actual: bytes) -> str:
    return "\n".join(
        unified_diff(
            _lines(expected), _lines(actual), str(path), "what the code makes", lineterm=""
        )
    )


def check(path: Path, actual: bytes) -> None:
    """Fail the test, showing the difference, unless the file at *path* holds *actual*."""
    if not path.exists():
        pytest.fail(f"there is no {path}: make it with pytest --update-golden", pytrace=False)
    expected = path.read_bytes()
    if expected != actual:
        pytest.fail(_difference(path, expected, actual), pytrace=False)


def update(path: Path, actual: bytes) -> None:
    """Make the file at *path* hold *actual*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(actual)


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Return ``golden(path, actual)``, which compares, or with ``--update-golden`` rewrites."""
    return update if request.config.getoption("--update-golden") else check
