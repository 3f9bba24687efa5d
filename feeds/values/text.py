"""Plain text out of what curators paste, and text that fits on a line of a terminal."""

import re

from feeds.expressions import expression

# Everything that XML 1.0 (section 2.2, Char) forbids, surrogates included. To name what it allows
# would take thirty times as long to compile.
_FORBIDDEN = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A reference by number or name (HTML, section 13.1.4), whether or not there is such a name.
ENTITY = expression(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
# The value of an attribute may hold a ">".
_TAG = expression(
    r"""<!--(?:.*?-->|.*)|</?([A-Za-z][A-Za-z0-9]*)(?:\s(?:=\s*"[^"<]*"|=\s*'[^'<]*'|[^<>])*+)?/?>""",
    re.DOTALL,
)
# What stands in these is no text; in the last one it mostly says once more what was said.
_UNSEEN = ("script", "style", "template", "noscript")
# All elements of HTML, also those that are history: an inline one leaves no gap in a text, and any
# other a blank. What is neither, as in List<T>, is text.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q rp rt ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)
_BLOCK = frozenset(
    "address area article aside audio blockquote body br button canvas caption center col"
    " colgroup datalist dd details dialog div dl dt embed fieldset figcaption figure footer form"
    " frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe img input label legend li link"
    " main map menu meta meter nav noscript object ol optgroup option output p param picture pre"
    " progress script section select source style summary svg table tbody td template textarea"
    " tfoot th thead title tr track ul video".split()
)

_COMMAND = expression(r"^[^\S\n]*:(?=:)|#(?=#\[)", re.MULTILINE)


def find_forbidden(text: str) -> str | None:
    """Return the first character of *text* that no XML document may hold, or None."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else None


def strip_forbidden(text: str) -> str:
    """Return *text* without the characters that no XML document may hold."""
    # Nothing that is forbidden is printable, and this is told in a tenth of the time.
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def clean_line(text: str) -> str:
    """Return *text* as one line: runs of blanks become one, forbidden characters go."""
    return " ".join(strip_forbidden(text).split())


def clean_excerpt(text: str) -> str:
    """Return the plain text of an excerpt that may hold HTML tags and entities.

    Only tags of real HTML elements go: ``List<T>`` stays. Entities are decoded once and after the
    tags, so that an escaped ``&lt;b&gt;``, which means the characters, stays too.
    """
    if "<" in text:
        text = _TAG.sub(_without_tag, _without_unseen(text))
    if "&" in text:
        text = ENTITY.sub(lambda found: decode_entity(found.group()), text)
    return clean_line(text)


def _without_unseen(text: str) -> str:
    """Return *text* without scripts, styles and the like; one without an end is only a tag."""
    lower = text.lower()
    for name in _UNSEEN:
        # Up to the last end, each beginning has one: nothing is searched for in vain.
        end = lower.rfind(f"</{name}")
        if end >= 0:
            end = lower.find(">", end) + 1 or len(text)
            seen = re.sub(rf"(?is)<{name}\b[^<>]*>.*?</{name}[^<>]*(?:>|\Z)", " ", text[:end])
            text = seen + text[end:]
            lower = text.lower()
    return text


def _without_tag(match: re.Match[str]) -> str:
    name = match.group(1)
    # A single capital is a type parameter more often than a tag of the 1990s.
    if name is None or (name.lower() in _BLOCK and not (len(name) == 1 and name.isupper())):
        return " "
    if name.lower() in INLINE and not (len(name) == 1 and name.isupper()):
        return ""
    return match.group()


def printable(text: str) -> str:
    r"""Return *text* with line ends, control characters and undecodable bytes escaped.

    The name of a file may hold any of them: ``\x1b`` would reach the terminal, a line end would
    tear the line of a problem apart, and XML accepts neither (XML 1.0, section 2.2).
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def disarm(text: str, escape: str = r"\x%02x") -> str:
    """Return *text* with no line that GitHub would obey, by an *escape* of one of its characters.

    It obeys whatever a job prints that begins with ``::``, behind blanks or not, or that has
    ``##[`` in it: actions/runner, src/Runner.Common/ActionCommand.cs.
    """
    if "::" not in text and "##[" not in text:
        return text
    return _COMMAND.sub(lambda found: found[0][:-1] + escape % ord(found[0][-1]), text)


def inert(line: str) -> str:
    """Return *line* so that neither a terminal nor GitHub takes anything in it for a command."""
    return disarm(printable(line))


def decode_entity(entity: str) -> str:
    """Return what the HTML *entity* stands for; one that is unknown stays as it is."""
    # Hardly any text has one, and the table of them takes a millisecond to load.
    import html

    return html.unescape(entity)
