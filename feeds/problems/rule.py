"""What a rule is: its documentation, and how it reports."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import Edit, Pointer
from feeds.problems.faults import Fault, field_name


@dataclass(frozen=True, slots=True)
class Rule:
    """The documentation of one rule.

    ``what`` and ``why`` are sentences, ``example`` is front matter (YAML) that breaks the rule,
    ``remedy`` says in sentences what to do, for which a fault may have better words: those of its
    own value. ``fixable`` tells whether ``feeds validate --fix`` can mend it.
    """

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    remedy: str
    fixable: bool = False

    @property
    def advice(self) -> str:
        """The remedy as messages give it: no sentence of its own."""
        return self.remedy[0].lower() + self.remedy[1:].removesuffix(".")

    def fault(
        self,
        pointer: Pointer,
        problem: str,
        remedy: str | None = None,
        *,
        subject: str | None = None,
        fix: Sequence[Edit] = (),
    ) -> Fault:
        """Return a fault of this rule at *pointer*; *fix* are the edits that mend it safely.

        *problem* goes on after the *subject*, by default the name of the field: "is no date".
        Without a *remedy* it has that of the rule.
        """
        message = f"{subject or field_name(pointer)} {problem}"
        remedy = self.advice if remedy is None else remedy
        return Fault(pointer, False, self.id, message, remedy, self.severity, tuple(fix))


def load_rules(table: Path) -> dict[str, Rule]:
    """Return the rules that the TOML file *table* documents, by id, in its order.

    Its tables are named after rules and have the fields of ``Rule``. A rule is an error unless its
    severity stands there.
    """
    return {
        rule: Rule(id=rule, severity=Severity(fields.pop("severity", "error")), **fields)
        for rule, fields in tomllib.loads(table.read_text(encoding="utf-8")).items()
    }
