"""The ledger of a round: whatever comes back, or does not, everything ends exactly once."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import StorageError
from monitor.models import Lead, Page
from monitor.options import Endpoint, Fetch, Source
from monitor.polls import Drop, EndpointState, Poll
from monitor.reading.announced import Announced
from spiders import round as rounds
from spiders.asking import Refusal
from spiders.round import Job, Round
from tests.site import rss

NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
JOBS = 3
LINKS = 4


@dataclass
class Listener:
    """Counts what it hears."""

    fails_in: str = ""
    fault: Exception = field(default_factory=lambda: RuntimeError("no"))
    asked: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    polls: dict[str, Poll] = field(default_factory=dict)
    drops: dict[str, Drop] = field(default_factory=dict)
    every_drop: list[Drop] = field(default_factory=list)
    poll_count: int = 0

    def _may_fail(self, name: str) -> None:
        if name == self.fails_in:
            raise self.fault

    def unknown(self, leads: Sequence[Lead]) -> Sequence[Lead]:
        self._may_fail("unknown")
        self.asked += [lead.url for lead in leads]
        return leads

    def page(self, lead: Lead, page: Page) -> None:  # noqa: ARG002
        self._may_fail("page")
        self.ends[lead.url] += 1

    def carried(self, lead: Lead) -> None:
        self._may_fail("carried")
        self.ends[lead.url] += 1

    def drop(self, drop: Drop) -> None:
        self._may_fail("drop")
        self.ends[drop.url] += 1
        self.drops[drop.url] = drop
        self.every_drop.append(drop)

    def poll(self, poll: Poll) -> None:
        self._may_fail("poll")
        self.poll_count += 1
        self.polls[poll.endpoint] = poll

    def pause(self, host: str, until: datetime) -> None: ...


def job(number: int, kind: str = "feed") -> Job:
    endpoint = Endpoint(kind, f"http://uno.example/feed-{number}")  # type: ignore[arg-type]
    source = Source("uno", "Uno", "http://uno.example/", (endpoint,))
    return Job(source, endpoint, EndpointState(endpoint.url, "uno"), full_read=False)


def page(url: str, status: int = 200) -> Page:
    number = url.rpartition("-")[2]
    links = [f"http://uno.example/{number}/nota-{link}" for link in range(LINKS)]
    body = rss(links).body if "feed" in url else b"<p>Nota</p>"
    return Page(url, url, status, {"etag": '"1"'}, body, NOW)


Answer = Page | Refusal | Exception | None


class Asked:
    """Answers from a list; None never comes."""

    def __init__(self, answers: Mapping[str, object], usual: object = "page") -> None:
        self._answers = answers
        self._usual = usual

    async def __call__(self, url: str, headers: Mapping[str, str] = {}) -> Page | Refusal:  # noqa: ARG002
        await asyncio.sleep(0)
        match self._answers.get(url, self._usual):
            case Exception() as fault:
                raise fault
            case "never":
                await asyncio.Event().wait()
            case Refusal() as refusal:
                return refusal
            case Page() as given:
                return given
            case int() as status:
                return page(url, status)
        return page(url)


def played(listener: Listener, ask: Asked, jobs: Sequence[Job], turns: int | None = None) -> None:
    """Run a round; cancel it after so many turns of the loop."""

    async def play() -> None:
        round_ = Round(jobs, listener, Fetch(), lambda: NOW)
        task = asyncio.create_task(round_.run(ask))
        for _ in range(turns or 0):
            await asyncio.sleep(0)
        if turns is not None:
            task.cancel()
        outcome = (await asyncio.gather(task, return_exceptions=True))[0]
        if isinstance(outcome, Exception):
            raise outcome
        round_.close()

    asyncio.run(play())


FEEDS = [f"http://uno.example/feed-{number}" for number in range(JOBS)]
NOTES = [f"http://uno.example/{job}/nota-{n}" for job in range(JOBS) for n in range(LINKS)]
ANSWERS = st.sampled_from(
    ["page", 304, 404, 429, 500, Refusal("timeout"), RuntimeError("a bug"), "never"]
)


@settings(max_examples=150, deadline=None)
@given(
    answers=st.dictionaries(st.sampled_from(FEEDS + NOTES), ANSWERS),
    turns=st.integers(0, 40),
)
def test_everything_ends_exactly_once(answers: dict[str, object], turns: int) -> None:
    listener = Listener()

    played(listener, Asked(answers), [job(number) for number in range(JOBS)], turns)

    assert listener.ends == Counter(listener.asked)
    assert sorted(listener.polls) == FEEDS
    assert listener.poll_count == JOBS


def test_a_bug_in_reading_one_endpoint_ends_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_anything: object) -> Announced:
        raise ZeroDivisionError("a bug")

    monkeypatch.setitem(rounds._READERS, "section", broken)
    listener = Listener()
    played(listener, Asked({}), [job(0), job(1, "section")])

    assert listener.polls[FEEDS[1]].outcome == "lost"
    assert listener.polls[FEEDS[1]].detail == "ZeroDivisionError: a bug"
    assert listener.polls[FEEDS[0]].outcome == "ok"
    assert set(listener.ends) == set(NOTES[:LINKS])


def test_a_bug_in_fetching_one_lead_is_a_drop() -> None:
    listener = Listener()
    played(listener, Asked({NOTES[0]: ZeroDivisionError("a bug")}), [job(0)])

    drop = listener.drops[NOTES[0]]
    assert (drop.stage, drop.reason, drop.detail) == ("fetch", "error", "ZeroDivisionError: a bug")
    assert listener.polls[FEEDS[0]].etag == ""


def test_a_fault_in_looking_leads_up_loses_that_poll_only() -> None:
    listener = Listener(fails_in="unknown")
    played(listener, Asked({FEEDS[1]: 500}), [job(0), job(1)])

    assert listener.polls[FEEDS[0]].outcome == "lost"
    assert listener.polls[FEEDS[1]].outcome == "http_error"


def test_a_304_to_a_full_read_is_a_failure() -> None:
    listener = Listener()
    played(listener, Asked({FEEDS[0]: 304}), [job(0)])

    assert listener.polls[FEEDS[0]].outcome == "http_error"


@pytest.mark.parametrize("where", ["unknown", "page", "poll"])
def test_an_error_for_the_user_ends_the_round(where: str) -> None:
    fault = StorageError("trata.db", "the disk is full")
    listener = Listener(fails_in=where, fault=fault)

    with pytest.raises(StorageError, match="the disk is full"):
        played(listener, Asked({}), [job(number) for number in range(JOBS)])


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("page", True),
        (404, True),
        (410, True),
        (Refusal("robots", stage="robots"), True),
        (Refusal("not_web", stage="lead"), True),
        (500, False),
        (Refusal("timeout"), False),
        (Refusal("paused"), False),
        (Refusal("not_asked"), False),
        (Refusal("robots_unavailable", stage="robots"), False),
    ],
)
def test_validators_are_told_once_every_lead_is_done_with(answer: object, kept: bool) -> None:
    listener = Listener()
    played(listener, Asked({NOTES[0]: answer}), [job(0)])

    assert (listener.polls[FEEDS[0]].etag != "") is kept


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        ("page", ""),
        (500, ""),
        (Refusal("timeout"), ""),
        (Refusal("paused"), "unfinished"),
        (Refusal("not_asked"), "unfinished"),
    ],
)
def test_a_poll_says_whether_a_lead_was_not_tried(answer: object, detail: str) -> None:
    listener = Listener()
    played(listener, Asked({NOTES[0]: answer}), [job(0)])

    assert listener.polls[FEEDS[0]].detail == detail


def test_what_was_not_reached_is_told_as_stopped() -> None:
    listener = Listener()
    played(listener, Asked({FEEDS[1]: "never", NOTES[0]: "never"}), [job(0), job(1)], turns=50)

    lost = listener.polls[FEEDS[1]]
    assert (lost.outcome, lost.detail) == ("lost", "stopped")
    cut = listener.polls[FEEDS[0]]
    assert (cut.outcome, cut.detail, cut.etag) == ("ok", "unfinished", "")
    assert listener.drops[NOTES[0]].reason == "stopped"


def test_entries_without_a_link_are_told_up_to_twenty_and_then_counted() -> None:
    body = rss([NOTES[0], *["javascript:x"] * 25]).body
    listener = Listener()
    played(listener, Asked({FEEDS[0]: replace(page(FEEDS[0]), body=body)}), [job(0)])

    told = listener.every_drop
    assert {(drop.source_id, drop.url, drop.stage, drop.reason) for drop in told} == {
        ("uno", FEEDS[0], "lead", "no_link")
    }
    assert [drop.detail for drop in told] == [*(f"Nota {n}" for n in range(1, 21)), "5 more"]
    assert listener.ends[NOTES[0]] == 1
    assert listener.polls[FEEDS[0]].etag == '"1"'


def test_what_failed_before_is_followed_although_no_feed_announces_it() -> None:
    listener = Listener()
    again = [
        Lead("uno", "http://uno.example/feed-0", f"http://uno.example/vieja-{n}") for n in (1, 2)
    ]
    round_ = Round([], listener, Fetch(), lambda: NOW, again)

    asyncio.run(round_.run(Asked({again[0].url: Refusal("timeout")})))
    round_.close()

    assert listener.ends == Counter(lead.url for lead in again)
    assert listener.drops[again[0].url].reason == "timeout"
