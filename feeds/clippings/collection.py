"""The collection at hand: what it has, and in which manner its seeds are written."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from feeds.seeds.find import Patterns, SeedFile, find_seeds, read_seed, require_folder
from feeds.settings import NameSettings, Settings
from feeds.validation.publication import Fields, derive_id, id_if_text
from feeds.validation.schema.seed import Seed, parse_unchecked
from feeds.values.names import clean_name, name_key
from feeds.values.urls import url_key_or_none

# An id may be an address, too.
_ADDRESSES = ("webUrl", "originalUrl", "ampWebUrl", "id")
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-")
_FOLDER_OF_DATE = re.compile(r"(?:(?P<year>[0-9]{4})(?P<month>/[0-9]{2})?)")
# How seeds are written is learnt from so many, the last by name: that is how it is done now.
_MOST_MODELS = 50
_USUAL_ORDER = (
    "category", "title", "excerpt", "publishedDateTime", "updatedDateTime", "originalUrl", "webUrl",
    "ampWebUrl", "cdnAmpWebUrl", "type", "length", "locale", "quality", "heat", "published",
    "provider", "topics", "images", "featuredContent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """How the seeds of a collection are written.

    ``order`` are the fields, first to last. ``category`` is what most have for one, ``heat``
    whether most have one, ``published`` whether those that are published say so, ``both_urls``
    whether originalUrl stands beside a webUrl that is the same. ``gaps`` says whether a line is
    left blank before lists. ``dated`` says whether the names of files begin with the day, and
    ``folder`` how the folder in which they stand derives from it, for strftime.
    """

    order: tuple[str, ...] = _USUAL_ORDER
    category: str = ""
    heat: bool = False
    published: bool = False
    both_urls: bool = False
    gaps: bool = False
    dated: bool = True
    folder: str = ""


@dataclass(slots=True)
class Collection:
    """What stands in the folder of seeds: grows with each seed that is written.

    ``places`` are the paths of seeds by what their addresses compare by, and by their ids.
    ``providers`` are by name what the last seed says of each, without authors, and ``uses`` how
    often each is named; ``topics`` how often each topic is, and ``topics_of`` beside whom.
    ``domains`` are those of a provider besides its own.
    """

    folder: Path
    places: dict[str, str] = field(default_factory=dict)
    providers: dict[str, Fields] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    topics_of: dict[str, Counter[str]] = field(default_factory=dict)
    domains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    manner: Manner = Manner()

    def find(self, *addresses: str) -> str | None:
        """Return the path of the seed that has one of *addresses*, or that id; None if none has."""
        for address in filter(None, addresses):
            for key in (_key(address), derive_id(address)):
                if key in self.places:
                    return self.places[key]
        return None

    def add(self, path: str, fields: Fields) -> None:
        """Take in the seed at *path*, which may have faults."""
        for name in _ADDRESSES:
            if isinstance(address := fields.get(name), str):
                self.places.setdefault(_key(address), path)
        if id_ := id_if_text(fields):
            self.places.setdefault(id_, path)
        topics = _topics(fields)
        self.topics.update(topics)
        provider = fields.get("provider")
        if isinstance(provider, dict) and isinstance(who := provider.get("name"), str):
            self.topics_of.setdefault(who, Counter()).update(topics)
        related = fields.get("related")
        for article in (fields, *(related if isinstance(related, list) else ())):
            self._add_provider(article, is_own=article is fields)

    def _add_provider(self, article: object, *, is_own: bool) -> None:
        provider = article.get("provider") if isinstance(article, dict) else None
        if not isinstance(provider, dict):
            return
        name, domain = provider.get("name"), provider.get("domain")
        if isinstance(name, str) and isinstance(domain, str) and name.strip() and domain:
            known = {key: value for key, value in provider.items() if key != "authors"}
            if is_own or name not in self.uses:
                self.providers[name] = known
            self.uses[name] += 1


def _key(address: str) -> str:
    """Return *address* as it compares: both schemes, a slash at the end and ``www.`` are one."""
    key = url_key_or_none(address)
    return key.partition("://")[2].removeprefix("www.").rstrip("/") if key else address


def read_collection(settings: Settings) -> Collection:
    """Return what the configured folder of seeds holds: no seed at all is no fault.

    Raises SeedsFolderError if there is no such folder, ConfigError if it is an address.
    """
    folder = settings.seeds.folder
    require_folder(folder)
    collection = Collection(folder)
    last: list[Seed] = []
    patterns = Patterns(settings.seeds.include, settings.seeds.exclude)
    for file in find_seeds(folder, patterns):
        seed = _read(file) if isinstance(file, SeedFile) else None
        if seed is not None:
            collection.add(seed.path, seed.instance)
            last = [*last[1 - _MOST_MODELS :], seed]
    _add_configured(collection, settings)
    if last:
        collection.manner = _manner(last, folder)
    return collection


def _read(file: SeedFile) -> Seed | None:
    raw = read_seed(file)
    seed = parse_unchecked(file.path, raw) if isinstance(raw, bytes) else None
    return seed if isinstance(seed, Seed) else None


def _add_configured(collection: Collection, settings: Settings) -> None:
    """Let names that the configuration gives to others stand for these, and add domains."""
    for name, alias in _aliases(settings.topics, collection.topics):
        collection.topics[name] += collection.topics.pop(alias)
    for name, alias in _aliases(settings.providers, collection.providers):
        collection.uses[name] += collection.uses.pop(alias)
        known = collection.providers.pop(alias)
        collection.providers.setdefault(name, {**known, "name": name})
    for each in settings.providers:
        collection.domains[each.name] = each.domains


def _aliases(names: Iterable[NameSettings], used: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each of the names *used* that is another name of one of *names*, and that before it."""
    spellings = defaultdict[str, list[str]](list)
    for name in used:
        spellings[name_key(name)].append(name)
    for each in names:
        for alias in each.aliases:
            yield from ((each.name, spelling) for spelling in spellings[name_key(alias)])


