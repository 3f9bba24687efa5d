"""However a seed is damaged, no report, excerpt, diff or notice shows a part of a secret."""

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feeds.fixes.mend import mend_seed
from feeds.frontmatter.source import Source
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.problems.reports import ValidationReport
from feeds.progress import ignore_progress
from feeds.reporters import fixes
from feeds.reporters.problems.formats import FORMATS, render
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from feeds.seeds.find import SeedFile
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset

RULESET = Ruleset(ValidateSettings(now=datetime(2026, 1, 1, tzinfo=UTC), show_infos=True))
VIEW = View(verbose=True)

# As long as the shortest ones are.
SECRET = "Qm9zVtKyLhWxGdPjRfNcSbTaMeUoHiZw8k2Qr5Yv7Xn3Bj6D"
PASSWORD = "zyzzyvaquixoticjumbledfjordvexwaltz"
PIECE = 6

# What tells a secret: a name that is damaged by a slip at most, and what makes an address hold a
# password. Without it nobody can tell.
WHOLE = re.compile(r"(?<=secured): ?|secured|(?:\\?/){2}jane:.|jane:.|@|\\x40")

FIELDS = """\
title: " Title"
publishedDateTime: 2022-09-01 13:00:00Z
excerpt: 'A &amp; B'
webUrl: WEB
type: article
provider: {name: A, domain: a.example}
topics:
  - AI
  - AI
"""

ADDRESSES = [
    "https://a.example/1?utm_source=x",
    f"https://jane:{PASSWORD}@a.example/1",
    f'"https://jane:{PASSWORD}@a.example/1?utm_source=x"',
    f"'//jane:{PASSWORD}@a.example/1'",
    f"jane:{PASSWORD}@a.example/1",
    f"|\n  https://jane:{PASSWORD}@a.example/1",
    f'"https:\\/\\/jane:{PASSWORD}\\x40a.example/1"',
    f"https://a.example/\nimages: [{{url: 'https://jane:{PASSWORD}@a.example/1.png'}}]",
    f"https://a.example/\nrelated:\n  - title: See https://jane:{PASSWORD}@a.example/1",
]

SECURED = [
    f"secured: {SECRET}",
    f'secured: "{SECRET}"',
    f"secured: '{SECRET}'",
    f"secured: |\n  {SECRET[:16]}\n  {SECRET[16:]}",
    f'secured: "{SECRET[:16]}\n  {SECRET[16:]}"',
    f"secured:\n  - {SECRET}",
    f"secured: [{SECRET}, {SECRET[::-1]}]",
    f"secured: {{a: {SECRET}}}",
    f"secured: !tag {SECRET}",
    f"secured: &anchor {SECRET}",
    f"secured: {SECRET[:16]} # {SECRET[16:]}",
    f"? secured\n: {SECRET}",
    f"# secured: {SECRET}",
    f"related:\n  - title: B\n    webUrl: https://a.example/2\n    secured: {SECRET}\n    type: article",
    f'related: [{{title: B, secured: "{SECRET}", webUrl: "https://a.example/2"}}]',
]
ALIASED = [
    f"image: &a {SECRET}\nsecured: *a",
    f"image: &a [{SECRET}]\nsecured:\n  - *a",
    f"image: &a [{SECRET}]\nother: &b [*a]\nsecured:\n  - [*b",
    f"image: &a [{SECRET}]\nsecured: *b",
]


def texts(secured: list[str]) -> st.SearchStrategy[str]:
    """Return seeds with one of *secured* below the other fields, above, or in the body."""
    return st.builds(
        lambda address, field, layout: layout.format(FIELDS.replace("WEB", address), field),
        st.sampled_from(ADDRESSES),
        st.sampled_from(secured),
        st.sampled_from(
            ["---\n{0}{1}\n---\nText.\n", "---\n{1}\n{0}---\nText.\n", "---\n{0}---\n{1}\n---\n"]
        ),
    )


Damage = Callable[[str], str]


def free_places(text: str) -> list[int]:
    taken = {n for found in WHOLE.finditer(text) for n in range(found.start(), found.end())}
    return [n for n in range(len(text)) if n not in taken] or [0]


def at(where: float, places: list[int]) -> int:
    return places[int(where * len(places))]


def insert(where: float, char: str) -> Damage:
    def damage(text: str) -> str:
        n = at(where, free_places(text))
        return text[:n] + char + text[n:]

    return damage


def delete(where: float) -> Damage:
    def damage(text: str) -> str:
        n = at(where, free_places(text))
        return text[:n] + text[n + 1 :]

    return damage


