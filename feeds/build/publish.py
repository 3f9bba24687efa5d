"""Publish the files of a build, or look at what that would change, and report on the build."""

from functools import partial
from itertools import chain

from feeds.build.context import Context, Start
from feeds.build.render import Rendering
from feeds.cache.last_build import name_seeds
from feeds.grouping.group import unused_names
from feeds.output.manifest import Manifest
from feeds.output.publish import Publication, preview, publish
from feeds.problems.build_report import BuildReport
from feeds.seeds.find import sum_up_vanished
from feeds.validation.ruleset import Ruleset
from feeds.websub.ping import note_changes

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)
_NOTHING = Publication()
_EDITED = "{path} is published no more, but was edited by hand and stays"


def publish_files(context: Context, rendering: Rendering) -> Publication:
    """Publish what *rendering* makes, or with ``dry_run`` say what that would change."""
    out, options = context.settings.build.out, context.options
    files = chain(rendering.feed_files(), rendering.page_files())
    if options.dry_run:
        return preview(out, files)
    return publish(
        out,
        files,
        overwrite=options.overwrite,
        record=_record(context, rendering),
        note=partial(note_changes, context.settings),
    )


def _record(context: Context, rendering: Rendering) -> Manifest:
    """Return what the next build is to know of this one, besides files."""
    grouped, guard = rendering.grouped, rendering.guard
    return Manifest(
        entries={id_: guard.compared.articles[id_] for id_ in guard.compared.seeds},
        sources=grouped.seeds.collection.sources(),
        site=context.settings.site.id,
        feeds={feed.path: feed.name for feed in grouped.feeds},
        gone=guard.compared.turnover.gone,
        former=guard.former,
        seeds=guard.compared.seeds,
        history=rendering.history,
    )


def report_on(
    context: Context, start: Start, rendering: Rendering, publication: Publication = _NOTHING
) -> BuildReport:
    """Return the report of a build that came to this *publication* of what *rendering* makes."""
    settings, grouped = context.settings, rendering.grouped
    seeds = grouped.seeds
    collection = seeds.collection
    ruleset = Ruleset(settings.validate)
    unread = ruleset.judge_unread(sum_up_vanished(seeds.unread, context.folder.shown))
    warnings = [
        *([] if settings.site.url else [_NO_URL]),
        *publication.warnings,
        *(_EDITED.format(path=path) for path in publication.left),
        *start.notes,
    ]
    return BuildReport(
        seeds=context.folder.shown,
        out=str(settings.build.out),
        read=seeds.count,
        parsed=seeds.parsed,
        entries=collection.count,
        feeds=len(grouped.feeds),
        rendered=rendering.entries_rendered,
        left_out=name_seeds(collection.left_out.items(), collection.listing),
        next_due=collection.next_due,
        diagnostics=tuple(sorted([*collection.diagnostics, *unread])),
        warnings=tuple(warnings),
        written=publication.written,
        kept=publication.kept,
        removed=publication.removed,
        missing=publication.missing,
        edited=publication.edited,
        unused=tuple(unused_names(collection.lineups, settings)),
        errors=(),
        dry_run=context.options.dry_run,
        check=context.options.check,
    )
