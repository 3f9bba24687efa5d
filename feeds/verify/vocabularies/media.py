"""Media RSS: pictures, sound and films, each in several versions.

Source: Media RSS 1.5.1, https://www.rssboard.org/media-rss.
"""

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.constructs.html import check_typed
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.values.flaw import Check, Flaw
from feeds.verify.values.languages import check_language
from feeds.verify.values.media_types import check_media_type
from feeds.verify.values.numbers import decimal, whole
from feeds.verify.values.times import check_npt
from feeds.verify.values.uris import check_iri, check_iri_reference
from feeds.verify.values.words import one_of
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

_NAMESPACE = "http://search.yahoo.com/mrss/"
_CONTENT, _PLAYER = f"{_NAMESPACE} content", f"{_NAMESPACE} player"

# Section media:rating: what a rating may be, by its scheme.
_RATINGS = {
    "urn:simple": (re.compile("adult|nonadult"), "adult or nonadult"),
    "urn:mpaa": (re.compile("g|pg|pg-13|r|nc-17|nr|x", re.IGNORECASE), "g, pg, pg-13, r or nc-17"),
    "urn:v-chip": (
        re.compile("(?:tv-)?(?:y|y7|y7-fv|g|pg|14|ma)", re.IGNORECASE),
        "tv-y, tv-y7, tv-y7-fv, tv-g, tv-pg, tv-14 or tv-ma",
    ),
    "urn:icra": (
        re.compile(r"r \([clnov][a-z] [01](?: [clnov][a-z] [01])*\)"),
        "r and codes, as r (cz 1 lz 1 nz 1 oz 1 vz 1)",
    ),
}
_HEX = re.compile("[0-9A-Fa-f]*")
_HASH_LENGTHS = {"md5": 32, "sha-1": 40}


def _check_role(text: str) -> Flaw | None:
    # Section media:credit, which says that roles have small letters.
    if text == text.lower():
        return None
    return Flaw("malformed-credit-role", "is not in small letters", text.lower())


def _check_rating(element: Element) -> Iterator[Finding]:
    scheme = (element.get("scheme") or "urn:simple").strip()
    text = element.text.strip()
    if scheme in _RATINGS and text:
        pattern, expected = _RATINGS[scheme]
        if not pattern.fullmatch(text):
            message = f"<media:rating> {quote(text)} is no rating of {scheme}"
            yield Finding("unknown-media-rating", element, message, remedy=f"write {expected}")


def _check_hash(element: Element) -> Iterator[Finding]:
    length = _HASH_LENGTHS.get((element.get("algo") or "md5").strip())
    text = element.text.strip()
    if length and text and not (len(text) == length and _HEX.fullmatch(text)):
        message = f"<media:hash> {quote(text)} is not of {length} hexadecimal digits"
        yield Finding("malformed-media-hash", element, message)


def _check_restriction(element: Element) -> Iterator[Finding]:
    kind, words = element.get("type"), element.text.split()
    if kind is None and words and words not in (["all"], ["none"]):
        message = f"<media:restriction> {quote(' '.join(words))} is neither all nor none"
        remedy = "say what it restricts by the attribute type: country, uri or sharing"
        yield Finding("malformed-media-restriction", element, message, remedy=remedy)
    elif kind == "country":
        for word in words:
            if not re.fullmatch("[A-Za-z]{2}", word):
                message = f"<media:restriction> {quote(word)} is no country of ISO 3166"
                yield Finding("malformed-media-restriction", element, message)
    elif kind == "uri":
        for word in words:
            if (flaw := check_iri(word)) is not None:
                message = f"<media:restriction> {quote(word)} {flaw.reason}"
                yield Finding(flaw.rule, element, message)


def _check_content(element: Element) -> Iterator[Finding]:
    if element.get("url") is None and element.first(_PLAYER) is None:
        message = "<media:content> has neither a url nor a <media:player>"
        yield Finding("missing-attribute", element, message)


def _check_group(element: Element) -> Iterator[Finding]:
    if len(element.all(_CONTENT)) == 1:
        message = "<media:group> has one <media:content> only, so that there is nothing to choose"
        yield Finding("group-of-one", element, message)


