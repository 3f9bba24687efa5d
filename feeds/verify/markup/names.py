"""The names of HTML, SVG, MathML and CSS, and which of them no reader lets pass.

Source: the HTML standard, section 4 and 16.2 (https://html.spec.whatwg.org/multipage/),
SVG 1.1 and 2 (https://www.w3.org/TR/SVG2/eltindex.html), MathML 3 and Core
(https://www.w3.org/TR/mathml-core/).
"""

HTML = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
    blink blockquote body br button canvas caption center cite code col colgroup command content
    data datalist dd del details dfn dialog dir div dl dt element em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe
    image img input ins isindex kbd keygen label layer legend li link listing main map mark
    marquee math menu menuitem meta meter multicol nav nextid nobr noembed noframes nolayer
    noscript object ol optgroup option output p param picture plaintext pre progress q rb rbc rp
    rt rtc ruby s samp script search section select selectedcontent slot small source spacer
    span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
    time title tr track tt u ul var video wbr xmp
    """.split()
)
# What can run, load or lead elsewhere (RFC 4287, section 8.1): readers cut it out.
RISKY = frozenset(
    """
    applet base bgsound embed frame frameset iframe ilayer layer link meta object script style
    """.split()
)
SVG = frozenset(
    """
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform
    circle clipPath color-profile cursor defs desc discard ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter font font-face font-face-format font-face-name font-face-src
    font-face-uri foreignObject g glyph glyphRef hkern image line linearGradient marker mask
    mesh meshgradient meshpatch meshrow metadata missing-glyph mpath path pattern polygon
    polyline radialGradient rect set stop style svg switch symbol text textPath title tref tspan
    unknown use view vkern
    """.split()
)
MATHML = frozenset(
    """
    annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac
    mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot
    mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup
    mtable mtd mtext mtr munder munderover none semantics
    """.split()
)
# Of HTML, with those of SVG and MathML that are written in small letters as well.
ATTRIBUTES = frozenset(
    """
    abbr accent accentunder accept accept-charset accesskey accumulate action actiontype
    additive align alink allow allowfullscreen alt altimg alttext amplitude archive as ascent
    async autocapitalize autocomplete autofocus autoplay axis azimuth background baseprofile
    begin bevelled bgcolor bias border bordercolor by capture cellpadding cellspacing char
    charoff charset checked cite class classid clear clip clip-path clip-rule close code
    codebase codetype color color-scheme cols colspan columnalign columnlines columnspacing
    columnspan compact content contenteditable controls controlslist coords crossorigin cursor
    cx cy d data datetime decelerate decimalpoint declare decoding default defer definitionurl
    depth descent dir direction dirname disabled display displaystyle divisor download draggable
    dur dx dy edge elevation enctype end enterkeyhint equalcolumns equalrows exponent
    exportparts face fence fetchpriority fill fill-opacity fill-rule filter font font-family
    font-size font-style font-variant font-weight fontfamily fontsize fontstyle fontweight for
    form formaction formenctype formmethod formnovalidate formtarget format fr frame frameborder
    framespacing from fx fy g1 g2 groupalign headers height hidden high href hreflang hspace
    http-equiv icon id image-rendering imagesizes imagesrcset in in2 indentalign indentshift
    inert inputmode integrity intercept is ismap itemid itemprop itemref itemscope itemtype k k1
    k2 k3 k4 kerning keytype kind label lang language largeop lengthadjust letter-spacing
    lightercolor lighting-color linebreak lineleading linethickness link list loading local
    longdesc longdivstyle loop low lowsrc lquote lspace macros manifest marginheight marginwidth
    marker-end marker-mid marker-start mask mathbackground mathcolor mathsize mathvariant max
    maxlength maxsize media mediummathspace method methods min minlength minsize mode
    movablelimits multiple muted name nohref nomodule nonce noresize noshade notation novalidate
    nowrap numalign numoctaves object offset opacity open operator optimum order orient
    orientation origin other overflow ping path pathlength pattern placeholder playsinline
    points pointer-events popover popovertarget position poster prefix preload
    preserveaspectratio profile prompt property r radius rbspace readonly referrerpolicy rel
    rendering repeatcount repeatdur required resource restart result rev reversed role rotate
    rowalign rowlines rows rowspacing rowspan rquote rspace rules rx ry sandbox scale scheme
    scope scoped scriptlevel scriptminsize scriptsizemultiplier scrolling seed selected
    selection separator separators shadowrootmode shape shape-rendering side size sizes slope
    slot space span spellcheck src srcdoc srclang srcset stackalign standby start stdeviation
    stemh stemv step stitchtiles stop-color stop-opacity stretchy strikethrough-position stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width style subscriptshift summary superscriptshift symmetric tabindex
    tableborder tablevalues target text text-anchor text-decoration text-rendering textlength
    thickmathspace thinmathspace title to topmargin transform translate type typeof u1 u2
    underline-position unicode unicode-bidi unicode-range units-per-em usemap valign value
    values valuetype version verythickmathspace veryverythickmathspace vert-adv-y vert-origin-x
    vert-origin-y veryveryverythinmathspace viewbox visibility vlink vocab voffset vspace width
    widths word-spacing wrap writing-mode x x-height x1 x2 xchannelselector xmlns y y1 y2
    ychannelselector z zoomandpan attributename attributetype basefrequency calcmode
    clippathunits diffuseconstant edgemode filterunits gradienttransform gradientunits
    kernelmatrix kernelunitlength keypoints keysplines keytimes limitingconeangle markerheight
    markerunits markerwidth maskcontentunits maskunits patterncontentunits patterntransform
    patternunits pointsatx pointsaty pointsatz preservealpha primitiveunits refx refy
    requiredextensions requiredfeatures specularconstant specularexponent spreadmethod
    startoffset surfacescale systemlanguage targetx targety about
    """.split()
)
# What holds an address, which readers open or load.
ADDRESSES = frozenset("href src action background cite data longdesc poster formaction".split())
# The properties of CSS (https://www.w3.org/Style/CSS/all-properties), those of speech included.
CSS = frozenset(
    """
    accent-color align-content align-items align-self alignment-baseline all anchor-name
    animation animation-composition animation-delay animation-direction animation-duration
    animation-fill-mode animation-iteration-count animation-name animation-play-state
    animation-range animation-timeline animation-timing-function appearance aspect-ratio azimuth
    backdrop-filter backface-visibility background background-attachment background-blend-mode
    background-clip background-color background-image background-origin background-position
    background-position-x background-position-y background-repeat background-size baseline-shift
    baseline-source block-size border border-block border-block-color border-block-end
    border-block-end-color border-block-end-style border-block-end-width border-block-start
    border-block-start-color border-block-start-style border-block-start-width
    border-block-style border-block-width border-bottom border-bottom-color
    border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width
    border-collapse border-color border-end-end-radius border-end-start-radius border-image
    border-image-outset border-image-repeat border-image-slice border-image-source
    border-image-width border-inline border-inline-color border-inline-end
    border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start
    border-inline-start-color border-inline-start-style border-inline-start-width
    border-inline-style border-inline-width border-left border-left-color border-left-style
    border-left-width border-radius border-right border-right-color border-right-style
    border-right-width border-spacing border-start-end-radius border-start-start-radius
    border-style border-top border-top-color border-top-left-radius border-top-right-radius
    border-top-style border-top-width border-width bottom box-decoration-break box-shadow
    box-sizing break-after break-before break-inside caption-side caret-color clear clip
    clip-path clip-rule color color-adjust color-interpolation color-scheme column-count
    column-fill column-gap column-rule column-rule-color column-rule-style column-rule-width
    column-span column-width columns contain content content-visibility counter-increment
    counter-reset counter-set cue cue-after cue-before cursor cx cy d direction display
    dominant-baseline elevation empty-cells field-sizing fill fill-opacity fill-rule filter flex
    flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float flood-color
    flood-opacity font font-family font-feature-settings font-kerning font-language-override
    font-optical-sizing font-palette font-size font-size-adjust font-stretch font-style
    font-synthesis font-variant font-variant-alternates font-variant-caps
    font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position
    font-variation-settings font-weight forced-color-adjust gap grid grid-area grid-auto-columns
    grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-gap grid-column-start
    grid-gap grid-row grid-row-end grid-row-gap grid-row-start grid-template grid-template-areas
    grid-template-columns grid-template-rows hanging-punctuation height hyphenate-character
    hyphenate-limit-chars hyphens image-orientation image-rendering initial-letter inline-size
    inset inset-block inset-block-end inset-block-start inset-inline inset-inline-end
    inset-inline-start isolation justify-content justify-items justify-self left letter-spacing
    lighting-color line-break line-height line-height-step list-style list-style-image
    list-style-position list-style-type margin margin-block margin-block-end margin-block-start
    margin-bottom margin-inline margin-inline-end margin-inline-start margin-left margin-right
    margin-top margin-trim marker marker-end marker-mid marker-start mask mask-border mask-clip
    mask-composite mask-image mask-mode mask-origin mask-position mask-repeat mask-size
    mask-type max-block-size max-height max-inline-size max-width min-block-size min-height
    min-inline-size min-width mix-blend-mode object-fit object-position offset offset-anchor
    offset-distance offset-path offset-position offset-rotate opacity order orphans outline
    outline-color outline-offset outline-style outline-width overflow overflow-anchor
    overflow-block overflow-inline overflow-wrap overflow-x overflow-y overscroll-behavior
    padding padding-block padding-block-end padding-block-start padding-bottom padding-inline
    padding-inline-end padding-inline-start padding-left padding-right padding-top page
    page-break-after page-break-before page-break-inside paint-order pause pause-after
    pause-before perspective perspective-origin pitch pitch-range place-content place-items
    place-self play-during pointer-events position print-color-adjust quotes r resize rest
    richness right rotate row-gap ruby-align ruby-position rx ry scale scroll-behavior
    scroll-margin scroll-padding scroll-snap-align scroll-snap-stop scroll-snap-type
    scrollbar-color scrollbar-gutter scrollbar-width shape-image-threshold shape-margin
    shape-outside shape-rendering size speak speak-header speak-numeral speak-punctuation
    speech-rate stop-color stop-opacity stress stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width tab-size
    table-layout text-align text-align-all text-align-last text-anchor text-autospace text-box
    text-combine-upright text-decoration text-decoration-color text-decoration-line
    text-decoration-skip text-decoration-skip-ink text-decoration-style
    text-decoration-thickness text-emphasis text-emphasis-color text-emphasis-position
    text-emphasis-style text-indent text-justify text-orientation text-overflow text-rendering
    text-shadow text-size-adjust text-spacing-trim text-transform text-underline-offset
    text-underline-position text-wrap top touch-action transform transform-box transform-origin
    transform-style transition transition-behavior transition-delay transition-duration
    transition-property transition-timing-function translate unicode-bidi user-select
    vector-effect vertical-align view-transition-name visibility voice-family volume white-space
    white-space-collapse widows width will-change word-break word-spacing word-wrap writing-mode
    x y z-index zoom
    """.split()
)
