"""Scratch repositories, which know nothing of the tester's own git."""

import os
import subprocess
from pathlib import Path

# A hook's or a tester's repository, identity and settings stay out.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
}


def git(folder: Path, *arguments: str | bytes) -> str:
    """Run git in *folder*; return what it says."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=inherited | ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=True,
    )
    return done.stdout.strip()


def make_repository(folder: Path) -> None:
    """Make *folder*, with all that it holds, a repository with one commit on ``main``."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_all(folder)


def commit_all(folder: Path) -> str:
    """Commit whatever changed in *folder*; return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=A change")
    return git(folder, "rev-parse", "HEAD")