def _deprecated(element: Element) -> Iterator[Finding]:
    message = "<media:adult> has been superseded by <media:rating>"
    remedy = 'write <media:rating scheme="urn:simple">adult</media:rating>, or nonadult'
    yield Finding("superseded-element", element, message, remedy=remedy)


def _attributes(**types: Check | None) -> tuple[Attribute, ...]:
    return tuple(Attribute(name, value=check) for name, check in types.items())


_pixels = whole(1)
_SIZE = _attributes(width=_pixels, height=_pixels)
_URL = Attribute("url", required=True, value=check_iri)
_TEXT_TYPE = Attribute("type", value=one_of(("plain", "html")))
_bool = one_of(("true", "false"))

# Of what these say, anybody may find an own use; only their names are known.
_FREE = ("community", "comments", "responses", "backLinks", "scenes", "price", "license", "embed")
_FREE_MANY = ("subTitle", "peerLink", "rights", "status", "location")

_OPTIONAL = (
    Row("adult", check=_deprecated),
    Row("rating", most=None, attributes=_attributes(scheme=check_iri), check=_check_rating),
    Row("title", blank=True, attributes=(_TEXT_TYPE,), check=check_typed),
    Row("description", blank=True, attributes=(_TEXT_TYPE,), check=check_typed),
    Row("keywords", blank=True),
    Row(
        "thumbnail",
        most=None,
        content=Content.MARKUP,
        attributes=(
            Attribute("url", required=True, value=check_iri_reference),
            *_SIZE,
            *_attributes(time=check_npt),
        ),
    ),
    Row("category", most=None, blank=True, attributes=_attributes(scheme=check_iri, label=None)),
    Row(
        "hash",
        most=None,
        attributes=_attributes(algo=one_of(("md5", "sha-1"))),
        check=_check_hash,
    ),
    Row(
        "player",
        content=Content.MARKUP,
        attributes=(Attribute("url", required=True, value=check_iri_reference), *_SIZE),
    ),
    Row(
        "credit",
        most=None,
        blank=True,
        attributes=_attributes(role=_check_role, scheme=check_iri),
    ),
    Row("copyright", blank=True, attributes=_attributes(url=check_iri_reference)),
    Row(
        "text",
        check=check_typed,
        most=None,
        blank=True,
        attributes=(
            _TEXT_TYPE,
            *_attributes(lang=check_language, start=check_npt, end=check_npt),
        ),
    ),
    Row(
        "restriction",
        most=None,
        blank=True,
        attributes=(
            Attribute("relationship", required=True, value=one_of(("allow", "deny"))),
            Attribute("type", value=one_of(("country", "uri", "sharing"))),
        ),
        check=_check_restriction,
    ),
    *(Row(name, content=Content.MARKUP, any_attributes=True) for name in _FREE),
    *(Row(name, most=None, content=Content.MARKUP, any_attributes=True) for name in _FREE_MANY),
)
_CONTENT_ROW = Row(
    "content",
    most=None,
    content=Content.CHILDREN,
    attributes=_attributes(
        url=check_iri,
        fileSize=whole(0),
        type=check_media_type,
        medium=one_of(("image", "audio", "video", "document", "executable")),
        isDefault=_bool,
        expression=one_of(("sample", "full", "nonstop")),
        bitrate=decimal(0),
        framerate=decimal(0),
        samplingrate=decimal(0),
        channels=decimal(0),
        duration=decimal(0),
        height=_pixels,
        width=_pixels,
        lang=check_language,
    ),
    check=_check_content,
)

VOCABULARY = Vocabulary(
    prefix="media",
    namespace=_NAMESPACE,
    source="Media RSS 1.5.1, https://www.rssboard.org/media-rss",
    spellings=(_NAMESPACE.rstrip("/"), "http://tools.search.yahoo.com/mrss/"),
    rows=(
        *under(ENTRY, Row("group", most=None, content=Content.CHILDREN, check=_check_group)),
        *under((*ENTRY, "media:group"), _CONTENT_ROW),
        *under((*FEED, *ENTRY, "media:group", "media:content"), *_OPTIONAL),
    ),
)
