"""Tables of feeds.toml as people would write them, for messages that say what to write."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from feeds.settings import NameSettings

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = {'"': '\\"', "\\": "\\\\"}


def table_header(*keys: str) -> str:
    """Return the header of the table *keys*, as ``[topics."Meta AI"]``."""
    return f"[{'.'.join(key if _BARE_KEY.fullmatch(key) else toml_text(key) for key in keys)}]"


def toml_text(text: str) -> str:
    """Return *text* as a basic string of TOML 1.0, on one line, with what nobody sees escaped.

    Raises ValueError for half a surrogate pair, which TOML has no way to write.
    """
    # In this form, a line that holds it is printed as it is.
    return f'"{"".join(map(_written, text))}"'.replace("##[", "##\\u005b")


def _written(char: str) -> str:
    if char in _ESCAPED or char.isprintable():
        return _ESCAPED.get(char, char)
    if unicodedata.category(char) == "Cs":
        raise ValueError("TOML has no text with half a surrogate pair")
    return f"\\U{ord(char):08x}"


def name_table(kind: str, item: NameSettings) -> list[str]:
    """Return the lines that configure *item*, of the *kind* ``topics`` or ``providers``.

    Raises what ``toml_text`` raises.
    """
    return [table_header(kind, item.name), *_assignments(item)]


def _assignments(item: NameSettings) -> Iterator[str]:
    for key in ("slug", "title", "description"):
        if (text := getattr(item, key)) is not None:
            yield f"{key} = {toml_text(text)}"
    for key, texts in (("aliases", item.aliases), ("domains", item.domains)):
        if texts:
            yield f"{key} = {_array(texts)}"


def _array(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"
