"""Links as JUnit XML, which Jenkins, GitLab and others show as tests."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from feeds.links.findings import LinkProblem, LinkReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.links.text import remedy_of
from feeds.reporters.view import View
from feeds.values.text import printable

_SUITE = "feeds check-links"


def render(report: LinkReport, _: View) -> str:
    """Return *report* as one suite: a test for each link and each seed that could not be read.

    A test fails if its link is dead. Links that are plainly good have one test in common.
    """
    root = Element("testsuites", name=_SUITE)
    suite = SubElement(root, "testsuite", name=_SUITE)
    for unread in report.unread:
        _add_seed(suite, unread)
    for found in report.problems:
        _add_link(suite, found)
    SubElement(suite, "testcase", classname=_SUITE, name="all other links")
    failed = sum(test.find("failure") is not None for test in suite)
    suite.attrib |= {"tests": str(len(suite)), "failures": str(failed), "errors": "0"}
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _add_seed(suite: Element, found: Diagnostic) -> None:
    test = SubElement(suite, "testcase", classname=printable(found.path), name=found.rule)
    place = f"{found.path}:{found.line}:{found.column}"
    _describe(test, found.severity, found.message, f"{place}: {found.message}; {found.remedy}")


def _add_link(suite: Element, found: LinkProblem) -> None:
    name = printable(f"{found.url} ({found.rule})")
    test = SubElement(suite, "testcase", classname=printable(_host(found.url)), name=name)
    places = ", ".join(map(str, found.places))
    text = f"{found.url} {found.message}; {remedy_of(found)}; at {places}"
    _describe(test, found.severity, found.message, text)


def _describe(test: Element, severity: Severity, message: str, text: str) -> None:
    if severity is Severity.ERROR:
        failure = SubElement(test, "failure", type=severity, message=printable(message))
        failure.text = printable(text)
    else:
        SubElement(test, "system-out").text = printable(text)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or _SUITE
    except ValueError:
        return _SUITE
