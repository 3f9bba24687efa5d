"""feeds.toml and the options that override it: read, checked, and turned into Settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feeds.config.checks import SITE_URLS, check_config, no_rule_left
from feeds.expressions import expression
from feeds.http.limits import Limits
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError
from feeds.problems.pointers import Pointer
from feeds.settings import (
    BuildSettings,
    LinksSettings,
    NameSettings,
    SeedsSettings,
    Settings,
    Site,
    ValidateSettings,
    is_address,
)
from feeds.values.dates import parse_age
from feeds.values.domains import ascii_domain
from feeds.values.hashes import name_urn
from feeds.values.names import clean_name, name_key
from feeds.values.text import clean_line
from feeds.values.urls import ascii_url

if TYPE_CHECKING:
    from feeds.model import Author

CONFIG_NAME = "feeds.toml"
# The options of the command line that override a key, so that an error can name what was typed.
OPTIONS = {
    "site.url": "--site-url",
    "seeds.path": "--seeds",
    "seeds.include_unpublished": "--include-unpublished",
    "build.out": "--out",
    "build.limit": "--limit",
    "build.formats": "--format",
    "build.content": "--content",
    "build.precompress": "--precompress",
    "validate.select": "--select",
    "validate.ignore": "--ignore",
}

# The path in each table that has one, and what it is by default.
_PATHS = {
    "seeds": ("path", SeedsSettings().path),
    "build": ("out", BuildSettings().out),
    "links": ("cache", LinksSettings().cache),
}
_SECONDS = frozenset(
    {"min_interval", "connect_timeout", "read_timeout", "deadline", "max_retry_after"}
)
_NO_FILES = ((stat.S_ISDIR, "folder"), (stat.S_ISFIFO, "pipe"), (stat.S_ISSOCK, "socket"))
_TOML_POSITION = expression(r"(?P<fault>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)$")
_TOML_REMEDIES = (
    ("end of a table declaration", 'put a name with blanks in quotes, as [topics."Meta AI"]'),
    ("Unterminated string", "close the quotation mark"),
    ("Illegal character", "close the quotation mark on the same line"),
    ("Cannot declare", "a table may stand once only: join the two"),
    ("Cannot overwrite", "a key may stand once only: keep one of the two"),
    ("Invalid value", "put text in quotes"),
    ("after key in a key/value pair", "write it as key = value"),
)

_Table = dict[str, Any]


def find_config(start: Path) -> Path | None:
    """Return feeds.toml of the folder *start* or of its nearest parent that has one, or None.

    Anything of that name counts, so that a dangling link is an error and not silently skipped.
    """
    folder = start.resolve()
    candidates = (parent / CONFIG_NAME for parent in (folder, *folder.parents))
    return next((path for path in candidates if os.path.lexists(path)), None)


def load_settings(path: Path | None, overrides: Mapping[str, object] = {}) -> Settings:
    """Return the settings of the file at *path*, or the defaults if it is None.

    *overrides* are values by the setting they override (``build.out``), as options of the command
    do (OPTIONS); those that are None do not count.
    Paths in the file are relative to its folder; all others to the current folder.
    Raises ConfigError with one line per problem, each naming the place in the file or the option.
    """
    given = _nested(overrides)
    document, faults = ({}, []) if path is None else _load_document(path)
    at_fault = path if faults else None
    for pointer, message in check_config(given):
        setting = ".".join(map(str, pointer[:2]))
        option = OPTIONS.get(setting, setting)
        faults.append((option, f"{option}: {message}"))
    if faults:
        keys = {key for key, _ in faults}
        key = keys.pop() if len(keys) == 1 else None
        raise ConfigError("\n".join(line for _, line in faults), path=at_fault, key=key)
    file = Path(_shown(path)) if path else None
    folder = file.parent if file else Path()
    settings = _build(_merge(document, given, folder), folder)._replace(file=file)
    _require_rules(settings, given)
    return settings


def located(error: ConfigError, settings: Settings, *pointer: str | int) -> ConfigError:
    """Return *error* with the file of *settings* and the line of the key at *pointer* before it.

    Without a file, or if that cannot be read any more, *error* itself is returned.
    """
    file = settings.file
    if file is None:
        return error
    try:
        line = _line_of(file, pointer)
    except ConfigError:
        return error
    return ConfigError(f"{_shown(file)}:{line}: {error}", path=file, key=error.key)


def _line_of(file: Path, pointer: Pointer) -> int:
    from feeds.config.toml_lines import key_lines, nearest_line

    return nearest_line(pointer, key_lines(_read_text(file)))


def _require_rules(settings: Settings, given: Mapping[str, Any]) -> None:
    """Raise ConfigError if every rule that *settings* select is ignored as well.

    What is *given* on the command line replaces what the file says of its key only, so that the
    two may stand in different places.
    """
    rules = set(settings.validate.select)
    if not rules or not rules <= set(settings.validate.ignore):
        return
    in_file = [name for name in ("select", "ignore") if name not in given.get("validate", {})]
    keys = [f"validate.{name}" for name in ("select", "ignore")]
    select, ignore = (key if key.split(".")[1] in in_file else OPTIONS[key] for key in keys)
    error = ConfigError(no_rule_left(select, ignore, rules), key=ignore)
    raise located(error, settings, "validate", in_file[-1]) if in_file else error


def _load_document(path: Path) -> tuple[_Table, list[tuple[str, str]]]:
    """Return the tables of the file at *path*, and its problems in the order of their lines.

    Of each these are the key (``site.url``) and a message that starts with file and line.
    """
    text = _read_text(path)
    document = _parse(text, path)
    problems = check_config(document)
    if not problems:
        return document, []
    from feeds.config.toml_lines import key_lines, nearest_line

    lines = key_lines(text)
    placed = sorted(
        (nearest_line(pointer, lines), message, ".".join(map(str, pointer)))
        for pointer, message in problems
    )
    return document, [(key, f"{_shown(path)}:{line}: {text}") for line, text, key in placed]


def _read_text(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        # Nobody may ever write to a pipe, and a device may have no end. A link to a file will do.
        if not stat.S_ISREG(mode):
            kind = next((kind for is_one, kind in _NO_FILES if is_one(mode)), "device")
            fault = f"is a {kind}, not a file; name another with --config"
            raise ConfigError(f"{_shown(path)}: {fault}", path=path)
        data = path.read_bytes()
    except OSError as exc:
        raise ConfigError(
            f"{_shown(path)}: cannot be read: {exc.strerror}; name another with --config",
            path=path,
        ) from exc
    try:
        # Some editors put a byte order mark before the text, which TOML does not know.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        byte = f"0x{data[exc.start]:02x}"
        raise ConfigError(
            f"{_shown(path)}:{line}: is not UTF-8 text (byte {byte}); save the file as UTF-8",
            path=path,
        ) from exc


def _parse(text: str, path: Path) -> _Table:
    # Where there is no file, as in a first try, it need not be loaded.
    import tomllib

    try:
        return tomllib.loads(text)
    # tomllib lets a number of thousands of digits, and deep nesting, through to Python's limits.
    except (ValueError, RecursionError) as exc:
        position = _TOML_POSITION.match(str(exc))
        place, fault = _shown(path), str(exc)
        if position:
            place, fault = f"{place}:{position['line']}:{position['column']}", position["fault"]
        remedy = next((text for part, text in _TOML_REMEDIES if part in fault), "see toml.io")
        message = f"{place}: is not valid TOML: {fault}; {remedy}"
        raise ConfigError(message, path=path) from exc


def _shown(path: Path) -> str:
    """Return *path* as text: relative to the current folder if it is below that, else unchanged."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _nested(overrides: Mapping[str, object]) -> _Table:
    """Return *overrides* in the shape and the types of a TOML document; may raise ConfigError."""
    nested: _Table = {}
    for key, value in overrides.items():
        if value is not None:
            table, _, name = key.partition(".")
            if not name or "." in name:
                fault = f"{key}: only a setting of a table, such as build.out, can be overridden"
                raise ConfigError(f"{fault}; write it into a file instead", key=key)
            nested.setdefault(table, {})[name] = _as_toml(value)
    return nested


