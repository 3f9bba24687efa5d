"""Who of the providers of a collection an article is from, and which of its topics it is about."""

import re
from collections import Counter
from typing import NamedTuple

from feeds.clippings.addresses import host_of
from feeds.clippings.clipping import Clipping
from feeds.clippings.collection import Collection
from feeds.validation.publication import Fields
from feeds.values.domains import ascii_domain, is_below, platform_of, registrable_domain
from feeds.values.names import clean_name, name_key

_MOST_TOPICS = 4
# Every article of a site may be filed under one of these.
_SECTIONS = frozenset(
    "article articles blog featured general home latest misc news other post posts story stories"
    " top uncategorized updates".split()
)
_MARKS = re.compile(r"[^\w+#@&%]|_")
_WORD = re.compile(r"[^\W_]+(?:[.+#&-][^\W_]+)*[+#]*")


class Proposal(NamedTuple):
    """Topics that are proposed for an article; a ``note`` says so if they are but a guess."""

    names: tuple[str, ...]
    note: str = ""


def provider_of(clipping: Clipping, collection: Collection, wanted: str | None) -> Fields:
    """Return the provider of the article: a name, a domain, and what the collection adds to them.

    It is the one called *wanted*, if somebody said so; else the one of the collection at the host
    of the article, of several the one that the article names; else a new one. On a platform, a host
    tells nobody from others.
    """
    host = host_of(clipping.url)
    domain = registrable_domain(host) or host
    if wanted:
        return _called(wanted, collection) or {"name": clean_name(wanted), "domain": domain}
    platform = platform_of(host)
    names = _names(clipping, platform)
    at_host = _at(host, collection)
    by_key = {_key(name): name for name in at_host}
    if found := next((by_key[key] for name in names if (key := _key(name)) in by_key), None):
        return collection.providers[found]
    if len(at_host) == 1 and not _is_of_many(at_host[0], platform, collection):
        return collection.providers[at_host[0]]
    return {"name": next(iter(names), host), "domain": domain}


def _names(clipping: Clipping, platform: str | None) -> list[str]:
    """Return what the provider may be called, the likeliest first."""
    said = [clipping.site, clipping.publisher]
    if platform or clipping.is_video:
        # The name of a platform is that of nobody who publishes there.
        own = (platform or host_of(clipping.url)).partition(".")[0]
        said = [name for name in said if name_key(name).replace(" ", "") != own]
        said = [*clipping.authors[:1], *said] if clipping.is_video else [*said, *clipping.authors]
    return [name for text in said if (name := clean_name(text))]


def _is_of_many(name: str, platform: str | None, collection: Collection) -> bool:
    """Tell whether the domain of the provider *name* is but that of a *platform*."""
    return platform is not None and ascii_domain(collection.providers[name]["domain"]) == platform


def _at(host: str, collection: Collection) -> list[str]:
    """Return the providers at whose domain *host* is, the nearest, and the most used first."""
    found: list[tuple[int, int, str]] = []
    for name, provider in collection.providers.items():
        for written in (provider["domain"], *collection.domains.get(name, ())):
            domain = ascii_domain(written)
            if domain and is_below(host, domain.removeprefix("www.")):
                found.append((-len(domain), -collection.uses[name], name))
    nearest = min(found, default=(0, 0, ""))[0]
    return [name for length, _, name in sorted(found) if length == nearest]


def _called(name: str, collection: Collection) -> Fields | None:
    keys = {_key(each): each for each in collection.providers}
    found = keys.get(_key(name))
    return collection.providers[found] if found else None


def topics_of(clipping: Clipping, provider: str, collection: Collection) -> Proposal:
    """Return the topics proposed for the article of *provider*: those in use that it names.

    What its site files it under comes first, then what its title and its excerpt mention, the more
    used first. If none of these is in use, it is what the provider mostly writes about, else the
    first word of the site, which is new, else what the collection is mostly about.
    """
    by_key = {_key(name): name for name in sorted(collection.topics, reverse=True)}
    filed = [by_key[key] for word in clipping.keywords if (key := _key(word)) in by_key]
    ranked = sorted(collection.topics, key=lambda name: (-collection.topics[name], name))
    texts = (clipping.title, clipping.excerpt)
    told = [name for text in texts for name in ranked if _mentions(text, name)]
    if names := tuple(dict.fromkeys([*filed, *told]))[:_MOST_TOPICS]:
        return Proposal(names)
    own = collection.topics_of.get(provider, Counter()).most_common(1)
    if own:
        return Proposal((own[0][0],), f'topic "{own[0][0]}" is what its provider writes about most')
    telling = [word for word in clipping.keywords if name_key(word) not in _SECTIONS]
    if telling:
        word = clean_name(telling[0])
        return Proposal((word,), f'topic "{word}" is new, and the word of the site')
    if ranked:
        guess = (
            f'topic "{ranked[0]}" is only the most used one: the article names none that is in use'
        )
        return Proposal((ranked[0],), guess)
    return Proposal(())


def _key(name: str) -> str:
    """Return *name* as it compares: open-source and Open Source are one, C and C++ are not."""
    return _MARKS.sub("", name_key(name)) or name_key(name)


def _mentions(text: str, name: str) -> bool:
    """Tell whether *text* has the words of *name*, one behind the other.

    An abbreviation has to be in capitals: "IT" is another word than "it".
    """
    fold = str if name.isupper() else name_key
    words, wanted = (_WORD.findall(fold(part)) for part in (text, name))
    span = len(wanted)
    return bool(wanted) and any(
        words[at : at + span] == wanted for at in range(len(words) - span + 1)
    )
