"""Old debts: problems that a file knows, which are passed over until they are mended.

A problem is known again when lines move, or other seeds do: by its seed, its rule, and what its
line says. The file is sorted, a line for each problem, so that git can merge it.
"""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from feeds.expressions import expression
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import ConfigError
from feeds.problems.reports import Known, ValidationReport

OPTION = "--baseline"

_VERSION = 1
_DIGEST = expression(r"[0-9a-f]{16}")
_NUMBER = expression(r"\d+")
_SUBJECT = expression(r"\S*")
_REWRITE = "take it from git again, or remove it and write it anew with --write-baseline"


class Debt(NamedTuple):
    """A problem of the seed at ``path``, which is relative to the file, with slashes.

    The ``digest`` is that of what is shown of its line, and so of no secret.
    """

    path: str
    rule: str
    digest: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The problems that the *file* knows, and how often each."""

    file: Path
    debts: Counter[Debt]

    def pass_over(
        self, report: ValidationReport, applies: Callable[[str, str], bool]
    ) -> ValidationReport:
        """Return *report* without what is known; *applies* tells if a rule is applied to a path.

        What is mended is what the file knows of a seed that was checked, by a rule that is applied,
        or of a seed that is gone, and was not found.
        """
        left, new, known = Counter(self.debts), list[Diagnostic](), list[Diagnostic]()
        for found in report.diagnostics:
            debt = self._debt(found)
            # Infos are nothing to mend.
            is_known = found.severity is not Severity.INFO and left[debt] > 0
            left[debt] -= is_known
            (known if is_known else new).append(found)
        mended = self._in_scope(+left, report.paths, applies).total()
        told = Known(str(self.file), tuple(known), mended)
        return ValidationReport(report.checked, tuple(new), report.paths, told)

    def updated(self, report: ValidationReport, applies: Callable[[str, str], bool]) -> "Baseline":
        """Return what knows all problems of *report*, and of other seeds and rules what this does.

        *applies* is as for ``pass_over``.
        """
        kept = self.debts - self._in_scope(self.debts, report.paths, applies)
        owed = (found for found in report.diagnostics if found.severity is not Severity.INFO)
        return Baseline(self.file, kept + Counter(map(self._debt, owed)))

    def to_bytes(self) -> bytes:
        """Return the file: JSON, by paths, then by rules."""
        problems: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for debt in sorted(self.debts.elements()):
            problems[debt.path][debt.rule].append(debt.digest)
        text = json.dumps({"version": _VERSION, "problems": problems}, ensure_ascii=False, indent=2)
        # What is no UTF-8 in a path is half a surrogate pair to Python, and an escape to JSON.
        return f"{text}\n".encode("utf-8", "backslashreplace")

    def _debt(self, found: Diagnostic) -> Debt:
        return Debt(self._name(found.path), found.rule, _digest(found))

    def _name(self, path: str) -> str:
        relative = os.path.relpath(path, self.file.parent)
        return relative.replace(os.sep, "/")

    def _in_scope(
        self,
        debts: Mapping[Debt, int],
        paths: Iterable[str],
        applies: Callable[[str, str], bool],
    ) -> Counter[Debt]:
        """Return those of *debts* that a run over *paths* would have found, if they were there."""
        named = {debt.path for debt in debts}
        checked = {name: path for path in paths if (name := self._name(path)) in named}
        gone = {name for name in named - checked.keys() if not (self.file.parent / name).exists()}
        return Counter(
            {
                debt: count
                for debt, count in debts.items()
                if debt.path in gone
                or (debt.path in checked and applies(debt.rule, checked[debt.path]))
            }
        )


def new_baseline(file: Path) -> Baseline:
    """Return what knows nothing yet, for *file*."""
    return Baseline(file, Counter())


def load_baseline(file: Path) -> Baseline:
    """Return what *file* knows; raise ConfigError if it is missing, or no baseline."""
    try:
        if file.exists() and not file.is_file():
            # A device may have no end.
            message = f"{OPTION} {file}: is no file; name one"
            raise ConfigError(message, path=file, key=OPTION)
        text = file.read_bytes()
    except FileNotFoundError as exc:
        message = f"{OPTION} {file}: there is no such file; write it with --write-baseline"
        raise ConfigError(message, path=file, key=OPTION) from exc
    except OSError as exc:
        message = f"{OPTION} {file}: cannot be read: {exc.strerror}; check its permissions"
        raise ConfigError(message, path=file, key=OPTION) from exc
    try:
        return Baseline(file, Counter(_parse(json.loads(text))))
    except (ValueError, RecursionError) as exc:
        why = f"{exc.msg} in line {exc.lineno}" if isinstance(exc, json.JSONDecodeError) else exc
        message = f"{OPTION} {file}: is no baseline of feeds validate ({why}); {_REWRITE}"
        raise ConfigError(message, path=file, key=OPTION) from exc


def _parse(document: Any) -> Iterable[Debt]:
    """Yield the debts in *document*; raise ValueError for one of another form."""
    if not isinstance(document, dict) or not isinstance(document.get("problems"), dict):
        raise ValueError('it has no "problems"')  # noqa: TRY004 - a file of another form
    if document.get("version") != _VERSION:
        raise ValueError(f"its version is not {_VERSION}, as this version of feeds writes")
    for path, rules in document["problems"].items():
        lists = rules.values() if isinstance(rules, dict) else [None]
        if not all(isinstance(digests, list) for digests in lists):
            raise ValueError(f"what it says of {path!r} is no table of rules")
        for rule, digests in rules.items():
            for digest in digests:
                if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
                    raise ValueError(f"{digest!r} is no fingerprint of a problem")
                yield Debt(path, rule, digest)


def _digest(found: Diagnostic) -> str:
    """Return what identifies a problem in its seed, among those of its rule.

    It is what stands in its line, of a very long one only what is at fault. What is missing shows
    line 1, and only the message names it: by its first word, as the rest may be put better.
    """
    shown = found.excerpt
    if found.excerpt_column > 1:
        start = found.column - found.excerpt_column
        shown = shown[start : start + found.end_column - found.column]
    subject = _SUBJECT.match(found.message)
    # The place in a list moves as lines do.
    name = _NUMBER.sub("", subject[0]) if subject else ""
    return sha256(f"{shown.strip()}\0{name}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
