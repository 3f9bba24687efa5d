"""``truncated-excerpt``: an excerpt that ends within a sentence.

What: The excerpt ends within a sentence. Those of related articles, which are not published, may.
    It is a warning if it ends within a tag or an entity of HTML.

Why: A whole sentence says more to subscribers. Feeds put an ellipsis (…) at such an end, but half a
    tag or entity stands before it as it is written.

Example:
    excerpt: "PyTorch is moving to the Linux"

Remedy: End it with a whole sentence.
"""

from collections.abc import Sequence

from feeds.bodies.sentences import ends_sentence, is_cut
from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of
from feeds.values.text import clean_excerpt, decode_entity

RULE = documented(__name__, Severity.INFO)

_PIECE = expression(
    r"(?:&(?P<name>#[0-9]{0,7}|#[xX][0-9a-fA-F]{0,6}|[A-Za-z]{2,8}[0-9]{0,2})|<[A-Za-z/][^<>]*)\Z"
)
_MARKS = " .…⋯‥[("
# What is longer is no tag that was cut.
_LONGEST_PIECE = 500
# Of other entities, a part may be a word: the beginning of "&Theta;" is "The".
_USUAL = (
    "amp", "apos", "bdquo", "bull", "copy", "euro", "gt", "hellip", "laquo", "ldquo", "lsquo",
    "lt", "mdash", "middot", "nbsp", "ndash", "pound", "quot", "raquo", "rdquo", "reg", "rsquo",
    "sbquo", "trade",
)  # fmt: skip


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault if the excerpt of the seed itself ends within a sentence."""
    excerpt = text_of(articles.own, "excerpt").rstrip()
    if not excerpt:
        return ()
    if ("&" in excerpt or "<" in excerpt) and (piece := _find_piece(excerpt)):
        return (_fault_of_piece(*piece),)
    if ends_sentence(excerpt) and not is_cut(excerpt):
        return ()
    last = excerpt.rsplit(maxsplit=1)[-1]
    fault = RULE.fault(("excerpt",), f"ends within a sentence, after {quote(last)}")
    return (fault._replace(part=(len(excerpt) - len(last), len(excerpt))),)


def _find_piece(excerpt: str) -> tuple[str, int] | None:
    """Return the half of a tag or entity that *excerpt* ends with, and where it begins."""
    text = excerpt.rstrip(_MARKS)
    start = max(0, len(text) - _LONGEST_PIECE)
    found = _PIECE.search(text, start)
    if found is None:
        return None
    piece, name = found.group(), found["name"]
    # What is less than something is often called b.
    is_tag = len(piece) > len("<b") and not clean_excerpt(f"{piece}>")
    return (piece, found.start()) if (_is_half_entity(name) if name else is_tag) else None


def _is_half_entity(name: str) -> bool:
    if name.startswith("#"):
        return True
    return any(usual.startswith(name) for usual in _USUAL) or (
        len(name) > len("the") and decode_entity(f"&{name};") != f"&{name};"
    )


def _fault_of_piece(piece: str, start: int) -> Fault:
    what = "entity" if piece.startswith("&") else "tag"
    problem = f"ends within the HTML {what} {quote(piece)}, which subscribers see"
    remedy = "remove it, and end the excerpt with a whole sentence"
    fault = RULE.fault(("excerpt",), problem, remedy)
    return fault._replace(severity=Severity.WARNING, part=(start, start + len(piece)))
