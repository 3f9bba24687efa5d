"""Problems for the tests of reporters: of each severity, in paths and texts that need escaping."""

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.reports import ValidationReport

ERROR = Diagnostic(
    "seeds/1.md",
    7,
    10,
    "wrong-type",
    "topics[0] 2024 is a number, not text",
    'quote it: "2024"',
    end_column=14,
    excerpt="topics: [2024, AI]",
)
WARNING = Diagnostic(
    "seeds/a b,c:50%.md",
    8,
    1,
    "unknown-field",
    "100% <mood> & mischief",
    "remove it",
    Severity.WARNING,
    end_column=5,
    excerpt="mood: good",
)
INFO = Diagnostic(
    "seeds/b\n\udcff.md",
    3,
    12,
    "insecure-url",
    "webUrl is not encrypted",
    "write https://",
    Severity.INFO,
)
REPORT = ValidationReport(3, (ERROR, WARNING, INFO))
CLEAN = ValidationReport(3, ())
