"""How fast one host may be asked: a fixed courtesy, and restraint when it shows strain."""

from dataclasses import dataclass, field
from secrets import SystemRandom

from feeds.http.limits import Limits

_RANDOM = SystemRandom()
# The first interval of a host without one, if a pause alone has not helped.
_FIRST_RESTRAINT_SECONDS = 0.05
# So many good answers in a row undo one step of restraint.
_RECOVERY = 5


@dataclass(slots=True)
class Pace:
    """The pace for one host; times are of the monotonic clock, in seconds.

    Of its requests ``running`` are under way, at most ``limit``; they start ``interval`` apart, the
    next one ``not_before`` that time. An overloaded host (429, 503) gets a pause and half the
    requests at a time; and twice the interval if it was overloaded a few good answers ago. If it
    has given none since, the pause was too short, and it gets another. Good answers undo that step
    by step. ``strikes`` counts overloads and silences since the last one.
    """

    limits: Limits
    limit: int = field(init=False)
    interval: float = field(init=False)
    not_before: float = 0.0
    running: int = 0
    strikes: int = 0
    _good: int = 0
    _strained: bool = False
    _answered_at: float = 0.0
    _pause_end: float = 0.0

    def __post_init__(self) -> None:
        """Start with the pace that the limits allow."""
        self.limit = self.limits.per_host
        self.interval = self.limits.min_interval_seconds

    @property
    def has_room(self) -> bool:
        """Whether another request may run beside those that do, if it is time."""
        return self.running < self.limit

    @property
    def is_lost(self) -> bool:
        """Whether the host is better left for a later run."""
        return self.strikes >= self.limits.host_patience

    def give_chance(self) -> None:
        """Let the host be asked once more; one more strike, and it is left."""
        self.strikes = min(self.strikes, self.limits.host_patience - 1)

    def pauses(self, now: float) -> bool:
        """Tell whether the host has asked to be left alone at the time *now*."""
        return now < self._pause_end

    def start(self, now: float) -> None:
        """Note that a request starts."""
        self.running += 1
        if self.interval:
            self.not_before = max(self.not_before, now + self.interval)

    def end(self) -> None:
        """Note that a request has ended, however it did."""
        self.running -= 1

    def answered(self, now: float) -> None:
        """Note an answer that shows no strain."""
        self._answered_at = now
        self.strikes = 0
        self._good += 1
        if self._good % _RECOVERY == 0:
            self._strained = False
            self.limit = min(self.limit + 1, self.limits.per_host)
            eased = self.interval / 2 if self.interval > _FIRST_RESTRAINT_SECONDS else 0.0
            self.interval = max(self.limits.min_interval_seconds, eased)

    def silent(self, started: float) -> None:
        """Note a request that has had no answer in time since *started*."""
        # A host that answered others meanwhile is well: only the page is slow.
        if self._answered_at < started:
            self.strikes += 1
            self.limit = max(1, self.limit // 2)

    def overloaded(self, now: float, pause_seconds: float) -> None:
        """Note an answer that asks for less, and pause."""
        # Answers to requests that were under way together are one sign of strain, not several.
        if not self.pauses(now):
            self.strikes += 1
            self.limit = max(1, self.limit // 2)
            # What a host asks for may be all that it needs. Where the first answer after a pause
            # asks for another, no requests have followed each other too quickly.
            if self._strained and self._good:
                self.interval = max(2 * self.interval, _FIRST_RESTRAINT_SECONDS)
            self._strained = True
        self._good = 0
        self._pause_end = max(self._pause_end, now + pause_seconds)
        self.not_before = max(self.not_before, self._pause_end)


def backoff_seconds(attempt: int, limits: Limits) -> float:
    """Return how long to wait before retry number *attempt* (from 1): doubling, with jitter."""
    return limits.backoff_seconds * 2.0 ** (attempt - 1) * _RANDOM.uniform(0.5, 1.0)
