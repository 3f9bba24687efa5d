"""What a page says of its article in the words of schema.org: JSON-LD, or microdata.

Both are read by extruct (docs/decisions/2026-11-30-pages-read-by-extruct.md).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from feeds.clippings.addresses import joined
from feeds.clippings.clipping import Picture, pixels
from feeds.values.text import clean_line

if TYPE_CHECKING:
    from feeds.clippings.pages.head import Head

Node = dict[str, Any]

_MOST_NODES = 1_000
_DEEPEST = 20
_MOST_EFFORT = 50_000
_VIDEO = "VideoObject"
# Of other things that a page may be about, these say when they were published.
_OTHERS = frozenset(
    "AudioObject Book Chapter Course CreativeWork Dataset Episode LearningResource PodcastEpisode"
    " Question RadioEpisode Recipe Report Review SoftwareSourceCode TVEpisode Thesis VideoObject"
    " WebLog".split()
)


class LinkedData:
    """The nodes that the page of *head* describes itself by, and the article among them."""

    def __init__(self, head: "Head", url: str) -> None:
        """Find them; *url* is the article's, as far as that is known."""
        self._base = head.base
        nodes = [*_json_ld(head), *_microdata(head)]
        self._by_id = {str(node["@id"]): node for node in nodes if _weighs(node)}
        self._nodes = nodes
        self.article = self._find_article(url, head.meta("og:title"))

    def _find_article(self, url: str, title: str) -> Node:
        """Return the node of the article at *url*, or of this *title*; empty if none is it."""
        articles = [node for node in self._nodes if _is_article(node)]
        articles = articles or [node for node in self._nodes if types_of(node) & _OTHERS]
        if len(articles) > 1:
            # Others are beside it, or the page is a list of them.
            at_url = [node for node in articles if url in self._urls(node)]
            titled = [n for n in articles if title and self.text(n, "headline", "name") == title]
            articles = at_url or titled
        pages = (node for node in self._nodes if "WebPage" in types_of(node))
        dated = (node for node in pages if node.get("datePublished"))
        return next(iter(articles), None) or next(dated, {})

    def _urls(self, node: Node) -> set[str]:
        said = [node.get("url"), node.get("@id"), *_listed(node.get("mainEntityOfPage"))]
        values = (v.get("@id") or v.get("url") if isinstance(v, dict) else v for v in said)
        return {joined(self._base, value).partition("#")[0] for value in values} - {""}

    @property
    def is_video(self) -> bool:
        """Whether the article is a film."""
        return _VIDEO in types_of(self.article)

    def text(self, node: Node, *names: str) -> str:
        """Return the first text that *node* has by one of *names*, as one line."""
        for name in names:
            for value in _listed(node.get(name)):
                is_node = isinstance(value, dict)
                written = value.get("@value") or value.get("name") if is_node else value
                if isinstance(written, str) and (text := clean_line(written)):
                    return text
        return ""

    def url(self, *names: str) -> str:
        """Return the first address that the article has by one of *names*."""
        found = (
            joined(
                self._base,
                value.get("@id") or value.get("url") if isinstance(value, dict) else value,
            )
            for name in names
            for value in _listed(self.article.get(name))
        )
        return next(filter(None, found), "")

    def names(self, *names: str) -> list[str]:
        """Return how those are called whom the article names so: authors, publishers."""
        found = [self._name(value) for name in names for value in _listed(self.article.get(name))]
        return [*dict.fromkeys(filter(None, found))]

    def _name(self, value: object) -> str:
        if isinstance(value, dict):
            whole = self._by_id.get(str(value.get("@id")), {})
            return self.text(value, "name") or self.text(whole, "name")
        return clean_line(value) if isinstance(value, str) else ""

    def name_of(self, kind: str) -> str:
        """Return how the first node of this *kind*, as WebSite, is called."""
        return next((self.text(n, "name") for n in self._nodes if kind in types_of(n)), "")

    @property
    def pictures(self) -> list[Picture]:
        """The pictures of the article."""
        values = [v for name in ("image", "thumbnailUrl") for v in _listed(self.article.get(name))]
        return [found for value in values if (found := self._picture(value))]

    def _picture(self, value: object) -> Picture | None:
        if not isinstance(value, dict):
            return Picture(url) if (url := joined(self._base, value)) else None
        node = {**self._by_id.get(str(value.get("@id")), {}), **value}
        urls = (
            joined(self._base, text)
            for key in ("url", "contentUrl")
            for text in _listed(node.get(key))
        )
        url = next(filter(None, urls), "")
        return Picture(url, pixels(node.get("width")), pixels(node.get("height"))) if url else None

    @property
    def keywords(self) -> list[str]:
        """The words that the article is filed by; a text of several has commas between."""
        values = [
            v
            for name in ("keywords", "articleSection", "about")
            for v in _listed(self.article.get(name))
        ]
        texts = [self._name(value) for value in values]
        return [word for text in texts for part in text.split(",") if (word := part.strip())]