def replace(where: float, char: str) -> Damage:
    return lambda text: insert(where, char)(delete(where)(text))


def on_lines(where: float, change: Callable[[str], str]) -> Damage:
    def damage(text: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        n = int(where * len(lines))
        return "".join([*lines[:n], change(lines[n]), *lines[n + 1 :]])

    return damage


def cut(where: float) -> Damage:
    def damage(text: str) -> str:
        named = text.find("secured")
        places = [n for n in free_places(text) if n > named]
        return text[: at(where, places or [len(text)])]

    return damage


SLIPS = sorted(
    {"secured"[:n] + "secured"[n + 1 :] for n in range(7)}
    | {"secured"[:n] + char + "secured"[n:] for n in range(8) for char in 'x-_ ."R'}
    | {"secured"[:n] + char + "secured"[n + 1 :] for n in range(7) for char in "x-E"}
    | {"secured"[:n] + "secured"[n + 1] + "secured"[n] + "secured"[n + 2 :] for n in range(6)}
    | {"SECURED", "Secured", "secure", "secured_blob"}
)
WHERE = st.floats(0, 0.9999)
# Not a question mark, which makes the name of a field of a line of text, and of a secret as well.
CHARS = st.sampled_from("\n\r\t \"':#{}[],&*|>-!%@\\x")
DAMAGES = st.one_of(
    st.builds(insert, WHERE, CHARS),
    st.builds(delete, WHERE),
    st.builds(replace, WHERE, CHARS),
    st.builds(cut, WHERE),
    st.builds(
        on_lines,
        WHERE,
        st.sampled_from([str.lstrip, "  {}".format, "\t{}".format, "{0}{0}".format, "- {}".format]),
    ),
)
WRITTEN = st.sampled_from(
    [
        str,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        "\ufeff{}".format,
    ]
)


def reports_of(raw: bytes) -> Iterator[str]:
    """Yield all that may be shown of the seed *raw*, which stands in a folder twice."""
    with tempfile.TemporaryDirectory() as folder:
        files = [SeedFile(Path(folder, name), name) for name in ("a.md", "b.md")]
        for file in files:
            Path(file.location).write_bytes(raw)
        found = tuple(check_seeds(files, RULESET, ignore_progress))
    report = SeedProblems(ValidationReport(2, found))
    yield from (render(name, report, VIEW) for name in FORMATS)
    mending = mend_seed("a.md", raw, RULESET)
    yield fixes.render([mending] if mending.after != raw else [])
    yield from mending.notices
    yield from lines_of(raw)


def lines_of(raw: bytes) -> Iterator[str]:
    split = split_seed("a.md", raw)
    source = Source("a.md", raw.decode().removeprefix("\ufeff"))
    if isinstance(split, FrontMatter):
        source = split
        yield source.masked()
    for found in re.finditer(r"^", source.text, re.MULTILINE):
        n = found.start()
        yield source.diagnostic((n, n), "rule", "", "").excerpt


def pieces(text: str) -> set[str]:
    return {text[n : n + PIECE] for n in range(len(text) - PIECE + 1)}


PIECES = pieces(SECRET) | pieces(SECRET[::-1]) | pieces(PASSWORD)


def shown_pieces(text: str) -> set[str]:
    shown = "\n".join(reports_of(text.encode()))
    return {piece for piece in PIECES if piece in shown}


@given(texts(SECURED), st.lists(DAMAGES, max_size=1), st.sampled_from(SLIPS), WRITTEN)
def test_no_part_of_a_secret_is_shown_of_a_damaged_seed_with_a_slip_in_the_name(
    text: str, damages: list[Damage], slip: str, written: Damage
) -> None:
    for damage in damages:
        text = damage(text)
    assert shown_pieces(written(text.replace("secured", slip))) == set()


@given(texts(SECURED), st.lists(DAMAGES, max_size=2), WRITTEN)
def test_no_part_of_a_secret_is_shown_of_a_damaged_seed(
    text: str, damages: list[Damage], written: Damage
) -> None:
    for damage in damages:
        text = damage(text)
    assert shown_pieces(written(text)) == set()


@given(texts(ALIASED), st.sampled_from(["secured", *SLIPS]), WRITTEN)
def test_no_part_is_shown_of_what_an_alias_in_a_secret_refers_to(
    text: str, slip: str, written: Damage
) -> None:
    assert shown_pieces(written(text.replace("secured", slip))) == set()
