from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RemoveItem
from feeds.problems.faults import MOST_OF_A_KIND, Fault, bounded


def fault(number: int, rule: str = "a-rule", severity: Severity = Severity.ERROR) -> Fault:
    pointer = ("items", number)
    return Fault(pointer, False, rule, "is wrong", "mend it", severity, (RemoveItem(pointer),))


def test_the_first_faults_of_a_kind_are_reported_and_the_rest_counted() -> None:
    faults = [fault(number) for number in range(MOST_OF_A_KIND + 1_234)]
    *first, rest = bounded(faults)
    assert first == faults[:MOST_OF_A_KIND]
    assert rest == faults[MOST_OF_A_KIND]._replace(
        message="and 1,234 more of this kind, the first of them here", fix=()
    )


def test_each_rule_and_severity_is_counted_by_itself() -> None:
    kinds = [fault(0), fault(0, "another-rule"), fault(0, severity=Severity.WARNING)]
    faults = [kind._replace(pointer=("items", n)) for n in range(MOST_OF_A_KIND) for kind in kinds]
    assert bounded(faults) == faults
