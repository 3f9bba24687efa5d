"""Whether what a run could not reach is dead, or the network of this machine is down."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.request import getproxies

from feeds.http.addresses import host_of
from feeds.http.verdicts import Outcome, Reach, Verdict
from feeds.problems.errors import FeedsError

# Of so many hosts not one is in reach only if none is.
_MANY_HOSTS = 5
# For so long the answer of a host shows that the network is up.
_PROOF_AGE = timedelta(days=1)
_UNPROVEN = "{reason} (unproven, as no {host} has answered in this run or within a day)"
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
        self._kept: list[Outcome] = []
        # The way to private addresses shows nothing of that to others: each is known by itself.
        self._up: set[bool] = set()
        # Where the first answer came from, if not from the host that was asked.
        self._pages: dict[bool, str] = {}

    def sift(self, outcome: Outcome) -> list[Outcome]:
        """Return the outcomes that count by now: *outcome*, those kept until it came, or none."""
        private = outcome.private
        if private in self._up:
            return [outcome]
        self._kept.append(outcome)
        if outcome.reach is not Reach.ANSWERED:
            return []
        page = _foreign_page(outcome)
        if page and page == self._pages.setdefault(private, page):
            return []
        # Who gets an answer from the internet has a network.
        self._up |= {private, True}
        counting = [each for each in self._kept if each.private in self._up]
        self._kept = [each for each in self._kept if each.private not in self._up]
        return counting

    def rest(self, now: datetime, last_answer: Callable[[bool], datetime | None]) -> list[Outcome]:
        """Return the outcomes that are left; of hosts out of reach they may be unproven.

        That is so unless a host has answered in this run or within a day: *last_answer* tells when
        one did in an earlier run, private ones included or not. Of others these prove nothing.
        """
        failed = {outcome.private for outcome in self._kept if outcome.reach is Reach.FAILED}
        answered = {outcome.private for outcome in self._kept if outcome.reach is Reach.ANSWERED}

        def is_proven(*, private: bool) -> bool:
            if answered & {private, False}:
                return True
            last = last_answer(private)
            return last is not None and timedelta(0) <= now - last <= _PROOF_AGE

        unproven = {private for private in failed if not is_proven(private=private)}
        return [
            _unproven(outcome)
            if outcome.reach is Reach.FAILED and outcome.private in unproven
            else outcome
            for outcome in self._kept
        ]

    def check(self) -> None:
        """Raise NetworkDownError if so many hosts were asked that the network must be at fault.

        None of them could be reached, or all led to the one page of a network that wants its user
        to sign in.
        """
        _check([outcome for outcome in self._kept if not outcome.private])
        _check(self._kept)


def _check(outcomes: Sequence[Outcome]) -> None:
    reached = {outcome.reach for outcome in outcomes} & {Reach.CONNECTED, Reach.ANSWERED}
    reach = Reach.ANSWERED if Reach.ANSWERED in reached else Reach.FAILED
    found = [outcome for outcome in outcomes if outcome.reach is reach]
    hosts = {host_of(outcome.url) for outcome in found}
    if len(hosts) < _MANY_HOSTS:
        return
    if not reached:
        proxied = getproxies().keys() & {"http", "https", "all"}
        raise NetworkDownError(_DOWN.format(hosts=len(hosts)) + _PROXY * bool(proxied))
    if reach is Reach.ANSWERED and len(pages := set(map(_foreign_page, found))) == 1:
        raise NetworkDownError(_FENCED.format(hosts=len(hosts), page=pages.pop()))


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
    host = "host" if outcome.private else "public host"
    reason = _UNPROVEN.format(reason=outcome.reason, host=host)
    return replace(outcome, verdict=Verdict.UNPROVEN, reason=reason, transient=True)
