"""Fields by which other programs know that something is not to be published, or not now.

They are those of Hugo, Jekyll, Eleventy, Astro, Gatsby, Hexo, Zola, Pelican, Nikola, Lektor, Grav,
Docusaurus, Quartz, Obsidian and its publishers, Metalsmith, Nanoc, Ghost, WordPress, Drupal,
Joomla, Wagtail, Craft, Decap, Medium and DEV, with some that people make up. Here ``published``,
``removed``, ``deleted`` and ``publishedDateTime`` say it: who writes another one must be told, as
all subscribers would read what nobody meant to publish.
"""

from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.edits import Edit, Pointer, RenameField, SetValue
from feeds.problems.faults import Fault, field_name, unquoted
from feeds.validation.schema.structure_faults import OWN
from feeds.values.lookalikes import describe_difference, skeleton
from feeds.values.similar import folded, is_same_but_for_a_slip
from feeds.values.windows import parse_bound

NOT_FOR_PUBLICATION = "not-for-publication"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Names compare without case and separators, and without "is" in front. Of these, a slip of the
# keys does not count either, so far as they are long enough.
_PLAIN = _names("draft private hidden unlisted unpublished notpublished")
# A draft in other languages of Europe and Asia.
_DRAFT_ABROAD = _names(
    "entwurf brouillon borrador rascunho bozza utkast szkic черновик 草稿 下書き 초안"
)
_IF_TRUE = (
    _PLAIN
    | _DRAFT_ABROAD
    | _names(
        "draftstatus drafts drafted indraft saveasdraft markedasdraft draftonly hide invisible"
        " secret internal internalonly confidential nonpublished unpublish depublished"
        " donotpublish dontpublish notpublish nopublish neverpublish notforpublication notlisted"
        " nolist unlist undiscoverable embargo embargoed withheld withhold archived trash"
        " trashed expired wip workinprogress headless disable disabled inactive skip skipped"
        " ignore ignored exclude excluded suppress suppressed withdrawn removed remove deleted"
        " delete pending scheduled membersonly subscribersonly passwordprotected eleventyexclude"
        " eleventyexcludefromcollections excludefromcollections excludefromfeed excludefromfeeds"
        " excludefromrss feedexclude rssexclude hidefromfeed hidefromfeeds hidefromrss"
        " hiddenfromfeed hiddenfromrss hiddeninrss hideinrss hiddeninfeed nofeed norss"
        " disablefeed disablerss rssignore hidefromlist hidefromlists hiddenfromlist notvisible"
        " notpublic nonpublic delisted unready notready unreleased unapproved retracted"
    )
)
_IF_FALSE = _names(
    "published publish public visible listed list render rendered permalink discoverable active"
    " enabled show shown display displayed routable approved publishable dgpublish feed rss infeed"
    " inrss includeinfeed includeinrss showinfeed showinrss notdraft nodraft nondraft undraft"
    " notprivate nothidden ready readytopublish released"
)
# Fields that tell by a word how far a text is. Drupal and Joomla have numbers in these.
_BY_NUMBER = _names(
    "status poststatus publishstatus publicationstatus publishedstatus publishingstatus state"
    " articlestatus pagestatus contentstatus entrystatus visibility postvisibility poststate"
    " publishstate publicationstate publishingstate"
)
_BY_WORD = _BY_NUMBER | _names(
    "publish workflow workflowstate workflowstatus stage draftstatus lifecycle phase review"
    " approval editorial"
)
_WORDS = _DRAFT_ABROAD | _names(
    "draft drafts private hidden unlisted pending pendingreview pendingpublish future"
    " scheduled trash trashed skip unpublished notpublished archived review inreview"
    " needsreview forreview wip workinprogress idea todo inprogress notready notstarted"
    " onhold hold unfinished incomplete embargoed autodraft internal deleted removed"
    " withdrawn expired disabled inactive rejected passwordprotected secret confidential"
    " invisible never"
)
_WORDS_OF_VISIBILITY = _names("members paid password subscribers followers friends none nobody")
_IF_FILLED = _names("password postpassword")
_OPENS = _names(
    "publishdate publisheddate publishat publishedat publishon publishedon publishtime"
    " publishdatetime publisheddatetime publishfrom publishafter publishstart publishstartdate"
    " publishup pubdate publicationdate publish postdate scheduled scheduledat scheduledfor"
    " scheduleddate scheduledate scheduledpublishdate scheduledpublication golive golivedate"
    " goliveat embargo embargodate embargountil embargoeduntil embargoends hideuntil hiddenuntil"
    " draftuntil privateuntil notbefore visiblefrom showfrom"
)
_CLOSES = _names(
    "expirydate expirationdate expiredate expires expiresat expireson expireat expireon expiry"
    " expiration expired expiredat unpublishdate unpublishat unpublishon unpublishedat"
    " unpublishedon unpublish unpublished unpublishafter publishuntil publishto publishdown"
    " publishend publishenddate visibleuntil showuntil archivedate archiveat archiveon removedate"
    " removeat removeon deletedate deleteat deleteon deleteafter takedown takedowndate takedownat"
    " hideafter hidefrom hideon notafter withdrawon archived archivedat archivedon trashed"
    " trashedat withdrawn withdrawnat withdrawnon retracted retractedat deletedat deletedon"
    " removedat removedon"
)
_SLIPS = _PLAIN | _names("published publish public visible removed deleted") | {
    name for name in _OPENS | _CLOSES if len(name) > len("publish")
}  # fmt: skip
# Mappings that have such fields in them: Hugo's build has list and render, Zola's extra anything.
# What "<<" merges, by YAML 1.1, is not read here.
_MERGE = "<<"
_OPTIONS = _names("build params extra meta metadata publish publishing publication feed rss <<")
_TABLES = _IF_TRUE | _IF_FALSE | _BY_WORD | _IF_FILLED | _OPENS | _CLOSES | _OPTIONS
_LONGEST = max(map(len, _TABLES)) + len("is") + 1
_YES, _NO = _names("true yes y on 1 t"), _names("false no n off 0 f")
_STATUS = ("status", "state", "visibility")
_NO_DATE = _NO | _names("never none")
_WITHDRAWAL = _names("removed remove deleted delete withdrawn")

