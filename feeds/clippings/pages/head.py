"""What a page says of itself in HTML: meta and link elements, title, times, language."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree, html

from feeds.clippings.addresses import joined
from feeds.clippings.clipping import Picture, pixels
from feeds.clippings.words import without_commands
from feeds.values.text import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Nobody reads on: a page with more is no article, or is made to exhaust its readers.
_MOST_ELEMENTS = 10_000
_MOST_NAMED = 50
_PUBLISHED_CLASSES = frozenset({"published", "dt-published", "entry-date", "pubdate"})
_REFRESH = re.compile(
    r"\s*[0-3](?:\.[0-9]*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE
)
# Who writes less writes a caption or a button.
_SHORTEST_PARAGRAPH = 60


class Head:
    """The page *text*, which stands at *url*, as far as it describes itself.

    Names of meta elements are in lower case, whether they stand in ``name``, ``property`` or
    ``itemprop``: many a template mistakes one for another.
    """

    def __init__(self, text: str, url: str) -> None:
        """Parse the page, whatever it holds."""
        # A declaration of another encoding would be believed (HTML in XHTML's manner has one).
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        # The parser would leave half of a command to a terminal.
        content = without_commands(text).replace("\0", "").encode("utf-8", "replace")
        try:
            self.tree: Element = html.document_fromstring(content, parser)
        except (etree.ParserError, etree.XMLSyntaxError):  # of nothing, or of nothing but comments
            self.tree = html.Element("html")
        base = next((e.get("href", "") for e in self.elements("base")), "")
        self.base = joined(url, base) or url

    def elements(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements called *tags*, in their order, up to a number that no page has."""
        for count, element in enumerate(self.tree.iter(*tags)):
            if count >= _MOST_ELEMENTS:
                return
            yield element

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        found = defaultdict[str, list[str]](list)
        for element in self.elements("meta"):
            content = clean_line(element.get("content", ""))
            names = {
                element.get(key, "").strip().lower() for key in ("property", "name", "itemprop")
            }
            for name in names - {""} if content else ():
                if len(found[name]) < _MOST_NAMED:
                    found[name].append(content)
        return found

    def metas(self, *names: str) -> list[str]:
        """Return the contents of the meta elements called *names*, in the order of the names."""
        return [content for name in names for content in self._metas.get(name, ())]

    def meta(self, *names: str) -> str:
        """Return the first of ``metas``; empty if there is none."""
        return next(iter(self.metas(*names)), "")

    def link(self, relation: str) -> str:
        """Return the absolute address of the first link of this *relation*; empty for none.

        Only the head counts for what decides an address: in the body stands what anybody wrote.
        """
        for element in self.elements("link"):
            if relation in element.get("rel", "").lower().split() and self._is_in_head(element):
                return joined(self.base, element.get("href", ""))
        return ""

    @staticmethod
    def _is_in_head(element: "Element") -> bool:
        return not any(parent.tag == "body" for parent in element.iterancestors())

    @property
    def refresh(self) -> str:
        """Where the page sends its readers at once (HTML, 4.2.5.3); empty if it does not."""
        for element in self.elements("meta"):
            found = _REFRESH.match(element.get("content", ""))
            # Within noscript it is for those who run no scripts.
            if found and element.get("http-equiv", "").strip().lower() == "refresh":
                inside = any(parent.tag == "noscript" for parent in element.iterancestors())
                return "" if inside else joined(self.base, found[1])
        return ""

    @property
    def title(self) -> str:
        """The text of the title element."""
        titles = (e for e in self.elements("title") if self._is_in_head(e))
        return next((text_of(element) for element in titles), "")

    @property
    def headings(self) -> list[str]:
        """The headings of the first rank."""
        return [text for element in self.elements("h1") if (text := text_of(element))]

    @property
    def language(self) -> str:
        """The language that the page is declared to be in."""
        root = self.tree
        xml = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        return (root.get("lang") or root.get("xml:lang") or xml).strip()

    @property
    def times(self) -> list[str]:
        """When the article was published, by its time elements: those that say so come first."""
        said: list[str] = []
        others: list[str] = []
        for element in self.elements("time"):
            value = element.get("datetime") or text_of(element)
            classes = {*element.get("class", "").lower().split()}
            properties = {*element.get("itemprop", "").lower().split()}
            is_said = "datepublished" in properties or "pubdate" in element.attrib
            if is_said or classes & _PUBLISHED_CLASSES:
                said.append(value)
            elif not ({"datemodified"} & properties or {"updated", "dt-updated"} & classes):
                others.append(value)
        # Of several that say nothing, the first may be anybody's.
        return said[:1] + (others[:1] if len(others) == 1 or not said else [])

    @property
    def pictures(self) -> list[Picture]:
        """The pictures of Open Graph, each with the sizes that follow it."""
        found: list[Picture] = []
        for element in self.elements("meta"):
            name = (element.get("property") or element.get("name") or "").strip().lower()
            content = element.get("content", "").strip()
            if name in {"og:image", "og:image:url", "og:image:secure_url"}:
                url = joined(self.base, content)
                if name == "og:image" or not found:
                    found.append(Picture(url))
                elif name == "og:image:secure_url":
                    found[-1] = found[-1]._replace(url=url or found[-1].url)
            elif found and name == "og:image:width":
                found[-1] = found[-1]._replace(width=pixels(content))
            elif found and name == "og:image:height":
                found[-1] = found[-1]._replace(height=pixels(content))
        return [picture for picture in found[:_MOST_NAMED] if picture.url]

    @property
    def first_paragraph(self) -> str:
        """The first paragraph of the article that is longer than a caption."""
        for container in ("article", "main", "body"):
            for place in self.elements(container):
                for count, paragraph in enumerate(place.iter("p")):
                    text = text_of(paragraph)
                    if len(text) >= _SHORTEST_PARAGRAPH:
                        return text
                    if count > _MOST_NAMED:
                        break
        return ""

    @property
    def asks_for_password(self) -> bool:
        """Tell whether the page has a field for a password."""
        return any(e.get("type", "").lower() == "password" for e in self.elements("input"))


def text_of(element: "Element") -> str:
    """Return the text in *element* as one line, without that of scripts and styles."""
    parts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return clean_line("".join(map(str, parts))) if isinstance(parts, list) else ""
