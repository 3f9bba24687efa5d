"""A new seed, checked and written into the folder of seeds, beside what is there."""

import io
import os
from pathlib import Path

from feeds.clippings.clipping import Clipping
from feeds.clippings.collection import Collection
from feeds.clippings.fetch import NotTakenError
from feeds.clippings.seed import name_of, seed_text
from feeds.files import write_new
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError, OutputError
from feeds.seeds.find import Patterns, is_passed_over
from feeds.settings import Settings
from feeds.validation.publication import Fields
from feeds.validation.run import validate_text
from feeds.validation.schema.seed import UnreadableSeed, parse_seed

_NEEDED = frozenset({"title", "publishedDateTime", "webUrl", "originalUrl", "provider", "topics"})
_MOST_TRIES = 10_000


def sound_fields(fields: Fields, collection: Collection) -> tuple[Fields, list[str]]:
    """Return *fields* without those that the schema refuses, and the names of these.

    What a page says may be anything: a language that is none, a picture at no address. What a seed
    cannot do without stays.
    """
    seed = parse_seed("", seed_text(fields, collection.manner).encode())
    if isinstance(seed, UnreadableSeed):
        return fields, []
    refused = {f.pointer[0] for f in seed.faults if f.severity is Severity.ERROR and f.pointer}
    left_out = [name for name in fields if name in refused - _NEEDED]
    return {name: value for name, value in fields.items() if name not in left_out}, left_out


def require_sound(address: str, path: Path, text: str, settings: Settings) -> None:
    """Raise NotTakenError if the seed *text* would have an error where it is to stand."""
    report = validate_text(str(path), io.BytesIO(text.encode()), settings)
    errors = [p for p in report.diagnostics if p.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        message = f"{address} makes no valid seed: {first.message} ({first.rule})"
        raise NotTakenError(f"{message}; {first.remedy}", url=address)


def place_for(clipping: Clipping, collection: Collection, settings: Settings) -> Path:
    """Return where the seed of *clipping* is to stand: a path that nothing has, in any case.

    Raises ConfigError if the configuration would pass over it.
    """
    manner, folder = collection.manner, collection.folder
    if manner.folder and clipping.published:
        folder /= clipping.published.time.strftime(manner.folder)
    suffix = _suffix(settings)
    wanted = name_of(clipping, manner, suffix)
    stem, taken = wanted.removesuffix(suffix), _names_in(folder)
    for number in range(1, _MOST_TRIES):
        name = wanted if number == 1 else f"{stem}-{number}{suffix}"
        if name not in taken:
            return _require_seen(folder / name, settings)
    raise OutputError(f"{folder} has too many files called like {wanted}", path=folder)


def given_place(path: Path, settings: Settings) -> Path:
    """Return *path*, where somebody wants a seed to be written.

    Raises ConfigError if it is not in the folder of seeds, or if something is there.
    """
    # Two points are folders above in names alone; links are followed when it is written.
    place, folder = (Path(os.path.abspath(p)) for p in (path, settings.seeds.folder))  # noqa: PTH100 - Path has nothing that does this
    if not place.is_relative_to(folder):
        message = f"--file: {path} is not in the folder of seeds, {settings.seeds.folder}"
        raise ConfigError(message, key="--file")
    if os.path.lexists(place):
        raise ConfigError(f"--file: {path} is there already; give another name", key="--file")
    return _require_seen(settings.seeds.folder / place.relative_to(folder), settings)


def _require_seen(path: Path, settings: Settings) -> Path:
    """Return *path*; raise ConfigError if nobody would look for a seed there."""
    relative = path.relative_to(settings.seeds.folder)
    includes, excludes = Patterns(settings.seeds.include, settings.seeds.exclude).matchers()
    name = relative.as_posix()
    if any(map(is_passed_over, relative.parts)) or not includes(name) or excludes(name):
        message = f"{path} is not among the seeds (seeds.include, seeds.exclude): give --file"
        raise ConfigError(message, key="--file")
    return path


def _suffix(settings: Settings) -> str:
    includes, _ = Patterns(settings.seeds.include, settings.seeds.exclude).matchers()
    return next((s for s in (".md", ".markdown") if includes(f"2026-11-30-any{s}")), ".md")


def _names_in(folder: Path) -> set[str]:
    """Return the names in *folder*, which need not be there, as systems that fold case see them."""
    try:
        return {path.name.casefold() for path in folder.iterdir()}
    except OSError:
        return set()


def write_seed(path: Path, text: str, folder: Path) -> None:
    """Write the seed *text* to *path* in *folder*: nothing that exists is touched.

    Raises OutputError if it cannot be written, or if a link leads out of the folder.
    """
    above = next(parent for parent in path.parents if parent.exists())
    if not above.resolve().is_relative_to(folder.resolve()):
        raise OutputError(f"{above} is a link out of {folder}", path=path)
    try:
        write_new(path, text)
    except OSError as exc:
        raise OutputError(f"{path} cannot be written: {exc.strerror}", path=path) from exc
