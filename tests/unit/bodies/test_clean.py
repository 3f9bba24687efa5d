"""Every element and attribute of HTML is kept, replaced by what says the same, or goes."""

import re
from itertools import product

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.clean import Cleaned, clean_html, is_settled, write_anew
from feeds.bodies.elements import FATES, GENERAL_ATTRIBUTES, KEPT, RENAMED, VOID, Fate
from feeds.values.text import find_forbidden

BASE = "https://example.org/news/article"
# The index of the HTML standard, with the obsolete elements of its section 16.2 and those that
# browsers knew before.
STANDARD = """
a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption
cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins
kbd label legend li link main map mark math menu meta meter nav noscript object ol optgroup option
output p picture pre progress q rp rt ruby s samp script search section select selectedcontent slot
small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead
time title tr track u ul var video wbr
acronym applet basefont bgsound big blink center command dir font frame frameset image isindex
keygen listing marquee menuitem multicol nextid nobr noembed noframes param plaintext rb rtc spacer
strike tt xmp
""".split()

EMBEDDED = [
    ('<iframe src="/f" title="A film"></iframe>', '<p><a href="https://example.org/f">A film</a></p>'),
    ('<p>See <iframe src="/f"></iframe> now.</p>', '<p>See <a href="https://example.org/f">example.org</a> now.</p>'),
    ('<iframe srcdoc="&lt;p&gt;Hello&lt;/p&gt;"></iframe>', "<p>Hello</p>"),
    ('<iframe data-src="/lazy" src="about:blank"></iframe>', '<p><a href="https://example.org/lazy">example.org</a></p>'),
    ('<frameset><frame src="/f"></frameset>', '<div><p><a href="https://example.org/f">example.org</a></p></div>'),
    ('<video src="/v.mp4">Your browser shows no videos.</video>', '<p><a href="https://example.org/v.mp4">example.org</a></p>'),
    ('<video poster="/p.jpg" title="T"><source src="/v.mp4"><track src="t"></video>',
     '<p><a href="https://example.org/v.mp4"><img src="https://example.org/p.jpg" alt="T"></a></p>'),
    ('<audio src="/a.mp3" aria-label="Song">Ein Lied</audio>', '<p><a href="https://example.org/a.mp3">Song</a></p>Ein Lied'),
    ('<object data="/m.swf"><param name="movie" value="/m.swf"><embed src="/m.swf"></object>',
     '<p><a href="https://example.org/m.swf">example.org</a></p>'),
    ('<object data="/i.png" type="image/png">Alt</object>', '<img src="https://example.org/i.png" alt="Alt">'),
    ('<embed src="/e.swf">after', '<p><a href="https://example.org/e.swf">example.org</a></p>after'),
    ('<map><area href="/n" alt="North"></map>', '<p><a href="https://example.org/n">North</a></p>'),
    ('<amp-img src="/a.jpg" alt="A"></amp-img>', '<img src="https://example.org/a.jpg" alt="A">'),
    ('<amp-video src="/v.mp4"></amp-video>', '<p><a href="https://example.org/v.mp4">example.org</a></p>'),
    ('<amp-iframe src="/f"></amp-iframe>', '<p><a href="https://example.org/f">example.org</a></p>'),
    ('<amp-youtube data-videoid="a-b_c"></amp-youtube>', '<p><a href="https://www.youtube.com/watch?v=a-b_c">youtube.com</a></p>'),
    ('<lite-youtube videoid="abc" playlabel="Play"></lite-youtube>', '<p><a href="https://www.youtube.com/watch?v=abc">Play</a></p>'),
    ('<twitter-embed tweetid="12"></twitter-embed>', '<p><a href="https://x.com/i/status/12">x.com</a></p>'),
    ('<oembed url="https://youtu.be/x"></oembed>', '<p><a href="https://youtu.be/x">youtu.be</a></p>'),
    ('<div class="fb-post" data-href="https://fb.example/p/1" data-width="5"></div>', '<p><a href="https://fb.example/p/1">fb.example</a></p>'),
    ('<blockquote data-instgrm-permalink="https://ig.example/p/1" title="Cat"></blockquote>', '<p><a href="https://ig.example/p/1">Cat</a></p>'),
    ('<p>a<span data-oembed-url="//v.example/5"> </span></p>', '<p>a<a href="https://v.example/5">v.example</a></p>'),
    ('<script src="https://gist.github.com/ann/1f.js"></script>', '<p><a href="https://gist.github.com/ann/1f">gist.github.com</a></p>'),
]  # fmt: skip
REPLACED = [
    ('<a href="/s" aria-label="Share" title="On X"><i class="fa"></i></a>', '<a href="https://example.org/s" title="On X">Share<i></i></a>'),
    ('<a href="/s" title="a &lt;b&gt;"></a>', '<a href="https://example.org/s" title="a &lt;b&gt;">a &lt;b&gt;</a>'),
    ('<a href="/s" title="T"><img src="/p"></a>', '<a href="https://example.org/s" title="T"><img src="https://example.org/p"></a>'),
    ("<noscript><p>Text <b>b</b></p></noscript>", "<p>Text <b>b</b></p>"),
    ('<img src="data:," alt="lazy"><noscript><img src="/r.jpg" alt="real"></noscript>', 'lazy<img src="https://example.org/r.jpg" alt="real">'),
    ('<img src="/a.jpg"><noscript><img src="/a.jpg"></noscript>', '<img src="https://example.org/a.jpg">'),
    ('<noscript><img src="/a.jpg"></noscript><img data-src="/a.jpg">', '<img src="https://example.org/a.jpg">'),
    ('<amp-carousel><amp-img src="/1.jpg"></amp-img><amp-video><source src="/2.mp4"></amp-video></amp-carousel>',
     '<img src="https://example.org/1.jpg"><p><a href="https://example.org/2.mp4">example.org</a></p>'),
    ("<math><mtext>a<script>x()</script></mtext></math>", "a"),
    ("<noembed><b>x</b></noembed><noframes><i>y</i></noframes>", "<b>x</b><i>y</i>"),
    ("<iframe><b>x</b></iframe>", "<b>x</b>"),
    ("<xmp><b>x</b></xmp>", "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"),
    ("<listing>x</listing>", "<pre>x</pre>"),
    ("<plaintext>a<b>", "<pre>a&lt;b&gt;</pre>"),
    ("<textarea><b>x</textarea>", "&lt;b&gt;x"),
    ("<p>1<math><msup><mi>c</mi><mn>2</mn></msup></math></p>", "<p>1c<sup>2</sup></p>"),
    ("<svg><title>Chart</title><path d='M0'/><text>10</text></svg>", "Chart 10"),
    ("<svg role=img aria-label='Up &lt; 3 %'><path d='M0'/></svg>", "Up &lt; 3 %"),
    ("<a href=/x><svg aria-label=X></svg></a><canvas aria-label='Sales'></canvas>", '<a href="https://example.org/x">X</a>Sales'),
    ("Taste: <span role=img aria-label='4 of 5' class=stars><i></i></span>", "Taste: <span>4 of 5<i></i></span>"),
    ("<i role=img aria-label=star>★</i> <b aria-label=x></b>", "<i>★</i> <b></b>"),
    ("<svg><text><tspan x=0>One <tspan>t</tspan>wo</tspan><tspan dy=9>Three</tspan></text></svg>", "One two Three"),
    ('<picture><source srcset="/s.webp 2x, /b.webp 3x">\n<img alt="A">\n</picture>',
     '<img src="https://example.org/b.webp" alt="A">'),
    # What has no end holds all that follows.
    ('<video src="/v"><p>The war of browsers.</p><ul><li>One</ul>', '<p><a href="https://example.org/v">example.org</a></p><p>The war of browsers.</p><ul><li>One</li></ul>'),
    ('<audio src="/a">The war of browsers' + ", once more" * 40, '<p><a href="https://example.org/a">example.org</a></p>The war of browsers' + ", once more" * 40),
    ('<picture><source srcset="/s"><img><p>One</p><picture><source srcset="/t"><img alt="B"></picture><p>Two</p>',
     '<img src="https://example.org/s"><p>One</p><img src="https://example.org/t" alt="B"><p>Two</p>'),
    ('<picture><source srcset="/s.webp"><img alt="A"><p>One</p><img src="/b"><p>Two</p>',
     '<img src="https://example.org/s.webp" alt="A"><p>One</p><img src="https://example.org/b"><p>Two</p>'),
    ('<picture><img src="/a"><figcaption>A</figcaption></picture>', '<img src="https://example.org/a"><figcaption>A</figcaption>'),
    ('<picture><source srcset="/s.webp">One', '<img src="https://example.org/s.webp">One'),
    ('<amp-img src="/a"><p>One</p><amp-img src="/b"/><p>Two</p>',
     '<img src="https://example.org/a"><p>One</p><img src="https://example.org/b"><p>Two</p>'),
    ('<amp-img src="/a"><noscript><img src="/a"></noscript><p fallback>Offline</p><img src="/a"></amp-img>x',
     '<img src="https://example.org/a">x'),
    ("See <https://a.example/b?c&d> now.", 'See <a href="https://a.example/b?c&amp;d">https://a.example/b?c&amp;d</a> now.'),
    ("<a title='<https://a.example/>'>1</a> <ftp://a.example/b>, <a+b@c.example>, <tel:+44>, <mailto:a@c.example>",
     '<a title="&lt;https://a.example/&gt;">1</a> <a href="ftp://a.example/b">ftp://a.example/b</a>,'
     ' <a href="mailto:a+b@c.example">a+b@c.example</a>, <a href="tel:+44">tel:+44</a>, <a href="mailto:a@c.example">mailto:a@c.example</a>'),
    ("<textarea><https://a.example/></textarea><xmp><a@b.example></xmp>", "&lt;https://a.example/&gt;<pre>&lt;a@b.example&gt;</pre>"),
    ("<p><obsidian://a>, <iframe srcdoc='<https://a.example/>'></iframe></p>", '<p><a>obsidian://a</a>, <a href="https://a.example/">https://a.example/</a></p>'),
    ('E <script type="math/tex">a<b</script> is', "E a&lt;b is"),
    ('<script type="math/mml"><math><msup><mi>x</mi><mn>2</mn></msup></math></script>', "x<sup>2</sup>"),
    ('<span class="MathJax_Preview">E</span><script type="math/tex">E</script>', "<span>E</span>"),
    ('<span class="MathJax_Preview"></span><script type="application/x-tex">E</script>', "<span></span>E"),
    ('<a href="/s"><span role=img aria-label=D></span></a>', '<a href="https://example.org/s"><span>D</span></a>'),
    ('<script type="math/tex; mode=display">E=mc^2</script>', "<p>E=mc^2</p>"),
    ("See http://localhost:3000.", "See http://localhost:3000."),
    ('<a href="http://localhost:3000/">http://localhost:3000/</a>', '<a href="http://localhost:3000/">http://localhost:3000/</a>'),
    ('<a href="/x"><i aria-label="Download"></i></a>', '<a href="https://example.org/x"><i>Download</i></a>'),
    ('<div style="background:#fff url(&quot;/b.png&quot;)"></div>', '<img src="https://example.org/b.png">'),
    ('<div style="background-image:url(/b.png)">x</div>', "<div>x</div>"),
    ('<div data-src="https://a.example/b"></div>', '<p><a href="https://a.example/b">a.example</a></p>'),
    ('<div class="youtube-player" data-id="x1"></div>',
     '<p><a href="https://www.youtube.com/watch?v=x1">youtube.com</a></p>'),
    ("<svg><foreignobject><p>x</p></foreignobject></svg>", "<p>x</p>"),
    ("<svg><foreignObject><div>Label <svg><text>Icon</text></svg></div></foreignObject></svg>", "<div>Label Icon</div>"),
    ("<svg><switch><foreignObject>Label</foreignObject><text>Label</text></switch></svg>", "Label"),
    ("<svg><text>A</text><switch><g/><a href=/x><text>Not SVG</text></a></switch></svg>", "A"),
    ("<svg><switch><text systemLanguage=de>Eins</text><text>One</text></switch></svg>", "One"),
    ("<menuitem>One<p>Two</p>", "One<p>Two</p>"),
    ('<div class="lazy" data-src="/a.jpg?b" aria-label="A"></div>', '<img src="https://example.org/a.jpg?b" alt="A">'),
    ('<div data-bg="/a.webp"></div><div data-bg="/a"></div>', '<img src="https://example.org/a.webp"><div></div>'),
    ('<div data-src="/a.jpg">A</div>', "<div>A</div>"),
    ("<canvas>Without scripts</canvas>", "Without scripts"),
    ("<meter value=3></meter>", "3"),
    ("<menu><li>a</menu><dir><li>b</dir>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    ("<form><label>Name <input value=Ann></label><select><option>a<option selected>b</select><button>Go</button></form>", "<div>Name Ann b Go</div>"),
    ("<input type=checkbox checked> a <input type=radio> b <input type=hidden value=c>", "☑ a ○ b"),
    ("<dialog>a</dialog><search>b</search>", "<div>a</div><div>b</div>"),
    ("<font color=red>a</font> <big>b</big> <o:p>c</o:p> <my-el>d</my-el>", "a <big>b</big> c d"),
    ('<a href="#fn1">[1]</a> <a href="">top</a> <a href="#fnref1">↩︎</a>x', "[1] top x"),
    ("<span class=katex><math><mi>x</mi></math><span class=katex-html aria-hidden=true>x</span></span>", "<span>x</span>"),
    ("<picture><source srcset='/a.webp 1x, /b.webp 2x'><img alt=q></picture>", '<img src="https://example.org/b.webp" alt="q">'),
    ("<image src=/a.png>b", '<img src="https://example.org/a.png">b'),
    ("a<wbr>b<source src=x>c<track>d", "a<wbr>bcd"),
    ("<html lang=ar><body dir='rtl'><p>q</p>", '<div dir="rtl" lang="ar"><p>q</p></div>'),
    ('<base href="/b/"><a href="x">x</a>', '<a href="https://example.org/b/x">x</a>'),
    ("<template shadowrootmode=open><p>x</p></template>", "<p>x</p>"),
]  # fmt: skip
LOST = [
    ("a<script>x</script>", "a", ("script",)),
    ("a<template><p>x</p></template>", "a", ("template",)),
    ("<select><option>A<option>B</option><p>One</p>", "A", ("select",)),
    ("<select>One<option>A", "A", ("select",)),
    ("<img src='file:///a.png' alt=A>", "A", ("a picture with file:",)),
    ("<img src='C:\\a.png'>", "", ("a picture with c:",)),
    ("<img src='blob:https://example.org/1'>", "", ("a picture with blob:",)),
    ("<img src='http://a.localhost:1313/a'>", '<img src="http://a.localhost:1313/a">', ("an address on the machine or network of its writer",)),
    ("<a href='http://127.0.0.1/'>A</a>", '<a href="http://127.0.0.1/">A</a>', ("an address on the machine or network of its writer",)),
    *(
        (f'<img src="http://{host}/a">', f'<img src="http://{host}/a">', ("an address on the machine or network of its writer",))
        for host in ("10.0.0.1", "192.168.1.5:80", "[fd00::1]", "nas", "a.local", "b.test", "a.b.internal", "localhost.")
    ),
    *(
        (f'<img src="http://{host}/a">', f'<img src="http://{host}/a">', ())
        for host in ("9to5.example", "93.184.215.14", "localhost.example", "test.example", "local.a.example")
    ),
    ('<video src="http://nas/a"></video>', '<p><a href="http://nas/a">nas</a></p>', ("an address on the machine or network of its writer",)),
    ('<video src="/a" poster="http://nas/a"></video>',
     '<p><a href="https://example.org/a"><img src="http://nas/a" alt="example.org"></a></p>', ("an address on the machine or network of its writer",)),
    ('<img srcset="file:///a 2x">', "", ("a picture with file:",)),
    ('<picture><source srcset="cid:a"></picture>', "", ("a picture with cid:",)),
    ('<img src="ftp://a.example/a">', "", ("a picture with ftp:",)),
    ('<a href="blob:https://a.example/1">A</a>', "<a>A</a>", ("the address of a link with blob:",)),
    ('<img src="https://a.example:99999/b">', "", ("a link or picture with a faulty address",)),
    ('<a href="https://a..example/">A</a>', "<a>A</a>", ("a link or picture with a faulty address",)),
    ("<select><xmp>One</xmp>", "", ("select",)),
    ("<datalist><option>A</option>One", "", ("datalist",)),
    ("<select><option>A<div>B</div><hr><option>C</select><datalist><option>A</datalist>", "AB", ()),
    ("a<canvas></canvas><svg><path d='M0'/></svg>", "a", ("canvas", "svg")),
    ('<iframe></iframe>a<iframe src="javascript:x()"></iframe>', "a", ("iframe",)),
    ("a<p hidden>x</p>", "a", ("hidden content",)),
    ("a<div style='color: red; DISPLAY : none !important'>x</div>", "a", ("hidden content",)),
    ("a<b style='display: inline'>b</b><b style='--display: none'>c</b>", "a<b>b</b><b>c</b>", ()),
    ("a<my-widget></my-widget>", "a", ("my-widget",)),
    ('a<Counter count="10" />b', "ab", ("counter",)),
    ('a<img src="data:image/png;base64,' + "A" * 500 + '">', "a", ("img",)),
    # Nobody would have seen these.
    ('a<img src="/count.gif" style="display:none">', "a", ()),
    ('a<o:p></o:p><st1:place w:st="on"></st1:place>', "a", ()),
    ('a<script type="application/ld+json">{}</script><style>p {}</style><link href=x><meta name=x>', "a", ()),
    ("a<svg aria-hidden=true></svg><title>x</title><datalist><option>x</datalist>", "a", ()),
    ('a<img><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "a", ()),
]  # fmt: skip


def shown(html: str) -> str:
    return clean_html(html, BASE).html


@pytest.mark.parametrize("name", STANDARD)
def test_every_element_of_the_standard_has_a_fate(name: str) -> None:
    assert (name in KEPT) + (name in FATES) + (
        name in RENAMED and RENAMED[name] in {*KEPT, *FATES}
    ) >= 1


def test_table_knows_no_element_that_html_never_had() -> None:
    assert {*KEPT, *FATES, *RENAMED} == set(STANDARD) | {"fencedframe", "portal"}


@pytest.mark.parametrize("name", [name for name in STANDARD if name != "plaintext"])
def test_what_stands_around_an_element_stays_and_no_markup_shows(name: str) -> None:
    html = shown(f"<p>before</p><{name} src=/x href=/x data=/x><b>inside</b></{name}><p>after</p>")
    assert html.startswith("<p>before</p>")
    assert html.endswith("<p>after</p>")
    assert ("&lt;b&gt;" in html) == (name in {"xmp", "textarea"}), "text as it is written"


@pytest.mark.parametrize(("html", "expected"), [*EMBEDDED, *REPLACED])
def test_what_no_reader_shows_is_replaced_by_what_says_the_same(html: str, expected: str) -> None:
    assert clean_html(html, BASE) == Cleaned(expected)


@pytest.mark.parametrize(("html", "expected", "lost"), LOST)
def test_what_is_lost_is_named_once(html: str, expected: str, lost: tuple[str, ...]) -> None:
    assert clean_html(html, BASE) == Cleaned(expected, lost)


@pytest.mark.parametrize(
    ("source", "is_harmless"),
    [
        ("https://platform.twitter.com/widgets.js", True),
        ("//platform.x.com/widgets.js", True),
        ("//www.instagram.com/embed.js", True),
        ("https://www.threads.com/embed.js", True),
        ("https://www.tiktok.com/embed.js", True),
        ("https://social.example/embed.js", True),  # Mastodon
        ("https://embed.bsky.app/static/embed.js", True),
        ("https://embed.reddit.com/widgets.js", True),
        ("https://embed.redditmedia.com/widgets/platform.js", True),
        ("//s.imgur.com/min/embed.js", True),
        ("//embedr.flickr.com/assets/client-code.js", True),
        ("//assets.pinterest.com/js/pinit.js", True),
        ("https://public.codepen.io/assets/embed/ei.js?1", True),
        ("https://cdn.embedly.com/widgets/platform.js", True),
        ("https://datawrapper.example/AbC/embed.js", False),
        ("https://platform.twitter.com.example/widgets.js", False),
        ("https://charts.example/draw.js", False),
        ("", False),
    ],
)
def test_nothing_is_lost_of_a_script_that_frames_a_post(source: str, is_harmless: bool) -> None:
    """The code that networks give to embed a post has the post itself before the script."""
    post = '<blockquote><p>Hello</p>— Ann <a href="https://x.example/1">Jan 1</a></blockquote>'
    code = f'{post}<script async src="{source}" charset="utf-8"></script>'
    assert clean_html(code, BASE) == Cleaned(post, () if is_harmless else ("script",))


# Its table of attributes, without those of events.
ATTRIBUTES = """
abbr accept accept-charset accesskey action allow allowfullscreen alpha alt as async autocapitalize
autocomplete autocorrect autofocus autoplay blocking charset checked cite class closedby color
colorspace cols colspan command commandfor content contenteditable controls coords crossorigin data
datetime decoding default defer dir dirname disabled download draggable enctype enterkeyhint
fetchpriority for form formaction formenctype formmethod formnovalidate formtarget headers
headingoffset headingreset height high href hreflang http-equiv id imagesizes imagesrcset inert
inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang list loading
loop low max maxlength media method min minlength multiple muted name nomodule nonce novalidate open
optimum pattern ping placeholder playsinline popover popovertarget popovertargetaction poster preload
readonly referrerpolicy rel required reversed rows rowspan sandbox scope selected
shadowrootclonable shadowrootcustomelementregistry shadowrootdelegatesfocus shadowrootmode
shadowrootserializable shape size sizes slot span spellcheck src srcdoc srclang srcset start step
style tabindex target title translate type usemap value width wrap writingsuggestions
align alink background bgcolor border cellpadding cellspacing char charoff clear compact face frame
frameborder hspace language link longdesc marginheight nohref noshade nowrap onclick onload profile
rev rules scheme scrolling summary text valign version vlink vspace
""".split()


@pytest.mark.parametrize("name", sorted(KEPT))
def test_an_element_that_is_kept_keeps_the_attributes_of_the_table_and_no_others(name: str) -> None:
    table = {"col", "colgroup", "caption", "tbody", "td", "tfoot", "th", "thead", "tr"}
    attributes = " ".join(f'{attribute}="1"' for attribute in ATTRIBUTES)
    element = f"<{name} {attributes}>x</{name}>"
    html = shown(f"<table>{element}</table>" if name in table else element)
    found = re.search(rf"<{name}(?![a-z0-9])([^>]*)>", html)
    assert found
    assert set(re.findall(r"([\w-]+)=", found[1])) == KEPT[name] | GENERAL_ATTRIBUTES


@pytest.mark.parametrize(
    "html",
    [
        "<b><p>x</p></b>", "<a href=\"https://e.org/\"><div>x</div></a>", "<pre>x\n\n y</pre>",
        "<h1><p>x</p></h1>", "<ruby>a<rt>b</rt></ruby>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>", "<p>a &amp; b &lt; c&nbsp;d</p>",
        '<table><tbody><tr><td colspan="2">a</td><td>b</td></tr></tbody></table>',
        '<figure><img src="https://e.org/a.png" alt="a"><figcaption>b</figcaption></figure>',
        "<details open=\"\"><summary>a</summary>b</details>", '<ol start="3" reversed=""><li value="2">x</li></ol>',
        '<bdo dir="rtl" lang="he">x</bdo>', '<img alt="<b>&amp;" src="https://e.org/">',
    ],
)  # fmt: skip
def test_sound_html_stays_as_it_is(html: str) -> None:
    assert clean_html(html, BASE) == Cleaned(html.replace('alt="<b>', 'alt="&lt;b&gt;'))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<dl><dt>a<dd>b<dd>c</dl>", "<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>"),
        ("<p>a<p>b<h2>c</h2>d", "<p>a</p><p>b</p><h2>c</h2>d"),
        ("<p>a<div>b</div>c</p>", "<p>a</p><div>b</div>c"),
        ("a</div>b</body></html>c<p>d", "abc<p>d</p>"),
        ('<p title="<b>x<wbr>y<image/>">z</p>', '<p title="&lt;b&gt;x&lt;wbr&gt;y&lt;image/&gt;">z</p>'),
        ("<textarea><wbr/><image></textarea>", "&lt;wbr/&gt;&lt;image&gt;"),
        ("a<wbr/>b<image/src=/c>d", 'a<wbr>b<img src="https://example.org/c">d'),
        ("<x-feeds-b>a</x-feeds-b><x-feeds->b</x-feeds-><a\"b>c", "<b>a</b>bc"),
    ],
)  # fmt: skip
def test_html_that_is_not_sound_keeps_its_text(html: str, expected: str) -> None:
    assert shown(html) == expected