# These are as often said in words, of which nobody can tell what they mean.
_NOT_ONLY_DATES = _names("archived trashed withdrawn retracted expired unpublished")
# English words that are one slip away, and are meant as they are.
_OTHER_WORDS = _names(
    "deletes deletion depleted drafty drift expiation postdated primate privates publisher"
    " publishes remover removes scheduler schedules visibly"
)
_SLIPS_BY_START: dict[tuple[str, int], list[str]] = {}
for _slip in sorted(_SLIPS):
    _SLIPS_BY_START.setdefault((_slip[0], len(_slip)), []).append(_slip)


class Bound(NamedTuple):
    """A date before which, or if it ``is_end`` from which on, a seed is not published."""

    field: str
    moment: datetime
    is_end: bool


class Withheld(NamedTuple):
    """What a front matter says in the words of other programs: ``faults`` and ``bounds``.

    The unknown fields at ``pointers`` have meant something by that.
    """

    faults: tuple[Fault, ...] = ()
    bounds: tuple[Bound, ...] = ()
    pointers: frozenset[Pointer] = frozenset()


def find_withheld(instance: Mapping[str, Any], known: Set[str]) -> Withheld:
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
    # With one of them mended, the others say nothing new.
    first = next((fault for fault in faults if fault.fix), None)
    faults = [f if f is first or not f.fix else f._replace(fix=()) for f in faults]
    seen = {fault.pointer for fault in faults}
    bounds = []
    for key in instance:
        if key in known or (key,) in seen or not _is_bound(key, instance[key]):
            continue
        moment = parse_bound(instance[key]) if isinstance(instance[key], str) else None
        if moment:
            bounds.append(Bound(key, moment, _is_end(key)))
        elif _name(key) not in _BY_WORD | _NOT_ONLY_DATES:
            faults.append(_no_date(key, instance[key]))
    return Withheld(tuple(faults), tuple(bounds), frozenset(_meant(faults, bounds, instance)))


def is_own_draft(fault: Fault) -> bool:
    """Tell whether *fault* is that the seed's own article is not to be published."""
    return fault.rule == NOT_FOR_PUBLICATION and len(fault.pointer) == 1


def _meant(
    faults: list[Fault], bounds: list[Bound], instance: Mapping[str, Any]
) -> Iterator[Pointer]:
    yield from (fault.pointer for fault in faults)
    for bound in bounds:
        # Where there is no date of publication, this may be it, under the name it has elsewhere.
        if bound.is_end or "publishedDateTime" in instance:
            yield (bound.field,)


def _fault_of_sign(pointer: Pointer, fields: Mapping[str, Any]) -> Fault | None:
    """Return the fault of the field at *pointer* if it says whether to publish, else None."""
    key = str(pointer[-1])
    value, name = fields[key], _name(key)
    if name not in _TABLES and not name.endswith(_STATUS):
        return None
    word = _word(value)
    if _is_sign(name, value, word):
        if not _is_withheld(fields):
            return _error(pointer, value, fields)
        return _warning(pointer, "remove it, as this is not published anyway")
    if word in _YES | _NO and (name in _IF_TRUE or name in _IF_FALSE):
        return _warning(pointer, "remove it: all but what has published: false is published")
    return None


