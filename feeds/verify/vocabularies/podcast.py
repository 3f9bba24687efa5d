"""The podcast namespace of the Podcast Index: transcripts, chapters, people, value, live items.

Source: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md.
"""

import re
from dataclasses import replace

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.iso_dates import check_rfc3339_date
from feeds.verify.values.languages import check_language
from feeds.verify.values.media_types import check_media_type
from feeds.verify.values.numbers import decimal, whole
from feeds.verify.values.rfc822_dates import check_rfc822_date
from feeds.verify.values.uris import check_http_url, check_iri
from feeds.verify.values.words import one_of
from feeds.verify.vocabulary import ENTRY, FEED, Attribute, Content, Row, Vocabulary, under

_UUID = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MEDIA = "podcast music video film audiobook newsletter blog publisher course".split()
_yes = one_of(("yes", "no"))
_bool = one_of(("true", "false"))


def _check_guid(text: str) -> Flaw | None:
    if _UUID.fullmatch(text.strip()):
        return None
    return Flaw("malformed-podcast-guid", "is no UUID, which is made of the address of the feed")


def _at(name: str, *attributes: Attribute, many: bool = True, **more: object) -> Row:
    row = Row(name, most=None if many else 1, content=Content.MARKUP, attributes=attributes)
    return replace(row, **more)  # type: ignore[arg-type] # fields of a row, checked as it is made


_PERSON = Row(
    "person",
    most=None,
    attributes=(
        Attribute("role"),
        Attribute("group"),
        Attribute("img", value=check_http_url),
        Attribute("href", value=check_http_url),
    ),
)
_REMOTE_ITEM = Row(
    "remoteItem",
    most=None,
    content=Content.MARKUP,
    attributes=(
        Attribute("feedGuid", required=True, value=_check_guid),
        Attribute("feedUrl", value=check_http_url),
        Attribute("itemGuid"),
        Attribute("medium"),
        Attribute("title"),
    ),
)
_COMMON = (
    _PERSON,
    Row(
        "location",
        most=None,
        attributes=(
            Attribute("geo"),
            Attribute("osm"),
            Attribute("rel"),
            Attribute("country"),
        ),
    ),
    Row("license", attributes=(Attribute("url", value=check_http_url),)),
    _at("images", Attribute("srcset", required=True), many=False),
    _at(
        "image",
        Attribute("href", required=True, value=check_http_url),
        Attribute("alt", blank=True),
        Attribute("aspect-ratio"),
        Attribute("width", value=whole(1)),
        Attribute("height", value=whole(1)),
        Attribute("type", value=check_media_type),
        Attribute("purpose"),
    ),
    Row("txt", most=None, blank=True, attributes=(Attribute("purpose"),)),
    _at(
        "value",
        Attribute("type", required=True),
        Attribute("method", required=True),
        Attribute("suggested", value=decimal(0)),
        content=Content.CHILDREN,
    ),
    _at(
        "chat",
        Attribute("server", required=True),
        Attribute("protocol", required=True),
        Attribute("accountId"),
        Attribute("space"),
    ),
    _at(
        "socialInteract",
        Attribute("protocol", required=True),
        Attribute("uri", value=check_iri),
        Attribute("accountId"),
        Attribute("accountUrl", value=check_iri),
        Attribute("priority", value=whole(0)),
    ),
    Row("contentLink", most=None, attributes=(Attribute("href", required=True, value=check_iri),)),
)
_CHANNEL = (
    Row("guid", value=_check_guid),
    Row("locked", value=_yes, attributes=(Attribute("owner"),)),
    Row("funding", most=None, attributes=(Attribute("url", required=True, value=check_iri),)),
    Row(
        "trailer",
        most=None,
        attributes=(
            Attribute("url", required=True, value=check_http_url),
            Attribute("pubdate", required=True, value=check_rfc822_date),
            Attribute("length", value=whole(0)),
            Attribute("type", value=check_media_type),
            Attribute("season", value=whole(0)),
        ),
    ),
    Row("medium", value=one_of(("mixed", *_MEDIA, *(f"{name}L" for name in _MEDIA)))),
    Row("block", most=None, value=_yes, attributes=(Attribute("id"),)),
    _at("podroll", content=Content.CHILDREN, many=False),
    _at("publisher", content=Content.CHILDREN, many=False),
    Row(
        "updateFrequency",
        attributes=(
            Attribute("complete", value=_bool),
            Attribute("dtstart", value=check_rfc3339_date),
            Attribute("rrule"),
        ),
    ),
    _at("podping", Attribute("usesPodping", value=_bool), many=False),
    _at(
        "liveItem",
        Attribute("status", required=True, value=one_of(("pending", "live", "ended"))),
        Attribute("start", required=True, value=check_rfc3339_date),
        Attribute("end", value=check_rfc3339_date),
        content=Content.CHILDREN,
    ),
    _REMOTE_ITEM,
)
_ITEM = (
    _at(
        "transcript",
        Attribute("url", required=True, value=check_http_url),
        Attribute("type", required=True, value=check_media_type),
        Attribute("language", value=check_language),
        Attribute("rel"),
    ),
    _at(
        "chapters",
        Attribute("url", required=True, value=check_http_url),
        Attribute("type", required=True, value=check_media_type),
        many=False,
    ),
    Row(
        "soundbite",
        most=None,
        blank=True,
        attributes=(
            Attribute("startTime", required=True, value=decimal(0)),
            Attribute("duration", required=True, value=decimal(0)),
        ),
    ),
    Row("season", value=whole(0), attributes=(Attribute("name"),)),
    Row("episode", value=decimal(0), attributes=(Attribute("display"),)),
    _at(
        "alternateEnclosure",
        Attribute("type", required=True, value=check_media_type),
        Attribute("length", value=whole(0)),
        Attribute("bitrate", value=decimal(0)),
        Attribute("height", value=whole(1)),
        Attribute("lang", value=check_language),
        Attribute("title"),
        Attribute("rel"),
        Attribute("codecs"),
        Attribute("default", value=_bool),
        content=Content.CHILDREN,
    ),
)

VOCABULARY = Vocabulary(
    prefix="podcast",
    namespace="https://podcastindex.org/namespace/1.0",
    source="Podcast namespace 1.0, https://podcasting2.org/docs/podcast-namespace/1.0",
    aliases=("https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",),
    spellings=("http://podcastindex.org/namespace/1.0",),
    rows=(
        *under(FEED, *_CHANNEL, *_COMMON),
        *under(ENTRY, *_ITEM, *_COMMON),
        *under(
            ("podcast:value",),
            _at(
                "valueRecipient",
                Attribute("name"),
                Attribute("customKey"),
                Attribute("customValue"),
                Attribute("type", required=True),
                Attribute("address", required=True),
                Attribute("split", required=True, value=whole(0)),
                Attribute("fee", value=_bool),
            ),
            _at(
                "valueTimeSplit",
                Attribute("startTime", required=True, value=decimal(0)),
                Attribute("duration", required=True, value=decimal(0)),
                Attribute("remoteStartTime", value=decimal(0)),
                Attribute("remotePercentage", value=decimal(0, 100)),
                any_attributes=True,
            ),
        ),
        *under(("podcast:podroll", "podcast:publisher"), _REMOTE_ITEM),
        *under(
            ("podcast:alternateEnclosure",),
            _at(
                "source",
                Attribute("uri", required=True, value=check_iri),
                Attribute("contentType", value=check_media_type),
            ),
            _at(
                "integrity",
                Attribute("type", required=True, value=one_of(("sri", "pgp-signature"))),
                Attribute("value", required=True),
                many=False,
            ),
        ),
    ),
)
