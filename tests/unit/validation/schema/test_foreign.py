"""The fields that other programs document are told by what they are called here."""

import json

import pytest

from feeds.validation.schema.checker import schema_text, seed_schema
from feeds.validation.schema.foreign import NAMES_ELSEWHERE, name_here

# From the documentation of each: what it calls what we call so.
PROGRAMS = {
    "Hugo": {
        "date": "publishedDateTime", "publishDate": "publishedDateTime",
        "lastmod": "updatedDateTime", "description": "excerpt", "summary": "excerpt",
        "linkTitle": "title", "keywords": "topics", "categories": "topics", "url": "webUrl",
    },
    "Jekyll": {
        "permalink": "webUrl", "date": "publishedDateTime", "categories": "topics",
        "last_modified_at": "updatedDateTime", "author": "provider.authors", "image": "images",
        "lang": "locale", "external-url": "webUrl",
    },
    "Eleventy": {"permalink": "webUrl", "date": "publishedDateTime"},
    "Astro": {
        "pubDate": "publishedDateTime", "updatedDate": "updatedDateTime", "heroImage": "images",
        "canonicalURL": "webUrl",
    },
    "AstroPaper": {
        "pubDatetime": "publishedDateTime", "modDatetime": "updatedDateTime",
        "ogImage": "images", "canonicalURL": "webUrl",
    },
    "Dev.to and Medium": {"tag_list": "topics", "tagline": "excerpt", "canonical_url": "webUrl"},
    "Next.js and Gatsby": {
        "publishedAt": "publishedDateTime", "coverImage": "images", "ogImage": "images",
        "featuredImage": "images", "abstract": "excerpt",
    },
    "Hexo": {"updated": "updatedDateTime", "thumbnail": "images"},
    "Zola": {"updated": "updatedDateTime", "authors": "provider.authors"},
    "Pelican": {
        "Date": "publishedDateTime", "Modified": "updatedDateTime", "Summary": "excerpt",
        "Lang": "locale", "Authors": "provider.authors",
    },
    "Nikola": {"previewimage": "images", "link": "webUrl"},
    "Docusaurus": {"last_update": "updatedDateTime", "authors": "provider.authors"},
    "Ghost": {
        "published_at": "publishedDateTime", "updated_at": "updatedDateTime",
        "feature_image": "images", "custom_excerpt": "excerpt", "canonical_url": "webUrl",
    },
    "WordPress": {
        "post_date": "publishedDateTime", "post_title": "title", "post_excerpt": "excerpt",
        "featured_image": "images", "guid": "id",
    },
    "Obsidian": {
        "created": "publishedDateTime", "modified": "updatedDateTime", "cover": "images",
        "source": "webUrl",
    },
    "JSON Feed": {
        "date_published": "publishedDateTime", "date_modified": "updatedDateTime",
        "external_url": "webUrl", "banner_image": "images", "language": "locale",
    },
    "schema.org": {
        "headline": "title", "datePublished": "publishedDateTime", "inLanguage": "locale",
        "dateModified": "updatedDateTime", "publisher": "provider",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("program", "theirs", "ours"),
    [(program, *names) for program, table in PROGRAMS.items() for names in table.items()],
)
def test_what_a_program_documents_is_known(program: str, theirs: str, ours: str) -> None:
    assert name_here((), theirs, "https://a.example/") == ours, program
    assert name_here(("related", 3), theirs, "https://a.example/") == ours, program


@pytest.mark.parametrize("owner", sorted(NAMES_ELSEWHERE))
def test_whatever_is_proposed_is_a_field_there_and_no_name_is_two(owner: str) -> None:
    known = {
        "": (), "related": ("related", "items"), "provider": ("provider",),
        "images": ("images", "items"), "authors": ("provider", "authors", "items"),
        "actions": ("actions", "items"), "ratings": ("ratings",),
    }  # fmt: skip
    schema = seed_schema()
    for step in known[owner]:
        schema = schema[step] if step == "items" else schema["properties"][step]
    table = NAMES_ELSEWHERE[owner]
    fields = schema["properties"]
    absent = {ours.partition(".")[0] for ours in table} - fields.keys()
    assert absent == ({"related"} if owner == "related" else set())
    names = [name for text in table.values() for name in text.split()]
    assert len(names) == len(set(names))
    # Otherwise it would never be asked for.
    assert not set(names) & fields.keys()


def test_what_programs_call_as_we_do_is_left_alone() -> None:
    fields = json.loads(schema_text())["properties"]
    assert {"title", "excerpt", "category", "tags", "published"} <= fields.keys()
    assert name_here((), "mood", "x") is None
    assert name_here(("ratings",), "link", "x") is None


@pytest.mark.parametrize(
    ("value", "ours"),
    [("https://a.example/", "webUrl"), ("TechCrunch", "provider"), (5, "provider")],
)
def test_a_source_is_an_address_or_who_publishes(value: object, ours: str) -> None:
    assert name_here((), "source", value) == ours
