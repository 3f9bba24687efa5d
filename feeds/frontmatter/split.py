"""Split a seed into front matter and body: decoding, fences and sizes."""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from feeds.frontmatter.source import Source
from feeds.problems.diagnostics import Diagnostic
from feeds.secrets import Secret, Span, find_doubtful, find_fields, find_names

MAX_FRONT_MATTER_BYTES = 1 << 20

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
# From the line end before it on. One literal character is found ten times faster than one of two,
# and hardly any file has carriage returns.
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_NO_BLANK = re.compile(r"\S")
_CLOSING_WITH_RETURNS = re.compile(r"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
# What stands in any front matter, and tells nothing of it.
_USUAL = bytes(sorted({*b"\n", *range(0x20, 0x7F)} - {*b"&<?@[\\{"}))
# The first bytes of a file in another encoding: its byte order mark, or a hyphen that is two or
# four bytes long. That of UTF-32 starts as that of UTF-16 does.
_OTHER_ENCODINGS = (
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"-\0\0\0", b"\0\0\0-"), "UTF-32"),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"-\0", b"\0-"), "UTF-16"),
)
# What else a file that is no text begins with: what it is, and what to do.
_OTHER_FILES = (
    (b"\0GITCRYPT\0", "the file is encrypted by git-crypt", "unlock it with git-crypt unlock"),
    (b"\x1f\x8b", "the file is compressed by gzip", "unpack it"),
    (b"PK\3\4", "the file is a ZIP archive or an office document", "save its text as UTF-8"),
    (b"\x89PNG", "the file is a picture", "remove it from the seeds"),
    (b"\xff\xd8\xff", "the file is a picture", "remove it from the seeds"),
    (b"%PDF-", "the file is a PDF", "save its text as UTF-8"),
)


@dataclass(frozen=True)
class FrontMatter(Source):
    """The text of a seed whose front matter is from ``start`` to before ``end``.

    The body follows from ``body_start`` on. ``raw`` are the bytes of the text if there is no body.
    """

    start: int
    end: int
    body_start: int
    raw: bytes | None = field(default=None, compare=False, repr=False)

    @cached_property
    def yaml(self) -> str:
        """What stands between the fences."""
        return self.text[self.start : self.end]

    @cached_property
    def rare(self) -> str:
        """Its rare characters (``rare_in``), by which much of what may be in it is ruled out."""
        # To encode it once more takes as long as all else here.
        return rare_in(self.yaml if self.raw is None else self.raw)

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
        if secrets is None or not _are_within(names, secrets):
            return [(find_doubtful(yaml), self.end)]
        return [(secret.start, secret.end) for secret in secrets]


def rare_in(yaml: str | bytes) -> str:
    r"""Return the few characters of *yaml* that are no usual ones: one of &<?@[\{, or beyond ASCII.

    It takes as long as to look for one word.
    """
    encoded = yaml.encode("utf-8", "surrogatepass") if isinstance(yaml, str) else yaml
    return encoded.translate(None, _USUAL).decode("utf-8", "surrogatepass")


def _are_within(names: Iterable[int], secrets: Iterable[Secret]) -> bool:
    """Tell whether each of *names*, which are places, is in one of *secrets*."""
    ordered = sorted(secrets)
    starts = [secret.name for secret in ordered]
    ends = list(accumulate((secret.end for secret in ordered), max, initial=0))
    return all(name < ends[bisect_right(starts, name)] for name in names)


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
    closing = _find_closing(source.text, opening.end() - 1)
    end = closing[0] + 1 if closing else len(source.text)
    if (
        len(raw) > MAX_FRONT_MATTER_BYTES
        and len(source.text[opening.end() : end].encode("utf-8")) > MAX_FRONT_MATTER_BYTES
    ):
        message = "the front matter is larger than 1 MiB"
        return source.diagnostic((0, 3), "oversized-front-matter", message)
    conflict = _conflict_in(source, opening.end(), end)
    if conflict or closing is None:
        return conflict or _unclosed(source, opening.end())
    body_start = closing[1]
    is_whole = _NO_BLANK.search(source.text, body_start) is None
    whole = raw.removeprefix(codecs.BOM_UTF8) if is_whole else None
    return FrontMatter(path, source.text, opening.end(), end, body_start, whole)


def _find_closing(text: str, start: int) -> Span | None:
    """Return where the closing fence is from *start* on, with the line ends around it; or None."""
    has_returns = "\r" in text
    # As nearly all seeds have it, found without a look at each line.
    at = -1 if has_returns else text.find("\n---", start)
    if at >= 0 and text[at + 4 : at + 5] in ("", "\n") and text.find("\n...", start, at) < 0:
        return at, min(at + 5, len(text))
    closing = (_CLOSING_WITH_RETURNS if has_returns else _CLOSING).search(text, start)
    return closing.span() if closing else None


