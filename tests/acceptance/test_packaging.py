"""The distribution works where there is no checkout: everything it needs at run time is inside."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

import feeds
from tests.acceptance.offline_python import make_python, offline_environment
from tests.plugins import command

SEED = next((command.ROOT / "seeds").glob("2022-09-12-*.md"))


@dataclass(frozen=True)
class Distribution:
    """The two files that a release consists of."""

    wheel: Path
    sdist: Path


def run(*args: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run Python in *cwd* and return its output; the test fails if the program does."""
    done = subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env=env or command.clean_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, folder: Path, target: str) -> Path:
    """Build the *target*, "wheel" or "sdist", from *source* into *folder*, without network."""
    run("-m", "hatchling", "build", "--target", target, "--directory", folder, cwd=source)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    """Build both from the checkout, which stays as it is."""
    return Distribution(
        wheel=build(command.ROOT, tmp_path_factory.mktemp("wheel"), "wheel"),
        sdist=build(command.ROOT, tmp_path_factory.mktemp("sdist"), "sdist"),
    )


@pytest.fixture(scope="module")
def installed(
    distribution: Distribution, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Install the wheel and return an environment in which it alone provides the package."""
    target = tmp_path_factory.mktemp("installed")
    pip = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", target)
    run(*pip, distribution.wheel, cwd=target)
    env = command.clean_environment()
    return env | {"PYTHONPATH": os.pathsep.join((str(command.GUARD), str(target)))}


def names_in(wheel: Path) -> set[str]:
    """Return the names of the files in *wheel*."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def checkout_files(folder: str, inside: str) -> set[str]:
    """Return the files of a *folder* of the checkout by their names *inside* a wheel."""
    root = command.ROOT / folder
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return {f"{inside}/{path.as_posix()}" for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_its_schemas_and_nothing_else(
    distribution: Distribution,
) -> None:
    inside = {name for name in names_in(distribution.wheel) if ".dist-info/" not in name}
    assert inside == checkout_files("feeds", "feeds") | checkout_files("schema", "feeds/schemas")
    assert inside >= {"feeds/py.typed", "feeds/schemas/seed.schema.json"}
    assert any(name.startswith("feeds/render/templates/") for name in inside)


def metadata_of(wheel: Path) -> EmailMessage:
    """Return what *wheel* says of itself (https://packaging.python.org, core metadata)."""
    (name,) = (name for name in names_in(wheel) if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        return message_from_bytes(archive.read(name), policy=policy.default)


def test_wheel_and_sdist_hold_the_licence_and_name_it(distribution: Distribution) -> None:
    licence = (command.ROOT / "LICENSE").read_bytes()
    assert licence.startswith(b"MIT License\n")
    with zipfile.ZipFile(distribution.wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("licenses/LICENSE"))
        assert archive.read(name) == licence
    with tarfile.open(distribution.sdist) as tar:
        (name,) = (name for name in tar.getnames() if name.count("/") == 1 and "LICENSE" in name)
        file = tar.extractfile(name)
        assert file
        assert file.read() == licence
    metadata = metadata_of(distribution.wheel)
    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE"]


def test_the_classifiers_name_each_python_that_ci_runs(distribution: Distribution) -> None:
    workflow = command.ROOT / ".github" / "workflows" / "ci.yml"
    matrix = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]["check"]["strategy"]
    prefix = "Programming Language :: Python :: 3."
    classifiers = metadata_of(distribution.wheel).get_all("Classifier") or []
    named = [one.removeprefix(prefix) for one in classifiers if one.startswith(prefix)]
    oldest, newest = (int(python.removeprefix("3.")) for python in matrix["matrix"]["python"])
    assert named == [str(minor) for minor in range(oldest, newest + 1)]
    assert "Typing :: Typed" in classifiers


def test_the_sdist_builds_the_same_wheel(distribution: Distribution, tmp_path: Path) -> None:
    pip = ("-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", tmp_path, distribution.sdist, cwd=tmp_path)
    (rebuilt,) = tmp_path.iterdir()
    assert rebuilt.name == distribution.wheel.name
    assert names_in(rebuilt) == names_in(distribution.wheel)


def test_the_installed_package_is_not_the_checkout(
    installed: dict[str, str], tmp_path: Path
) -> None:
    where = run("-c", "import feeds; print(feeds.__file__)", cwd=tmp_path, env=installed)
    assert not Path(where).is_relative_to(command.ROOT)


def test_the_installed_command_tells_its_version(installed: dict[str, str], tmp_path: Path) -> None:
    assert feeds.__version__ in run("-m", "feeds", "--version", cwd=tmp_path, env=installed)


def test_the_installed_command_prints_the_schema_of_the_checkout(
    installed: dict[str, str], tmp_path: Path
) -> None:
    schema = (command.ROOT / "schema" / "seed.schema.json").read_text(encoding="utf-8")
    assert run("-m", "feeds", "schema", cwd=tmp_path, env=installed) == schema


def test_the_installed_command_validates_a_seed(installed: dict[str, str], tmp_path: Path) -> None:
    shutil.copy(SEED, tmp_path)
    run("-m", "feeds", "validate", SEED.name, cwd=tmp_path, env=installed)


def test_the_installed_command_builds_feeds_and_their_pages(
    installed: dict[str, str], tmp_path: Path
) -> None:
    seeds, out = tmp_path / "seeds", tmp_path / "out"
    seeds.mkdir()
    shutil.copy(SEED, seeds)
    run("-m", "feeds", "build", "--seeds", seeds, "--out", out, cwd=tmp_path, env=installed)
    assert {path.suffix for path in out.rglob("*") if path.is_file()} >= {".xml", ".json", ".html"}


def check_package(
    folder: Path, distribution: Distribution, *tag: str
) -> "subprocess.CompletedProcess[str]":
    """Run the check of the release workflow in *folder*, for a release of this *tag*."""
    script = shutil.copytree(command.ROOT / ".ci", folder / ".ci") / "check-package"
    (folder / "dist").mkdir()
    for file in (distribution.wheel, distribution.sdist):
        shutil.copy(file, folder / "dist")
    kept = {name: os.environ[name] for name in command.KEPT if name in os.environ}
    return subprocess.run(
        [script, *tag],
        env=kept | offline_environment(folder / "lent") | {"PYTHON": sys.executable},
        cwd=folder.parent, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.needs("bash")
def test_a_release_installs_from_the_wheel_and_from_the_source(
    distribution: Distribution, tmp_path: Path
) -> None:
    done = check_package(tmp_path, distribution, f"v{feeds.__version__}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"dist/{file.name}: feeds, version {feeds.__version__}"
        for file in (distribution.wheel, distribution.sdist)
    ]


@pytest.mark.needs("bash")
def test_a_tag_that_is_not_the_version_is_not_released(
    distribution: Distribution, tmp_path: Path
) -> None:
    done = check_package(tmp_path, distribution, "v9.9.9")
    assert done.returncode == 1
    assert done.stderr.startswith(f"The tag v9.9.9 is not the version {feeds.__version__}.")


@pytest.mark.needs("bash")
def test_the_image_has_the_locked_libraries_and_this_project(tmp_path: Path) -> None:
    """No engine runs here: what is copied is copied, and what is run is run in a fresh Python."""
    text = (command.ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 10
    lines = re.sub(r"\\\n", "", text).splitlines()[1:]
    instructions = dict(line.split(maxsplit=1) for line in lines)
    assert list(instructions) == ["FROM", "COPY", "RUN", "WORKDIR", "ENTRYPOINT"]
    assert instructions["COPY"] == ". /src"
    ignored = (command.ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in (line.removeprefix("!") for line in ignored if line.startswith("!")):
        copy = shutil.copytree if (command.ROOT / name).is_dir() else shutil.copy
        (tmp_path / "src").mkdir(exist_ok=True)
        copy(command.ROOT / name, tmp_path / "src" / name)
    programs = make_python(tmp_path / "python")
    kept = {name: os.environ[name] for name in command.KEPT if name in os.environ}
    path = os.pathsep.join((str(programs), kept["PATH"]))
    environment = kept | offline_environment(tmp_path / "lent") | {"PATH": path}

    def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    installed = start("bash", "-c", instructions["RUN"].replace("/src", str(tmp_path / "src")))
    assert installed.returncode == 0, installed.stdout + installed.stderr
    (entry,) = json.loads(instructions["ENTRYPOINT"])
    begun = start(entry, "init", "work", "--yes", "--url", "https://news.example/")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert (programs / entry).is_file()


def test_only_the_job_that_publishes_may_prove_who_it_is() -> None:
    workflow = command.ROOT / ".github" / "workflows" / "release.yml"
    release = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert release["permissions"] == {}
    build, publish = release["jobs"].values()
    assert build["permissions"] == {"contents": "read"}
    assert publish["permissions"] == {"id-token": "write"}
    # What is published is what was checked: nothing is built or run where the right to publish is.
    assert publish["needs"] == "build"
    assert not any("run" in step for step in publish["steps"])
    assert [step["run"] for step in build["steps"] if "run" in step] == [
        "make package", '.ci/check-package "$GITHUB_REF_NAME"',
    ]  # fmt: skip
