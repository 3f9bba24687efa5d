"""What is asked about an address, and what can be said of it afterwards."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Verdict(StrEnum):
    """What became of an address; only ``BROKEN`` says that readers cannot get there."""

    OK = "ok"
    MOVED = "moved"
    BLOCKED = "blocked"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    SKIPPED = "skipped"
    UNPROVEN = "unproven"


class Reach(Enum):
    """How far a request came: to no host, which may be our own network's fault, or to an answer.

    ``NONE`` stands for what was not asked, and for what an earlier run has learnt.
    """

    NONE = auto()
    FAILED = auto()
    CONNECTED = auto()
    ANSWERED = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """An address to verify, and whether to read the link relations in the head of its page."""

    url: str
    head_links: bool = False


@dataclass(frozen=True, slots=True)
class HeadLinks:
    """The absolute addresses a page's head names by ``rel=canonical`` and ``rel=amphtml``.

    An absent relation is None. ``complete`` is False if the head was not read to its end, so that
    an absent relation may yet be there. ``title`` and ``refresh``, where the page leads on by
    itself, are of no account to what is remembered, and not kept.
    """

    canonical: str | None = None
    amphtml: str | None = None
    complete: bool = True
    title: str = field(default="", compare=False)
    refresh: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final word on the address ``url``, spelt as the caller gave it.

    ``reason`` continues a sentence that starts with the address ("has moved to https://…") and
    never holds credentials. ``status`` is that of the last answer, ``final_url`` the address that
    gave it, both None without any answer. ``moved_to`` is where permanent redirects lead.
    ``transient`` verdicts may differ in the next run and must not be remembered. ``reach`` is how
    far the requests came; redirects are answers. It is ``private`` if that was to hosts at private
    addresses only, which says nothing of the way to others.
    """

    url: str
    verdict: Verdict
    reason: str
    status: int | None = None
    final_url: str | None = None
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    transient: bool = False
    head_links: HeadLinks | None = None
    reach: Reach = Reach.NONE
    private: bool = False


class LinkFault(Exception):  # noqa: N818 - a finding about an address, not a failure of ours
    """An address gives no answer to judge: the verdict, and a reason as in ``Outcome``.

    It is no OSError, which urllib3 would take for a connection's and wrap.
    """

    def __init__(
        self,
        verdict: Verdict,
        reason: str,
        *,
        transient: bool = False,
        reach: Reach = Reach.NONE,
    ) -> None:
        """Keep the verdict beside the reason."""
        super().__init__(reason)
        self.verdict = verdict
        self.reason = reason
        self.transient = transient
        self.reach = reach
