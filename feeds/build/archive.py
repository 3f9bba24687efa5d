"""The archive of one build: which of its pages are published as they are, and the rest rendered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from feeds.build.read import Successor
from feeds.cache.tables import Unit
from feeds.entries.make import known_addresses
from feeds.files import FileStamp
from feeds.grouping.archive import Archive
from feeds.grouping.collection import Collection
from feeds.grouping.history import History
from feeds.model import Lineup, Standing, page_folder
from feeds.output.announcements import PARSERS, Announcement, find_archived, parse_announcements
from feeds.output.compress import sibling_names
from feeds.output.folder import output_errors, read_unchanged
from feeds.output.publish import load_manifest
from feeds.output.stage import UNCHANGED
from feeds.render.formats import FORMATS
from feeds.settings import Settings
from feeds.values.hashes import hash_address, hash_id, join_hashes, split_hashes

# Jobs hold what is published of their pages, so that not all are made at once.
_CHUNK = 128


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page of an archive to render: its entries that have seeds, and the hashes of all their ids.

    Files that are *published* already, by path, are taken as they are. Of an entry without a seed,
    its part of the ``former`` file at the same path is taken; where that is missing, it is made of
    what is ``told`` of it in another file, by the hash of its id. Where the page only ``loses``
    what was withdrawn, those that have seeds are taken from there, too, but for those to be made
    ``anew``.
    """

    page: Lineup
    ids: Sequence[int]
    published: Mapping[str, bytes] = field(default_factory=dict)
    former: Mapping[str, bytes] = field(default_factory=dict)
    told: Mapping[int, Announcement] = field(default_factory=dict)
    loses: bool = False
    anew: Set[int] = frozenset()


