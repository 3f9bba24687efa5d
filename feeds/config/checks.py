"""What is wrong with a configuration: by its schema, and between values, which no schema sees."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from functools import cache, reduce
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from feeds.expressions import expression
from feeds.problems.diagnostics import quote
from feeds.problems.faults import Fault, field_name
from feeds.problems.pointers import Pointer, without
from feeds.settings import NO_HOME, is_address, names_home
from feeds.validation.schema.checker import InstanceChecker, load_schema
from feeds.validation.schema.evident import is_evidently_valid
from feeds.values.domains import ascii_domain
from feeds.values.names import is_slug, name_key
from feeds.values.patterns import compile_pattern
from feeds.values.similar import find_similar
from feeds.values.urls import ascii_url, has_credentials

SITE_URLS = ("url", "icon", "logo", "hub")
# Four take two seconds for a name of 255 characters, which is the longest on most file systems.
_MOST_STARS = 3
_FEW_KEYS = 500
_BARE_KEY = expression(r"[A-Za-z0-9_-]+$")

_Table = dict[str, Any]


class Problem(NamedTuple):
    """What is wrong with the key or value that *pointer* leads to."""

    pointer: Pointer
    message: str


def check_config(document: _Table) -> list[Problem]:
    """Return every problem of *document*: those the schema finds, then those it cannot express."""
    problems = list(_check_values(document, ()))
    # The schema's checker knows the types of JSON only.
    dateless = without(document, {problem.pointer for problem in problems})
    faults = [] if _is_faultless(dateless) else InstanceChecker(_schema()).check(dateless)
    # The checks below need not look at types again.
    sound = without(dateless, {fault.pointer for fault in faults})
    return [
        *problems,
        *map(_problem, faults),
        *_check_urls(sound.get("site", {})),
        *_check_credentials(sound),
        *_check_folders(sound),
        *_check_globs(sound.get("seeds", {})),
        *_check_rules(sound.get("validate", {})),
        *_check_patterns(sound.get("links", {})),
        *_check_names("topics", sound.get("topics", {})),
        *_check_names("providers", sound.get("providers", {})),
        *_check_domains(sound.get("providers", {})),
    ]


@cache
def _schema() -> _Table:
    return load_schema("config")


def _is_faultless(document: _Table) -> bool:
    """Tell whether *document* is valid beyond doubt, before the checker would have loaded."""
    if sum(len(table) for table in document.values() if isinstance(table, dict)) <= _FEW_KEYS:
        return is_evidently_valid(document, _schema())
    # Takes a hundredth of a second to load, and then a twentieth of the time.
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(_schema()).is_valid(document)


def _check_values(value: object, pointer: Pointer) -> Iterator[Problem]:
    """Yield each date, time and nan, which TOML has and JSON Schema knows nothing of."""
    match value:
        case dict():
            for key, child in value.items():
                yield from _check_values(child, (*pointer, key))
        case list():
            for index, child in enumerate(value):
                yield from _check_values(child, (*pointer, index))
        case date() | time():
            name = field_name(pointer)
            yield Problem(pointer, f"{name} is a date or time, not text; put it in quotes")
        case float() if math.isnan(value):
            # It is neither below nor above any limit, and what waits so long never ends.
            yield Problem(pointer, f"{field_name(pointer)} is nan, which is no number; write one")


def _problem(fault: Fault) -> Problem:
    if fault.at_key:
        return Problem(fault.pointer, _describe_unknown_key(*fault.pointer))
    return Problem(fault.pointer, f"{fault.message}{_remedy(fault)}")


def _remedy(fault: Fault) -> str:
    match fault.pointer:
        # The schema's examples are JSON, which for a table is no help in TOML.
        case (_,) | ("topics" | "providers", _):
            return f"; begin it with {_table_name(fault.pointer)} on a line of its own"
    # A suggestion in the message is remedy enough.
    return "" if fault.message.endswith("?") else f"; {fault.remedy}"


def _describe_unknown_key(*pointer: str | int) -> str:
    *parents, key = pointer
    keys = _known_keys(parents)
    similar = find_similar(str(key), keys)
    remedy = f'did you mean "{similar}"?' if similar else f"its keys are {', '.join(keys)}"
    return f"{_table_name(parents)} has no key {quote(key)}; {remedy}"


def _known_keys(pointer: Sequence[str | int]) -> list[str]:
    """Return the keys that the schema has for the table at *pointer*."""
    match pointer:
        case ["topics" | "providers", _]:  # its own name is one that people give
            table = _schema()["$defs"][str(pointer[0]).removesuffix("s")]
        case _:
            table = reduce(lambda parent, key: parent["properties"][key], pointer, _schema())
    return list(table["properties"])


def _table_name(pointer: Sequence[str | int]) -> str:
    """Return the header of the table at *pointer*, as TOML has it."""
    keys = (str(key) for key in pointer)
    dotted = ".".join(key if _BARE_KEY.match(key) else quote(key) for key in keys)
    return f"[{dotted}]" if pointer else "the top level"


def _check_urls(site: _Table) -> Iterator[Problem]:
    """Yield each address that cannot be published, or that no path can be put behind."""
    for pointer, url in _urls(site):
        try:
            parts = urlsplit(ascii_url(url))
            if pointer != ("site", "url") or not (parts.query or parts.fragment):
                continue
            fault = "has a query or fragment; end it with the output folder's path"
        except ValueError as exc:
            fault = f"cannot be used: {exc}"
        yield Problem(pointer, f"{'.'.join(pointer)} {quote(url)} {fault}")
    if re.match(r"(?i)https?:", id_ := site.get("id", "")) and not _host_of(id_):
        fault = "has no host; write the whole address, or a urn"
        yield Problem(("site", "id"), f"site.id {quote(id_)} {fault}")


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # a bracket that none closes
        return None


def _check_credentials(document: _Table) -> Iterator[Problem]:
    """Yield each user or password in what is published, or sent to others."""
    site, contact = document.get("site", {}), document.get("links", {}).get("contact", "")
    addresses = [(("site", "id"), site.get("id", "")), (("links", "contact"), contact)]
    for pointer, url in (*_urls(site), *addresses):
        if has_credentials(url):
            fault = "holds a user name or password, which others would see; leave them out"
            yield Problem(pointer, f"{'.'.join(pointer)} {fault}")


def _urls(site: _Table) -> Iterator[tuple[tuple[str, ...], str]]:
    for key in SITE_URLS:
        if key in site:
            yield ("site", key), site[key]
    match site.get("author"):
        case {"url": str(url)}:
            yield ("site", "author", "url"), url


def _check_folders(document: _Table) -> Iterator[Problem]:
    for table, key in (("seeds", "path"), ("build", "out"), ("links", "cache")):
        path = document.get(table, {}).get(key, "")
        if is_address(path) and table != "seeds":
            fault = "is an address; give a folder of this machine"
        elif names_home(path):
            fault = NO_HOME
        else:
            continue
        yield Problem((table, key), f"{table}.{key} {quote(path)} {fault}")


def _check_globs(seeds: _Table) -> Iterator[Problem]:
    for key in ("include", "exclude"):
        for glob in seeds.get(key, ()):
            yield from _check_glob(glob, ("seeds", key), f"seeds.{key}")


def _check_glob(glob: str, pointer: Pointer, owner: str) -> Iterator[Problem]:
    if not _is_glob(glob):
        fault = "matches nothing; see the patterns of .gitignore"
        yield Problem(pointer, f"{owner} {quote(glob)} {fault}")
    elif _is_slow(glob):
        fault = (
            f"has more than {_MOST_STARS} asterisks in one part, and takes too long on some names"
        )
        yield Problem(pointer, f"{owner} {quote(glob)} {fault}; write several patterns instead")


def _is_slow(glob: str) -> bool:
    """Tell whether *glob* may take seconds for one name.

    It becomes a regular expression, which for each asterisk tries every place in the name again.
    """
    parts = glob.split("/")
    most = max(part.count("*") for part in parts if part != "**") if set(parts) - {"**"} else 0
    return max(most, parts.count("**")) > _MOST_STARS


def _check_patterns(links: _Table) -> Iterator[Problem]:
    for index, pattern in enumerate(links.get("skip", ())):
        try:
            compile_pattern(pattern)
        except ValueError as exc:
            fault = f"links.skip {quote(pattern)} is no regular expression: {exc}"
            remedy = "put a backslash before signs such as ( [ * + ? that stand for themselves"
            yield Problem(("links", "skip", index), f"{fault}; {remedy}")


def _check_rules(validate: _Table) -> Iterator[Problem]:
    """Yield each id of a rule that does not exist, and each glob that matches nothing."""
    if not validate:
        return
    # Loading all rules takes longer than reading the configuration, which seldom names any.
    from feeds.validation.selection import all_rules

    for pointer, rule in _rule_ids(validate):
        if rule not in all_rules():
            owner = ".".join(map(str, pointer[:2]))
            yield Problem(pointer, f"{owner}: {no_such_rule(rule, all_rules())}")
    for glob in validate.get("per_path_ignores", ()):
        pointer = ("validate", "per_path_ignores", glob)
        yield from _check_glob(glob, pointer, "validate.per_path_ignores")


def no_such_rule(rule: str, known: Iterable[str], command: str = "feeds rule") -> str:
    """Return the message that no rule has the id *rule*, and which of *known* may be meant.

    The *command* lists all that may be.
    """
    similar = find_similar(rule, known)
    remedy = f'did you mean "{similar}"?' if similar else f'"{command}" lists all'
    return f"there is no rule {quote(rule)}; {remedy}"


def no_rule_left(select: str, ignore: str, rules: Iterable[str]) -> str:
    """Return the message that the options or keys *select* and *ignore* name the same *rules*."""
    names = ", ".join(sorted(rules))
    return (
        f"{select} and {ignore} both name {names}, so that nothing is checked;"
        " leave it out of one of them"
    )


def _rule_ids(validate: _Table) -> Iterator[tuple[Pointer, str]]:
    for key in ("select", "ignore"):
        for index, rule in enumerate(validate.get(key, ())):
            yield ("validate", key, index), rule
    for rule in validate.get("severity", ()):
        yield ("validate", "severity", rule), rule
    for glob, rules in validate.get("per_path_ignores", {}).items():
        for index, rule in enumerate(rules):
            yield ("validate", "per_path_ignores", glob, index), rule


def _is_glob(text: str) -> bool:
    # It takes longer to load than all else here, and few configurations have any globs.
    from pathspec import GitIgnoreSpec

    try:
        patterns = GitIgnoreSpec.from_lines([text]).patterns
    except (ValueError, re.error):
        return False
    return any(pattern.include is not None for pattern in patterns)


def _check_names(kind: str, tables: _Table) -> Iterator[Problem]:
    """Yield what would give one entry two feeds, or two feeds one address."""
    names: dict[str, str] = {}
    for name in tables:
        key = name_key(name)
        if not key:
            yield Problem((kind, name), f"[{kind}.{quote(name)}] has a blank name")
        elif key in names:
            rivals = f"{_table_name((kind, name))} and {_table_name((kind, names[key]))}"
            yield Problem((kind, name), f"{rivals} are the same name; keep one of them")
        names.setdefault(key, name)
    yield from _check_aliases(kind, tables, names)
    yield from _check_slugs(kind, tables)


def _check_aliases(kind: str, tables: _Table, names: Mapping[str, str]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, table in tables.items():
        for alias in table.get("aliases", ()):
            key = name_key(alias)
            fault = f"{_table_name((kind, name))} has the alias {quote(alias)}, which"
            if key in names:
                there = _table_name((kind, names[key]))
                yield Problem((kind, name, "aliases"), f"{fault} is the name of {there}; remove it")
            elif owners.setdefault(key, name) != name:
                there = _table_name((kind, owners[key]))
                yield Problem(
                    (kind, name, "aliases"), f"{fault} is also an alias of {there}; keep one"
                )


def _check_domains(providers: _Table) -> Iterator[Problem]:
    for name, table in providers.items():
        for index, domain in enumerate(table.get("domains", ())):
            if ascii_domain(domain) is None:
                fault = f"{_table_name(('providers', name))} has the domain {quote(domain)}, which"
                remedy = 'write the host alone, as "techradar.com", for all below it'
                problem = f"{fault} is no host name; {remedy}"
                yield Problem(("providers", name, "domains", index), problem)


def _check_slugs(kind: str, tables: _Table) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    slugs = ((name, table["slug"]) for name, table in tables.items() if "slug" in table)
    for name, slug in slugs:
        fault = f"{_table_name((kind, name))} has the slug {quote(slug)}, which"
        if not is_slug(slug):
            fault = f"{fault} is not safe in an address; use lower-case letters, digits and hyphens"
            yield Problem((kind, name, "slug"), fault)
        elif owners.setdefault(slug, name) != name:
            there = _table_name((kind, owners[slug]))
            yield Problem((kind, name, "slug"), f"{fault} is also that of {there}; choose another")
