"""Front matter without a line of three hyphens before or behind it: what stands there instead."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from feeds.secrets import Span
from feeds.values.blanks import ODD_BLANKS, character_name, character_names

_LEAD = re.compile(rf"[\s{ODD_BLANKS}]*")
_ODD = re.compile(rf"[{ODD_BLANKS}]+")
_LINE = re.compile(r"[^\r\n]*")
_REST_IS_BLANK = re.compile(r"[ \t]*[\r\n]")
# Hyphens and dashes of all lengths (Unicode, general category Pd, and the minus sign).
_DASHES = "-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
# What people and editors make of three hyphens, or write as other tools have it.
_FENCE_LIKE = re.compile(
    rf"(?:[\u2014\u2e3a\u2e3b]|[{_DASHES}]{{2,}}|-(?: -)+|\*{{3,}}|_{{3,}}|\+{{3,}}|={{3,}}|~{{3,}}"
    r"|`{3,}(?:ya?ml)?|\.\.+|\u2026)(?P<rest>[ \t]*(?:ya?ml\b|\#).*)?"
)
_FENCE_AND_TEXT = re.compile(r"---+[ \t]*(?P<rest>[^-].*)")
_FIELD = re.compile(r"[A-Za-z][\w -]*:(?:\s|$)")

_ALONE = 'the first line must be exactly three hyphens: "---"'
_FIRST = 'make "---" the first line of the file, before the fields'
RESOLVE_CONFLICT = "keep one of the versions, and remove the lines <<<<<<<, ======= and >>>>>>>"
_BOTH = 'start the file with a line "---", then the fields, then a line "---"'
_READS_JSON = "YAML reads JSON"
_IN_YAML = 'write the fields in YAML, "name: value" on a line each, between two lines "---"'
_A_FEED = "it is a feed and no seed"
_VERIFY = "check it with feeds verify"
# By the beginning of the text: what it is, and what to do about it.
_OTHERS = (
    (
        re.compile(r"version https://(?:git-lfs|hawser)\.github\.com/"),
        "it is a pointer of Git LFS, and the text that it stands for was not fetched",
        "fetch it with git lfs pull; in a workflow, set lfs: true for actions/checkout",
    ),
    (
        re.compile(r"(?:(?:\.\./)*\.git)?/annex/objects/"),
        "it is a pointer of git-annex, and the text that it stands for was not fetched",
        "fetch it with git annex get",
    ),
    (
        re.compile(r"-----BEGIN (?:PGP|AGE)|age-encryption\.org/|\$ANSIBLE_VAULT;"),
        "it is encrypted",
        "decrypt it before feeds reads it",
    ),
    (
        re.compile(r"(?:\.{0,2}/)?(?:[^\s/:]{1,255}/){1,40}[^\s/:]{1,255}\.(?:md|markdown)\s*\Z"),
        "it holds nothing but a path, as a link does that git checked out as text",
        "put the seed itself in its place",
    ),
    (
        re.compile(r"\{[^{}]{0,2000}\"https?://(?:www\.)?jsonfeed\.org/version/"),
        _A_FEED,
        _VERIFY,
    ),
    (
        re.compile(
            r"\+\+\+[ \t]*(?:\Z|\r?\n(?!\s*+[\w-]++:(?:\s|\Z)))|---[ \t]*toml\b", re.IGNORECASE
        ),
        "it starts as TOML does, and seeds are written in YAML",
        'write "---" in place of each fence, and "name: value" in place of each "name = value"',
    ),
    (
        re.compile(r"\{\s*[\"}]"),
        "it starts as JSON does, and seeds are written in YAML",
        f'put a line "---" above the {{ and one below the }}: {_READS_JSON}',
    ),
    (
        re.compile(r";;;"),
        "it starts as JSON does, and seeds are written in YAML",
        f'write "---" in place of each ";;;": {_READS_JSON}',
    ),
    (
        re.compile(r"---[ \t]*json\b", re.IGNORECASE),
        "it starts as JSON does, and seeds are written in YAML",
        f'write "---" alone on the first line: {_READS_JSON}',
    ),
    (
        re.compile(r"<{7}[ \r\n]"),
        "it starts with the mark of a conflict, which git could not merge",
        RESOLVE_CONFLICT,
    ),
    (re.compile(r"#\+\w+:"), "it starts as Org mode does", _IN_YAML),
    (re.compile(r"= \S"), "it starts as AsciiDoc does", _IN_YAML),
    (
        re.compile(r":\w[\w -]*:|[^\r\n]+\r?\n[=*#~-]{3,}\r?\n\s*:\w+:"),
        "it starts as reStructuredText does",
        _IN_YAML,
    ),
    (re.compile(r"<(?:!doctype|html|head)\b", re.IGNORECASE), "it is a page of HTML", _IN_YAML),
    (
        re.compile(
            r"(?:<\?xml\b[^>]*>\s*+)?+(?:<!--.*?-->\s*+)*+<(?:rss|feed|rdf:RDF|opml)\b", re.DOTALL
        ),
        _A_FEED,
        _VERIFY,
    ),
    (re.compile(r"<\?xml\b"), "it is XML", _IN_YAML),
)


class Misfit(NamedTuple):
    """What stands in the place of a fence: where, what is wrong with it, and what to do.

    ``mended`` is the whole text with fences in their places, if that may be what is meant: the
    front matter that it then has shall tell. ``line_start`` is where its line starts.
    """

    span: Span
    problem: str
    remedy: str
    mended: str | None = None
    line_start: int = 0


def describe_opening(text: str) -> Misfit:
    """Return what *text*, which does not begin with a fence, begins with instead."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    line = _line_at(text, start)
    bare = line.rstrip(_blanks_of(line))
    if bare == "---":
        return _describe_blanks(text, start, line)
    for pattern, problem, remedy in _OTHERS:
        if pattern.match(text, start):
            mended = None if problem == _A_FEED else _as_yaml(text, start, line)
            return Misfit((start, start + len(bare)), problem, remedy, mended)
    span = (start, start + len(bare))
    like = _FENCE_LIKE.fullmatch(bare)
    if found := like or _FENCE_AND_TEXT.fullmatch(bare):
        span = _in_line(found, start)
        words = f"its first line {_describe_like(bare)}"
        return Misfit(span, words, _ALONE, _refenced(text, start, line) if like else None)
    if not _FIELD.match(bare):
        return Misfit((0, len(_line_at(text, 0))), "", _BOTH)
    if re.search(r"[\r\n]---[ \t]*(?:[\r\n]|\Z)", text):
        return Misfit(span, "no fence stands before the fields", _FIRST)
    return Misfit(
        span,
        "its fields stand without fences, as in MultiMarkdown",
        'put a line "---" above the fields, and one below them',
    )


