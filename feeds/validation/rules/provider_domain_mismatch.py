"""``provider-domain-mismatch``: an article that is not at its provider's domain.

What: The article's host is neither the provider's domain nor below it, nor do both belong to one
    registered domain (by the Public Suffix List).

Why: Provider and address come from two different articles, or the domain is misspelt.

Example:
    webUrl: "https://www.zdnet.com/article/pytorch/"
    provider:
      name: TechRadar
      domain: techradar.com

Remedy: Name the provider that the article is from, or correct its domain.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.values.domains import registrable_domain
from feeds.values.urls import ascii_url

RULE = documented(__name__, Severity.WARNING)

_SCHEME = "https://"


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each article that is not at its provider's domain."""
    for article, fields in articles:
        domain = text_of(fields.get("provider"), "domain")
        url = fields.get("webUrl") or fields.get("originalUrl")
        if domain and isinstance(url, str) and not _is_plainly_at(url, domain):
            pointer = (*article, "provider", "domain")
            host = _other_host(url, domain)
            if host and articles.is_sound(pointer):
                problem = f"{quote(domain)} is not that of the article's host, {quote(host)}"
                yield RULE.fault(pointer, problem)


def _is_plainly_at(url: str, domain: str) -> bool:
    """Tell whether the host of *url* is at *domain*, as both are written: quick, and the rule."""
    host = url[len(_SCHEME) : url.find("/", len(_SCHEME))] if url.startswith(_SCHEME) else ""
    return host == domain or host.endswith("." + domain)


def _other_host(url: str, domain: str) -> str | None:
    """Return the host of *url* if it has nothing to do with *domain*."""
    try:
        host, own = _host_of(url), _host_of(f"https://{domain}")
    except ValueError:
        return None
    if host == own or host.endswith(f".{own}"):
        return None
    registered = registrable_domain(host)
    return None if registered and registered == registrable_domain(own) else host


def _host_of(url: str) -> str:
    return urlsplit(ascii_url(url)).hostname or ""
