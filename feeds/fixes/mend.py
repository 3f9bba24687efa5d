"""Mend one seed by the fixes of its faults, and keep only what reads as it was meant."""

import json
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, islice
from types import MappingProxyType
from typing import Any

from feeds.fixes.nodes import EMPTIED, Nodes, Splice, UnfixableError, compose_nodes, spliced
from feeds.fixes.unreadable import made_readable
from feeds.frontmatter.split import FrontMatter, encode_like, split_seed
from feeds.frontmatter.yaml import read_values
from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Severity
from feeds.problems.edits import (
    AddField,
    Edit,
    RemoveItem,
    RenameField,
    SetValue,
    WrapValue,
)
from feeds.problems.faults import NOT_FOR_PUBLICATION, Fault
from feeds.problems.pointers import Pointer
from feeds.problems.reports import Mending
from feeds.validation.ignores import meant_in
from feeds.validation.publication import ID_SOURCES, hidden_of, id_if_text, source_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.checker import url_fields
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_seed, recheck
from feeds.values.urls import url_key_or_none

_OWN_LINKS = frozenset({("webUrl",), ("originalUrl",)})
# What one fix makes room for is mended in the next round; real seeds need two or three.
MAX_ROUNDS = 10
# Of fixes that do not go together, so many are tried one by one: for each the seed is read anew.
_MOST_SINGLE = 25


@lru_cache(maxsize=4)
def checked_seed(path: str, raw: bytes, own_fields: tuple[str, ...]) -> Seed | UnreadableSeed:
    """Return the seed *raw* as it is read and checked; the last few are remembered.

    One that is mended is asked for several times, as it was and as it is.
    """
    return parse_seed(path, raw, for_rules=True, own_fields=own_fields)


def mend_seed(
    path: str,
    raw: bytes,
    ruleset: Ruleset,
    *,
    include_unpublished: bool = False,
    taken: Mapping[str, str] = MappingProxyType({}),
) -> Mending:
    """Return the seed *raw* with every fix made that *ruleset* has for it.

    Several faults of one value are mended one after the other. Where the id of a published entry
    would change (RFC 4287, 4.2.6), it is written into the seed; with *include_unpublished*, drafts
    are published too. A fix is left out, with a notice, if it cannot be written, if anything else
    would be read differently for it, if an error would take the place of another, or if the address
    is *taken*, by its key (``values.urls``), by the seed at that path. All are, if they do not come
    to an end because one calls for another.
    """
    after, mended = raw, 0
    for _ in range(MAX_ROUNDS):
        seed = checked_seed(path, after, ruleset.settings.known_fields)
        if isinstance(seed, UnreadableSeed):
            readable = made_readable(seed, after, ruleset)
            if readable is None:
                return Mending(path, raw, after, mended)
            after, mended = readable, mended + len(seed.diagnostics)
            continue
        faults = _fixable(seed, ruleset)
        if include_unpublished:
            # Builds that publish what is published: false would publish what they leave out now.
            faults = [fault for fault in faults if fault.rule != NOT_FOR_PUBLICATION]
        kept: list[Fault] = []
        if faults and id_if_text(seed.instance) not in ruleset.settings.never_published:
            if ruleset.writes_ids:
                faults = [_keeping_id(seed, fault, include_unpublished) for fault in faults]
            kept = [fault for fault in faults if _changes_id(seed, fault, include_unpublished)]
        made = _Round(after, kept=kept, twins=_find_twins(faults, taken))
        if faults:
            _mend_once(seed, faults, ruleset, made)
        if made.raw == after:
            return Mending(path, raw, after, mended, tuple(_notices(seed, made)))
        after, mended = made.raw, mended + len(made.mended)
    notice = f"{path}: nothing was mended, since the fixes of its problems call for one another"
    return Mending(path, raw, raw, 0, (notice,))


@dataclass
class _Round:
    """The seed so far, the changes of its text by the faults they mend, and why others stay."""

    raw: bytes
    mended: dict[Fault, list[Splice]] = field(default_factory=dict)
    refused: dict[Fault, str] = field(default_factory=dict)
    kept: list[Fault] = field(default_factory=list)
    twins: dict[Fault, str] = field(default_factory=dict)


def _fixable(seed: Seed, ruleset: Ruleset) -> list[Fault]:
    """Return the faults of *seed* with a fix, each once, that neither *ruleset* nor it ignores."""
    faults, is_meant = dict.fromkeys((*seed.faults, *ruleset.faults(seed))), meant_in(seed)
    fixable = [fault for fault in faults if fault.fix and not is_meant(fault)]
    # Where in the seed it is does not matter: of one kind there may be a hundred thousand.
    rules = {fault.rule: fault for fault in fixable}
    counting = {rule for rule, fault in rules.items() if ruleset.adjust([seed.place(fault)])}
    return [fault for fault in fixable if fault.rule in counting]


