"""The text of formulas (MathML Core, https://www.w3.org/TR/mathml-core/): few readers show it."""

from collections.abc import Iterator
from itertools import cycle

from lxml import etree
from markupsafe import escape

from feeds.bodies.nesting import as_written

# Their children in order: the base, and what stands below and above it.
_SCRIPTS = {
    "msub": ("sub",),
    "msup": ("sup",),
    "msubsup": ("sub", "sup"),
    "munder": ("sub",),
    "mover": ("sup",),
    "munderover": ("sub", "sup"),
}
# What stands before, between and after the children of these.
_BETWEEN = {
    "msqrt": ("√(", "", ")"),
    "mfenced": ("(", ", ", ")"),
    "mtable": ("", "; ", ""),
    "mtr": ("", ", ", ""),
    "mlabeledtr": ("", ", ", ""),
}
# Of these only the first child is shown; the others are the same in other notations, or for later.
_FIRST_ONLY = frozenset({"semantics", "maction"})
_UNSEEN = frozenset(
    {"annotation", "annotation-xml", "mphantom", "none", "mprescripts", "script", "style"}
)
# Operators that nobody sees: function application, invisible times, separator and plus.
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")


def formula_html(formula: etree._Element) -> str:
    """Return the text of *formula*, with ``sub`` and ``sup``; empty if it has none."""
    text = "".join(_pieces(formula)).strip()
    return text or str(escape(" ".join(as_written(formula.get("alttext") or "").split())))


def _pieces(element: etree._Element) -> Iterator[str]:
    name = _name_of(element)
    children = list(element)
    if name in _UNSEEN:
        return
    if name in _FIRST_ONLY:
        children = children[:1]
    if name in _SCRIPTS and children:
        yield from _pieces(children[0])
        for tag, child in zip(_SCRIPTS[name], children[1:], strict=False):
            yield f"<{tag}>{_text(child)}</{tag}>"
    elif name in _BETWEEN:
        before, between, after = _BETWEEN[name]
        yield str(escape(element.get("open") or before))
        yield between.join(map(_text, children))
        yield str(escape(element.get("close") or after))
    elif name == "mmultiscripts":
        yield from _multiscripts(children)
    elif name == "mfrac" and len(children) > 1:
        yield f"{_operand(children[0])}/{_operand(children[1])}"
    elif name == "mroot" and len(children) > 1:
        yield f"<sup>{_text(children[1])}</sup>√({_text(children[0])})"
    else:
        yield " " if name == "mspace" else _own(element.text)
        for child in children:
            yield from _pieces(child)
            yield _own(child.tail)


def _multiscripts(children: list[etree._Element]) -> Iterator[str]:
    """Yield the base, with its scripts in pairs before and behind it (MathML Core, 3.4.3)."""
    names = [_name_of(child) for child in children]
    end = names.index("mprescripts") if "mprescripts" in names else len(children)
    yield from _pairs(children[end + 1 :])
    for base in children[: min(end, 1)]:
        yield from _pieces(base)
    yield from _pairs(children[1:end])


def _pairs(children: list[etree._Element]) -> Iterator[str]:
    for tag, child in zip(cycle(("sub", "sup")), children, strict=False):
        if text := _text(child):
            yield f"<{tag}>{text}</{tag}>"


def _name_of(element: etree._Element) -> str:
    return str(element.tag).rpartition(":")[2]


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element))


def _operand(element: etree._Element) -> str:
    text = _text(element)
    return text if text.replace(".", "").isalnum() else f"({text})"


def _own(text: str | None) -> str:
    if not text or text.isspace():
        return ""
    return str(escape(as_written(text).translate(_INVISIBLE)))
