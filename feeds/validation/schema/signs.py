"""Signs of other programs that something is not to be published, or not now.

Here ``published``, ``removed``, ``deleted`` and ``publishedDateTime`` say it: who writes another
field for it (``sign_words``) must be told, as all subscribers would read what nobody meant to
publish.
"""

import re
from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from typing import Any, NamedTuple
from unicodedata import normalize

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.edits import Edit, RenameField, SetValue
from feeds.problems.faults import NOT_FOR_PUBLICATION, Fault, field_name, unquoted
from feeds.problems.pointers import Pointer
from feeds.validation.schema import sign_words as words
from feeds.validation.schema.faults.structure import OWN
from feeds.validation.schema.sign_words import known_name
from feeds.values.lookalikes import describe_difference
from feeds.values.similar import folded
from feeds.values.windows import parse_bound

# Mappings, or lists of them, with fields of their own.
_WITH_FIELDS = frozenset({"provider", "images", "ratings", "actions"})
_LABEL_PARTS, _SEVERAL = re.compile("[/:=]"), re.compile(r"[,;|]")


class Bound(NamedTuple):
    """A date before which, or if it ``is_end`` from which on, a seed is not published."""

    field: str
    moment: datetime
    is_end: bool


class Signs(NamedTuple):
    """What a front matter says in the words of other programs: ``faults`` and ``bounds``.

    The unknown fields at ``pointers`` have meant something by that.
    """

    faults: tuple[Fault, ...] = ()
    bounds: tuple[Bound, ...] = ()
    pointers: frozenset[Pointer] = frozenset()


def find_signs(instance: Mapping[str, Any], known: Set[str]) -> Signs:
    """Return what *instance* says of its publication by other fields than the *known* ones.

    A related article is published or not; dates of that are none of its own.
    """
    related = instance.get("related")
    items = enumerate(related if isinstance(related, list) else ())
    owners: list[tuple[Pointer, Any]] = [((), instance)]
    owners += [(("related", n), item) for n, item in items if isinstance(item, dict)]
    faults = [
        fault
        for owner, fields in owners
        for key in fields
        if key not in known and (fault := _fault_of_sign((*owner, key), fields))
    ]
    faults += [
        fault
        for owner, fields in owners
        for key in fields
        for fault in (*_said_by_labels(owner, key, fields), *_misplaced(owner, key, fields))
    ]
    # With one of them mended, the others say nothing new.
    first = next((fault for fault in faults if fault.fix), None)
    faults = [f if f is first or not f.fix else f._replace(fix=()) for f in faults]
    seen = {fault.pointer for fault in faults}
    bounds = [*_nested_bounds(instance, known)]
    for key in instance:
        if key in known or (key,) in seen or not _is_bound(key, instance[key]):
            continue
        moment = parse_bound(instance[key]) if isinstance(instance[key], str) else None
        if moment:
            bounds.append(Bound(key, moment, _is_end(key)))
        elif known_name(key) not in words.BY_WORD | words.NOT_ONLY_DATES:
            faults.append(_no_date(key, instance[key]))
    return Signs(tuple(faults), tuple(bounds), frozenset(_meant(faults, bounds, instance)))


def is_own_draft(fault: Fault) -> bool:
    """Tell whether *fault* is that the seed's own article is not to be published."""
    is_error = fault.rule == NOT_FOR_PUBLICATION and fault.severity is Severity.ERROR
    return is_error and fault.pointer[0] != "related"


def _meant(
    faults: list[Fault], bounds: list[Bound], instance: Mapping[str, Any]
) -> Iterator[Pointer]:
    yield from (fault.pointer for fault in faults)
    for bound in bounds:
        # Where there is no date of publication, this may be it, under the name it has elsewhere.
        if isinstance(instance[bound.field], dict):
            continue
        is_told = known_name(bound.field) == words.ARTICLE_DATE
        if bound.is_end or ("publishedDateTime" in instance and not is_told):
            yield (bound.field,)


