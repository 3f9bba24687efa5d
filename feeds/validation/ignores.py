"""What comments in seeds say of problems beside them: which are not told, and what is said of that.

``frontmatter.comments`` finds the comments, and what each is about.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Diagnostic, quote
from feeds.problems.faults import MOST_OF_A_KIND, Fault, and_more
from feeds.secrets import Span
from feeds.validation.schema.seed import Seed, UnreadableSeed
from feeds.values.similar import find_similar

if TYPE_CHECKING:
    # What finds them takes a while to load, and hardly any seed has one.
    from feeds.frontmatter.comments import Comment, Cover, Id

_UNUSED, _MALFORMED = OF_COMMENTS = "unused-ignore", "malformed-ignore"
_FORM = "# feeds: ignore[RULE] reason"


class Ignore(NamedTuple):
    """One rule that a comment in the seed at ``path`` ignores, and at what.

    ``unused`` is what to say if there is no such problem.
    """

    path: str
    rule: str
    cover: "Cover"
    unused: Diagnostic


def ignores_of(seed: Seed) -> list[Ignore]:
    """Return what the comments of *seed* ignore, in their order."""
    found = []
    for comment in seed.comments:
        for name in comment.ids:
            message = f"nothing here breaks the rule {quote(name.rule)}"
            unused = _warn(seed, name.span, _UNUSED, message)
            found.append(Ignore(seed.path, name.rule, comment.cover, unused))
    return found


def find_malformed(seed: Seed, known: Collection[str]) -> list[Diagnostic]:
    """Return what is wrong with the comments of *seed*, where *known* are the ids of all rules."""
    from feeds.frontmatter.comments import MOST_IGNORED

    found = [fault for comment in seed.comments for fault in _faults_of(comment, known)]
    told = [
        _warn(seed, at.span, _MALFORMED, *_describe(at, known)) for at in found[:MOST_OF_A_KIND]
    ]
    if beyond := found[MOST_OF_A_KIND:]:
        told.append(_warn(seed, beyond[0].span, _MALFORMED, and_more(len(beyond))))
    if sum(len(comment.ids) or 1 for comment in seed.comments) > MOST_IGNORED:
        message = f"comments ignore more than {MOST_IGNORED:,} rules, and those from here on do not"
        remedy = "ignore the rules for all of the seed, in [validate] of feeds.toml"
        told.append(_warn(seed, seed.comments[-1].span, _MALFORMED, message, remedy))
    return told


def _faults_of(comment: "Comment", known: Collection[str]) -> "Iterator[Comment | Id]":
    """Yield the rules of *comment* that there are not, and itself if it lacks rule or reason."""
    yield from (name for name in comment.ids if name.rule not in known)
    if not (comment.ids and comment.has_reason):
        yield comment


def _describe(fault: "Comment | Id", known: Collection[str]) -> tuple[str, str]:
    """Return the message and the remedy of what ``_faults_of`` has found."""
    from feeds.frontmatter.comments import Id

    if isinstance(fault, Id):
        meant = find_similar(fault.rule, known)
        remedy = f"write {meant}" if meant else 'write one of those that "feeds rule" lists'
        return f"there is no rule {quote(fault.rule)} of feeds validate", remedy
    if not fault.ids:
        return "the comment names no rule", f"write it as {_FORM}"
    return "the comment does not say why", "write the reason behind the bracket"


class Meant:
    """What the comments of some seed, or several of its *covers* by rule, say to be meant."""

    def __init__(self, covers: "Iterable[tuple[str, Cover]]") -> None:
        """Take in *covers*, each with the rule that it ignores."""
        self._ranges: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self._points: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self._bodies: dict[str, int] = {}
        for rule, cover in covers:
            self._ranges[rule].update(cover.lines)
            self._points[rule].update(cover.points)
            if cover.body:
                self._bodies[rule] = cover.body
        # Hardly two of them meet: each line is looked up at once, however many comments there are.
        self._lines = {
            rule: {line for first, last in ranges for line in range(first, last + 1)}
            for rule, ranges in self._ranges.items()
        }

    def includes(self, rule: str, line: int, column: int) -> bool:
        """Tell whether what *rule* has found at this place is meant."""
        if rule not in self._lines:
            return False
        body = self._bodies.get(rule, 0)
        is_of_all = body > 0 and (line == 1 or line >= body)
        return is_of_all or line in self._lines[rule] or (line, column) in self._points[rule]


def meant_in(seed: Seed | UnreadableSeed) -> Callable[[Fault | Diagnostic], bool]:
    """Return a function that tells whether a comment of *seed* is about what was found in it."""
    if isinstance(seed, UnreadableSeed) or not seed.comments:
        return lambda _: False
    meant = Meant((name.rule, comment.cover) for comment in seed.comments for name in comment.ids)

    def is_meant(found: Fault | Diagnostic) -> bool:
        if isinstance(found, Diagnostic):
            return meant.includes(found.rule, found.line, found.column)
        place = seed.front_matter.position_of_many(seed.span(found)[0])
        return meant.includes(found.rule, *place)

    return is_meant


def without_ignored(
    problems: Iterable[Diagnostic],
    ignores: Iterable[Ignore],
    applies: Callable[[str, str], bool],
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return those of *problems* that none of *ignores* is about, and what is wrong with these.

    What ignores a rule that is not applied (*applies* tells, by rule and path) is not at fault.
    """
    by_rule: dict[tuple[str, str], list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        by_rule[ignore.path, ignore.rule].append(ignore)
    meant = {
        (path, rule): Meant((rule, one.cover) for one in some)
        for (path, rule), some in by_rule.items()
    }
    kept, silenced = list[Diagnostic](), defaultdict[tuple[str, str], list[Diagnostic]](list)
    for found in problems:
        of_rule = meant.get((found.path, found.rule))
        if of_rule and of_rule.includes(found.rule, found.line, found.column):
            silenced[found.path, found.rule].append(found)
        else:
            kept.append(found)
    unused: dict[str, list[Diagnostic]] = defaultdict(list)
    for (path, rule), some in by_rule.items():
        if applies(rule, path):
            unused[path] += _unused(some, silenced[path, rule])
    return kept, [told for some in unused.values() for told in _bounded(sorted(some))]


def _unused(ignores: Iterable[Ignore], silenced: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    for ignore in ignores:
        if not any(ignore.cover.includes(found.line, found.column) for found in silenced):
            yield ignore.unused


def _bounded(unused: list[Diagnostic]) -> Iterator[Diagnostic]:
    yield from unused[:MOST_OF_A_KIND]
    if beyond := unused[MOST_OF_A_KIND:]:
        yield beyond[0]._replace(message=and_more(len(beyond)))


def _warn(seed: Seed, span: Span, rule: str, message: str, remedy: str | None = None) -> Diagnostic:
    severity = basic_rules()[rule].severity
    return seed.front_matter.diagnostic(span, rule, message, remedy, severity)
