"""What is written in the place of elements that no reader shows, one function for each fate."""

import re

from lxml import etree
from markupsafe import escape

from feeds.bodies.addresses import (
    is_in_page,
    is_meant_as_address,
    lost_picture,
    picture_address,
    resolve,
    resolve_link,
)
from feeds.bodies.elements import ENDS_PARAGRAPH, FATES, FAULTY, Fate
from feeds.bodies.embeds import find_embed, host_of, is_excuse
from feeds.bodies.formulas import formula_html
from feeds.bodies.nesting import as_written, parse_html
from feeds.bodies.writer import Substitute, Writer, attributes_of, text_of

_FRAMES = frozenset({"iframe", "fencedframe"})
# Of these, only those without content are anything by themselves.
_DRAWN = frozenset({"canvas", "meter", "progress"})
_PICTURES = ("-img", "-image", "-picture", "-anim")
_OF_PICTURES = frozenset({"source", "img", "image"})
# What AMP shows before a picture is there, or if it cannot be shown.
_INSTEAD = frozenset({"placeholder", "fallback"})
_GIST = re.compile(r"(https?://gist\.github\.com/[\w/-]+)\.js\b", re.ASCII)
# They frame the quotation, link or picture that the code to embed a post has before them.
_FRAMES_POST = re.compile(
    r"https?://(?:[^/?#]+/embed\.js|platform\.(?:twitter|x)\.com/widgets\.js"
    r"|embed\.bsky\.app/static/embed\.js|embed\.reddit(?:media)?\.com/widgets(?:/platform)?\.js"
    r"|s\.imgur\.com/min/embed\.js|embedr\.flickr\.com/assets/client-code\.js"
    r"|assets\.pinterest\.com/js/pinit\.js|[a-z-]+\.codepen\.io/assets/embed/ei\.js"
    r"|cdn\.embedly\.com/widgets/platform\.js)(?:[?#]|\Z)"
)
# Other types are data, which nobody sees (HTML, section 4.12.1).
_SCRIPT_TYPES = frozenset(
    {"", "module", "text/javascript", "application/javascript", "text/ecmascript", "text/jsx"}
)
# MathJax 2 and kramdown have formulas in scripts, some behind what they look like in the page.
_FORMULA_TYPE = re.compile(
    r"math/|(?:text|application)/(?:x-)?(?:tex|latex|katex|asciimath|mathml)\b"
)
# The smallest pictures, which stand where another one is to be, have some 80 characters.
_LONGEST_PLACEHOLDER = 400
# SVG 2, section 11.5: text goes on from another place.
_MOVES = frozenset({"x", "y", "dx", "dy"})
# Lists of options, and elements that no option has.
_LISTS = frozenset({"datalist", "select"})
_BEHIND_LISTS = ENDS_PARAGRAPH - {"div", "hr"} | {"listing", "plaintext", "xmp"}
_UNSEEN_INPUTS = frozenset({"hidden", "password", "file", "color", "range"})


def _unwrap(writer: Writer, name: str, element: etree._Element) -> None:
    if name == "picture":
        _pictures(writer, element)
    elif name in _DRAWN and not len(element) and not (element.text or "").strip():
        if value := element.get("value") or element.get("aria-label"):
            writer.text(value)
        else:
            writer.lose(name, element)
    elif element.get("dir") or element.get("lang"):
        writer.wrapped("div" if writer.stands_apart else "span", element)
    else:
        writer.children(element)


def _block(writer: Writer, _name: str, element: etree._Element) -> None:
    writer.wrapped("div", element)


def _nothing(_writer: Writer, _name: str, _element: etree._Element) -> None:
    pass


