"""``template-code``: code for another program in the body, a text or an address.

What: The body holds, outside of code, what only another program understands: expressions and
    shortcodes (``{{ }}``, ``{% %}``, ``<% %>``, ``[gallery ids="1"]``, ``[/b]``), links and
    embedded notes of a wiki (``[[ ]]``, ``![[ ]]``), fences of containers and boxes (``:::``,
    ``!!! note``, ``[!NOTE]``), attributes (``{: .note}``, ``{#id}``), a place for a table of
    contents (``[TOC]``), comments (``%% %%``, ``{/* */}``, ``{# #}``, ``{>> <<}``), changes that
    are marked (``{++ ++}``, ``{-- --}``), formulas of LaTeX behind a backslash and a bracket,
    Markdown within HTML (``<div markdown="1">``), PHP, or components of MDX and their imports; or
    a link or picture whose address has a blank in it, which Markdown takes for text. Or a title,
    excerpt, name, topic or address holds such code, or is nothing but a link of a wiki.

Why: Subscribers see it as it is written, and read what a comment was to keep from them.

Example:
    title: "Chips"
    ---

    See {% post_url 2024-03-05-chips %} and [[Chips]].

Remedy: Write in Markdown or HTML what it stands for, or between backticks if it is meant as code.
"""

import re
from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.evident_code import without_evident_code

RULE = documented(__name__, Severity.WARNING)

# What code may begin with, by a character that most bodies lack. To look behind each of these takes
# a fraction of the time that a search for each mark takes.
_SIGNS = tuple(
    (rare, expression(sign))
    for rare, sign in (
        ("{", r"\{(?:(?=[{%:#./+=~>-])|(?<==\{))"),
        ("%", "%(?=%)"),
        ("<", r"<(?=%|\?(?:php|=))"),
        ("=", "=(?<= markdown=)"),
        (">", ">(?<= markdown>)"),
        ("\\", r"\\(?=[(\[{}\\,;!]|begin\{)"),
        (
            "[",
            r"\[(?=[\[!/]|TOC\]|toc\]|[a-z][a-z0-9_-]{1,40} [a-z_-]{1,40}=\")",
        ),
        ("](", r"\]\((?=[^\s()<>\"']{1,400}+ +[^\s()<>\"'])"),
        (":", ":(?=::)"),
        ("!", "!(?=!! )"),
        ("?", r"\?(?=\?\?\+? )"),
    )
)
_IMPORT = expression(r"\n(?=import )")
_CODE = expression(
    # Some go on over lines, as shortcodes with many parameters.
    r"\{\{[^{}]{1,400}\}\}|\{%[^{}]{1,400}%\}|<%[^<>]{1,400}%>"
    # Not [[1]](address), and not a number alone, as in [[1]].
    r"|!?\[\[(?!\d{1,4}\]\])[^\[\]\n]{1,400}\]\](?![(\[:])"
    r"|^ {0,3}:::+[ \t]{0,9}\S[^\n]{0,400}$"
    # Of WordPress and forums.
    r"|\[/[a-z][a-z0-9_-]{0,40}\](?![(\[:])"
    r"|\[[a-z][a-z0-9_-]{1,40} [a-z_-]{1,40}=\"[^\[\]\n]{0,400}\](?![(\[:])"
    # Of kramdown and its kin, MkDocs, GitHub and Obsidian, and MDX.
    r"|\{:[^{}\n]{1,400}\}|\{[#.][A-Za-z][^{}\n]{0,400}\}|^ {0,3}\[(?:TOC|toc)\][ \t\r]{0,9}$"
    r"|^ {0,3}(?:!!!|\?\?\?\+?) [a-z-]{1,40}(?: \"[^\"\n]{0,400}\")?[ \t\r]{0,9}$"
    r"|(?<=> )\[![A-Za-z-]{1,40}\]|(?<![\w%])%%(?:[^%\n]{1,400}%%|[ \t\r]{0,9}$)"
    r"|<[A-Za-z][^<>{}\n]{0,200}=\{[^{}\n]{1,400}\}[^<>{}\n]{0,200}>"
    r"|\{/\*[^{}\n]{0,400}\*/\}|^import [\w{}*, ]{1,400} from [\"'][^\"'\n]{1,400}[\"'];?"
    # Of kramdown, Python-Markdown and PHP Markdown Extra; and formulas of LaTeX.
    # What follows an empty line, or is within a line, is Markdown to all.
    r"|<(?!span\b)[a-z]{1,20} (?:[^<>]{0,200} )?markdown(?:=[\"']?(?:1|block|span)[\"']?)?"
    r"(?: [^<>]{0,200})?>(?=[ \t\r]{0,9}\n?[ \t]{0,9}(?:[^\s<]|<summary))"
    r"|\\\((?=(?:[^\n\\]|\\(?!\))[^\n]){0,400}?(?:\\[A-Za-z]{2}|[\^_=]))[^\n]{1,400}?\\\)"
    r"|(?<=[^\n])\\\([A-Za-z]\\\)"
    r"|\\\[(?=[^\[\]]{0,400}?(?:\\[A-Za-z]{2}|[\^=]))[^\[\]]{1,400}?\\\]"
    r"|\\begin\{[A-Za-z]{1,20}\*?\}"
    # Of these, Markdown takes away a backslash.
    r"|\$(?=[^\s$])[^$\n]{0,200}?\\[{}\\,;!][^$\n]{0,200}\$(?!\d)"
    r"|\$\$[^$]{0,400}?\\[{}\\,;!][^$]{0,400}\$\$"
    # Of PHP, Jinja, and CriticMarkup: added, removed, marked, replaced, and a comment.
    r"|<\?(?:php\b|=)[^\n]{0,400}"
    r"|\{#[^{}\n]{1,400}#\}|\{\+\+[^{}\n]{1,400}\+\+\}|\{--[^{}\n]{1,400}--\}"
    r"|\{==[^{}\n]{1,400}==\}|\{~~[^{}\n]{1,400}~~\}|\{>>[^{}\n]{1,400}<<\}",
    re.MULTILINE,
)
# A blank ends an address: Markdown has text there.
_BLANK_IN_ADDRESS = expression(
    r"(?:!\[[^\[\]\n]{0,400}\]\((?=[^\s()<>\"'])|\[[^\[\]\n]{1,400}\]\((?=[a-z]{2,9}://|\.{0,2}/))"
    r"[^\s()<>\"']{1,400}(?: +[^\s()<>\"']{1,400}){1,40}\)"
)

