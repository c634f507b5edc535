"""When an endpoint is polled next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import cadence
from monitor.polls import EndpointState, Poll
from tests.builders import NOW

STATE = EndpointState("https://diario.example/feed", "diario")
OK = Poll("diario", STATE.endpoint, "ok", NOW, etag='"a"', full_read=True)
FAILED = replace(OK, outcome="http_error", status=500, etag="", full_read=False)


def test_a_success_waits_the_usual_time_more_or_less() -> None:
    waits = [cadence.after(OK, STATE, 120, chance).next_poll_at for chance in (0.0, 0.999)]

    assert [at - NOW for at in waits if at] == [
        timedelta(minutes=108),
        pytest.approx(timedelta(minutes=132), abs=timedelta(minutes=1)),
    ]


def test_failures_in_a_row_double_the_wait_up_to_a_day_and_a_success_ends_them() -> None:
    state, waits = STATE, []
    for _ in range(9):
        state = cadence.after(FAILED, state, 60, 0.0)
        assert state.next_poll_at
        waits.append(state.next_poll_at - NOW)

    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits[-1] == cadence.LONGEST_BACK_OFF
    assert state.failures == 9
    assert cadence.after(OK, state, 60, 0.0).failures == 0


@pytest.mark.parametrize(
    ("asked", "hours"), [(7200, 2), (10 * 365 * 86400, 24), (1, 1), (0, 1), (None, 1)]
)
def test_retry_after_is_kept_within_a_day(asked: int | None, hours: int) -> None:
    poll = replace(FAILED, status=429, retry_after_seconds=asked)

    state = cadence.after(poll, STATE, 60, 0.0)

    assert state.next_poll_at == NOW + timedelta(hours=hours)


def test_validators_of_the_last_full_answer_survive_304_and_failure() -> None:
    state = cadence.after(OK, STATE, 60, 0.0)
    state = cadence.after(replace(OK, outcome="not_modified", etag=""), state, 60, 0.0)
    state = cadence.after(FAILED, state, 60, 0.0)

    assert state.etag == '"a"'
    assert state.last_full_read_at == NOW


def test_a_full_read_is_wanted_once_a_day() -> None:
    state = cadence.after(OK, STATE, 60, 0.0)

    assert cadence.wants_full_read(STATE, NOW, 24)
    assert not cadence.wants_full_read(state, NOW + timedelta(hours=23), 24)
    assert cadence.wants_full_read(state, NOW + timedelta(hours=24), 24)


def test_a_clock_that_once_stood_years_ahead_does_not_silence_an_endpoint() -> None:
    assert cadence.is_due(STATE, NOW)
    assert not cadence.is_due(replace(STATE, next_poll_at=NOW + timedelta(hours=3)), NOW)
    assert cadence.is_due(replace(STATE, next_poll_at=NOW + timedelta(days=900)), NOW)


def test_an_endpoint_whose_turn_did_not_come_has_not_failed_and_is_due_at_once() -> None:
    good = cadence.after(OK, STATE, 60, 0.0)
    stopped = cadence.after(replace(OK, outcome="lost", detail="stopped"), good, 60, 0.5)
    paused = replace(OK, outcome="http_error", detail="paused until noon", retry_after_seconds=7200)

    assert (stopped.failures, stopped.next_poll_at, stopped.etag) == (0, NOW, good.etag)
    assert cadence.after(paused, good, 60, 0.5).failures == 0
    assert cadence.after(paused, good, 60, 0.5).next_poll_at == NOW + timedelta(hours=2)


def test_an_endpoint_that_was_read_in_part_is_due_soon() -> None:
    state = cadence.after(replace(OK, detail="unfinished", etag=""), STATE, 60, 0.5)

    assert (state.failures, state.next_poll_at) == (0, NOW + timedelta(minutes=15))
