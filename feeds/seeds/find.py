"""Find the seeds below a folder, sorted, and read them."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from feeds.problems.basic_rules import usual_remedy
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import SeedsFolderError

MAX_SEED_BYTES = 16 << 20
_VANISHED = "it vanished while the folder was read"
_NO_REMEDY = "nothing need be done"
_PART_BYTES = 1 << 16
# A link may lead to a whole disk.
_MOST_LOOKED_AT, _DEEPEST = 10_000, 50
# Whatever ends so, in any folder: hardly any globs are others.
_ENDING = re.compile(r"(?:\*\*/)?\*([\w.-]+)")


class SeedFile(NamedTuple):
    """A file to read, and the path that messages name it by."""

    location: Path | str
    path: str


class Stamp(NamedTuple):
    """Size (bytes), and times of modification and of change (ns), of a seed's file."""

    size: int
    modified: int
    changed: int


Listed = tuple[str, Stamp | None] | Diagnostic
"""The path of a seed, as messages name it, with its stamp so far as that can be told; or why not.

A seed whose stamp is the same as before has not changed.
"""


# What is not to be published has a folder of its own here, by nobody's standard and many's custom.
_FOR_DRAFTS = frozenset({"drafts", "__drafts__", "unpublished", "_unpublished", "_private"})


class Patterns(NamedTuple):
    """Which files of a folder are seeds: gitignore-like globs, relative to the folder."""

    include: Sequence[str]
    exclude: Sequence[str]

    def matchers(self) -> tuple[Callable[[str], bool], Callable[[str], bool]]:
        """Return two functions of a relative path with slashes: is it included, is it excluded."""
        return matcher_of(self.include), matcher_of(self.exclude)

    def for_drafts(self, path: str, relative: str) -> Diagnostic | None:
        """Return that the folder *relative*, shown as *path*, is for drafts by its name; or None.

        Who names it in ``include`` wants what is in it.
        """
        name = relative.rpartition("/")[2].lower()
        if name not in _FOR_DRAFTS or any(name in glob.lower() for glob in self.include):
            return None
        reason = "by its name, the folder holds what is not to be published"
        remedy = f"rename it to publish what is in it, or write {name}/ into seeds.exclude"
        return ignored(path, reason, remedy)


def require_folder(folder: Path) -> None:
    """Raise SeedsFolderError, saying what to do, if *folder* is no folder that can be read."""
    if not folder.is_dir():
        fault = (
            "is not a folder; set [seeds] path in feeds.toml to one"
            if folder.exists()
            else "does not exist; set [seeds] path in feeds.toml to one that does, or begin a"
            " collection with feeds init"
        )
        raise SeedsFolderError(f"the seeds folder {folder} {fault}", path=folder)
    if folder.resolve() == Path(folder.resolve().anchor):
        # To look for seeds there would take hours.
        fault = "is the root of the file system; set [seeds] path in feeds.toml to another"
        raise SeedsFolderError(f"the seeds folder {folder} {fault}", path=folder)
    try:
        os.scandir(folder).close()
    except OSError as exc:
        raise SeedsFolderError(
            f"the seeds folder {folder} cannot be read: {exc.strerror}; check its permissions",
            path=folder,
        ) from exc


def no_seeds(where: str, include: Sequence[str]) -> SeedsFolderError:
    """Return the error that no seed was found at the place *where* by the globs *include*."""
    return SeedsFolderError(
        f"there are no seeds in {where} (looked for {', '.join(include)}); nothing was changed."
        " Name another folder, or set [seeds] path, include and exclude in feeds.toml",
        path=where,
    )