_MARKS_IN_TEXTS = ("{{", "{%", "<%", "[[")
# A headline may well be about [[nodiscard]], while what is nothing else is a link of a wiki.
_CODE_IN_TEXT = expression(
    r"\{\{[^{}\n]{1,400}\}\}|\{%[^{}\n]{1,400}%\}|<%[^<>\n]{1,400}%>|\A\[\[[^\[\]\n]{1,400}\]\]\Z"
)
_FILL_IN = "write what it stands for"


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each piece of code of a template in the body, a text or an address."""
    # Single letters are found much faster.
    in_texts = articles.holds("{<[") and articles.mentions(*_MARKS_IN_TEXTS)
    body = articles.body
    in_body = not body.isspace() and _may_hold_code(body)
    if not in_texts and not in_body:
        return ()
    found = _find_in_texts(articles) if in_texts else ()
    return (*found, *_find_in_body(body)) if in_body else found


def _may_hold_code(body: str) -> bool:
    # In a loop, since any() would take twice as long.
    for rare, sign in _SIGNS:
        if rare in body and sign.search(body):
            return True
    # What is imported stands in quotation marks.
    is_quoted = "'" in body or '"' in body
    return is_quoted and (body.startswith("import ") or _IMPORT.search(body) is not None)


def _find_in_body(body: str) -> Iterator[Fault]:
    # To read the body takes ten times as long as this.
    prose = without_evident_code(body)
    if not _CODE.search(prose) and not _BLANK_IN_ADDRESS.search(prose):
        return
    from feeds.bodies.markdown import without_code

    text_of_body = without_code(body)
    for found in _CODE.finditer(text_of_body):
        text = found.group()
        start = found.start() + len(text) - len(text.lstrip())
        written = quote(text.strip())
        yield RULE.in_body((start, found.end()), f"holds code of another program: {written}")
    if "](" in text_of_body:
        for found in _BLANK_IN_ADDRESS.finditer(text_of_body):
            message = f"holds an address with a blank, which makes no link: {quote(found.group())}"
            fault = RULE.fault((), message, "write %20 in place of the blank", subject="the body")
            yield fault._replace(in_body=found.span())


def _find_in_texts(articles: Articles) -> Iterator[Fault]:
    for article, path, text in (*articles.texts, *articles.urls):
        if found := _CODE_IN_TEXT.search(text):
            written = quote(found.group())
            fault = RULE.fault(
                article + path, f"holds code of another program: {written}", _FILL_IN
            )
            yield fault._replace(part=found.span())
