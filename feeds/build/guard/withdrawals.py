"""What a build withdraws: too many entries and feeds unasked, some unnoticed, formats, archives."""

from collections.abc import Iterator, Mapping, Sequence, Set
from hashlib import sha256

from feeds.build.group import Grouped
from feeds.build.guard.comparison import STOPPED, Comparison
from feeds.grouping.history import ids_in
from feeds.output.losses import Losses, some_of
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.exclusion import Exclusion
from feeds.render.formats import FORMATS
from feeds.seeds.find import no_seeds
from feeds.values.dates import format_date_time
from feeds.values.hashes import hash_digest, hash_id

_BY_FAULTS = (Exclusion.INVALID, Exclusion.UNDATED, Exclusion.UNLINKED)
# For what seeds are left out by rules, which may be others than before.
_BY_RULES = (*_BY_FAULTS, Exclusion.DUPLICATE)
_TOGETHER = 250
_EMPTY = "no seed would be published, and every feed be withdrawn: " + STOPPED.format(
    "--allow-empty"
)
_LOST = "{} would be withdrawn, though no seed says so: {}; " + STOPPED.format("--allow-withdraw")
_SET_BACK = (
    "the clock says {}, and {} would be withdrawn, as the seeds, which have not changed, are dated"
    " later: {}; set the clock right, or give another --now; " + STOPPED.format("--allow-withdraw")
)
_SEEDLESS = "no seed that can be read has the id of {} any more: {}"
_BRING_BACK = "bring the seeds back, by a whole checkout or the right seeds.include, or mend them"
_KEEP_NAMES = "give the seeds their topics and providers back, or make the old names aliases"
_POSTPONED = (
    "{} dated in the future by now, and withdrawn until then: {}; mend the date if that is not"
    " meant"
)
_DEAD = "{} withdrawn, since the link is dead: {}; feeds check-links --suggest may find another"
_STAY = (
    "{} out of the feeds that subscribers fetch, and in archive pages still: {}; to withdraw from"
    " these, too, write published: false"
)
_NO_FORMAT = (
    "no feed {} in {} any more, and who subscribed to one gets nothing: {}, one of {:,}; to keep"
    ' them, write "{}" into build.formats of feeds.toml'
)
_NO_ARCHIVE = (
    "the archive pages of {1:,} feeds {0} removed, as of {2}, and forgotten; to keep them, write"
    " archive = true under [build] in feeds.toml"
)