def types_of(node: Node) -> set[str]:
    """Return the types of *node* by their names in schema.org."""
    return {str(kind).rpartition("/")[2].rpartition(":")[2] for kind in _listed(node.get("@type"))}


def _is_article(node: Node) -> bool:
    # NewsArticle, TechArticle, BlogPosting, SocialMediaPosting …: all are articles.
    return any(
        kind.endswith(("Article", "Posting")) and kind != "JobPosting" for kind in types_of(node)
    )


def _weighs(node: Node) -> bool:
    """Tell whether *node* says anything of what its ``@id`` names."""
    return "@id" in node and len(node) > 1


def _listed(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _json_ld(head: "Head") -> Iterator[Node]:
    from extruct.jsonld import JsonLdExtractor

    extractor = JsonLdExtractor()
    for script in head.elements("script"):
        kind = script.get("type", "").partition(";")[0].strip().lower()
        if kind != "application/ld+json":
            continue
        script.set("type", kind)
        try:
            # One by one: what is wrong with one says nothing of the others.
            items = extractor.extract_items(script)
        except (ValueError, RecursionError):
            continue
        yield from _flat(items)


def _microdata(head: "Head") -> Iterator[Node]:
    from extruct.w3cmicrodata import MicrodataExtractor

    for element in head.elements("link", "abbr"):
        # Not of the specification, but of YouTube and of Blogger.
        if element.tag == "link" and element.get("content") and element.get("itemprop"):
            element.tag = "meta"
        elif element.tag == "abbr" and element.get("title") and element.get("itemprop"):
            element.set("content", element.get("title", ""))
    for element in head.tree.iter():
        # It lets properties be anywhere, and makes endless work of a few of them.
        if "itemref" in element.attrib:
            del element.attrib["itemref"]
    if not _is_bearable(head):
        return
    try:
        items = MicrodataExtractor().extract_items(head.tree, base_url=head.base)
    except (ValueError, RecursionError):
        return
    yield from map(_as_json_ld, items[:_MOST_NODES])


def _is_bearable(head: "Head") -> bool:
    """Tell whether the items of microdata can be read without much ado.

    The text of a property is that of all within it, where others may be. Items within items are
    read by a function that calls itself; where that ends in a RecursionError, expressions of lxml
    stay locked, and whoever uses them next waits for ever.
    """
    effort = count = depth = 0
    begun: list[int] = []
    for event, element in etree.iterwalk(head.tree, events=("start", "end")):
        is_item = "itemscope" in element.attrib
        if event == "start":
            begun.append(count)
            count += 1
            depth += is_item
        else:
            inside = count - begun.pop()
            effort += inside if is_item or element.get("itemprop") else 0
            depth -= is_item
        if depth > _DEEPEST or effort > _MOST_EFFORT:
            return False
    return True


def _as_json_ld(item: Any, depth: int = 0) -> Any:
    """Return an *item* of microdata as JSON-LD writes it."""
    if isinstance(item, list):
        return [_as_json_ld(each, depth) for each in item]
    if not isinstance(item, dict) or depth > _DEEPEST:
        return item
    properties = item.get("properties") or {}
    node = {name: _as_json_ld(value, depth + 1) for name, value in properties.items()}
    return {**node, "@type": item.get("type")}


def _flat(items: list[Any]) -> Iterator[Node]:
    """Yield the nodes in *items* that are not the values of others, those of graphs too."""
    waiting = items[::-1]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item[::-1]
        elif isinstance(item, dict):
            yield item
            inner = [item[key] for key in ("@graph", "mainEntity") if item.get(key)]
            waiting += inner[::-1]