def describe_closing(text: str, start: int, end: int) -> Misfit | None:
    """Return what the first line between *start* and *end* of *text* that is meant for a fence is.

    None if there is no such line.
    """
    for found in re.finditer(r"[^\r\n]+", text[start:end]):
        line = found.group()
        bare = line.strip(_blanks_of(line))
        like = _FENCE_LIKE.fullmatch(bare) or _FENCE_AND_TEXT.fullmatch(bare)
        if like and found.start():
            lead = len(line) - len(line.lstrip(_blanks_of(line)))
            at = start + found.start()
            if bare == "---":
                span, words = _describe_edges(line, at, lead)
            else:
                span = _in_line(like, at + lead)
                words = f"this line seems to be meant for it, but {_describe_like(bare)}"
            is_whole = not like["rest"] or _FENCE_LIKE.fullmatch(bare)
            mended = text[:at] + "---" + text[at + len(line) :] if is_whole else None
            return Misfit(span, words, 'write exactly three hyphens there: "---"', mended, at)
    return None


def _describe_edges(line: str, at: int, lead: int) -> tuple[Span, str]:
    """Return where blanks stand around the hyphens of *line*, and what is wrong with that."""
    if lead:
        return (at, at + lead), f"before this fence stands the {character_names(line[:lead])}"
    trail = line.rstrip(" \t")[3:]
    return (at + 3, at + 3 + len(trail)), f"behind this fence stands the {character_names(trail)}"


