"""What a build needs to know of every seed, as plain values that are quick to keep and to send."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from feeds.entries.make import (
    address_keys,
    category_of,
    make_headline,
    mentioned_urls,
    url_keys,
)
from feeds.model import Category, Exclusion, Headline, Image, Standing
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.edits import Pointer
from feeds.validation.omissions import Judgement
from feeds.validation.publication import exclusion_of, hidden_of, id_if_text, link_of
from feeds.validation.schema.seed import Seed, UnreadableSeed
from feeds.values.hashes import join_hashes_of

AnyEntry = TypeVar("AnyEntry", bound=Standing)


class Facts(NamedTuple):
    """One seed as it stands among others, whatever the time and its path.

    ``link`` is the hash of the address that readers are sent to, and behind it that of another one
    that the article is read at, if there is one; ``own`` are those of all addresses of the article,
    one behind the other. All else is text, in the order in which
    ``cache.rows`` writes it, and empty for none: a seed is left out for the reason ``exclusion``,
    and its ``id`` is known all the same if it can be told; where ``hidden`` is "1", its article may
    be shown nowhere; ``problems`` are its diagnostics as JSON, ``published`` and ``updated`` dates
    in ISO 8601, ``opens`` and ``closes`` dates before and from which on it is left out besides,
    ``quality`` a whole number, and ``names`` those of provider and topics, a line each.
    """

    link: bytes = b""
    own: bytes = b""
    exclusion: str = ""
    hidden: str = ""
    problems: str = ""
    published: str = ""
    updated: str = ""
    opens: str = ""
    closes: str = ""
    quality: str = ""
    names: str = ""
    id: str = ""


class Article(NamedTuple):
    """What is to be known besides of a seed that some feed shows.

    ``digest`` is the SHA-256 of its file. ``logo`` is the address of its provider's picture.
    ``mentioned`` are hashes, one behind the other, of the addresses that decide what its entry
    shows. ``omitted`` are the pointers of what is left out of it for its faults, as JSON; empty for
    none.
    """

    digest: bytes
    title: str = ""
    link: str = ""
    language: str | None = None
    logo: str | None = None
    omitted: str = ""
    mentioned: bytes = b""


class Noted(NamedTuple):
    """What there is to know of a seed; without a ``headline`` it is excluded."""

    facts: Facts
    article: Article
    headline: Headline | None = None


def note_facts(
    seed: Seed | UnreadableSeed,
    judgement: Judgement,
    digest: bytes,
    *,
    include_unpublished: bool,
    site_url: str | None,
) -> Noted:
    """Return facts and article of *seed*, and its headline unless it is excluded.

    It has lost already what the *judgement* on it omits. *digest* is the SHA-256 of its file,
    *site_url* as in ``entries.make.make_headline``. With *include_unpublished*, drafts are not
    excluded.
    """
    problems = _write_problems(judgement.diagnostics)
    if isinstance(seed, UnreadableSeed):
        return Noted(Facts(exclusion=Exclusion.INVALID.value, problems=problems), Article(digest))
    fields = seed.instance
    excluded = _refusal(seed) if judgement.refused else None
    if excluded := excluded or exclusion_of(fields, include_unpublished=include_unpublished):
        facts = Facts(exclusion=excluded.value, problems=problems, id=id_if_text(fields))
        is_draft = excluded is Exclusion.DRAFT
        if is_draft or hidden_of(fields, include_unpublished=include_unpublished):
            # Others that mention the article must not show it, nor archives keep it.
            facts = facts._replace(hidden="1", own=join_hashes_of(address_keys(fields)))
        return Noted(facts, Article(digest))
    head = make_headline(fields, seed.path, site_url)
    names = [head.provider.label if head.provider else "", *(topic.label for topic in head.topics)]
    facts = Facts(
        link=_link_hashes(fields),
        own=join_hashes_of(address_keys(fields)),
        problems=problems,
        published=head.published.isoformat(),
        updated=head.updated.isoformat(),
        opens=max((b.moment.isoformat() for b in seed.bounds if not b.is_end), default=""),
        closes=min((b.moment.isoformat() for b in seed.bounds if b.is_end), default=""),
        quality="" if head.quality is None else str(head.quality),
        names="\n".join(names),
        id=head.id,
    )
    mentioned = url_keys(mentioned_urls(fields, include_unpublished=include_unpublished))
    logo = head.provider_image.url if head.provider_image else None
    article = Article(
        digest,
        head.title,
        head.link,
        head.language,
        logo,
        json.dumps(judgement.omitted) if judgement.omitted else "",
        join_hashes_of(mentioned),
    )
    return Noted(facts, article, head)


def _refusal(seed: Seed) -> Exclusion:
    # Loaded with what words faults, which few seeds have.
    from feeds.validation.schema.signs import is_own_draft

    is_draft = any(map(is_own_draft, seed.faults))
    return Exclusion.DRAFT if is_draft else Exclusion.INVALID


def _link_hashes(fields: dict[str, Any]) -> bytes:
    first, original = url_keys([link_of(fields)]), url_keys([fields.get("originalUrl")])
    return join_hashes_of(first) + join_hashes_of(original - first)


def omitted_of(article: Article) -> tuple[Pointer, ...]:
    """Return the pointers of what is left out of the seed of *article*."""
    return tuple(map(tuple, json.loads(article.omitted))) if article.omitted else ()


def standing_of(facts: Facts, path: str) -> Standing:
    """Return what the *facts* say of the entry of the seed at *path*, which nothing excludes."""
    provider, topics = _categories(facts.names)
    return Standing(
        id=facts.id,
        published=(moment := datetime.fromisoformat(facts.published)),
        # Mostly the same, and then one object.
        updated=moment
        if facts.updated == facts.published
        else datetime.fromisoformat(facts.updated),
        provider=provider,
        topics=topics,
        path=path,
        quality=int(facts.quality) if facts.quality else None,
    )


def headline_of(entry: Standing, article: Article) -> Headline:
    """Return the headline of *entry*, with link, title, language and picture of its *article*."""
    return Headline(
        id=entry.id,
        published=entry.published,
        updated=entry.updated,
        provider=entry.provider,
        topics=entry.topics,
        path=entry.path,
        quality=entry.quality,
        link=article.link,
        title=article.title,
        language=article.language,
        provider_image=Image(article.logo) if article.logo else None,
    )


# Most seeds have names in common with others, and then share the objects.
@lru_cache(maxsize=65_536)
def _categories(names: str) -> tuple[Category | None, tuple[Category, ...]]:
    provider, *topics = names.split("\n")
    return category_of(provider) if provider else None, tuple(map(category_of, topics))


def problems_of(facts: Facts, path: str) -> list[Diagnostic]:
    """Return the diagnostics of the seed that now is at *path*."""
    return [diagnostic_of(values, path) for values in json.loads(facts.problems or "[]")]


def _write_problems(diagnostics: Iterable[Diagnostic]) -> str:
    found = [diagnostic_values(diagnostic) for diagnostic in diagnostics]
    return json.dumps(found, separators=(",", ":")) if found else ""


def diagnostic_values(found: Diagnostic) -> list[Any]:
    """Return the fields of *found* but its path, as ``diagnostic_of`` takes them."""
    return list(found[1:])


def diagnostic_of(values: list[Any], path: str) -> Diagnostic:
    """Return the diagnostic of *path* whose other fields are *values*."""
    found = Diagnostic(path, *values)
    return found._replace(severity=Severity(found.severity))


def as_of(entry: AnyEntry, now: datetime) -> AnyEntry:
    """Return *entry* as of the time *now*: an update dated later has not happened yet."""
    if entry.updated <= now:
        return entry
    return replace(entry, updated=entry.published)
