"""Digests of a machine whose clock stood wrong for a while: nothing lost, nothing told twice."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.briefs import Material
from monitor.polls import EndpointState, Poll
from storage.store import Store
from tests.builders import NOW
from tests.deciding import Told, decide

FEED = "https://diario.example/rss"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
JUMP = 400 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def collect(store: Store, at: datetime, *urls: str, incident: int | None = None) -> None:
    """Do a round that polls one feed and stores the articles of ``urls``."""
    number = store.begin_round("crawl", at)
    store.save_poll(number, Poll("diario", FEED, "ok", at), EndpointState(FEED, "diario"))
    for url in urls:
        told = Told(f"https://x.example/{url}", f"nota {url}", fetched_at=at)
        store.save(decide(told, incidents={incident: 1.0}), number)
    store.end_round(number, at, "done", {})


def deliver(store: Store, now: datetime) -> Material:
    """Make and deliver the digest of ``now``, as the command does."""
    since = store.watermark() or now - 7 * DAY
    material = store.digest_material(since, now)
    store.save_digest(day_of(now), since, now, "", {}, blind=False, delivered_at=now)
    return material


def day_of(now: datetime) -> str:
    return (now - 5 * HOUR).date().isoformat()


def told(material: Material) -> list[str]:
    articles = (a for incident in material.incidents for a in incident.articles if a.is_new)
    return sorted(article.url.removeprefix("https://x.example/") for article in articles)


def test_after_a_clock_ran_ahead_the_next_digest_sees_its_own_day(store: Store) -> None:
    collect(store, NOW - HOUR, "a")
    deliver(store, NOW)
    collect(store, NOW + JUMP, "b")
    assert told(deliver(store, NOW + JUMP + HOUR)) == ["b"]
    collect(store, NOW + 2 * HOUR, "c")
    collect(store, NOW + 3 * HOUR)

    material = deliver(store, NOW + DAY)

    assert told(material) == ["c"]
    assert material.since == NOW
    assert (material.counters["polls"], material.counters["rounds"]) == (2, 2)
    assert store.watermark() == NOW + DAY
    stored = store.last_digest()
    assert stored is not None
    assert stored.day == "2025-03-15"
    assert (stored.since, stored.until) == (NOW, NOW + DAY)
    collect(store, NOW + DAY + HOUR, "d")
    following = deliver(store, NOW + 2 * DAY)
    assert (told(following), following.since) == (["d"], NOW + DAY)


def test_where_the_only_digest_lies_ahead_a_week_is_counted(store: Store) -> None:
    deliver(store, NOW + JUMP)
    collect(store, NOW - HOUR, "a")

    material = deliver(store, NOW)

    assert (told(material), material.since) == (["a"], NOW - 7 * DAY)
    assert material.counters["polls"] == 1


def test_what_was_stored_while_the_clock_ran_ahead_is_told_at_once(store: Store) -> None:
    deliver(store, NOW)
    collect(store, NOW + JUMP, "a")
    collect(store, NOW + HOUR, "b")

    assert told(deliver(store, NOW + DAY)) == ["a", "b"]
    assert told(deliver(store, NOW + JUMP + DAY)) == []


def test_after_a_clock_stood_behind_the_period_is_the_real_one(store: Store) -> None:
    deliver(store, NOW)
    collect(store, NOW - JUMP, "a")
    assert told(deliver(store, NOW - JUMP + HOUR)) == ["a"]
    collect(store, NOW + HOUR, "b")

    material = deliver(store, NOW + DAY)

    assert (told(material), material.since) == (["b"], NOW)
    assert material.counters["polls"] == 1


def test_an_incident_told_while_the_clock_ran_ahead_is_known_afterwards(store: Store) -> None:
    deliver(store, NOW)
    collect(store, NOW + JUMP, "a")
    deliver(store, NOW + JUMP + HOUR)
    collect(store, NOW + HOUR, "b", incident=1)

    (incident,) = deliver(store, NOW + DAY).incidents

    assert not incident.is_new
    assert [(a.article_id, a.is_new) for a in incident.articles] == [(1, False), (2, True)]
    assert {claim.is_new for claim in incident.claims} == {True, False}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_clock_does_each_article_is_told_once(store: Store, seed: int) -> None:
    draw = random.Random(seed)
    seen: list[str] = []
    deliver(store, NOW)
    for number in range(1, 25):
        wrong = draw.choice((0, 0, 0, 400, -400, 3, -3)) * DAY
        collect(store, NOW + number * DAY - HOUR + wrong, f"{number:02}")
        now = NOW + number * DAY + draw.choice((timedelta(), wrong))
        if store.digest_of(day_of(now)) is None:
            seen += told(deliver(store, now))
    seen += told(deliver(store, NOW + 900 * DAY))

    assert sorted(seen) == [f"{number:02}" for number in range(1, 25)]


def test_the_first_digest_counts_what_is_older_and_no_later_one_tells_it(store: Store) -> None:
    collect(store, NOW - 30 * DAY, "a", "b")
    collect(store, NOW - DAY, "c")

    first = deliver(store, NOW)

    assert told(first) == ["c"]
    assert (first.counters["articles"], first.counters["older"]) == (1, 2)
    collect(store, NOW + HOUR, "d")
    second = deliver(store, NOW + DAY)
    assert (told(second), second.counters["older"]) == (["d"], 0)
    assert store.numbers("SELECT count(*) FROM articles WHERE digest_id = 1") == [3]


def test_what_no_digest_told_is_found_by_index(store: Store) -> None:
    deliver(store, NOW)
    queries: list[str] = []
    store.database.conn.set_trace_callback(queries.append)
    store.digest_material(NOW, NOW + DAY)
    store.database.conn.set_trace_callback(None)

    (untold,) = [query for query in queries if "digest_id IS NULL" in query]
    plan = [row["detail"] for row in store.rows(f"EXPLAIN QUERY PLAN {untold}")]
    assert all("articles_untold" in line or line.startswith("MULTI") for line in plan), plan
