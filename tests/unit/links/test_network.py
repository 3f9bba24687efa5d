"""Failures to reach hosts count only if the network of this machine is known to be up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.http.verdicts import Outcome, Reach, Verdict
from feeds.links.network import Network, NetworkDownError

NOW = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def outcome(host: str, reach: Reach, verdict: Verdict = Verdict.BROKEN) -> Outcome:
    return Outcome(f"https://{host}.example/", verdict, "refuses connections", reach=reach)


def unreached(host: str) -> Outcome:
    return outcome(host, Reach.FAILED)


def run(outcomes: list[Outcome], last: datetime | None = None) -> tuple[list[Outcome], bool]:
    """Return what counts of *outcomes* in the end, and whether the network seems to be down."""
    network, counting = Network(), []
    for each in outcomes:
        counting += network.sift(each)
    try:
        network.check()
    except NetworkDownError:
        down = True
    else:
        down = False
    return counting + network.rest(NOW, lambda: last), down


ANSWERED = outcome("x", Reach.ANSWERED, Verdict.OK)
CONNECTED = outcome("x", Reach.CONNECTED)
UNASKED = outcome("x", Reach.NONE, Verdict.SKIPPED)


@pytest.mark.parametrize(
    ("hosts", "others", "down"),
    [
        ("abcde", [], True),
        ("abcdefgh", [UNASKED], True),
        ("abcd", [], False),
        ("aaaaa", [], False),
        ("abcde", [CONNECTED], False),
        ("abcde", [ANSWERED], False),
        ("", [UNASKED], False),
    ],
)
def test_a_network_that_reaches_no_host_of_many_is_down(
    hosts: str, others: list[Outcome], down: bool
) -> None:
    outcomes = [unreached(host) for host in hosts]
    assert run([*outcomes, *others])[1] is down
    assert run([*others, *outcomes])[1] is down


@pytest.mark.parametrize(
    ("last", "proven"),
    [
        (None, False),
        (NOW, True),
        (NOW - DAY, True),
        (NOW - DAY - timedelta(seconds=1), False),
        (NOW + timedelta(seconds=1), False),
    ],
)
def test_with_few_hosts_another_answer_within_a_day_proves_a_failure(
    last: datetime | None, proven: bool
) -> None:
    failure = unreached("a")
    unproven = replace(
        failure,
        verdict=Verdict.UNPROVEN,
        reason="refuses connections (unproven, as no host has answered in this run or within a day)",
        transient=True,
    )
    assert run([failure], last) == ([failure if proven else unproven], False)


@pytest.mark.parametrize("first", [True, False])
def test_an_answer_in_the_run_proves_all_failures(first: bool) -> None:
    failures = [unreached(host) for host in "abcdef"]
    outcomes = [ANSWERED, *failures] if first else [*failures, ANSWERED]
    assert run(outcomes) == (outcomes, False)


def test_what_was_connected_to_counts_by_itself_and_proves_nothing() -> None:
    counting, _ = run([unreached("a"), CONNECTED])
    assert [each.verdict for each in counting] == [Verdict.BROKEN, Verdict.UNPROVEN]


def test_a_proxy_that_is_not_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    network = Network()
    for host in "abcde":
        network.sift(unreached(host))
    with pytest.raises(NetworkDownError, match=r"5 hosts .* without the proxy that"):
        network.check()