def _as_toml(value: object) -> object:
    match value:
        case Path():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return value


def _merge(document: _Table, given: _Table, folder: Path) -> _Table:
    """Return the tables of *document* with what is *given* over them, and with all paths.

    Those of the document and those by default are relative to *folder*, those given are not.
    """
    names = {*document, *given, *_PATHS}
    merged = {name: {**document.get(name, {}), **given.get(name, {})} for name in names}
    for name, (key, default) in _PATHS.items():
        base = Path() if key in given.get(name, {}) else folder
        path = merged[name].get(key, default)
        merged[name][key] = path if is_address(str(path)) else base / path
    return merged


def _build(tables: _Table, folder: Path) -> Settings:
    """Return the settings that *tables* say, which ``_merge`` has made and which have no fault.

    *folder* is what globs for paths are relative to.
    """
    return Settings(
        site=_site(tables.get("site", {})),
        seeds=SeedsSettings(**_fields(tables["seeds"])),
        build=BuildSettings(**_fields(tables["build"])),
        validate=ValidateSettings(
            **_fields(tables.get("validate", {})),
            folder=folder,
            include_unpublished=tables["seeds"].get("include_unpublished", False),
            provider_domains=tuple(_domains_by_key(tables.get("providers", {}))),
        ),
        links=_links(tables["links"]),
        topics=_name_settings(tables.get("topics", {})),
        providers=_name_settings(tables.get("providers", {})),
    )


