"""Tab completes commands, options and values in real shells, set up by the lines of the page."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.test_editors import code_blocks
from tests.plugins.command import RunFeeds, clean_environment


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment whose PATH has ``feeds``, with an empty home."""
    program = tmp_path / "bin" / "feeds"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m feeds "$@"\n')
    program.chmod(0o755)
    clean = clean_environment()
    path = os.pathsep.join((str(program.parent), clean["PATH"]))
    return clean | {"HOME": str(tmp_path), "PATH": path, "TERM": "dumb"}


def press(command: list[str], environment: dict[str, str], keys: str, expected: str) -> str:
    """Type *keys* into an interactive shell; return its screen once it shows *expected*."""
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        command, env=environment, cwd=environment["HOME"], start_new_session=True,
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    try:
        wait_for(main, "READY")
        os.write(main, keys.encode())
        return wait_for(main, expected)
    finally:
        process.kill()
        process.wait()
        os.close(main)


def wait_for(terminal: int, expected: str, seconds: float = 20) -> str:
    """Return what *terminal* shows up to and with *expected*, or all of it when time is up."""
    shown, end = "", time.monotonic() + seconds
    while expected not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
            shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x07|[^\n]\x08", "", shown)
    return shown


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("rule duplicate-", ["duplicate-id", "duplicate-key", "duplicate-related", "duplicate-topic",
                             "duplicate-url"]),
        ("validate --select html-", ["html-entity", "html-in-text"]),
        ("validate --ignore html-entity,html-", ["html-entity,html-in-text"]),
        ("rule nothing-such", []),
    ],
)  # fmt: skip
def test_ids_of_rules(run_feeds: RunFeeds, words: str, offered: list[str]) -> None:
    environment = {
        "_FEEDS_COMPLETE": "bash_complete",
        "COMP_WORDS": f"feeds {words}",
        "COMP_CWORD": str(len(words.split())),
    }
    done = run_feeds(env=environment)
    assert done.stdout.split() == [f"plain,{rule}" for rule in offered]


@pytest.mark.needs("bash")
def test_bash(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / ".bashrc").write_text(code_blocks("bash")[0] + "PS1='READY '\n")
    bash = ["bash", "--noprofile", "-i"]
    assert "feeds validate" in press(bash, environment, "feeds va\t", "feeds validate")
    expected = "feeds validate --select html-entity,html-in-text"
    assert expected in press(bash, environment, f"{expected[:-6]}\t", expected)


@pytest.mark.needs("zsh")
def test_zsh(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / ".zshrc").write_text(
        "autoload -Uz compinit && compinit -u\n" + code_blocks("zsh")[0] + "PS1='READY '\n"
    )
    zsh = ["zsh", "-d", "-i"]
    assert "feeds validate" in press(zsh, environment, "feeds va\t", "feeds validate")
    expected = "feeds validate --max-problems"
    assert expected in press(zsh, environment, "feeds validate --max\t", expected)


@pytest.mark.needs("fish")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("feeds va", ["validate"]),
        ("feeds validate --max", ["--max-problems"]),
        ("feeds validate --format s", ["sarif"]),
        ("feeds rule html-", ["html-entity", "html-fragment", "html-in-text"]),
    ],
)
def test_fish(tmp_path: Path, environment: dict[str, str], typed: str, offered: list[str]) -> None:
    completions = tmp_path / ".config" / "fish" / "completions"
    completions.mkdir(parents=True)
    (completions / "feeds.fish").write_text(code_blocks("fish")[0])
    done = subprocess.run(
        ["fish", "--command", f"complete --do-complete '{typed}'"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == offered
