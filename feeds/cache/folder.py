"""The folder of caches: apart from all else, marked as such, and which of its files are ours."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from feeds.expressions import expression
from feeds.files import find
from feeds.problems.errors import ConfigError
from feeds.settings import Settings

_TAG = "CACHEDIR.TAG"
_NOTES = {
    # https://bford.info/cachedir/: what the first 43 bytes must be.
    _TAG: "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This is the cache of feeds: what its builds and its checks of links have learnt.\n"
    "# It may be deleted. About such tags: https://bford.info/cachedir/\n",
    ".gitignore": "*\n",
}
_BUILD_FILE = expression(r"build-[0-9a-f]{12}\.(?:sqlite(?:-journal|-wal|-shm)?|aside)")
_LINKS_FILE = expression(r"links\.(?:lock|sqlite(?:\.damaged)?(?:-journal|-wal|-shm)?)")
# What keeps an empty folder in git, or lies in each on some systems.
_NOBODYS = frozenset({*_NOTES, ".gitkeep", ".keep", ".DS_Store", "Thumbs.db", "lost+found"})
_KEY = "links.cache"
_REMEDY = "set [links] cache in feeds.toml to a folder of its own"


def require_apart(settings: Settings) -> None:
    """Raise ConfigError if the cache would hide other files, or get mixed up with them.

    Neither git nor backups take a cache: all that is in its folder is lost to them. In a folder of
    seeds or feeds it may be where their own hidden files are.
    """
    cache = settings.links.cache
    place, others = _real(cache), [(what, _real(path)) for what, path in _others(settings)]
    for what, other in others:
        if other.is_relative_to(place):
            does = "is" if other == place else "contains"
            fault = f"{does} {what}, which neither git nor backups would take any more"
            raise ConfigError(f"{_KEY} {cache} {fault}; {_REMEDY}", path=cache, key=_KEY)
    if _is_marked(place):
        return
    for what, other in others:
        if place.is_relative_to(other):
            hidden = any(part.startswith(".") for part in place.relative_to(other).parts)
            if not hidden:
                fault = f"is in {what}, with which it would be mixed up"
                raise ConfigError(f"{_KEY} {cache} {fault}; {_REMEDY}", path=cache, key=_KEY)
    if foreign := min(_foreign_names(place), default=None):
        fault = f"holds files that are not of a cache, such as {foreign}"
        raise ConfigError(f"{_KEY} {cache} {fault}; {_REMEDY}", path=cache, key=_KEY)


def _others(settings: Settings) -> Iterator[tuple[str, Path]]:
    if isinstance(settings.seeds.path, Path):
        yield f"the seeds folder {settings.seeds.path}", settings.seeds.path
    yield f"the output folder {settings.build.out}", settings.build.out
    if settings.file:
        yield settings.file.name, settings.file


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links in a circle


def _is_marked(folder: Path) -> bool:
    """Tell whether runs of this program have marked *folder* as their cache."""
    try:
        return (folder / _TAG).read_bytes() == _NOTES[_TAG].encode()
    except OSError:
        return False


def _foreign_names(folder: Path) -> Iterator[str]:
    with suppress(OSError):  # it is not there, or what is wrong with it is said by whoever uses it
        for path in folder.iterdir():
            if not (path.name in _NOBODYS or is_own_name(path.name)):
                yield path.name


def is_own_name(name: str) -> bool:
    """Tell whether runs of this program call a file of their cache by *name*."""
    return bool(_BUILD_FILE.fullmatch(name) or _LINKS_FILE.fullmatch(name))


def build_files(folder: Path) -> list[Path]:
    """Return the files in *folder* in which builds keep what they have learnt, sorted."""
    return sorted(
        path
        for path in folder.glob("build-*")
        if _BUILD_FILE.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode)
    )


def make_folder(folder: Path) -> None:
    """Make *folder*, marked as a cache that neither backups nor git take; raise OSError if not.

    What stands there already is left alone, also a link: what that leads to is not ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _NOTES.items():
        mark = folder / name
        status = find(mark)
        # A full disk leaves it empty.
        if status and stat.S_ISREG(status.st_mode) and not status.st_size:
            if status.st_nlink == 1:
                mark.write_text(text, encoding="ascii")
                continue
            mark.unlink(missing_ok=True)  # the name here, and not what has another elsewhere
        # Only if there is nothing: another run may be as far, and no link is followed.
        with suppress(FileExistsError), mark.open("x", encoding="ascii") as file:
            file.write(text)