class Withdrawals:
    """What goes of what is published, and why."""

    def __init__(self, compared: Comparison, missing: Set[int]) -> None:
        """Look at the published entries that go, by the hashes of their ids: the *missing*."""
        self._compared = compared
        self._context = compared.context
        self._grouped = compared.grouped
        self._missing = missing

    def find_set_back(self) -> Iterator[str]:
        """Yield that the clock was set back, if by what it says published articles are to come."""
        paths = sorted(self._grouped.seeds.collection.set_back(self._compared.sources))
        if paths:
            now = format_date_time(self._context.now)
            yield _SET_BACK.format(now, _entries(len(paths)), some_of(paths))

    def find_losses(self) -> Iterator[str]:
        """Yield which of the missing entries would go for no reason of their own, if many."""
        losses = self._losses(dict.fromkeys(self._missing), self._compared.turnover.withdrawn)
        if losses.are_many:
            losses = self._without_meant()
        if losses.are_many:
            remedy = _BRING_BACK if losses.entries else _KEEP_NAMES
            yield _LOST.format(losses.describe(), remedy)

    def find_left_out(self) -> Iterator[str]:
        """Yield which of the missing entries are left out by what no seed says to be meant."""
        if not self._missing:
            return
        collection = self._grouped.seeds.collection
        reasons = collection.reasons(self._missing)
        left = {
            why: {id_ for id_, reason in reasons.items() if reason is why}
            for why in (Exclusion.FUTURE, Exclusion.DEAD, *_BY_FAULTS)
        }
        archiving = self._grouped.archiving
        archived = ids_in(archiving.history.pages.get("all", ())) if archiving else set()
        for text, ids in (
            (_POSTPONED, left[Exclusion.FUTURE] - archived),
            (_DEAD, left[Exclusion.DEAD] - archived),
            # That errors keep an article out is said where they are.
            (_STAY, archived & set().union(*left.values())),
        ):
            if paths := sorted(collection.former_holders(ids).values()):
                are = "is" if len(paths) == 1 else "are"
                yield text.format(f"{_entries(len(paths))} {are}", some_of(paths))

    def describe_seedless(self) -> str:
        """Return which of the missing entries have no seed any more; empty if all have one."""
        if not self._missing:
            return ""
        collection = self._grouped.seeds.collection
        gone = self._missing - collection.reasons(self._missing).keys()
        gone -= set(map(hash_id, collection.withdrawn))
        # Seeds of which no id can be told excuse none: they may have been so for years.
        if not gone:
            return ""
        shown = (keys[-1] for id_, keys in self._compared.entries.items() if hash_id(id_) in gone)
        titles = sorted(f"“{dated.partition(' ')[2]}”" for dated in shown)
        named = [some_of(titles)] if titles else []
        if older := len(gone) - len(titles):
            named.append(f"{older:,} older than what feeds show")
        return _SEEDLESS.format(_entries(len(gone)), " and ".join(named))

    def find_parts_gone(self) -> Iterator[str]:
        """Yield which format all feeds lose, and whether their archives go: no entry tells it."""
        build, former = self._context.settings.build, self._compared.former_feeds.names
        would = self._context.options.dry_run
        for name, format_ in FORMATS.items():
            paths = [f"{path}/{format_.file_name}" for path in former]
            gone = [path for path in paths if path in self._compared.manifest.files]
            if gone and name not in build.formats:
                yield _NO_FORMAT.format(
                    "would be" if would else "is", format_.title, gone[0], len(gone), name
                )
        if (pages := self._compared.manifest.history.pages) and not build.archive:
            yield _NO_ARCHIVE.format("would be" if would else "are", len(pages), min(pages))

    def _losses(self, entries: Mapping[int, Exclusion | None], feeds: Sequence[str]) -> Losses:
        published, former = self._compared.published, self._compared.former_feeds
        return Losses(entries, len(published), feeds, len(former.names))

    def _without_meant(self) -> Losses:
        """Return what goes with the missing entries that have no reason of their own to go."""
        collection = self._grouped.seeds.collection
        reasons = collection.reasons(self._missing)
        meant = {id_ for id_, why in reasons.items() if why.meant}
        meant |= self._missing & set(map(hash_id, collection.withdrawn))
        meant |= self._find_unchanged(self._missing - meant, reasons)
        # A feed goes with its entries; one whose entries are still there, or cannot be told, does
        # not.
        former = self._compared.former_feeds
        feeds = [
            path
            for path in self._compared.turnover.withdrawn
            if not (ids := set(map(hash_id, former.ids(path)))) or not ids <= meant
        ]
        return self._losses({id_: reasons.get(id_) for id_ in sorted(self._missing - meant)}, feeds)

    def _find_unchanged(self, missing: Set[int], reasons: Mapping[int, Exclusion]) -> set[int]:
        """Return those of *missing* whose seed is as it was when it was published, and left out.

        So it is by other rules, of another version of this program or in its configuration. By
        another time it would be too, but a clock that was set back is no reason.
        """
        sources = self._compared.sources
        if not sources:  # of a version that did not note them, and so had other rules
            return _by_other_rules(missing, reasons, self._grouped)
        wanted = {sources[id_]: id_ for id_ in missing}
        found = map(hash_digest, (sha256(raw).digest() for raw in _read_left_out(self._grouped)))
        return {wanted[source] for source in found if source in wanted} if wanted else set()


def describe_empty(compared: Comparison) -> str:
    """Return why nothing is published if no seed would be."""
    seeds = compared.grouped.seeds
    if seeds.count:
        return _EMPTY
    folder, include = compared.context.folder.shown, compared.context.settings.seeds.include
    return f"{no_seeds(folder, include)}; --allow-empty withdraws every feed"


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


def _entries(count: int) -> str:
    return "1 published entry" if count == 1 else f"{count:,} published entries"
