"""The places of what is found in a JSON Feed."""

from feeds.verify.findings import Finding
from feeds.verify.jsonfeed.document import JsonDocument
from feeds.verify.reading.source import Source

_DATA = '{"items": [{"id": "1", "title": "Käse \\u00e9x"}, 7]}'.encode()


def marked(finding: Finding) -> str:
    document = JsonDocument(Source("feed.json", _DATA))
    document.find_places([finding])
    start, end = document.span(finding)
    return _DATA[start:end].decode()


def test_marks_values_keys_and_parts_of_texts() -> None:
    title = ("items", 0, "title")
    assert marked(Finding("", title, "")) == '"Käse \\u00e9x"'
    assert marked(Finding("", ("items", 0), "", attribute="title")) == '"title"'
    assert marked(Finding("", title, "", part=(1, 6))) == "äse \\u00e9"
    assert marked(Finding("", title, "", part=(5, 7))) == "\\u00e9x"
    assert marked(Finding("", ("items", 1), "")) == "7"


def test_of_what_holds_others_marks_the_sign_that_opens_it() -> None:
    assert marked(Finding("", ("items", 0), "")) == "{"
    assert marked(Finding("", (), "")) == "{"
    assert marked(Finding("", 10, "", length=3)) == '[{"'


def test_names_keys_and_items_as_people_write_them() -> None:
    document = JsonDocument(Source("f", b""), root={"items": [{"title": " A\n B "}, {}, "C" * 70]})
    at = Finding("", ("items", 0, "id"), "")
    assert (document.label(at), document.item(at)) == ("items[0].id", "item 1, “A B”")
    assert document.item(Finding("", ("items", 1), "")) == "item 2"
    assert document.item(Finding("", ("title",), "")) == ""
    assert document.label(Finding("", 0, "")) == ""