class Archiving:
    """The ``archive`` of a build, and the stamps of the files of its pages that stay, by folder.

    ``fingerprint`` is that of each page among the units that a build remembers.
    """

    def __init__(self, settings: Settings, known: Mapping[str, Unit]) -> None:
        """Go on from what is published; files of the *known* units are as a build left them."""
        build, damaged = settings.build, defaultdict[str, set[int]](set)
        self.fingerprint = repr((settings.site.url, build.formats, build.precompress))
        self.stays: dict[str, Mapping[str, FileStamp]] = {}
        self._gone: tuple[Announcement, ...] = ()
        self._withdrawn = ""
        self._settings = settings
        self._manifest = load_manifest(build.out)
        self.archive = Archive(self._manifest.history, damaged)
        for path, pages in self._manifest.history.pages.items():
            for number in range(1, len(pages) + 1):
                folder = page_folder(path, number)
                unit = known.get(folder)
                same = unit if unit and unit.fingerprint == self.fingerprint else None
                if files := same.files if same else self._find_whole(folder):
                    self.stays[folder] = files
                else:
                    damaged[path].add(number)

    @property
    def _moved(self) -> bool:
        # Addresses stand in every page, so that a site that moves has all of them made anew.
        return self._manifest.history.url != self._settings.site.url

    @property
    def history(self) -> History:
        """What the next build is to go on from."""
        pages = {path: pages for path, pages in self.archive.pages.items() if pages}
        archive = self.archive
        url = self._settings.site.url or ""
        return History(url, pages, archive.gone, archive.known_by, self._withdrawn)

    def begin(
        self,
        entries: Iterable[Standing],
        collection: Collection,
        successors: Mapping[int, Successor],
    ) -> None:
        """Take what there is: all *entries* of the *collection*, and what that withdraws.

        An id that was written into a seed may be another or gone by now, and so may the address
        that one derives from: archives know an article by both, and by its title with its date, and
        by what stands in its seed instead, the *successors*.
        """
        keys = collection.withdrawn_keys()
        self.archive.begin(entries, collection.withdrawn)
        pages = self._manifest.history.pages.get("all", ())
        self._gone = tuple(find_archived(pages, self.archive.unknown, self._read_page))
        known_by: dict[int, Set[int]] = {
            hash_id(entry.id): set(map(hash_address, entry.keys)) for entry in self._gone
        }
        known_by |= self._followed(pages, known_by, successors)
        self._withdrawn = sha256(join_hashes(sorted(keys))).hexdigest() if keys else ""
        replaced: set[int] = set()
        if self._withdrawn not in {"", self._manifest.history.withdrawn}:
            replaced = self._look_through(pages, keys, collection)
        self.archive.withdraw_gone(keys, known_by, replaced)

    def _look_through(
        self, pages: Sequence[bytes], keys: Set[int], collection: Collection
    ) -> set[int]:
        """Note which entries in *pages* mention what is withdrawn, which is known by *keys*.

        Return the ids of those that are withdrawn, though another seed has their id: of two seeds
        with one id, archives have the article of either.
        """
        replaced, mentioning = set[int](), set[int]()
        for number in range(1, len(pages) + 1):
            for entry in self._read_page(number):
                address, *others = map(hash_address, entry.keys)
                if not (keys.isdisjoint([address, *others]) or collection.shows(address)):
                    replaced.add(hash_id(entry.id))
                elif not keys.isdisjoint(map(hash_address, known_addresses(entry.related))):
                    mentioning.add(hash_id(entry.id))
        self.archive.mentioning = mentioning
        return replaced

    def _followed(
        self,
        pages: Sequence[bytes],
        known_by: Mapping[int, Set[int]],
        successors: Mapping[int, Successor],
    ) -> dict[int, Set[int]]:
        """Return what articles are *known_by* of whose seeds an article has another id since."""
        gone = self.archive.gone
        known = {**self._manifest.history.known_by, **known_by}
        followed = {
            # What followed one that followed it.
            id_: known[id_] | {hash_id(successors[former].id) for former in same}
            for id_ in (gone & known.keys() if successors else ())
            if (same := {key for key in known[id_] & successors.keys() if successors[key].is_same})
        }
        for entry in find_archived(pages, gone & successors.keys(), self._read_page):
            seed, id_ = successors[hash_id(entry.id)], hash_id(entry.id)
            if seed.is_same or seed.title == entry.title:
                followed[id_] = {*known.get(id_, ()), hash_id(seed.id)}
        return followed

    def find_vanished(self) -> Mapping[str, Sequence[str]]:
        """Return, by its id, what each archived article is known by whose id has vanished."""
        return {e.id: e.keys for e in self._gone if hash_id(e.id) in self.archive.vanished}

    def note_new_ids(self, again: Mapping[str, str], articles: Mapping[str, Sequence[str]]) -> None:
        """Note by what articles are known whose ids have vanished: *again* has the new by the old.

        *articles* are the keys of the new ones, by id.
        """
        known_by = self.archive.known_by
        for old, new in again.items():
            if (hashed := hash_id(old)) in self.archive.gone:
                known = {hash_id(new), *map(hash_address, articles[new])}
                known_by[hashed] = known.union(known_by.get(hashed, ()))

    def _read_page(self, number: int) -> Sequence[Announcement]:
        for name in PARSERS:
            content = self._read(f"{page_folder('all', number)}/{FORMATS[name].file_name}")
            # Another version of this program may have written it.
            with suppress(ValueError):
                return parse_announcements(name, content or b"")
        return ()

    def same(self, rendered: Iterable[Lineup]) -> Iterator[tuple[str, Mapping[str, FileStamp]]]:
        """Yield the folder of each page that is not *rendered*, and the stamps of its files."""
        others = {page.folder for page in rendered}
        for path, pages in self.archive.pages.items():
            for number in range(1, len(pages) + 1):
                if (folder := page_folder(path, number)) not in others:
                    yield folder, self.stays[folder]

    def jobs(self, pages: Sequence[Lineup]) -> Iterator[list[PageJob]]:
        """Yield what it takes to render *pages*, some at a time."""
        for start in range(0, len(pages), _CHUNK):
            yield list(map(self._job, pages[start : start + _CHUNK]))

    def _job(self, page: Lineup) -> PageJob:
        folder = page.folder
        # Uncopied, they could not be sent to a worker.
        ids = list(split_hashes(self.archive.pages[page.path][page.page - 1]))
        if self.archive.cut_now([page]):
            return PageJob(page, ids)
        found = {path: self._read(path) for path in self._documents(folder)}
        whole = {path: self._moved_along(file) for path, file in found.items() if file}
        loses = folder in self.archive.rewritten
        return PageJob(
            page,
            ids,
            published={} if self._moved or loses else whole,
            former=whole,
            told=self._find_told(folder, set(ids) - {hash_id(entry.id) for entry in page.entries}),
            loses=loses and not self._moved,
            anew=self.archive.mentioning & set(ids),
        )

    def _moved_along(self, content: bytes) -> bytes:
        """Return *content*, in which topics and the extension have the address of the site now."""
        old, new = self._manifest.history.url.encode(), (self._settings.site.url or "").encode()
        for mark in (b'domain="', b'scheme="', b'"about":"') if old and self._moved else ():
            content = content.replace(mark + old, mark + new)
        return content

    def _find_told(self, folder: str, ids: Set[int]) -> dict[int, Announcement]:
        """Return what the page in *folder* says of entries with these *ids*, even if edited."""
        told: dict[int, Announcement] = {}
        for name in PARSERS if ids else ():
            with suppress(ValueError, OSError):
                path = self._settings.build.out / folder / FORMATS[name].file_name
                for entry in parse_announcements(name, path.read_bytes()):
                    told.setdefault(hash_id(entry.id), entry)
        return {id_: told[id_] for id_ in ids & told.keys()}

    def _documents(self, folder: str) -> list[str]:
        return [f"{folder}/{FORMATS[name].file_name}" for name in self._settings.build.formats]

    def _find_whole(self, folder: str) -> dict[str, FileStamp] | None:
        """Return the stamps of the files of a page, None if any is not as it was published."""
        if self._moved:
            return None
        stamps: dict[str, FileStamp] = {}
        for path in self._documents(folder):
            content = self._read(path)
            if content is None:
                return None
            siblings = sibling_names(path, content) if self._settings.build.precompress else []
            if any(self._read(sibling) is None for sibling in siblings):
                return None
            for name in (path, *siblings):
                stamps[name] = FileStamp.of((self._settings.build.out / name).lstat())
        return stamps

    def _read(self, path: str) -> bytes | None:
        """Return what the file *path* holds, None if it is not what was published."""
        # A build that was killed may have replaced what it was about to.
        written = self._manifest.pending.get(path) or self._manifest.files.get(path)
        with output_errors(self._settings.build.out / path, UNCHANGED):
            return read_unchanged(self._settings.build.out, path, written)