def unclosed_within(found: FrontMatter) -> Diagnostic | None:
    """Return that the front matter *found* seems to end earlier, at a line that is no fence."""
    from feeds.frontmatter.fences import describe_closing
    from feeds.frontmatter.yaml import read_values

    misfit = describe_closing(found.text, found.start, found.end)
    if misfit is None:
        return None
    above = found.text[: misfit.line_start]
    if not read_values(Source("", above), found.start, len(above)).value:
        return None
    message = f"the front matter is not closed: {misfit.problem}"
    return found.diagnostic(misfit.span, "unclosed-front-matter", message, misfit.remedy)


def with_fences(raw: bytes) -> Iterator[bytes]:
    """Yield what the seed *raw*, of which the fences are at fault, may have been meant for.

    What is meant is for the reader of its YAML to tell.
    """
    from feeds.frontmatter.fences import describe_opening, mended_closings

    source = _decode("", raw)
    if isinstance(source, Diagnostic):
        return
    found = split_seed("", raw)
    opening = _OPENING.match(source.text)
    if opening is None:
        mended = [describe_opening(source.text).mended]
    else:
        end = found.end if isinstance(found, FrontMatter) else len(source.text)
        mended = [*mended_closings(source.text, opening.end(), end)]
    yield from (encode_like(raw, text) for text in mended if text)


def encode_like(raw: bytes, text: str) -> bytes:
    """Return *text* as the bytes of a seed, with a byte order mark if the seed *raw* has one."""
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return bom + text.encode("utf-8")


def masked_lines(raw: bytes) -> list[str]:
    """Return the lines of the seed *raw* as people may see them; ValueError if it is no UTF-8.

    They have their ends, and only a line feed is one.
    """
    split = split_seed("", raw)
    # What has no front matter is masked by what its text alone tells.
    found = _decode("", raw) if isinstance(split, Diagnostic) else split
    if isinstance(found, Source):
        bom = "\ufeff" if raw.startswith(codecs.BOM_UTF8) else ""
        return re.findall(r"[^\n]*\n|[^\n]+", bom + found.masked())
    raise ValueError(found.message)


def _decode(path: str, raw: bytes) -> Source | Diagnostic:
    # As nearly all seeds start.
    for starts, encoding in () if raw.startswith(b"---\n") else _OTHER_ENCODINGS:
        if raw.startswith(starts):
            message = f"the file is in {encoding}, not UTF-8"
            return Source(path, "").diagnostic(
                (0, 0), "undecodable-bytes", message, "save it as UTF-8"
            )
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(path, raw.decode("utf-8"))
    except UnicodeDecodeError as exc:
        for start, message, remedy in _OTHER_FILES:
            if raw.startswith(start):
                place = Source(path, "")
                return place.diagnostic((0, 0), "undecodable-bytes", message, remedy)
        readable = raw[: exc.start].decode("utf-8")
        return Source(path, readable + "\ufffd").diagnostic(
            (len(readable), len(readable) + 1),
            "undecodable-bytes",
            f"byte 0x{raw[exc.start]:02x} is not valid UTF-8",
        )


def _conflict_in(source: Source, start: int, end: int) -> Diagnostic | None:
    """Return that git left a conflict between *start* and *end*, which a quoted text would hide."""
    # One character is found ten times faster than seven.
    at = source.text.find("<", start, end)
    at = source.text.find("<<<<<<<", at, end) if at >= 0 else at
    if at < 0 or source.text[at - 1] not in "\r\n":
        return None
    from feeds.frontmatter.fences import RESOLVE_CONFLICT

    message = "the mark of a conflict stands here, which git could not merge"
    return source.diagnostic((at, at + 7), "yaml-syntax", message, RESOLVE_CONFLICT)


def _missing(source: Source) -> Diagnostic:
    from feeds.frontmatter.fences import describe_opening

    misfit = describe_opening(source.text)
    message = "the file has no front matter" + (f": {misfit.problem}" if misfit.problem else "")
    return source.diagnostic(misfit.span, "missing-front-matter", message, misfit.remedy)


def _unclosed(source: Source, start: int) -> Diagnostic:
    from feeds.frontmatter.yaml import read_values

    end = len(source.text)
    # Where all that is there are fields, only the last line is missing.
    if not read_values(Source("", source.text), start, end).value:
        found = unclosed_within(FrontMatter(source.path, source.text, start, end, end))
        if found:
            return found
    message = "the front matter is opened here and never closed"
    remedy = 'add a line "---" after the last field'
    return source.diagnostic((0, 3), "unclosed-front-matter", message, remedy)
