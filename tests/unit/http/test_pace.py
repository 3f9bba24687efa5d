"""The pace for one host slows down under strain and recovers with good answers."""

from datetime import UTC, datetime

import pytest

from feeds.http.limits import Limits
from feeds.http.pace import Pace, backoff_seconds

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
SETTINGS = Limits(per_host=4, min_interval_seconds=0.2, host_patience=3)


def test_requests_keep_their_interval_and_their_number() -> None:
    pace = Pace(SETTINGS)
    for now in (10.0, 10.2, 10.4, 10.6):
        assert pace.has_room
        assert pace.not_before <= now
        pace.start(now)
        assert pace.not_before == pytest.approx(now + 0.2)
    assert not pace.has_room
    pace.end()
    assert pace.has_room


def test_an_overloaded_host_gets_the_pause_it_asks_for_and_fewer_requests_at_a_time() -> None:
    pace = Pace(SETTINGS)
    pace.overloaded(10.0, 5.0)
    assert (pace.not_before, pace.limit, pace.interval, pace.strikes) == (15.0, 2, 0.2, 1)


def test_if_that_does_not_help_for_long_it_gets_twice_the_interval() -> None:
    pace = Pace(SETTINGS)
    pace.overloaded(10.0, 1.0)
    for moment in (11.0, 11.2, 11.4, 11.6):
        pace.answered(moment)
    pace.overloaded(11.8, 1.0)
    assert (pace.not_before, pace.limit, pace.interval, pace.strikes) == (12.8, 1, 0.4, 1)


def test_a_pause_that_was_too_short_is_followed_by_another_and_not_by_a_longer_interval() -> None:
    pace = Pace(SETTINGS)
    pace.overloaded(10.0, 1.0)
    pace.overloaded(11.1, 1.0)
    assert (pace.not_before, pace.limit, pace.interval, pace.strikes) == (12.1, 1, 0.2, 2)


def test_long_after_a_pause_that_helped_another_one_may_do() -> None:
    pace = Pace(SETTINGS)
    pace.overloaded(10.0, 1.0)
    for moment in (11.0, 11.2, 11.4, 11.6, 11.8):
        pace.answered(moment)
    pace.overloaded(12.0, 1.0)
    assert pace.interval == 0.2


def test_answers_that_were_under_way_together_are_one_strike() -> None:
    pace = Pace(SETTINGS)
    for now, pause in ((10.0, 5.0), (10.1, 5.0), (10.2, 1.0)):
        pace.overloaded(now, pause)
    assert pace.not_before == pytest.approx(15.1)
    assert (pace.limit, pace.strikes) == (2, 1)


def test_good_answers_restore_the_pace_step_by_step() -> None:
    pace = Pace(SETTINGS)
    pace.overloaded(10.0, 0.0)
    for moment in (11.0, 12.0):
        pace.answered(moment)
        pace.overloaded(moment, 0.0)
    assert (pace.limit, pace.interval) == (1, 0.8)
    seen = []
    for number in range(20):
        pace.answered(12.0 + number)
        seen.append((pace.limit, pace.interval))
    assert seen[3::5] == [(1, 0.8), (2, 0.4), (3, 0.2), (4, 0.2)]
    assert pace.strikes == 0


def test_a_host_without_interval_returns_to_none() -> None:
    pace = Pace(Limits(min_interval_seconds=0.0))
    pace.overloaded(10.0, 0.0)
    assert pace.interval == 0  # a pause may do
    pace.answered(11.0)
    pace.overloaded(11.0, 0.0)
    assert pace.interval > 0
    for _ in range(5):
        pace.answered(11.0)
    assert pace.interval == 0


def test_a_host_is_lost_after_so_many_strikes_in_a_row() -> None:
    pace = Pace(SETTINGS)
    pace.silent(started=1.0)
    pace.overloaded(10.0, 1.0)
    assert not pace.is_lost
    pace.silent(started=11.0)
    assert pace.is_lost
    pace.answered(12.0)
    assert not pace.is_lost


def test_a_slow_page_of_a_host_that_answers_others_is_no_strike() -> None:
    pace = Pace(SETTINGS)
    pace.answered(5.0)
    pace.silent(started=4.0)
    assert (pace.strikes, pace.limit) == (0, 4)


def test_the_wait_for_a_retry_doubles_with_jitter() -> None:
    settings = Limits(backoff_seconds=1.0)
    for attempt, most in ((1, 1.0), (2, 2.0), (3, 4.0)):
        waits = {backoff_seconds(attempt, settings) for _ in range(50)}
        assert most / 2 <= min(waits) < max(waits) <= most
