"""A seed is mended by the fixes of its faults, or left as it is where that is not certain."""

import time
from uuid import NAMESPACE_URL, uuid5

import pytest

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RemoveItem, RenameField, SetValue
from feeds.problems.reports import Mending
from feeds.settings import ValidateSettings
from feeds.validation.ruleset import Ruleset
from tests.unit.front_matter_edits import Fix, mend, mend_by, mend_yaml, set_value


def remove(*pointer: str | int) -> RemoveItem:
    return RemoveItem(pointer)


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("topics:\n- a\n- b # c\n# d\n- c\n", 1, "topics:\n- a\n# d\n- c\n"),
        ("topics:\n  - a\n  - b\n\nheat: 1\n", 1, "topics:\n  - a\n\nheat: 1\n"),
        ("topics:\n  - a\n  - x: 1\n    y: [\n  2]\n  - c\n", 1, "topics:\n  - a\n  - c\n"),
        ("topics:\n  - |+\n    a\n\n  - b\n", 0, "topics:\n\n  - b\n"),
        ("topics:\n  - >\n    a \n# c\n  - b\n", 0, "topics:\n# c\n  - b\n"),
        ("topics: # t\n  - a\n  - b\n", 0, "topics: # t\n  - b\n"),
        ("topics: [a, b,  c]\n", 1, "topics: [a,  c]\n"),
        ("topics: [a, b,  c]\n", 0, "topics: [b,  c]\n"),
        ("topics: [a, b, c]\n", 2, "topics: [a, b]\n"),
        ("topics: [a, 'b' , ]\n", 1, "topics: [a , ]\n"),
        ("topics: [a, # A\n  b]\n", 1, "topics: [a, # A\n  b]\n"),
        ("topics: [a, # A\n  b, c]\n", 1, "topics: [a, # A\n  c]\n"),
        ("topics: [\n  a, # A\n  b, # B\n  c # C\n]\n", 1, "topics: [\n  a, # A\n  c # C\n]\n"),
        ("topics: [\n  a, # A\n  b # B\n]\n", 1, "topics: [\n  a, # A\n]\n"),
        ("topics: [\n  a\n  , b # B\n  , c\n]\n", 1, "topics: [\n  a # B\n  , c\n]\n"),
        ("topics:\n  - a\n  -\n    b\n", 1, "topics:\n  - a\n  -\n    b\n"),
        ("topics:\n  - - a\n    - b\n", 0, "topics:\n  - - a\n    - b\n"),
    ],
)
def test_an_item_goes_with_its_line_or_comma(before: str, index: int, after: str) -> None:
    assert mend_yaml(before, remove("topics", index)) == after
    crlf = mend_yaml(before.replace("\n", "\r\n"), remove("topics", index))
    assert crlf == after.replace("\n", "\r\n")


def test_several_items_go_at_once() -> None:
    twice = [remove("topics", 1), remove("topics", 2)]
    assert mend_yaml("topics: [a, a, a]\n", *twice) == "topics: [a]\n"
    assert mend_yaml("topics:\n- a\n- a # b\n- a\n", *twice) == "topics:\n- a\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Title : a\n", "title : a\n"),
        ("'Title': a # b\n", "'title': a # b\n"),
        ('{"Title":a, b: c}\n', '{"title":a, b: c}\n'),
        ("? Title\n: a\n", "? title\n: a\n"),
    ],
)
def test_a_field_is_renamed_in_its_place(before: str, after: str) -> None:
    assert mend_yaml(before, RenameField(("Title",), "title")) == after


def test_edits_of_one_fix_lead_through_the_seed_as_it_was() -> None:
    fix = (
        RenameField(("Zzz",), "related"),
        SetValue(("Zzz", 0, "Yyy"), "b"),
        RenameField(("Zzz", 0, "Yyy"), "title"),
        RemoveItem(("Zzz", 1)),
        RemoveItem(("Zzz", 2)),
    )
    address = "\n  webUrl: https://a.example/\n  title: x"
    before = (
        f"Zzz:\n- webUrl: https://b.example/\n  Yyy: b\n- Yyy: b\n- Yyy: c\n- Yyy: d{address}\n"
    )
    after = f"related:\n- webUrl: https://b.example/\n  title: b\n- Yyy: d{address}\n"
    assert mend_yaml(before, fix) == after