@given(st.text("<>/abipdlsvx-=\"' &;#1!\n", max_size=200))
def test_any_html_gives_html_that_a_sanitiser_leaves_alone(html: str) -> None:
    cleaned = shown(html)
    assert find_forbidden(cleaned) is None
    assert nh3.clean(cleaned, tags=set(KEPT), attributes=nh3_attributes(), link_rel=None) == cleaned


def nh3_attributes() -> dict[str, set[str]]:
    return {"*": set(GENERAL_ATTRIBUTES)} | {name: set(kept) for name, kept in KEPT.items()}


LEAVES = st.sampled_from(
    ["text", " ", "\n", "\t", "\u2028", "é", "🚀", "&amp;", "&lt;b&gt;", "&copy;", '"', "'", "<br />", "<br>",
     '<img src="https://a.example/a.png" alt="x &amp; y">', '<img src="/a.png" alt="">',
     '<img src="https://a.example/b.jpg" alt="" class="wide" width="10" height="0" />',
     '<img src="https://a.example/blank.gif" alt="q">', "<hr />", "<p>", "</em>", "x-feeds-a"]
)  # fmt: skip
STARTS = st.sampled_from(
    ["p", "ul", "ol", "li", "em", "strong", "b", "i", "code", 'code class="language-py"', "pre", "h2",
     "blockquote", "figure", "figcaption", "div", "P", 'a href="https://a.example/x-y/z.html"',
     'a href="https://a.example"', 'a href="http://a-b.c.example/"', 'a href="#x"']
)  # fmt: skip


