"""Which request is next: every host at its own pace, and none waits for another."""

import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from http import HTTPStatus

from feeds.http.limits import Limits
from feeds.http.pace import Pace, backoff_seconds
from feeds.http.verdicts import Outcome, Verdict
from feeds.links.crawl.jobs import Job


class Sign(Enum):
    """What a request showed of its host."""

    ANSWERED = auto()
    OVERLOADED = auto()
    SILENT = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one request: an outcome or the next job, and a sign of the host's state."""

    result: Job | Outcome
    sign: Sign
    pause_seconds: float = 0.0


@dataclass(slots=True)
class _Host:
    """The jobs for one host, and its pace; ``listed`` while it is in line for a worker.

    Behind them come those that it has asked to be asked ``again``, later, with what came of them.
    ``failed`` is how many have been put off to the end of the run.
    """

    name: str
    pace: Pace
    jobs: deque[Job] = field(default_factory=deque)
    again: deque[tuple[Job, Outcome]] = field(default_factory=deque)
    failed: int = 0
    listed: bool = False

    @property
    def waiting(self) -> int:
        """How many jobs there are."""
        return len(self.jobs) + len(self.again)


class Schedule:
    """Hands jobs to the threads that call ``take`` and hears from them by ``settle``.

    *deliver* gets each outcome once; it must be quick. Jobs that go on at a host never seen here
    are passed to *hand_over*, if given, instead of being kept. All methods are thread-safe.
    """

    def __init__(
        self,
        limits: Limits,
        deliver: Callable[[Outcome], None],
        hand_over: Callable[[Job], None] | None = None,
    ) -> None:
        """Start empty and open for jobs."""
        self._limits = limits
        self._kept_hosts = limits.kept_hosts
        self._deliver = deliver
        self._hand_over = hand_over
        self._changed = threading.Condition(threading.Lock())
        self._hosts: dict[str, _Host] = {}
        self._ready: deque[_Host] = deque()
        self._resting: list[tuple[float, int, _Host]] = []
        self._retries: list[tuple[float, int, Job, Outcome]] = []
        self._most_retries = 0  # at one host
        self._late: _Host | None = None  # one that has more left, when last looked for
        self._order = itertools.count()
        self._closed = False
        self._stopped = False

    def add(self, job: Job) -> None:
        """Put *job* in line at its host."""
        with self._changed:
            self._enqueue(job)

    def close(self) -> None:
        """Note that the supply of new jobs has ended, so that retries may have their turn."""
        with self._changed:
            self._closed = True
            now = time.monotonic()
            for host in self._hosts.values():
                self._offer(host, now)
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out no more jobs, and deliver nothing more: threads get None."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def take(self, last: Job | None = None) -> Job | None:
        """Wait for the next job that may start now; return None after ``stop``.

        The host of the caller's *last* job, which has a connection open, comes first if there
        are more hosts than connections are kept for. Else hosts take turns, so that those which
        show strain do so early.
        """
        with self._changed:
            many = len(self._hosts) > self._kept_hosts
            host = self._hosts[last.host] if last and many else None
            while not self._stopped:
                now = time.monotonic()
                if host and self._may_start(host, now):
                    return self._start(host, now)
                if host:
                    self._offer(host, now)
                self._list_rested(now)
                if not self._ready:
                    self._release_retries(now)
                if self._ready:
                    host = self._ready.popleft()
                    host.listed = False
                    continue
                self._changed.wait(self._next_event(now))
            return None

    def settle(self, job: Job, finding: Finding, started: float) -> None:
        """Take what came of *job*, which ``take`` handed out and whose request *started* then."""
        with self._changed:
            if self._stopped:
                return
            now = time.monotonic()
            host = self._hosts[job.host]
            _note(host.pace, finding, started, now)
            if isinstance(finding.result, Job):
                self._go_on(finding.result)
            else:
                self._conclude(job, finding.result, finding.sign, now)
            if host.pace.is_lost:
                self._leave(host)
            self._offer(host, now)

    def _has_job(self, host: _Host) -> bool:
        """Tell whether there is a job for *host*; none is asked again before all have come."""
        return bool(host.jobs) or (self._closed and bool(host.again))

    def _may_start(self, host: _Host, now: float) -> bool:
        return self._has_job(host) and host.pace.has_room and host.pace.not_before <= now

    def _start(self, host: _Host, now: float) -> Job:
        job = host.jobs.popleft() if host.jobs else host.again.popleft()[0]
        host.pace.start(now)
        self._offer(host, now)
        return job

    def _go_on(self, job: Job) -> None:
        if self._hand_over and job.host not in self._hosts:
            self._hand_over(job)
        else:
            # Before those not begun, or what is half done would pile up behind them.
            self._enqueue(job, first=True)

    def _conclude(self, job: Job, outcome: Outcome, sign: Sign, now: float) -> None:
        host = self._hosts[job.host]
        failed = _is_fault_of_server(outcome)
        # Who does not answer, or asks for less, is not troubled further; a fault is asked about.
        most = min(1, self._limits.retries) if failed else self._limits.retries
        if not outcome.transient or job.attempt >= most or (host.pace.is_lost and not failed):
            self._deliver(outcome)
            return
        attempt = job.attempt + 1
        due = now + backoff_seconds(attempt, self._limits)
        # HEAD lies: that a host which rests after it is asked by GET is no second look yet.
        counted = job.attempt if failed and job.method == "HEAD" else attempt
        again = replace(job, method="GET", attempt=counted, spent_seconds=0.0)
        if sign is Sign.OVERLOADED and not failed:
            # The host has said when: that holds up nobody else.
            host.again.append((again, outcome))
            return
        host.failed += 1
        self._most_retries = max(self._most_retries, host.failed)
        heapq.heappush(self._retries, (due, next(self._order), again, outcome))

    def _leave(self, host: _Host) -> None:
        """Deliver that all jobs in line at *host* are left for a later run."""
        reason = f"is left for a later run: {host.name} is overloaded or does not answer"
        while host.jobs:
            url = host.jobs.popleft().target.url
            self._deliver(Outcome(url, Verdict.SKIPPED, reason, transient=True))
        while host.again:
            self._deliver(host.again.popleft()[1])

    def _enqueue(self, job: Job, *, first: bool = False) -> None:
        name = job.host
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(name, Pace(self._limits))
        (host.jobs.appendleft if first else host.jobs.append)(job)
        if host.pace.is_lost:
            self._leave(host)
        self._offer(host, time.monotonic())

    def _offer(self, host: _Host, now: float) -> None:
        """Put *host* in line for a worker, if it has a job and room for it."""
        if host.listed or not self._has_job(host) or not host.pace.has_room:
            return
        host.listed = True
        if host.pace.not_before <= now:
            self._ready.append(host)
        else:
            entry = (host.pace.not_before, next(self._order), host)
            heapq.heappush(self._resting, entry)
        self._changed.notify()

    def _list_rested(self, now: float) -> None:
        while self._resting and self._resting[0][0] <= now:
            host = heapq.heappop(self._resting)[2]
            host.listed = False
            self._offer(host, now)

    def _release_retries(self, now: float) -> None:
        """Put retries in line, once the run is at its end."""
        if not self._is_ending(now):
            return
        while self._retries and self._retries[0][0] <= now:
            _, _, job, outcome = heapq.heappop(self._retries)
            pace = self._hosts[job.host].pace
            if pace.is_lost and not _is_fault_of_server(outcome):
                self._deliver(outcome)
            else:
                pace.give_chance()
                self._enqueue(job)

    def _is_ending(self, now: float) -> bool:
        """Tell whether the retries, begun now, end with the run: no host has more left than they.

        What is left at hosts that have asked for a pause holds up nobody else.
        """
        if not self._closed or not self._retries:
            return False
        if self._late is None or not self._is_late(self._late, now):
            hosts = self._hosts.values()
            self._late = next((host for host in hosts if self._is_late(host, now)), None)
        return self._late is None

    def _is_late(self, host: _Host, now: float) -> bool:
        return host.waiting > self._most_retries and not host.pace.pauses(now)

    def _next_event(self, now: float) -> float | None:
        """Return the seconds until time alone changes what may start; None if it never does."""
        moments = [self._resting[0][0]] if self._resting else []
        if self._is_ending(now):
            moments.append(self._retries[0][0])
        return max(0.0, min(moments) - now) if moments else None


def _is_fault_of_server(outcome: Outcome) -> bool:
    return outcome.status is not None and outcome.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _note(pace: Pace, finding: Finding, started: float, now: float) -> None:
    pace.end()
    if finding.sign is Sign.ANSWERED:
        pace.answered(now)
    elif finding.sign is Sign.SILENT:
        pace.silent(started)
    elif finding.sign is Sign.OVERLOADED:
        pace.overloaded(now, finding.pause_seconds)