def _fields(table: _Table) -> _Table:
    """Return the values of *table* as the fields that they are in the settings."""
    return {
        # The names of the configuration leave the unit out, which its documentation tells.
        f"{key}_seconds" if key in _SECONDS else key: _CONVERTERS.get(key, _frozen)(value)
        for key, value in table.items()
    }


def _links(table: _Table) -> LinksSettings:
    fields = _fields(table)
    limits = Limits(**{name: fields.pop(name) for name in Limits._fields if name in fields})
    return LinksSettings(limits, **fields)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _site(table: _Table) -> Site:
    """Return the site of *table*, whose id derives from its address unless it has one."""
    given = {"title": "Feeds", "description": "", "language": "en", **_fields(table)}
    if "url" in given:
        # The addresses of feeds are put behind it as they are.
        given["url"] = given["url"].removesuffix("/") + "/"
    return Site(**{"id": derive_site_id(given.get("url"), table.get("title", "Feeds")), **given})


def derive_site_id(url: str | None, title: str) -> str:
    """Return the id of a site without one of its own, from its *url*, else from its *title*."""
    # Atom wants an id of each feed (RFC 4287, 4.1.1), which must not depend on the day or machine.
    return name_urn(url or f"feeds:{title}")


def _author(value: str | dict[str, str]) -> Author:
    # All that feeds consist of is loaded with it, and few configurations name an author.
    from feeds.model import Author

    given = {"name": value} if isinstance(value, str) else value
    url = given.get("url")
    return Author(clean_line(given["name"]), url and ascii_url(url), given.get("email"))


def _name_settings(tables: _Table) -> tuple[NameSettings, ...]:
    return tuple(NameSettings(clean_name(name), **_fields(tables[name])) for name in tables)


def _domains_by_key(tables: _Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the domains of each provider in *tables* that has any, by the key of each name."""
    for item in _name_settings(tables):
        if item.domains:
            yield from ((name_key(name), item.domains) for name in (item.name, *item.aliases))


# What makes of a value in the configuration, by its key in any table, that of the settings.
_CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "author": _author,
    "title": clean_line,
    "description": clean_line,
    # What is named twice is written once.
    "formats": lambda names: tuple(dict.fromkeys(names)),
    "domains": lambda names: tuple(filter(None, map(ascii_domain, names))),
    "severity": lambda table: tuple((rule, Severity(name)) for rule, name in table.items()),
    "per_path_ignores": lambda table: tuple((glob, tuple(ids)) for glob, ids in table.items()),
    "max_age": parse_age,
    "max_age_ok": parse_age,
    **dict.fromkeys(SITE_URLS, ascii_url),
    # JSON Schema counts 50.0 as an integer.
    **dict.fromkeys(("limit", "confirm_runs", "workers", "per_host", "retries"), int),
}
