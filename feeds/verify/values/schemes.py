"""The schemes of addresses that IANA has registered (RFC 7595)."""

from functools import cache
from pathlib import Path

# What feeds have, without reading the table.
_USUAL = frozenset(
    "http https mailto tag urn ftp news nntp tel xmpp data geo info acct cid".split()
)
_TABLE = Path(__file__).with_name("uri_schemes.txt")


def is_registered(scheme: str, *, for_good: bool = False) -> bool:
    """Tell whether *scheme*, in small letters, is registered.

    *for_good* asks for what is registered permanently: a provisional registration is made without
    review, and may be that of several programs.
    """
    return scheme in _USUAL or scheme in _table()[0] or (not for_good and scheme in _table()[1])


@cache
def _table() -> tuple[frozenset[str], frozenset[str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    permanent, _, provisional = "\n".join(lines).partition("\n\n")
    return frozenset(permanent.split()), frozenset(provisional.split())