def _lose(writer: Writer, name: str, element: etree._Element) -> None:
    if name == "template" and element.get("shadowrootmode"):
        writer.children(element)
    elif name == "script" and (found := _GIST.match(_source_of(writer, element))):
        writer.link(found[1], host_of(found[1]))
    elif name != "script" or (kind := (element.get("type") or "").lower()) in _SCRIPT_TYPES:
        if name != "script" or not _FRAMES_POST.match(_source_of(writer, element)):
            writer.lose(name, element)
    elif _FORMULA_TYPE.match(kind) and not _is_shown_before(element):
        text = as_written(text_of(element)).strip()
        if text.startswith("<math"):
            writer.children(parse_html(text)[0])
        else:
            apart = "display" in kind and writer.stands_apart
            writer.parts.append(f"<p>{escape(text)}</p>" if apart else str(escape(text)))


def _is_shown_before(script: etree._Element) -> bool:
    """Tell whether the formula of *script* stands before it, as MathJax shows it."""
    before = script.getprevious()
    return (
        before is not None
        and not (before.tail or "").strip()
        and "mathjax" in (before.get("class") or "").lower()
        and bool(text_of(before).strip())
    )


def _source_of(writer: Writer, element: etree._Element) -> str:
    return resolve(writer.base, element.get("src")) or ""


def _literal(writer: Writer, _name: str, element: etree._Element) -> None:
    # A parser passes over the first line feed.
    writer.parts.append("<pre>\n")
    writer.text(text_of(element))
    writer.parts.append("</pre>")


def _markup(writer: Writer, name: str, element: etree._Element) -> None:
    if name != "noscript":
        writer.children(parse_html(as_written(text_of(element)))[0])
        return
    images = list(element.iter("img", "image"))
    seen = {picture_address(writer.base, attributes_of(image)) for image in images}
    # A picture is often there twice: for scripts, and for those who run none.
    if not images or not seen <= writer.pictures or text_of(element).strip():
        writer.children(element)


def _embed(writer: Writer, name: str, element: etree._Element) -> None:
    if name in _FRAMES and (document := element.get("srcdoc")):
        writer.children(parse_html(as_written(document))[0])
        return
    embed = find_embed(element, name, writer.base)
    if embed is None:
        if not _fallback(writer, name, element, linked=False):
            writer.lose(name, element)
        return
    if name == "object" and (element.get("type") or "").startswith("image/"):
        writer.image(embed.address, " ".join(text_of(element).split()), element)
        return
    if embed.address in writer.around:
        return  # an older way to embed the same, for those who do not know the newer
    inside = str(escape(embed.title))
    if embed.poster:
        writer.reach(embed.poster)
        inside = f'<img src="{escape(embed.poster)}" alt="{inside}">'
    writer.link(embed.address, inside)
    writer.around.append(embed.address)
    _fallback(writer, name, element, linked=True)
    writer.around.pop()


def _fallback(writer: Writer, name: str, element: etree._Element, *, linked: bool) -> bool:
    """Write what *element* has for those who cannot show it; return whether there is anything."""
    text = " ".join(text_of(element).split())
    if name in _FRAMES:
        if text and not linked:
            writer.children(parse_html(as_written(text_of(element)))[0])
        return bool(text)
    if linked and (not text or (is_excuse(text) and _is_one_block(element))):
        return False
    if not _shows_anything(element):
        return False
    writer.gap()
    writer.children(element)
    return True


def _is_one_block(element: etree._Element) -> bool:
    """Tell whether *element* has one paragraph at most: what has more has no end, and holds all."""
    return sum(child.tag in ENDS_PARAGRAPH for child in element.iterdescendants()) <= 1


def _shows_anything(element: etree._Element) -> bool:
    """Tell whether there is a text, a link, a picture or a frame in *element*."""
    return bool(text_of(element).strip()) or any(
        found.tag == "a" or FATES.get(str(found.tag)) in (Fate.EMBED, Fate.PICTURE)
        for found in element.iterdescendants()
    )


