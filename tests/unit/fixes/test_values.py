"""Whatever is written in a field, ``--fix`` changes it only where nothing else can be meant.

Values are drawn near what every field may hold: mended, nothing is withdrawn, nothing is delivered
again, and what becomes published was kept out by nothing but what was mended.
"""

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Severity
from feeds.settings import ValidateSettings
from feeds.validation.ignores import meant_in
from feeds.validation.omissions import ARTICLE as ARTICLE_ITSELF
from feeds.validation.omissions import part_at
from feeds.validation.publication import id_if_text, link_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, parse_seed
from tests.unit.fixes.test_renames import (
    ARTICLE,
    DECIDING,
    RULESET,
    errors_of,
    is_published,
    raw_of,
    seed_of,
)

BLANKS = st.sampled_from(["", "", "", " ", "\xa0", "\u2009", "\ufeff", "\t"])
WORDS = st.sampled_from(
    ["article", "Article", "ARTICLE", "forum", "Forum", "video", "vidoe", "post", "AI", "AI, Space", "C++",
     "- AI", "true", "False", "3", "36", "-1", "4.5", "2022-09-13", "2099-01-01", "1850-01-01", "2022-02-30",
     "2022-09-13T10:00", "2022-09-13 10:00:00Z", "en_US", "EN", "PT3M", "1:02:03", "sdtimes.com",
     "https://sdtimes.com/", "HTTPS://www.sdtimes.com:80/news?a=b", "https://jane@sdtimes.com/",
     "https://sdtimes.com/pytorch/?utm_source=x", "https://sdtimes.com/?a=b&fbclid=1#c", "htps://a.example/",
     "https://a.example/?b&amp;c", "https://https://a.example/", "https://a.example/,", "AT&amp;T\xa0joins",
     "a\xa0b", "urn:x:1", "urn:uuid:1?utm_source=x", "/b.png?gclid=1"]
)  # fmt: skip
RULES = st.sampled_from(
    [
        "tracking-parameter",
        "wrong-type",
        "unknown-value",
        "invalid-date",
        "html-entity",
        "invalid-url",
    ]
)
PLACES: list[tuple[str | int, ...]] = [
    ("type",), ("topics",), ("tags",), ("title",), ("excerpt",), ("publishedDateTime",),
    ("updatedDateTime",), ("webUrl",), ("originalUrl",), ("id",), ("heat",), ("quality",), ("locale",),
    ("length",), ("published",), ("removed",), ("deleted",), ("provider", "domain"), ("provider", "name"),
    ("topics", 0), ("images", 0, "url"), ("images", 0, "width"), ("related", 0, "type"),
    ("related", 0, "webUrl"), ("related", 0, "topics"), ("related", 0, "publishedDateTime"),
    ("related", 0, "provider", "domain"), ("ampWebUrl",), ("cdnAmpWebUrl",),
]  # fmt: skip


@st.composite
def seeds_with_odd_values(draw: st.DrawFn) -> dict[str, Any]:
    """Return the fields of a seed, in which some hold values like those that they may hold."""
    fields: Any = deepcopy(ARTICLE)
    for place in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True)):
        owner: Any = fields
        for step in place[:-1]:
            # Another may have put a text there.
            owner = {} if isinstance(owner, str) else owner[step]
        if not isinstance(owner, str):
            owner[place[-1]] = draw(BLANKS) + draw(WORDS) + draw(BLANKS)
    return dict(fields)


def mended(fields: dict[str, Any], **options: Any) -> Seed:
    ruleset = Ruleset(ValidateSettings(**options)) if options else RULESET
    seed = parse_seed("a.md", mend_seed("a.md", raw_of(fields), ruleset).after, for_rules=True)
    assert isinstance(seed, Seed)
    return seed


def decisions(seed: Seed) -> str:
    return json.dumps({name: seed.instance.get(name) for name in sorted(DECIDING)})


@settings(max_examples=400)
@given(seeds_with_odd_values())
def test_a_fix_of_values_withdraws_nothing_and_delivers_nothing_again(
    fields: dict[str, Any],
) -> None:
    before, after = seed_of(fields), mended(fields)
    new = errors_of(after) - errors_of(before)
    assert not new, "no new error"
    assert decisions(after) == decisions(before)
    if is_published(before):
        assert is_published(after), "nothing is withdrawn"
        assert id_if_text(after.instance) == id_if_text(before.instance)
        assert bool(link_of(after.instance)) == bool(link_of(before.instance))
    elif is_published(after):
        refusing = [
            fault
            for fault in (*before.faults, *RULESET.faults(before))
            if fault.severity is Severity.ERROR and part_at(fault.pointer) == ARTICLE_ITSELF
        ]
        assert all(fault.fix for fault in refusing), "only what was mended had kept it out"


@given(seeds_with_odd_values())
def test_mending_comes_to_an_end(fields: dict[str, Any]) -> None:
    raw = mend_seed("a.md", raw_of(fields), RULESET).after
    assert mend_seed("a.md", raw, RULESET).after == raw


@given(seeds_with_odd_values())
def test_what_was_never_published_differs_by_its_id_alone(fields: dict[str, Any]) -> None:
    id_ = id_if_text(seed_of(fields).instance)
    known, unknown = mended(fields), mended(fields, never_published=frozenset({id_}))
    assert {**known.instance, "id": None} == {**unknown.instance, "id": None}


@given(seeds_with_odd_values(), st.data())
def test_comments_that_ignore_rules_stay_at_their_fields(
    fields: dict[str, Any], data: st.DataObject
) -> None:
    lines, expected = ["---"], []
    for number, (key, value) in enumerate(fields.items()):
        comment = f"# feeds: ignore[{data.draw(RULES)}] because of {number}."
        place = data.draw(st.sampled_from(["above", "behind", "nowhere"]))
        lines += [comment] if place == "above" else []
        lines.append(f"{key}: {json.dumps(value)}" + f"  {comment}" * (place == "behind"))
        expected += [(comment, place, key)] if place != "nowhere" else []
    raw = "\n".join([*lines, "---", ""]).encode()
    after = mend_seed("a.md", raw, RULESET).after.decode().split("\n")
    for comment, place, key in expected:
        (at,) = (n for n, line in enumerate(after) if comment in line)
        assert after[at + (place == "above")].startswith(f"{key}: ")
    silent = ignored(raw)
    kept = parse_seed("a.md", "\n".join(after).encode())
    assert isinstance(kept, Seed)
    assert [kept.instance[key] for key in silent] == [fields[key] for key in silent]


def ignored(raw: bytes) -> list[str]:
    """Return the fields of *raw* all of whose faults that can be mended a comment ignores."""
    seed = parse_seed("a.md", raw, for_rules=True)
    assert isinstance(seed, Seed)
    is_meant = meant_in(seed)
    faults = [fault for fault in (*seed.faults, *RULESET.faults(seed)) if fault.fix]
    return [
        key
        for key in seed.instance
        if (own := [fault for fault in faults if fault.pointer[:1] == (key,)])
        and all(map(is_meant, own))
    ]
