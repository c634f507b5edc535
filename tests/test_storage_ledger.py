"""What was tried and what is remembered of it; the health of sources by volume."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.briefs import SourceBrief
from monitor.models import Lead, Outlet, When
from monitor.options import Endpoint, Source
from monitor.polls import Drop, EndpointState, Poll, PollOutcome
from storage.store import Store
from tests.builders import NOW
from tests.deciding import Told, decide

FEED = "https://diario.example/rss"
SOURCE = Source(
    id="diario",
    name="Diario de Prueba",
    homepage="https://diario.example/",
    endpoints=(Endpoint("feed", FEED),),
)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        store.sync_sources([SOURCE])
        yield store


def poll(store: Store, outcome: PollOutcome = "ok", days: float = 0) -> None:
    at = NOW + timedelta(days=days)
    round_id = store.begin_round("crawl", at)
    state = store.endpoint_states()[FEED]
    good = outcome == "ok"
    state = replace(
        state,
        last_poll_at=at,
        last_success_at=at if good else state.last_success_at,
        failures=0 if good else state.failures + 1,
    )
    store.save_poll(round_id, Poll("diario", FEED, outcome, at, 200 if good else None), state)
    store.end_round(round_id, at, "done", {})


def publish(store: Store, *days: float) -> None:
    for day in days:
        at = NOW + timedelta(days=day)
        told = Told(
            f"https://diario.example/{day}",
            f"nota {day}",
            published=When(at, "time"),
            fetched_at=at,
        )
        store.save(decide(replace(told, label="rejected", claims=(), fired=False)))


def health(store: Store) -> SourceBrief:
    (brief,) = store.source_health()
    return brief


# -- endpoints ------------------------------------------------------------------------------------


def test_an_endpoint_not_polled_yet_has_an_empty_state(store: Store) -> None:
    assert store.endpoint_states() == {FEED: EndpointState(FEED, "diario")}


def test_what_a_poll_leaves_is_there_for_the_next_one(store: Store) -> None:
    state = EndpointState(
        FEED,
        "diario",
        etag='"abc"',
        last_modified="Fri, 14 Mar 2025 15:00:00 GMT",
        last_poll_at=NOW,
        last_success_at=NOW - HOUR,
        last_full_read_at=NOW - 2 * HOUR,
        next_poll_at=NOW + HOUR,
        failures=3,
    )
    round_id = store.begin_round("crawl", NOW)

    store.save_poll(round_id, Poll("diario", FEED, "timeout", NOW, detail="30 s"), state)

    assert store.endpoint_states()[FEED] == state
    polls = store.rows("SELECT round_id, source_id, outcome, status, detail FROM polls")
    assert polls == [
        {
            "round_id": round_id,
            "source_id": "diario",
            "outcome": "timeout",
            "status": None,
            "detail": "30 s",
        }
    ]


def test_an_endpoint_that_no_configuration_names_can_be_polled(store: Store) -> None:
    other = "https://otro.example/rss"
    state = EndpointState(other, "otro", failures=1)

    store.save_poll(None, Poll("otro", other, "timeout", NOW), state)

    assert store.endpoint_states()[other] == state


def test_a_new_configuration_keeps_what_is_remembered(store: Store) -> None:
    poll(store)
    before = store.endpoint_states()[FEED]

    store.sync_sources([replace(SOURCE, name="Otro nombre")])

    assert store.endpoint_states()[FEED] == before
    assert health(store).name == "Otro nombre"


def test_a_paused_host_is_left_alone_until_its_time(store: Store) -> None:
    store.pause_host("diario.example", NOW + HOUR)
    store.pause_host("diario.example", NOW + 2 * HOUR)

    assert store.paused_hosts(NOW) == {"diario.example": NOW + 2 * HOUR}
    assert store.paused_hosts(NOW + 2 * HOUR) == {}


def test_a_pause_of_more_than_a_day_was_written_by_a_wrong_clock(store: Store) -> None:
    store.pause_host("diario.example", NOW + 24 * HOUR)
    store.pause_host("otro.example", NOW + 400 * 24 * HOUR)

    assert set(store.paused_hosts(NOW)) == {"diario.example"}


# -- rounds ---------------------------------------------------------------------------------------


def test_a_round_keeps_its_counters(store: Store) -> None:
    number = store.begin_round("crawl", NOW)
    store.end_round(number, NOW + HOUR, "done", {"polls/ok": 3, "articles/stored": 1})
    store.begin_round("import", NOW + 2 * HOUR)

    last = store.last_round("crawl")
    assert last is not None
    assert (last.id, last.status, last.started_at, last.ended_at) == (
        number,
        "done",
        NOW,
        NOW + HOUR,
    )
    assert last.counters == {"polls/ok": 3, "articles/stored": 1}
    newest = store.last_round()
    assert newest is not None
    assert (newest.kind, newest.status, newest.ended_at) == ("import", "running", None)
    assert store.last_round("digest") is None


def test_the_last_round_is_the_one_begun_last_whatever_the_clock_said(store: Store) -> None:
    store.begin_round("crawl", NOW + 400 * 24 * HOUR)
    number = store.begin_round("crawl", NOW)

    for last in (store.last_round(), store.last_round("crawl")):
        assert last is not None
        assert last.id == number


def test_a_round_that_a_dead_process_left_is_interrupted(store: Store) -> None:
    dead = store.begin_round("crawl", NOW)

    store.begin_round("import", NOW + HOUR)

    last = store.last_round("crawl")
    assert last is not None
    assert (last.id, last.status) == (dead, "interrupted")


# -- leads ----------------------------------------------------------------------------------------


def test_a_drop_says_where_and_why(store: Store) -> None:
    number = store.begin_round("crawl", NOW)

    store.save_drop(
        number, Drop("diario", "https://diario.example/x", "read", "no_text", "9 words"), NOW
    )

    row = store.row("SELECT * FROM drops")
    assert row is not None
    assert (row["round_id"], row["stage"], row["reason"]) == (number, "read", "no_text")
    assert (row["at"], row["detail"]) == ("2025-03-14T15:00:00Z", "9 words")


def test_a_failed_lead_rests_and_is_forgotten_once_it_works(store: Store) -> None:
    keys = ["https://diario.example/a", "https://diario.example/b"]
    store.note_failure(keys[0], 1, NOW + HOUR)
    store.note_failure(keys[0], 2, NOW + 2 * HOUR)

    assert store.attempts(keys[0]) == 2
    assert store.attempts(keys[1]) == 0
    assert store.retry_waiting(keys, NOW) == {keys[0]}
    assert store.retry_waiting(keys, NOW + 2 * HOUR) == set()

    store.clear_failure(keys[0])
    store.clear_failure(keys[1])
    assert store.attempts(keys[0]) == 0


def test_a_rest_of_more_than_a_week_was_written_by_a_wrong_clock(store: Store) -> None:
    keys = ["https://diario.example/a", "https://diario.example/b"]
    store.note_failure(keys[0], 1, NOW + 7 * 24 * HOUR, lead("a"))
    store.note_failure(keys[1], 1, NOW + 400 * 24 * HOUR, lead("b"))

    assert store.retry_waiting(keys, NOW) == {keys[0]}
    assert store.due_retries(NOW) == [lead("b")]


def lead(name: str, source_id: str = "diario") -> Lead:
    url = f"https://{source_id}.example/{name}?utm_source=rss"
    return Lead(source_id, FEED, url, f"Nota {name}", When(NOW - HOUR, "day"))


def test_a_failed_lead_is_due_after_its_rest_the_longest_due_first(store: Store) -> None:
    for hours, name in ((3, "c"), (1, "a"), (2, "b"), (9, "z")):
        store.note_failure(name, 1, NOW + hours * HOUR, lead(name))

    assert store.due_retries(NOW) == []
    assert store.due_retries(NOW + 3 * HOUR) == [lead("a"), lead("b"), lead("c")]
    assert store.due_retries(NOW + 3 * HOUR, limit=2) == [lead("a"), lead("b")]

    store.note_failure("a", 2, NOW + 9 * HOUR)
    assert store.due_retries(NOW + 3 * HOUR) == [lead("b"), lead("c")]
    store.clear_failure("b")
    assert store.due_retries(NOW + 9 * HOUR) == [lead("c"), lead("a"), lead("z")]


def test_a_lead_without_a_date_comes_back_without_one(store: Store) -> None:
    undated = Lead("diario", FEED, "https://diario.example/a")
    store.note_failure("a", 1, NOW, undated)

    assert store.due_retries(NOW) == [undated]


def test_after_six_failures_a_lead_is_given_up_and_kept_out(store: Store) -> None:
    store.note_failure("a", 5, NOW, lead("a"))
    assert store.due_retries(NOW) == [lead("a")]
    assert store.due_retries(NOW, most_attempts=5) == []

    store.note_failure("a", 6, NOW, lead("a"))

    assert store.due_retries(NOW + 24 * HOUR) == []
    assert store.retry_waiting(["a"], NOW + 24 * HOUR) == {"a"}


def test_only_what_can_and_need_be_read_is_tried_again(store: Store) -> None:
    store.note_failure("key only", 1, NOW)
    store.note_failure("unknown source", 1, NOW, lead("a", "otro"))
    store.note_failure("https://diario.example/nota", 1, NOW, lead("nota"))
    assert store.due_retries(NOW) == [lead("nota")]

    store.save(decide(Told()))

    assert store.due_retries(NOW) == []
    store.note_failure("b", 1, NOW, lead("b"))
    store.sync_sources([replace(SOURCE, enabled=False)])
    assert store.due_retries(NOW) == []


def test_many_keys_are_looked_up_at_once(store: Store) -> None:
    store.save(decide(Told()))
    keys = [f"https://diario.example/{n}" for n in range(5000)]

    assert store.known_keys([*keys, "https://diario.example/nota"]) == {
        "https://diario.example/nota"
    }
    assert store.known_keys([]) == set()


# -- health ---------------------------------------------------------------------------------------


def test_a_source_not_polled_yet_says_so(store: Store) -> None:
    assert (health(store).state, health(store).why) == ("never", "not polled yet")


def test_a_source_that_publishes_as_usual_is_well(store: Store) -> None:
    publish(store, *range(-28, 0))
    poll(store)

    well = health(store)
    assert well.state == "ok"
    assert well.days_silent == 1.0
    assert well.usual_per_week == pytest.approx(7, abs=0.4)
    assert well.last_success_at == NOW
    assert well.last_new_article_at == NOW - timedelta(days=1)


def test_silence_is_judged_by_the_usual_pace(store: Store) -> None:
    publish(store, *range(-28, 0))
    poll(store, days=3)
    assert health(store).state == "ok"

    poll(store, days=6)

    silent = health(store)
    assert (silent.state, silent.days_silent) == ("silent", 7.0)
    assert silent.why == "nothing new for 7 days; usually 7.3 a week"


def test_a_source_silent_for_months_stays_silent(store: Store) -> None:
    publish(store, *range(-28, 0))
    poll(store, days=200)

    assert health(store).state == "silent"


def test_a_slow_source_is_not_silent_after_a_week(store: Store) -> None:
    publish(store, -50, -36, -22, -8)
    poll(store)

    assert health(store).state == "ok"


def test_a_source_that_answers_and_never_gave_an_article_is_silent(store: Store) -> None:
    poll(store)

    assert health(store).state == "silent"
    assert health(store).usual_per_week == 0
    assert health(store).days_silent is None


def test_failing_is_told_apart_from_silence(store: Store) -> None:
    publish(store, *range(-28, 0))
    poll(store)
    poll(store, "http_error", days=1)
    poll(store, "timeout", days=2)

    failing = health(store)
    assert failing.state == "failing"
    assert failing.why == "2 failure(s) in a row, the last: timeout"
    assert failing.last_success_at == NOW


def test_one_failing_endpoint_of_two_does_not_make_a_source_fail(store: Store) -> None:
    second = Endpoint("section", "https://diario.example/sucesos")
    store.sync_sources([replace(SOURCE, endpoints=(*SOURCE.endpoints, second))])
    publish(store, -1)
    poll(store)
    state = EndpointState(second.url, "diario", last_poll_at=NOW, failures=4)
    store.save_poll(None, Poll("diario", second.url, "timeout", NOW), state)

    assert health(store).state == "ok"
    assert health(store).why.startswith("1 of 2 endpoints fails: timeout; newest article 1 days")


def test_one_failure_does_not_make_a_source_fail_that_worked_before(store: Store) -> None:
    publish(store, -1)
    poll(store)
    poll(store, "timeout", days=0.1)
    assert health(store).state == "ok"
    assert "fails" not in health(store).why

    poll(store, "timeout", days=0.2)
    assert health(store).state == "failing"


def test_a_source_whose_endpoints_all_fail_tells_the_latest_outcome(store: Store) -> None:
    urls = (FEED, "https://diario.example/sucesos", "https://diario.example/region")
    store.sync_sources([replace(SOURCE, endpoints=tuple(Endpoint("feed", url) for url in urls))])
    outcomes: tuple[PollOutcome, ...] = ("timeout", "http_error", "too_large")
    for number, (url, outcome) in enumerate(zip(urls, outcomes, strict=True)):
        at = NOW + timedelta(minutes=(0, 2, 1)[number])
        state = EndpointState(url, "diario", last_poll_at=at, last_success_at=NOW, failures=2)
        store.save_poll(None, Poll("diario", url, outcome, at), replace(state, failures=2 + number))

    assert health(store).state == "failing"
    assert health(store).why == "2 failure(s) in a row, the last: http_error"


def test_a_silent_source_tells_of_failing_endpoints_too(store: Store) -> None:
    urls = [f"https://diario.example/{n}" for n in range(2)]
    endpoints = (*SOURCE.endpoints, *(Endpoint("section", url) for url in urls))
    store.sync_sources([replace(SOURCE, endpoints=endpoints)])
    poll(store)
    for url in urls:
        state = EndpointState(url, "diario", last_poll_at=NOW, failures=3)
        store.save_poll(None, Poll("diario", url, "robots", NOW), state)

    assert health(store).state == "silent"
    assert health(store).why == (
        "2 of 3 endpoints fail: robots; answers, but has given no article yet"
    )


def test_health_is_not_told_by_a_clock_that_stood_wrong(store: Store) -> None:
    publish(store, *range(-28, 0))
    poll(store, days=400)
    publish(store, 400)
    poll(store, days=0.1)
    assert (health(store).state, health(store).days_silent) == ("ok", 1.1)

    poll(store, days=7)

    assert health(store).state == "silent"


def test_health_is_told_without_reading_all_articles(store: Store) -> None:
    plan = store.rows("EXPLAIN QUERY PLAN SELECT * FROM source_health")

    reads = [row["detail"] for row in plan if "articles" in row["detail"]]
    assert reads
    assert all("USING" in read and "INDEX articles_by_source" in read for read in reads), reads


def test_an_endpoint_that_waits_for_its_first_poll_does_not_hide_a_failure(store: Store) -> None:
    second = Endpoint("section", "https://diario.example/sucesos")
    store.sync_sources([replace(SOURCE, endpoints=(*SOURCE.endpoints, second))])
    poll(store, "timeout")

    assert health(store).state == "failing"


def test_what_is_switched_off_or_no_longer_configured_is_off(store: Store) -> None:
    poll(store)
    store.sync_sources([replace(SOURCE, enabled=False)])
    assert (health(store).state, health(store).why) == ("off", "switched off in the configuration")

    store.sync_sources([])
    assert (health(store).state, health(store).why) == ("off", "no longer in the configuration")


def test_health_is_as_of_the_last_round_not_of_the_clock(store: Store) -> None:
    publish(store, -1)
    poll(store)
    first = health(store)

    assert health(store) == first
    assert first.days_silent == 1.0


def test_articles_of_other_outlets_do_not_count(store: Store) -> None:
    other = Outlet(source_id="otro", name="El Otro")
    store.save(decide(Told("https://otro.example/", outlet=other)))
    poll(store)

    assert health(store).last_new_article_at is None