def _pictures(writer: Writer, element: etree._Element) -> None:
    """Write the image of a picture *element*, at an address of its sources if it has none.

    What else stands in it is shown, as browsers do: it may be all that follows, if it has no end.
    """
    images = list(element.iter("img", "image"))
    others = text_of(element).strip() or not _OF_PICTURES.issuperset(
        found.tag for found in element.iterdescendants()
    )
    if images and others:
        _give_sources(element)
        writer.children(element)
        return
    sets = [_set_of(source) for source in element.iter("source")]
    for image in images:
        _picture(writer, "img", image, *sets)
    if not images:
        _picture(writer, "img", etree.Element("img"), *sets)
    if not images and others:
        writer.children(element)


def _give_sources(element: etree._Element) -> None:
    """Have each image of a picture *element* name the addresses of the sources before it."""
    sets = list[str]()
    for child in element:
        if child.tag == "source":
            sets.append(_set_of(child))
        elif child.tag in ("img", "image"):
            child.set("srcset", ", ".join(filter(None, [child.get("srcset"), *sets])))
            sets.clear()


def _set_of(source: etree._Element) -> str:
    sets = (source.get(key) for key in ("srcset", "data-srcset"))
    return ", ".join(filter(None, sets))


def _picture(writer: Writer, name: str, element: etree._Element, *sets: str) -> None:
    attributes = attributes_of(element)
    alternative = attributes.get("alt", "")
    if address := picture_address(writer.base, attributes, *sets):
        writer.image(address, alternative, element)
    else:
        writer.text(alternative.strip() and alternative)
        if len(attributes.get("src", "")) > _LONGEST_PLACEHOLDER:
            writer.lose(name, element)
        elif scheme := lost_picture(attributes, *sets):
            writer.lose(f"a picture with {scheme}:", element)
        elif is_meant_as_address(attributes.get("src")):
            writer.lose(FAULTY, element)
    if len(element) or element.text:
        _behind_picture(writer, element)


def _behind_picture(writer: Writer, element: etree._Element) -> None:
    """Write what stands in a picture *element*, but for what stands in for it.

    HTML's has an end and no content, and AMP's is often written so.
    """
    for child in list(element):
        is_shown = child.tag == "img" and (
            picture_address(writer.base, attributes_of(child)) in writer.pictures
        )
        if is_shown or child.tag == "noscript" or not _INSTEAD.isdisjoint(child.keys()):
            nothing = etree.Element("meta")
            nothing.tail = child.tail
            element.replace(child, nothing)
    if _shows_anything(element):
        writer.children(element)


def _area(writer: Writer, _name: str, element: etree._Element) -> None:
    href = element.get("href")
    if not is_in_page(href) and (address := resolve_link(writer.base, href)):
        title = " ".join((element.get("alt") or element.get("title") or "").split())
        writer.gap()
        writer.link(address, str(escape(title or host_of(address))))


def _formula(writer: Writer, name: str, element: etree._Element) -> None:
    text = formula_html(element)
    if not text:
        writer.lose(name, element)
    elif element.get("display") == "block" and writer.stands_apart:
        writer.parts.append(f"<p>{text}</p>")
    else:
        writer.parts.append(text)


def _drawing(writer: Writer, name: str, element: etree._Element) -> None:
    before = len(writer.parts)
    _drawn(writer, element, before)
    if len(writer.parts) > before:
        return
    if label := element.get("aria-label"):
        writer.text(label)
    else:
        writer.lose(name, element)


def _drawn(writer: Writer, element: etree._Element, start: int) -> None:
    """Write what can be read and seen in *element* of a drawing, each once.

    What is written of the drawing begins at the part *start*.
    """
    for child in _alternative(element) if element.tag == "switch" else element:
        if child.tag in ("title", "text", "desc"):
            writer.parts += [" "] * (len(writer.parts) > start)
            _drawn_text(writer, child)
        elif child.tag == "foreignobject":
            writer.parts += [" "] * (len(writer.parts) > start)
            writer.children(child)
        elif child.tag in ("image", "img"):
            href = child.get("href") or child.get("xlink:href")
            if address := resolve(writer.base, href):
                writer.image(address, "", etree.Element("img"))
        else:
            _drawn(writer, child, start)


