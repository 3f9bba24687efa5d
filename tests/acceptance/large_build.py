"""Builds that take long enough for something to happen to them half-way."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.generate import generate
from tests.plugins.command import clean_environment

NOW = "2027-01-01T00:00:00Z"
# One format and few entries: what is tested is when files are written, not what is in them.
_COMMAND = (
    *(sys.executable, "-m", "feeds", "build", "--site-url", "https://news.example/feeds"),
    *("--format", "json", "--content", "excerpt", "--limit", "3"),
)


def write_generated(folder: Path, first: int, last: int, *, prefix: str = "") -> None:
    """Write the generated seeds from *first* up to *last*, *prefix* before the title of each."""
    folder.mkdir(parents=True)
    for number, seed in enumerate(generate(last)):
        if number >= first:
            text = seed.text.replace('title: "', f'title: "{prefix}', 1)
            (folder / seed.name).write_text(text, encoding="utf-8", newline="")


def start_build(folder: Path, *options: str | Path) -> subprocess.Popen[str]:
    """Start a build of the seeds in *folder*, as the leader of a process group of its own."""
    return subprocess.Popen(
        [*_COMMAND, "--now", NOW, *options],
        cwd=folder,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def finish(build: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return exit code, output and messages of *build*, when it has ended."""
    output, messages = build.communicate(timeout=60)
    return build.returncode, output, messages


def published(out: Path) -> dict[str, bytes]:
    """Return the files below *out* that a host serves, by path; hidden ones are none."""
    return {
        os.path.relpath(Path(folder, name), out): Path(folder, name).read_bytes()
        for folder, _, names in os.walk(out)
        for name in names
        if not name.startswith(".")
    }
