"""Make a seed readable whose text shows beyond doubt what was meant, before any value is known."""

from collections.abc import Callable, Iterator, Mapping

from feeds.frontmatter.odd_blanks import find_odd_blanks
from feeds.frontmatter.split import FrontMatter, encode_like, split_seed, with_fences
from feeds.frontmatter.yaml import read_values
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_unchecked


def _with_plain_blanks(raw: bytes) -> Iterator[bytes]:
    found = split_seed("", raw)
    if isinstance(found, FrontMatter):
        values = read_values(found, found.start, found.end)
        odd = find_odd_blanks(found, found.start, found.end, values)
        if odd and odd.mended is not None:
            yield encode_like(raw, odd.mended)


# By the rule: what the seed may have been meant for. The first that can be read counts.
_REPAIRS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "missing-front-matter": with_fences,
    "odd-blank": _with_plain_blanks,
    "unclosed-front-matter": with_fences,
}


def made_readable(seed: UnreadableSeed, raw: bytes, ruleset: Ruleset) -> bytes | None:
    """Return *raw*, the bytes of *seed*, as they can be read; None if what is meant is not certain.

    All that *ruleset* finds is mended at once, or nothing.
    """
    rules = {found.rule for found in ruleset.adjust(seed.diagnostics)}
    if len(rules) != 1 or rules != {found.rule for found in seed.diagnostics}:
        return None
    repair = _REPAIRS.get(rules.pop())
    if repair is None:
        return None
    readable = (text for text in repair(raw) if isinstance(parse_unchecked(seed.path, text), Seed))
    return next(readable, None)