def _mend_once(seed: Seed, faults: Sequence[Fault], ruleset: Ruleset, made: _Round) -> None:
    """Make the fixes of *faults*, but those that are to stay, that do not touch each other.

    The others have to wait.
    """
    try:
        nodes = compose_nodes(seed.front_matter)
    except UnfixableError as exc:
        made.refused, made.kept = dict.fromkeys(faults, str(exc)), []
        return
    made.refused = _refuse_new_errors(seed, faults, ruleset)
    staying = {*made.kept, *made.twins, *made.refused}
    open_ = [fault for fault in faults if fault not in staying]
    planned = _plan(nodes, open_, made)
    # Nearly always all fixes go together, and reading the seed once tells so.
    try:
        _accept(seed, planned, made)
    except UnfixableError:
        _accept_singly(seed, planned, made)


def _find_twins(faults: Iterable[Fault], taken: Mapping[str, str]) -> dict[Fault, str]:
    """Return those of *faults* whose fix makes an address of another seed, and its path."""
    return {
        fault: path
        for fault in (faults if taken else ())
        for edit in fault.fix
        if isinstance(edit, SetValue) and edit.pointer in _OWN_LINKS
        if (path := taken.get(url_key_or_none(str(edit.value)) or ""))
    }


def _refuse_new_errors(seed: Seed, faults: Sequence[Fault], ruleset: Ruleset) -> dict[Fault, str]:
    """Return why those of *faults* are not mended whose fix brings an error."""
    doubtful = [fault for fault in faults if _may_bring_errors(fault)]
    if not doubtful:
        return {}
    before = _errors(seed, ruleset)

    def new_errors(some: Sequence[Fault]) -> list[str]:
        try:
            after = edited(seed.instance, [edit for fault in some for edit in fault.fix])
        except UnfixableError:
            return [""] if len(some) > 1 else []
        found = _errors(recheck(seed, after, ruleset.settings.known_fields), ruleset)
        return sorted(found - before)

    # Mostly there is none, and looking once tells so.
    if not new_errors(doubtful):
        return {}
    first, beyond = doubtful[:_MOST_SINGLE], doubtful[_MOST_SINGLE:]
    refused = {
        fault: f"it would bring an error, {rules[0]}"
        for fault in first
        if (rules := new_errors([fault]))
    }
    # Two that bring one only together are made one after the other.
    waiting = beyond if refused else doubtful[1:]
    return refused | dict.fromkeys(waiting, "others have to be mended first")


def _may_bring_errors(fault: Fault) -> bool:
    """Tell whether rules look at what the fix of *fault* makes, and did not at what was there.

    So it is with the value of an unknown field, and with one of the wrong form. An address may be
    that of another article.
    """
    if fault.severity is Severity.ERROR and fault.rule in basic_rules():
        return True
    return any(
        isinstance(edit, RenameField) or edit.pointer[-1] in url_fields() for edit in fault.fix
    )


def _errors(seed: Seed, ruleset: Ruleset) -> Counter[str]:
    faults = dict.fromkeys((*seed.faults, *ruleset.faults(seed)))
    return Counter(fault.rule for fault in faults if fault.severity is Severity.ERROR)


def _plan(nodes: Nodes, faults: Sequence[Fault], made: _Round) -> dict[Fault, list[Splice]]:
    planned: dict[Fault, list[Splice]] = {}
    # In the order of the text, none overlaps another.
    taken: list[Splice] = []
    for fault in faults:
        try:
            splices = _splices(nodes, fault.fix)
        except UnfixableError as exc:
            if any(isinstance(edit, AddField) for edit in fault.fix):
                made.kept.append(fault)
            else:
                made.refused[fault] = str(exc)
            continue
        if not any(_meets_any(splice, taken) for splice in splices):
            planned[fault] = splices
            for splice in splices:
                insort(taken, splice)
    return planned


def _meets_any(splice: Splice, taken: Sequence[Splice]) -> bool:
    """Tell whether *splice* overlaps one of those *taken*, which are sorted."""
    place = bisect_left(taken, splice)
    return any(splice.overlaps(other) for other in taken[max(place - 1, 0) : place + 1])


def _changes_id(seed: Seed, fault: Fault, include_unpublished: bool) -> bool:
    """Tell whether the fix of *fault* gives another id to an entry that is published."""
    fields = seed.instance
    # What the schema finds fault with has been published nowhere.
    if fault.severity is Severity.ERROR and all(isinstance(edit, SetValue) for edit in fault.fix):
        return False
    # To make the fix takes long in a large seed, and most have nothing to do with the id.
    touched: set[str | int] = {
        edit.name if isinstance(edit, RenameField) else "" for edit in fault.fix
    }
    touched |= {edit.pointer[0] for edit in fault.fix}
    if ID_SOURCES.isdisjoint(touched):
        return False
    if hidden_of(fields, include_unpublished=include_unpublished):
        return False
    try:
        after = edited(fields, fault.fix)
    except UnfixableError:
        return False
    return id_if_text(fields) not in ("", id_if_text(after))


