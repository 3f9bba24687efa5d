"""Addresses that stand in Markdown as they are become links (GFM, section 6.9).

The rule of mdit-py-plugins looks back over all text at each colon, and one paragraph of colons
takes it minutes. This one reads each text once, when all else of the paragraph is known.
"""

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_AFTER = r"(?<![^\s*_~(\[\u2018\u201c\u3000-\u303f\uff00-\uff0f])"
_ADDRESS = re.compile(
    rf"{_AFTER}(?P<url>(?:https?://|www\.)[^\s<]+)"
    r"|(?<![\w.+:/-])(?P<mail>[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"
)
_HOST = re.compile(r"(?:https?://)?[^\W_][\w-]*(?:\.[\w-]+)*")
_MARKS = ("://", "www.", "@")
_ANCHOR = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)


def link_addresses(state: StateCore) -> None:
    """Make links of the addresses in the text of *state*: a core rule of markdown-it."""
    for block in state.tokens:
        if block.type == "inline" and any(mark in block.content for mark in _MARKS):
            block.children = list(_linked(block.children or []))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        if token.type == "html_inline" and (anchor := _ANCHOR.match(token.content)):
            depth += -1 if anchor[1] else 1
        elif token.type in ("link_open", "link_close"):
            depth += token.nesting
        if token.type == "text" and depth <= 0:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    text, at = token.content, 0
    if not any(mark in text for mark in _MARKS):
        # In most texts of a block with an address, which are those around links.
        yield token
        return
    for found in _ADDRESS.finditer(text):
        shown = _trimmed(found["url"]) if found["url"] else found["mail"].rstrip(".-_")
        if not _is_address(shown):
            continue
        if found.start() > at:
            yield Token("text", "", 0, content=text[at : found.start()])
        scheme = "mailto:" if found["mail"] else "http://" if shown.startswith("www.") else ""
        yield Token("link_open", "a", 1, attrs={"href": scheme + shown}, markup="autolink")
        yield Token("text", "", 0, content=shown)
        yield Token("link_close", "a", -1, markup="autolink")
        at = found.start() + len(shown)
    if not at:
        yield token
    elif at < len(text):
        yield Token("text", "", 0, content=text[at:])


def _is_address(shown: str) -> bool:
    if "@" in shown and "://" not in shown and not shown.startswith("www."):
        return True
    host = _HOST.match(shown)
    return host is not None and "." in host[0]


def _trimmed(url: str) -> str:
    """Return *url* without what belongs to the sentence around it."""
    end, open_more = len(url), url.count("(") - url.count(")")
    while end:
        last = url[end - 1]
        if last == ")" and open_more < 0:
            open_more += 1
        elif last not in "?!.,:;*_~'\"”’»、。」）":
            break
        end -= 1
    return url[:end]
