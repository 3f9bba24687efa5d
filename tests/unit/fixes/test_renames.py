"""Whatever a field is called and holds, ``--fix`` renames it only where nothing else can be meant.

Names are drawn near every known field at every level of a seed, with values of every type.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Severity
from feeds.problems.pointers import Pointer
from feeds.settings import ValidateSettings
from feeds.validation.publication import exclusion_of, id_if_text
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.checker import seed_checker, seed_schema
from feeds.validation.schema.seed import Seed, parse_seed

RULESET = Ruleset(ValidateSettings())
DECIDING = {"published", "removed", "deleted"}
COMMON: dict[str, Any] = {
    "title": "PyTorch joins the Linux Foundation",
    "publishedDateTime": "2022-09-12T15:41:00Z",
    "webUrl": "https://sdtimes.com/pytorch/",
    "excerpt": "Under the Linux Foundation",
    "provider": {
        "name": "SD Times",
        "domain": "sdtimes.com",
        "images": [{"url": "/logo.png", "width": 50}],
        "authors": [{"name": "Jane Doe"}],
    },
    "topics": ["AI"],
    "images": [{"url": "https://sdtimes.com/a.png", "width": 628, "height": 246}],
    "ratings": {"average": 4.5, "count": 3},
    "actions": [{"url": "https://sdtimes.com/join", "type": "join", "title": "Join"}],
}
ARTICLE = {**COMMON, "related": [{**deepcopy(COMMON), "webUrl": "https://a.example/"}]}
LEVELS: list[Pointer] = [
    (), ("provider",), ("images", 0), ("provider", "images", 0), ("provider", "authors", 0),
    ("related", 0), ("related", 0, "provider"), ("related", 0, "images", 0), ("ratings",),
    ("actions", 0),
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PREFIXES = (
    "un",
    "not",
    "non",
    "no",
    "de",
    "dis",
    "in",
    "re",
    "pre",
    "is",
    "has",
    "un-",
    "not_",
    "x",
)
VALUES = st.sampled_from(
    [
        True, False, None, 0, 1, 3, -2, 4.5, "", "AI", "true", "false", "yes", "no", "draft", "0",
        "2022-09-13T15:41:00Z", "2099-01-01T00:00:00Z", "2022-09-13", "1969-01-01T00:00:00Z",
        "https://b.example/", "/b.png", "urn:x:1", "en", "forum", "video", "PT3M", "b.example",
        [], ["AI"], [{"url": "https://b.example/c.png"}], [{"name": "Joe"}],
        [{"title": "x", "webUrl": "https://b.example/"}], {}, {"name": "B", "domain": "b.example"},
        {"average": 3}, {"url": "https://b.example/"},
    ]
)  # fmt: skip


def fields_at(pointer: Pointer) -> list[str]:
    """Return the names that the schema knows at *pointer*."""
    schema: Any = seed_schema()
    for step in pointer:
        schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
    return sorted(schema["properties"])


@st.composite
def slips(draw: st.DrawFn, name: str) -> str:
    """Return *name* with one letter left out, put in, put in the place of one, or moved by one."""
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(LETTERS))
    return draw(
        st.sampled_from(
            [
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
                name + letter,
            ]
        )
    )


@st.composite
def near_names(draw: st.DrawFn, name: str) -> str:
    """Return a name that looks like *name*."""
    near = name
    for _ in range(draw(st.integers(0, 2))):
        near = draw(slips(near)) if near else near
    near = draw(st.sampled_from(["", "", "", *PREFIXES])) + near
    near += draw(st.sampled_from(["", "", "", "s", "d", "ed", "At", "Date"]))
    if draw(st.booleans()):
        near = re.sub(r"(?<=[a-z])(?=[A-Z])", draw(st.sampled_from("-_")), near)
    cases = [near, near, near.lower(), near.upper(), near.capitalize()]
    return draw(st.sampled_from(cases))


@st.composite
def seeds_with_a_near_name(draw: st.DrawFn) -> tuple[dict[str, Any], Pointer]:
    """Return the fields of a seed, and the pointer of one with a name near a known one."""
    fields: Any = deepcopy(ARTICLE)
    marks = draw(
        st.sampled_from([{}, {}, {"published": False}, {"published": True}, {"removed": True}])
    )
    fields |= marks
    level = draw(st.sampled_from([(), (), (), *LEVELS]))
    known = draw(st.sampled_from(fields_at(level)))
    name = draw(near_names(known))
    owner = fields
    for step in level:
        owner = owner[step]
    value = owner.get(known) if draw(st.booleans()) else None
    if draw(st.integers(0, 3)):
        owner.pop(known, None)
    owner[name] = draw(VALUES) if value is None else value
    return fields, (*level, name)


def seed_of(fields: dict[str, Any]) -> Seed:
    seed = parse_seed("a.md", raw_of(fields), for_rules=True)
    assert isinstance(seed, Seed)
    return seed


def raw_of(fields: dict[str, Any]) -> bytes:
    # As JSON, so that what was text stays it.
    lines = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in fields.items())
    return f"---\n{lines}---\n".encode()


def errors_of(seed: Seed) -> Counter[str]:
    faults = {*seed.faults, *RULESET.faults(seed)}
    return Counter(fault.rule for fault in faults if fault.severity is Severity.ERROR)


def is_published(seed: Seed) -> bool:
    if RULESET.judge(seed).refused or seed.bounds:
        return False
    return exclusion_of(seed.instance, include_unpublished=False) is None


def renames(before: Any, after: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield each field of *before* that has another name in *after*, and that name."""
    match before:
        case dict():
            assert len(before) == len(after)
            for (key, value), (name, other) in zip(before.items(), after.items(), strict=True):
                if key != name:
                    yield (*at, key), name
                yield from renames(value, other, (*at, key))
        case list():
            for index, (value, other) in enumerate(zip(before, after, strict=True)):
                yield from renames(value, other, (*at, index))


def squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def is_one_slip(name: str, other: str) -> bool:
    """Tell whether the two differ by case and separators, or by one slip besides."""
    a, b = squeezed(name), squeezed(other)
    edited = {a[:i] + a[i + 1 :] for i in range(len(a))}
    edited |= {a[:i] + a[i : i + 2][::-1] + a[i + 2 :] for i in range(len(a))}
    edited |= {a[:i] + c + a[i:] for i in range(len(a) + 1) for c in LETTERS}
    edited |= {a[:i] + c + a[i + 1 :] for i in range(len(a)) for c in LETTERS}
    return b in edited | {a}


@settings(max_examples=400)
@given(seeds_with_a_near_name())
def test_a_fix_changes_no_meaning(drawn: tuple[dict[str, Any], Pointer]) -> None:
    fields, pointer = drawn
    before = seed_of(fields)
    mended = mend_seed("a.md", raw_of(fields), RULESET)
    after = parse_seed("a.md", mended.after, for_rules=True)
    assert isinstance(after, Seed)
    assert not errors_of(after) - errors_of(before), "no new error"
    if is_published(before):
        assert is_published(after), "nothing is withdrawn"
        assert id_if_text(after.instance) == id_if_text(before.instance)
    written = dict(after.instance)
    if len(written) > len(before.instance):
        # The id that an address makes is written down where another would make one.
        assert written.pop("id") == id_if_text(before.instance)
    changed = [*renames(before.instance, written)]
    if is_published(after) and not is_published(before):
        # A required field was missing, and stood there under a name that was a slip, or its value
        # was one that is mended as well (test_values).
        assert sum(errors_of(before).values()) == 1
        assert [old for old, _ in changed] == [pointer] or "misspelt-field" not in errors_of(before)
    for old, new in changed:
        if new == "published":
            # Kept out before by the same field, and now by its right name.
            assert before.instance[str(old[-1])] is True
            assert after.instance["published"] is False
            assert not is_published(before)
            continue
        assert new not in DECIDING
        assert is_one_slip(str(old[-1]), new)
        owner: Any = after.instance
        for step in old[:-1]:
            owner = owner[step]
        place = (*old[:-1], new)
        assert not [
            f for f in seed_checker().check(after.instance) if f.pointer[: len(place)] == place
        ]
        value: Any = before.instance
        for step in old:
            value = value[step]
        assert json.dumps(owner[new]) == json.dumps(value), "the value is the same"


@given(seeds_with_a_near_name())
def test_builds_that_publish_drafts_publish_none_that_a_fix_made(
    drawn: tuple[dict[str, Any], Pointer],
) -> None:
    fields, _ = drawn
    before = seed_of(fields)
    raw = mend_seed("a.md", raw_of(fields), RULESET, include_unpublished=True).after
    after = yaml.safe_load(raw.decode().split("---\n")[1])
    assert ("published" in after) == ("published" in before.instance)
