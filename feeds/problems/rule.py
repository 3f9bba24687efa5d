"""What a rule is: its documentation, and how it reports."""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault, field_name

if TYPE_CHECKING:
    from feeds.problems.edits import Edit
    from feeds.problems.pointers import Pointer

_PARTS = ["What", "Why", "Example", "Remedy"]


class Rule(NamedTuple):
    """The documentation of one rule.

    ``what`` and ``why`` are sentences, ``example`` is what breaks the rule, in the language
    ``syntax``: for seeds front matter. ``remedy`` says in sentences what to do, for which a fault
    may have better words: those of its own value. ``fixable`` tells whether
    ``feeds validate --fix`` can mend it. ``source`` is the section of the specification that asks
    for it, with its address at the end, and ``w3c`` what the W3C feed validator calls the same.
    """

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    remedy: str
    fixable: bool = False
    syntax: str = "yaml"
    source: str = ""
    w3c: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The source without its address."""
        return section_of(self.source)

    @property
    def advice(self) -> str:
        """The remedy as messages give it: no sentence of its own."""
        return as_advice(self.remedy)

    def fault(
        self,
        pointer: Pointer,
        problem: str,
        remedy: str | None = None,
        *,
        subject: str | None = None,
        fix: Sequence[Edit] | str = (),
    ) -> Fault:
        """Return a fault of this rule at *pointer*.

        *fix* are the edits that mend it safely, or the text to put in the place of the value.
        *problem* goes on after the *subject*, by default the name of the field: "is no date".
        Without a *remedy* it has that of the rule.
        """
        if isinstance(fix, str):
            # Most seeds have no such fault.
            from feeds.problems.edits import SetValue

            fix = [SetValue(pointer, fix)]
        message = f"{subject or field_name(pointer)} {problem}"
        remedy = self.advice if remedy is None else remedy
        return Fault(pointer, False, self.id, message, remedy, self.severity, tuple(fix))

    def in_body(self, span: tuple[int, int], problem: str) -> Fault:
        """Return a fault of this rule in the characters *span* of the body."""
        return self.fault((), problem, subject="the body")._replace(in_body=span)


def section_of(source: str) -> str:
    """Return *source*, a section of a specification with its address at the end, without it."""
    return source.partition("http")[0].rstrip(" ,(:")


def as_advice(remedy: str) -> str:
    """Return *remedy*, a sentence, as messages give it: no sentence of its own."""
    return remedy[0].lower() + remedy[1:].removesuffix(".")


def load_rules(table: Path) -> dict[str, Rule]:
    """Return the rules that the TOML file *table* documents, by id, in its order.

    Its tables are named after rules and have the fields of ``Rule``. A rule is an error unless its
    severity stands there.
    """
    # A run that finds nothing asks for no words, and whatever reads them takes a while to load.
    import tomllib

    return {
        rule: Rule(id=rule, severity=Severity(fields.pop("severity", "error")), **fields)
        for rule, fields in tomllib.loads(table.read_text(encoding="utf-8")).items()
    }


def modules_of(package: ModuleType) -> list[ModuleType]:
    """Return the modules of a *package* of rules or the like, loaded, sorted by their names."""
    # A tenth of the time of pkgutil, which looks into each of them.
    names = sorted(os.listdir(package.__path__[0]))  # noqa: PTH208 - names only
    stems = (name.removesuffix(".py") for name in names if name.endswith(".py"))
    return [import_module(f"{package.__name__}.{stem}") for stem in stems if stem != "__init__"]


def documented(module: str, severity: Severity, *, fixable: bool = False) -> Rule:
    """Return the rule that *module* is for (a dotted name, which ends with that of the rule).

    Its docstring is the documentation: a heading, and four parts that each start with their label
    and a colon. All else of a part is indented by four blanks: an example keeps its lines, text is
    one paragraph. Raises ValueError for a docstring of another form.
    """
    rule = module.rpartition(".")[2].replace("_", "-")
    heading, *parts = re.split(r"\n(?=\S)", _docstring(module))
    if not heading.startswith(f"``{rule}``: "):
        raise ValueError(f"{module}: its docstring must start with ``{rule}``: and what that is")
    labels = [part.partition(":")[0].strip() for part in parts]
    texts = [part.partition(":")[2] for part in parts]
    if labels != _PARTS or not all(map(str.strip, texts)):
        raise ValueError(
            f"{module}: below its first line, its docstring must have the parts {_PARTS}, each with"
            f" a colon and a text whose further lines are indented; it has {labels}"
        )
    what, why, example, remedy = texts
    what, why, remedy = (" ".join(text.split()) for text in (what, why, remedy))
    example = example.replace("\n    ", "\n").strip()
    return Rule(rule, severity, what, why, example, remedy, fixable)


def _docstring(module: str) -> str:
    loaded = sys.modules[module]
    if loaded.__doc__ is None:
        # With -OO, Python leaves docstrings out of what it compiles: the source has them still.
        return ast.get_docstring(ast.parse(inspect.getsource(loaded)), clean=False) or ""
    return loaded.__doc__
