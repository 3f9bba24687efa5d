"""Read seeds in batches: what of each is known from before is not read, or not parsed, again."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from feeds.entries.facts import Article, Facts
from feeds.entries.make import make_entry, make_headline
from feeds.entries.note import Noted, note_facts
from feeds.entries.pack import pack_entry
from feeds.grouping.lineups import Fresh, Lineups
from feeds.model import Entry, Headline, Standing
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedChangedError
from feeds.problems.pointers import Pointer, without
from feeds.seeds.folder import SeedsFolder
from feeds.settings import Settings
from feeds.validation.omissions import ARTICLE
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_seed, parse_unchecked


class ReadOptions(NamedTuple):
    """Where seeds are, and by what settings they are read; ``run`` is another for each run."""

    folder: SeedsFolder
    settings: Settings
    run: str


class SeedToRead(NamedTuple):
    """A seed to read.

    If its bytes still have the SHA-256 ``known``, nothing else need be read of it.
    """

    path: str
    known: bytes | None


class Read(NamedTuple):
    """What reading a seed came to, if that is not known already; or why it cannot be read."""

    path: str
    facts: Facts | None = None
    fresh: Fresh | None = None
    unreadable: Diagnostic | None = None


def read_batch(options: ReadOptions, seeds: Sequence[SeedToRead]) -> list[Read]:
    """Read each of *seeds*."""
    lineups = _lineups(options)
    found = options.folder.read([seed.path for seed in seeds])
    return [_read(seed, raw, options, lineups) for seed, raw in zip(seeds, found, strict=True)]


def read_articles(paths: Sequence[str], options: ReadOptions) -> Iterator[Article]:
    """Yield the article of the seed at each of *paths*; raise SeedChangedError if it has none."""
    # Together: one after the other, seeds that are far away would take long.
    for path, raw in zip(paths, options.folder.read(paths), strict=True):
        yield _note_entry(path, raw, options)[0]


def read_published(seeds: Sequence[tuple[str, str]], options: ReadOptions) -> Iterator[Entry]:
    """Yield the entry of each of *seeds*, of this path and with this id.

    Raises SeedChangedError if it is another article now, or none to publish.
    """
    found = options.folder.read([path for path, _ in seeds])
    for (path, id_), raw in zip(seeds, found, strict=True):
        _, head, seed = _note_entry(path, raw, options)
        if head.id != id_:
            raise SeedChangedError(path)
        yield _make_entry(head, seed, options)


def read_entries(
    seeds: Sequence[tuple[str, bytes, tuple[Pointer, ...]]], options: ReadOptions
) -> Iterator[Entry]:
    """Yield the entry of each of *seeds*: of the path, whose bytes have this SHA-256.

    What is omitted for its faults, by these pointers, is no part of it. Raises SeedChangedError if
    a seed no longer has the SHA-256.
    """
    found = options.folder.read([path for path, *_ in seeds])
    for (path, digest, omitted), raw in zip(seeds, found, strict=True):
        if isinstance(raw, Diagnostic) or sha256(raw).digest() != digest:
            raise SeedChangedError(path)
        # Not checked again: what is omitted is known, and these are the same bytes.
        seed = parse_unchecked(path, raw)
        if isinstance(seed, UnreadableSeed):
            raise SeedChangedError(path)
        seed = _without(seed, omitted)
        head = make_headline(seed.instance, path, options.settings.site.url)
        yield _make_entry(head, seed, options)


def _read(
    seed: SeedToRead, raw: bytes | Diagnostic, options: ReadOptions, lineups: Lineups
) -> Read:
    if isinstance(raw, Diagnostic):
        return Read(seed.path, unreadable=raw)
    if seed.known and sha256(raw).digest() == seed.known:
        return Read(seed.path)
    (facts, article, headline), parsed = _note(seed.path, raw, options)
    if headline is None or isinstance(parsed, UnreadableSeed):
        return Read(seed.path, facts, Fresh(article))
    entry = None
    if feeds := lineups.admit(facts.published, facts.names):
        lineups.hold(_at(headline.published), feeds)
        entry = pack_entry(_make_entry(headline, parsed, options))
    return Read(seed.path, facts, Fresh(article, entry))


def _note(path: str, raw: bytes, options: ReadOptions) -> tuple[Noted, Seed | UnreadableSeed]:
    """Return what there is to know of the seed at *path*, which is *raw*, and what it says."""
    seed = parse_seed(path, raw, for_rules=True, own_fields=options.settings.validate.known_fields)
    judgement = _ruleset(options.settings.validate).judge(seed)
    if isinstance(seed, Seed):
        seed = _without(seed, judgement.omitted)
    noted = note_facts(
        seed,
        judgement,
        sha256(raw).digest(),
        include_unpublished=options.settings.seeds.include_unpublished,
        site_url=options.settings.site.url,
    )
    return noted, seed


def _without(seed: Seed, omitted: Sequence[Pointer]) -> Seed:
    """Return *seed* without the parts that are *omitted*; it has no entry if all of it is."""
    if not omitted or ARTICLE in omitted:
        return seed
    return seed._replace(instance=without(seed.instance, omitted))


# A worker finds out once which rules may be errors.
_ruleset = lru_cache(maxsize=1)(Ruleset)


def _note_entry(
    path: str, raw: bytes | Diagnostic, options: ReadOptions
) -> tuple[Article, Headline, Seed]:
    """Return what a seed that has an entry says; raise SeedChangedError if it has none."""
    if not isinstance(raw, Diagnostic):
        (_, article, headline), seed = _note(path, raw, options)
        if headline and isinstance(seed, Seed):
            return article, headline, seed
    raise SeedChangedError(path)


def _make_entry(headline: Headline, seed: Seed, options: ReadOptions) -> Entry:
    return make_entry(
        headline,
        seed.instance,
        seed.body,
        include_unpublished=options.settings.seeds.include_unpublished,
        site_url=options.settings.site.url,
    )


def _at(published: datetime) -> Standing:
    # All else of it does not decide what is among the newest, and would have to be held.
    return Standing(
        id="", published=published, updated=published, provider=None, topics=(), path=""
    )


@lru_cache(maxsize=1)
def _lineups(options: ReadOptions) -> Lineups:
    # A worker, which reads many batches of one run, need not make the entries that no feed will
    # show. It only saves time: those of duplicates are made later.
    return Lineups(options.settings, spare=0)
