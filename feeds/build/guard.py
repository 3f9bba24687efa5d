"""What a build does not do unasked: withdraw much, announce much again, or give an address away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from hashlib import sha256
from typing import NamedTuple

from feeds.build.context import BuildOptions, Context
from feeds.build.group import Grouped
from feeds.config.load import derive_site_id
from feeds.config.tables import toml_text
from feeds.entries.make import article_keys
from feeds.grouping.history import ids_in
from feeds.grouping.twins import find_twins
from feeds.model import Lineup, Outline
from feeds.output.announcements import (
    find_corrected,
    find_given_away,
    find_reannounced,
    seeds_of,
)
from feeds.output.losses import Losses, some_of
from feeds.output.publish import load_manifest
from feeds.output.published import FormerFeeds, shown_entries
from feeds.output.turnover import find_handovers, find_turnover
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.exclusion import Exclusion
from feeds.render.formats import FORMATS
from feeds.seeds.find import no_seeds
from feeds.values.dates import format_date_time
from feeds.values.hashes import hash_digest, hash_id, split_hashes

_MOST_REANNOUNCED = 5
_MOST_TWINS = 3
_TOGETHER = 250

_STOPPED = "the output folder was left as it is; give {} if that is meant"
_EMPTY = "no seed would be published, and every feed be withdrawn: " + _STOPPED.format(
    "--allow-empty"
)
_LOST = "{} would be withdrawn, though no seed says so: {}; " + _STOPPED.format("--allow-withdraw")
_SET_BACK = (
    "the clock says {}, and {} would be withdrawn, as the seeds, which have not changed, are dated"
    " later: {}; set the clock right, or give another --now; " + _STOPPED.format("--allow-withdraw")
)
_SEEDLESS = "no seed that can be read has the id of {} any more: {}"
_BRING_BACK = "bring the seeds back, by a whole checkout or the right seeds.include, or mend them"
_KEEP_NAMES = "give the seeds their topics and providers back, or make the old names aliases"
_REANNOUNCED = (
    "subscribers {get} {count} once more, with a new id: {named}; write the old id into the"
    " field id of the seed"
)
_BACK = "{} back to the id from before: {}; who has seen it with the other one gets it once more"
_DISPLACED = (
    "an id that subscribers know {} to another article, which they are not shown as new: {};"
    " write an id of its own into the seed of one of the two"
)
_POSTPONED = (
    "{} dated in the future by now, and withdrawn until then: {}; mend the date if that is not"
    " meant"
)
_DEAD = "{} withdrawn, since the link is dead: {}; feeds check-links --suggest may find another"
_STAY = (
    "{} out of the feeds that subscribers fetch, and in archive pages still: {}; write published:"
    " false, too, to withdraw from these"
)
_UNSEEN = (
    "{} in no feed, since each shows the newest {:,} only: {}; raise build.limit in feeds.toml, or"
    " set build.archive = true, which shows each once and keeps it in a page"
)
_HANDED_OVER = (
    "{path} is the address of {old} and would become that of {new}, so that its subscribers get"
    " other articles; choose another slug in feeds.toml, or make one name an alias of the other; "
    + _STOPPED.format("--allow-reannounce")
)
_NO_FORMAT = (
    "no feed {} in {} any more, and who subscribed to one gets nothing: {}, one of {:,}; to keep"
    ' them, write "{}" into build.formats of feeds.toml'
)
_NO_ARCHIVE = (
    "the archive pages of {1:,} feeds {0} removed, as of {2}, and forgotten; to keep them, write"
    " archive = true under [build] in feeds.toml"
)
_NEW_IDS = (
    "the ids of all feeds {change}, as they derive from {key} where site.id is not set, and readers"
    " may take them for other feeds: to keep them, write id = {id} under [site] in feeds.toml"
)


class Concerns(NamedTuple):
    """Sentences on why nothing is to be written, and on what is to be written all the same."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Guard:
    """Compares what is published with what is ``grouped`` to take its place.

    ``manifest`` records what is published. ``turnover`` says which feeds come and go, and
    ``articles`` by the id of each entry what it is known by.
    """

    def __init__(self, context: Context, grouped: Grouped) -> None:
        """Look at what is published."""
        settings = context.settings
        self._context = context
        self._grouped = grouped
        self.manifest = load_manifest(settings.build.out)
        self._former = FormerFeeds(settings.build.out, self.manifest)
        # Where the manifest was lost or damaged, the feeds still say which ids they have.
        self._entries = (
            self.manifest.entries if self.manifest.files else shown_entries(settings.build.out)
        )
        same = {feed.path: feed for feed in grouped.feeds if feed.path in grouped.same}
        self.articles = {
            entry.id: self._entries[entry.id] for feed in same.values() for entry in feed.entries
        } | known_articles([*grouped.changed, *grouped.cut])
        # Of all entries, shown or not, by the hash of the id that of the seed.
        pairs = split_hashes(self.manifest.sources)
        self._sources = dict(zip(pairs[::2], pairs[1::2], strict=False))
        self._published = set(self._sources) or set(map(hash_id, self._entries))
        self.seedless = ""
        self.seeds = seeds_of(grouped.feeds, context.folder.shown)
        self.former: dict[str, str] = {}
        self.turnover = find_turnover(self._former, self.manifest.gone, grouped.feeds, settings)

    def find_concerns(self, options: BuildOptions) -> Concerns:
        """Return what speaks against publishing what *options* do not say to be meant."""
        # As soon as there is an entry, there is a feed of its topic or provider as well.
        named = any(path.startswith(("topics/", "providers/")) for path in self._former.names)
        if named and not self.articles:
            allowed = options.allow_empty or options.allow_withdraw
            return Concerns() if allowed else Concerns(errors=(self._describe_empty(),))
        again = self._find_reannounced()
        missing = self._find_missing(again)
        self.seedless = self._describe_seedless(missing)
        errors = [] if options.allow_withdraw else [*self._find_set_back()]
        if not (errors or options.allow_withdraw):
            errors = [*self._find_losses(missing)]
        warnings = [
            *self._find_new_ids(),
            *self._find_twins(),
            *self._find_parts_gone(),
            *(() if errors or options.allow_withdraw else self._find_left_out(missing)),
            *self._find_unseen(again),
        ]
        if not options.allow_reannounce:
            handovers = find_handovers(self._former, self._grouped.feeds, self._context.settings)
            errors += (
                _HANDED_OVER.format(path=path, old=old, new=new) for path, old, new in handovers
            )
            back = {old: new for old, new in again.items() if self.manifest.former.get(old) == new}
            warnings += self._describe_back(back)
            if anew := {old: new for old, new in again.items() if old not in back}:
                many = len(anew) > _MOST_REANNOUNCED
                (errors if many else warnings).append(self._describe_reannounced(anew))
            if displaced := self._find_displaced(again):
                many = len(displaced) > _MOST_REANNOUNCED
                (errors if many else warnings).append(_describe_displaced(displaced))
        return Concerns(tuple(errors), tuple(warnings))

    def _describe_empty(self) -> str:
        seeds = self._grouped.seeds
        if seeds.count:
            return _EMPTY
        folder, include = self._context.folder.shown, self._context.settings.seeds.include
        return f"{no_seeds(folder, include)}; --allow-empty withdraws every feed"

    def _find_reannounced(self) -> dict[str, str]:
        archiving = self._grouped.archiving
        vanished = archiving.find_vanished() if archiving else {}
        again = find_reannounced({**vanished, **self._entries}, self.articles)
        if self.manifest.seeds:
            corrected = find_corrected(
                self._entries, self.articles, self.manifest.seeds, self.seeds
            )
            # In a few seeds, another article may have taken the place of one with the same title.
            if len(corrected) > _MOST_REANNOUNCED:
                again = corrected | again
        if archiving:
            archiving.note_new_ids(again, self.articles)
        known = self.manifest.former
        self.former = {id_: was for id_, was in known.items() if id_ in self.articles}
        self.former |= {new: old for old, new in again.items() if known.get(old) != new}
        return again

    def _describe_reannounced(self, again: Mapping[str, str]) -> str:
        feeds = [*self._grouped.feeds, *self._grouped.cut]
        if len(again) > _MOST_REANNOUNCED:
            stopped = _STOPPED.format("--allow-reannounce")
            return f"{_describe(again, feeds, 'would get')}; {stopped}"
        return _describe(again, feeds, "would get" if self._context.options.dry_run else "get")

    def _describe_back(self, back: Mapping[str, str]) -> Iterator[str]:
        """Yield which articles have the ids again that they had before, as who mends them wants."""
        if back:
            are = "1 entry is" if len(back) == 1 else f"{len(back):,} entries are"
            feeds = [*self._grouped.feeds, *self._grouped.cut]
            yield _BACK.format(are, some_of(_name_ids(back, feeds)))

    def _find_displaced(self, again: Mapping[str, str]) -> list[str]:
        """Return which articles have the id of another one now, in the place of which.

        What is announced *again*, with the new id by the old, is told as that.
        """
        collection = self._grouped.seeds.collection
        displaced = collection.displaced(self._sources)
        given_away = find_given_away(self._entries, self.articles) - again.keys()
        if given_away := given_away.difference(again.values()):
            # A seed that is left out by now keeps no id for its article.
            former = collection.former_holders(set(map(hash_id, given_away)))
            shown = {
                entry.id: entry.path for feed in self._grouped.changed for entry in feed.entries
            }
            displaced += [
                (old, id_, shown[id_])
                for id_ in sorted(given_away & shown.keys())
                if (old := former.get(hash_id(id_)) or self._find_replaced(id_))
            ]
        return [f"{new} (in the place of {old}, {id_})" for old, id_, new in displaced]

    def _find_replaced(self, id_: str) -> str:
        """Return the title of the entry that had the *id_*, if it has another date now, too.

        Of an article, address and title may be mended at once, and hardly ever the date with them.
        """
        (date, _, title), (now, *_) = (
            entries[id_][-1].partition(" ") for entries in (self._entries, self.articles)
        )
        return f"“{title}”" if date != now else ""

    def _find_left_out(self, missing: Set[int]) -> Iterator[str]:
        """Yield which of the entries *missing* are left out by what no seed says to be meant."""
        collection = self._grouped.seeds.collection
        reasons = collection.reasons(missing)
        left = {
            why: {id_ for id_, reason in reasons.items() if reason is why}
            for why in (Exclusion.FUTURE, Exclusion.DEAD)
        }
        archiving = self._grouped.archiving
        archived = ids_in(archiving.history.pages.get("all", ())) if archiving else set()
        for text, ids in (
            (_POSTPONED, left[Exclusion.FUTURE] - archived),
            (_DEAD, left[Exclusion.DEAD] - archived),
            (_STAY, archived & (left[Exclusion.FUTURE] | left[Exclusion.DEAD])),
        ):
            if paths := sorted(collection.former_holders(ids).values()):
                are = "is" if len(paths) == 1 else "are"
                yield text.format(f"{_entries(len(paths))} {are}", some_of(paths))

    def _find_unseen(self, again: Mapping[str, str]) -> Iterator[str]:
        """Yield which entries are new and in no feed, as newer ones fill all of theirs."""
        # An archive shows once what it takes in. At first, and where a manifest was lost, all are
        # new.
        if not self._sources or self._grouped.archiving:
            return
        collection = self._grouped.seeds.collection
        unseen = collection.ids() - self._published
        unseen -= {hash_id(id_) for id_ in (*self.articles, *again.values())} if unseen else set()
        if paths := sorted(collection.paths(unseen)):
            are = "1 new entry is" if len(paths) == 1 else f"{len(paths):,} new entries are"
            yield _UNSEEN.format(are, self._context.settings.build.limit, some_of(paths))

    def _find_set_back(self) -> Iterator[str]:
        """Yield that the clock was set back, if by what it says published articles are to come."""
        paths = sorted(self._grouped.seeds.collection.set_back(self._sources))
        if paths:
            now = format_date_time(self._context.now)
            yield _SET_BACK.format(now, _entries(len(paths)), some_of(paths))

    def _describe_seedless(self, missing: Set[int]) -> str:
        """Return which of the entries *missing* have no seed any more; empty if all have one."""
        if not missing:
            return ""
        collection = self._grouped.seeds.collection
        gone = (
            missing - collection.reasons(missing).keys() - set(map(hash_id, collection.withdrawn))
        )
        # Seeds of which no id can be told excuse none: they may have been so for years.
        if not gone:
            return ""
        shown = (keys[-1] for id_, keys in self._entries.items() if hash_id(id_) in gone)
        titles = sorted(f"“{dated.partition(' ')[2]}”" for dated in shown)
        named = [some_of(titles)] if titles else []
        if older := len(gone) - len(titles):
            named.append(f"{older:,} older than what feeds show")
        return _SEEDLESS.format(_entries(len(gone)), " and ".join(named))

    def _find_losses(self, missing: Set[int]) -> Iterator[str]:
        """Yield which of the entries *missing* would go for no reason of their own, if many."""
        losses = self._losses(dict.fromkeys(missing), self.turnover.withdrawn)
        if losses.are_many:
            losses = self._without_meant(missing)
        if losses.are_many:
            remedy = _BRING_BACK if losses.entries else _KEEP_NAMES
            yield _LOST.format(losses.describe(), remedy)

    def _find_missing(self, again: Mapping[str, str]) -> set[int]:
        """Return the hashes of the ids of published entries that there are no more."""
        there = self._grouped.seeds.collection.ids()
        missing = self._published - there - set(map(hash_id, again))
        if again:
            # Which of the entries that no feed shows have new ids, nobody knows, but how many may.
            unseen = sorted(missing - set(map(hash_id, self._entries)))
            new = len(there - self._published - set(map(hash_id, again.values())))
            missing -= set(unseen[: max(new, 0)])
        return missing

    def _losses(self, entries: Mapping[int, Exclusion | None], feeds: Sequence[str]) -> Losses:
        return Losses(entries, len(self._published), feeds, len(self._former.names))

    def _without_meant(self, missing: Set[int]) -> Losses:
        """Return what goes with the *missing* entries that have no reason of their own to go."""
        collection = self._grouped.seeds.collection
        reasons = collection.reasons(missing)
        meant = {id_ for id_, why in reasons.items() if why.meant}
        meant |= missing & set(map(hash_id, collection.withdrawn))
        meant |= self._find_unchanged(missing - meant, reasons)
        # A feed goes with its entries; one whose entries are still there, or cannot be told, does
        # not.
        feeds = [
            path
            for path in self.turnover.withdrawn
            if not (ids := set(map(hash_id, self._former.ids(path)))) or not ids <= meant
        ]
        return self._losses({id_: reasons.get(id_) for id_ in sorted(missing - meant)}, feeds)

    def _find_unchanged(self, missing: Set[int], reasons: Mapping[int, Exclusion]) -> set[int]:
        """Return those of *missing* whose seed is as it was when it was published, and left out.

        So it is by other rules, of another version of this program or in its configuration. By
        another time it would be too, but a clock that was set back is no reason.
        """
        if not self._sources:  # of a version that did not note them, and so had other rules
            return _by_other_rules(missing, reasons, self._grouped)
        wanted = {self._sources[id_]: id_ for id_ in missing}
        found = map(hash_digest, (sha256(raw).digest() for raw in _read_left_out(self._grouped)))
        return {wanted[source] for source in found if source in wanted} if wanted else set()

    def _find_new_ids(self) -> Iterator[str]:
        """Yield what is to be said if the ids of all feeds change, and nobody wrote that down."""
        site, former = self._context.settings.site, self._former.site_id
        if former in (None, site.id) or site.id != derive_site_id(site.url, site.title):
            return
        change = "would change" if self._context.options.dry_run else "change"
        key = "site.url" if site.url else "site.title"
        yield _NEW_IDS.format(change=change, key=key, id=toml_text(former))

    def _find_parts_gone(self) -> Iterator[str]:
        """Yield which format all feeds lose, and whether their archives go: no entry tells it."""
        build, former = self._context.settings.build, self._former.names
        would = self._context.options.dry_run
        for name, format_ in FORMATS.items():
            paths = [f"{path}/{format_.file_name}" for path in former]
            gone = [path for path in paths if path in self.manifest.files]
            if gone and name not in build.formats:
                yield _NO_FORMAT.format(
                    "would be" if would else "is", format_.title, gone[0], len(gone), name
                )
        if (pages := self.manifest.history.pages) and not build.archive:
            yield _NO_ARCHIVE.format("would be" if would else "are", len(pages), min(pages))

    def _find_twins(self) -> Iterator[str]:
        """Yield what is to be said of new feeds whose names look like those of others."""
        named = {feed.path: feed.name for feed in self._grouped.feeds if "/" in feed.path}
        twins = [*find_twins(named, self._former.names)]
        yield from twins[:_MOST_TWINS]
        if more := twins[_MOST_TWINS:]:
            yield f"{len(more):,} more new feeds have names that look like those of others"


