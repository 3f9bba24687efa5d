"""The threads of one process, which send the requests that a schedule hands them."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from feeds.http.addresses import Resolver
from feeds.http.fetch import Reply, fetch, parse_retry_after
from feeds.http.limits import Limits
from feeds.http.pace import backoff_seconds
from feeds.http.session import LinkSession, Request
from feeds.http.sockets import Gateway
from feeds.http.verdicts import LinkFault, Outcome, Target, Verdict
from feeds.links.crawl.jobs import Job, first_job
from feeds.links.crawl.judge import OVERLOADED, is_challenge, judge, judge_fault
from feeds.links.crawl.schedule import Finding, Schedule, Sign
from feeds.problems.errors import ConfigError

# How long a stop waits for threads, whose connections are cut; a name server may hold one longer.
_PARTING_SECONDS = 1.0


class Crew:
    """Threads that verify what they are given and pass outcomes to *deliver*, as they come.

    An error of the program itself is passed to *deliver* too, for the caller to raise.
    """

    def __init__(
        self,
        limits: Limits,
        resolver: Resolver,
        deliver: Callable[[Outcome | Exception], None],
        hand_over: Callable[[Job], None] | None = None,
    ) -> None:
        """Start with no threads: they come with the work."""
        self._limits = limits
        self._deliver = deliver
        self._gateway = Gateway(
            resolver, limits.connect_timeout_seconds, allow_private=limits.allow_private
        )
        self._session = LinkSession(limits, self._gateway)
        self._schedule = Schedule(limits, deliver, hand_over)
        self._threads: list[threading.Thread] = []

    def add(self, target: Target) -> None:
        """Verify *target*, or deliver at once why not."""
        try:
            job = first_job(target, self._limits)
        except ConfigError as exc:
            self._deliver(exc)
            return
        if isinstance(job, Outcome):
            self._deliver(job)
        else:
            self.resume(job)

    def resume(self, job: Job) -> None:
        """Go on with *job* from where it stands."""
        self._schedule.add(job)
        if len(self._threads) < self._limits.workers:
            number = len(self._threads) + 1
            thread = threading.Thread(target=self._work, name=f"links {number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Note that the supply of new targets has ended, so that retries may have their turn."""
        self._schedule.close()

    def stop(self) -> None:
        """End all work within a second or so; what is under way remains without an outcome."""
        self._schedule.stop()
        self._gateway.shut()
        end = time.monotonic() + _PARTING_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        self._session.close()

    def _work(self) -> None:
        try:
            job = None
            while (job := self._schedule.take(job)) is not None:
                started = time.monotonic()
                self._schedule.settle(job, self._ask(job, started), started)
        except Exception as exc:  # whatever it is: nothing may end a thread unheard
            self._deliver(exc)

    def _ask(self, job: Job, started: float) -> Finding:
        try:
            reply = fetch(
                self._session,
                Request(job.method, job.url, job.cookie),
                seconds=self._limits.deadline_seconds - job.spent_seconds,
                head_links=job.target.head_links,
            )
        except LinkFault as fault:
            sign = Sign.SILENT if fault.verdict is Verdict.TIMEOUT else Sign.NOTHING
            private = self._gateway.is_private(job.host)
            judged = judge_fault(job, fault, self._limits, private=private)
            return Finding(_timed(judged, job, started), sign)
        if job.private and not self._gateway.is_private(job.host):
            job = replace(job, private=False)
        result = _timed(judge(job, reply, self._limits), job, started)
        if reply.status not in OVERLOADED or is_challenge(reply):
            return Finding(result, Sign.ANSWERED)
        return Finding(result, Sign.OVERLOADED, self._pause_seconds(job, reply))

    def _pause_seconds(self, job: Job, reply: Reply) -> float:
        asked = parse_retry_after(reply.headers.get("Retry-After"), datetime.now(UTC))
        if asked is None:
            return backoff_seconds(job.attempt + 1, self._limits)
        return min(asked, self._limits.max_retry_after_seconds)


def _timed(result: Job | Outcome, job: Job, started: float) -> Job | Outcome:
    """Return *result* with the time that its request took, if there is more to come."""
    if isinstance(result, Outcome):
        return result
    return replace(result, spent_seconds=job.spent_seconds + time.monotonic() - started)
