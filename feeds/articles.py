"""Walk the articles of a seed: itself and its related coverage, whatever else is wrong in it."""

from collections.abc import Iterator
from typing import Any

from feeds.edits import Pointer
from feeds.schema import url_fields
from feeds.validation import Seed

# Fields whose text people read.
TEXT_FIELDS = ("title", "name", "excerpt")

Fields = dict[str, Any]


def articles(seed: Seed) -> Iterator[tuple[Pointer, Fields]]:
    """Yield pointer and fields of the seed's own article, then of its related ones."""
    if seed.instance is None:
        return
    yield (), seed.instance
    related = seed.instance.get("related")
    if isinstance(related, list):
        for index, fields in enumerate(related):
            if isinstance(fields, dict):
                yield ("related", index), fields


def texts(seed: Seed) -> Iterator[tuple[Pointer, str]]:
    """Yield pointer and value of what people read of each article: title, name and excerpt."""
    for pointer, fields in articles(seed):
        for name in TEXT_FIELDS:
            if isinstance(text := fields.get(name), str):
                yield (*pointer, name), text


def urls(seed: Seed) -> Iterator[tuple[Pointer, str]]:
    """Yield pointer and value of every known field that holds a web address, as written."""
    for pointer, fields in articles(seed):
        for name, value in fields.items():
            # The related articles are walked as articles; what is secret is not walked at all.
            if name not in ("related", "secured"):
                yield from _urls(value, (*pointer, name))


def _urls(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    match value:
        case str() if pointer[-1] in url_fields():
            yield pointer, value
        case dict():
            for key, item in value.items():
                yield from _urls(item, (*pointer, key))
        case list():
            for index, item in enumerate(value):
                yield from _urls(item, (*pointer, index))
