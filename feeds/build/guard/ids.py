"""Which ids change: of articles, which are announced once more or not at all, and of feeds."""

from collections.abc import Iterator, Mapping, Sequence

from feeds.build.guard.comparison import STOPPED, Comparison
from feeds.config.load import derive_site_id
from feeds.config.tables import toml_text
from feeds.output.announcements import find_corrected, find_given_away, find_reannounced
from feeds.output.losses import some_of
from feeds.values.hashes import hash_id

_MOST_REANNOUNCED = 5
_REANNOUNCED = (
    "subscribers {get} {count} once more, with a new id: {named}; write the old id into the"
    " field id of the seed"
)
_BACK = "{} back to the id from before: {}; who has seen it with the other one gets it once more"
_DISPLACED = (
    "an id that subscribers know {} to another article, which they are not shown as new: {};"
    " write an id of its own into the seed of one of the two"
)
_NEW_IDS = (
    "the ids of all feeds {change}, as they derive from {key} where site.id is not set, and readers"
    " may take them for other feeds: to keep them, write id = {id} under [site] in feeds.toml"
)


class ChangedIds:
    """Which articles are announced ``again``: the new id of each by its old one.

    ``former`` has by the id of each entry that feeds show from now on the one that it had before,
    and ``missing`` the hashes of the ids of published entries that there are no more.
    """

    def __init__(self, compared: Comparison) -> None:
        """Look for them, and tell the archive of the build, if there is one."""
        self._compared = compared
        self._context = compared.context
        self._grouped = compared.grouped
        self.again = self._find_reannounced()
        known = compared.manifest.former
        self.former = {id_: was for id_, was in known.items() if id_ in compared.articles}
        self.former |= {new: old for old, new in self.again.items() if known.get(old) != new}
        self.missing = self._find_missing()

    def find_changes(self) -> Iterator[tuple[bool, str]]:
        """Yield whether more than a handful of articles have other ids, and which, by kinds."""
        known = self._compared.manifest.former
        back = {old: new for old, new in self.again.items() if known.get(old) == new}
        if back:
            are = "1 entry is" if len(back) == 1 else f"{len(back):,} entries are"
            # As who mends them wants.
            yield False, _BACK.format(are, some_of(self._name_ids(back)))
        if anew := {old: new for old, new in self.again.items() if old not in back}:
            yield len(anew) > _MOST_REANNOUNCED, self._describe_reannounced(anew)
        if displaced := self._find_displaced():
            yield len(displaced) > _MOST_REANNOUNCED, _describe_displaced(displaced)

    def find_new_ids(self) -> Iterator[str]:
        """Yield what is to be said if the ids of all feeds change, and nobody wrote that down."""
        site, former = self._context.settings.site, self._compared.former_feeds.site_id
        if former in (None, site.id) or site.id != derive_site_id(site.url, site.title):
            return
        change = "would change" if self._context.options.dry_run else "change"
        key = "site.url" if site.url else "site.title"
        yield _NEW_IDS.format(change=change, key=key, id=toml_text(former))

    def _find_reannounced(self) -> dict[str, str]:
        compared, archiving = self._compared, self._grouped.archiving
        vanished = archiving.find_vanished() if archiving else {}
        again = find_reannounced({**vanished, **compared.entries}, compared.articles)
        if was := compared.manifest.seeds:
            corrected = find_corrected(compared.entries, compared.articles, was, compared.seeds)
            # In a few seeds, another article may have taken the place of one with the same title.
            if len(corrected) > _MOST_REANNOUNCED:
                again = corrected | again
        if archiving:
            archiving.note_new_ids(again, compared.articles)
        return again

    def _find_missing(self) -> set[int]:
        published, there = self._compared.published, self._grouped.seeds.collection.ids()
        missing = published - there - set(map(hash_id, self.again))
        if self.again:
            # Which of the entries that no feed shows have new ids, nobody knows, but how many may.
            unseen = sorted(missing - set(map(hash_id, self._compared.entries)))
            new = len(there - published - set(map(hash_id, self.again.values())))
            missing -= set(unseen[: max(new, 0)])
        return missing

    def _describe_reannounced(self, again: Mapping[str, str]) -> str:
        many = len(again) > _MOST_REANNOUNCED
        told = _REANNOUNCED.format(
            get="would get" if many or self._context.options.dry_run else "get",
            count="1 entry" if len(again) == 1 else f"{len(again):,} entries",
            named=some_of(self._name_ids(again), ", which feeds diff names"),
        )
        return f"{told}; {STOPPED.format('--allow-reannounce')}" if many else told

    def _name_ids(self, again: Mapping[str, str]) -> list[str]:
        feeds = (*self._grouped.feeds, *self._grouped.cut)
        paths = {entry.id: entry.path for feed in feeds for entry in feed.entries}
        return sorted(f"{paths[new]} (was {old}, is {new})" for old, new in again.items())

    def _find_displaced(self) -> list[str]:
        """Return which articles have the id of another one now, in the place of which.

        What is announced again is told as that.
        """
        collection = self._grouped.seeds.collection
        displaced = collection.displaced(self._compared.sources)
        given_away = find_given_away(self._compared.entries, self._compared.articles)
        given_away -= self.again.keys()
        if given_away := given_away.difference(self.again.values()):
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
        sides = (self._compared.entries, self._compared.articles)
        (date, _, title), (now, *_) = (entries[id_][-1].partition(" ") for entries in sides)
        return f"“{title}”" if date != now else ""


def _describe_displaced(named: Sequence[str]) -> str:
    """Return what is to be said of articles, as they are *named*, that have the id of another."""
    if len(named) > _MOST_REANNOUNCED:
        stopped = STOPPED.format("--allow-reannounce")
        return f"{_DISPLACED.format('would go', some_of(named))}; {stopped}"
    return _DISPLACED.format("goes", some_of(named))
