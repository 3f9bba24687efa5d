"""The text of a seed as it may be shown in full: with everything secret in asterisks."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

import yaml

from feeds.fixes.nodes import Nodes, UnfixableError, compose_nodes
from feeds.frontmatter.source import Span, is_secret_name, mask_blobs
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.problems.diagnostics import mask_credentials, mask_names

# Also where it is no field, but stands in a comment.
_SECRET_TEXT = re.compile(
    r"""(?P<name>\b(?:sec\w*|[\w-]{0,40}secur[\w-]*)["']?[ \t]*:)(?P<value>[^\r\n]*)""",
    re.IGNORECASE,
)


def masked_lines(raw: bytes) -> list[str]:
    """Return the lines of the seed *raw*, which can be read, with their ends.

    Masked are the value of ``secured``, however that is misspelt, whatever looks like it, and users
    and passwords in addresses.
    """
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    bom = "\ufeff" if raw.startswith(codecs.BOM_UTF8) else ""
    front_matter = split_seed("", raw)
    if isinstance(front_matter, FrontMatter):
        for start, end in _secret_spans(front_matter):
            text = text[:start] + _asterisks(text[start:end]) + text[end:]
    text = mask_names(mask_credentials(mask_blobs(text)))
    masked = _SECRET_TEXT.sub(lambda m: m["name"] + _asterisks(m["value"]), text)
    return re.findall(r"[^\n]*\n|[^\n]+", bom + masked)


def _asterisks(text: str) -> str:
    return re.sub(r"\S", "*", text)


def _secret_spans(front_matter: FrontMatter) -> Iterator[Span]:
    try:
        nodes = compose_nodes(front_matter)
    except UnfixableError:
        yield front_matter.start, front_matter.end
        return
    yield from _spans_below(nodes, nodes.root)


def _all_spans(nodes: Nodes, node: Any, outer: Span, seen: set[int]) -> Iterator[Span]:
    """Yield where *node* stands, and what its aliases refer to, unless that is within *outer*."""
    if id(node) in seen:
        return
    seen.add(id(node))
    start, end = nodes.span(node)
    if not outer[0] <= start <= end <= outer[1]:
        outer = start, end
        yield outer
    if isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for below in part if isinstance(part, tuple) else (part,):
                yield from _all_spans(nodes, below, outer, seen)


def _spans_below(nodes: Nodes, node: Any) -> Iterator[Span]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if is_secret_name(str(key.value)):
                yield from _all_spans(nodes, value, (0, 0), set())
            else:
                yield from _spans_below(nodes, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spans_below(nodes, item)
    elif mask_credentials(str(node.value)) != node.value:
        # However it is spread over lines, and whatever escapes it is written with.
        yield nodes.span(node)
