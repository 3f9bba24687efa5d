"""Elements of HTML, of MathML and of SVG: those that readers show, and those that they must not.

Source: HTML, section 4 and 16.2 (obsolete ones), https://html.spec.whatwg.org/; MathML Core,
https://www.w3.org/TR/mathml-core/; SVG 2, https://www.w3.org/TR/SVG2/eltindex.html.
"""

SHOWN = frozenset(
    """
    a abbr acronym address area article aside audio b bdi bdo big blink blockquote body br button
    canvas caption center cite code col colgroup command data datagrid datalist dd del details dfn
    dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i img input ins kbd keygen label legend li listing main map mark marquee
    menu menuitem meter multicol nav nextid nobr noscript ol optgroup option output p picture pre
    progress q rb rp rt rtc ruby s samp search section select slot small sound source spacer span
    strike strong sub summary sup table tbody td textarea tfoot th thead time title tr track tt u
    ul var video wbr xmp plaintext
    """.split()
)
# They run something, load a page into a page, or change the page that they stand in.
RISKY = frozenset(
    """
    applet base basefont bgsound embed frame frameset iframe isindex layer link meta noembed
    noframes object param portal script style template
    """.split()
)
# What may stand in text as well, where nobody means an element by it.
KNOWN = SHOWN | RISKY
MATHML = frozenset(
    """
    annotation annotation-xml maction math mathml merror mfenced mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd
    mtext mtr munder munderover none semantics mlabeledtr menclose maligngroup malignmark
    """.split()
)
SVG = frozenset(
    """
    a animate animateColor animateMotion animateTransform circle clipPath defs desc ellipse feBlend
    feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG
    feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile filter font-face
    font-face-name font-face-src foreignObject g glyph hkern image line linearGradient marker mask
    metadata missing-glyph mpath path pattern polygon polyline radialGradient rect set stop svg
    switch symbol text textPath title tspan use view
    """.split()
)
