"""New feeds whose names look like those of others, which nobody tells apart by reading."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from feeds.problems.diagnostics import quote
from feeds.values.lookalikes import describe_difference
from feeds.values.similar import find_look_alikes, look_alike

# Of very many names that look alike, not each pair is looked at.
_MOST_COMPARED = 10


def find_twins(names: Mapping[str, str], published: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each of *names* that looks like another one, and is not *published*.

    Both are by the paths of the feeds, and only names of one kind are compared. Of two that are new
    the sentence is about the one that is not in ASCII.
    """
    if names.keys() <= published.keys():
        return
    paths: dict[str, dict[str, str]] = defaultdict(dict)
    for path, name in (dict(published) | dict(names)).items():
        if name:
            paths[path.partition("/")[0]][name] = path
    new = names.keys() - published.keys()
    groups = ((find_look_alikes(of_kind), of_kind) for of_kind in paths.values())
    # Names may look alike as they are and in lower case.
    yield from dict.fromkeys(
        told
        for alikes, of_kind in groups
        for alike in alikes
        for told in _compare(alike[:_MOST_COMPARED], of_kind, new)
    )


def _compare(alike: list[str], paths: Mapping[str, str], new: set[str]) -> Iterator[str]:
    # What is published first, then what is in ASCII: these are what the others look like.
    alike = sorted(alike, key=lambda name: (paths[name] in new, not name.isascii(), name))
    told = set()
    for known, name in combinations(alike, 2):
        if paths[name] in new and name not in told and look_alike(name, known):
            told.add(name)
            yield (
                f"{paths[name]} is a new feed, whose name {quote(name)} looks like {quote(known)},"
                f" that of {paths[known]}, but {describe_difference(name, known)}: if both are one,"
                " write that name in the seeds, or make this one an alias of it in feeds.toml"
            )
