"""Nothing of the package or of its tests escapes the linter, the type checker or the wheel."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import lint_workflows
from tests.plugins import command

# A name that nothing defines: a fault for the linter as for the type checker.
FAULTY = '"""A module."""\n\nUNDEFINED = undefined\n'
PLANTED = "planted.py"
CHECKED = ("feeds", "tests", "benchmarks")
CHECKS = {
    "linter": ("ruff", "check", "--no-cache", "--output-format=concise", "."),
    "type checker": ("mypy", "--cache-dir", os.devnull, "--no-color-output"),
}


def folders(root: Path, top: str) -> list[str]:
    """Return the folders of Python files of *root* in and below *top*, as paths below *root*."""
    files = (path.relative_to(root) for path in (root / top).rglob("*.py"))
    return sorted({path.parent.as_posix() for path in files if "node_modules" not in path.parts})


def run(project: Path, *args: str) -> str:
    """Return what the program of Python *args* prints in *project*."""
    done = subprocess.run(
        [sys.executable, "-m", *args], cwd=project, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the settings and folders of this one, and a fault in each of these."""
    project = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(command.ROOT / name, project)
    shutil.copytree(command.ROOT / "schema", project / "schema")
    # What npm installs there is code of others.
    ours = [folder for top in CHECKED for folder in folders(command.ROOT, top)]
    for folder in (*ours, "tests/node/node_modules/theirs"):
        (project / folder).mkdir(parents=True, exist_ok=True)
        (project / folder / "__init__.py").touch()
        (project / folder / PLANTED).write_text(FAULTY)
    (project / "feeds" / "__init__.py").write_text('__version__ = "1.0"\n')
    return project


def without_report(printed: str, places: Sequence[str]) -> list[str]:
    """Return those folders of *places* whose planted fault is not in what was *printed*."""
    return [place for place in places if f"{place}/{PLANTED}:" not in printed]


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_folder_is_checked_but_for_the_code_of_others(
    project: Path, check: Sequence[str]
) -> None:
    printed = run(project, *check)
    places = [place for top in CHECKED for place in folders(project, top)]
    assert not without_report(printed, places)
    assert "node_modules" not in printed


def test_the_wheel_holds_every_module(project: Path) -> None:
    run(project, "hatchling", "build", "--target", "wheel", "--directory", "dist")
    (wheel,) = (project / "dist").glob("*.whl")
    with ZipFile(wheel) as archive:
        held = set(archive.namelist())
    wanted = {f"{place}/{PLANTED}" for place in folders(project, "feeds")}
    assert wanted <= held


WORKFLOW = """\
name: Seeds
on: push
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    container: {image}
    steps:
      - uses: {action}
        with:
          fetch-depth: {depth}
"""
SOUND = {
    "image": f"python@sha256:{'0' * 64}",
    "action": f"actions/checkout@{'0' * 40} # v5.0.0",
    "depth": "0\n          persist-credentials: false",
}


@pytest.mark.parametrize("place", [".github/workflows/ci.yml", "README.md", "docs/ci.md"])
@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ({}, None),
        ({"action": "actions/checkout@v5"}, "unpinned-uses"),
        ({"image": "python:3.13"}, "unpinned-images"),
        ({"depth": "0"}, "artipacked"),
    ],
)
def test_workflows_are_linted_wherever_they_stand(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    place: str,
    fault: dict[str, str],
    found: str | None,
) -> None:
    for page in (".github/workflows/sound.yml", "README.md", "docs/ci.md"):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text("" if page.endswith(".md") else WORKFLOW.format(**SOUND))
    shutil.copy(command.ROOT / "action.yml", tmp_path)
    text = WORKFLOW.format(**SOUND | fault)
    (tmp_path / place).write_text(
        f"# Page\n\n```yaml\n{text}```\n" if place.endswith("d") else text
    )
    code = lint_workflows.lint(tmp_path)
    said = "".join(capfd.readouterr())
    assert (code != 0, found is None or f"[{found}]" in said) == (found is not None, True), said


def test_every_workflow_of_the_pages_is_linted() -> None:
    pages = [command.ROOT / "README.md", *(command.ROOT / "docs").glob("*.md")]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    linted = sum(len(lint_workflows.copied_workflows(text)) for text in texts)
    assert linted == sum(text.count("\njobs:\n") for text in texts) > 0
