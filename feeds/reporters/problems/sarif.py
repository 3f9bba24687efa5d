"""A report in the Static Analysis Results Interchange Format, for code scanning.

Source of every rule here: SARIF Version 2.1.0, OASIS Standard, 27 March 2020.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from feeds import __version__
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.rule import Rule
from feeds.reporters.for_programs import to_json
from feeds.reporters.problems.report import Problem, ProblemReport, visible
from feeds.reporters.view import View

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINE_NUMBER = re.compile(r":\d+")


def render(report: ProblemReport, view: View) -> str:
    """Return what *view* shows of *report* as a SARIF log of one run, with its rules documented.

    Each place of a problem is a result, since code scanning shows the first place of a result only.
    """
    rules = list(report.rules())
    indexes = {rule.id: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules)},
        # Viewers would count units of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": list(_results(visible(report.problems, view), indexes)),
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(rules: Iterable[Rule]) -> dict[str, object]:
    return {"name": "feeds", "version": __version__, "rules": [_rule(rule) for rule in rules]}


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {
            "text": rule.remedy,
            "markdown": f"{rule.why}\n\n{_example(rule)}{rule.remedy}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _example(rule: Rule) -> str:
    return f"```{rule.syntax}\n{rule.example}\n```\n\n" if rule.example else ""


def _results(
    problems: Iterable[Problem], indexes: Mapping[str, int]
) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    for found, url in ((at, problem.url) for problem in problems for at in problem.places):
        content = _content_hash(found, url)
        seen[content] += 1
        yield {
            "ruleId": found.rule,
            **({"ruleIndex": indexes[found.rule]} if found.rule in indexes else {}),
            "level": _LEVELS[found.severity],
            "message": {"text": f"{found.message}\nRemedy: {found.remedy}"},
            "locations": [{"physicalLocation": _location(found)}],
            "partialFingerprints": {"problem/v1": f"{content}:{seen[content]}"},
        }


def _content_hash(found: Diagnostic, url: str) -> str:
    """Return what identifies a problem however lines move: section 3.27.17.

    Messages may name a line of another seed, which moves as well. What is said of an address
    (*url*) counts days, so that the address has to do.
    """
    about = url or _LINE_NUMBER.sub("", found.message)
    parts = (found.rule, found.path, found.excerpt.strip(), about)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _location(found: Diagnostic) -> dict[str, object]:
    return {
        "artifactLocation": _artifact(found.path),
        "region": {
            "startLine": found.line,
            "startColumn": found.column,
            "endColumn": max(found.end_column, found.column),
        },
    }


def _artifact(name: str) -> dict[str, str]:
    # A feed may have been fetched.
    if name.startswith(("http://", "https://")):
        return {"uri": name}
    path = Path(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    # GitHub takes this base for the root of the repository.
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": "%SRCROOT%"}
