"""Generated seeds are always the same, so that timings of different days can be compared."""

import hashlib
from itertools import islice

from benchmarks.generate import generate


def test_seeds_do_not_depend_on_how_many_there_are() -> None:
    assert list(generate(5)) == list(islice(generate(50), 5))


def test_seeds_are_the_same_on_every_machine() -> None:
    text = "".join(seed.name + seed.text for seed in generate(50))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "2de9055344d966ec"
