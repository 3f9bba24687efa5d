"""Whether what a run could not reach is dead, or the network of this machine is down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.request import getproxies

from feeds.http.verdicts import Outcome, Reach, Verdict
from feeds.links.crawl.jobs import host_of
from feeds.problems.errors import FeedsError

# Of so many hosts not one is in reach only if none is.
_MANY_HOSTS = 5
# For so long the answer of any host shows that the network is up.
_PROOF_AGE = timedelta(days=1)
_UNPROVEN = "{reason} (unproven, as no host has answered in this run or within a day)"
_DOWN = (
    "the network seems to be down: none of {hosts} hosts could be found or connected to; nothing"
    " was learnt of their links: check the connection, and run again"
)
_PROXY = "; links are asked directly, without the proxy that the environment names"


class NetworkDownError(FeedsError):
    """None of many hosts could be found or connected to: the links say nothing of themselves."""


class Network:
    """What the outcomes of one run show of the network; keeps those that may be its own fault.

    Give it each outcome by ``sift``, and in the end ask for the ``rest``.
    """

    def __init__(self) -> None:
        """Start with nothing known."""
        self._answered = False
        self._connected = False
        self._unreached: list[Outcome] = []

    def sift(self, outcome: Outcome) -> list[Outcome]:
        """Return the outcomes that count by now: *outcome*, those kept until it came, or none."""
        if outcome.reach is Reach.FAILED and not self._answered:
            self._unreached.append(outcome)
            return []
        self._connected |= outcome.reach is Reach.CONNECTED
        if outcome.reach is not Reach.ANSWERED:
            return [outcome]
        self._answered = True
        counting, self._unreached = [*self._unreached, outcome], []
        return counting

    def rest(self, now: datetime, last_answer: Callable[[], datetime | None]) -> list[Outcome]:
        """Return the outcomes that are left, unproven unless a host has answered within a day.

        *last_answer* tells when a host has answered in an earlier run.
        """
        if not self._unreached:
            return []
        last = last_answer()
        if last and timedelta(0) <= now - last <= _PROOF_AGE:
            return self._unreached
        return [
            replace(
                outcome,
                verdict=Verdict.UNPROVEN,
                reason=_UNPROVEN.format(reason=outcome.reason),
                transient=True,
            )
            for outcome in self._unreached
        ]

    def check(self) -> None:
        """Raise NetworkDownError if so many hosts were asked and none reached that it is down."""
        hosts = {host_of(outcome.url) for outcome in self._unreached}
        if len(hosts) >= _MANY_HOSTS and not self._connected:
            proxied = getproxies().keys() & {"http", "https", "all"}
            raise NetworkDownError(_DOWN.format(hosts=len(hosts)) + _PROXY * bool(proxied))
