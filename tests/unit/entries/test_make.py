"""A seed's front matter becomes the entry that subscribers see."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.entries.make import (
    address_keys,
    article_keys,
    keys_of_hidden,
    known_addresses,
    make_entry,
    make_headline,
)
from feeds.entries.standing import as_of
from feeds.model import Author, Category, Entry, Image, Related
from feeds.validation.schema.seed import parse_seed
from tests.unit.judges import read

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DATE = datetime(2022, 9, 12, 13, tzinfo=UTC)
SEEDS = Path(__file__).parents[3] / "seeds"
FIELDS: dict[str, Any] = {
    "title": "Title",
    "publishedDateTime": "2022-09-12T13:00:00Z",
    "webUrl": "https://example.org/a",
    "provider": {"name": "ZDNet", "domain": "zdnet.com"},
    "topics": ["AI"],
}


def entry_of(body: str = "", **changes: Any) -> Entry:
    fields = {name: value for name, value in (FIELDS | changes).items() if value is not None}
    return make(fields, body, site_url="https://news.example/feeds/")


def make(
    fields: dict[str, Any],
    body: str = "",
    path: str = "seeds/a.md",
    *,
    include_unpublished: bool = False,
    site_url: str | None = None,
) -> Entry:
    return make_entry(
        as_of(make_headline(fields, path, site_url), NOW),
        fields,
        body,
        include_unpublished=include_unpublished,
        site_url=site_url,
    )


def test_real_seed_becomes_an_entry() -> None:
    path = (
        SEEDS / "2022-09-13-meta-is-handing-over-its-pytorch-ai-platform-to-the-linux-foundation.md"
    )
    seed = read(path.read_bytes())
    entry = make(seed.instance, seed.body, include_unpublished=True)
    link = "https://www.techradar.com/news/meta-is-handing-over-its-pytorch-ai-platform-to-the-linux-foundation"
    assert (entry.id, entry.link) == (uuid.uuid5(uuid.NAMESPACE_URL, link).urn, link)
    assert entry.title == "Meta is handing over its PyTorch AI platform to the Linux Foundation"
    assert entry.published == entry.updated == datetime(2022, 9, 13, 19, 17, tzinfo=UTC)
    assert entry.authors == (Author("TechRadar"),)
    assert entry.provider == Category("techradar", "TechRadar")
    assert [topic.label for topic in entry.topics] == [
        "Natural Language Processing", "AI", "Facebook AI"
    ]  # fmt: skip
    assert (entry.quality, entry.heat, entry.image, entry.body) == (66, -1, None, "")
    logo = "https://everyday-cc.github.io/ai/assets/images/organizations/techradar.com-50x50.jpg"
    assert entry.provider_image == Image(logo, 50, 50)
    assert len(entry.related) == 11
    assert entry.related[0] == Related(
        "Facebook's PyTorch AI ignites at the Linux Foundation",
        "https://www.zdnet.com/article/facebooks-pytorch-ai-ignites-at-the-linux-foundation/",
        "ZDNet",
        datetime(2022, 9, 13, 20, 38, tzinfo=UTC),
        (
            "https://www.zdnet.com/article/facebooks-pytorch-ai-ignites-at-the-linux-foundation/",
            "https://www.zdnet.com/google-amp/article/facebooks-pytorch-ai-ignites-at-the-linux-foundation/",
            "https://www-zdnet-com.cdn.ampproject.org/c/s/www.zdnet.com/google-amp/article/facebooks-pytorch-ai-ignites-at-the-linux-foundation/",
        ),
    )


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.md")))
def test_real_seeds_are_valid_without_a_warning(name: str) -> None:
    assert parse_seed(name, (SEEDS / name).read_bytes()).diagnostics == ()


def test_id_does_not_follow_title_date_file_or_site() -> None:
    first = entry_of()
    changed = FIELDS | {"title": "New", "updatedDateTime": "2023-01-01T00:00:00Z"}
    later = make(changed, "x", "elsewhere/b.md", include_unpublished=True)
    assert first.id == later.id == uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/a").urn


def test_id_of_the_front_matter_wins_then_that_of_original_url() -> None:
    original = "https://example.org/original"
    assert (
        entry_of(id="tag:example.org,2022:1", originalUrl=original).id == "tag:example.org,2022:1"
    )
    assert entry_of(originalUrl=original).id == uuid.uuid5(uuid.NAMESPACE_URL, original).urn


def test_link_is_web_url_else_original_url() -> None:
    original = "https://example.org/original"
    assert entry_of(originalUrl=original).link == "https://example.org/a"
    assert entry_of(originalUrl=original, webUrl=None).link == original


def test_link_is_percent_encoded() -> None:
    assert entry_of(webUrl="https://exämple.org/é").link == "https://xn--exmple-cua.org/%C3%A9"


def test_an_excerpt_that_stops_within_a_sentence_says_so() -> None:
    assert entry_of(excerpt="It stops &amp; goes").summary == "It stops & goes…"
    assert entry_of(excerpt="It is whole.").summary == "It is whole."


def test_without_an_excerpt_the_summary_is_the_beginning_of_the_body() -> None:
    body = "# Heading\n\n<script>x</script>\n\nSome *text*[^1] with <!-- a comment --> words."
    assert entry_of(body).summary == "Some text with words."
    assert entry_of(body, excerpt=" ").summary == "Some text with words."
    assert entry_of(body, excerpt="Excerpt.").summary == "Excerpt."
    assert entry_of().summary == ""


def test_text_is_cleaned() -> None:
    entry = entry_of(title=" A  title\n<T> &amp; ", excerpt="It&#8217;s <b>List<T>.</b>\n")
    assert (entry.title, entry.summary) == ("A title <T> &amp;", "It’s List<T>.")


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        (None, DATE),
        ("2022-09-13T13:00:00Z", DATE + timedelta(1)),
        ("2022-09-11T13:00:00Z", DATE),
        ("2999-01-01T00:00:00Z", DATE),
    ],
    ids=["absent", "later", "before publication", "in the future"],
)
def test_updated_is_never_before_publication_nor_in_the_future(
    updated: str | None, expected: datetime
) -> None:
    assert entry_of(updatedDateTime=updated).updated == expected


def test_authors_are_those_of_the_provider_where_it_names_them() -> None:
    provider = {
        "name": "ZDNet",
        "domain": "zdnet.com",
        "authors": [{"name": " Ann  A "}, {"name": "Bo"}],
    }
    assert entry_of(provider=provider).authors == (Author("Ann A"), Author("Bo"))


def test_an_entry_has_the_first_hundred_topics_of_its_seed() -> None:
    entry = entry_of(topics=[f"Topic {n}" for n in range(20_000)])
    assert [topic.label for topic in entry.topics] == [f"Topic {n}" for n in range(100)]


def test_course_may_have_no_provider_and_no_topics() -> None:
    entry = entry_of(provider=None, topics=None, type="course")
    assert (entry.provider, entry.topics, entry.authors) == (None, (), ())


def test_image_sizes_of_zero_are_unknown() -> None:
    image = {"url": "https://example.org/a.png", "width": 0, "height": 0, "title": " T "}
    assert entry_of(images=[image]).image == Image("https://example.org/a.png", title="T")


def test_numbers_are_whole_however_they_are_written() -> None:
    image = {"url": "https://example.org/a.png", "width": 628.0, "height": 246.0}
    entry = entry_of(images=[image], quality=66.0, heat=0)
    assert entry.image == Image("https://example.org/a.png", 628, 246)
    assert (repr(entry.image.width), repr(entry.quality), repr(entry.heat)) == ("628", "66", "0")


def test_picture_path_of_the_provider_belongs_to_the_site() -> None:
    provider = {"name": "A", "domain": "a.org", "images": [{"url": "/assets/a.png"}]}
    assert entry_of(provider=provider).provider_image == Image("https://news.example/assets/a.png")
    bare = make(FIELDS | {"provider": provider})
    assert bare.provider_image is None


def test_related_without_an_address_or_withdrawn_is_left_out() -> None:
    related = [
        {"title": "no address"},
        {"title": "unpublished", "webUrl": "https://a.org/1", "published": False},
        {"title": "removed", "webUrl": "https://a.org/2", "removed": True},
        {"title": "shown", "originalUrl": "https://a.org/3"},
    ]
    assert entry_of(related=related).related == (
        Related("shown", "https://a.org/3", None, None, ("https://a.org/3",)),
    )


def test_unusable_addresses_have_no_key() -> None:
    fields = {"webUrl": "https://A.org/b", "originalUrl": 3, "ampWebUrl": "x:"}
    assert address_keys(fields) == {"https://a.org/b"}


def test_an_article_is_known_by_address_and_by_dated_title() -> None:
    assert article_keys("HTTPS://Example.org:443/a#top", "A title", DATE) == (
        "https://example.org/a",
        "2022-09-12T13:00:00Z A title",
    )
    assert article_keys("no address", "A title", DATE) == ("2022-09-12T13:00:00Z A title",)


SPELLINGS = [
    "https://example.org/a", "http://example.org/a", "https://www.example.org/a/",
    "HTTP://Example.org:80/a/#part", "https://example.org/a?utm_source=x",
]  # fmt: skip


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_hidden_article_is_known_however_its_address_is_spelt(written: str) -> None:
    hidden = keys_of_hidden({"webUrl": written})
    for mention in SPELLINGS:
        assert not hidden.isdisjoint(known_addresses([mention]))
    for other in ("https://example.org/b", "https://m.example.org/a", "https://example.org/a?id=1"):
        assert hidden.isdisjoint(known_addresses([other]))
    assert hidden.isdisjoint(known_addresses(["https://example.org/"]))
