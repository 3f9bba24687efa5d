"""The seeds of the next commit: as the index of git has them, whatever the work tree holds."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from feeds.problems.diagnostics import Diagnostic, quote
from feeds.problems.errors import ConfigError, SeedsFolderError
from feeds.seeds.find import Patterns, SeedFile, find_seeds
from feeds.seeds.git import Git
from feeds.seeds.select import Choice, list_seeds
from feeds.settings import SeedsSettings

_OPTION = "--staged"
# How "git ls-files -v" marks what has several versions in the index.
_UNMERGED = b"M"
_PLAIN = ("--no-renames", "--no-relative", "--ignore-submodules=all", "-z")
# What "git diff" calls files that are modified, deleted or of another type; and those announced.
_EDITED = frozenset({b"M", b"D", b"T"})
_ADDED = b"A"
# pre-commit sets it for hooks (pre-commit.com, "Confining hooks to run at certain stages").
_PRE_COMMIT = "PRE_COMMIT"


@contextmanager
def staged_seeds(paths: Sequence[Path], seeds: SeedsSettings) -> Iterator[Choice]:
    """Yield the seeds of the index at *paths*, which are as for ``list_seeds``.

    It is about those that differ from the last commit. Those that are otherwise in the work tree
    can be read until the end of the context. Raises ConfigError if they are in no work tree of one
    repository, or there is no git; SeedsFolderError for a path that is neither in the index nor
    in the work tree.
    """
    places = list(paths) or [seeds.folder]
    index = _Index.around(places)
    listed = _listed(places, paths, seeds, index)
    edited, announced = index.compared()
    edited |= {name for path, (_, name) in listed.items() if _leads_to(path, edited, index)}
    same = index.flags.keys() - edited - announced
    with _copied_out(edited, index) as copy:
        copies = _copied(places, seeds, index, copy) if copy else {}
        found = {path: named for path, named in listed.items() if named[1] in same} | copies
        files = {path: file for path, (file, _) in sorted(found.items())}
        concerned = {path: files[path] for path in files if found[path][1] in index.changed}
        yield Choice(files, concerned, frozenset(copies))


_Named = dict[str, tuple[SeedFile | Diagnostic, bytes]]
"""Files by their path, each with its name in the index."""


@dataclass(frozen=True)
class _Index:
    """The index of a repository: names of files below ``top``, as bytes, with their flags."""

    git: Git
    scope: tuple[str, ...]
    top: str
    flags: Mapping[bytes, bytes]
    changed: frozenset[bytes]
    _real: dict[str, str] = field(default_factory=dict)

    @classmethod
    def around(cls, places: Sequence[Path]) -> "_Index":
        """Read the index of the repository that *places* are in."""
        git = Git(_existing(places[0]), _OPTION).at_top(_OPTION)
        top = os.path.realpath(git.folder)
        git = replace(git, index=_named_index(top))
        scope = tuple(_below(top, place) for place in places)
        listed = git.names("ls-files", "-v", "-z", "--", *scope)
        flags = {name[2:]: name[:1] for name in listed}
        if unmerged := sorted(name for name, flag in flags.items() if flag == _UNMERGED):
            raise _conflict(unmerged, git.folder)
        changed = git.names("diff", "--cached", "--name-only", *_PLAIN, "--")
        if not changed and os.environ.get(_PRE_COMMIT):
            # "pre-commit run --all-files", as in CI, where nothing is staged.
            changed = frozenset(flags)
        return cls(git, scope, top, flags, changed)

    def compared(self) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """Return the files that are otherwise in the work tree, and those that are announced.

        The former may be so unnoticed by git. Of the latter, "git add --intent-to-add" has added
        nothing but the name.
        """
        what = f"git diff in {self.git.folder}"
        answer = self.git.ask(what, "diff", "--name-status", *_PLAIN, "--", *self.scope)
        kinds, names = (answer.split(b"\0")[start::2] for start in (0, 1))
        found = list(zip(names, kinds, strict=False))
        # Of what is "assumed unchanged", or kept out of a sparse checkout, git tells nothing.
        unnoticed = {name for name, flag in self.flags.items() if flag == b"S" or flag.islower()}
        differing = {name for name, kind in found if kind in _EDITED}
        edited = frozenset((differing & self.flags.keys()) | unnoticed)
        return edited, frozenset(name for name, kind in found if kind == _ADDED)

    def copy_out(self, names: frozenset[bytes], folder: str) -> None:
        """Write the files of these *names* below *folder*, as a checkout would."""
        options = ["-q", "-z", "--stdin", f"--prefix={folder}/"]
        if any(self.flags[name].upper() == b"S" for name in names):
            # Git knows it since its version 2.36, and only then needs it.
            options.append("--ignore-skip-worktree-bits")
        listed = b"".join(name + b"\0" for name in sorted(names))
        what = f"git checkout-index in {self.top}"
        self.git.ask(what, "checkout-index", *options, stdin=listed)

    def name_of(self, path: str) -> bytes:
        """Return the name of the file at *path*; the folders on the way to it may be links."""
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        own = os.path.join(self._real[folder], name)  # noqa: PTH118 - as text, for each seed
        return os.fsencode(os.path.relpath(own, self.top))


@contextmanager
def _copied_out(names: frozenset[bytes], index: _Index) -> Iterator[Path | None]:
    """Yield a folder with the files of these *names* for the block, or None if there are none."""
    if not names:
        yield None
        return
    # As pre-commit takes away what is not staged, this is seldom.
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="feeds-") as folder:
        index.copy_out(names, folder)
        yield Path(os.path.realpath(folder))


def _conflict(names: Sequence[bytes], folder: Path) -> ConfigError:
    """Return the error that files of these *names* are not staged, but in a conflict."""
    first = quote(os.fsdecode(names[0]))
    others = f" and {len(names) - 1:,} more have" if len(names) > 1 else " has"
    message = (
        f"{_OPTION}: {first}{others} a conflict that git could not merge: keep one of the versions,"
        " and stage it with git add"
    )
    return ConfigError(message, path=folder, key=_OPTION)


def _listed(
    places: Sequence[Path], paths: Sequence[Path], seeds: SeedsSettings, index: _Index
) -> _Named:
    """Return the seeds of the work tree."""
    try:
        listed = list_seeds(paths, seeds)
    except SeedsFolderError:
        # Where nothing is there and nothing staged, the path is a slip.
        if not any(map(os.path.lexists, places)) and not index.flags:
            raise
        return {}
    return {path: (file, index.name_of(path)) for path, file in listed.items()}


def _leads_to(path: str, edited: frozenset[bytes], index: _Index) -> bool:
    """Tell whether the seed at *path* is a link to one of the files *edited*."""
    is_link = os.path.islink(path)  # noqa: PTH114 - as text, for each seed
    return is_link and index.name_of(os.path.realpath(path)) in edited


def _copied(places: Sequence[Path], seeds: SeedsSettings, index: _Index, copy: Path) -> _Named:
    """Return the seeds at *places* that were written below *copy*."""
    found: _Named = {}
    patterns = Patterns(seeds.include, seeds.exclude)
    for place, name in zip(places, index.scope, strict=True):
        there = copy / name
        if there.is_file():
            found[str(place)] = SeedFile(there, str(place)), os.fsencode(name)
        elif there.is_dir():
            for file in find_seeds(there, patterns):
                relative = os.path.relpath(file.path, there)
                path = str(place / relative)
                found[path] = file._replace(path=path), os.fsencode(Path(name, relative))
    return found


def _existing(place: Path) -> Path:
    """Return the folder that *place* is in, or the next one above it that is there."""
    real = Path(os.path.realpath(place))
    return next(folder for folder in (real, *real.parents) if folder.is_dir())


def _below(top: str, place: Path) -> str:
    """Return the name of *place* below the folder *top*; raise ConfigError if it is elsewhere."""
    is_folder = place.is_dir() or not place.name
    real = os.path.realpath(place if is_folder else place.parent)
    name = os.path.relpath(real if is_folder else str(Path(real, place.name)), top)
    if Path(name).parts[:1] == (os.pardir,):
        message = f"{_OPTION}: {place} is outside of the git repository {top}; name what is in it"
        raise ConfigError(message, path=place, key=_OPTION)
    return name


def _named_index(top: str) -> str | None:
    """Return the index that "git commit" has a hook look at, if it is that of the work tree *top*.

    With -a, or with files named, it is another than usual. A seeds folder that is a submodule has
    one of its own.
    """
    named = os.environ.get("GIT_INDEX_FILE")
    if not named:
        return None
    with suppress(ConfigError):
        hooked = Git(Path.cwd(), _OPTION).at_top(_OPTION)
        if os.path.realpath(hooked.folder) == top:
            return os.path.join(top, named)  # noqa: PTH118 - hooks are run there
    return None