def _fault_of_sign(pointer: Pointer, fields: Mapping[str, Any]) -> Fault | None:
    """Return the fault of the field at *pointer* if it says whether to publish, else None."""
    key = str(pointer[-1])
    value, name = fields[key], known_name(key)
    word = _word(value)
    if name in words.OF_SUBJECTS:
        return None
    if _is_sign(name, value, word) or _holds_plain_sign(value, words.DEEPEST):
        if not _is_withheld(fields):
            return _error(pointer, value, fields)
        return _warning(pointer, "remove it, as this is not published anyway")
    if word in words.YES | words.NO and (name in words.IF_TRUE or name in words.IF_FALSE):
        return _warning(pointer, "remove it: all but what has published: false is published")
    return _empty_date(pointer, fields) if value is None or value == "" else None


def _empty_date(pointer: Pointer, fields: Mapping[str, Any]) -> Fault | None:
    """Return the fault of an empty date of publication, which drafts of Ghost and Strapi have."""
    # Where our own date is missing, that is the fault.
    is_settled = "publishedDateTime" not in fields or _is_withheld(fields)
    if is_settled or not known_name(pointer[-1]).startswith(words.PUBLISHED_DATES):
        return None
    message = f"{field_name(pointer)} has no value, by which other programs mark drafts, but only"
    message += " the field published does so here"
    remedy = f"write published: false in its place, if this is a draft; or remove it; or {OWN}"
    return Fault(pointer, True, NOT_FOR_PUBLICATION, message, remedy, Severity.WARNING)


def _is_sign(name: str, value: Any, word: str, depth: int = words.DEEPEST) -> bool:
    """Tell whether the field says that something is not to be published."""
    if isinstance(value, dict | list):
        return depth > 0 and _holds_sign(name, value, depth)
    if not word or (name not in words.TABLES and not name.endswith(words.STATUS)):
        return False
    # Another number than 1 is a count, a year or the like.
    is_true = word in words.YES
    return (
        (name in words.IF_TRUE and is_true)
        or (name in words.IF_FALSE and word in words.NO | words.NOT_YET | words.PLAIN)
        or (name in words.BY_WORD and (word in words.OF_STATUS or _says_draft(value)))
        or (name in words.KINDS and word in words.SAYING_DRAFT)
        or (name.endswith(words.STATUS) and (word in words.PLAIN or _says_draft(value)))
        or (name in words.BY_NUMBER and word in words.NO)
        or ("visibility" in name and word in words.OF_VISIBILITY)
        # Whatever the password is, and "draft: second" says it too.
        or (name in words.IF_FILLED | {"draft"} and word not in words.NO | {"none"})
    )


def _holds_sign(name: str, value: dict[Any, Any] | list[Any], depth: int) -> bool:
    """Tell whether what the field *name* holds says that something is not to be published."""
    items = value if isinstance(value, list) else value.values()
    if name == "draft" and any(_word(item) not in words.NO | {""} for item in items):
        return True
    # As in status: {name: draft}, which databases export.
    if name in words.BY_WORD and any(_says_status(name, item, depth) for item in items):
        return True
    if isinstance(value, dict):
        return name in words.OPTIONS and any(
            _is_sign(known_name(key), item, _word(item), depth - 1) for key, item in value.items()
        )
    return name in words.OPTIONS and any(
        isinstance(item, dict) and _is_sign(name, item, "", depth - 1) for item in value
    )


def _says_status(name: str, item: Any, depth: int) -> bool:
    if isinstance(item, dict | list):
        return _is_sign(name, item, "", depth - 1)
    last = _LABEL_PARTS.split(item)[-1] if isinstance(item, str) else item
    return _word(last) in words.OF_STATUS