@pytest.mark.parametrize(
    ("text", "fix", "why"),
    [
        ("topics: [a]", remove("topics", 0), "its list would be left empty"),
        (
            "topics: [a, b]",
            (remove("topics", 0), remove("topics", 1)),
            "two of its changes meet at one place",
        ),
        ("topics: a", remove("topics"), "it is in no list"),
        (
            "topics:\n- - a\n  - b\n- c",
            remove("topics", 0, 0),
            "it shares its lines with something else",
        ),
        ("title: &x a\nexcerpt: *x", set_value("b"), "it has a YAML anchor, alias or tag"),
        ("x: &x a\ntitle: *x", set_value("b"), "it has a YAML anchor, alias or tag"),
        ("title: !!str a", set_value("b"), "it has a YAML anchor, alias or tag"),
        (
            "x: &x {title: a}\ny: *x",
            set_value("b", "x", "title"),
            "the front matter would not be read as it is meant",
        ),
        ("Title: a\ntitle: b", RenameField(("Title",), "title"), "two fields would have one name"),
        ("title: [a]", set_value("b"), "it is no single value"),
        ("title: |\n  a", set_value("b"), "it is a YAML block scalar, behind | or >"),
        ("title: >- # why\n  a", set_value(1), "it is a YAML block scalar, behind | or >"),
        (
            "? |-\n  Zzz\n: a",
            RenameField(("Zzz",), "title"),
            "it is a YAML block scalar, behind | or >",
        ),
        ("topics: [a, b]", RenameField(("topics", 0), "b"), "it is no field"),
        ("secured: a", set_value("b", "secured"), "it is encrypted"),
        ('title: a\nx: "\\x0b"\ny: \x0b', set_value("b"), "the YAML has other errors"),
    ],
)
def test_what_is_not_certain_is_left_and_said(text: str, fix: Fix, why: str) -> None:
    raw = f"---\nheat: 1\n{text}\n---\n".encode()
    mending = mend(raw, fix)
    place = mending.notices[0].split(": ")[0] if mending.notices else ""
    notice = f"{place}: wish was not mended: {why}; mend it by hand: right it"
    assert mending == Mending("seeds/a.md", raw, raw, 0, (notice,))
    assert place.startswith("seeds/a.md:")


def test_a_fix_that_cannot_be_made_does_not_keep_others_from_it() -> None:
    raw = b"---\nx: &x {title: a}\ny: *x\ntitle: ' a'\ntopics: [a, a]\n---\n"
    mending = mend(raw, set_value("b", "x", "title"), set_value("a"), remove("topics", 1))
    assert mending.after == b"---\nx: &x {title: a}\ny: *x\ntitle: 'a'\ntopics: [a]\n---\n"
    assert mending.mended == 2


def test_fixes_of_one_value_are_made_one_after_the_other() -> None:
    def wishes(instance: dict[str, str]) -> list[Fix]:
        title = instance["title"]
        meant = (title.replace("&amp;", "&"), title.strip(), title.replace("  ", " "))
        return [(set_value(text),) for text in meant if text != title]

    mending = mend_by(b"---\ntitle: ' a  &amp; b '\n---\n", wishes)
    assert (mending.after, mending.mended) == (b"---\ntitle: 'a & b'\n---\n", 3)
    assert mend_by(mending.after, wishes) == Mending("seeds/a.md", mending.after, mending.after)


def test_fixes_that_call_for_one_another_change_nothing() -> None:
    raw = b"---\ntitle: a\n---\n"
    other = {"a": "b", "b": "a"}
    mending = mend_by(raw, lambda instance: [(set_value(other[instance["title"]]),)])
    notice = "seeds/a.md: nothing was mended, since the fixes of its problems call for one another"
    assert mending == Mending("seeds/a.md", raw, raw, 0, (notice,))


def test_byte_order_mark_line_ends_body_and_fences_stay() -> None:
    raw = "\ufeff--- \r\ntitle: ' é'\r\n... \r\n\n---\ntitle: ' é'\r".encode()
    assert mend(raw, set_value("é")).after == raw.replace(b"' \xc3", b"'\xc3", 1)


SEED = b"---\ntitle: ' a'\nname: ' b'\n---\n"


