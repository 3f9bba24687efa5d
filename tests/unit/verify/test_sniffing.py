"""What kind of document it is, its content tells."""

import pytest

from feeds.verify.reading.source import Source
from feeds.verify.reading.xml import read_xml
from feeds.verify.sniffing import identify, is_web_page, linked_feeds, may_be_feed

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    ("text", "format_", "label", "entries"),
    [
        ('<rss version="2.0"><channel><item/><item/></channel></rss>', "rss", "RSS 2.0", 2),
        ('<rss version="0.91"><channel/></rss>', "rss", "RSS 0.91", 0),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "atom", "Atom 1.0", 1),
        ('<entry xmlns="http://www.w3.org/2005/Atom"/>', "atom", "Atom 1.0", 1),
        ("<feed><entry/></feed>", "atom", "Atom 1.0", 1),
        (f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>', "rdf", "RSS 1.0", 1),
        (
            f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><item/></rdf:RDF>',
            "rdf", "RSS 0.90", 1,
        ),
        ('<opml version="2.0"/>', "opml", "OPML 2.0", 0),
        ("<urlset/>", "", "a sitemap", 0),
        ("<kml/>", "", "a KML document", 0),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', "", "Atom 0.3, which RFC 4287 has replaced", 0),
        ("<e:Envelope xmlns:e='urn:e'/>", "", "a SOAP message", 0),
        ("<notes/>", "", "a document in XML whose first element is <notes>", 0),
    ],
)  # fmt: skip
def test_the_first_element_tells(text: str, format_: str, label: str, entries: int) -> None:
    document = read_xml(Source("a.txt", text.encode()))
    kind = identify(document)
    assert (kind.format, kind.label, len(document.entries)) == (format_, label, entries)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>", True),
        ("<!-- a --> <html lang='en'>", True),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("<rss>", False),
        ("<htmlish>", False),
    ],
)
def test_a_web_page_is_known(text: str, is_page: bool) -> None:
    assert is_web_page(text.encode()) is is_page


def test_a_web_page_names_its_feeds() -> None:
    page = """<link rel="alternate" type="application/rss+xml" href="/a?b=1&amp;c=2">
    <LINK REL='alternate home' TYPE='application/atom+xml; charset=utf-8' HREF='b.atom'>
    <link rel=alternate type=application/feed+json href=c.json>
    <link rel="alternate" type="text/html" href="/de"><link rel="stylesheet" href="/css">"""
    assert list(linked_feeds(page.encode())) == ["/a?b=1&c=2", "b.atom", "c.json"]


@pytest.mark.parametrize(
    ("start", "may_be"),
    [
        (b"<?xml version='1.0'?><!-- a --><rss", True),
        (b"\xef\xbb\xbf<feed", True),
        ("<rss".encode("utf-16"), True),
        (b'{"version": "https://jsonfeed.org/version/1"', True),
        (b'{"name": "package"', False),
        (b"<project>", False),
        (b"", False),
        (b'{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"', True),
        (b'\xef\xbb\xbf\n{"version": "https://jsonfeed.org/version/1"', True),
        (b'{"name": "chips", "version": "1.0.0"}', False),
    ],
)
def test_files_of_a_folder_are_chosen_by_how_they_begin(start: bytes, may_be: bool) -> None:
    assert may_be_feed(start) is may_be