def _describe_blanks(text: str, start: int, line: str) -> Misfit:
    """Return what stands before or behind the opening fence that *line* at *start* is meant for."""
    end = start + len(line)
    mended = "---" + text[end:]
    if odd := _ODD.search(text, 0, start):
        problem = f"the {character_names(odd.group())} stands before the opening fence"
        return Misfit(odd.span(), problem, "delete it", mended)
    if start and re.search(r"[\r\n]", text[:start]):
        return Misfit((0, len(_line_at(text, 0))), "", _FIRST, mended)
    if start:
        problem = f"the {character_names(text[:start])} stands before the opening fence"
        return Misfit((0, start), problem, "delete it", mended)
    trail = line[3:]
    problem = f"the {character_names(trail)} stands behind the opening fence"
    return Misfit((start + 3, end), problem, "delete it", mended)


def _in_line(like: re.Match[str], start: int) -> Span:
    """Return where what is meant for a fence, and starts at *start*, is none: all, or its rest."""
    first, last = like.span("rest") if like["rest"] and like[0].startswith("---") else like.span()
    return start + last - len(like[0][first:].lstrip()), start + last


def _describe_like(bare: str) -> str:
    """Return what is wrong with *bare*, a line that is meant for a fence."""
    if set(bare) == {"-"}:
        return f"has {len(bare)} hyphens, not three"
    if bare.startswith("---"):
        return "goes on behind three hyphens"
    names = {"*": "asterisks", "_": "underscores", "+": "plus signs", "=": "equals signs"}
    kind = names.get(bare[0]) or {"~": "tildes", "`": "backticks", ".": "dots"}.get(bare[0])
    if bare[0] == "-" and " " in bare:
        kind = "hyphens with blanks between them"
    if kind is None:
        odd = next(char for char in bare if char != "-")
        kind = f"the {character_name(odd)}"
    return f"is made of {kind}, not of three hyphens"


def _refenced(text: str, start: int, line: str) -> str | None:
    """Return *text* with a fence for *line* at *start*, and for the line that closes likewise."""
    below = start + len(line)
    bare = line.strip()
    closing = re.compile(rf"(?<=[\r\n])(?:---|\.\.\.|{re.escape(bare)})[ \t]*(?=[\r\n]|\Z)")
    found = closing.search(text, below)
    if bare.startswith("`"):
        found = re.compile(r"(?<=[\r\n])`{3,}[ \t]*(?=[\r\n]|\Z)").search(text, below)
    if found is None:
        return None
    return f"---{text[below : found.start()]}---{text[found.end() :]}"


def _as_yaml(text: str, start: int, line: str) -> str | None:
    """Return *text* with fences around what is JSON at *start*; None if it is something else."""
    if text.startswith(";;;", start):
        return _refenced(text, start, line)
    if line.startswith("---"):
        return "---" + text[start + len(line) :] if "json" in line.lower() else None
    if not text.startswith("{", start):
        return None
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    break_ = "\r\n" if "\r\n" in text else "\n"
    rest = text[end:]
    gap = "" if _REST_IS_BLANK.match(rest) else break_
    return f"---{break_}{text[start:end]}{break_}---{gap}{rest}"


def mended_closings(text: str, start: int, end: int) -> Iterator[str]:
    """Yield *text* as it may be meant, of which a front matter from *start* to *end* has no end."""
    break_ = "\r\n" if "\r\n" in text else "\n"
    if end == len(text):
        yield text + ("" if text.endswith(("\n", "\r")) else break_) + "---" + break_
    misfit = describe_closing(text, start, end)
    if misfit and misfit.mended:
        yield misfit.mended


def _line_at(text: str, start: int) -> str:
    found = _LINE.match(text, start)
    return found.group() if found else ""


def _blanks_of(line: str) -> str:
    """Return the blanks, tabs and whatever looks like them that *line* may have, for ``strip``."""
    return " \t" if line.isascii() else " \t" + "".join(set("".join(_ODD.findall(line))))
