"""Note of a seed what builds need to know of it."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from feeds.entries.facts import Article, Facts, diagnostic_values
from feeds.entries.make import (
    address_keys,
    keys_of_hidden,
    known_addresses,
    make_headline,
    mentioned_urls,
    title_and_date,
    url_keys,
)
from feeds.model import Headline
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.exclusion import Exclusion
from feeds.validation.omissions import Judgement
from feeds.validation.publication import (
    exclusion_of,
    hidden_of,
    id_if_text,
    link_of,
    other_ids,
)
from feeds.validation.schema.seed import Seed, UnreadableSeed
from feeds.values.hashes import join_hashes_of


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
        facts = Facts(
            exclusion=excluded.value, problems=problems, closes=_closes(seed), id=id_if_text(fields)
        )
        is_draft = excluded is Exclusion.DRAFT
        hidden = is_draft or hidden_of(fields, include_unpublished=include_unpublished)
        if hidden or facts.closes:
            # Others that mention the article must not show it, nor archives keep it.
            own, others = join_hashes_of(keys_of_hidden(fields)), "\n".join(other_ids(fields))
            facts = facts._replace(hidden="1" if hidden else "", own=own, names=others)
        title, published = title_and_date(fields)
        facts = facts._replace(published=published.isoformat() if published else "")
        return Noted(facts, Article(digest, title))
    head = make_headline(fields, seed.path, site_url)
    mentioned = known_addresses(mentioned_urls(fields, include_unpublished=include_unpublished))
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
    return Noted(_facts_of(seed, head, problems), article, head)


def _facts_of(seed: Seed, head: Headline, problems: str) -> Facts:
    fields, closes = seed.instance, _closes(seed)
    names = [head.provider.label if head.provider else "", *(topic.label for topic in head.topics)]
    return Facts(
        link=_link_hashes(fields),
        own=join_hashes_of(keys_of_hidden(fields) if closes else address_keys(fields)),
        problems=problems,
        published=head.published.isoformat(),
        updated=head.updated.isoformat(),
        opens=max((b.moment.isoformat() for b in seed.bounds if not b.is_end), default=""),
        closes=closes,
        quality="" if head.quality is None else str(head.quality),
        names="\n".join(names),
        id=head.id,
    )


def _closes(seed: Seed) -> str:
    return min((bound.moment.isoformat() for bound in seed.bounds if bound.is_end), default="")


def _refusal(seed: Seed) -> Exclusion:
    # Loaded with what words faults, which few seeds have.
    from feeds.validation.schema.signs import is_meant_withheld, is_own_draft

    is_draft = any(map(is_own_draft, seed.faults)) or is_meant_withheld(seed.instance)
    return Exclusion.DRAFT if is_draft else Exclusion.INVALID


def _link_hashes(fields: dict[str, Any]) -> bytes:
    first, original = url_keys([link_of(fields)]), url_keys([fields.get("originalUrl")])
    return join_hashes_of(first) + join_hashes_of(original - first)


def _write_problems(diagnostics: Iterable[Diagnostic]) -> str:
    found = [diagnostic_values(diagnostic) for diagnostic in diagnostics]
    return json.dumps(found, separators=(",", ":")) if found else ""