def find_seeds(folder: Path, patterns: Patterns) -> Iterator[SeedFile | Diagnostic]:
    """Yield the seeds below *folder* sorted by path, and a diagnostic for what cannot be entered.

    Hidden names and drafts are skipped. Links to folders are never followed, which is told where
    seeds are, and links to files only within *folder*. Raises SeedsFolderError if *folder* is not
    a folder that can be read.
    """
    require_folder(folder)
    root = folder.resolve()
    includes, excludes = patterns.matchers()
    # As str(folder / relative), which takes five times as long.
    prefix = "" if folder == Path() else os.path.join(folder, "")  # noqa: PTH118 - as text
    links: dict[str, os.DirEntry[str]] = {}
    # A stack, so that what is in a folder comes where the folder stands in the order.
    pending = [*_list_folder(folder, "", links)]
    while pending:
        found = pending.pop()
        if isinstance(found, Diagnostic):
            yield found
            continue
        relative = found.removesuffix("/")
        path = prefix + relative
        included = includes(relative) and not excludes(relative)
        if found.endswith("/"):
            is_entered = not excludes(found)
            if is_entered and (drafts := patterns.for_drafts(path, relative)):
                yield drafts
                continue
            if included:
                yield ignored(path, "it is a folder, not a seed", "give the folder another name")
            if is_entered:
                pending += _list_folder(folder, found, links)
        elif included:
            # A Path takes longer to make than the file to find.
            link = links.pop(relative, None) if links else None
            yield _follow(link, path, root) if link else SeedFile(path, path)
        elif (
            links and relative in links and _leads_to_seeds(links.pop(relative), relative, patterns)
        ):
            reason = "it is a link to a folder of seeds, which is not followed"
            remedy = f"put the folder itself here, or write /{relative} into seeds.exclude"
            yield ignored(path, reason, remedy)
        elif is_missed(relative, includes, excludes):
            yield in_capitals(path)


def is_ending(glob: str) -> bool:
    """Tell whether *glob* matches whatever ends so, in any folder."""
    return bool(_ENDING.fullmatch(glob))


def matcher_of(globs: Sequence[str]) -> Callable[[str], bool]:
    """Return a function of a relative path with slashes: does any of *globs* match it."""
    if not globs:
        return lambda _: False
    endings = [f"{found[1]}/" for found in map(_ENDING.fullmatch, globs) if found]
    if len(endings) < len(globs):
        return _matcher_of_any(globs)

    def matches(path: str) -> bool:
        # A folder matches with all that is in it.
        path += "/"
        for ending in endings:  # noqa: SIM110 - for each name, any() would take three times as long
            if ending in path:
                return True
        return False

    return matches


def _matcher_of_any(globs: Sequence[str]) -> Callable[[str], bool]:
    # It takes as long to load as to list thousands of names.
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(globs)
    expressions = [glob.regex.search for glob in spec.patterns if glob.include and glob.regex]
    if any(glob.include is False for glob in spec.patterns):
        return spec.match_file  # where one excepts from another, their order counts

    def matches(path: str) -> bool:
        for search in expressions:  # noqa: SIM110 - any() would take three times as long
            if search(path):
                return True
        return False

    return matches


def is_passed_over(name: str) -> bool:
    """Tell whether what has this *name* holds no seeds, whatever the patterns say.

    Editors, git and builds have files of their own that begin with a dot, and ``_drafts`` is where
    Jekyll and Hexo keep what is not to be published.
    """
    return name.startswith(".") or name.lower() == "_drafts"


def is_missed(path: str, *matchers: Callable[[str], bool]) -> bool:
    """Tell whether the *matchers* of ``Patterns`` miss *path* for nothing but its capitals."""
    includes, excludes = matchers
    small = path.lower()
    return small != path and includes(small) and not (excludes(small) or excludes(path))


def in_capitals(path: str) -> Diagnostic:
    """Return the warning that the file at *path* is no seed for the capitals of its name."""
    reason = "its name is that of a seed but for capitals, which seeds.include tells apart"
    return ignored(path, reason, "write its name in small letters")


def _list_folder(
    folder: Path, relative: str, links: dict[str, os.DirEntry[str]]
) -> Sequence[str | Diagnostic]:
    """Return what stands in the folder *relative* to *folder*, last path first; note *links*.

    Folders have a slash behind. Of a hundred thousand files, names are all that is held.
    """
    paths: list[str] = []
    try:
        with os.scandir(folder / relative) as entries:
            for entry in entries:
                if is_passed_over(entry.name):
                    continue
                path = relative + entry.name
                if entry.is_dir(follow_symlinks=False):
                    # The order of whole paths: a folder "a" sorts behind "a-b.md", as "a/" does.
                    path += "/"
                elif entry.is_symlink():
                    links[path] = entry
                paths.append(path)
    except OSError as exc:
        return [unreadable(str(folder / relative), "folder", exc.strerror)]
    paths.sort(reverse=True)
    return paths


