"""What became of links, in each of the forms that ``feeds check-links`` offers."""

from importlib import import_module

from feeds.links.findings import LinkReport
from feeds.reporters.view import View

# By name; a module has ``render(report, view) -> str``.
LINK_FORMATS = {
    "text": "feeds.reporters.links_text",
    "json": "feeds.reporters.links_json",
    "github": "feeds.reporters.links_github",
    "junit": "feeds.reporters.links_junit",
    "markdown": "feeds.reporters.links_markdown",
}


def render(name: str, report: LinkReport, view: View) -> str:
    """Return *report* in the format *name*; people are shown what *view* asks for."""
    text: str = import_module(LINK_FORMATS[name]).render(report, view)
    return text
