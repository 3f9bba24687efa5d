"""Jobs are handed out host by host, at each one's pace, with retries last."""

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feeds.http.limits import Limits
from feeds.http.verdicts import Outcome, Target, Verdict
from feeds.links.crawl.jobs import Job
from feeds.links.crawl.schedule import Finding, Schedule, Sign


def limits(**changes: Any) -> Limits:
    return Limits(min_interval_seconds=0.0, backoff_seconds=0.01)._replace(**changes)


def job(url: str) -> Job:
    return Job(Target(url), url, "GET")


def passing(url: str) -> Finding:
    outcome = Outcome(url, Verdict.BROKEN, "answers 500", 500, transient=True)
    return Finding(outcome, Sign.ANSWERED)


def good(url: str) -> Finding:
    return Finding(Outcome(url, Verdict.OK, "answers 200", 200), Sign.ANSWERED)


def test_hosts_take_turns() -> None:
    schedule = Schedule(limits(per_host=2), lambda _: None)
    for path in ("a/1", "a/2", "a/3", "b/1", "b/2"):
        schedule.add(job(f"http://{path}"))
    taken = [schedule.take() for _ in range(4)]
    assert [each.url for each in taken if each] == [
        "http://a/1", "http://b/1", "http://a/2", "http://b/2",
    ]  # fmt: skip


def test_a_retry_waits_until_nothing_is_left_unasked_and_uses_get() -> None:
    known: list[Outcome] = []
    schedule = Schedule(limits(retries=1), known.append)
    schedule.add(job("http://a/1"))
    schedule.add(job("http://a/2"))
    schedule.close()
    first = schedule.take()
    assert first
    schedule.settle(first, passing(first.url), time.monotonic())
    time.sleep(0.02)
    second = schedule.take()
    assert second
    assert second.url == "http://a/2"
    schedule.settle(second, good(second.url), time.monotonic())
    again = schedule.take()
    assert again == Job(first.target, first.url, "GET", attempt=1)
    schedule.settle(again, passing(again.url), time.monotonic())
    assert [(outcome.url, outcome.verdict) for outcome in known] == [
        ("http://a/2", Verdict.OK),
        ("http://a/1", Verdict.BROKEN),
    ]


def test_retries_begin_when_no_host_has_more_left_than_they() -> None:
    schedule = Schedule(
        limits(retries=1, min_interval_seconds=0.05, backoff_seconds=0), lambda _: None
    )
    for path in ("a/1", "b/1", "b/2", "b/3"):
        schedule.add(job(f"http://{path}"))
    schedule.close()
    taken = []
    for _ in range(5):
        each = schedule.take()
        assert each
        taken.append((each.url, each.attempt))
        fails = taken[-1] == ("http://a/1", 0)
        schedule.settle(each, passing(each.url) if fails else good(each.url), time.monotonic())
    assert taken == [
        ("http://a/1", 0), ("http://b/1", 0), ("http://b/2", 0), ("http://a/1", 1), ("http://b/3", 0),
    ]  # fmt: skip


def test_a_host_that_pauses_holds_up_no_retry_elsewhere() -> None:
    schedule = Schedule(limits(retries=1), lambda _: None)
    for path in ("a/1", "a/2", "b/1"):
        schedule.add(job(f"http://{path}"))
    schedule.close()
    overloaded, flaky = schedule.take(), schedule.take()
    assert overloaded
    assert flaky
    busy = Finding(passing(overloaded.url).result, Sign.OVERLOADED, pause_seconds=0.2)
    schedule.settle(overloaded, busy, time.monotonic())
    schedule.settle(flaky, passing(flaky.url), time.monotonic())
    start = time.monotonic()
    taken = []
    for _ in range(3):
        again = schedule.take()
        assert again
        taken.append((again.url, again.attempt))
        schedule.settle(again, good(again.url), time.monotonic())
    assert taken == [("http://b/1", 1), ("http://a/2", 0), ("http://a/1", 1)]
    assert time.monotonic() - start >= 0.15, "the pause is kept"


def test_no_retry_comes_before_the_supply_has_ended() -> None:
    schedule = Schedule(limits(retries=1), lambda _: None)
    schedule.add(job("http://a/1"))
    first = schedule.take()
    assert first
    schedule.settle(first, passing(first.url), time.monotonic())
    time.sleep(0.02)
    schedule.add(job("http://b/1"))
    second = schedule.take()
    assert second
    assert second.url == "http://b/1"


def test_a_job_that_goes_on_elsewhere_is_handed_over() -> None:
    away: list[Job] = []
    schedule = Schedule(limits(), lambda _: None, away.append)
    schedule.add(job("http://a/1"))
    schedule.add(job("http://b/1"))
    for _ in range(2):
        taken = schedule.take()
        assert taken
        target = "http://b/2" if taken.host == "a" else "http://c/1"
        schedule.settle(taken, Finding(job(target), Sign.ANSWERED), time.monotonic())
    assert away == [job("http://c/1")]
    # What went on at a known host went first there.
    assert schedule.take() == job("http://b/1")


def test_the_jobs_of_a_lost_host_are_left_for_a_later_run() -> None:
    known: list[Outcome] = []
    schedule = Schedule(limits(host_patience=1, retries=0), known.append)
    for number in range(3):
        schedule.add(job(f"http://a/{number}"))
    first = schedule.take()
    assert first
    late = Outcome(first.url, Verdict.TIMEOUT, "does not answer in time", transient=True)
    schedule.settle(first, Finding(late, Sign.SILENT), time.monotonic())
    schedule.add(job("http://a/3"))
    reason = "is left for a later run: a is overloaded or does not answer"
    assert known == [
        late,
        *(
            Outcome(f"http://a/{number}", Verdict.SKIPPED, reason, transient=True)
            for number in (1, 2, 3)
        ),
    ]


def test_after_a_stop_nothing_is_handed_out_or_delivered() -> None:
    known: list[Outcome] = []
    schedule = Schedule(limits(), known.append)
    schedule.add(job("http://a/1"))
    schedule.add(job("http://a/2"))
    first = schedule.take()
    schedule.stop()
    assert first
    schedule.settle(first, good(first.url), time.monotonic())
    assert (schedule.take(), known) == (None, [])


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["good", "passing"])), max_size=30),
    st.integers(1, 3),
)
def test_every_job_is_delivered_once(jobs: list[tuple[str, str]], per_host: int) -> None:
    known: list[Outcome] = []
    schedule = Schedule(
        limits(per_host=per_host, backoff_seconds=0.0, retries=1, workers=1), known.append
    )
    urls = [f"http://{host}/{kind}/{number}" for number, (host, kind) in enumerate(jobs)]
    for url in urls:
        schedule.add(job(url))
    schedule.close()
    last = None
    while len(known) < len(urls):
        last = schedule.take(last)
        assert last
        finding = good(last.url) if "good" in last.url else passing(last.url)
        schedule.settle(last, finding, time.monotonic())
    assert sorted(outcome.url for outcome in known) == sorted(urls)