def _alternative(switch: etree._Element) -> list[etree._Element]:
    """Return that one of the alternatives which is shown (SVG 2, section 5.9)."""
    in_any_language = [child for child in switch if not child.get("systemlanguage")]
    return (in_any_language or list(switch))[:1]


def _drawn_text(writer: Writer, element: etree._Element) -> None:
    for span in element.iter("tspan"):
        if not _MOVES.isdisjoint(span.keys()):
            # It stands elsewhere, as the next line does.
            span.text = f" {span.text or ''}"
    text = " ".join(text_of(element).split())
    around = next(element.iterancestors("a"), None)
    href = None if around is None else around.get("href") or around.get("xlink:href")
    if text and not is_in_page(href) and (address := resolve_link(writer.base, href)):
        writer.link(address, str(escape(text)))
    else:
        writer.text(text)


def _control(writer: Writer, name: str, element: etree._Element) -> None:
    writer.gap()
    if name == "button":
        writer.children(element)
    elif name in _LISTS:
        if _is_unended(element):
            writer.lose(name, element)
        if name == "select":
            _select(writer, element)
    elif name == "input":
        _input(writer, element)
    else:
        writer.text(text_of(element))


def _is_unended(element: etree._Element) -> bool:
    """Tell whether the text that follows a list of options stands in it, for want of an end."""
    texts = (element.text, *(child.tail for child in element))
    return any(text and not text.isspace() for text in texts) or any(
        found.tag in _BEHIND_LISTS for found in element.iterdescendants()
    )


def _select(writer: Writer, element: etree._Element) -> None:
    options = list(element.iter("option"))
    if "multiple" not in element.attrib:
        chosen = [option for option in options if "selected" in option.attrib]
        options = (chosen or options)[:1]
    texts = (option.get("label") or text_of(option) for option in options)
    writer.text(", ".join(" ".join(text.split()) for text in texts))


def _input(writer: Writer, element: etree._Element) -> None:
    kind = (element.get("type") or "text").lower()
    if kind == "image":
        _picture(writer, "img", element)
    elif kind in ("checkbox", "radio"):
        off, on = "☐☑" if kind == "checkbox" else "○◉"
        writer.text(on if "checked" in element.attrib else off)
    elif kind not in _UNSEEN_INPUTS:
        writer.text(element.get("value") or element.get("placeholder"))


def write_unknown(writer: Writer, name: str, element: etree._Element) -> None:
    """Write an element that HTML does not have: what stands in it, else a link to what it shows."""
    attributes = attributes_of(element)
    if name.endswith(_PICTURES) and picture_address(writer.base, attributes):
        _picture(writer, "img", element)
    elif text_of(element).strip() and not name.startswith("amp-"):
        writer.children(element)
    elif find_embed(element, name, writer.base) or _is_of_scripts(name, element):
        _embed(writer, name, element)
    else:
        writer.children(element)


def _is_of_scripts(name: str, element: etree._Element) -> bool:
    """Tell whether a script puts something into *element*, or a program in its place.

    Tags of word processors, as ``<o:p>``, stand for nothing.
    """
    return not len(element) and ("-" in name or (bool(element.attrib) and ":" not in name))


SUBSTITUTES: dict[Fate, Substitute] = {
    Fate.UNWRAP: _unwrap,
    Fate.BLOCK: _block,
    Fate.SILENT: _nothing,
    Fate.LOST: _lose,
    Fate.LITERAL: _literal,
    Fate.MARKUP: _markup,
    Fate.EMBED: _embed,
    Fate.PICTURE: _picture,
    Fate.AREA: _area,
    Fate.CONTROL: _control,
    Fate.FORMULA: _formula,
    Fate.DRAWING: _drawing,
}