def _holds_plain_sign(value: Any, depth: int) -> bool:
    """Tell whether *value*, a mapping under any name, says so beyond doubt."""
    if not isinstance(value, dict) or not depth:
        return False
    for key, item in value.items():
        name, word = known_name(key), _word(item)
        if name in words.OF_SUBJECTS:
            continue
        is_draft = name in words.BY_NUMBER and (word in words.PLAIN or _says_draft(item))
        is_plain = name in words.PLAINLY and (
            word in (words.NO if name in words.IF_FALSE else words.YES)
        )
        if is_draft or is_plain or _holds_plain_sign(item, depth - 1):
            return True
    return False


def _says_draft(value: Any) -> bool:
    """Tell whether a few words say so, as in "draft (not yet)" or "not published"."""
    if not isinstance(value, str) or len(value) > words.MOST_LETTERS:
        return False
    text = words.OTHER_THINGS.sub("", normalize("NFC", value).casefold().strip())
    said = re.findall(r"[^\W\d_]+", text)
    if len(said) > words.MOST_WORDS:
        return False
    is_denied = False
    for word in said:
        if is_denied and word in words.SAYING_PUBLISHED:
            return True
        if word in words.SAYING_DRAFT:
            if not is_denied:
                return True
            is_denied = False
        is_denied = is_denied or word in words.NEGATIONS
    return False


