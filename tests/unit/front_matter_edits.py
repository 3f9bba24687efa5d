"""Rules for tests, whose fixes are any edits, also such as no real rule has."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from feeds.fixes.mend import mend_seed
from feeds.problems.edits import Edit, SetValue
from feeds.problems.faults import Fault
from feeds.problems.reports import Mending
from feeds.settings import ValidateSettings
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, parse_seed

Fix = tuple[Edit, ...]


def find_nothing(_instance: Any) -> Iterable[Fix]:
    """Find no fault."""
    return ()


class WishRules(Ruleset):
    """Apply none of the real rules, and find a fault for each fix that *wishes* yields."""

    def __init__(
        self,
        settings: ValidateSettings,
        wishes: Callable[[Any], Iterable[Fix]] = find_nothing,
    ) -> None:
        super().__init__(settings)
        self.wishes = wishes

    def selects(self, rule: str) -> bool:
        # Nor what the schema finds, which is mended as well.
        return rule == "wish"

    def faults(self, seed: Seed) -> Iterator[Fault]:
        for fix in self.wishes(seed.instance):
            yield Fault(fix[0].pointer, False, "wish", "it is wrong", "right it", fix=fix)


def mend_by(raw: bytes, wishes: Callable[[Any], Iterable[Fix]]) -> Mending:
    """Mend the seed *raw* by *wishes*, in as many rounds as it takes."""
    return mend_seed("seeds/a.md", raw, WishRules(ValidateSettings(), wishes=wishes))


def mend(raw: bytes, *fixes: Edit | Fix) -> Mending:
    """Mend the seed *raw* by *fixes*, which are wished for once."""
    seed = parse_seed("seeds/a.md", raw)
    original = seed.instance if isinstance(seed, Seed) else None
    wanted = [fix if isinstance(fix, tuple) else (fix,) for fix in fixes]
    return mend_by(raw, lambda instance: wanted if instance == original else ())


def mend_yaml(text: str, *fixes: Edit | Fix) -> str:
    """Return what becomes of the front matter *text*."""
    after = mend(f"---\n{text}---\nbody\n".encode(), *fixes).after.decode()
    return after.removeprefix("---\n").removesuffix("---\nbody\n")


def set_value(value: str | float | bool | None, *pointer: str | int) -> SetValue:
    """Return the edit that puts *value* at *pointer*, by default in the field title."""
    return SetValue(pointer or ("title",), value)
