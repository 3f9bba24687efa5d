"""From what is remembered of a seed to what puts its entry into feeds, and to its headline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from feeds.entries.facts import Article, Facts
from feeds.model import Category, Headline, Image, Standing
from feeds.values.names import clean_name, slug_of

AnyEntry = TypeVar("AnyEntry", bound=Standing)


def standing_of(facts: Facts, path: str, source: int = 0) -> Standing:
    """Return what the *facts* say of the entry of the seed at *path*, which nothing excludes.

    *source* is as in ``Standing``.
    """
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
        source=source,
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


@lru_cache(maxsize=4096)
def category_of(name: str) -> Category:
    """Return the topic or provider that a seed calls *name*."""
    return Category(slug_of(name), clean_name(name))


# Most seeds have names in common with others, and then share the objects.
@lru_cache(maxsize=65_536)
def _categories(names: str) -> tuple[Category | None, tuple[Category, ...]]:
    provider, *topics = names.split("\n")
    return category_of(provider) if provider else None, tuple(map(category_of, topics))


def as_of(entry: AnyEntry, now: datetime) -> AnyEntry:
    """Return *entry* as of the time *now*: an update dated later has not happened yet."""
    if entry.updated <= now:
        return entry
    return replace(entry, updated=entry.published)