@pytest.mark.parametrize(
    ("settings", "mended"),
    [
        (ValidateSettings(), 2),
        (ValidateSettings(severity=(("surrounding-blanks", Severity.INFO),)), 2),
        (ValidateSettings(ignore=("surrounding-blanks",)), 0),
        (ValidateSettings(select=("duplicate-url",)), 0),
        (ValidateSettings(per_path_ignores=(("a.md", ("surrounding-blanks",)),)), 0),
        (ValidateSettings(per_path_ignores=(("b.md", ("surrounding-blanks",)),)), 2),
    ],
)
def test_only_what_is_reported_is_mended(settings: ValidateSettings, mended: int) -> None:
    assert mend_seed("seeds/a.md", SEED, Ruleset(settings)).mended == mended


@pytest.mark.parametrize("raw", [b"", b"title: ' a'", b"---\ntitle: ' a\n---\n", b"\xff", b"---\n"])
def test_what_cannot_be_read_stays(raw: bytes) -> None:
    ruleset = Ruleset(ValidateSettings())
    assert mend_seed("a.md", raw, ruleset) == Mending("a.md", raw, raw)


TRACKED = "https://a.example/?utm_source=x"
CLEANED = "https://a.example/"


def untrack(
    *lines: str, include_unpublished: bool = False, never_published: frozenset[str] = frozenset()
) -> Mending:
    raw = "".join(f"{line}\n" for line in ("---", *lines, "---")).encode()
    settings = ValidateSettings(select=("tracking-parameter",), never_published=never_published)
    return mend_seed("1.md", raw, Ruleset(settings), include_unpublished=include_unpublished)


FORMER_ID = uuid5(NAMESPACE_URL, TRACKED).urn


@pytest.mark.parametrize("others", [[], ["webUrl: https://b.example/"], ["# why", "title: A"]])
@pytest.mark.parametrize("name", ["webUrl", "originalUrl"])
def test_the_id_that_derives_from_an_address_is_written_with_the_new_one(
    name: str, others: list[str]
) -> None:
    others = [other for other in others if not other.startswith(name)]
    mended = untrack(f"{name}: {TRACKED} # as sent", *others)
    assert mended.after.decode().splitlines() == [
        "---", f"{name}: {CLEANED} # as sent", f'id: "{FORMER_ID}"', *others, "---",
    ]  # fmt: skip
    assert (mended.mended, mended.notices) == (1, ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_new_line_ends_as_the_others_do(line_end: str) -> None:
    raw = f"---\nwebUrl: {TRACKED}\ntitle: A\n---\n".replace("\n", line_end).encode()
    after = mend_seed("1.md", raw, Ruleset(ValidateSettings(select=("tracking-parameter",)))).after
    meant = f'---\nwebUrl: {CLEANED}\nid: "{FORMER_ID}"\ntitle: A\n---\n'
    assert after == meant.replace("\n", line_end).encode()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('{"webUrl": "%s", "title": "A"}', '{"webUrl": "%s", "id": "%s", "title": "A"}'),
        ("{webUrl: '%s'}", "{webUrl: '%s', id: \"%s\"}"),
        ("  webUrl: %s\n  title: A", '  webUrl: %s\n  id: "%s"\n  title: A'),
        ('"webUrl": >-\n  x\noriginalUrl: %s', '"webUrl": >-\n  x\noriginalUrl: %s\nid: "%s"'),
    ],
)
def test_an_id_is_written_in_the_manner_of_what_is_there(written: str, meant: str) -> None:
    mended = untrack(written % TRACKED)
    assert mended.after.decode() == f"---\n{meant % (CLEANED, FORMER_ID)}\n---\n"


def test_the_id_of_what_was_never_published_need_not_be_kept() -> None:
    mended = untrack(f"webUrl: {TRACKED}", never_published=frozenset({FORMER_ID}))
    assert mended.after.decode() == f"---\nwebUrl: {CLEANED}\n---\n"
    other = untrack(f"webUrl: {TRACKED}", never_published=frozenset({"urn:x:other"}))
    assert FORMER_ID in other.after.decode()


@pytest.mark.parametrize(
    ("lines", "is_kept"),
    [
        (["webUrl: {}", 'id: ""'], True),
        (["? webUrl", ": {}"], True),
        (["webUrl: {}", "id:"], False),
    ],
)
def test_where_no_id_can_be_written_the_address_stays_and_that_is_said(
    lines: list[str], is_kept: bool
) -> None:
    mended = untrack(*(line.format(TRACKED) for line in lines))
    # An id that is nothing is an error, which keeps the seed out.
    assert (mended.after == mended.before, bool(mended.notices)) == (is_kept, is_kept)
    assert all(f'add id: "{FORMER_ID}" to the seed first' in notice for notice in mended.notices)