def element(start: str, inner: list[str]) -> str:
    if start in ("ul", "ol"):
        inner = ["\n", *(f"<li>{item}</li>\n" for item in inner)]
    if start == "pre":
        inner = [f"<code>{''.join(inner)}</code>"]
    return f"<{start}>{''.join(inner)}</{start.partition(' ')[0]}>"


@given(
    st.recursive(LEAVES, lambda parts: st.builds(element, STARTS, st.lists(parts, max_size=3)))
    | st.lists(LEAVES | STARTS.map("<{}>".format), max_size=6).map("".join)
)
def test_what_is_settled_is_what_it_would_be_written_as(html: str) -> None:
    if is_settled(html):
        assert clean_html(html, BASE) == write_anew(html, BASE)


@pytest.mark.parametrize(
    "html",
    [
        '<h2>A</h2>\n<p>b <em>c</em> <a href="https://a.example/x">d</a><br />\ne &amp; f</p>',
        '<ul>\n<li>a\n<ol>\n<li><strong>b</strong></li>\n</ol>\n</li>\n</ul>\n<pre><code class="language-py">x\n</code></pre>',
        '<figure><img src="https://a.example/a.png" alt=""><figcaption>a</figcaption></figure>',
    ],
)
def test_what_most_bodies_consist_of_is_settled(html: str) -> None:
    assert is_settled(html)


def test_however_elements_nest_their_text_is_written_once() -> None:
    plain = {Fate.UNWRAP, Fate.BLOCK, Fate.SILENT, Fate.LOST, Fate.LITERAL}
    holders = [name for name in FATES.keys() - VOID if FATES[name] not in plain]
    holders += [
        "foreignobject",
        "switch",
        "canvas",
        "picture",
        "picture><source srcset=a><img",
        "fieldset",
        "x-own",
        "div",
        "li",
    ]
    for one, other in product(holders, repeat=2):
        written = clean_html(f"<{one}><{other}>" * 10 + "word", BASE).html
        # Of a text that is shown as it was written, tags are text too.
        assert written.count("word") <= 1
        assert len(written) < 4_000
