"""Write the files of a new collection: what is there already stays as it is, and is said to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from feeds import __version__
from feeds.config.load import CONFIG_NAME
from feeds.config.tables import toml_text
from feeds.files import find, write_new
from feeds.init.answers import Answers, seeds_path, site_id
from feeds.init.hosts import HOSTS
from feeds.init.template import fill
from feeds.problems.errors import OutputError
from feeds.validation.schema.checker import schema_text

_FIRST_SEED = "2005-12-01-the-atom-syndication-format.md"
ALWAYS = {
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/tasks.json": "vscode-tasks.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}


@dataclass(frozen=True, slots=True)
class Made:
    """The paths that were ``written``, and those ``kept`` as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def make_collection(folder: Path, answers: Answers) -> Made:
    """Write into *folder*, which need not be there, what makes a collection of it.

    Nothing that exists is overwritten: a
    file is written if there is nothing of its name, and the first seed if its folder is empty.
    Raises ConfigError for a configuration with faults, OutputError for what cannot be written:
    then the files before it are there, and stay.
    """
    written: list[Path] = []
    kept: list[Path] = []
    for name, text in _contents(folder, answers):
        path = folder / name
        new = text is not None and _write_new(path, text)
        (written if new else kept).append(path)
    return Made(tuple(written), tuple(kept))


def _contents(folder: Path, answers: Answers) -> Iterator[tuple[str, str | None]]:
    """Yield the path and the text of each file to write; None for what is to stay as it is."""
    seeds = seeds_path(folder)
    values = {"VERSION": __version__, "SEEDS": json.dumps(seeds or "seeds")[1:-1]}
    yield CONFIG_NAME, _configuration(answers)
    if seeds:
        name = f"{seeds}/{_FIRST_SEED}"
        yield (name, fill("first-seed.md")) if _is_empty(folder / seeds) else (seeds, None)
    for path, template in {**ALWAYS, **HOSTS[answers.host].files}.items():
        yield path, fill(template, values)
    yield "seed.schema.json", schema_text()


def _configuration(answers: Answers) -> str | None:
    """Return the text of feeds.toml, or None where one says what there are no *answers* for."""
    title, url, language = answers.title, answers.url, answers.language
    if title is None or url is None or language is None:
        return None
    texts = {"TITLE": title, "LANGUAGE": language, "URL": url, "ID": site_id(url, title)}
    return fill("feeds.toml", {mark: toml_text(text) for mark, text in texts.items()})


def _is_empty(folder: Path) -> bool:
    """Tell whether nothing is in *folder*, which need not be there, but for hidden files."""
    try:
        return all(path.name.startswith(".") for path in folder.iterdir())
    except FileNotFoundError:
        return True
    except OSError as exc:
        raise _unwritable(folder, exc) from exc


def _write_new(path: Path, text: str) -> bool:
    """Write *text* to *path*, unless anything is there, such as a link to nowhere; tell which."""
    if find(path) is not None:
        return False
    try:
        write_new(path, text)
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    return True


def _unwritable(path: Path, exc: OSError) -> OutputError:
    # A file of this path, too, is one that a folder was looked for in.
    places = (path, *path.parents) if isinstance(exc, NotADirectoryError) else path.parents
    blocked = next((each for each in places if find(each) and not each.is_dir()), None)
    if blocked:
        fault, remedy = f"{blocked} is not a folder", "rename it, or name another folder"
    else:
        fault, remedy = f"{path} cannot be written: {exc.strerror}", "see to that"
    message = f"{fault}; {remedy}, and run it again: what is there stays"
    return OutputError(message, path=path)
