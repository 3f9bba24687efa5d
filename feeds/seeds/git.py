"""Which files changed in git since a revision."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from feeds.problems.errors import ConfigError

# A hook is told of its repository by these, in paths relative to another folder than ours. They
# are what "git rev-parse --local-env-vars" lists and what can be set for one command.
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What is left when all that changed is gone: the real paths of the files that did not.

    A file that git does not know, or that stands outside the work tree, counts as changed.
    """

    unchanged: frozenset[str]

    def include(self, path: Path) -> bool:
        """Tell whether the file at *path*, or the one it links to, has changed."""
        own = os.path.join(_real_folder(path.parent), path.name)  # noqa: PTH118 - 100,000 times
        return own not in self.unchanged or (
            path.is_symlink() and os.path.realpath(path) not in self.unchanged
        )


def find_changes(revision: str, folder: Path) -> Changes:
    """Return what changed in the work tree around *folder* since *revision*, committed or not.

    On a branch that has left *revision* behind, the comparison is with where they parted: what
    happened there since is no change of this branch. Raises ConfigError if *folder* is in no work
    tree, if there is no such revision, or if there is no git.
    """
    remedy = f"--since {revision}"
    top = os.fsdecode(_ask(folder, remedy, "rev-parse", "--show-toplevel"))
    base = _find_base(Path(top), revision)
    changed = _names(top, "diff", "--name-only", "--no-renames", "--no-relative", "-z", base, "--")
    unchanged = _names(top, "ls-files", "-z") - changed
    root = os.path.realpath(top)
    return Changes(frozenset(f"{root}{os.sep}{os.fsdecode(name)}" for name in unchanged))


def _find_base(top: Path, revision: str) -> str:
    commit = _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    # What starts with a hyphen git takes for an option, whatever stands before it.
    if commit.returncode or revision.startswith("-"):
        raise ConfigError(
            f"--since {revision}: the git repository {top} has no such commit; name a branch, a"
            " tag or a commit, and fetch it first if this is a shallow clone",
            path=top,
            key="--since",
        )
    known = commit.stdout.decode().strip()
    common = _git(top, "merge-base", known, "HEAD")
    return common.stdout.decode().strip() or known


def _names(top: str, *arguments: str) -> frozenset[bytes]:
    listed = _ask(Path(top), f"git {arguments[0]} in {top}", *arguments)
    return frozenset(listed.split(b"\0")) - {b""}


def _ask(folder: Path, what: str, *arguments: str) -> bytes:
    """Return what git answers, without the line's end; raise ConfigError with its own words."""
    done = _git(folder, *arguments)
    if done.returncode:
        words = " ".join(done.stderr.decode(errors="backslashreplace").split())
        message = f"{what}: git cannot tell what changed in {folder}: {words}"
        raise ConfigError(message, path=folder, key="--since")
    return done.stdout.removesuffix(b"\n")


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    environment = {name: text for name, text in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments that no shell sees
            ["git", "-C", os.fspath(folder), *arguments],  # noqa: S607 - the git of the user
            # Else git may write to the index, while the user commits.
            env=environment | {"GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as exc:
        message = "--since needs git, and there is none; install it"
        raise ConfigError(message, key="--since") from exc


@cache
def _real_folder(folder: Path) -> str:
    return os.path.realpath(folder)
