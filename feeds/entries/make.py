"""From the checked front matter of a seed to the entry that subscribers see."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin

from feeds.bodies.sentences import with_ellipsis
from feeds.entries.standing import category_of
from feeds.model import Author, Entry, Headline, Image, Related
from feeds.validation.publication import MOST_TOPICS, Fields, hidden_of, id_of, link_of
from feeds.values.dates import date_time_or_none, format_date_time, parse_date_time
from feeds.values.names import clean_name
from feeds.values.text import clean_excerpt, clean_line
from feeds.values.urls import ascii_url, url_key_or_none

_ADDRESSES = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl")


def make_headline(fields: Fields, path: str, site_url: str | None) -> Headline:
    """Make the headline of the valid seed at *path* that nothing excludes.

    Topics and provider are as this seed spells them. An update may be dated in the future. A
    picture whose address is a path belongs to the site at *site_url*.
    """
    provider: Fields = fields.get("provider", {})
    published = parse_date_time(fields["publishedDateTime"])
    updated = parse_date_time(fields.get("updatedDateTime") or fields["publishedDateTime"])
    return Headline(
        id=id_of(fields),
        link=ascii_url(link_of(fields)),
        title=clean_line(fields.get("title") or fields["name"]),
        published=published,
        # What was changed before it was published is not changed since (RFC 4287, 4.2.15).
        updated=max(published, updated),
        provider=category_of(provider["name"]) if provider else None,
        topics=tuple(map(category_of, fields.get("topics", ())[:MOST_TOPICS])),
        path=path,
        language=fields.get("locale"),
        provider_image=_first_image(provider, site_url),
        quality=_integer(fields.get("quality")),
    )


def make_entry(
    headline: Headline,
    fields: Fields,
    body: str,
    *,
    include_unpublished: bool,
    site_url: str | None,
) -> Entry:
    """Make the entry of which the seed's *headline* is known, from its front matter and *body*.

    A picture whose address is a path belongs to the site at *site_url*.
    """
    provider: Fields = fields.get("provider", {})
    return Entry(
        id=headline.id,
        link=headline.link,
        title=headline.title,
        published=headline.published,
        updated=headline.updated,
        provider=headline.provider,
        topics=headline.topics,
        path=headline.path,
        language=headline.language,
        quality=headline.quality,
        summary=_summary(fields.get("excerpt", ""), body),
        authors=_authors(provider),
        amp_link=ascii_url(fields["ampWebUrl"]) if "ampWebUrl" in fields else None,
        image=_first_image(fields, site_url),
        provider_image=headline.provider_image,
        related=tuple(map(_related, _shown_related(fields, include_unpublished))),
        heat=_integer(fields.get("heat")),
        frame=fields.get("featuredContent", ""),
        body=body.strip(),
    )


def _summary(excerpt: str, body: str) -> str:
    """Return what a list says of an article: its *excerpt*, else the beginning of its *body*."""
    if text := clean_excerpt(excerpt):
        return with_ellipsis(text)
    if not body.strip():
        return ""
    # Hardly any seed has a body and no excerpt, and parsers take a while to load.
    from feeds.bodies.beginning import beginning_of

    return beginning_of(body)


def mentioned_urls(fields: Fields, *, include_unpublished: bool) -> Iterator[str]:
    """Yield every address that decides what an entry made of *fields* shows, as written."""
    yield link_of(fields)
    yield fields.get("ampWebUrl", "")
    for item in _shown_related(fields, include_unpublished):
        yield from (item[name] for name in _ADDRESSES if name in item)


def _shown_related(fields: Fields, include_unpublished: bool) -> Iterator[Fields]:
    for item in fields.get("related", ()):
        if link_of(item) and not hidden_of(item, include_unpublished=include_unpublished):
            yield item


def address_keys(fields: Fields) -> set[str]:
    """Return what the usable addresses of one article are known by, as of ``known_addresses``."""
    return known_addresses(fields.get(name) for name in _ADDRESSES)


def url_keys(urls: Iterable[object]) -> set[str]:
    """Return what ``values.urls.url_key`` makes of those of *urls* that are usable."""
    return {key for url in urls if (key := url_key_or_none(url))}


def known_addresses(urls: Iterable[object]) -> set[str]:
    """Return what articles at *urls*, so far as they are usable, are known by, however spelt.

    Whether https and www stand before an address, and a slash behind it, makes hardly ever another
    article, nor does what only follows its readers.
    """
    return {_usual_spelling(key) for url in urls if (key := url_key_or_none(url))}


def _usual_spelling(key: str) -> str:
    if "?" in key:
        # Few addresses have parameters, and rules take a while to load.
        from feeds.validation.rules.tracking_parameter import without_tracking

        key, mark, query = without_tracking(key)[1].partition("?")
        return f"{_usual_spelling(key)}{mark}{query}"
    if key[:12] == "https://www.":
        key = f"https://{key[12:]}"
    elif key[:8] != "https://":
        key = f"https://{key.partition('://')[2].removeprefix('www.')}"
    return key.removesuffix("/")


def article_keys(link: str, title: str, published: datetime) -> tuple[str, ...]:
    """Return what tells an article from others: its address, and its title with its date.

    Both, since whoever corrects an address leaves the title alone, and the other way round.
    """
    dated = f"{format_date_time(published)} {title}"
    return (*known_addresses([link]), dated)


def keys_of_hidden(fields: Fields) -> set[str]:
    """Return the keys of an article that is shown nowhere, so far as its seed is valid.

    They are those of ``article_keys``, and those of all its addresses.
    """
    keys = address_keys(fields)
    title, published = title_and_date(fields)
    if title and published:
        keys.update(article_keys("", title, published))
    return keys


def title_and_date(fields: Fields) -> tuple[str, datetime | None]:
    """Return title and date of publication of a seed that may be invalid, so far as it has them."""
    title, date = fields.get("title") or fields.get("name"), fields.get("publishedDateTime")
    moment = date_time_or_none(date) if isinstance(date, str) else None
    return clean_line(title) if isinstance(title, str) else "", moment


def _integer(number: float | None) -> int | None:
    # JSON Schema counts 628.0 as an integer, feeds and pages do not.
    return None if number is None else int(number)


def _authors(provider: Fields) -> tuple[Author, ...]:
    # Of an entry without one, the author of the feed would count as its author (RFC 4287, 4.2.1).
    names = [author["name"] for author in provider.get("authors", ()) if author.get("name")]
    names = names or [provider["name"]] if provider else names
    return tuple(Author(name) for name in dict.fromkeys(map(clean_line, names)))


def _first_image(fields: Fields, site_url: str | None) -> Image | None:
    for image in fields.get("images", ()):
        url = image.get("url", "")
        if url.startswith("/"):
            url = urljoin(site_url, url) if site_url else ""
        if url:
            return Image(
                url=ascii_url(url),
                width=_integer(image.get("width")) or None,
                height=_integer(image.get("height")) or None,
                title=clean_line(image.get("title", "")) or None,
                attribution=clean_line(image.get("attribution", "")) or None,
            )
    return None


def _related(fields: Fields) -> Related:
    published = fields.get("publishedDateTime")
    provider = fields.get("provider", {}).get("name")
    return Related(
        title=clean_line(fields.get("title") or fields.get("name", "")),
        link=ascii_url(link_of(fields)),
        provider=clean_name(provider) if provider else None,
        published=parse_date_time(published) if published else None,
        addresses=tuple(fields[name] for name in _ADDRESSES if name in fields),
    )
