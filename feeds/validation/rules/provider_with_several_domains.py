"""``provider-with-several-domains``: one provider at two domains.

What: A provider has another domain here than in most places; of two that are used equally often,
    both are reported. Nothing is said of platforms that many share, such as youtube.com, of domains
    that two other providers have, nor of what feeds.toml names as `domains` of the provider.

Why: A provider is its name: two of one name share a feed. (Several names may well share a domain.)

Example:
    provider:
      name: TechRadar
      domain: tech-radar.com   # techradar.com in all other seeds

Remedy: Correct the domain, or give each provider a name of its own. Where both domains are the
    provider's, say so in feeds.toml, in `domains` below its name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.uses import Mention, Use
from feeds.values.domains import is_below, platform_of
from feeds.values.names import clean_name, name_key

RULE = documented(__name__, Severity.WARNING)

KEPT_USES = 10

# The provider itself, and another one that it may be mixed up with.
_MOST_OWNERS = 2


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the domains of all providers of the seed, each once."""
    seen = set()
    further = articles.provider_domains
    for article, provider in articles.providers:
        name, domain = provider.get("name"), provider.get("domain")
        # This runs for each provider of each seed: a function call would double the time.
        if name and domain and isinstance(name, str) and isinstance(domain, str):
            key = _key(name, domain)
            if key not in seen:
                seen.add(key)
                # An address in its place is a fault of its own, and no other domain.
                if "/" not in domain and not (further and _is_declared(key, further)):
                    yield key, (*article, "provider", "domain"), name


def keys(articles: Articles) -> set[str]:
    """Return the keys of what ``gather`` yields."""
    if articles.provider_domains:
        return {key for key, _, _ in gather(articles)}
    return {
        _key(name, domain)
        for _, provider in articles.providers
        if (name := provider.get("name"))
        and (domain := provider.get("domain"))
        and isinstance(name, str)
        and isinstance(domain, str)
        and "/" not in domain
    }


@lru_cache(maxsize=4096)
def _key(name: str, domain: str) -> str:
    return f"{name_key(name)}\n{domain.lower()}"


def _is_declared(key: str, further: Mapping[str, Sequence[str]]) -> bool:
    name, _, domain = key.rpartition("\n")
    return any(is_below(domain, declared) for declared in further.get(name, ()))


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for the first uses of each domain of a provider but the most frequent one."""
    domains: dict[str, dict[str, Sequence[Use]]] = defaultdict(dict)
    owners: Counter[str] = Counter()
    for key, same in uses.items():
        name, _, domain = key.rpartition("\n")
        domains[name][domain] = same
        owners[domain] += 1
    for several in domains.values():
        # Mostly there is one, and nothing to look up.
        if len(several) > 1 and len(by_domain := _without_shared(several, owners)) > 1:
            yield from _compare_domains(by_domain)


def _compare_domains(by_domain: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield the faults of one provider, whose uses *by_domain* are of two domains or more."""
    counts = {name: sum(use.times for use in same) for name, same in by_domain.items()}
    usual, *others = sorted(counts, key=lambda domain: (-counts[domain], domain))
    told = [(domain, usual) for domain in others]
    if counts[usual] == counts[others[0]]:
        # Nobody knows which of the two is right.
        told.append((usual, others[0]))
    for domain, other in told:
        number = counts[other]
        problem = (
            f"has the domain {quote(domain)} here, and {quote(other)} in {number}"
            f" {'seed' if number == 1 else 'seeds'}, such as {by_domain[other][0].path}"
        )
        for use in by_domain[domain]:
            subject = f"provider {quote(use.shown)}"
            remedy = or_declare(RULE.advice.partition(".")[0], use.shown, domain)
            yield use, RULE.fault(use.pointer, problem, remedy, subject=subject)


def or_declare(remedy: str, provider: str, domain: str) -> str:
    """Return *remedy* with what else settles that the *provider* (its name) is at *domain*."""
    name = clean_name(provider)
    # What a message has to escape or cut is no key of TOML.
    if name and (key := quote(name)) == f'"{name}"' and not {'"', "\\"} & set(name):
        line, table = f"domains = [{quote(domain)}]", f"[providers.{key}]"
        return f"{remedy}; if both are right, write {line} below {table} in feeds.toml"
    return remedy


def _without_shared(
    by_domain: Mapping[str, Sequence[Use]], owners: Mapping[str, int]
) -> dict[str, Sequence[Use]]:
    """Return those *by_domain* of one provider that are no platform and not of two others."""
    return {
        domain: uses
        for domain, uses in by_domain.items()
        if owners[domain] <= _MOST_OWNERS and not platform_of(domain)
    }
