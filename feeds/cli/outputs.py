"""Where a report goes: standard output, files, or both."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from feeds.problems.errors import ConfigError, OutputError
from feeds.settings import NO_HOME, names_home

if TYPE_CHECKING:
    from feeds.settings import Settings


class Destination(NamedTuple):
    """The name of a format, and the file it goes to; None is standard output."""

    format: str
    path: Path | None


def plan_delivery(name: str, outputs: Sequence[str], formats: Collection[str]) -> list[Destination]:
    """Return where the format *name* and each of *outputs* (``FILE`` or ``NAME=FILE``) go.

    A FILE without a name takes the place of standard output. Raises ConfigError for outputs that
    contradict each other or name none of *formats*.
    """
    split = [_split(output, formats) for output in outputs]
    main = [path for format_, path in split if not format_]
    if len(main) > 1:
        raise ConfigError(
            f"--output {main[1]}: a second file for one format; write {name}={main[1]}, or"
            f" another of {', '.join(formats)} before the =",
            path=main[1],
            key="--output",
        )
    planned = [Destination(name, main[0] if main else None)]
    planned += [Destination(format_, path) for format_, path in split if format_]
    _check_distinct(destination.path for destination in planned)
    return planned


def _split(output: str, formats: Collection[str]) -> tuple[str, Path]:
    name, equals, file = output.partition("=")
    if not equals or not name.isalnum():
        name, file = "", output
    if file in {"", "-"}:
        raise ConfigError(
            f"--output {output}: give the name of a file; --format says what standard output gets",
            key="--output",
        )
    if name and name not in formats:
        raise ConfigError(
            f"--output {output}: {name} is no format ({', '.join(formats)}); to write a file of"
            f" that name, give ./{output}",
            key="--output",
        )
    if names_home(file):
        raise ConfigError(f"--output {output}: {file} {NO_HOME}", key="--output")
    return name, Path(file)


def _check_distinct(paths: Iterable[Path | None]) -> None:
    seen = set()
    for path in filter(None, paths):
        real = os.path.realpath(path)
        if real in seen:
            message = f"--output {path}: two formats cannot go to one file; name another"
            raise ConfigError(message, path=path, key="--output")
        seen.add(real)


def check_paths(
    paths: Iterable[Path | None], settings: "Settings", option: str = "--output"
) -> None:
    """Raise OutputError if a report at one of *paths*, which *option* names, would do harm.

    That is where the configuration in use, builds or git have their files, and where the next run
    would take the report for a seed.
    """
    for path in filter(None, paths):
        real = Path(os.path.realpath(path))
        if settings.file and real == Path(os.path.realpath(settings.file)):
            fault = "is the configuration in use, and stays"
        elif ".git" in real.parts:
            fault = "is git's own, and stays"
        elif _is_written_by_builds(real, settings):
            fault = "is what builds write, and stays"
        elif not real.exists() and _is_seed_name(real, settings):
            fault = "would be taken for a seed"
        else:
            continue
        message = f"{option} {path}: {fault}; choose another file"
        raise OutputError(message, path=path, key=option)


def _is_written_by_builds(real: Path, settings: "Settings") -> bool:
    from feeds.output.publish import load_manifest

    if real.parent == settings.links.cache.resolve():
        return real.name.startswith(("build-", "links."))  # as the modules of ``cache`` name them
    out = settings.build.out.resolve()
    if not real.is_relative_to(out):
        return False
    path = real.relative_to(out).as_posix()
    return real.name.startswith(".feeds") or path in load_manifest(out).files


def _is_seed_name(real: Path, settings: "Settings") -> bool:
    from feeds.seeds.find import Patterns

    seeds = settings.seeds
    if not isinstance(seeds.path, Path) or not real.is_relative_to(folder := seeds.path.resolve()):
        return False
    relative = real.relative_to(folder)
    includes, excludes = Patterns(seeds.include, seeds.exclude).matchers()
    hidden = any(part.startswith(".") for part in relative.parts)
    return not hidden and includes(relative.as_posix()) and not excludes(relative.as_posix())


def write_reports(
    destinations: Iterable[Destination], render: Callable[[str], str]
) -> Iterator[str]:
    """Write what *render* makes of each format to its file; yield those for standard output.

    Raises OutputError for a file that cannot be written, or that holds a seed.
    """
    for destination in destinations:
        if destination.path is None:
            yield destination.format
        else:
            text = render(destination.format)
            write_file(destination.path, text.encode("utf-8", "backslashreplace"))


def write_file(path: Path, content: bytes, option: str = "--output") -> None:
    """Replace the file *path*, which *option* names, by *content*, in one step.

    Raises OutputError for a file that cannot be written, or that holds a seed.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe, which is nothing to replace
            return
        _refuse_seed(path, option)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(Path(os.path.realpath(path)), content)
    except OSError as exc:
        raise OutputError(
            f"{option} {path}: cannot be written: {exc.strerror}; choose another file",
            path=path,
            key=option,
        ) from exc


def _refuse_seed(path: Path, option: str) -> None:
    # A glob that a shell expands behind "--output" puts a seed there.
    if path.is_file():
        with path.open("rb") as file:
            if file.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
                message = f"{option} {path}: is a seed, and stays; choose another file"
                raise OutputError(message, path=path, key=option)


def _replace(path: Path, content: bytes) -> None:
    """Replace *path* in one step, so that no program ever reads half a report."""
    # With the number of the process: two runs may write one report at a time.
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        staged.write_bytes(content)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
