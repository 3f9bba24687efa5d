"""Markdown with HTML, as the bodies of seeds are written.

It is CommonMark with GitHub's tables, strikethrough, links, task lists and footnotes.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What is longer is cut, at the end of a paragraph: the worst of this length takes 1.5 seconds.
MAX_LENGTH = 100_000
_HTML_IN_CODE = re.compile(r"\s*</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")


def render_markdown(body: str) -> str:
    """Return *body* as HTML, which is whatever its author wrote and not safe to show."""
    text = body[: cut_at(body)]
    parser = _parser()
    tokens, environment = _parse(parser, text)
    if text.lstrip().startswith("<") and any(map(is_html_as_code, tokens)):
        # Who writes in HTML indents it: CommonMark 4.4 would take that for code.
        parser = _parser(indented_code=False)
        tokens, environment = _parse(parser, text)
    return str(parser.renderer.render(tokens, parser.options, environment))


def parse_tokens(body: str) -> "list[Token]":
    """Return the blocks of *body*, each with the lines that it stands in."""
    return _parse(_parser(), body[: cut_at(body)])[0]


def is_html_as_code(token: "Token") -> bool:
    """Tell whether *token* is HTML that is taken for code because it is indented."""
    return token.type == "code_block" and _HTML_IN_CODE.match(token.content) is not None


def cut_at(body: str) -> int:
    """Return where *body* is cut: at its end, unless it is too long."""
    if len(body) <= MAX_LENGTH:
        return len(body)
    for end in ("\n\n", "\n", " "):
        found = body.rfind(end, MAX_LENGTH // 2, MAX_LENGTH)
        if found > 0:
            return found
    return MAX_LENGTH


def _parse(parser: "MarkdownIt", text: str) -> "tuple[list[Token], dict[str, object]]":
    environment: dict[str, object] = {}
    return parser.parse(text, environment), environment


@cache
def _parser(*, indented_code: bool = True) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    from feeds.bodies.autolinks import link_addresses

    parser = MarkdownIt("commonmark", {"html": True, "tasklists": True})
    parser.enable(["table", "strikethrough"])
    # In brackets alone: ^[text] is not GitHub's, and a caret before a bracket is no rarity.
    parser.use(footnote_plugin, inline=False)
    parser.core.ruler.push("link_addresses", link_addresses)
    return parser if indented_code else parser.disable("code")
