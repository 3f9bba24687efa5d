"""What git knows of files: which changed since a revision."""

import os
import subprocess
from dataclasses import dataclass, replace
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
    git = Git(folder, "--since").at_top(f"--since {revision}")
    base = _find_base(git, revision)
    changed = git.names("diff", "--name-only", "--no-renames", "--no-relative", "-z", base, "--")
    unchanged = git.names("ls-files", "-z") - changed
    root = os.path.realpath(git.folder)
    return Changes(frozenset(f"{root}{os.sep}{os.fsdecode(name)}" for name in unchanged))


def _find_base(git: "Git", revision: str) -> str:
    commit = git.run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    # What starts with a hyphen git takes for an option, whatever stands before it.
    if commit.returncode or revision.startswith("-"):
        raise ConfigError(
            f"--since {revision}: the git repository {git.folder} has no such commit; name a"
            " branch, a tag or a commit, and fetch it first if this is a shallow clone",
            path=str(git.folder),
            key="--since",
        )
    known = commit.stdout.decode().strip()
    common = git.run("merge-base", known, "HEAD")
    return common.stdout.decode().strip() or known


@dataclass(frozen=True, slots=True)
class Git:
    """The git of the user, asked in a *folder* for the sake of an *option* of ours.

    ``index`` is the file of the index, if it is another than usual.
    """

    folder: Path
    option: str
    index: str | None = None

    def at_top(self, what: str) -> "Git":
        """Return the same in the top folder of the work tree; *what* begins an error's message."""
        top = os.fsdecode(self.ask(what, "rev-parse", "--show-toplevel"))
        return replace(self, folder=Path(top))

    def names(self, *arguments: str, stdin: bytes = b"") -> frozenset[bytes]:
        """Return the names that git lists, each ended by a zero byte."""
        listed = self.ask(f"git {arguments[0]} in {self.folder}", *arguments, stdin=stdin)
        return frozenset(listed.split(b"\0")) - {b""}

    def ask(self, what: str, *arguments: str, stdin: bytes = b"") -> bytes:
        """Return what git answers, without the line's end; raise ConfigError with its own words."""
        done = self.run(*arguments, stdin=stdin)
        if done.returncode:
            words = " ".join(done.stderr.decode(errors="backslashreplace").split())
            message = f"{what}: git cannot tell what changed in {self.folder}: {words}"
            raise ConfigError(message, path=self.folder, key=self.option)
        return done.stdout.removesuffix(b"\n")

    def run(self, *arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Run git, whatever comes of it; raise ConfigError if there is none."""
        environment = {name: text for name, text in os.environ.items() if name not in _OF_A_HOOK}
        if self.index:
            environment["GIT_INDEX_FILE"] = self.index
        try:
            return subprocess.run(  # noqa: S603 - git, with arguments that no shell sees
                ["git", "-C", os.fspath(self.folder), *arguments],  # noqa: S607 - the user's git
                # Else git may write to the index, while the user commits; and names are no globs.
                env=environment | {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"},
                input=stdin,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as exc:
            message = f"{self.option} needs git, and there is none; install it"
            raise ConfigError(message, key=self.option) from exc


@cache
def _real_folder(folder: Path) -> str:
    return os.path.realpath(folder)
