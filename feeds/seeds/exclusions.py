"""Globs of ``seeds.exclude`` that are written so that they miss the very seeds they mean."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from feeds.problems.diagnostics import quote
from feeds.problems.errors import ConfigError
from feeds.seeds.find import is_ending, matcher_of

# What stands between the words of a glob.
_BETWEEN = re.compile(r"\[[^][/]*\]|[*?/]+")
_SUFFIXES = (".md", ".markdown")


def require_excluded(globs: Sequence[str], folder: str, seeds: Sequence[str]) -> None:
    """Raise ConfigError if one of *globs*, for how it is written, misses a seed that it means.

    The *seeds* below *folder* are those that no glob keeps out, by their paths with that folder. To
    publish what somebody wants to keep out is worse than to publish nothing.
    """
    globs = [glob for glob in globs if not is_ending(glob)]
    # Where one excepts from another, what the first misses may be meant.
    if not globs or any(glob.startswith("!") for glob in globs):
        return
    start = 0 if folder in {"", "."} else len(folder.rstrip("/")) + 1
    paths = [path[start:] for path in seeds]
    # One look at the text of all paths spares most globs one at each of them.
    text = "\n".join(paths).lower()
    for glob in globs:
        for meant in _meant(glob, Path(folder)):
            small = meant.lower()
            if max(_BETWEEN.split(small), key=len) not in text:
                continue
            matches = matcher_of([small])
            if missed := next((path for path in paths if matches(path.lower())), None):
                raise _misses(glob, meant, missed)


def _meant(glob: str, folder: Path) -> Iterator[str]:
    """Yield what *glob* may mean: itself in other capitals, from elsewhere, or without a suffix."""
    yield glob
    text = glob.strip().replace("\\", "/")
    parts = text.split("/")
    while parts[0] in {"", ".", ".."} and any(parts[1:]):
        del parts[0]
    # Which Path.exists does not say of a name that is too long for the system.
    if not os.path.lexists(folder / parts[0]):
        # From the folder of feeds.toml, or from the root.
        names = Path(os.path.abspath(folder)).parts[1:]  # noqa: PTH100 - links have their names
        above = range(len(names), 0, -1)
        skipped = next((n for n in above if tuple(parts[:n]) == names[-n:] and any(parts[n:])), 0)
        del parts[:skipped]
    if (plain := "/".join(parts)) != text.removeprefix("/"):
        text = f"/{plain}"
    if text != glob:
        yield text
    if text[-1:].isalnum() and not os.path.lexists(folder / plain):
        yield from (text + suffix for suffix in _SUFFIXES)


def _misses(glob: str, meant: str, seed: str) -> ConfigError:
    spelt = {part.lower(): part for part in seed.split("/")}
    right = "/".join(spelt.get(part.lower(), part) for part in meant.split("/"))
    if not matcher_of([right])(seed):
        right = seed
    return ConfigError(
        f"seeds.exclude {quote(glob)} does not match {seed}, which it seems to mean: globs are"
        f" relative to the seeds folder, as in .gitignore, and tell capitals apart; write"
        f" {quote(right)}",
        key="seeds.exclude",
    )
