"""The seed of an article, in the manner of its collection: its fields, their YAML, its name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from feeds.clippings.clipping import Clipping, Picture
from feeds.clippings.collection import Manner
from feeds.fixes.scalars import Scalar, double_quoted, rewrite
from feeds.validation.publication import Fields
from feeds.values.amp_cache import amp_cache_url
from feeds.values.dates import format_date_time
from feeds.values.names import is_slug

_QUOTED = frozenset({"title", "excerpt", "featuredContent", "url"})
_UNFOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "œ": "oe", "ı": "i"}
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
# With the day before it, as long as names of files on all systems may be without a thought.
_MOST_NAME = 69


def fields_of(
    clipping: Clipping,
    provider: Fields,
    topics: tuple[str, ...],
    manner: Manner,
    *,
    published: bool,
) -> Fields:
    """Return the fields of the seed of *clipping*, which has a title and a date, in their order.

    Raises ValueError if it has no date.
    """
    moment = clipping.published
    if moment is None:
        raise ValueError("a seed needs a date of publication")
    updated = clipping.updated.time if clipping.updated else moment.time
    fields = {
        "category": manner.category,
        "title": clipping.title,
        "excerpt": clipping.excerpt,
        "publishedDateTime": moment.time,
        "updatedDateTime": updated if updated > moment.time else None,
        **_addresses(clipping, manner),
        "type": "video" if clipping.is_video else "article",
        "length": clipping.length,
        "locale": clipping.language,
        "heat": -1 if manner.heat else None,
        "published": False if not published else True if manner.published else None,
        "provider": _provider(provider, clipping.authors),
        "topics": list(topics),
        "images": [_image(clipping.picture)] if clipping.picture else None,
        "featuredContent": _frame(clipping.embed_url),
    }
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    return {name: kept[name] for name in manner.order if name in kept}


def _addresses(clipping: Clipping, manner: Manner) -> Fields:
    # Of videos the collection's other tools expect the original address alone.
    if clipping.is_video:
        return {"originalUrl": clipping.original_url or clipping.url}
    amp, cached = clipping.amp_url, ""
    if amp:
        try:
            cached = amp_cache_url(amp)
        except ValueError:
            amp = ""
    original = clipping.original_url or (clipping.url if manner.both_urls else "")
    return {
        "originalUrl": original,
        "webUrl": clipping.url,
        "ampWebUrl": amp,
        "cdnAmpWebUrl": cached,
    }


def _provider(provider: Fields, authors: tuple[str, ...]) -> Fields:
    named = [{"name": name} for name in authors if name != provider["name"]]
    return {**provider, **({"authors": named} if named else {})}


def _image(picture: Picture) -> Fields:
    sizes = {"width": picture.width, "height": picture.height}
    return {"url": picture.url, **{name: size for name, size in sizes.items() if size}}


def _frame(url: str) -> str:
    return f'<iframe src="{escape(url)}" allowfullscreen></iframe>' if url else ""


def seed_text(fields: Fields, manner: Manner) -> str:
    """Return the text of a seed with *fields*: whatever they hold, it is read as just that."""
    lines: list[str] = []
    for name, value in fields.items():
        if manner.gaps and isinstance(value, dict | list):
            lines.append("")
        lines += _lines(name, value, 0)
    return "\n".join(["---", *lines, "---", ""])


def _lines(name: str, value: Any, indent: int) -> Iterator[str]:
    """Yield the lines of a field."""
    blanks = " " * indent
    if isinstance(value, dict):
        yield f"{blanks}{name}:"
        for key, inner in value.items():
            yield from _lines(key, inner, indent + 2)
    elif isinstance(value, list):
        yield f"{blanks}{name}:"
        for item in value:
            inner = list(_item(name, item, indent + 4))
            yield f"{blanks}  - {inner[0].lstrip(' ')}"
            yield from inner[1:]
    else:
        yield f"{blanks}{name}: {_scalar(name, value, indent)}"


def _item(name: str, item: Any, indent: int) -> Iterator[str]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield from _lines(key, value, indent)
    else:
        yield _scalar(name, item, indent)


def _scalar(name: str, value: Any, indent: int) -> str:
    if isinstance(value, datetime):
        return format_date_time(value)
    if isinstance(value, str) and (name in _QUOTED or name.endswith("Url")):
        return double_quoted(value)
    # As it is, if YAML reads it so, else in double quotes.
    written = rewrite(Scalar("", "", "", indent, in_flow=False), value)
    return double_quoted(str(value)) if written is None else written


def name_of(clipping: Clipping, manner: Manner, suffix: str) -> str:
    """Return the name for the file of the seed of *clipping*: safe on all systems, and in ASCII.

    It is the day, if the collection has that, and the title, or what the address says instead; its
    *suffix* is that of other seeds.
    """
    day = clipping.published.time.strftime("%Y-%m-%d") if clipping.published else ""
    words, letters = _words(clipping.title), sum(map(str.isalnum, clipping.title))
    # Of a title in another script little or nothing is left.
    if not words or sum(map(len, words)) * 2 < letters:
        last = unquote(urlsplit(clipping.url).path).rstrip("/").rpartition("/")[2]
        words = _words(last.partition(".")[0])
    slug = _slug(words) or sha256(clipping.url.encode()).hexdigest()[:8]
    stem = f"{day}-{slug}" if manner.dated and day else slug
    return f"{stem if is_slug(stem) else f'seed-{stem}'}{suffix}"


def _words(text: str) -> list[str]:
    """Return the words of *text* in letters of ASCII and digits, as far as it has these."""
    folded = _APOSTROPHES.sub("", text.casefold()).translate(_UNFOLDED)
    letters = unicodedata.normalize("NFKD", folded)
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", plain)


def _slug(words: list[str]) -> str:
    """Return as many of *words*, joined by hyphens, as a name has room for."""
    slug = words[0][:_MOST_NAME] if words else ""
    for word in words[1:]:
        if len(slug) + 1 + len(word) > _MOST_NAME:
            break
        slug = f"{slug}-{word}"
    return slug
