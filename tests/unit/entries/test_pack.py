"""Entries survive their way between workers whole."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from feeds.entries.pack import pack_entry, unpack_entry
from feeds.model import Category, Entry, Image, Related
from tests.unit.sample_feeds import AI, BARE_ENTRY, FULL_ENTRY

# Every field says something, and some what few encodings can hold.
WHOLE_ENTRY = replace(
    FULL_ENTRY,
    title="half of a pair: \ud83d",
    published=datetime(2022, 9, 12, 13, 0, 0, 120_000, tzinfo=UTC),
    quality=2**70,
    image=Image("https://cdn.example/p.png", 628, 246, "A torch", "Ada"),
    provider_image=Image("https://cdn.example/logo.png"),
    related=(
        *FULL_ENTRY.related,
        Related("Twice", "https://a.example/", "A", None, ("https://a.example/", "/amp")),
    ),
    frame='<iframe src="https://video.example/1"></iframe>',
    body="# Torch\n",
    content="",
)


@pytest.mark.parametrize("entry", [WHOLE_ENTRY, BARE_ENTRY], ids=["whole", "bare"])
def test_an_entry_comes_out_as_it_went_in(entry: Entry) -> None:
    packed = pack_entry(entry)
    found = unpack_entry(packed, entry.path, entry.updated, entry.provider, entry.topics)
    assert found == entry
    assert found.published.tzinfo is UTC, "as formats expect it"


def test_what_all_seeds_decide_is_as_they_do() -> None:
    later, acme = datetime(2026, 1, 1, tzinfo=UTC), Category("acme", "ACME")
    found = unpack_entry(pack_entry(WHOLE_ENTRY), "seeds/moved.md", later, acme, (AI,))
    assert found == replace(
        WHOLE_ENTRY, path="seeds/moved.md", updated=later, provider=acme, topics=(AI,)
    )
