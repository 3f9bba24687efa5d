"""Lines for feeds.toml say what they are to say, whatever is in a name."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config.tables import name_table, table_header, toml_text
from feeds.settings import NameSettings
from feeds.values.text import inert

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ['"', "\\", "\\n", "##[x", "::warning::", "\x1b[0m", "\u202e", "a\u00a0b", "\x7f", "", "''"]
)


@given(TEXTS)
def test_a_text_reads_back_and_is_printed_as_it_is(text: str) -> None:
    line = f"    aliases = [{toml_text(text)}]"
    assert tomllib.loads(inert(line)) == {"aliases": [text]}


@given(TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.lists(TEXTS), st.lists(TEXTS))
def test_a_table_reads_back(
    name: str, slug: str | None, title: str | None, aliases: list[str], domains: list[str]
) -> None:
    item = NameSettings(name, slug, title, None, tuple(aliases), tuple(domains))
    read = tomllib.loads("\n".join(map(inert, name_table("providers", item))))["providers"][name]
    lists = {key: tuple(read.get(key, ())) for key in ("aliases", "domains")}
    assert NameSettings(name, **{**read, **lists}) == item


def test_a_bare_key_needs_no_quotes() -> None:
    assert table_header("topics", "AI") == "[topics.AI]"
    assert table_header("topics", 'Meta "AI"') == '[topics."Meta \\"AI\\""]'


def test_half_a_surrogate_pair_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="no text with half"):
        toml_text("\ud83d")