# For what seeds are left out by rules, which may be others than before.
_BY_RULES = (Exclusion.INVALID, Exclusion.UNDATED, Exclusion.UNLINKED, Exclusion.DUPLICATE)


def _read_left_out(grouped: Grouped) -> Iterator[bytes]:
    """Yield what each seed holds that some rule leaves out."""
    seeds = grouped.seeds
    left_out, listing = seeds.collection.left_out, seeds.collection.listing
    paths = [listing.path(number) for why in _BY_RULES for number in left_out.get(why, ())]
    for start in range(0, len(paths), _TOGETHER):
        for raw in seeds.options.folder.read(paths[start : start + _TOGETHER]):
            if not isinstance(raw, Diagnostic):
                yield raw


def _by_other_rules(
    missing: Set[int], reasons: Mapping[int, Exclusion], grouped: Grouped
) -> set[int]:
    """Return those of *missing* that rules may have left out; an invalid seed may be of any."""
    # Rules of that time knew no date but that of the article.
    known = {id_ for id_ in missing if reasons.get(id_) in {*_BY_RULES, Exclusion.FUTURE}}
    others = sorted(missing - reasons.keys())
    return known | {*others[: grouped.seeds.collection.count_nameless()]}


def known_articles(feeds: Iterable[Outline]) -> dict[str, Sequence[str]]:
    """Return what the articles that any of *feeds* shows are known by, by the id of the entry."""
    return {
        entry.id: article_keys(entry.link, entry.title, entry.published)
        for entry in {entry.id: entry for feed in feeds for entry in feed.entries}.values()
    }


def _describe_displaced(named: Sequence[str]) -> str:
    """Return what is to be said of articles, as they are *named*, that have the id of another."""
    if len(named) > _MOST_REANNOUNCED:
        stopped = _STOPPED.format("--allow-reannounce")
        return f"{_DISPLACED.format('would go', some_of(named))}; {stopped}"
    return _DISPLACED.format("goes", some_of(named))


def _entries(count: int) -> str:
    return "1 published entry" if count == 1 else f"{count:,} published entries"


def _describe(again: Mapping[str, str], feeds: Iterable[Lineup], get: str) -> str:
    """Return which entries subscribers *get* *again*, the new id of each by its old one."""
    return _REANNOUNCED.format(
        get=get,
        count="1 entry" if len(again) == 1 else f"{len(again):,} entries",
        named=some_of(_name_ids(again, feeds), ", which feeds diff names"),
    )


def _name_ids(again: Mapping[str, str], feeds: Iterable[Lineup]) -> list[str]:
    paths = {entry.id: entry.path for feed in feeds for entry in feed.entries}
    return sorted(f"{paths[new]} (was {old}, is {new})" for old, new in again.items())