def test_no_address_is_made_that_another_seed_has() -> None:
    raw = f"---\nid: urn:x:1\nwebUrl: {TRACKED}\n---\n".encode()
    ruleset = Ruleset(ValidateSettings(select=("tracking-parameter",)))
    mended = mend_seed("1.md", raw, ruleset, taken={CLEANED: "2.md"})
    assert mended.after == raw
    assert mended.notices == (
        "1.md:3:9: tracking-parameter was not mended: it would stand for the article of 2.md, and only one"
        " of the two would be published; delete one of them",
    )
    assert mend_seed("1.md", raw, ruleset, taken={"https://b.example/": "2.md"}).mended == 1


@pytest.mark.parametrize(
    "lines",
    [
        (f"webUrl: {TRACKED}", "id: urn:x:1"),
        (f"webUrl: {TRACKED}", "originalUrl: https://b.example/"),
        ("webUrl: https://b.example/", f"ampWebUrl: {TRACKED}"),
        ("webUrl: https://b.example/", "related:", f"  - webUrl: {TRACKED}"),
        (f"webUrl: {TRACKED}", "published: false"),
        (f"webUrl: {TRACKED}", "removed: true"),
    ],
)
def test_an_address_that_makes_no_published_id_is_mended(lines: tuple[str, ...]) -> None:
    mended = untrack(*lines)
    assert mended.after.decode() == mended.before.decode().replace(TRACKED, CLEANED)
    assert mended.notices == ()


def test_the_id_of_a_draft_that_builds_publish_is_written() -> None:
    lines = (f"webUrl: {TRACKED}", "published: false")
    assert FORMER_ID in untrack(*lines, include_unpublished=True).after.decode()
    withdrawn = untrack(f"webUrl: {TRACKED}", "removed: true", include_unpublished=True)
    assert FORMER_ID not in withdrawn.after.decode()
    assert withdrawn.after != withdrawn.before


@pytest.mark.parametrize(
    "lines",
    [
        "related:\n  - topics:\n" + "    - AI\n" * 8_000,
        "related: [{topics: [" + "AI, " * 8_000 + "ai]}]\n",
        "related:\n  - topics:\n" + "".join(f'    - " a{n} "\n' for n in range(4_000)),
    ],
    ids=["block", "flow", "values"],
)
def test_thousands_of_faults_are_mended_in_little_time(lines: str) -> None:
    raw = SEED.replace(b"---\n", f"---\n{lines}".encode(), 1)
    started = time.process_time()
    mending = mend_seed("seeds/1.md", raw, Ruleset(ValidateSettings()))
    assert mending.mended >= 3_999
    # To look for each anew took minutes.
    assert time.process_time() - started < 20


def test_a_name_that_thousands_of_items_have_is_mended_in_all() -> None:
    lines = "related:\n" + "  - title: A\n    excrept: a\n" * 3_000
    raw = SEED.replace(b"---\n", f"---\n{lines}".encode(), 1)
    after = mend_seed("seeds/1.md", raw, Ruleset(ValidateSettings())).after
    assert (after.count(b"excrept"), after.count(b"    excerpt: a\n")) == (0, 3_000)


def mend_address(written: str, *others: str) -> Mending:
    raw = "".join(f"{line}\n" for line in ("---", f"webUrl: {written}", *others, "---")).encode()
    return mend_seed("1.md", raw, Ruleset(ValidateSettings(select=("html-entity", "invalid-url"))))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("“https://a.example/?b=1&c”", "https://a.example/?b=1&c"),
        ("htps://a.example/", "https://a.example/"),
        ("https://https://a.example/", "https://a.example/"),
        ("'[b](https://a.example/)'", "'https://a.example/'"),
    ],
)
def test_an_address_that_the_schema_refuses_made_no_id_and_is_mended(
    written: str, meant: str
) -> None:
    mended = mend_address(written)
    assert mended.after.decode() == f"---\nwebUrl: {meant}\n---\n"
    assert mended.notices == ()


@pytest.mark.parametrize(
    "written",
    ["https://a.example/?b&amp;c", "https://a.example/,"],
)
def test_an_address_that_may_be_published_leaves_its_id(written: str) -> None:
    mended = mend_address(written)
    assert f'id: "{uuid5(NAMESPACE_URL, written).urn}"\n' in mended.after.decode()
    assert (written in mended.after.decode(), mended.notices) == (False, ())
    assert mend_address(written, "id: urn:x:1").mended == 1
