"""How the names of topics and providers are shown and addressed, whatever their spelling."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feeds.model import Category
from feeds.settings import NameSettings
from feeds.values.names import name_key, slug_of


@dataclass(frozen=True, slots=True)
class Directory:
    """The names of one kind: how each is shown and addressed, whatever its spelling or alias."""

    categories: dict[str, Category]
    settings: dict[str, NameSettings]
    _spelt: dict[str, Category]

    @classmethod
    def of(cls, spellings: Mapping[str, int], configured: Sequence[NameSettings]) -> "Directory":
        """Make the directory of *spellings*, with how often each is used, and *configured* names.

        A configured name keeps its spelling.
        """
        named = {slug: item for item in configured if (slug := item.slug)}
        taken = frozenset(named)
        categories: dict[str, Category] = {}
        settings: dict[str, NameSettings] = {}
        for item in configured:
            # The oldest name is the one that subscribers know the address by.
            oldest = item.aliases[0] if item.aliases else item.name
            category = Category(item.slug or slug_of(oldest, taken), item.name)
            categories.update((name_key(name), category) for name in (item.name, *item.aliases))
            settings[category.term] = item
        taken = frozenset(settings)
        for key, label in _most_frequent(spellings).items():
            if key not in categories:
                categories[key] = Category(slug_of(label, taken), label)
        # All entries that are shown ask, and to make the key of a name takes longer.
        spelt = {spelling: categories[name_key(spelling)] for spelling in spellings}
        return cls(categories, settings, spelt)

    def term_of(self, label: str) -> str:
        """Return how the feed is addressed of a name that is spelt as *label*, in use or not."""
        category = self.categories.get(name_key(label))
        return category.term if category else slug_of(label, frozenset(self.settings))

    def resolve(self, category: Category) -> Category:
        """Return how the name that one seed spells as *category* is shown and addressed."""
        return self._spelt[category.label]

    def resolve_all(self, categories: tuple[Category, ...]) -> tuple[Category, ...]:
        """Return how *categories* are shown and addressed, each once."""
        return tuple(dict.fromkeys(map(self.resolve, categories)))


def keep_address(
    configured: Sequence[NameSettings], name: str, former: Sequence[str], term: str
) -> tuple[NameSettings, list[str]]:
    """Return what to configure so that *name* is addressed by *term*, as it was as *former*.

    It says all that *configured* says of these names now, and takes the place of those whose names
    are returned with it. The first of *former* had that address.
    """
    keys = set(map(name_key, (name, *former)))
    found = {name_key(item.name): item for item in configured if name_key(item.name) in keys}
    olds = [alias for old in former for alias in (*_aliases(found, old), old)]
    aliases = {name_key(alias): alias for alias in (*olds, *_aliases(found, name))}
    aliases.pop(name_key(name), None)
    own = found.get(name_key(name)) or found.get(name_key(former[0])) or NameSettings(name)
    made = own._replace(name=name, slug=None, aliases=tuple(aliases.values()))
    others = [item for item in configured if name_key(item.name) not in keys]
    if Directory.of({}, [*others, made]).term_of(name) != term:
        made = made._replace(slug=term)
    return made, [item.name for item in found.values()]


def _aliases(found: Mapping[str, NameSettings], name: str) -> tuple[str, ...]:
    item = found.get(name_key(name))
    return item.aliases if item else ()


def _most_frequent(spellings: Mapping[str, int]) -> dict[str, str]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        by_key[name_key(spelling)].append(spelling)
    return {
        key: min(group, key=lambda spelling: (-spellings[spelling], spelling))
        for key, group in by_key.items()
    }
