"""One address asked for all that it answers, for whoever reads a page or a feed."""

import time
from typing import NamedTuple

from feeds.http.addresses import Resolver, resolve
from feeds.http.fetch import Reply, fetch
from feeds.http.limits import Limits
from feeds.http.pace import backoff_seconds
from feeds.http.session import LinkSession, Request
from feeds.http.sockets import Gateway
from feeds.http.verdicts import LinkFault, Outcome, Target
from feeds.links.crawl.jobs import Job, first_job
from feeds.links.crawl.judge import judge, judge_fault


class Answered(NamedTuple):
    """What became of an address, and the last answer with its whole body; None if none came."""

    outcome: Outcome
    reply: Reply | None


def ask_page(url: str, limits: Limits, resolver: Resolver = resolve) -> Answered:
    """Ask for *url*, follow its redirects, and return what it answers, within *limits*.

    It is asked as links are: no private network, no endless answer, nothing that is the user's.
    What may have been an accident of the connection is tried again, whatever hosts answer is not:
    somebody waits.
    """
    gateway = Gateway(resolver, limits.connect_timeout_seconds, allow_private=limits.allow_private)
    with LinkSession(limits, gateway) as session:
        answered = _ask(session, url, limits)
        for attempt in range(1, limits.retries + 1):
            if answered.reply or not answered.outcome.transient:
                break
            time.sleep(backoff_seconds(attempt, limits))
            answered = _ask(session, url, limits)
    return answered


def _ask(session: LinkSession, url: str, limits: Limits) -> Answered:
    end = time.monotonic() + limits.deadline_seconds
    reply = None
    step = first_job(Target(url, head_links=True), limits)
    while isinstance(step, Job):
        job = step
        request = Request(job.method, job.url, job.cookie)
        try:
            reply = fetch(session, request, seconds=end - time.monotonic(), whole=True)
            step = judge(job, reply, limits)
        except LinkFault as fault:
            reply = None
            step = judge_fault(job, fault, limits, private=job.private)
    return Answered(step, reply)