def _topics(fields: Fields) -> list[str]:
    topics = fields.get("topics")
    texts = topics if isinstance(topics, list) else ()
    return [name for text in texts if isinstance(text, str) and (name := clean_name(text))]


def _manner(seeds: list[Seed], folder: Path) -> Manner:
    """Return how *seeds*, in the order of their names, are written."""
    every = [seed.instance for seed in seeds]
    articles = [f for f in every if f.get("type", "article") == "article"] or every
    categories = Counter(text for f in articles if isinstance(text := f.get("category"), str))
    category, times = next(iter(categories.most_common(1)), ("", 0))
    dated = [seed for seed in seeds if _DATED.match(PurePath(seed.path).name)]
    shown = [f for f in articles if f.get("published") is not False]
    with_lists = [text for seed in seeds if "\ntopics:" in (text := _yaml(seed))]
    return Manner(
        order=_order(articles[-1]),
        category=category if _is_most(times, articles) else "",
        heat=_is_most(sum("heat" in f for f in articles), articles),
        published=_is_most(sum("published" in f for f in shown), shown),
        both_urls=_is_most(
            sum("webUrl" in f and f.get("originalUrl") == f["webUrl"] for f in articles), articles
        ),
        gaps=_is_most(sum("\n\ntopics:" in text for text in with_lists), with_lists),
        dated=_is_most(len(dated), seeds),
        folder=_folder_of(seeds, folder),
    )


def _yaml(seed: Seed) -> str:
    return seed.front_matter.yaml.replace("\r\n", "\n")


def _is_most(number: int, of: Iterable[Any]) -> bool:
    return number * 2 > len(list(of))


def _order(model: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the order of fields of *model*, and the others behind what they usually follow."""
    order = [name for name in model if name in _USUAL_ORDER]
    for index, name in enumerate(_USUAL_ORDER):
        if name not in order:
            order.insert(order.index(_USUAL_ORDER[index - 1]) + 1 if index else 0, name)
    return tuple(order)


def _folder_of(seeds: list[Seed], folder: Path) -> str:
    """Return how the folders below *folder* that most *seeds* are in derive from the day."""
    found = Counter[str]()
    for seed in seeds:
        parent = PurePath(seed.path).parent
        relative = parent.relative_to(folder).as_posix() if parent.is_relative_to(folder) else ""
        if match := _FOLDER_OF_DATE.fullmatch(relative):
            found["%Y/%m" if match["month"] else "%Y"] += 1
    pattern, times = next(iter(found.most_common(1)), ("", 0))
    return pattern if _is_most(times, seeds) else ""
