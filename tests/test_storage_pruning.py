"""What only tells how the collecting went is folded and deleted; what was read never is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.polls import Drop, EndpointState, Poll, PollOutcome
from storage import pruning
from storage.store import Store
from tests.builders import NOW
from tests.deciding import Told, decide

FEED = "https://diario.example/rss"
DAY = timedelta(days=1)
OLD = NOW - 181 * DAY
NOTHING = {"polls": 0, "drops": 0, "rounds": 0, "retries": 0}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def collect(store: Store, at: datetime, *outcomes: PollOutcome, drops: int = 0) -> int:
    number = store.begin_round("crawl", at)
    for outcome in outcomes:
        store.save_poll(number, Poll("diario", FEED, outcome, at), EndpointState(FEED, "diario"))
    for n in range(drops):
        store.save_drop(number, Drop("diario", f"https://x.example/{n}", "read", "no_text"), at)
    store.end_round(number, at, "done", {})
    return number


def count(store: Store, table: str) -> int:
    return store.number(f'SELECT count(*) FROM "{table}"')


def daily(store: Store) -> list[tuple[str, str, int]]:
    rows = store.rows("SELECT * FROM daily_counts ORDER BY day, what")
    assert {row["source_id"] for row in rows} <= {"diario"}
    return [(row["day"], row["what"], row["number"]) for row in rows]


def test_what_is_old_is_folded_by_day_and_deleted(store: Store) -> None:
    collect(store, OLD, "ok", "timeout", drops=2)
    collect(store, OLD + timedelta(hours=1), "ok")
    collect(store, NOW - DAY, "ok", drops=1)

    assert store.prune(NOW) == {"polls": 3, "drops": 2, "rounds": 2, "retries": 0}

    assert (count(store, "polls"), count(store, "drops"), count(store, "rounds")) == (1, 1, 1)
    assert daily(store) == [
        ("2024-09-14", "drops/read/no_text", 2),
        ("2024-09-14", "polls/ok", 2),
        ("2024-09-14", "polls/timeout", 1),
    ]
    assert store.prune(NOW) == NOTHING
    assert store.check() == []


def test_days_are_those_of_lima(store: Store) -> None:
    collect(store, datetime(2024, 1, 2, 4, 59, tzinfo=NOW.tzinfo), "ok")
    collect(store, datetime(2024, 1, 2, 5, 0, tzinfo=NOW.tzinfo), "ok")

    store.prune(NOW)

    assert [day for day, _, _ in daily(store)] == ["2024-01-01", "2024-01-02"]


def test_one_call_does_a_bounded_part_and_the_next_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "MOST_AT_ONCE", 2)
    collect(store, OLD, "ok", "ok", "ok", drops=3)
    collect(store, NOW)

    assert store.prune(NOW) == {"polls": 2, "drops": 2, "rounds": 0, "retries": 0}
    assert store.prune(NOW) == {"polls": 1, "drops": 1, "rounds": 1, "retries": 0}

    assert [number for _, _, number in daily(store)] == [3, 3]


def test_a_round_that_read_an_article_stays_and_so_does_the_newest(store: Store) -> None:
    reading = collect(store, OLD, "ok")
    store.save(decide(Told()), reading)
    newest = collect(store, OLD)

    assert store.prune(NOW)["rounds"] == 0
    assert store.numbers("SELECT id FROM rounds ORDER BY id") == [reading, newest]
    assert count(store, "articles") == 1


def test_a_round_that_still_runs_stays(store: Store) -> None:
    store.begin_round("crawl", OLD)
    store.write("INSERT INTO rounds SELECT 9, kind, started_at, NULL, status, '{}' FROM rounds")

    assert store.prune(NOW)["rounds"] == 0


def test_a_failed_lead_is_forgotten_a_month_after_its_next_try(store: Store) -> None:
    store.note_failure("old", 6, NOW - 31 * DAY)
    store.note_failure("young", 6, NOW - 29 * DAY)
    store.note_failure("resting", 1, NOW + DAY)

    assert store.prune(NOW) == {**NOTHING, "retries": 1}

    assert store.column("SELECT key FROM retries ORDER BY key") == ["resting", "young"]


def test_how_long_is_a_matter_of_choice(store: Store) -> None:
    collect(store, NOW - 10 * DAY, "ok")

    assert store.prune(NOW, keep_days=11)["polls"] == 0
    assert store.prune(NOW, keep_days=9)["polls"] == 1


def test_the_old_is_found_by_index(store: Store) -> None:
    queries: list[str] = []
    collect(store, OLD, "ok", drops=1)
    collect(store, NOW)
    store.note_failure("old", 6, OLD)
    store.database.conn.set_trace_callback(queries.append)
    store.prune(NOW)
    store.database.conn.set_trace_callback(None)

    asked = [query for query in queries if query.split()[0] in {"SELECT", "INSERT", "DELETE"}]
    assert len(asked) == 9
    for query in asked:
        plan = [row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {query}")]
        scans = [line for line in plan if line.startswith("SCAN") and "json_each" not in line]
        assert scans == [], query
