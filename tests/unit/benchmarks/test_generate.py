"""Generated seeds are always the same, so that timings of different days can be compared."""

import hashlib
from itertools import islice

import pytest

from benchmarks.generate import SHAPES, generate
from benchmarks.vocabulary import make_providers


def test_seeds_do_not_depend_on_how_many_there_are() -> None:
    assert list(generate(5)) == list(islice(generate(50), 5))


def test_seeds_are_the_same_on_every_machine() -> None:
    text = "".join(seed.name + seed.text for seed in generate(50))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "2de9055344d966ec"


@pytest.mark.parametrize("name", SHAPES)
def test_seeds_of_every_shape_do_not_depend_on_how_many_there_are(name: str) -> None:
    assert list(generate(3, SHAPES[name])) == list(islice(generate(9, SHAPES[name]), 3))


def test_shapes_differ_in_what_they_are_named_after() -> None:
    texts = {name: "".join(seed.text for seed in generate(200, SHAPES[name])) for name in SHAPES}
    count = {name: text.count("\n  - title: ") for name, text in texts.items()}
    assert count["bodies"] < count["usual"] < count["many-feeds"] < count["long-lists"]
    assert {name for name, text in texts.items() if "published: false" not in text} == {
        "few-feeds",
        "long-lists",
    }
    assert [name for name, text in texts.items() if "\n## " in text] == ["bodies"]


def test_providers_have_names_of_their_own() -> None:
    made = make_providers(5000)
    assert len({name for name, _ in made}) == 5000
    assert made[:1000] == make_providers(1000)