def _follow(link: os.DirEntry[str], path: str, root: Path) -> SeedFile | Diagnostic:
    try:
        mode = link.stat().st_mode
    except OSError as exc:
        if exc.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            return _leading_nowhere(path)
        mode = 0  # whoever reads it says why
    if not Path(os.path.realpath(path)).is_relative_to(root):
        return ignored(path, "it is a link out of the seeds folder", "put the file itself here")
    if stat.S_ISDIR(mode):
        return ignored(path, "it is a link to a folder", "give the link another name")
    return SeedFile(path, path)


def _leads_to_seeds(link: os.DirEntry[str], relative: str, patterns: Patterns) -> bool:
    """Tell whether the *link* leads to a folder of seeds that nothing keeps out."""
    includes, excludes = patterns.matchers()
    if excludes(relative) or excludes(f"{relative}/"):
        return False
    left = _MOST_LOOKED_AT
    for folder, folders, names in os.walk(link.path):
        place = relative + folder.removeprefix(link.path).replace(os.sep, "/")
        deep = place.count("/") > _DEEPEST
        folders[:] = [name for name in folders if not (deep or is_passed_over(name))]
        seeds = (f"{place}/{name}" for name in names[:left] if not is_passed_over(name))
        if any(includes(seed) and not excludes(seed) for seed in seeds):
            return True
        if (left := left - len(folders) - len(names)) <= 0:
            break
    return False


def read_seed(file: SeedFile) -> bytes | Diagnostic:
    """Return the bytes of *file*, or say why they cannot be had or are too many for a seed."""
    try:
        # Opened without waiting for a pipe.
        descriptor = os.open(file.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            return _read(descriptor, file.path)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        if Path(file.location).is_symlink():
            return _leading_nowhere(file.path)
        return vanished(file.path)
    except OSError as exc:
        return unreadable(file.path, "file", exc.strerror)


def _read(descriptor: int, path: str) -> bytes | Diagnostic:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return ignored(path, "it is not a regular file", "remove it from the folder")
    if status.st_size > MAX_SEED_BYTES:
        return oversized(path)
    # A file object takes as long to make as the file to read.
    content = os.read(descriptor, status.st_size + 1)
    if len(content) != status.st_size:
        # It is being written to, or comes in parts.
        while part := os.read(descriptor, _PART_BYTES):
            content += part
    return content


def oversized(path: str) -> Diagnostic:
    """Return the problem of a file at *path* that has more than MAX_SEED_BYTES."""
    rule, message = "oversized-file", f"the file is larger than {MAX_SEED_BYTES >> 20} MiB"
    return Diagnostic(path, 1, 1, rule, message, usual_remedy(rule))


def _leading_nowhere(path: str) -> Diagnostic:
    return ignored(path, "it is a link that leads nowhere", "mend or remove the link")


def vanished(path: str) -> Diagnostic:
    """Return the warning that the file at *path* was there a moment ago."""
    return ignored(path, _VANISHED, _NO_REMEDY)


def sum_up_vanished(unread: Sequence[Diagnostic], folder: str) -> list[Diagnostic]:
    """Return the problems *unread*, with one instead of those of all seeds that vanished.

    It is about the *folder*, which may have been moved away, or replaced, as a whole.
    """
    gone = [found for found in unread if found == vanished(found.path)]
    if len(gone) < 2:  # noqa: PLR2004 - a single one can be named
        return [*unread]
    others = [found for found in unread if found != vanished(found.path)]
    count = f"{len(gone):,} seeds vanished while the folder was read, {min(gone).path} first"
    return [*others, ignored(folder, count, _NO_REMEDY)]


def ignored(path: str, reason: str, remedy: str) -> Diagnostic:
    """Return the warning that nothing was read at *path*, and for what *reason*."""
    return Diagnostic(path, 1, 1, "ignored-path", f"not read: {reason}", remedy, Severity.WARNING)


def unreadable(path: str, what: str, reason: str | None) -> Diagnostic:
    """Return the error that what is at *path*, a "file" or "folder", cannot be read, and why."""
    rule, message = f"unreadable-{what}", f"the {what} cannot be read: {reason}"
    return Diagnostic(path, 1, 1, rule, message, usual_remedy(rule))
