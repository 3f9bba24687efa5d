"""The record, kept in the output folder, of the files and entries that builds published there."""

import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

import orjson

from feeds.expressions import expression
from feeds.files import digest, is_staged_name
from feeds.grouping.history import History, ids_in
from feeds.values.hashes import HASH_BYTES, join_hashes, split_hashes

MANIFEST_NAME = ".feeds-manifest.json"
COPY_NAME = ".feeds-manifest.copy.json"

_VERSION = 1
_OWN_PREFIX = ".feeds"
_LEGIBLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
# No file is named by half a surrogate pair, and Windows reads a path or a drive out of "\\" or ":".
_UNUSABLE = expression(r"[\0\\:\ud800-\udfff]")
# What neither of these may stand in, nor a name of ours: nearly all paths.
_PLAIN_PATH = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
_SHA256 = expression("[0-9a-f]{64}")
# The version and what seals it stand last: of a manifest that lost its seal, and more, no version
# is left either, so that it is not taken for one of before there were seals.
_END = b"\n}\n"
_SEAL = b',\n  "checksum": "%s"' + _END
_SEAL_LENGTH = len(_SEAL % (b"0" * 64))
# A manifest without a checksum is of before there were any. It has nothing else, or the name of the
# checksum itself is damaged.
_PARTS = frozenset(
    "version files pending entries sources site feeds gone former seeds archive".split()
)


class Manifest(NamedTuple):
    """The SHA-256, in hexadecimal, of each file that builds wrote, by path.

    ``files`` were written for certain. ``pending`` is the journal of a build that has begun to
    replace files: unless a later manifest takes its place, each may hold these bytes or not.
    ``entries`` has, by id, what the article of each entry that a feed shows is known by.
    ``sources`` are hashes, two for each entry, shown or not: of its id, and of what its seed holds.
    ``feeds`` has the name of each published feed by its path, and their ids derive from the id
    ``site``. ``gone`` are the paths of former feeds, and where most of their entries went, empty if
    nowhere. ``former`` has, by the id of an entry that a feed shows, the one that it had before, if
    it changed, and ``seeds`` what stands for its seed. A manifest of before there was a part has
    none of it. ``history`` are the pages of archives.
    """

    files: Mapping[str, str] = {}
    pending: Mapping[str, str] = {}
    entries: Mapping[str, Sequence[str]] = {}
    history: History = History()
    sources: bytes = b""
    site: str = ""
    feeds: Mapping[str, str] = {}
    gone: Mapping[str, str] = {}
    former: Mapping[str, str] = {}
    seeds: Mapping[str, str] = {}

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, the same bytes for the same contents, with its checksum."""
        record: dict[str, object] = {"files": dict(self.files)}
        if self.pending:
            record["pending"] = dict(self.pending)
        if self.entries:
            record["entries"] = dict(self.entries)
        if self.sources:
            record["sources"] = _to_base64(self.sources)
        if self.site:
            record["site"] = self.site
        for name in ("feeds", "gone", "former", "seeds"):
            if texts := getattr(self, name):
                record[name] = dict(texts)
        if self.history.pages:
            record["archive"] = _history_record(self.history)
        content = orjson.dumps(record, option=_LEGIBLE).removesuffix(_END)
        content += b',\n  "version": %d' % _VERSION
        return content + _SEAL % digest(content).encode()


def is_sealed(data: bytes) -> bool:
    """Tell whether *data* ends with a checksum, and that is one of all before it."""
    content, seal = data[:-_SEAL_LENGTH], data[-_SEAL_LENGTH:]
    return seal == _SEAL % digest(content).encode()


class NewerManifestError(ValueError):
    """The manifest is whole, and of a newer version than this program knows."""


# A build asks for the same several times, to compare what is published with what it makes.
@lru_cache(maxsize=2)
def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest that *data* holds; raise ValueError if no build of ours wrote it."""
    try:
        record = orjson.loads(data)
    except ValueError as exc:
        raise ValueError("it is not JSON") from exc
    if not isinstance(record, dict) or "version" not in record:
        raise ValueError("it has no version")
    if record["version"] != _VERSION:
        if isinstance(record["version"], int) and record["version"] > _VERSION and is_sealed(data):
            raise NewerManifestError(str(record["version"]))
        raise ValueError(f"its version is {record['version']!r:.20}, not {_VERSION}")
    if "checksum" in record and not is_sealed(data):
        raise ValueError("its checksum is not that of its content")
    if "checksum" not in record and (other := sorted(record.keys() - _PARTS)):
        raise ValueError(f"it has {other[0]!r:.80}, and no checksum")
    return Manifest(
        _digests(record, "files"),
        _digests(record, "pending"),
        _entries(record),
        _history(record),
        _sources(record),
        str(record.get("site", "")),
        _texts_by_path(record, "feeds"),
        _texts_by_path(record, "gone"),
        _texts(record, "former"),
        _texts(record, "seeds"),
    )


