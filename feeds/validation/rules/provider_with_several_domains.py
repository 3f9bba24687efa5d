"""``provider-with-several-domains``: one provider at two domains.

What: A provider has another domain here than in most places; of two that are used equally often,
    both are reported.

Why: A provider is its name: two of one name share a feed. (Several names may well share a domain.)

Example:
    provider:
      name: TechRadar
      domain: tech-radar.com   # techradar.com in all other seeds

Remedy: Correct the domain, or give each provider a name of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.validation.uses import Mention, Use
from feeds.values.names import name_key

RULE = documented(__name__, Severity.WARNING)

KEPT_USES = 10


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the domains of all providers of the seed, each once."""
    seen = set()
    for pointer, provider in articles.providers:
        name, domain = text_of(provider, "name"), text_of(provider, "domain")
        if name and domain and (key := _key(name, domain)) not in seen:
            seen.add(key)
            yield key, (*pointer, "domain"), name, 0


@lru_cache(maxsize=4096)
def _key(name: str, domain: str) -> str:
    return f"{name_key(name)}\n{domain.lower()}"


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for the first uses of each domain of a provider but the most frequent one."""
    domains: dict[str, dict[str, Sequence[Use]]] = defaultdict(dict)
    for key, same in uses.items():
        name, _, domain = key.rpartition("\n")
        domains[name][domain] = same
    for by_domain in domains.values():
        first, *others = sorted(by_domain, key=lambda domain: (-_count(by_domain[domain]), domain))
        yield from _faults(by_domain, others, first)
        # Of two that are used equally often, nobody knows which is right.
        if others and _count(by_domain[first]) == _count(by_domain[others[0]]):
            yield from _faults(by_domain, [first], others[0])


def _faults(
    by_domain: Mapping[str, Sequence[Use]], domains: Iterable[str], usual: str
) -> Iterator[tuple[Use, Fault]]:
    for domain in domains:
        for use in by_domain[domain]:
            yield use, _fault(use, domain, usual, by_domain[usual])


def _fault(use: Use, domain: str, usual: str, there: Sequence[Use]) -> Fault:
    count = _count(there)
    problem = (
        f"has the domain {quote(domain)} here, and {quote(usual)} in"
        f" {count} {'seed' if count == 1 else 'seeds'}, such as {there[0].path}"
    )
    return RULE.fault(use.pointer, problem, subject=f"provider {quote(use.shown)}")


def _count(uses: Sequence[Use]) -> int:
    return sum(use.times for use in uses)
