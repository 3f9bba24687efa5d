"""Check one seed: its front matter, the schema, and what a schema cannot say of an address."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from feeds.expressions import expression
from feeds.frontmatter.simple import SimplePlaces, read_simple
from feeds.frontmatter.split import FrontMatter, split_seed, unclosed_within
from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Diagnostic, Severity, quote
from feeds.problems.faults import MOST_OF_A_KIND, Fault, and_more, bounded, unquoted
from feeds.problems.pointers import Pointer, without
from feeds.secrets import SECRET, SECRET_FORM, Span
from feeds.validation.schema.checker import (
    is_within,
    seed_checker,
    seed_schema,
    written_urls,
)
from feeds.validation.schema.strict import is_faultless, is_plain
from feeds.values.urls import ascii_url, has_credentials

if TYPE_CHECKING:
    from feeds.frontmatter.comments import Comment
    from feeds.validation.schema.signs import Bound

# What a fence too early makes of the field: a line of the body, perhaps of a list or quotation.
_SECRET_LINE = expression(
    rf"""^[ \t>*-]*["']?{SECRET}["']?[ \t]*:[ \t]*["']?(?P<value>[A-Za-z0-9+/=]{{4,}};)""",
    re.MULTILINE | re.IGNORECASE,
)
_SCHEME_AS_HOST = expression(r"https?://((?:www\.)?https?)(?=[:/?#]|\Z)", re.IGNORECASE)
_SECRET_COLON = expression(r":(?<=[\"' \tdD]:)")
# No address that anybody reads in a message is as long.
_MOST_SHOWN = 2000
# Behind a value that is not there. Comments that are meant for one have a blank behind the mark.
_COMMENT = expression(r"[ \t]*(?P<mark>#)[^\s#]")


class Places(Protocol):
    """Where each part of a front matter stands."""

    def span(self, pointer: Pointer, *, at_key: bool = False) -> Span:
        """Return the place of the value at *pointer*, or of the key that leads to it."""


class UnreadableSeed(NamedTuple):
    """A seed without front matter that can be read to its end, and why, sorted."""

    path: str
    diagnostics: tuple[Diagnostic, ...]


class Seed(NamedTuple):
    """A seed as read: the values of its front matter (the instance) and every problem, sorted.

    ``faults`` are the problems that have a pointer, as they were before they were placed. What is
    ``plain`` has nothing that the rules with ``SPARES_PLAIN`` look for; what is not, may have.
    ``bounds`` are the dates between which it is published, by fields of other programs.
    ``comments`` are those that ignore rules.
    """

    front_matter: FrontMatter
    instance: dict[str, Any]
    places: "Places"
    diagnostics: tuple[Diagnostic, ...] = ()
    faults: tuple[Fault, ...] = ()
    plain: bool = False
    bounds: "tuple[Bound, ...]" = ()
    comments: "tuple[Comment, ...]" = ()

    @property
    def path(self) -> str:
        """What diagnostics name the seed by."""
        return self.front_matter.path

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.front_matter.body

    def place(self, fault: Fault, *, excerpt: bool = True) -> Diagnostic:
        """Return the diagnostic of *fault* at its place, perhaps without the *excerpt* there."""
        span = self.span(fault)
        if fault.rule == "empty-value" and (
            comment := _COMMENT.match(self.front_matter.text, span[1])
        ):
            message = f"{fault.message}, as # behind a blank starts a comment"
            remedy = "put text that starts with # in quotes"
            fault, span = fault._replace(message=message, remedy=remedy), comment.span("mark")
        return self.front_matter.diagnostic(
            span, fault.rule, fault.message, fault.remedy, fault.severity, excerpt=excerpt
        )

    def span(self, fault: Fault) -> Span:
        """Return where *fault* is: its value, key or part, in the front matter or body."""
        if fault.in_body:
            start, end = fault.in_body
            return self.front_matter.body_start + start, self.front_matter.body_start + end
        span = self.places.span(fault.pointer, at_key=fault.at_key)
        if fault.part:
            from feeds.frontmatter.pieces import part_span

            return part_span(self.front_matter.text, span, fault.part)
        return span


def parse_seed(
    path: str, raw: bytes, *, for_rules: bool = False, own_fields: Sequence[str] = ()
) -> Seed | UnreadableSeed:
    """Read and check the seed *raw*; *path* is what diagnostics name it by.

    Whether it is ``plain`` is found out *for_rules* only. Unknown fields whose names one of the
    globs *own_fields* matches are passed over.
    """
    seed = parse_unchecked(path, raw)
    if isinstance(seed, UnreadableSeed):
        return seed
    return _checked(seed, own_fields, for_rules=for_rules)


def parse_unchecked(path: str, raw: bytes) -> Seed | UnreadableSeed:
    """Read the seed *raw* as ``parse_seed`` does, and find fault only with what cannot be read."""
    front_matter = split_seed(path, raw)
    if isinstance(front_matter, Diagnostic):
        return UnreadableSeed(path, (front_matter,))
    # Below a fence that a carriage return alone ends, the fast reader finds no places.
    starts_line = front_matter.text[front_matter.start - 1] == "\n"
    instance = read_simple(front_matter.yaml, front_matter.rare) if starts_line else None
    if instance is None:
        return _read_any(path, front_matter)
    return Seed(front_matter, instance, SimplePlaces(instance, front_matter))


@lru_cache(maxsize=4)
def _read_any(path: str, front_matter: FrontMatter) -> Seed | UnreadableSeed:
    """Read what only a parser for all of YAML can read.

    Whoever mends a seed reads it several times: the last few are remembered.
    """
    # Loading PyYAML takes longer than reading a handful of usual seeds without it.
    from feeds.frontmatter.odd_blanks import find_odd_blanks
    from feeds.frontmatter.yaml import read_values

    values = read_values(front_matter, front_matter.start, front_matter.end)
    if odd := find_odd_blanks(front_matter, front_matter.start, front_matter.end, values):
        return UnreadableSeed(path, tuple(sorted(odd.diagnostics)))
    if values.value is None:
        unclosed = unclosed_within(front_matter)
        return UnreadableSeed(path, (unclosed,) if unclosed else tuple(sorted(values.diagnostics)))
    comments: tuple[Comment, ...] = ()
    if "feeds" in front_matter.yaml.lower():
        from feeds.frontmatter.comments import find_comments

        comments = tuple(find_comments(front_matter))
    return Seed(front_matter, values.value, values, values.diagnostics, comments=comments)


def _checked(seed: Seed, own_fields: Sequence[str], *, for_rules: bool) -> Seed:
    """Return *seed*, which was only read, with the problems of its values among its own."""
    front_matter, instance, places, diagnostics, *_, comments = seed
    # A plain seed is faultless as well. Each of the two takes 10 to 20 microseconds, and builds,
    # which apply no rules, need not know the first.
    plain = for_rules and is_plain(instance)
    faults, bounds = ((), ()) if plain else _examine(instance, own_fields)
    exposed = _find_exposed(front_matter, str(instance.get(SECRET)))
    if diagnostics or faults or exposed:
        diagnostics = tuple(sorted({*diagnostics, *exposed, *map(seed.place, bounded(faults))}))
    # In a third of the time of replace().
    return Seed(front_matter, instance, places, diagnostics, faults, plain, bounds, comments)


def _find_exposed(front_matter: FrontMatter, secured: str) -> list[Diagnostic]:
    """Return a problem for each secret that stands where it would be published.

    The field itself has the value *secured*.
    """
    text, body_start = front_matter.text, front_matter.body_start
    # The field is the last of most seeds. From the start on, so long a text is found much later.
    own = text.rfind(secured, 0, body_start) if secured else -1
    end = own + len(secured)
    # Each secret has both, and the first, which is found faster, hardly anything else has.
    if not _is_outside(";", text, own, end):
        return []
    spans: set[Span] = set()
    if _is_outside("==", text, own, end):
        spans |= {
            found.span()
            for found in SECRET_FORM.finditer(text)
            if found.start() >= body_start or found.group() not in secured
        }
    # In the body, each has the first mark too, and a colon behind the name.
    may_be = text.find(";", body_start) >= 0 and _SECRET_COLON.search(text, body_start)
    if not spans and may_be and SECRET in front_matter.body.lower():
        spans |= {found.span("value") for found in _SECRET_LINE.finditer(text, body_start)}
    if not spans:
        return []
    first, beyond = sorted(spans)[:MOST_OF_A_KIND], sorted(spans)[MOST_OF_A_KIND:]
    message = f"what looks like encrypted data stands outside the field {SECRET}"
    told = [(span, message) for span in first]
    told += [(span, and_more(len(beyond))) for span in beyond[:1]]
    return [front_matter.diagnostic(span, "exposed-secret", message) for span, message in told]


def _is_outside(mark: str, text: str, start: int, end: int) -> bool:
    """Tell whether *mark* stands in *text* outside of *start* to *end*; a negative is nowhere."""
    if start < 0:
        return mark in text
    return text.find(mark, 0, start) >= 0 or text.find(mark, end) >= 0


def recheck(seed: Seed, instance: dict[str, Any], own_fields: Sequence[str]) -> Seed:
    """Return *seed* with *instance* in the place of its own, and with the faults of that.

    These have no place: nothing of *instance* is written anywhere.
    """
    faults, bounds = _examine(instance, own_fields)
    places = _Nowhere()
    return seed._replace(
        instance=instance, places=places, faults=faults, plain=False, bounds=bounds
    )


class _Nowhere:
    """The places of what is not written anywhere: empty ones."""

    def span(self, _pointer: Pointer, *, at_key: bool = False) -> Span:
        """Return the place of no character."""
        del at_key
        return (0, 0)


def _examine(
    instance: dict[str, Any], own_fields: Sequence[str]
) -> "tuple[tuple[Fault, ...], tuple[Bound, ...]]":
    """Return the faults of *instance*, without those of its *own_fields*, and its bounds."""
    if own_fields:
        from feeds.validation.schema.own_fields import without_own

        instance = without_own(instance, own_fields, seed_schema())
    if is_faultless(instance):
        return (), ()
    # Few seeds have faults, and what words them takes longer to load than dozens of seeds to check.
    from feeds.validation.schema.signs import find_signs

    signs = find_signs(instance, seed_schema()["properties"].keys())
    if signs.pointers:
        instance = without(instance, signs.pointers)
    return (*signs.faults, *_check_instance(instance)), signs.bounds


def _check_instance(instance: dict[str, Any]) -> list[Fault]:
    faults = seed_checker().check(instance)
    # What the schema does not know or want is not looked into: it may be secret.
    reported = {fault.pointer for fault in faults if fault.rule != "missing-field"}
    urls = [*written_urls(instance), (("id",), str(instance.get("id", "")))]
    sound = [(pointer, url) for pointer, url in urls if not is_within(pointer, reported)]
    return [*faults, *(fault for found in sound for fault in _check_url(*found))]


def _check_url(pointer: Pointer, url: str) -> Iterator[Fault]:
    """Yield faults of the address at *pointer* that a pattern of the schema cannot tell."""
    if has_credentials(url):
        yield basic_rules()["url-credentials"].fault(pointer, "holds a user name or password")
        return
    # An id is no address that anybody opens, and a path is one of the site.
    if pointer == ("id",) or url.startswith("/"):
        return
    from feeds.validation.schema.faults.slips import mistyped_address, trailing_mark

    slip = mistyped_address(url) or trailing_mark(url)
    if slip and slip.certain:
        remedy = f'write "{unquoted(slip.meant)}"'
        rule = basic_rules()["invalid-url"]
        fault = rule.fault(pointer, slip.problem, remedy, fix=slip.meant)
        # An address whose host would be called https leads nowhere. Another, which no schema tells
        # from what is meant, may have been published.
        severity = Severity.ERROR if slip.leads_nowhere else Severity.WARNING
        yield fault._replace(severity=severity, part=slip.part)
        return
    if found := _SCHEME_AS_HOST.match(url):
        problem = f"{quote(url)} leads to {found[1]}, which is the name of a scheme and no host"
        remedy = "copy the address from the browser"
        yield (
            basic_rules()["invalid-url"]
            .fault(pointer, problem, remedy)
            ._replace(part=found.span(1))
        )
        return
    try:
        encoded = ascii_url(url)
    except ValueError as exc:
        yield basic_rules()["invalid-url"].fault(pointer, f"{quote(url)} is not an address: {exc}")
        return
    if not url.isascii():
        problem = f"{quote(url)} holds characters that addresses may not"
        remedy = f'write it as it is published: "{encoded}"'
        if len(encoded) > _MOST_SHOWN:
            remedy = "copy the address from the browser"
        yield basic_rules()["non-ascii-url"].fault(pointer, problem, remedy)
