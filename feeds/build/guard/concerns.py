"""What a build does not do unasked: withdraw much, announce much again, or give an address away."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from feeds.build.context import BuildOptions, Context
from feeds.build.group import Grouped
from feeds.build.guard.comparison import STOPPED, Comparison
from feeds.build.guard.ids import ChangedIds
from feeds.build.guard.withdrawals import Withdrawals, describe_empty
from feeds.grouping.twins import find_twins
from feeds.output.losses import some_of
from feeds.output.turnover import find_handovers
from feeds.values.hashes import hash_id

_MOST_TWINS = 3
_UNSEEN = (
    "{} in no feed, since each shows the newest {:,} only: {}; raise build.limit in feeds.toml, or"
    " set build.archive = true, which shows each once and keeps it in a page"
)
_HANDED_OVER = (
    "{path} is the address of {old} and would become that of {new}, so that its subscribers get"
    " other articles; choose another slug in feeds.toml, or make one name an alias of the other; "
    + STOPPED.format("--allow-reannounce")
)


class Concerns(NamedTuple):
    """Sentences on why nothing is to be written, and on what is to be written all the same."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Guard:
    """Judges what is ``compared``: what is published, and what is grouped to take its place.

    Once it has, ``seedless`` says which entries have no seed any more, and ``former`` which ids
    entries had before, as in ``ChangedIds``.
    """

    def __init__(self, context: Context, grouped: Grouped) -> None:
        """Look at what is published."""
        self.compared = Comparison(context, grouped)
        self.seedless = ""
        self.former: dict[str, str] = {}

    def find_concerns(self, options: BuildOptions) -> Concerns:
        """Return what speaks against publishing what *options* do not say to be meant."""
        compared = self.compared
        former = compared.former_feeds
        # As soon as there is an entry, there is a feed of its topic or provider as well.
        named = any(path.startswith(("topics/", "providers/")) for path in former.names)
        if named and not compared.articles:
            allowed = options.allow_empty or options.allow_withdraw
            return Concerns() if allowed else Concerns(errors=(describe_empty(compared),))
        ids = ChangedIds(compared)
        withdrawals = Withdrawals(compared, ids.missing)
        self.former, self.seedless = ids.former, withdrawals.describe_seedless()
        errors = [] if options.allow_withdraw else [*withdrawals.find_set_back()]
        if not (errors or options.allow_withdraw):
            errors = [*withdrawals.find_losses()]
        warnings = [
            *ids.find_new_ids(),
            *self._find_twins(),
            *withdrawals.find_parts_gone(),
            *(() if errors or options.allow_withdraw else withdrawals.find_left_out()),
            *self._find_unseen(ids.again),
        ]
        if not options.allow_reannounce:
            handovers = find_handovers(former, compared.grouped.feeds, compared.context.settings)
            errors += (
                _HANDED_OVER.format(path=path, old=old, new=new) for path, old, new in handovers
            )
            for many, told in ids.find_changes():
                (errors if many else warnings).append(told)
        return Concerns(tuple(errors), tuple(warnings))

    def _find_unseen(self, again: Mapping[str, str]) -> Iterator[str]:
        """Yield which entries are new and in no feed, as newer ones fill all of theirs."""
        compared = self.compared
        # An archive shows once what it takes in. At first, and where a manifest was lost, all are
        # new.
        if not compared.sources or compared.grouped.archiving:
            return
        collection = compared.grouped.seeds.collection
        unseen = collection.ids() - compared.published
        shown = (*compared.articles, *again.values()) if unseen else ()
        if paths := sorted(collection.paths(unseen - set(map(hash_id, shown)))):
            are = "1 new entry is" if len(paths) == 1 else f"{len(paths):,} new entries are"
            yield _UNSEEN.format(are, compared.context.settings.build.limit, some_of(paths))

    def _find_twins(self) -> Iterator[str]:
        """Yield what is to be said of new feeds whose names look like those of others."""
        feeds, former = self.compared.grouped.feeds, self.compared.former_feeds
        twins = [*find_twins({f.path: f.name for f in feeds if "/" in f.path}, former.names)]
        yield from twins[:_MOST_TWINS]
        if more := twins[_MOST_TWINS:]:
            yield f"{len(more):,} more new feeds have names that look like those of others"
