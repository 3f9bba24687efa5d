"""``surrounding-blanks``: text that starts or ends with blanks or line breaks."""

from collections.abc import Iterator

from feeds.articles import texts
from feeds.diagnostics import Severity
from feeds.edits import SetValue
from feeds.faults import Fault, field_name
from feeds.rule import Rule
from feeds.validation import Seed

RULE = Rule(
    id="surrounding-blanks",
    severity=Severity.WARNING,
    what="A title, name or excerpt starts or ends with blanks or line breaks.",
    why="They come from copying, and names that differ in nothing else look like two.",
    example='title: "PyTorch joins the Linux Foundation "',
    remedy="Remove the blanks.",
    fixable=True,
)


def check(seed: Seed) -> Iterator[Fault]:
    """Yield a fault for each text with blanks around it."""
    for pointer, text in texts(seed):
        trimmed = text.strip()
        if trimmed and trimmed != text:
            yield RULE.fault(
                pointer,
                f"{field_name(pointer)} has blanks around it",
                "remove them",
                fix=[SetValue(pointer, trimmed)],
            )
