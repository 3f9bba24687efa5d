"""Feeds as programs make them, each broken as programs break them: what is said of it is known.

Each edit is one fault, and is told once, at its place, with a remedy that mends it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems
from feeds.verify.check import Options, check_feed
from feeds.verify.findings import FeedFinding

Golden = Callable[[Path, bytes], None]

PRODUCERS = Path(__file__).parents[2] / "producers"
EXPECTED = Path(__file__).parents[2] / "broken-feeds"
NOW = datetime(2026, 12, 1, tzinfo=UTC)

# By feed: what is replaced, and what by.
EDITS = (
    ("wordpress.xml", "bare-ampersand", b"costs &#038; why", b"costs & why"),
    (
        "wordpress.xml",
        "two-guids",
        b"\t\t<guid",
        b'\t\t<guid isPermaLink="false">https://chips.example/?p=1</guid>\n\t\t<guid',
    ),
    ("wordpress.xml", "blank-line-first", b"<?xml", b"\n<?xml"),
    (
        "ghost.rss",
        "date-of-atom",
        b"Mon, 30 Nov 2026 08:00:00 GMT</pubDate>",
        b"2026-11-30T08:00:00Z</pubDate>",
    ),
    (
        "ghost.rss",
        "prefix-not-declared",
        b' xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        b"",
    ),
    ("ghost.rss", "guid-no-permalink", b' isPermaLink="false"', b""),
    (
        "blogger.xml",
        "wrong-namespace",
        b"xmlns='http://www.w3.org/2005/Atom'",
        b"xmlns='http://www.w3.org/2005/Atom/'",
    ),
    (
        "blogger.xml",
        "no-time-zone",
        b"00:15:00.123-08:00</updated><category term",
        b"00:15:00.123</updated><category term",
    ),
    ("blogger.xml", "escaped-xhtml", b"<content type='html'>", b"<content type='xhtml'>"),
    (
        "github-releases.atom",
        "no-href",
        b' href="https://github.com/chips/wafer/releases/tag/v1.2.0"',
        b"",
    ),
    ("github-releases.atom", "entity-of-html", b"Release notes", b"Release&nbsp;notes"),
    (
        "github-releases.atom",
        "no-author",
        b"<author>\n      <name>annberg</name>\n    </author>",
        b"",
    ),
    ("podcast-host.rss", "length-in-words", b'length="28141231"', b'length="28.1 MB"'),
    ("podcast-host.rss", "category-misspelt", b'text="Technology"', b'text="Tecnology"'),
    (
        "podcast-host.rss",
        "namespace-by-https",
        b"http://www.itunes.com/dtds",
        b"https://www.itunes.com/dtds",
    ),
    (
        "hugo.xml",
        "relative-link",
        b"<link>https://chips.example/posts/cheaper-again/",
        b"<link>/posts/cheaper-again/",
    ),
    (
        "hugo.xml",
        "iri",
        b"<link>https://chips.example/posts/cheaper-again/",
        b"<link>https://chips.example/posts/gr\xc3\xb6\xc3\x9fe/",
    ),
    ("hugo.xml", "windows-1252", b"<title>Cheaper again", b"<title>Cheaper \x96 again"),
    (
        "medium.rss",
        "wrong-weekday",
        b"Mon, 30 Nov 2026 08:00:00 GMT",
        b"Sun, 30 Nov 2026 08:00:00 GMT",
    ),
    (
        "medium.rss",
        "second-channel",
        b"</channel>\n",
        b"</channel>\n<channel><title>b</title></channel>\n",
    ),
    ("micro.json", "comma-too-many", b'["prices"]\n', b'["prices"],\n'),
    (
        "micro.json",
        "id-is-a-number",
        b'"id": "https://micro.chips.example/2026/11/30/wafers.html"',
        b'"id": 4711',
    ),
    ("micro.json", "date-of-rss", b"2026-11-30T08:00:00-06:00", b"Mon, 30 Nov 2026 08:00:00 GMT"),
    (
        "slashdot.rdf",
        "date-of-rss",
        b"<dc:date>2026-11-30T08:50:00+00:00",
        b"<dc:date>Mon, 30 Nov 2026 08:50:00 GMT",
    ),
    ("slashdot.rdf", "no-about", b'<item rdf:about="https://chips.example/story/1">', b"<item>"),
    ("slashdot.rdf", "tag-crossed", b"</dc:rights>", b"</dc:right>"),
    (
        "mastodon.rss",
        "no-media-address",
        b'url="https://files.social.example/media/wafer.png" ',
        b"",
    ),
    ("mastodon.rss", "markup-not-escaped", b"&lt;p&gt;Wafers", b"<b>Wafers</b>"),
    (
        "reader.opml",
        "ampersand-in-address",
        b'xmlUrl="https://chips.example/feed/"',
        b'xmlUrl="https://chips.example/?a=1&b=2"',
    ),
    ("reader.opml", "attribute-in-small-letters", b"xmlUrl=", b"xmlurl="),
    ("reader.opml", "no-text", b'text="Chips" title="Chips" xmlUrl', b'title="Chips" xmlUrl'),
    ("substack.rss", "junk-after-end", b"</rss>\n", b"</rss>\n<script>var a=1;</script>\n"),
    (
        "substack.rss",
        "script",
        b"<p>Wafers cost half of what they did.</p>",
        b"<p>Wafers <script>alert(1)</script></p>",
    ),
    (
        "drupal.xml",
        "language-in-words",
        b"<language>en</language>",
        b"<language>English</language>",
    ),
    ("drupal.xml", "no-version", b'<rss version="2.0" ', b"<rss "),
    (
        "drupal.xml",
        "warning-first",
        b"<?xml",
        b"<br />\n<b>Warning</b>: no such key in <b>/var/a.php</b><br />\n<?xml",
    ),
    ("feedburner.xml", "relation-misspelt", b'rel="self"', b'rel="selff"'),
    (
        "feedburner.xml",
        "comma-between-coordinates",
        b"53.5510846 9.9936818",
        b"53.5510846, 9.9936818",
    ),
    (
        "feedburner.xml",
        "author-without-mail",
        b"<author>noreply@blogger.com (Ann Berg)</author>",
        b"<author>Ann Berg</author>",
    ),
    ("libsyn.rss", "control-character", b"8: Cheaper again", b"8: Cheaper\x0b again"),
    ("libsyn.rss", "duration-in-words", b"<itunes:duration>39:05", b"<itunes:duration>39 min"),
    ("libsyn.rss", "end-of-another", b"</itunes:owner>", b"</itunes:author>"),
    ("arxiv.rss", "bare-less-than", b"p &lt; 0.05", b"p < 0.05"),
    ("arxiv.rss", "day-in-german", b"<day>Sunday", b"<day>Sonntag"),
    ("arxiv.rss", "markup-in-title", b"Cost of Wafers", b"Cost of &lt;b&gt;Wafers&lt;/b&gt;"),
    ("planet.atom", "other-encoding", b'encoding="utf-8"', b'encoding="utf-16"'),
    (
        "stackexchange.atom",
        "type-of-media",
        b'<summary type="html">',
        b'<summary type="text/html">',
    ),
    (
        "stackexchange.atom",
        "ampersand-in-address",
        b'newest" type="application',
        b'newest&x=1" type="application',
    ),
    ("earthquakes.atom", "id-is-no-address", b"urn:earthquake-usgs-gov:nc:4711", b"nc4711 2026"),
    (
        "earthquakes.atom",
        "day-that-is-none",
        b"2026-11-30T09:27:40.123Z",
        b"2026-11-31T09:27:40.123Z",
    ),
    ("bluesky.rss", "no-quotes", b'version="2.0"', b"version=2.0"),
    ("news-search.rss", "too-wide", b"<width>16<", b"<width>200<"),
    (
        "broadcaster.rss",
        "before-the-web",
        b"Mon, 30 Nov 2026 08:05:31 GMT",
        b"Thu, 01 Jan 1970 00:00:00 GMT",
    ),
    ("node-feed.atom", "mail-in-words", b"ann@chips.example", b"ann at chips.example"),
    (
        "node-feed.atom",
        "address-as-text",
        b'<link href="https://chips.example/cheaper-again"/>',
        b"<link>https://chips.example/cheaper-again</link>",
    ),
    (
        "node-feed.atom",
        "name-of-rss",
        b'<summary type="html"><![CDATA[Wafers cost half.]]></summary>',
        b"<description>Wafers cost half.</description>",
    ),
    (
        "wiki.atom",
        "relative-self",
        b'rel="self" type="application/atom+xml" href="https://wiki.chips.example/w/',
        b'rel="self" type="application/atom+xml" href="/w/',
    ),
    ("wiki.atom", "language-of-posix", b'xml:lang="en"', b'xml:lang="en_US"'),
    ("eleventy.json", "byte-order-mark", b'{\n  "version"', b'\xef\xbb\xbf{\n  "version"'),
    ("eleventy.json", "single-quotes", b'"title": "Chips"', b"'title': 'Chips'"),
    ("eleventy.json", "no-id", b'"id": "https://chips.example/cheaper-again/",\n', b""),
    ("podcasts.opml", "no-address", b' xmlUrl="https://feeds.host.example/4711.rss"', b""),
)


def told(name: str, data: bytes) -> list[FeedFinding]:
    return list(check_feed(name, data, Options(now=NOW)).findings)


@pytest.mark.parametrize(
    ("feed", "fault", "old", "new"), EDITS, ids=[f"{feed}-{fault}" for feed, fault, *_ in EDITS]
)
def test_a_fault_is_told_once_and_with_its_remedy(
    feed: str, fault: str, old: bytes, new: bytes, golden: Golden
) -> None:
    data = (PRODUCERS / feed).read_bytes()
    assert old in data
    known = {found.diagnostic.message for found in told(feed, data)}
    found = told(feed, data.replace(old, new, 1))
    ours = [each.diagnostic for each in found if each.diagnostic.message not in known]
    assert len(ours) == 1
    shown = render_problems((Problem((each,)) for each in ours), colour=False)
    golden(EXPECTED / f"{feed}-{fault}.expected", shown.encode())


@pytest.mark.parametrize("feed", sorted({feed for feed, *_ in EDITS if not feed.endswith("json")}))
def test_a_feed_that_breaks_off_is_told_to_do_so_and_to_lack_nothing(feed: str) -> None:
    data = (PRODUCERS / feed).read_bytes()
    known = {found.diagnostic.message for found in told(feed, data)}
    for end in range(len(data) // 2, len(data) - 40, len(data) // 12):
        found = told(feed, data[:end])
        ours = [each.diagnostic for each in found if each.diagnostic.message not in known]
        assert [each.rule for each in ours] == ["not-well-formed"]
