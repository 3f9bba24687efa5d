"""Why seeds are left out of all feeds."""

from enum import StrEnum


class Exclusion(StrEnum):
    """Why a seed is left out of all feeds."""

    INVALID = "invalid"
    REMOVED = "removed"
    UNPUBLISHED = "unpublished"
    DRAFT = "draft"
    UNDATED = "undated"
    UNLINKED = "unlinked"
    FUTURE = "future"
    EXPIRED = "expired"
    DUPLICATE = "duplicate"
    DEAD = "dead"

    @property
    def meant(self) -> bool:
        """Whether the seed itself says, or its time has come, that it is published no more."""
        return self in _MEANT


_MEANT = frozenset({Exclusion.REMOVED, Exclusion.UNPUBLISHED, Exclusion.DRAFT, Exclusion.EXPIRED})
