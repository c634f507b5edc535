"""When an endpoint is polled next: its rhythm, the server's wish, back-off after failures."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.polls import EndpointState, Poll

LONGEST_BACK_OFF = timedelta(hours=24)
LONGEST_REST = timedelta(days=7)
LONGEST_WISH = timedelta(hours=24)
"""A server may ask for more; a typing error there must not silence a source for years."""

STOPPED = "stopped"
"""Detail of a lost poll whose turn had not come when the round ended: no fault of the endpoint."""
PAUSED = "paused until"
"""How the detail of a poll begins whose host had asked to be left alone."""
UNFINISHED = "unfinished"
"""Detail of a poll that was read, but not all of its new links could be followed."""

_SUCCESS = frozenset({"ok", "not_modified"})
_JITTER = 0.2


def succeeded(poll: Poll) -> bool:
    """Whether the endpoint was read or said that nothing is new."""
    return poll.outcome in _SUCCESS


def was_not_asked(poll: Poll) -> bool:
    """Whether the endpoint's turn did not come: the round ended, or its host asked for a pause."""
    return poll.detail == STOPPED or poll.detail.startswith(PAUSED)


def after(poll: Poll, state: EndpointState, every_minutes: int, chance: float) -> EndpointState:
    """Return what to remember of an endpoint after ``poll``.

    Args:
        poll: What the endpoint answered.
        state: What was remembered before.
        every_minutes: The endpoint's usual interval.
        chance: A random number in [0, 1) that spreads the next polls by up to a fifth.
    """
    if was_not_asked(poll):
        pause = min(timedelta(seconds=poll.retry_after_seconds or 0), LONGEST_WISH)
        return replace(state, next_poll_at=poll.at + pause)
    usual = timedelta(minutes=every_minutes)
    failures = 0 if succeeded(poll) else state.failures + 1
    wait = usual * (1 - _JITTER / 2 + _JITTER * chance)
    if failures:
        wait = min(usual * (1 << min(failures - 1, 20)), LONGEST_BACK_OFF) * (1 + _JITTER * chance)
    if poll.retry_after_seconds:
        wait = max(wait, min(timedelta(seconds=poll.retry_after_seconds), LONGEST_WISH))
    if succeeded(poll) and poll.detail == UNFINISHED:
        wait = usual / 4
    state = replace(state, last_poll_at=poll.at, next_poll_at=poll.at + wait, failures=failures)
    return _remember_success(poll, state) if succeeded(poll) else state


def _remember_success(poll: Poll, state: EndpointState) -> EndpointState:
    state = replace(state, last_success_at=poll.at)
    if poll.outcome == "not_modified":
        return state
    return replace(
        state,
        etag=poll.etag,
        last_modified=poll.last_modified,
        last_full_read_at=poll.at if poll.full_read else state.last_full_read_at,
    )


def is_due(state: EndpointState, now: datetime) -> bool:
    """Whether the endpoint may be polled at ``now``.

    A time far in the future is a clock that once stood wrong: it does not silence the endpoint.
    """
    if state.next_poll_at is None or state.next_poll_at <= now:
        return True
    return state.next_poll_at > now + 2 * LONGEST_BACK_OFF


def wants_full_read(state: EndpointState, now: datetime, every_hours: float) -> bool:
    """Whether validators are left out this time, because some servers answer 304 wrongly."""
    last = state.last_full_read_at
    return last is None or now - last >= timedelta(hours=every_hours) or last > now


def retry_wait(attempts: int) -> timedelta:
    """Return how long a lead rests that could not be fetched ``attempts`` times in a row."""
    return min(timedelta(hours=1) * (1 << min(attempts, 20)), LONGEST_REST)
