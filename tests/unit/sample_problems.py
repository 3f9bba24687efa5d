"""Problems of seeds and links for the tests of reporters, with all that needs escaping."""

from feeds.http.verdicts import Verdict
from feeds.links.findings import LinkProblem, LinkReport
from feeds.links.targets import Place
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

GONE = LinkProblem(
    places=(Place("seeds/1.md", 4, 9), Place("seeds/b\n|@me.md", 12, 5)),
    url="https://news.example/a_b",
    rule="broken-link",
    severity=Severity.ERROR,
    message="answers 404 Not Found",
    remedy="write an address that works",
    verdict=Verdict.BROKEN,
    status=404,
    days_failed=3,
    suggestion="https://web.archive.org/web/2022/https://news.example/a_b",
)
SLOW = LinkProblem(
    places=(Place("seeds/2.md", 5, 12),),
    url="no <address>|*",
    rule="slow-link",
    severity=Severity.WARNING,
    message="does not answer within 30 seconds",
    remedy="nothing need be done yet",
    verdict=Verdict.TIMEOUT,
)
HIDDEN = LinkProblem(
    places=(Place("seeds/3.md", 4, 9),),
    url="https://old.example/x",
    rule="moved-link",
    severity=Severity.INFO,
    message="has moved to https://new.example/x",
    remedy="write the new address",
    verdict=Verdict.MOVED,
    status=200,
    moved_to="https://new.example/x",
)
UNREAD = Diagnostic(
    "seeds/9.md",
    1,
    1,
    "missing-front-matter",
    "the file has no front matter",
    "begin the file with ---",
    end_column=8,
    excerpt="nothing",
)
LINK_REPORT = LinkReport(
    seeds=1204,
    verdicts=dict.fromkeys(Verdict, 0)
    | {Verdict.OK: 2000, Verdict.BROKEN: 1, Verdict.TIMEOUT: 1, Verdict.MOVED: 1},
    reused=1500,
    problems=(GONE, SLOW, HIDDEN),
    unasked=7,
    interrupted=True,
    unread=(UNREAD,),
    notices=("the ledger was damaged and begins anew",),
)
