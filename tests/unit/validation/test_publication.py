"""Whether a seed is published, and if not, why."""

from typing import Any

import pytest

from feeds.problems.exclusion import Exclusion
from feeds.validation.publication import exclusion_of
from tests.unit.article_faults import ARTICLE


def excluded(**changes: Any) -> Exclusion | None:
    fields = {name: value for name, value in (ARTICLE | changes).items() if value is not None}
    return exclusion_of(fields, include_unpublished=False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"published": True}, None),
        ({"published": False}, Exclusion.UNPUBLISHED),
        ({"removed": True}, Exclusion.REMOVED),
        ({"deleted": True, "published": False}, Exclusion.REMOVED),
        ({"removed": False}, None),
        ({"publishedDateTime": None, "type": "course"}, Exclusion.UNDATED),
        ({"webUrl": None, "type": "collection"}, Exclusion.UNLINKED),
        ({"publishedDateTime": "2026-11-22T01:00:00+01:00"}, None),
    ],
)
def test_seed_is_left_out_for_a_reason(changes: dict[str, Any], expected: Exclusion | None) -> None:
    assert excluded(**changes) is expected


def test_unpublished_seed_can_be_included() -> None:
    fields = ARTICLE | {"published": False}
    assert exclusion_of(fields, include_unpublished=True) is None
