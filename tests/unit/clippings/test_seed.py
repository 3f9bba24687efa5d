"""A seed holds what it was made of, whatever that is, under a name that is safe anywhere."""

import string
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.clippings.clipping import Clipping, Moment, Picture
from feeds.clippings.collection import Manner
from feeds.clippings.seed import fields_of, name_of, seed_text
from feeds.clippings.words import author_names, excerpt, headline, plain
from feeds.frontmatter.yaml import read_values
from feeds.validation.schema.seed import Seed, parse_seed

CLIPPING = Clipping(
    url="https://example.org/news/1",
    title="A title",
    published=Moment(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    picture=Picture("https://example.org/a.png", 640),
)
PROVIDER = {"name": "Example", "domain": "example.org"}

# What YAML takes for something else than a text, or for its own signs.
ODD = st.sampled_from(
    ["NO", "null", "~", "012", "1e3", "12:30:45", "2024-01-02", "- a", "a: b", "a #b", "#b", "'a'",
     '"a"', "\\", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a", "| a", "> a", "? a", "---", "...",
     "a\u2028b", "a\u0085b", "=", "<<", "\U0001f600", "a'b\"c", ":", "a:", "yes", ".inf", "0x1f"]
)  # fmt: skip
TEXTS = st.one_of(ODD, st.text(min_size=1, max_size=60))


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.booleans())
@example("NO", "012", "2024-01-02", "a: b", True)
def test_what_is_written_is_read_as_it_was_meant(
    title: str, text: str, name: str, topic: str, gaps: bool
) -> None:
    title, name, topic = headline(title, []) or "t", plain(name) or "n", plain(topic) or "t"
    clipping = replace(
        CLIPPING, title=title, excerpt=excerpt(text, title), authors=author_names([text])
    )
    manner = Manner(gaps=gaps, published=True, heat=True, both_urls=True, category=topic)
    fields = fields_of(clipping, {**PROVIDER, "name": name}, (topic, "AI"), manner, published=True)
    seed = parse_seed("seed.md", seed_text(fields, manner).encode())
    assert isinstance(seed, Seed)
    assert seed.diagnostics == ()
    written = {**fields, "publishedDateTime": "2026-01-02T03:04:05Z"}
    assert seed.instance == written
    assert list(seed.instance) == list(fields)
    # The reader of simple seeds agrees with the parser for all of YAML.
    front = seed.front_matter
    assert read_values(front, front.start, front.end).value == written


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("A title", "", "2026-01-02-a-title.md"),
        ("Größe: 10 %, “Süß” & Øl", "", "2026-01-02-grosse-10-suss-ol.md"),
        ("Meta’s 'new' A.I.", "", "2026-01-02-metas-new-a-i.md"),
        ("../../etc/passwd", "", "2026-01-02-etc-passwd.md"),
        ("CON", "", "2026-01-02-con.md"),
        ("日本の新しい記事", "/news/new-article.html", "2026-01-02-new-article.md"),
        ("日本の新しい記事", "/%E6%97%A5", "2026-01-02-43ec650d.md"),
        ("word " * 60, "", f"2026-01-02-{'-'.join(['word'] * 14)}.md"),
        ("x" * 300, "", f"2026-01-02-{'x' * 69}.md"),
        ("!?", "/", "2026-01-02-8198d1ba.md"),
    ],
)
def test_a_seed_is_named_by_day_and_title(title: str, url: str, name: str) -> None:
    clipping = replace(CLIPPING, title=title, url=f"https://example.org{url}")
    assert name_of(clipping, Manner(), ".md") == name


def test_a_name_without_a_day_is_that_of_no_device() -> None:
    manner = Manner(dated=False)
    assert name_of(replace(CLIPPING, title="Con"), manner, ".md") == "seed-con.md"
    assert name_of(replace(CLIPPING, title="Console"), manner, ".md") == "console.md"


@given(st.text(max_size=300), st.text(max_size=50), st.booleans())
def test_names_of_files_are_safe_anywhere(title: str, path: str, dated: bool) -> None:
    clipping = replace(CLIPPING, title=title, url=f"https://example.org/{path}")
    name = name_of(clipping, Manner(dated=dated), ".md")
    assert set(name) <= {*string.ascii_lowercase, *string.digits, "-", "."}
    assert name[0] not in "-."
    assert len(name) <= 100
    assert name.count(".") == 1
