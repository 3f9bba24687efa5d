"""Seeds in every form that YAML has for them, for property tests."""

from dataclasses import dataclass
from typing import Any

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from feeds.validation.schema.seed import Seed, parse_seed

STYLES = (None, None, "'", '"', "|", ">")
WORDS = st.sampled_from(
    ["a", "&amp;", "it's", '"b"', "c: d", "# e", "- f", "é", "😀", "12", "true"]
)
CHARACTERS = st.text("ab &;:#'\"\\-[]{},|>%@`!?*=~é\u2028\x85\xa0😀 \n\t", max_size=12)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=9).map(" ".join), CHARACTERS, st.lists(WORDS, max_size=4).map("\n".join)
)  # fmt: skip


@dataclass(frozen=True)
class _Styled:
    """A text and the style that it is to be written in."""

    text: str
    style: str | None


class _Flow(list[Any]):
    """A list to be written in brackets."""


class _Dumper(yaml.SafeDumper):
    """Write every scalar in its own style, and indent lists in mappings, or not."""

    indents_lists = False

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless and not self.indents_lists)


class _IndentingDumper(_Dumper):
    indents_lists = True


def _represent_text(dumper: yaml.SafeDumper, text: _Styled) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text.text, style=text.style)


def _represent_flow(dumper: yaml.SafeDumper, items: _Flow) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(_Styled, _represent_text)
_Dumper.add_representer(_Flow, _represent_flow)
_IndentingDumper.add_representer(_Styled, _represent_text)
_IndentingDumper.add_representer(_Flow, _represent_flow)


SCALARS = st.builds(_Styled, TEXTS, st.sampled_from(STYLES))
TOPICS = st.one_of(st.lists(SCALARS, max_size=4), st.lists(SCALARS, max_size=4).map(_Flow))
RELATED = st.fixed_dictionaries(
    {"title": SCALARS}, optional={"topics": TOPICS, "published": st.booleans()}
)
FIELDS = st.fixed_dictionaries(
    {"title": SCALARS},
    optional={
        "excerpt": SCALARS,
        "heat": st.one_of(st.integers(-9, 9), st.none(), st.just(4.5)),
        "published": st.booleans(),
        "provider": st.fixed_dictionaries({"name": SCALARS, "domain": SCALARS}),
        "topics": TOPICS,
        "related": st.one_of(
            st.lists(RELATED, max_size=3), st.lists(RELATED, min_size=1, max_size=2).map(_Flow)
        ),
    },
)


@st.composite
def written_seeds(draw: st.DrawFn) -> bytes:
    """Return a seed as bytes: with comments, a byte order mark and any line ends, or without."""
    text = yaml.dump(
        draw(FIELDS),
        Dumper=draw(st.sampled_from((_Dumper, _IndentingDumper))),
        indent=draw(st.integers(2, 4)),
        width=draw(st.sampled_from((20, 60, 1000))),
        allow_unicode=draw(st.booleans()),
        sort_keys=False,
    )
    commented = "\n".join(_commented(draw, line) for line in text.split("\n"))
    seed = f"---\n{commented if _is_readable(commented) else text}---\nThe body.\n---\n"
    line_end = draw(st.sampled_from(("\n", "\r\n")))
    bom = draw(st.sampled_from(("", "\ufeff")))
    raw = (bom + seed.replace("\n", line_end)).encode()
    # PyYAML writes some texts so that they cannot be read: those with a line end of Unicode's.
    assume(isinstance(parse_seed("a.md", raw), Seed))
    return raw


def _commented(draw: st.DrawFn, line: str) -> str:
    """Return *line* with comments around it, where that may be one and no part of a text."""
    before = draw(st.sampled_from(("", "", "# before\n", "\n"))) if line[:1].isalpha() else ""
    behind = draw(st.sampled_from(("", "", " # behind"))) if line[-1:].isalnum() else ""
    return before + line + behind


def _is_readable(text: str) -> bool:
    try:
        yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return True
