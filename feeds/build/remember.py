"""What a build starts from, and what it leaves for the next one to start from."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from feeds.build.context import BuildOptions, Context, Start
from feeds.cache import last_build, store
from feeds.cache.folder import require_apart
from feeds.cache.last_build import RunKey
from feeds.cache.store import BuildCache
from feeds.cache.told import find_known, told_of
from feeds.links.dead import find_dead_links
from feeds.output.copies import is_built
from feeds.output.manifest import MANIFEST_NAME
from feeds.output.publish import (
    Publication,
    heal_manifest,
    intact,
    load_manifest,
    output_lock,
    recorded,
)
from feeds.problems.build_report import BuildReport
from feeds.problems.errors import SeedsFolderError
from feeds.program import program_digest
from feeds.seeds.listing import list_files
from feeds.settings import Settings, ValidateSettings

if TYPE_CHECKING:
    from feeds.build.render import Rendering
    from feeds.seeds.listing import Listing

_LOST = (
    f"{{out}} has no {MANIFEST_NAME}, though there have been builds into it: which ids and archive"
    " pages were published is not known, and new ids are not noticed; if the folder was moved, move"
    " it back or set [build] out, and build again"
)


def begin(context: Context, *, alone: bool = True) -> Start:
    """Return what a build starts from: seeds, dead links, and what earlier builds have left.

    A build that is not *alone* in the output folder mends nothing there; notices say what is to be.
    Raises SeedsFolderError if there are no seeds, and nothing published that they are missed for,
    unless that is allowed.
    """
    settings, out, options = context.settings, context.settings.build.out, context.options
    listing = _list_seeds(settings, options)
    healed = heal_manifest(out, dry_run=options.dry_run or not alone)
    dead, notes = find_dead_links(settings)
    # In this order: if another build ends in between, its record is not the one of this state.
    state, known = context.cache.load_state(), context.cache.load_units()
    stamps = {path: stamp for unit in known.values() for path, stamp in unit.files.items()}
    as_left = bool(state.get("recorded")) and recorded(out) == state["recorded"]
    found = intact(out, stamps, as_left=as_left, read=options.check) if stamps else set[str]()
    lost = known and not is_built(out)
    return Start(
        listing,
        dead,
        RunKey.of(context.now, listing.digest(), settings, sorted(dead.dead)),
        state,
        {path: unit for path, unit in known.items() if unit.files.keys() <= found},
        tuple(sorted(found)) if found == stamps.keys() else None,
        as_left,
        notes,
        [_LOST.format(out=out)] if lost else healed,
    )


def _list_seeds(settings: Settings, options: BuildOptions) -> Listing:
    try:
        return list_files(settings, allow_empty=options.allow_empty or options.allow_withdraw)
    except SeedsFolderError:
        published = load_manifest(settings.build.out).files
        if not any(path.startswith(("topics/", "providers/")) for path in published):
            raise
        # The guard says what it would mean that there are none.
        return list_files(settings, allow_empty=True)


def open_cache(settings: Settings, options: BuildOptions) -> BuildCache:
    """Return what builds into the configured output folder remember."""
    use: Literal["no", "read", "write"] = "read" if options.dry_run else "write"
    return BuildCache(
        settings.links.cache,
        settings.build.out,
        program_digest(),
        repr((settings.seeds.include_unpublished, settings.site.url, _judged_by(settings))),
        use=use if options.use_cache else "no",
    )


def _judged_by(settings: Settings) -> ValidateSettings:
    """Return what decides which seeds are left out, wherever the configuration stands."""
    # Where else a provider is, is only of interest where seeds are compared, which leaves out none.
    validate = settings.validate._replace(folder=Path(), provider_domains=())
    return validate._replace(published_ids=frozenset(), never_published=frozenset())


def forget(settings: Settings, lock_seconds: float) -> list[Path]:
    """Forget what builds have learnt; return the files that were removed.

    A build that is under way would write down what it learnt from them: it is waited for, up to
    *lock_seconds*. Raises OutputError if it takes longer or a file cannot be removed, ConfigError
    if the folder of the cache is that of other files.
    """
    require_apart(settings)
    out = settings.build.out
    with output_lock(out, lock_seconds) if is_built(out) else nullcontext():
        return store.clear(settings.links.cache)


def recall(context: Context, start: Start) -> BuildReport | None:
    """Return the report of a build from *start* if that has nothing to do, else None."""
    if start.intact is None:
        return None
    report = last_build.recall(start.state, start.key, start.listing, start.intact)
    options = context.options
    return report and report._replace(dry_run=options.dry_run, check=options.check)


def tell(context: Context, report: BuildReport) -> BuildReport:
    """Return *report* with those of its problems marked that an earlier build has told of.

    The next one is told of all of them: what was mended meanwhile, and comes again, is new.
    """
    told, before = told_of(report), context.cache.load_told()
    if told != before:
        context.cache.keep_told(told)
    return report._replace(known=find_known(report, before))


def remember(
    context: Context,
    start: Start,
    rendering: Rendering,
    publication: Publication,
    report: BuildReport,
) -> None:
    """Keep for the next build what was learnt of seeds, rendered, published and reported."""
    seeds = rendering.grouped.seeds
    # What is to be said once more is not passed over.
    settled = not (seeds.unread or publication.left or publication.warnings)
    collection = seeds.collection
    state: dict[str, Any] = {"recorded": recorded(context.settings.build.out)}
    if settled:
        next_change, left_out = collection.next_change, collection.left_out
        state |= last_build.remember(start.key, next_change, left_out, report)
    context.cache.finish(seeds.gone, rendering.units(publication.stamps), state)
