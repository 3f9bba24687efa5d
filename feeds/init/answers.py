"""What ``feeds init`` asks of a collection, what it proposes, and which answers it refuses."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.config.checks import check_config
from feeds.config.load import CONFIG_NAME, derive_site_id, find_config, load_settings
from feeds.files import find
from feeds.init.hosts import HOSTS
from feeds.init.remote import propose_url
from feeds.problems.diagnostics import quote
from feeds.problems.errors import ConfigError
from feeds.settings import is_address
from feeds.values.text import clean_line

_URL_EXAMPLE = "https://news.example/feeds/"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a collection is called, where its feeds will be public, its language, and its host.

    The first three are None where a configuration says them.
    """

    title: str | None
    url: str | None
    language: str | None
    host: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the answers: its ``key``, which is the option too, and what to ask."""

    key: str
    text: str
    default: str | None

    def fault_of(self, answer: str) -> str | None:
        """Return what is wrong with *answer*, or None."""
        if not clean_line(answer):
            return "this cannot be empty"
        if self.key == "host":
            known = ", ".join(HOSTS)
            return None if answer in HOSTS else f"{quote(answer)} is none of {known}"
        problems = check_config({"site": {self.key: answer}})
        return problems[0].message.removeprefix(f"site.{self.key} ") if problems else None


def questions(folder: Path, host: str | None) -> list[Question]:
    """Return what is to know of a collection in *folder*, in the order to ask.

    The *host*, if it is known, decides what is proposed for the address. Where there is a
    configuration, nothing but the host is to know.
    """
    pages = next(iter(HOSTS))
    hosts = Question("host", f"Where to publish it ({', '.join(HOSTS)})", pages)
    if is_configured(folder):
        return [hosts]
    url = propose_url(folder) if host in (None, pages) else None
    return [
        Question("title", "Title of the collection", _proposed_title(folder)),
        hosts,
        Question("url", f"Public address of its feeds, such as {_URL_EXAMPLE}", url),
        Question("language", "Language, such as en or de-CH", "en"),
    ]


def check_given(folder: Path, given: Mapping[str, str | None]) -> None:
    """Raise ConfigError for what is *given*, by its key, and cannot be used in *folder*."""
    if is_configured(folder):
        for key in ("title", "url", "language"):
            if given[key] is not None:
                said = f"{folder / CONFIG_NAME} is there already and says that; edit the file"
                raise ConfigError(f"--{key}: {said}", key=f"--{key}")
    for each in questions(folder, given["host"]):
        answer = given[each.key]
        fault = None if answer is None else each.fault_of(answer)
        if fault:
            raise ConfigError(f"--{each.key}: {fault}", key=f"--{each.key}")


def complete(folder: Path, given: Mapping[str, str | None], *, yes: bool) -> Answers:
    """Return what is *given*, and with *yes* for the rest what is usual.

    Raises ConfigError for what is missing then.
    """
    asked = questions(folder, given["host"])
    usual = {each.key: each.default for each in asked if yes}
    values = {key: usual.get(key) if answer is None else answer for key, answer in given.items()}
    missing = [f"--{each.key}" for each in asked if values[each.key] is None]
    host = values["host"]
    if missing or host is None:
        options, example = ", ".join(missing), f"feeds init --yes --url {_URL_EXAMPLE}"
        message = (
            f"{options} is missing, the address where the feeds will be public, as in: {example}"
            if yes
            else f"nobody can be asked without a terminal; give {options}, or --yes for what is"
            f" usual, as in: {example}"
        )
        raise ConfigError(message, key=missing[0])
    return Answers(values["title"], values["url"], values["language"], host)


def _proposed_title(folder: Path) -> str:
    """Return a title made of the name of *folder*."""
    words = clean_line(re.sub(r"[-_.]+", " ", folder.resolve().name))
    title = words[:1].upper() + words[1:]
    return "Feeds" if Question("title", "", None).fault_of(title) else title


def site_id(url: str, title: str) -> str:
    """Return what the ids of the feeds derive from: it stays when title and address change."""
    return derive_site_id(url.removesuffix("/") + "/", title)


def is_configured(folder: Path) -> bool:
    """Tell whether *folder* has a configuration, which says all but the host."""
    return find(folder / CONFIG_NAME) is not None


def config_around(folder: Path) -> Path | None:
    """Return the configuration of the collection that *folder*, without one, lies in."""
    return None if is_configured(folder) else find_config(folder.resolve().parent)


def seeds_path(folder: Path) -> str | None:
    """Return where the seeds of *folder* are or will be, relative to it; None if elsewhere.

    Raises ConfigError for a configuration with faults.
    """
    if not is_configured(folder):
        return "seeds"
    path = str(load_settings(folder / CONFIG_NAME).seeds.path)
    if is_address(path):
        return None
    # Two points are folders above in names alone; links are left as the configuration has them.
    place, top = (Path(os.path.abspath(each)) for each in (path, folder))  # noqa: PTH100 - Path has nothing that does this
    return place.relative_to(top).as_posix() if place.is_relative_to(top) else None
