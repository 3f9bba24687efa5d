"""``provider-domain-mismatch``: an article that is not at its provider's domain.

What: The article's host is neither the provider's domain nor below it, nor do both belong to one
    registered domain (by the Public Suffix List). Of each provider and site, the first seed has a
    warning and further ones an info. Nothing is said of platforms that many share, such as
    youtube.com, medium.com or github.io, of a site that is the domain of two providers or more or
    where as many are that have another one, nor of the provider's `domains` in feeds.toml.

Why: Provider and address come from two different articles, or the domain is misspelt.

Example:
    webUrl: "https://www.zdnet.com/article/pytorch/"
    provider:
      name: TechRadar
      domain: techradar.com

Remedy: Name the provider that the article is from, or correct its domain. Where the provider is
    there as well, say so in feeds.toml, in `domains` below the name of the provider.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, Fields, text_of
from feeds.validation.rules import provider_with_several_domains
from feeds.validation.rules.provider_with_several_domains import or_declare
from feeds.validation.uses import Mention, Use
from feeds.values.domains import is_below, platform_of, registrable_domain
from feeds.values.names import name_key
from feeds.values.urls import ascii_url

RULE = documented(__name__, Severity.WARNING)

KEPT_USES = 10
ALSO_USES = provider_with_several_domains.RULE.id

_SCHEME = "https://"
_MOST_HOMES = 4096
# A site at which so many providers are is one that providers share.
_SEVERAL = 2


class _Homes(dict[str, tuple[str, str]]):
    """By a domain how nearly all addresses at it begin: seeds have few domains, each very often."""

    def __missing__(self, domain: str) -> tuple[str, str]:
        if len(self) >= _MOST_HOMES:
            self.clear()
        self[domain] = homes = (f"https://www.{domain}/", f"https://{domain}/")
        return homes


_HOMES = _Homes()


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield each provider of the seed with a host that is not below its domain, once."""
    seen = set()
    for article, provider, url in _not_plainly_at_home(articles):
        name, domain = text_of(provider, "name"), provider["domain"]
        key, pointer = _key(url, name, domain), (*article, "provider", "domain")
        if key and key not in seen and articles.is_sound(pointer):
            seen.add(key)
            if not _is_declared(key, articles):
                yield key, pointer, f"{name}\n{domain}"


def _not_plainly_at_home(articles: Articles) -> Iterator[tuple[Pointer, Fields, str]]:
    """Yield pointer, provider and address of the few articles that may be of another domain."""
    for article, fields in articles:
        provider = fields.get("provider")
        if not isinstance(provider, dict):
            continue
        domain, url = provider.get("domain"), fields.get("webUrl") or fields.get("originalUrl")
        if not (domain and isinstance(domain, str) and isinstance(url, str)):
            continue
        # Of nearly all articles of all seeds, this tells without a function call.
        if url.startswith(_HOMES[domain]):
            continue
        if not _is_plainly_at(url, domain):
            yield article, provider, url


def _is_plainly_at(url: str, domain: str) -> bool:
    """Tell whether the host of *url* is at *domain*, as both are written: quick, and the rule."""
    host = url[len(_SCHEME) : url.find("/", len(_SCHEME))] if url.startswith(_SCHEME) else ""
    return host == domain or host.endswith("." + domain)


def _key(url: str, name: str, domain: str) -> str | None:
    """Return what tells one mismatch from another; None if there is none."""
    try:
        host, own = _host_of(url), _host_of(f"https://{domain}")
    except ValueError:
        return None
    return None if is_below(host, own) else f"{host}\n{own}\n{name_key(name)}"


def _host_of(url: str) -> str:
    return urlsplit(ascii_url(url)).hostname or ""


def _is_declared(key: str, articles: Articles) -> bool:
    host, _, name = key.split("\n")
    return any(is_below(host, domain) for domain in articles.provider_domains.get(name, ()))


def compare(
    uses: Mapping[str, Sequence[Use]], domains: Mapping[str, Sequence[Use]]
) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for the first uses of each provider at a site where it is a stranger.

    *domains* has a use of each domain of each provider, for the sites that several have as theirs.
    """
    strangers: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for key, same in uses.items():
        host, own, name = key.split("\n")
        if site := _site_apart(host, own):
            strangers[site, name] += same
    shared = _shared(strangers, domains)
    for (site, _), found in strangers.items():
        if site not in shared:
            yield from _faults(sorted(found, key=lambda use: use.path), site)


def _site_apart(host: str, own: str) -> str | None:
    """Return the site that *host* belongs to, unless it is the provider's *own*, or a platform."""
    site = registrable_domain(host) or host
    if site == (registrable_domain(own) or own):
        return None
    platform = platform_of(host)
    # On a platform where each has a host of its own, another host is that of another one.
    if platform and not (own != platform and is_below(own, platform)):
        return None
    return site


def _shared(
    strangers: Iterable[tuple[str, str]], domains: Mapping[str, Sequence[Use]]
) -> frozenset[str]:
    """Return the sites of *strangers*, each with the name of a provider, that several share."""
    guests: dict[str, set[str]] = defaultdict(set)
    hosts: dict[str, set[str]] = defaultdict(set)
    for site, name in strangers:
        guests[site].add(name)
    for key in domains if guests else ():
        name, _, domain = key.rpartition("\n")
        if (site := registrable_domain(domain) or domain) in guests:
            hosts[site].add(name)
    return frozenset(
        site for site in guests if max(len(guests[site]), len(hosts[site])) >= _SEVERAL
    )


def _faults(uses: Sequence[Use], site: str) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for each of the *uses* of one provider at *site*: one decision settles all.

    How many they are is no part of a message, by which reports know it again.
    """
    first, *others = uses
    yield first, _fault(first, _remedy(first, site, sum(use.times for use in uses) - 1))
    for use in others:
        fault = _fault(use, f"do as in the first seed of this provider there, {first.path}")
        yield use, fault._replace(severity=Severity.INFO)


def _fault(use: Use, remedy: str) -> Fault:
    host, domain = use.key.partition("\n")[0], use.shown.partition("\n")[2]
    problem = f"{quote(domain)} is not that of the article's host, {quote(host)}"
    return RULE.fault(use.pointer, problem, remedy)


def _remedy(use: Use, site: str, more: int) -> str:
    remedy = RULE.advice.partition(".")[0]
    if more:
        remedy += f", here and in {more:,} more {'seed' if more == 1 else 'seeds'}"
    return or_declare(remedy, use.shown.partition("\n")[0], site)
