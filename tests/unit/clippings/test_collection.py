"""What a collection has is found again, however it is written, and so is its manner."""

from pathlib import Path

import pytest

from feeds.clippings.collection import Manner, read_collection
from feeds.settings import NameSettings
from feeds.validation.publication import derive_id
from tests.unit.clippings.written_pages import begin, seed

ONE = "seeds/2022-09-01-one.md"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def article(*fields: str) -> str:
    return "\n".join(("---", *fields, "---", ""))


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("webUrl: https://a.test/1", "https://a.test/1"),
        ("webUrl: https://a.test/1", "http://www.A.test/1/"),
        ("webUrl: http://www.a.test:80/1/", "https://a.test/1#part"),
        ("originalUrl: https://a.test/1", "https://a.test/1"),
        ("ampWebUrl: https://a.test/1", "https://a.test/1"),
        ("id: https://a.test/1", "https://a.test/1"),
        # As the id of an entry derives from its address.
        (f"id: {derive_id('https://a.test/n/1')}", "https://a.test/n/1"),
        ("webUrl: https://größe.test/ä", "https://xn--gre-6ka8i.test/%C3%A4"),
    ],
)
def test_a_seed_is_found_by_any_of_its_addresses(tmp_path: Path, field: str, address: str) -> None:
    settings = begin(tmp_path / "x", {"one.md": article(field, "title: One")})
    path = str(settings.seeds.folder / "one.md")
    collection = read_collection(settings)
    assert collection.find("https://other.test/", "", address) == path
    assert collection.find("https://a.test/2") is None


def test_seeds_with_faults_count_as_far_as_they_can_be_read(tmp_path: Path) -> None:
    seeds = {
        "a.md": "no front matter",
        "b.md": "---\ntitle: [unclosed\n---\n",
        "c.md": article("webUrl: 5", "topics: AI", "provider: x", "related: y", "title: 7"),
        "d.md": article("webUrl: https://a.test/1", "topics: [AI, 5, '  Open  data ']",
                        "provider: {name: A, domain: 5}", "related: [5, {provider: 5}]"),
    }  # fmt: skip
    collection = read_collection(begin(tmp_path / "x", seeds))
    assert collection.find("https://a.test/1") is not None
    assert dict(collection.topics) == {"AI": 1, "Open data": 1}
    assert collection.providers == {}


def test_names_of_the_configuration_stand_for_their_aliases(tmp_path: Path) -> None:
    seeds = {
        "1.md": seed(1, "Old name", "a.test", "Facebook AI"),
        "2.md": seed(2, "New", "a.test", "AI"),
    }
    settings = begin(tmp_path / "x", seeds)
    settings = settings._replace(
        topics=(NameSettings("Meta AI", aliases=("facebook ai",)),),
        providers=(NameSettings("New", aliases=("Old Name",), domains=("b.test",)),),
    )
    collection = read_collection(settings)
    assert dict(collection.topics) == {"Meta AI": 1, "AI": 1}
    assert collection.providers == {"New": {"name": "New", "domain": "a.test"}}
    assert collection.uses["New"] == 2
    assert collection.domains == {"New": ("b.test",)}


def test_the_manner_is_that_of_most_seeds() -> None:
    here = Path.cwd()
    seeds = {
        f"2022-09-0{n}-a.md": seed(n, "A", "a.test", "AI", more="heat: -1\npublished: true\n")
        for n in (1, 2, 3)
    } | {"other.md": article("title: T", "webUrl: https://a.test/9")}
    manner = read_collection(begin(here / "x", seeds)).manner
    # The last one has few fields: the others are where they usually stand.
    order = ("category", "title", "excerpt", "publishedDateTime", "updatedDateTime", "originalUrl")
    assert manner.order[:6] == order
    wanted = Manner(manner.order, category="news", heat=True, published=True, gaps=True)
    assert manner == wanted
    assert read_collection(begin(here / "y", {})).manner == Manner()
