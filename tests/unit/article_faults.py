"""The faults of an article by the schema of seeds, for tests that change what it says."""

from collections.abc import Mapping
from typing import Any

import yaml

from feeds.problems.faults import Fault
from feeds.validation.schema.checker import seed_checker
from feeds.validation.schema.seed import Seed, parse_seed

ARTICLE: dict[str, Any] = {
    "title": "PyTorch joins the Linux Foundation",
    "publishedDateTime": "2022-09-12T15:41:00Z",
    "webUrl": "https://sdtimes.com/pytorch/",
    "provider": {"name": "SD Times", "domain": "sdtimes.com"},
    "topics": ["AI"],
}
ADDRESS = (
    "write an http or https address, "
    'such as "https://sdtimes.com/pytorch-joins-the-linux-foundation/"'
)
TITLE = 'such as "PyTorch joins the Linux Foundation"'
LIST_OF_TOPICS = 'write a list, such as ["AI", "Natural Language Processing"]'


def check(change: Mapping[str, Any]) -> list[Fault]:
    return seed_checker().check({**ARTICLE, **change})


def examine(change: Mapping[str, Any]) -> list[Fault]:
    """Return the faults of an article with a *change*, those of what others mean by it too."""
    raw = f"---\n{yaml.safe_dump({**ARTICLE, **change}, sort_keys=False)}---\n".encode()
    seed = parse_seed("a.md", raw)
    assert isinstance(seed, Seed)
    return list(seed.faults)


def without(*names: str, **change: Any) -> list[Fault]:
    fields = {name: value for name, value in ARTICLE.items() if name not in names}
    return seed_checker().check({**fields, **change})


def value_fault(
    field: str, rule: str, message: str, remedy: str, *, part: tuple[int, int] | None = None
) -> Fault:
    return Fault((field,), False, rule, f"{field} {message}", remedy, part=part)
