"""The seeds of the census have what they say, always the same."""

import hashlib
import re
from collections import Counter

from benchmarks.census import ON_VIDEO_PLATFORM, PAIRS, SEEDS, WITH_BODIES, census


def test_they_are_as_many_and_the_same_on_every_machine() -> None:
    seeds = list(census())
    assert len({seed.name for seed in seeds}) == SEEDS
    text = "".join(seed.name + seed.text for seed in seeds)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "488f7667188506ae"


def test_they_have_what_was_counted() -> None:
    seeds = list(census())
    alike = Counter(seed.text for seed in seeds)
    assert sum(times - 1 for times in alike.values()) == PAIRS
    own = [text.partition("\nrelated:")[0] for text in alike]
    on_platform = [text for text in own if "//www.youtube.com/watch" in text]
    # Some were moved to another site, or given another body, after that.
    assert ON_VIDEO_PLATFORM - 20 < len(on_platform) <= ON_VIDEO_PLATFORM
    assert (
        len({re.findall(r"^  domain: (.*)$", text, re.MULTILINE)[0] for text in on_platform}) > 50
    )
    bodies = [text for text in alike if text.rpartition("\n---\n")[2].strip()]
    assert WITH_BODIES - 20 < len(bodies) < WITH_BODIES + 60
