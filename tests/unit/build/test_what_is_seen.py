"""What is said to be seen by nobody stands in no file of a build."""

from pathlib import Path
from typing import Any

from feeds.build.run import build_feeds
from feeds.config.load import load_settings
from feeds.problems.pointers import Pointer
from feeds.validation.omissions import is_seen
from feeds.values.amp_cache import amp_cache_url
from tests.unit.build.test_agreement import NOW, Site, article, value_at
from tests.unit.judges import pointers

# What is seen for certain: so the test below compares with something.
SEEN = {
    ("title",), ("excerpt",), ("webUrl",), ("ampWebUrl",), ("provider", "name"), ("topics", 1),
    ("images", 0, "url"), ("related", 1, "title"), ("related", 1, "webUrl"),
    ("related", 1, "provider", "name"),
}  # fmt: skip
UNSEEN = {
    ("originalUrl",), ("cdnAmpWebUrl",), ("tags", 0), ("actions", 0, "title"), ("name",),
    ("related", 1, "excerpt"), ("related", 1, "topics", 0), ("related", 1, "images", 0, "url"),
    ("related", 1, "ampWebUrl"),
}  # fmt: skip


def marked_article() -> tuple[dict[str, Any], dict[Pointer, str]]:
    """Return an article whose texts and addresses each hold a mark of their own, and the marks."""
    fields = article(1)
    fields["related"][1] |= {"ampWebUrl": "https://x.example/", "cdnAmpWebUrl": ""}
    marks: dict[Pointer, str] = {}
    for pointer in [*pointers(fields)]:
        text = value_at(fields, pointer)
        if not isinstance(text, str) or pointer[-1] in {
            "type", "category", "length", "locale", "secured", "domain", "featuredContent", "id",
        } or text[:4] == "2022":  # fmt: skip
            continue
        marks[pointer] = mark = f"mark{len(marks)}x"
        is_address = str(pointer[-1]).lower().endswith("url")
        written = f"https://www.example.org/{mark}" if is_address else mark
        value_at(fields, pointer[:-1])[pointer[-1]] = written
    for item in (fields, fields["related"][1]):
        item["cdnAmpWebUrl"] = amp_cache_url(item["ampWebUrl"])
    return fields, marks


def test_what_is_in_a_file_of_a_build_is_seen(tmp_path: Path) -> None:
    fields, marks = marked_article()
    site = Site(tmp_path)
    site.write_fields("1.md", fields)
    config = tmp_path / "feeds.toml"
    config.write_text('[site]\nurl = "https://news.example/"\n', encoding="utf-8")
    assert build_feeds(load_settings(config), now=NOW).entries == 1
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    published = "\n".join(path.read_text(encoding="utf-8") for path in files)
    found = {pointer for pointer, mark in marks.items() if mark in published}
    assert found >= SEEN
    assert {pointer for pointer in found if not is_seen(fields, pointer)} == set()
    assert {pointer for pointer in UNSEEN if is_seen(fields, pointer)} == set()


def test_an_address_is_seen_where_it_is_the_only_one() -> None:
    fields = {
        "originalUrl": "https://a.example/",
        "related": [{"originalUrl": "https://b.example/"}],
    }
    assert is_seen(fields, ("originalUrl",))
    assert is_seen(fields, ("related", 0, "originalUrl"))
