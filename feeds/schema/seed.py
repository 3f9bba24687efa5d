"""Check one seed: its front matter, the schema, and what a schema cannot say of an address."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from feeds.frontmatter.simple import SimplePlaces, read_simple
from feeds.frontmatter.source import Source, Span
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import SECRET_FORM, Diagnostic, has_errors, quote
from feeds.problems.edits import Pointer
from feeds.problems.faults import SECRET, Fault, field_name
from feeds.schema.checker import seed_checker, url_fields
from feeds.schema.strict import is_faultless, is_plain
from feeds.values.urls import ascii_url, has_credentials

if TYPE_CHECKING:
    from feeds.frontmatter.yaml import Values

# What a fence too early makes of the field: a line of the body, perhaps of a list or quotation.
_SECRET_LINE = re.compile(
    rf"""^[ \t>*-]*["']?{SECRET}["']?[ \t]*:[ \t]*["']?(?P<value>[A-Za-z0-9+/=]{{4,}};)""",
    re.MULTILINE | re.IGNORECASE,
)


class Seed(NamedTuple):
    """A seed as read: its front matter (the instance), its body and every problem, sorted.

    ``instance`` is None if there is no front matter that can be read to its end. ``faults`` are
    the problems that have a pointer, as they were before they were placed. What is ``plain`` has
    nothing that the rules with ``SPARES_PLAIN`` look for.
    """

    path: str
    instance: dict[str, Any] | None
    body: str
    diagnostics: tuple[Diagnostic, ...]
    faults: tuple[Fault, ...] = ()
    front_matter: FrontMatter | None = None
    places: "Values | SimplePlaces | None" = None
    plain: bool = False

    @property
    def valid(self) -> bool:
        """Whether the seed may be published: warnings do not keep it out."""
        return not has_errors(self.diagnostics)

    def place(self, fault: Fault, *, excerpt: bool = True) -> Diagnostic:
        """Return the diagnostic of *fault* at its place, perhaps without the *excerpt* there.

        The front matter has been read.
        """
        assert self.front_matter  # noqa: S101 - only what has been read has faults to place
        assert self.places  # noqa: S101 - likewise only what has been read
        return _place(fault, self.front_matter.source, self.places, excerpt=excerpt)


def parse_seed(path: str, raw: bytes) -> Seed:
    """Read and check the seed *raw*; *path* is what diagnostics name it by."""
    seed = parse_unchecked(path, raw)
    return seed if seed.instance is None else _checked(seed)


def parse_unchecked(path: str, raw: bytes) -> Seed:
    """Read the seed *raw* as ``parse_seed`` does, and find fault only with what cannot be read."""
    front_matter = split_seed(path, raw)
    if isinstance(front_matter, Diagnostic):
        return Seed(path, None, "", (front_matter,))
    yaml = front_matter.source.text[front_matter.start : front_matter.end]
    instance = read_simple(yaml)
    if instance is None:
        return _read_any(path, front_matter)
    places = SimplePlaces(instance, front_matter.source)
    return Seed(path, instance, front_matter.body, (), (), front_matter, places)


def _read_any(path: str, front_matter: FrontMatter) -> Seed:
    """Read what only a parser for all of YAML can read."""
    # Loading PyYAML takes longer than reading a handful of usual seeds without it.
    from feeds.frontmatter.yaml import read_values

    values = read_values(front_matter.source, front_matter.start, front_matter.end)
    if values.value is None:
        return Seed(path, None, "", tuple(sorted(values.diagnostics)))
    body = front_matter.body
    return Seed(path, values.value, body, values.diagnostics, (), front_matter, values)


def _checked(seed: Seed) -> Seed:
    """Return *seed*, as it was read, with what is wrong with its values."""
    instance, front_matter, diagnostics = seed.instance, seed.front_matter, seed.diagnostics
    assert instance is not None  # noqa: S101 - it has been read
    assert front_matter  # noqa: S101 - it has been read
    plain = is_plain(instance)
    sound = plain or is_faultless(instance)
    faults = () if sound else tuple(_check_instance(instance))
    exposed = _find_exposed(front_matter, str(instance.get(SECRET)))
    if diagnostics or faults or exposed:
        diagnostics = tuple(sorted({*diagnostics, *exposed, *map(seed.place, faults)}))
    # In a third of the time of replace().
    return Seed(
        seed.path, instance, seed.body, diagnostics, faults, front_matter, seed.places, plain
    )


def _find_exposed(front_matter: FrontMatter, secured: str) -> list[Diagnostic]:
    """Return a problem for each secret that stands where it would be published.

    The field itself has the value *secured*.
    """
    source, body_start = front_matter.source, front_matter.body_start
    spans: set[Span] = set()
    # Each secret has both, and the first, which is found faster, hardly anything else has.
    if all(_is_outside(mark, secured, source.text, body_start) for mark in (";", "==")):
        spans |= {
            found.span()
            for found in SECRET_FORM.finditer(source.text)
            if found.start() >= body_start or found.group() not in secured
        }
    if not spans and SECRET in front_matter.body.lower():
        spans |= {found.span("value") for found in _SECRET_LINE.finditer(source.text, body_start)}
    return [
        source.diagnostic(
            span,
            "exposed-secret",
            f"what looks like encrypted data stands outside the field {SECRET}",
        )
        for span in spans
    ]


def _is_outside(mark: str, secured: str, text: str, body_start: int) -> bool:
    """Tell whether *mark* stands in the body of *text*, or more often above than in *secured*."""
    own = secured.count(mark) if secured in text else 0
    return text.count(mark) > own or text.find(mark, body_start) >= 0


def _place(
    fault: Fault, source: Source, places: "Values | SimplePlaces", *, excerpt: bool = True
) -> Diagnostic:
    span = places.span(fault.pointer, at_key=fault.at_key)
    return source.diagnostic(
        span, fault.rule, fault.message, fault.remedy, fault.severity, excerpt=excerpt
    )


def _check_instance(instance: dict[str, Any]) -> list[Fault]:
    faults = seed_checker().check(instance)
    # What the schema does not know or want is not looked into: it may be secret.
    reported = {fault.pointer for fault in faults if fault.rule != "missing-field"}
    return [*faults, *_check_urls(instance, (), reported)]


def _check_urls(value: Any, pointer: Pointer, reported: set[Pointer]) -> Iterator[Fault]:
    """Yield faults of the addresses anywhere in *value* that a pattern cannot tell."""
    if pointer in reported:
        return
    match value:
        case dict():
            for key, item in value.items():
                if key != SECRET:
                    yield from _check_urls(item, (*pointer, key), reported)
        case list():
            for index, item in enumerate(value):
                yield from _check_urls(item, (*pointer, index), reported)
        case str() if pointer == ("id",) or pointer[-1] in url_fields():
            if has_credentials(value):
                message = f"{field_name(pointer)} holds a user name or password"
                yield basic_rules()["url-credentials"].fault(pointer, message)
            elif pointer != ("id",) and not value.startswith("/"):
                yield from _check_url(value, pointer)


def _check_url(url: str, pointer: Pointer) -> Iterator[Fault]:
    subject = f"{field_name(pointer)} {quote(url)}"
    try:
        encoded = ascii_url(url)
    except ValueError as exc:
        message = f"{subject} is not an address: {exc}"
        yield basic_rules()["invalid-url"].fault(pointer, message)
        return
    if not url.isascii():
        message = f"{subject} holds characters that addresses may not"
        remedy = f'write it as it is published: "{encoded}"'
        yield basic_rules()["non-ascii-url"].fault(pointer, message, remedy)
