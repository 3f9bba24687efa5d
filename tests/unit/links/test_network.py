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


def private(outcome: Outcome) -> Outcome:
    return replace(outcome, private=True)


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
    return counting + network.rest(NOW, lambda _: last), down


ANSWERED = replace(outcome("x", Reach.ANSWERED, Verdict.OK), final_url="https://x.example/")
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
        reason="refuses connections (unproven, as no public host has answered in this run or within a day)",
        transient=True,
    )
    assert run([failure], last) == ([failure if proven else unproven], False)


def test_what_is_proven_is_not_kept() -> None:
    network = Network()
    assert network.sift(unreached("a")) == []
    assert network.sift(CONNECTED) == []
    assert network.sift(ANSWERED) == [unreached("a"), CONNECTED, ANSWERED]
    assert network.sift(unreached("b")) == [unreached("b")]
    assert network.rest(NOW, lambda _: None) == []


@pytest.mark.parametrize("first", [True, False])
def test_an_answer_in_the_run_proves_all_failures(first: bool) -> None:
    failures = [unreached(host) for host in "abcdef"]
    outcomes = [ANSWERED, *failures] if first else [*failures, ANSWERED]
    assert run(outcomes) == (outcomes, False)


def test_what_was_connected_to_counts_by_itself_and_proves_nothing() -> None:
    counting, _ = run([unreached("a"), CONNECTED])
    assert [each.verdict for each in counting] == [Verdict.UNPROVEN, Verdict.BROKEN]


def redirected(host: str, to: str, moved_to: str | None = None) -> Outcome:
    found = outcome(host, Reach.ANSWERED, Verdict.MOVED if moved_to else Verdict.OK)
    url = found.url.replace("https:", "http:")
    return replace(found, url=url, final_url=to, moved_to=moved_to)


SECURE = replace(ANSWERED, final_url="https://consent.example/")
PORTAL = "http://portal.example/login"


@pytest.mark.parametrize(
    ("hosts", "others", "down"),
    [
        ("abcde", [], True),
        ("abcde", [CONNECTED, unreached("f"), UNASKED], True),
        ("abcd", [], False),
        ("abcde", [redirected("f", "https://elsewhere.example/")], False),
        ("abcde", [ANSWERED], False),
        ("abcde", [redirected("f", PORTAL, PORTAL)], False),
        ("abcde", [SECURE], False),
    ],
)
def test_a_network_that_leads_all_hosts_to_one_page_wants_a_sign_in(
    hosts: str, others: list[Outcome], down: bool
) -> None:
    outcomes = [*(redirected(host, f"{PORTAL}?from={host}") for host in hosts), *others]
    counting, found = run(outcomes)
    assert found is down
    assert down or counting == outcomes


def test_a_proxy_that_is_not_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    network = Network()
    for host in "abcde":
        network.sift(unreached(host))
    with pytest.raises(NetworkDownError, match=r"5 hosts .* without the proxy that"):
        network.check()


NEAR = private(ANSWERED)


@pytest.mark.parametrize("others", [[NEAR], [private(CONNECTED)], [NEAR, private(unreached("n"))]])
def test_an_answer_of_a_private_host_proves_nothing_of_others(others: list[Outcome]) -> None:
    many, few = ([unreached(host) for host in hosts] for hosts in ("abcde", "abcd"))
    assert run([*many, *others])[1]
    assert run([*others, *many])[1]
    counting, down = run([*others, *few])
    assert not down
    assert [each.verdict for each in counting if not each.private] == [Verdict.UNPROVEN] * 4


def test_private_hosts_are_proven_by_any_answer() -> None:
    failures = [private(unreached(host)) for host in "abcdef"]
    for answer in (NEAR, ANSWERED):
        assert run([*failures, answer]) == ([*failures, answer], False)
        assert run([answer, *failures]) == ([answer, *failures], False)


def test_private_hosts_that_share_a_page_do_not_fence_off_others() -> None:
    fenced = [private(redirected(host, PORTAL)) for host in "abc"]
    others = [redirected(host, "http://consent.example/") for host in "de"]
    assert run([*fenced, *others]) == ([*fenced, *others], False)


def test_an_earlier_answer_is_asked_for_by_whether_the_host_is_private() -> None:
    network, asked = Network(), []
    for outcome in (unreached("a"), private(unreached("b"))):
        network.sift(outcome)

    def last_answer(private: bool) -> datetime | None:
        asked.append(private)
        return NOW if private else None

    public, near = network.rest(NOW, last_answer)
    assert sorted(asked) == [False, True]
    assert (public.verdict, near) == (Verdict.UNPROVEN, private(unreached("b")))
