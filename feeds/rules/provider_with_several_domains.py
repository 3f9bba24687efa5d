"""``provider-with-several-domains``: one provider at two domains."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from feeds.articles import Articles, text_of
from feeds.diagnostics import Severity, quote
from feeds.faults import Fault
from feeds.names import name_key
from feeds.rule import Rule, Use

RULE = Rule(
    id="provider-with-several-domains",
    severity=Severity.WARNING,
    what="A provider has another domain here than in most places.",
    why="A provider is its name: two of one name share a feed. (Several names may well share a"
    " domain.)",
    example="provider:\n  name: TechRadar\n  domain: tech-radar.com"
    "   # techradar.com in all other seeds",
    remedy="Correct the domain, or give each provider a name of its own.",
)

KEPT_USES = 10


def gather(articles: Articles) -> Iterator[Use]:
    """Yield the domains of all providers of the seed, each once."""
    seen = set()
    for pointer, provider in articles.providers:
        key = _key(text_of(provider, "name"), text_of(provider, "domain"))
        if key and key not in seen:
            seen.add(key)
            place = (*pointer, "domain")
            yield Use(key, articles.seed.path, place, text_of(provider, "name"))


@lru_cache(maxsize=4096)
def _key(name: str, domain: str) -> str:
    return f"{name_key(name)}\n{domain.lower()}" if name and domain else ""


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for the first uses of each domain but the most frequent one of a provider."""
    domains: dict[str, dict[str, Sequence[Use]]] = defaultdict(dict)
    for key, same in uses.items():
        name, _, domain = key.rpartition("\n")
        domains[name][domain] = same
    for by_domain in domains.values():
        # Of two that are used equally often, the one that sorts first stays.
        usual = min(by_domain, key=lambda domain: (-_count(by_domain[domain]), domain))
        for domain, same in by_domain.items():
            for use in same if domain != usual else ():
                yield use, _fault(use, domain, usual, by_domain[usual])


def _fault(use: Use, domain: str, usual: str, there: Sequence[Use]) -> Fault:
    message = (
        f"provider {quote(use.shown)} has the domain {quote(domain)} here, and {quote(usual)} in"
        f" {_count(there)} seeds, such as {there[0].path}"
    )
    remedy = "correct the domain, or give each provider a name of its own"
    return RULE.fault(use.pointer, message, remedy)


def _count(uses: Sequence[Use]) -> int:
    return sum(use.times for use in uses)
