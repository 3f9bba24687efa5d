"""Tell the hub of the feeds that builds changed. Never prints or exits."""

from collections.abc import Collection, Iterable, Sequence

from feeds import pingqueue
from feeds.model import Site
from feeds.renderers.metadata import hub_url
from feeds.renderers.registry import FORMATS
from feeds.settings import Settings

_DOCUMENTS = frozenset(format_.file_name for format_ in FORMATS.values())


def note_changes(
    settings: Settings, written: Sequence[str], kept: Sequence[str], gone: Collection[str]
) -> Sequence[str]:
    """Queue for the hub the feeds among the files that a build is about to write.

    Of what is *gone*, and of the others that are *written*, nothing stays queued. Returns warnings.
    """
    out, site = settings.build.out, settings.site
    hub = hub_url(site)
    try:
        pingqueue.note(out, [*written, *gone], _addresses(written, site), hub)
    except pingqueue.DamagedQueueError:
        notice = pingqueue.set_aside(out)
        pingqueue.note(out, (), _addresses([*written, *kept], site), hub)
        return (notice,)
    return ()


def _addresses(paths: Iterable[str], site: Site) -> dict[str, str]:
    """Return, by path, the address that each feed among *paths* gives as its own."""
    feeds = [path for path in paths if path.rpartition("/")[2] in _DOCUMENTS]
    return {path: address for path in feeds if (address := site.address(path))}