def _is_sign(name: str, value: Any, word: str) -> bool:
    """Tell whether the field says that something is not to be published."""
    if name in _OPTIONS and isinstance(value, dict):
        return any(_is_sign(_name(key), item, _word(item)) for key, item in value.items())
    if name == _MERGE and isinstance(value, list):
        return any(isinstance(item, dict) and _is_sign(name, item, "") for item in value)
    if isinstance(value, dict) and name == "draft":
        return any(_word(item) not in _NO | {""} for item in value.values())
    if isinstance(value, list):
        is_draft = name == "draft" and any(_word(item) not in _NO for item in value)
        return is_draft or (name in _BY_WORD and any(_word(item) in _WORDS for item in value))
    if not word:
        return False
    return (
        (name in _IF_TRUE and (word in _YES or (_is_number(value) and word not in _NO)))
        or (name in _IF_FALSE and word in _NO | {"never"})
        or (name in _BY_WORD and word in _WORDS)
        or (name.endswith(_STATUS) and word in _PLAIN)
        or (name in _BY_NUMBER and word in _NO)
        or ("visibility" in name and word in _WORDS_OF_VISIBILITY)
        # Whatever the password is, and "draft: second" says it too.
        or (name in _IF_FILLED | {"draft"} and word not in _NO)
    )


def _error(pointer: Pointer, value: Any, fields: Mapping[str, Any]) -> Fault:
    name, word = field_name(pointer), _word(value)
    is_plain = isinstance(value, bool) or word in _YES | _NO | _WORDS | _WORDS_OF_VISIBILITY
    shown = f"{name}: {unquoted(value)}" if is_plain else name
    fix: tuple[Edit, ...] = ()
    if value is True and len(pointer) == 1 and "published" not in fields:
        key = str(pointer[0])
        if folded(key).removeprefix("is") in _PLAIN:
            fix = (RenameField(pointer, "published"), SetValue(pointer, False))
    ours, said = "published", "published: false"
    if _name(pointer[-1]) in _WITHDRAWAL:
        ours, said = "removed", "removed: true"
    place = "in place of both" if ours in fields else "in its place"
    message = f"{shown} says not to publish this, but the field that says so here is {ours}"
    if not str(pointer[-1]).isascii() and _name(pointer[-1]) == ours:
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


def _is_bound(key: str, value: Any) -> bool:
    name = _name(key)
    if name not in _OPENS and name not in _CLOSES:
        return False
    if isinstance(value, dict | list):
        return bool(value) and name not in _IF_TRUE
    return _word(value) not in _NO_DATE | {""}


def _is_end(key: str) -> bool:
    return _name(key) in _CLOSES


@cache
def _by_looks() -> dict[str, str]:
    """Return the names in the tables by what they look like (UTS 39, section 4)."""
    names = (name for name in _TABLES if name.isascii())
    return {skeleton(spelling): name for name in names for spelling in (name, f"is{name}")}


def _is_withheld(fields: Mapping[str, Any]) -> bool:
    """Tell whether *fields* say by our own names that they are not to be published."""
    withdrawn = fields.get("removed") is True or fields.get("deleted") is True
    return withdrawn or fields.get("published") is False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _word(value: object) -> str:
    """Return the scalar *value* as words compare; empty for a list, a mapping and nothing."""
    if value is None or isinstance(value, dict | list):
        return ""
    return folded(unquoted(value))


def _name(key: object) -> str:
    """Return the name in the tables that *key* is, if any, else *key* as names compare."""
    # No more is remembered of a long one.
    return _known_name(str(key)[: 2 * _LONGEST])


@lru_cache(maxsize=4096)
def _known_name(key: str) -> str:
    name = folded(key) if key != _MERGE else key
    if not name or len(name) > _LONGEST:
        return ""
    if not name.isascii() and name not in _TABLES:
        # The eye cannot tell the two, and whoever wrote it could not either.
        name = _by_looks().get(skeleton(normalize("NFKC", name)), name)
    if name in _OTHER_WORDS:
        return name
    for spelling in (name, name.removeprefix("is")):
        if spelling in _TABLES:
            return spelling
    if name.endswith("draft"):  # post_draft, article-is-draft
        return "drafted"
    like = (
        other
        for length in range(len(name) - 1, len(name) + 2)
        for other in _SLIPS_BY_START.get((name[0], length), ())
    )
    return next((other for other in like if is_same_but_for_a_slip(name, other)), name)