def _said_by_labels(owner: Pointer, key: Any, fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault of each label in *fields* that says not to publish, or may say so."""
    value = fields[key]
    if not isinstance(value, str | list) or len(str(key)) > words.LONGEST_LABEL:
        return
    if folded(str(key)) not in words.LABELS or _is_withheld(fields):
        return
    labels: list[tuple[int | None, Any]] = [*enumerate(value)] if isinstance(value, list) else []
    if isinstance(value, str) and len(value) <= words.MOST_LETTERS:
        # Several in one text, as "ai, draft".
        labels += [(None, label) for label in dict.fromkeys(_SEVERAL.split(value))]
    for index, label in labels:
        if not isinstance(label, str) or len(label) > words.MOST_LETTERS:
            continue
        pointer = (*owner, key) if index is None else (*owner, key, index)
        *names, last = _LABEL_PARTS.split(label)
        word = folded(last)
        name = known_name(names[-1]) if names else ""
        # A label holds no password, but may be about them.
        is_said = name not in words.IF_FILLED and _is_sign(name, last, word)
        if is_said or (not names and word in words.UNDOUBTED_LABELS):
            message = (
                f"{field_name(pointer)} {quote(label)} says not to publish this, but the field"
            )
            message += " that says so here is published"
            remedy = "write published: false in its place; or remove it, to publish this"
            yield Fault(pointer, False, NOT_FOR_PUBLICATION, message, remedy)
        elif not names and word in words.DOUBTFUL_LABELS:
            message = f"{field_name(pointer)} {quote(label)} may say not to publish this, but only"
            message += " the field published does so here"
            remedy = "write published: false besides, if this is not to be published"
            yield Fault(pointer, False, NOT_FOR_PUBLICATION, message, remedy, Severity.WARNING)


def _misplaced(owner: Pointer, key: Any, fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault of each sign within a field that is none of the article's itself.

    So ends what an indentation puts below ``provider``, or below the last of ``images``.
    """
    if key not in _WITH_FIELDS or _is_withheld(fields):
        return
    value = fields[key]
    parts = (
        [((n,), part) for n, part in enumerate(value)] if isinstance(value, list) else [((), value)]
    )
    for place, part in parts:
        for name, item in part.items() if isinstance(part, dict) else ():
            is_withdrawn = name in {"removed", "deleted"} and _word(item) in words.YES
            if is_withdrawn or _holds_plain_sign({name: item}, 1):
                pointer = (*owner, key, *place, name)
                message = (
                    f"{field_name(pointer)} says not to publish this, but decides nothing there"
                )
                remedy = "write it at the beginning of its line, without blanks; or remove it"
                yield Fault(pointer, True, NOT_FOR_PUBLICATION, message, remedy)


def _error(pointer: Pointer, value: Any, fields: Mapping[str, Any]) -> Fault:
    name, word = field_name(pointer), _word(value)
    plain = words.YES | words.NO | words.OF_STATUS | words.OF_VISIBILITY
    is_plain = isinstance(value, bool) or word in plain
    shown = f"{name}: {unquoted(value)}" if is_plain else name
    fix: tuple[Edit, ...] = ()
    if value is True and len(pointer) == 1 and "published" not in fields:
        key = str(pointer[0])
        if folded(key).removeprefix("is") in words.PLAIN:
            fix = (RenameField(pointer, "published"), SetValue(pointer, False))
    ours, said = "published", "published: false"
    if known_name(pointer[-1]) in words.WITHDRAWAL:
        ours, said = "removed", "removed: true"
    place = "in place of both" if ours in fields else "in its place"
    message = f"{shown} says not to publish this, but the field that says so here is {ours}"
    if not str(pointer[-1]).isascii() and known_name(pointer[-1]) == ours:
        message = f"{shown} looks like {ours}, but {describe_difference(str(pointer[-1]), ours)}"
    remedy = f"write {said} {place}; or remove it, to publish this; or {OWN}"
    return Fault(pointer, True, NOT_FOR_PUBLICATION, message, remedy, fix=fix)


def _warning(pointer: Pointer, remedy: str) -> Fault:
    message = f"{field_name(pointer)} is no known field"
    remedy = f"{remedy}; or {OWN}"
    return Fault(pointer, True, "unknown-field", message, remedy, Severity.WARNING)


def _no_date(key: str, value: Any) -> Fault:
    until = "until when" if _is_end(key) else "from when on"
    shown = field_name((key,))
    if not isinstance(value, dict | list):
        shown += f" {quote(value)}"
    message = f"{shown} is no date, so that nobody can tell {until} this is to be published"
    remedy = f"write a date, such as 2026-12-31T00:00:00Z; or remove it; or {OWN}"
    return Fault((key,), False, "invalid-date", message, remedy)


def _nested_bounds(instance: Mapping[str, Any], known: Set[str]) -> Iterator[Bound]:
    """Yield the bounds in mappings, as in ``publishing: {date: 2026-12-31}``."""
    for key, value in instance.items():
        if not isinstance(value, dict) or key in known:
            continue
        if known_name(key) not in words.OPTIONS and folded(key[:99]) not in words.OF_SCHEDULES:
            continue
        for name, item in value.items():
            if isinstance(item, str) and _is_bound(name, item) and (moment := parse_bound(item)):
                yield Bound(key, moment, _is_end(name))


def _is_bound(key: str, value: Any) -> bool:
    name = known_name(key)
    if name not in words.OPENS and name not in words.CLOSES:
        return False
    if isinstance(value, dict | list):
        return bool(value) and (name not in words.IF_TRUE or name.startswith("embargo"))
    return _word(value) not in words.NO_DATE | {""}


def _is_end(key: str) -> bool:
    return known_name(key) in words.CLOSES


def _is_withheld(fields: Mapping[str, Any]) -> bool:
    """Tell whether *fields* say by our own names that they are not to be published."""
    withdrawn = fields.get("removed") is True or fields.get("deleted") is True
    return withdrawn or fields.get("published") is False


def is_meant_withheld(fields: Mapping[str, Any]) -> bool:
    """Tell whether *fields* say so by a value that is an error, as in ``published: no``."""
    is_withdrawn = any(
        _word(fields.get(name)) not in words.NO | {""} for name in ("removed", "deleted")
    )
    return is_withdrawn or _is_meant_false(_word(fields.get("published")))


def _is_meant_false(word: str) -> bool:
    # Few seeds need it.
    from difflib import get_close_matches

    is_slip = bool(get_close_matches(word, ["false"], cutoff=0.75))
    return is_slip or word in words.NO | words.NOT_YET


def _word(value: object) -> str:
    """Return the scalar *value* as words compare; empty for a list, a mapping and nothing."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, str):
        value = words.MARKS.get(value.strip().removesuffix("\ufe0f"), normalize("NFC", value))
    return folded(unquoted(value))
