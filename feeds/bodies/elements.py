"""What becomes of each element and attribute of HTML in a body: one table, and nothing besides.

The elements are those of the HTML standard (section 4, and 16.2 for the obsolete ones). What the
table does not know, custom elements say, goes without its content (``Fate.UNWRAP``).
"""

from enum import Enum, auto


class Fate(Enum):
    """What becomes of an element that is not kept under its own name."""

    UNWRAP = auto()  # its content stays in its place
    BLOCK = auto()  # its content stays, as a block of its own
    SILENT = auto()  # it goes with its content, which no reader would have shown
    LOST = auto()  # it goes with its content, and that is said
    LITERAL = auto()  # its content is text as it is written, in lines as it is written
    MARKUP = auto()  # its content, which parsers take for text, is HTML
    EMBED = auto()  # a link to what it shows
    PICTURE = auto()  # an image at the best of its addresses
    AREA = auto()  # a link by its alternative text
    CONTROL = auto()  # the text that people see of a form
    FORMULA = auto()  # its text, with what stands above and below
    DRAWING = auto()  # the text in it


# On every element. Who reads from right to left, or has a page read aloud, needs them.
GENERAL_ATTRIBUTES = frozenset({"dir", "lang", "title"})

_CELLS = "align char charoff"
# Those that are kept, and which attributes of theirs. All other attributes are presentational, or
# of use to scripts alone, and go in silence.
KEPT = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "a": "href hreflang",
        "blockquote": "cite",
        "col": f"{_CELLS} span",
        "colgroup": f"{_CELLS} span",
        "data": "value",
        "del": "cite datetime",
        "details": "open",
        "hr": "align size width",
        "img": "align alt height src width",
        "ins": "cite datetime",
        "li": "value",
        "ol": "reversed start type",  # by which a text may refer to an item
        "q": "cite",
        "table": f"{_CELLS} summary",
        "tbody": _CELLS,
        "td": f"{_CELLS} colspan headers rowspan",
        "tfoot": _CELLS,
        "th": f"{_CELLS} abbr colspan headers rowspan scope",
        "thead": _CELLS,
        "time": "datetime",
        "tr": _CELLS,
        **dict.fromkeys(
            "abbr acronym address article aside b bdi bdo big br caption center cite code dd dfn"
            " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup i kbd main mark"
            " nav p pre rp rt rtc ruby s samp section small span strike strong sub summary sup tt u"
            " ul var wbr".split(),
            "",
        ),
    }.items()
}
# Those that another name says the same of.
RENAMED = {"dir": "ul", "image": "img", "menu": "ul"}

FATES = {
    name: fate
    for fate, names in {
        Fate.UNWRAP: "body basefont blink canvas font head html label map menuitem meter multicol"
        " nobr output picture progress rb selectedcontent slot",
        Fate.BLOCK: "dialog fieldset form frameset legend marquee optgroup search",
        # What they say is for browsers, players and forms.
        Fate.SILENT: "base command isindex keygen link meta nextid param source spacer"
        " style title track",
        Fate.LOST: "script template",
        Fate.LITERAL: "listing plaintext xmp",
        Fate.MARKUP: "noembed noframes noscript",
        Fate.EMBED: "applet audio bgsound embed fencedframe frame iframe object portal video",
        Fate.PICTURE: "img",
        Fate.AREA: "area",
        Fate.CONTROL: "button datalist input option select textarea",
        Fate.FORMULA: "math",
        Fate.DRAWING: "svg",
    }.items()
    for name in names.split()
}

FAULTY = "a link or picture with a faulty address"
"""What a body is said to lose with an address that is meant for one and is none."""
OF_OWN_NETWORK = "an address on the machine or network of its writer"
"""What a body is said to lose with an address that leads no reader to what its writer saw there."""

# Deeper elements lose their tags.
MAX_DEPTH = 100
# What is longer is cut, at the end of a paragraph: the worst of this length takes a second.
MAX_LENGTH = 80_000
# Elements without an end (HTML, section 13.1.2), those that history had too.
VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr img image input isindex keygen link"
    " meta nextid param source spacer track wbr".split()
)
# Those that end a paragraph where they begin (HTML, section 13.2.6.4.7).
ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center details div dl figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header hgroup hr main nav ol p pre section summary table ul".split()
)
