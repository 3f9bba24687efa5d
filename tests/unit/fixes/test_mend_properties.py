"""Whatever a seed looks like, mending changes what was meant and no other byte."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.fixes.mend import edited
from feeds.fixes.nodes import UnfixableError
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.frontmatter.yaml import Values, read_values
from feeds.problems.edits import Edit, RemoveItem, RenameField, SetValue
from feeds.problems.pointers import Pointer
from tests.unit.front_matter_edits import mend
from tests.unit.judges import read as read_seed
from tests.unit.written_seeds import TEXTS, written_seeds


def read(raw: bytes) -> tuple[str, Values]:
    """Return the text of the seed *raw* and its values; it must be readable."""
    front_matter = split_seed("a.md", raw)
    assert isinstance(front_matter, FrontMatter)
    values = read_values(front_matter, front_matter.start, front_matter.end)
    assert values.value is not None, (raw, values.diagnostics)
    return front_matter.text, values


def possible_edits(value: Any, pointer: Pointer = ()) -> Iterator[tuple[type[Edit], Pointer]]:
    """Yield the kind and place of every edit that *value* allows for."""
    match value:
        case dict():
            for key, item in value.items():
                yield RenameField, (*pointer, key)
                yield from possible_edits(item, (*pointer, key))
        case list():
            for index, item in enumerate(value):
                yield RemoveItem, (*pointer, index)
                yield from possible_edits(item, (*pointer, index))
        case _:
            yield SetValue, pointer


def draw_edit(data: st.DataObject, instance: Any) -> Edit:
    kind, pointer = data.draw(st.sampled_from(list(possible_edits(instance))))
    if kind is SetValue:
        values = st.one_of(TEXTS, st.booleans(), st.none(), st.integers(-9, 9))
        return SetValue(pointer, data.draw(values))
    return RenameField(pointer, "renamed") if kind is RenameField else RemoveItem(pointer)


def meant(instance: Any, *edits: Edit) -> Any:
    """Return what *edits* are to make of *instance*, or nothing if they cannot be made."""
    try:
        return edited(instance, edits)
    except UnfixableError:
        return None


def touched_lines(text: str, values: Values, edit: Edit) -> tuple[int, int]:
    """Return where the lines begin and end that *edit* concerns; a comma may be a line before."""
    start, end = values.span(edit.pointer, at_key=isinstance(edit, RenameField))
    if isinstance(edit, RemoveItem):
        parent = values.span(edit.pointer[:-1])
        start, end = parent[0], max(parent[1], end)
    return text.rfind("\n", 0, start) + 1, text.find("\n", end) + 1


@given(written_seeds(), st.data())
def test_one_edit_changes_its_lines_only(raw: bytes, data: st.DataObject) -> None:
    text, values = read(raw)
    edit = draw_edit(data, values.value)
    mending = mend(raw, edit)
    new_text, new_values = read(mending.after)
    if mending.after == raw:
        return
    assert json.dumps(new_values.value) == json.dumps(meant(values.value, edit))
    start, end = touched_lines(text, values, edit)
    assert (new_text[:start], new_text.endswith(text[end:])) == (text[:start], True)
    assert mending.after.count(b"\r\n") in (0, mending.after.count(b"\n"))


@given(written_seeds(), st.data())
def test_several_edits_are_made_or_left_out_one_by_one(raw: bytes, data: st.DataObject) -> None:
    _, values = read(raw)
    edits = data.draw(
        st.lists(st.builds(draw_edit, st.just(data), st.just(values.value)), max_size=5)
    )
    mending = mend(raw, *edits)
    _, new_values = read(mending.after)
    assert read_seed(mending.after).body == read_seed(raw).body
    assert mending.mended + len(mending.notices) <= len(edits)
    assert mending.mended or mending.after == raw
    made = [meant(values.value, *some) for some in combinations(edits, mending.mended)]
    assert json.dumps(new_values.value) in [json.dumps(value) for value in made]


@given(written_seeds(), TEXTS)
def test_any_text_can_take_the_place_of_a_title_that_is_no_block(raw: bytes, title: str) -> None:
    text, values = read(raw)
    # For YAML 1.1 these end lines, so that "..." behind one ends the front matter.
    assume("\u2028" not in text and "\x85" not in text)
    mending = mend(raw, SetValue(("title",), title))
    if re.search(r"^title: [|>]", text, re.MULTILINE):
        assert (mending.after, mending.mended, len(mending.notices)) == (raw, 0, 1)
        return
    _, new_values = read(mending.after)
    assert new_values.value == values.value | {"title": title}
    assert mending.notices == ()
