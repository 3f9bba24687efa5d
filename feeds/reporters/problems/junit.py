"""A report as JUnit XML, which Jenkins, GitLab and others show as failed tests.

There is no standard. Source: junit-10.xsd of Jenkins' xUnit plugin, which the others accept.
"""

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.reports import ValidationReport
from feeds.reporters.summary import problem_count
from feeds.values.text import printable

_SUITE = "feeds validate"


def render(report: ValidationReport) -> str:
    """Return *report* as one suite with a test for each rule that a seed breaks.

    The test fails if one of the problems is an error; it is named after seed and rule, so that it
    stays the same when lines move. Without any problem one test passes, as no test at all would
    count as a run that failed.
    """
    root = Element("testsuites", name=_SUITE)
    suite = SubElement(root, "testsuite", name=_SUITE)
    broken = sorted(report.diagnostics, key=_test_name)
    for (path, rule), problems in groupby(broken, key=_test_name):
        _add_test(suite, path, rule, list(problems))
    if not report.diagnostics:
        SubElement(suite, "testcase", classname=_SUITE, name="all seeds")
    failed = sum(test.find("failure") is not None for test in suite)
    suite.attrib |= {"tests": str(len(suite)), "failures": str(failed), "errors": "0"}
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _test_name(found: Diagnostic) -> tuple[str, str]:
    return printable(found.path), found.rule


def _add_test(suite: Element, path: str, rule: str, problems: list[Diagnostic]) -> None:
    test = SubElement(suite, "testcase", classname=path, name=rule)
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if errors:
        failure = SubElement(test, "failure", type=rule, message=problem_count(errors))
        failure.text = _describe(errors)
    others = [found for found in problems if found.severity is not Severity.ERROR]
    if others:
        SubElement(test, "system-out").text = _describe(others)


def _describe(problems: Iterable[Diagnostic]) -> str:
    return "".join(
        f"{printable(found.path)}:{found.line}:{found.column}: {found.severity}"
        f" {printable(found.message)}; {printable(found.remedy)}\n"
        for found in problems
    )
