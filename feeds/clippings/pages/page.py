"""From a page to what it says of its article."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from feeds.clippings.addresses import address_of, host_of, is_same_site, joined
from feeds.clippings.clipping import Clipping, Moment, Picture, pixels
from feeds.clippings.fetch import Document, NotTakenError
from feeds.clippings.moments import first_moment
from feeds.clippings.pages.head import Head, text_of
from feeds.clippings.pages.linked import LinkedData
from feeds.clippings.words import author_names, excerpt, headline, language_tag, letters_of, plain
from feeds.http.addresses import is_private_host
from feeds.validation.rules.amp_as_article import is_amp_page

# By whom, and for what: each of these is written by many systems, the usual ones first.
_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "dcterms.issued",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publish-date",
    "publish_date", "pub_date", "publication_date", "bt:pubdate", "citation_date",
    "citation_online_date", "cxenseparse:recs:publishtime", "dc.date.created", "date", "uploaddate",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified",
)  # fmt: skip
_AUTHORS = (
    "author", "parsely-author", "dcterms.creator", "dc.creator", "article:author",
    "sailthru.author", "byl",
)  # fmt: skip
# What pages are called that are none, whatever their status.
_ERROR_TITLE = re.compile(
    r"(?:error\s*)?404(?:\s*error)?(?:\W*(?:page\s+)?not found)?\W*|(?:page|site) not found\b.*"
    r"|not found\W*|access denied\W*|just a moment\W*|(?:403 )?forbidden\W*|are you a robot\W*",
    re.IGNORECASE,
)
# https://developers.google.com/amp/cache/overview: documents are at c, those for viewers at v.
_CACHED = re.compile(r"https://[\w-]+\.cdn\.ampproject\.org/[cv]/(?P<secure>s/)?(?P<page>[^/]+/.*)")
# As libraries have names: of a family, then of a person.
_REVERSED = re.compile(r"([^,]{1,100}), ([^,]{1,100})")
_DATE_IN_PATH = re.compile(r"/((?:19|20)[0-9]{2})[/-]([01][0-9])[/-]([0-3][0-9])(?![0-9])")
# What is longer is a sentence.
_LONGEST_NAME, _LONGEST_KEYWORD = 100, 60
# Dates stand near the title.
_MOST_SEARCHED = 300_000
# Smaller pictures are icons and faces.
_SMALLEST_SIDE = 200
_IN_TEXT = "publishedDateTime was found in the text of the page, not in what it says of itself"


class Places(NamedTuple):
    """Where an article is read, where it was first published if elsewhere, and its AMP page."""

    url: str
    original: str = ""
    amp: str = ""


def clip_page(document: Document) -> Clipping:
    """Return what the page *document* says of its article.

    Raises NotTakenError for a page to sign in, or of an error, whatever its status.
    """
    head = Head(document.text, document.url)
    places = find_places(head, document)
    data = LinkedData(head, places.url)
    article = data.article
    sites = _sites(head, data)
    title = _title(head, data, sites)
    _require_article(head, data, title, document)
    published, note = _published(head, data, document)
    return Clipping(
        url=places.url,
        original_url=places.original,
        amp_url=places.amp,
        title=title,
        excerpt=_excerpt(head, data, title),
        published=published,
        updated=first_moment([data.text(article, "dateModified"), *head.metas(*_UPDATED)]),
        picture=_picture(head, data),
        language=_language(head, data),
        authors=_authors(head, data, sites),
        site=next(iter(sites), ""),
        publisher=plain(next(iter(data.names("publisher")), "")),
        keywords=_keywords(head, data),
        is_video=data.is_video or head.meta("og:type").startswith("video"),
        embed_url=_embed(head, data),
        length=data.text(article, "duration") if data.is_video else "",
        notes=(note,) if note else (),
    )


def refresh_of(document: Document) -> str:
    """Return the address of the page that *document* sends its readers on to; empty for none."""
    target = address_of(Head(document.text, document.url).refresh)
    return "" if target == address_of(document.url) else target


def find_places(head: Head, document: Document) -> Places:
    """Return where the article of a page stands, by what its head says, if that can be believed."""
    own = address_of(document.url)
    said = head.link("canonical") or joined(head.base, head.meta("og:url"))
    canonical = address_of(said) if _is_believable(said, own) else own
    if canonical.removeprefix("http:") == own.removeprefix("https:"):
        canonical = own
    amp = _out_of_cache(address_of(head.link("amphtml")))
    if is_amp_page(own):
        own = _out_of_cache(own)
        amp = amp or own
    if not is_same_site(canonical, own):
        return Places(own, canonical)
    return Places(canonical, "", amp if is_same_site(amp, canonical) and amp != canonical else "")


def _out_of_cache(url: str) -> str:
    """Return the address of the AMP page that stands in the AMP Cache at *url*; others stay."""
    found = _CACHED.fullmatch(url)
    return f"http{'s' if found['secure'] else ''}://{found['page']}" if found else url


def _is_believable(said: str, own: str) -> bool:
    """Tell whether *said*, by the page at *own*, may be the address of its article.

    Many a template names the front page on all pages, or the machine that it was written on.
    """
    address = address_of(said)
    if not address:
        return False
    parts, host = urlsplit(address), host_of(address)
    if host != host_of(own) and is_private_host(host):
        return False
    is_front = parts.path in {"", "/"} and not parts.query
    return not is_front or urlsplit(own).path in {"", "/"}


def _sites(head: Head, data: LinkedData) -> list[str]:
    """Return how the site may be called, as it says itself, the most trustworthy first."""
    said = [
        head.meta("og:site_name"),
        *data.names("publisher"),
        data.name_of("WebSite"),
        head.meta("application-name", "apple-mobile-web-app-title"),
        *(element.get("title", "").partition("»")[0].removesuffix(" - Atom")
          for element in head.elements("link") if element.get("type") == "application/atom+xml"),
    ]  # fmt: skip
    names = [name for text in said if (name := plain(text)) and len(name) < _LONGEST_NAME]
    # Of several spellings of the first, as pcgamer and PC Gamer, the one that people write.
    alike = [name for name in names if letters_of(name) == letters_of(names[0])]
    return sorted(alike, key=_is_bare) + [name for name in names if name not in alike]


def _is_bare(name: str) -> bool:
    """Tell whether *name* is but a word in small letters, as an account or a host is called."""
    return name.islower() and name.isalnum()


def _title(head: Head, data: LinkedData, sites: list[str]) -> str:
    said = [
        data.text(data.article, "headline"),
        head.meta("og:title"),
        head.meta("citation_title", "twitter:title", "dcterms.title", "dc.title"),
        data.text(data.article, "name"),
    ]
    if title := next((found for text in said if (found := headline(text, sites))), ""):
        return title
    # The title of a page may have the name of the site too; its heading has not.
    return headline(head.title, sites, head.headings) or next(map(plain, head.headings), "")


def _require_article(head: Head, data: LinkedData, title: str, document: Document) -> None:
    described = data.article or head.meta("og:type").startswith(("article", "video"))
    address = document.asked
    if not described and head.asks_for_password:
        message = f"{address} is a page to sign in, not an article: write the seed by hand"
        raise NotTakenError(message, url=address)
    if not described and _ERROR_TITLE.fullmatch(title):
        message = f'{address} is called "{title[:80]}": check the address'
        raise NotTakenError(message, url=address)


def _excerpt(head: Head, data: LinkedData, title: str) -> str:
    said = (
        head.meta("og:description"),
        head.meta("description", "dcterms.description", "dc.description", "twitter:description"),
        data.text(data.article, "description", "abstract", "articleBody"),
    )
    found = next((text for each in said if (text := excerpt(each, title))), "")
    return found or excerpt(head.first_paragraph, title)


def _published(head: Head, data: LinkedData, document: Document) -> tuple[Moment | None, str]:
    """Return when the article was published, and a note about where that was found."""
    article = data.article
    said = [
        data.text(article, "datePublished"),
        *head.metas(*_PUBLISHED),
        data.text(article, "uploadDate"),
        *head.times,
        data.text(article, "dateCreated"),
    ]
    if moment := first_moment(said):
        return moment, ""
    if in_path := _DATE_IN_PATH.search(urlsplit(document.url).path):
        return first_moment(["-".join(in_path.groups())]), ""
    found = first_moment(_dates_in_text(document))
    return (found._replace(assumed=""), _IN_TEXT) if found else (None, "")


def _dates_in_text(document: Document) -> Iterator[str]:
    """Yield the date that htmldate finds in the text of a page."""
    from htmldate import find_date

    # Of a text that is an address it would fetch what stands there, unguarded; and it changes what
    # it searches.
    tree = Head(document.text[:_MOST_SEARCHED], document.url).tree
    try:
        found = find_date(tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError, RecursionError):
        return
    if found:
        yield found


def _picture(head: Head, data: LinkedData) -> Picture | None:
    said = [*head.pictures, *data.pictures]
    others = (
        head.meta("twitter:image", "twitter:image:src", "thumbnailurl"),
        head.link("image_src"),
    )
    said += [Picture(url) for text in others if (url := joined(head.base, text))]
    usable = [picture._replace(url=url) for picture in said if (url := address_of(picture.url))]
    sized = next((picture for picture in usable if picture.width and picture.height), None)
    return sized or next(iter(usable), None) or _picture_in_text(head)


def _picture_in_text(head: Head) -> Picture | None:
    for place in head.elements("article"):
        for element in place.iter("img"):
            size = pixels(element.get("width")), pixels(element.get("height"))
            url = joined(head.base, element.get("src"))
            if url and all(side and side >= _SMALLEST_SIDE for side in size):
                return Picture(url, *size)
    return None


def _language(head: Head, data: LinkedData) -> str:
    said = (
        head.language,
        data.text(data.article, "inLanguage"),
        head.meta("og:locale", "content-language", "dcterms.language", "dc.language"),
    )
    return language_tag(next(filter(None, said), ""))


def _authors(head: Head, data: LinkedData, sites: Iterable[str]) -> tuple[str, ...]:
    known = {letters_of(site) for site in sites}
    cited = [_REVERSED.sub(r"\2 \1", name) for name in head.metas("citation_author")]
    metas, links = head.metas(*_AUTHORS), _linked_texts(head, "author")
    for said in (data.names("author"), data.names("creator"), cited, metas, links):
        names = author_names(said)
        if people := tuple(name for name in names if letters_of(name) not in known):
            return people
    return ()


def _keywords(head: Head, data: LinkedData) -> tuple[str, ...]:
    listed = head.metas("keywords", "news_keywords", "parsely-tags", "sailthru.tags")
    said = [
        *head.metas("article:tag", "og:video:tag"),
        *data.keywords,
        *(part for text in listed for part in text.split(",")),
        *head.metas("article:section", "parsely-section"),
        *_linked_texts(head, "tag"),
    ]
    words = (word for text in said if (word := plain(text)) and len(word) < _LONGEST_KEYWORD)
    return tuple(dict.fromkeys(words))


def _linked_texts(head: Head, relation: str) -> list[str]:
    """Return the texts of the links of this *relation*: of authors, of tags."""
    links = head.elements("a")
    return [text_of(e) for e in links if relation in e.get("rel", "").lower().split()]


def _embed(head: Head, data: LinkedData) -> str:
    players = (
        head.metas("og:video:secure_url", "og:video:url")
        if "text/html" in head.metas("og:video:type")
        else []
    )
    said = [data.url("embedUrl"), *(joined(head.base, player) for player in players)]
    return next((url for url in said if address_of(url)), "")
