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
_FENCED = (
    "the network here seems to want a sign-in first: all of {hosts} hosts redirect to {page};"
    " nothing was learnt of their links: sign in, and run again"
)
_PROXY = "; links are asked directly, without the proxy that the environment names"


class NetworkDownError(FeedsError):
    """Many hosts, and not one answers for itself: what is wrong is not the links."""


class Network:
    """What the outcomes of one run show of the network; keeps them until one shows that it is up.

    Give it each outcome by ``sift``, and in the end ask for the ``rest``.
    """

    def __init__(self) -> None:
        """Start with nothing known."""
        self._is_up = False
        self._kept: list[Outcome] = []
        self._page = ""  # where the first answer came from, if not from the host that was asked

    def sift(self, outcome: Outcome) -> list[Outcome]:
        """Return the outcomes that count by now: *outcome*, those kept until it came, or none."""
        if self._is_up:
            return [outcome]
        self._kept.append(outcome)
        if outcome.reach is not Reach.ANSWERED:
            return []
        page = _foreign_page(outcome)
        self._page = self._page or page
        if page and page == self._page:
            return []
        self._is_up = True
        counting, self._kept = self._kept, []
        return counting

    def rest(self, now: datetime, last_answer: Callable[[], datetime | None]) -> list[Outcome]:
        """Return the outcomes that are left; of hosts out of reach they may be unproven.

        That is so unless a host has answered in this run or within a day: *last_answer* tells when
        one did in an earlier run.
        """
        kept = self._kept
        if all(outcome.reach is not Reach.FAILED for outcome in kept) or self._answered:
            return kept
        last = last_answer()
        if last and timedelta(0) <= now - last <= _PROOF_AGE:
            return kept
        return [
            _unproven(outcome) if outcome.reach is Reach.FAILED else outcome for outcome in kept
        ]

    def check(self) -> None:
        """Raise NetworkDownError if so many hosts were asked that the network must be at fault.

        None of them could be reached, or all led to the one page of a network that wants its user
        to sign in.
        """
        reached = {outcome.reach for outcome in self._kept} & {Reach.CONNECTED, Reach.ANSWERED}
        hosts = self._hosts(Reach.ANSWERED if Reach.ANSWERED in reached else Reach.FAILED)
        if len(hosts) < _MANY_HOSTS:
            return
        if not reached:
            proxied = getproxies().keys() & {"http", "https", "all"}
            raise NetworkDownError(_DOWN.format(hosts=len(hosts)) + _PROXY * bool(proxied))
        if self._page:
            raise NetworkDownError(_FENCED.format(hosts=len(hosts), page=self._page))

    @property
    def _answered(self) -> list[Outcome]:
        return [outcome for outcome in self._kept if outcome.reach is Reach.ANSWERED]

    def _hosts(self, reach: Reach) -> set[str]:
        return {host_of(outcome.url) for outcome in self._kept if outcome.reach is reach}


def _foreign_page(outcome: Outcome) -> str:
    """Return the page of another host that has answered for now; empty if there is none.

    A network that wants its user to sign in first redirects from all hosts to one of its own. It
    cannot do so in the name of a host that is asked by https.
    """
    final = outcome.final_url
    by_tls = outcome.url.lower().startswith("https:")
    if not final or by_tls or outcome.moved_to or host_of(final) == host_of(outcome.url):
        return ""
    return final.partition("?")[0]


def _unproven(outcome: Outcome) -> Outcome:
    reason = _UNPROVEN.format(reason=outcome.reason)
    return replace(outcome, verdict=Verdict.UNPROVEN, reason=reason, transient=True)
