"""Who of a collection an article is from, and which of its topics it is about."""

from collections import Counter
from pathlib import Path

import pytest

from feeds.clippings.clipping import Clipping
from feeds.clippings.collection import Collection
from feeds.clippings.match import provider_of, topics_of


def collection(*providers: tuple[str, str], topics: dict[str, int] | None = None) -> Collection:
    made = Collection(Path("seeds"))
    for name, domain in providers:
        made.providers[name] = {"name": name, "domain": domain}
        made.uses[name] += 1
    made.topics = Counter(topics or {})
    return made


def clipping(url: str, **said: object) -> Clipping:
    return Clipping(url=url, title="A title", **said)  # type: ignore[arg-type]  # as the test has them


KNOWN = (
    ("TechRadar", "techradar.com"),
    ("about.fb", "fb.com"),
    ("Microsoft", "microsoft.com"),
    ("Microsoft Learn", "microsoft.com"),
    ("Azure", "azure.microsoft.com"),
    ("Fast Code", "youtube.com"),
    ("Größe", "größe.example"),
    ("Ada", "ada.github.io"),
)


@pytest.mark.parametrize(
    ("url", "said", "name", "domain"),
    [
        ("https://www.techradar.com/a", {"site": "TechRadar Pro"}, "TechRadar", "techradar.com"),
        ("https://about.fb.com/a", {"site": "Meta"}, "about.fb", "fb.com"),
        (
            "https://x.microsoft.com/a",
            {"site": "Microsoft-Learn"},
            "Microsoft Learn",
            "microsoft.com",
        ),
        ("https://azure.microsoft.com/a", {"site": "Blog"}, "Azure", "azure.microsoft.com"),
        (
            "https://learn.microsoft.com/a",
            {"site": "microsoft learn"},
            "Microsoft Learn",
            "microsoft.com",
        ),
        ("https://x.microsoft.com/a", {"site": "Xbox Wire"}, "Xbox Wire", "microsoft.com"),
        ("https://youtube.com/a", {"site": "YouTube", "authors": ("New",)}, "New", "youtube.com"),
        (
            "https://www.youtube.com/watch?v=1",
            {"site": "YouTube", "authors": ("fast code",), "is_video": True},
            "Fast Code",
            "youtube.com",
        ),
        ("https://xn--gre-6ka8i.example/a", {}, "Größe", "größe.example"),
        ("https://ada.github.io/a", {"site": "notes"}, "Ada", "ada.github.io"),
        ("https://grace.github.io/a", {"site": "notes"}, "notes", "grace.github.io"),
        (
            "https://new.example/a",
            {"site": "New site", "publisher": "Firm"},
            "New site",
            "new.example",
        ),
        ("https://news.new.co.uk/a", {"publisher": "Firm"}, "Firm", "new.co.uk"),
        ("https://www.bare.example/a", {}, "bare.example", "bare.example"),
        ("http://127.0.0.1:8000/a", {}, "127.0.0.1", "127.0.0.1"),
        ("https://nottechradar.com/a", {"site": "x"}, "x", "nottechradar.com"),
    ],
)
def test_a_provider_is_the_one_at_the_host_or_a_new_one(
    url: str, said: dict[str, object], name: str, domain: str
) -> None:
    found = provider_of(clipping(url, **said), collection(*KNOWN), None)
    assert found == {"name": name, "domain": domain}


def test_a_provider_that_is_wanted_is_taken_as_the_collection_has_it() -> None:
    article = clipping("https://www.techradar.com/a")
    assert provider_of(article, collection(*KNOWN), "MICROSOFT") == {
        "name": "Microsoft",
        "domain": "microsoft.com",
    }
    assert provider_of(article, collection(*KNOWN), " New  one") == {
        "name": "New one",
        "domain": "techradar.com",
    }


def test_a_provider_is_found_at_the_domains_of_the_configuration() -> None:
    made = collection(("Ada", "ada.example"))
    made.domains["Ada"] = ("lovelace.example",)
    found = provider_of(clipping("https://blog.lovelace.example/1"), made, None)
    assert found == {"name": "Ada", "domain": "ada.example"}


TOPICS = {"AI": 9, "Natural Language Processing": 3, "IT": 2, "C++": 1, "Meta AI": 4, "日本": 1}


@pytest.mark.parametrize(
    ("title", "excerpt", "keywords", "names"),
    [
        ("The future of AI", "", (), ("AI",)),
        ("Meta AI grows", "", (), ("AI", "Meta AI")),
        ("On natural language processing", "", (), ("Natural Language Processing",)),
        ("Make it so", "It is not IT’s fault", (), ("IT",)),
        ("Make it so", "", ("c++", "News"), ("C++",)),
        ("Make it so", "", ("C", "meta-ai"), ("Meta AI",)),
        ("Naïve", "aid and AIDS", ("airplanes",), ("airplanes",)),
        ("Nothing", "", ("News", "blog"), ("AI",)),
        ("AI", "IT and C++", ("Meta AI", "natural language processing"), (
            "Meta AI", "Natural Language Processing", "AI", "IT",
        )),
    ],
)  # fmt: skip
def test_topics_are_those_in_use_that_the_article_names(
    title: str, excerpt: str, keywords: tuple[str, ...], names: tuple[str, ...]
) -> None:
    article = Clipping("https://a.example/1", title=title, excerpt=excerpt, keywords=keywords)
    assert topics_of(article, "A", collection(topics=TOPICS)).names == names


def test_if_none_is_named_the_usual_one_of_the_provider_is_proposed() -> None:
    made = collection(topics=TOPICS)
    made.topics_of["A"] = Counter({"IT": 2, "AI": 1})
    proposal = topics_of(clipping("https://a.example/1", keywords=("other",)), "A", made)
    assert proposal == (("IT",), 'topic "IT" is what its provider writes about most')
    assert topics_of(clipping("https://a.example/1"), "A", collection()).names == ()
