"""What became of links, in each of the forms that ``feeds check-links`` offers."""

from importlib import import_module

from feeds.links.findings import LinkReport
from feeds.reporters.view import View

# By name; a module has ``render(report, view) -> str``.
LINK_FORMATS = {
    "text": "feeds.reporters.links.text",
    "json": "feeds.reporters.links.json",
    "github": "feeds.reporters.links.github",
    "junit": "feeds.reporters.links.junit",
    "markdown": "feeds.reporters.links.markdown",
}


def render(name: str, report: LinkReport, view: View) -> str:
    """Return *report* in the format *name*; people are shown what *view* asks for."""
    text: str = import_module(LINK_FORMATS[name]).render(report, view)
    return text