def _digests(record: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the digests by path that *record* has as *key*; raise ValueError if they are none."""
    digests = _mapping(record, key)
    for path, written in digests.items():
        # Whoever edits the manifest must not make a build remove what is outside the folder.
        if not is_output_path(path):
            raise ValueError(f"it names {path!r:.80}, which no build writes")
        if not (isinstance(written, str) and _SHA256.fullmatch(written)):
            raise ValueError(f"it has no SHA-256 for {path!r:.80}")
    return digests


def _mapping(record: Mapping[str, object], key: str) -> dict[str, Any]:
    mapping = record.get(key, {})
    if not isinstance(mapping, dict):
        raise ValueError(f'its "{key}" are not a mapping')  # noqa: TRY004 - a fault of the data
    return mapping


def _entries(record: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    entries = _mapping(record, "entries")
    for id_, keys in entries.items():
        if not (isinstance(keys, list) and all(isinstance(key, str) for key in keys)):
            raise ValueError(f"it has no list of texts for {id_!r:.80}")
    return {id_: tuple(keys) for id_, keys in entries.items()}


def _sources(record: Mapping[str, object]) -> bytes:
    try:
        return _from_base64(str(record.get("sources", "")))
    except ValueError as exc:
        raise ValueError('its "sources" are no hashes') from exc


def _texts(record: Mapping[str, object], key: str) -> dict[str, str]:
    """Return the texts by name that *record* has as *key*; raise ValueError if they are none."""
    texts = _mapping(record, key)
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f'its "{key}" have no text for {name!r:.80}')  # noqa: TRY004 - a fault of the data
    return texts


def _texts_by_path(record: Mapping[str, object], key: str) -> dict[str, str]:
    texts = _texts(record, key)
    if other := [path for path in texts if not is_output_path(path)]:
        raise ValueError(f'its "{key}" have no text for {other[0]!r:.80}')
    return texts


def _history_record(history: History) -> dict[str, object]:
    pages = {path: list(map(_to_base64, pages)) for path, pages in history.pages.items()}
    gone = join_hashes(sorted(history.gone))
    record: dict[str, object] = {"url": history.url, "pages": pages, "gone": _to_base64(gone)}
    if pairs := sorted((id_, key) for id_, keys in history.known_by.items() for key in keys):
        record["known_as"] = _to_base64(join_hashes(chain.from_iterable(pairs)))
    if history.withdrawn:
        record["withdrawn"] = history.withdrawn
    return record


def _history(record: Mapping[str, object]) -> History:
    archive: Any = record.get("archive", {"url": "", "pages": {}, "gone": ""})
    try:
        url, feeds = archive["url"], archive["pages"].items()
        gone = ids_in([_from_base64(archive["gone"])])
        # What an older version noted, as "known_by", tells spellings of an address apart.
        pairs = split_hashes(_from_base64(archive.get("known_as", "")))
        pages = {path: tuple(map(_from_base64, texts)) for path, texts in feeds}
    except (LookupError, TypeError, AttributeError, ValueError) as exc:
        raise ValueError('its "archive" is not one of pages') from exc
    if not isinstance(url, str):
        raise ValueError('its "archive" has no url')  # noqa: TRY004 - a fault of the data
    known_by: dict[int, set[int]] = {}
    for id_, key in zip(pairs[::2], pairs[1::2], strict=False):
        known_by.setdefault(id_, set()).add(key)
    return History(url, pages, gone, known_by, str(archive.get("withdrawn", "")))


def _to_base64(hashes: bytes) -> str:
    return binascii.b2a_base64(hashes, newline=False).decode()


def _from_base64(text: str) -> bytes:
    hashes = binascii.a2b_base64(text, strict_mode=True)
    if len(hashes) % HASH_BYTES:
        raise ValueError("a hash is cut")
    return hashes


def is_output_path(path: str) -> bool:
    """Tell whether *path* names a file below the output folder, and none that a build needs itself.

    It is relative, with single slashes and neither ``.`` nor ``..``.
    """
    if _PLAIN_PATH.fullmatch(path):
        return True
    return not path.startswith(_OWN_PREFIX) and all(map(_is_usable, path.split("/")))


# The files of a folder stand one behind the other, and all feeds have those of the same names.
@lru_cache(maxsize=64)
def _is_usable(name: str) -> bool:
    return not (name in ("", ".", "..") or is_staged_name(name) or _UNUSABLE.search(name))


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that *path* stands in, outermost first, without the output folder."""
    return accumulate(path.split("/")[:-1], "{}/{}".format)
