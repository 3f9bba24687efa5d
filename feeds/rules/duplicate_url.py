"""``duplicate-url``: two seeds for one article."""

from collections.abc import Iterator, Mapping, Sequence

from feeds.diagnostics import Severity
from feeds.faults import Fault
from feeds.rule import Rule, Use
from feeds.urls import url_key
from feeds.validation import Seed

RULE = Rule(
    id="duplicate-url",
    severity=Severity.ERROR,
    what="The article's webUrl or originalUrl stands in another seed too.",
    why="Both seeds are one article to subscribers, so only one of them is published.",
    example='webUrl: "https://example.org/news/1"   # as in another seed',
    remedy="Delete one of the two seeds.",
)


def gather(seed: Seed) -> Iterator[Use]:
    """Yield the addresses of the seed's article, each once."""
    assert seed.instance is not None  # noqa: S101 - only seeds that could be read are gathered
    seen = set()
    for name in ("webUrl", "originalUrl"):
        url = seed.instance.get(name)
        try:
            key = url_key(url) if isinstance(url, str) else None
        except ValueError:
            continue
        if key and key not in seen:
            seen.add(key)
            yield Use(key, seed.path, (name,), name)


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for each seed whose article another seed has, naming the other."""
    for shared in uses.values():
        for use in shared if len(shared) > 1 else ():
            other = next((o for o in shared if o.path != use.path), None)
            if other:
                message = f"{use.shown} is that of {other.path} too"
                yield use, RULE.fault(use.pointer, message, "delete one of the two seeds")
