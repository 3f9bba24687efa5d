"""Feeds behind something else, as the warnings of a program."""

import pytest

from feeds.verify.reading.beginnings import start_of_root
from feeds.verify.reading.source import Source
from feeds.verify.reading.xml import read_xml


@pytest.mark.parametrize("root", ["<rss>", "<feed xmlns='x'>", "<rdf:RDF\n>", "<opml >"])
def test_the_outermost_element_of_a_feed_is_found(root: str) -> None:
    assert start_of_root(f"Warning: in x.php\n{root}".encode()) == 18


def test_a_page_and_a_feed_from_its_beginning_have_none_behind_anything() -> None:
    assert start_of_root(b"<html><p>Read our <b>rss</b> feed") == 0
    assert start_of_root(b"<rss>") == 0
    assert start_of_root(b"x" * 200_000 + b"<rss>") == 0


def test_what_follows_is_read_with_its_places() -> None:
    text = "Warning: a & b\n<?xml version='1.0'?>\n<rss><b>c&nbsp;d</b></rss>"
    document = read_xml(Source("a.xml", text.encode()))
    assert [(fault.rule, fault.at) for fault in document.faults] == [
        ("not-well-formed", 0),
        ("undefined-entity", text.index("&nbsp;")),
    ]
    assert document.root is not None
    assert document.root.start == text.index("<rss>")
    assert document.root.children[0].text == "c\u00a0d"
    assert document.first_fault is None
