"""What a fault leaves out of a build."""

import pytest

from feeds.problems.faults import NOT_FOR_PUBLICATION, Fault
from feeds.problems.pointers import Pointer
from feeds.validation.omissions import ARTICLE, part_of


@pytest.mark.parametrize(
    ("pointer", "rule", "part"),
    [
        (("tags", 1), "wrong-type", ("tags",)),
        (("tags", 1), NOT_FOR_PUBLICATION, ARTICLE),
        (("category",), NOT_FOR_PUBLICATION, ARTICLE),
        (("related", 0, "tags", 1), "wrong-type", ("related", 0, "tags")),
        (("related", 0, "tags", 1), NOT_FOR_PUBLICATION, ("related", 0)),
    ],
)
def test_what_says_draft_leaves_out_the_article_wherever_it_stands(
    pointer: Pointer, rule: str, part: Pointer
) -> None:
    assert part_of(Fault(pointer, False, rule, "", "")) == part
