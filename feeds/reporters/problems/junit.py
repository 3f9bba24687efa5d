"""A report as JUnit XML, which Jenkins, GitLab and others show as tests.

There is no standard. Source: junit-10.xsd of Jenkins' xUnit plugin, which the others accept.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from feeds.reporters.problems.report import Case, ProblemReport
from feeds.reporters.view import View
from feeds.values.text import disarm


def render(report: ProblemReport, view: View) -> str:
    """Return what *view* shows of *report* as one suite, whose tests are the cases of that."""
    root = Element("testsuites", name=report.command)
    suite = SubElement(root, "testsuite", name=report.command)
    for case in report.cases(view):
        _add_test(suite, case)
    failed = sum(test.find("failure") is not None for test in suite)
    suite.attrib |= {"tests": str(len(suite)), "failures": str(failed), "errors": "0"}
    indent(root)
    text = disarm(tostring(root, encoding="unicode"), "&#%d;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _add_test(suite: Element, case: Case) -> None:
    test = SubElement(suite, "testcase", classname=case.group, name=case.name)
    if case.failure:
        kind, message, text = case.failure
        SubElement(test, "failure", type=kind, message=message).text = text
    if case.output:
        SubElement(test, "system-out").text = case.output
