"""XML becomes elements with places; nothing in it is loaded, replaced at length, or endless."""

import pytest

from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.reading.recovery import recover
from feeds.verify.reading.source import Source
from feeds.verify.reading.tags import Tag
from feeds.verify.reading.xml import MAX_DEPTH, MAX_ELEMENTS, read_xml


def read(text: str | bytes) -> XmlDocument:
    return read_xml(Source("a.xml", text.encode() if isinstance(text, str) else text))


def faults(document: XmlDocument) -> list[tuple[str, object]]:
    return [(fault.rule, fault.at) for fault in document.faults]


def shape(element: Element | None) -> object:
    assert element is not None
    return element.name, element.attributes, element.text, [shape(c) for c in element.children]


def test_elements_have_their_names_attributes_texts_and_children() -> None:
    document = read(
        '<a b="1"><c xmlns="urn:n" x:d="2" xmlns:x="urn:x">t&amp;<![CDATA[<]]></c> </a>'
    )
    assert shape(document.root) == (
        "a",
        {"b": "1"},
        "",
        [("urn:n c", {"urn:x d": "2"}, "t&<", [])],
    )
    assert [(d.prefix, d.namespace) for d in document.declarations] == [
        ("", "urn:n"),
        ("x", "urn:x"),
    ]
    assert not document.faults
    assert document.first_fault is None


def test_blanks_alone_are_kept_only_where_nothing_else_is() -> None:
    document = read("<a> <b> </b> x <c/>\n</a>")
    assert shape(document.root) == ("a", {}, "  x \n", [("b", {}, " ", []), ("c", {}, "", [])])


def test_elements_begin_where_their_tags_do() -> None:
    text = "<?xml version='1.0'?>\r\n<a>é😀<b/></a>"
    root = read(text).root
    assert root is not None
    assert text.encode()[root.start :].startswith(b"<a>")
    assert text.encode()[root.children[0].start :].startswith(b"<b/>")


@pytest.mark.parametrize(
    ("text", "rule", "at", "message"),
    [
        (
            "<a>Salt & pepper</a>", "not-well-formed", 8,
            'a "&" that begins no reference stands alone',
        ),
        ("<a>1 < 2</a>", "not-well-formed", 5, 'a "<" that begins no tag stands alone'),
        (
            "<a>\n<b>x</c></a>", "not-well-formed", 8,
            "</c> stands where </b> must end the element that began in line 2",
        ),
        ("<a><b>x", "not-well-formed", 7, "the document breaks off: <b>, in line 1, has no end"),
        ("<a/>\n<b/>", "not-well-formed", 5, "something follows the end of the outermost element"),
        ("<a b=1/>", "not-well-formed", 5, "the value of an attribute is in no quotes"),
        ('<a b="1" b="2"/>', "not-well-formed", 9, "the tag has one attribute twice"),
        (
            "<a>\x02</a>", "not-well-formed", 3,
            "the control character U+0002 may stand in no XML document",
        ),
        (
            "<a>&#2;</a>", "not-well-formed", 3,
            "the reference is to a character that no XML document may hold",
        ),
        (
            "<a><x:b/></a>", "unbound-prefix", 3,
            '<x:b>: no namespace is declared for the prefix "x"',
        ),
        (
            "\n<?xml version='1.0'?><a/>", "late-declaration", 1,
            "the XML declaration is not at the very beginning",
        ),
        ("", "not-well-formed", 0, "there is no element at all"),
    ],
)  # fmt: skip
def test_what_is_not_well_formed_has_its_place_and_its_cause(
    text: str, rule: str, at: int, message: str
) -> None:
    document = read(text)
    [fault] = document.faults
    assert (fault.rule, fault.at, fault.message) == (rule, at, message)
    assert document.first_fault is not None


def test_entities_of_html_are_named_each_and_read_as_what_they_stand_for() -> None:
    document = read("<a><b>x&nbsp;y</b><b>&hellip;&nosuch;</b></a>")
    assert faults(document) == [
        ("undefined-entity", 7),
        ("undefined-entity", 21),
        ("undefined-entity", 29),
    ]
    assert document.root is not None
    assert [b.text for b in document.root.children] == ["x\u00a0y", "\u2026&nosuch;"]
    [first, *_] = document.faults
    assert first.message == 'XML knows no entity "&nbsp;", which is one of HTML'
    assert first.remedy == "write &#160;"


def test_another_version_of_xml_is_a_fault_and_read_all_the_same() -> None:
    document = read('<?xml version="1.1"?><a>x</a>')
    assert faults(document) == [("xml-version", 15)]
    assert shape(document.root) == ("a", {}, "x", [])


def test_nothing_that_is_external_is_loaded() -> None:
    document = read('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>')
    assert faults(document) == [("external-entity", 13)]
    assert shape(document.root) == ("a", {}, "", [])


def test_short_entities_are_read_and_long_ones_are_not() -> None:
    short = read('<!DOCTYPE a [<!ENTITY e "é">]><a>&e;</a>')
    assert faults(short) == [("entity-declaration", 13)]
    assert shape(short.root) == ("a", {}, "é", [])
    bomb = read('<!DOCTYPE a [<!ENTITY e "lol lol"><!ENTITY f "&e;&e;">]><a>&f;</a>')
    assert faults(bomb) == [("entity-declaration", 13)]
    assert bomb.is_refused


def test_levels_elements_and_tags_have_bounds() -> None:
    deep = read("<a>" * 300 + "</a>" * 300)
    assert faults(deep) == [("too-many-levels", 3 * MAX_DEPTH)]
    many = read("<a>" + "<b/>" * MAX_ELEMENTS + "</a>")
    assert [fault.rule for fault in many.faults] == ["too-many-elements"]
    assert many.root is not None
    assert len(many.root.children) == MAX_ELEMENTS
    long = read('<a b="' + "x" * 2_000_000 + '"/>')
    assert faults(long) == [("too-long-tag", 0)]


def test_behind_the_first_fault_the_rest_is_read_as_it_may_be_meant() -> None:
    document = read("<a><b>Salt & pepper</b><c d='1'>x</c></a>")
    recover(document)
    assert document.root is not None
    assert [child.name for child in document.root.children] == ["b", "c"]
    [_, last] = document.root.children
    assert (last.attributes, last.text, last.start) == ({"d": "1"}, "x", 23)


def test_recovery_has_bounds_as_well() -> None:
    document = read("<a>&" + "<b/>" * (MAX_ELEMENTS + 10) + "</a>")
    recover(document)
    assert [fault.rule for fault in document.faults] == ["not-well-formed", "too-many-elements"]


def test_finds_characters_of_text_in_cdata_where_tags_and_references_are_text() -> None:
    data = b"<a>\xc3\xa4<![CDATA[<b>&amp;\r\n</b>]]>&amp;<![CDATA[>]]></a>"
    text = "ä<b>&amp;\n</b>&>"
    for part in ("<b>", "&amp;", "\n", "</b>", ">"):
        start = text.rindex(part)
        first, last = Tag(data, 0).text_span(text, (start, start + len(part)))
        assert data[first:last].replace(b"\r\n", b"\n").decode() == part


def test_recovery_reads_what_was_decoded_and_not_what_is_declared() -> None:
    document = read(
        '<?xml version="1.0" encoding="windows-1251"?><a>& <b>\u0427\u0438\u043f</b></a>'
    )
    recover(document)
    assert document.root is not None
    assert [child.text for child in document.root.children] == ["\u0427\u0438\u043f"]
