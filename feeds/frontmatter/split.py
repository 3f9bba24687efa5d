"""Split a seed into front matter and body: decoding, fences and sizes."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from feeds.frontmatter.source import Source
from feeds.problems.basic_rules import usual_remedy
from feeds.problems.diagnostics import Diagnostic
from feeds.secrets import Secret, Span, find_doubtful, find_fields, find_names

MAX_FRONT_MATTER_BYTES = 1 << 20

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
# From the line end before it on. One literal character is found ten times faster than one of two,
# and hardly any file has carriage returns.
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_CLOSING_WITH_RETURNS = re.compile(r"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_FIELDS_LIKE = re.compile(r"[A-Za-z]\w*:(?:\s|$)")


@dataclass(frozen=True)
class FrontMatter(Source):
    """The text of a seed whose front matter is from ``start`` to before ``end``.

    The body follows from ``body_start`` on.
    """

    start: int
    end: int
    body_start: int

    @property
    def yaml(self) -> str:
        """What stands between the fences."""
        return self.text[self.start : self.end]

    @property
    def body(self) -> str:
        """The Markdown after the closing fence."""
        return self.text[self.body_start :]

    def secret_spans(self) -> list[Span]:
        """Return where secrets stand, by what the YAML says if it can be read."""
        # Loading PyYAML takes longer than reading a handful of usual seeds without it.
        from feeds.frontmatter.yaml import read_values

        values = read_values(Source(self.path, self.text), self.start, self.end)
        if values.value is None:
            return super().secret_spans()
        below = self.end + find_doubtful(self.text[self.end :])
        return [*self._spans_in_yaml(values.secrets), (below, len(self.text))]

    def _spans_in_yaml(self, secrets: Iterable[Secret] | None) -> list[Span]:
        yaml = self.text[: self.end]
        names = {*find_fields(yaml), *(start for start, _ in find_names(yaml))}
        # What names a secret beside its field may stand in a comment or another value.
        if secrets is None or not all(any(s.name <= n < s.end for s in secrets) for n in names):
            return [(find_doubtful(yaml), self.end)]
        return [(secret.start, secret.end) for secret in secrets]


def split_seed(path: str, raw: bytes) -> FrontMatter | Diagnostic:
    """Find the front matter of the seed *raw*, or say why there is none.

    UTF-8 with or without a byte order mark, any line ends; an opening fence ``---`` in line 1 and
    a closing ``---`` or ``...``, each perhaps with trailing blanks.
    """
    source = _decode(path, raw)
    if isinstance(source, Diagnostic):
        return source
    if not source.text:
        return source.diagnostic((0, 0), "empty-file", "the file is empty")
    opening = _OPENING.match(source.text)
    if opening is None:
        return _missing(source)
    pattern = _CLOSING_WITH_RETURNS if "\r" in source.text else _CLOSING
    closing = pattern.search(source.text, opening.end() - 1)
    end = closing.start() + 1 if closing else len(source.text)
    if (
        len(raw) > MAX_FRONT_MATTER_BYTES
        and len(source.text[opening.end() : end].encode("utf-8")) > MAX_FRONT_MATTER_BYTES
    ):
        message = "the front matter is larger than 1 MiB"
        return source.diagnostic((0, 3), "oversized-front-matter", message)
    if closing is None:
        message = "the front matter is opened here and never closed"
        return source.diagnostic((0, 3), "unclosed-front-matter", message)
    return FrontMatter(path, source.text, opening.end(), end, closing.end())


def masked_lines(raw: bytes) -> list[str]:
    """Return the lines of the seed *raw*, which has front matter, as people may see them.

    They have their ends, and only a line feed is one.
    """
    found = split_seed("", raw)
    assert isinstance(found, FrontMatter)  # noqa: S101 - for mypy: only what has front matter is mended
    bom = "\ufeff" if raw.startswith(codecs.BOM_UTF8) else ""
    return re.findall(r"[^\n]*\n|[^\n]+", bom + found.masked())


def _decode(path: str, raw: bytes) -> Source | Diagnostic:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Source(path, "").diagnostic(
            (0, 0),
            "undecodable-bytes",
            "the file is in UTF-16, not UTF-8",
            "save it as UTF-8",
        )
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(path, raw.decode("utf-8"))
    except UnicodeDecodeError as exc:
        readable = raw[: exc.start].decode("utf-8")
        return Source(path, readable + "\ufffd").diagnostic(
            (len(readable), len(readable) + 1),
            "undecodable-bytes",
            f"byte 0x{raw[exc.start]:02x} is not valid UTF-8",
        )


def _missing(source: Source) -> Diagnostic:
    first = source.line_at(0)[1].rstrip()
    if first.startswith("---"):
        remedy = 'the first line must be exactly three hyphens: "---"'
    elif not first or _FIELDS_LIKE.match(first):
        remedy = 'make "---" the first line of the file, before the fields'
    else:
        remedy = usual_remedy("missing-front-matter")
    return source.diagnostic(
        (0, len(first)), "missing-front-matter", "the file has no front matter", remedy
    )
