"""The time that values and HTML take grows with their length, and no faster."""

import time
from collections.abc import Callable

import pytest

from feeds.verify.markup import escaped, plain, styles
from feeds.verify.reading.json import read_json
from feeds.verify.values import (
    coordinates,
    ids,
    iso_dates,
    languages,
    mail,
    media_types,
    numbers,
    relations,
    rfc822_dates,
    times,
    uris,
    words,
)

_MODULES = (
    coordinates, ids, iso_dates, languages, mail, media_types, numbers, relations, rfc822_dates,
    times, uris, words,
)  # fmt: skip
_CHECKS: dict[str, Callable[[str], object]] = {
    f"{module.__name__.rpartition('.')[2]}.{name}": function
    for module in _MODULES
    for name, function in vars(module).items()
    if name.startswith("check_")
}
_CHECKS |= {
    "find_faults": lambda text: list(escaped.find_faults(text, relative=True)),
    "find_html": plain.find_html,
    "find_ambiguous": plain.find_ambiguous,
    "risk_of": styles.risk_of,
    "risk_of a length": lambda text: styles.risk_of(f"width:{text}"),
    "read_json": lambda text: read_json(text.encode()),
}
# Each begins something that never ends, or that may be read in more than one way.
_BEGINS = (
    "a", "<a ", '<a "', "<a '", "<!--", "&#", "a@", "a@b.", "(", "-", "1,", "%", "http://a?[",
    "tag:a,", "urn:a:", "en-", "Mon, 1 ", "2026-11-30T", " ", "\n", "a:b;", "url(", "/*", '"a"@',
    'a/b;c="', "é", "\u0301", '<a b="c" ', "0", "0.", "[", '{"":', '"\\', '[""]',
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(_CHECKS))
def test_time_grows_with_the_length(name: str) -> None:
    check = _CHECKS[name]
    started = time.process_time()
    for begin in _BEGINS:
        check((begin * 40_000)[:40_000])
    # Linear, it takes a few hundredths of a second; squared, it took more than ten.
    assert time.process_time() - started < 3
