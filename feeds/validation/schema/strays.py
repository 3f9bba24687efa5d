"""Unknown fields: what each is meant for, and whether calling it so is safe.

A name that other programs have for a field tells more than its letters (``foreign``), and less than
a slip of the keys. Only what is meant for a field that is required and not there is an error.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from feeds.problems.pointers import Pointer
from feeds.validation.schema.failures import Failure
from feeds.values.similar import folded, is_same_but_for_a_slip, resembling

NameHere = Callable[[Pointer, str, object], str | None]
"""Tells what a field is called here: from the pointer of its mapping, its name and its value."""

# English words that are one slip away from the name of a field, and are meant as they are.
_WORDS = frozenset(
    "auctions averaged county court depleted except imaged lengthy levees lever levers local locals"
    " locate priced pricey prick pricy pride prime prince prize provide provided provides qualify"
    " racings rantings ravings relate relates relaxed relayed secure secures tithe titled titles"
    " tonics tropics".split()
)
# A guess is not worth more than so many looks at what a name may be meant for.
_MOST_GUESSES = 1_000
# Whether a seed is published, nobody but its author may decide.
_DECIDING = frozenset({"published", "removed", "deleted"})


class Stray(NamedTuple):
    """An unknown field: the ``failure`` of the mapping that it is in, and its ``key``.

    It is ``meant`` for the known field of that name, if any; if that ``is_foreign``, as it is
    called elsewhere. ``is_needed`` says that the known field is required, and not there;
    ``is_alone`` that no other is meant for it.
    """

    failure: Failure
    key: str
    meant: str | None = None
    is_foreign: bool = False
    is_needed: bool = False
    is_alone: bool = True

    @property
    def pointer(self) -> Pointer:
        """Where the field is."""
        return (*self.failure.pointer, self.key)

    @property
    def value(self) -> Any:
        """What the field says."""
        return self.failure.value[self.key]

    @property
    def target(self) -> Pointer:
        """Where it would be under the name that is meant."""
        return (*self.failure.pointer, self.meant or self.key)

    @property
    def schema_there(self) -> Mapping[str, Any]:
        """The schema of what is meant, which may be further down."""
        return self.failure.schema_below(str(self.meant).split("."))

    @property
    def is_beside_it(self) -> bool:
        """Whether the field that is meant is there as well."""
        return self.meant in self.failure.value

    @property
    def may_be_renamed(self) -> bool:
        """Whether there is room for it under the name that is meant."""
        return self.meant is not None and "." not in self.meant and not self.is_beside_it

    @property
    def may_be_slip(self) -> bool:
        """Whether nothing but a slip of the keys can have made the name, by the name alone."""
        return (
            self.meant is not None
            and self.is_alone
            and self.meant not in _DECIDING
            and not self.is_beside_it
            and folded(self.key) not in _WORDS
            and is_same_but_for_a_slip(self.key, self.meant)
        )


def find_strays(
    failures: Iterable[Failure], absent: Mapping[Pointer, set[str]], name_here: NameHere
) -> list[Stray]:
    """Return the unknown fields among *failures*, each with what it is meant for.

    Of very many names, only the first are looked at. *absent* are the required fields that are not
    there, by the pointer of their mapping. Each of them is meant by one at most: by a slip rather
    than by a name from elsewhere, and by that rather than by one that looks like it.
    """
    strays = [Stray(failure, key) for failure in failures for key in _stray_keys(failure)]
    names = set(islice(dict.fromkeys(stray.key for stray in strays), _MOST_GUESSES))
    strays = [
        _with_meaning(stray, absent.get(stray.failure.pointer, ()), name_here)
        if stray.key in names
        else stray
        for stray in strays
    ]
    times = Counter(stray.target for stray in strays)
    strays = [stray._replace(is_alone=times[stray.target] == 1) for stray in strays]
    needed: dict[Pointer, Pointer] = {}
    for stray in sorted(strays, key=_rank):
        if stray.meant in absent.get(stray.failure.pointer, ()):
            needed.setdefault(stray.target, stray.pointer)
    return [stray._replace(is_needed=needed.get(stray.target) == stray.pointer) for stray in strays]


def _stray_keys(failure: Failure) -> Iterator[str]:
    """Yield the names of the fields that the mapping of *failure* may not have."""
    known = failure.schema.get("properties", {})
    return (key for key in failure.value if key not in known)


def _rank(stray: Stray) -> int:
    is_slip = stray.meant is not None and is_same_but_for_a_slip(stray.key, stray.meant)
    return 0 if is_slip else 1 if stray.is_foreign else 2


# No name that anybody knows is as long, and what is remembered must not grow with it.
_LONGEST = 64


# Whoever has such a field has it in many seeds.
@lru_cache(maxsize=4096)
def _similar(key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(resembling(key, known))


def _with_meaning(stray: Stray, absent: Iterable[str], name_here: NameHere) -> Stray:
    known: Mapping[str, Any] = stray.failure.schema.get("properties", {})
    elsewhere = name_here(stray.failure.pointer, stray.key, stray.value)
    if elsewhere and elsewhere.partition(".")[0] in known:
        return stray._replace(meant=elsewhere, is_foreign=True)
    similar = [*_similar(stray.key, tuple(known))] if len(stray.key) <= _LONGEST else []
    if similar and is_same_but_for_a_slip(stray.key, similar[0]):
        return stray._replace(meant=similar[0])
    # Of what decides on publication, a name that only looks like it may say the opposite.
    similar = [name for name in similar if name not in _DECIDING]
    wanted = [name for name in similar if name in absent]
    return stray._replace(meant=next(iter(wanted + similar), None))
