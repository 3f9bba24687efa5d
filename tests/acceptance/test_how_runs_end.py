"""How runs end that cannot say what they did, or are not let finish."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.published import NO_URL, URL
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds, clean_environment


@pytest.mark.parametrize("command", [["build"], ["validate"], ["schema"], ["--help"]])
def test_full_standard_output_is_a_clear_error(tmp_path: Path, command: list[str]) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "feeds", *command],
            cwd=tmp_path, env=clean_environment(), stdout=full, stderr=subprocess.PIPE,
            encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    # The code 2 means that nothing was changed.
    published = "; the feeds were published all the same" if command == ["build"] else ""
    assert done.returncode == (1 if published else 2)
    fault = "standard output cannot be written: No space left on device"
    assert done.stderr.endswith(f"feeds: error: {fault}{published}\n")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out/all/rss.xml").exists() == bool(published)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_were_never_open_end_no_run(tmp_path: Path, closed: str) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m feeds build -v {closed}', sys.executable],
        cwd=tmp_path, env=clean_environment(), capture_output=True, encoding="utf-8", timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out/all/rss.xml").exists()


@pytest.mark.parametrize("options", [[], ["--dry-run"]], ids=["build", "dry run"])
def test_a_report_that_cannot_be_written_is_no_failed_build(
    tmp_path: Path, run_feeds: RunFeeds, options: list[str]
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = run_feeds("build", "--report", "/dev/full", *URL, *options)
    published = "" if options else "; the feeds were published all the same"
    assert done.returncode == (2 if options else 1)
    assert done.stderr == (
        "feeds: error: --report /dev/full: cannot be written: No space left on device; choose"
        f" another file{published}\n"
    )
    assert done.stdout.startswith("read 1 seed in seeds\n")
    assert (tmp_path / "out/all/rss.xml").exists() == bool(published)


@pytest.mark.parametrize("command", [["build"], ["validate"], ["schema"], ["--help"]])
def test_standard_output_that_is_closed_ends_the_run_quietly(
    tmp_path: Path, command: list[str]
) -> None:
    """As ``feeds build | head -1`` does; 1 would mean problems in seeds."""
    write_seeds(tmp_path / "seeds", seed(1))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "feeds", *command],
            cwd=tmp_path, env=clean_environment(), stdout=closed, stderr=subprocess.PIPE,
            encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 141
    assert done.stderr == (NO_URL if command == ["build"] else "")


@pytest.mark.parametrize(
    ("number", "code", "why"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "ended by SIGTERM")],
)
def test_interrupted_build_says_so(tmp_path: Path, number: int, code: int, why: str) -> None:
    write_seeds(tmp_path / "seeds", *(seed(1 + n % 28, id=f"tag:a,2022:{n}") for n in range(6000)))
    with subprocess.Popen(
        [sys.executable, "-m", "feeds", "build"],
        cwd=tmp_path, env=clean_environment(), stderr=subprocess.PIPE, encoding="utf-8",
    ) as running:  # fmt: skip
        # Python drops an interruption of a library that is being loaded: seeds must be read by now.
        while not any((tmp_path / ".feeds-cache").glob("build-*")):
            time.sleep(0.01)
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
    message = f"feeds: {why}; every file is whole, old or new: run it again\n"
    assert (running.returncode, said) == (code, message)
    assert not [
        path
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and ".lock" not in path.name
    ]


INTERRUPT_AT = """
import sys
from feeds.cli import main

class Finder:
    def find_spec(name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder)
sys.argv[1:] = {arguments!r}
main()
"""


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["build"], "feeds.cli.build"),
        (["build"], "feeds.build.run"),
        (["build"], "feeds.build.publish"),
        (["diff"], "feeds.output.differences"),
        (["cache", "clear"], "feeds.build.remember"),
        (["validate"], "feeds.validation.run"),
    ],
)
def test_who_interrupts_while_the_program_loads_is_told_the_same(
    tmp_path: Path, arguments: list[str], name: str
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    program = INTERRUPT_AT.format(name=name, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    message = "feeds: interrupted; every file is whole, old or new: run it again\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, "", message)