def _keeping_id(seed: Seed, fault: Fault, include_unpublished: bool) -> Fault:
    """Return *fault* with a fix that writes the id of the entry down, if that would change."""
    source = source_of(seed.instance)
    if source is None or "id" in seed.instance:
        return fault
    if not _changes_id(seed, fault, include_unpublished):
        return fault
    return fault._replace(fix=(*fault.fix, AddField(("id",), id_if_text(seed.instance), source)))


def _splices(nodes: Nodes, fix: Sequence[Edit]) -> list[Splice]:
    splices = [nodes.splice(edit) for edit in fix]
    if any(one.overlaps(other) for one, other in combinations(splices, 2)):
        raise UnfixableError("two of its changes meet at one place")
    return splices


def _accept_singly(seed: Seed, planned: dict[Fault, list[Splice]], made: _Round) -> None:
    for fault, splices in islice(planned.items(), _MOST_SINGLE):
        try:
            _accept(seed, made.mended | {fault: splices}, made)
        except UnfixableError as exc:
            made.refused[fault] = str(exc)


def _accept(seed: Seed, planned: dict[Fault, list[Splice]], made: _Round) -> None:
    """Make all of *planned*; raise UnfixableError if that is not read as it is meant."""
    splices = [splice for together in planned.values() for splice in together]
    raw = encode_like(made.raw, spliced(seed.front_matter.text, splices))
    edits = [edit for fault in planned for edit in fault.fix]
    if not _reads_as(seed, raw, edited(seed.instance, edits)):
        raise UnfixableError("the front matter would not be read as it is meant")
    made.raw, made.mended = raw, planned


def _reads_as(seed: Seed, raw: bytes, meant: Any) -> bool:
    """Tell whether *raw* has the values *meant*, and the body of *seed*."""
    front_matter = split_seed(seed.path, raw)
    if not isinstance(front_matter, FrontMatter) or front_matter.body != seed.body:
        return False
    values = read_values(front_matter, front_matter.start, front_matter.end)
    # As JSON, since Python takes true for 1 and does not compare the order of fields.
    return json.dumps(values.value) == json.dumps(meant)


def edited(instance: Any, edits: Sequence[Edit]) -> Any:
    """Return *instance* with *edits* made, all of whose pointers lead through it as it is.

    Raises UnfixableError if two fields would have one name, or a list would lose its last item.
    """
    values = {edit.pointer: edit.value for edit in edits if isinstance(edit, SetValue)}
    names = {edit.pointer: edit.name for edit in edits if isinstance(edit, RenameField)}
    added = {(*e.pointer[:-1], e.after): e for e in edits if isinstance(e, AddField)}
    wrapped = {edit.pointer for edit in edits if isinstance(edit, WrapValue)}
    removed = {edit.pointer for edit in edits if isinstance(edit, RemoveItem)}

    def edit_fields(pointer: Pointer, fields: dict[Any, Any]) -> dict[Any, Any]:
        pairs: list[tuple[Any, Any]] = []
        for key, value in fields.items():
            at = (*pointer, key)
            pairs.append((names.get(at, key), edit_below(at, value)))
            pairs += [(added[at].pointer[-1], added[at].value)] if at in added else []
        if len(dict(pairs)) < len(pairs):
            raise UnfixableError("two fields would have one name")
        return dict(pairs)

    def edit_below(pointer: Pointer, value: Any) -> Any:
        if pointer in wrapped:
            return [value]
        if pointer in values:
            return values[pointer]
        match value:
            case dict():
                return edit_fields(pointer, value)
            case list():
                items = (((*pointer, index), item) for index, item in enumerate(value))
                kept = [edit_below(at, item) for at, item in items if at not in removed]
                if value and not kept:
                    raise UnfixableError(EMPTIED)
                return kept
        return value

    return edit_below((), instance)


def _notices(seed: Seed, made: _Round) -> Iterator[str]:
    """Yield why each fault of *seed* that was not mended in the last round stays."""
    for fault, why in made.refused.items():
        found = seed.place(fault)
        yield (
            f"{found.place}: {found.rule} was not mended: {why}; mend it by hand: {found.remedy}"
        )
    for fault, path in made.twins.items():
        found = seed.place(fault)
        yield f"{found.place}: {found.rule} was not mended: {twin_of(path)}"
    for fault in made.kept:
        found = seed.place(fault)
        is_address = isinstance(fault.fix[0], SetValue)
        why = "derives from this address and would change" if is_address else "would change"
        yield (
            f"{found.place}: {found.rule} was not mended: the entry's id {why}; add"
            f' id: "{id_if_text(seed.instance)}" to the seed first'
        )


def twin_of(path: str) -> str:
    """Return why a seed is not mended that would be of one article with the seed at *path*."""
    return (
        f"it would stand for the article of {path}, and only one of the two would be published;"
        " delete one of them"
    )
