"""What an article may belong to: the right candidates, few of them, by index."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.models import Changes, Merge, Move, Outlet, When
from storage import migrations
from storage.near import MOST_INCIDENTS, MOST_OF_A_STORY, MOST_STORIES
from storage.shingles import COMMON
from storage.store import Store
from tests.builders import NOW
from tests.deciding import BODY, CUSCO, FOOTBALL, Told, decide

OTHER = Outlet(source_id="otro", name="El Otro")
COPY = Told("https://otro.example/a", f"(Agencia) {BODY}", outlet=OTHER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def ids(store: Store, told: Told, **options: int) -> list[int]:
    return [candidate.article_id for candidate in store.near(told.examined(), **options).candidates]


def test_an_empty_database_knows_nothing(store: Store) -> None:
    known = store.near(COPY.examined())

    assert known.candidates == ()
    assert known.incidents == ()


def test_a_near_text_is_a_candidate_with_all_that_deciding_needs(store: Store) -> None:
    store.save(decide(Told("https://diario.example/gol", FOOTBALL, label="rejected")))
    store.save(decide(Told()))

    (candidate,) = store.near(COPY.examined()).candidates

    assert candidate.article_id == 2
    assert candidate.story_id == 2
    assert candidate.url == "https://diario.example/nota"
    assert candidate.outlet == "Diario de Prueba"
    assert candidate.title == "Rescatan a veinte personas"
    assert candidate.body == BODY
    assert candidate.published == When(NOW, "time")
    assert candidate.fetched_at == NOW
    assert candidate.verdict == "relevant"
    assert candidate.incident_ids == (1,)
    assert candidate.counts == {"arrested": 7, "rescued": 20}
    assert candidate.places == {"170101"}


def test_the_incidents_of_a_candidate_are_live_and_its_main_one_comes_first(store: Store) -> None:
    store.save(decide(Told("https://x.example/1", CUSCO)))
    store.save(decide(Told("https://x.example/2", FOOTBALL)))
    store.save(decide(Told(), incidents={1: 0.5, 2: 0.9}))
    store.write("UPDATE incidents SET merged_into = NULL WHERE id = 1")

    (candidate,) = store.near(COPY.examined()).candidates
    assert candidate.incident_ids == (2, 1)

    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")
    (candidate,) = store.near(COPY.examined()).candidates
    assert candidate.incident_ids == (1,)


def test_the_body_of_a_rejected_candidate_is_there_to_compare(store: Store) -> None:
    store.save(decide(Told(label="rejected", fired=True)))

    (candidate,) = store.near(COPY.examined()).candidates

    assert (candidate.body, candidate.verdict) == (BODY, "rejected")


def test_equal_ordinary_news_is_found_although_its_text_was_not_kept(store: Store) -> None:
    store.save(decide(Told(body=FOOTBALL, label="rejected", fired=False, claims=())))
    again = Told("https://otro.example/gol", f" {FOOTBALL.upper()}", label="rejected", fired=False)

    (candidate,) = store.near(again.examined()).candidates

    assert candidate.body == again.examined().article.body


def test_an_article_of_the_same_address_is_a_candidate_whatever_it_says(store: Store) -> None:
    store.save(decide(Told(aliases=("https://m.diario.example/nota",))))

    moved = Told("https://m.diario.example/nota", FOOTBALL)

    assert ids(store, moved) == [1]


def test_one_shared_shingle_is_not_enough_unless_there_is_no_other(store: Store) -> None:
    store.save(decide(Told()))
    four = " ".join(BODY.split()[:4])

    assert ids(store, Told("https://x.example/", f"{four} {FOOTBALL}")) == []
    assert ids(store, Told("https://x.example/", f"{four} {FOOTBALL}"), min_hits=1) == [1]
    assert ids(store, Told("https://x.example/", four)) == [1]


def test_what_very_many_stories_say_is_no_sign_of_a_copy(store: Store) -> None:
    for n in range(COMMON + 1):
        assert len(ids(store, Told("https://y.example/", CUSCO))) == min(n, MOST_STORIES)
        store.save(decide(Told(f"https://x.example/{n}", f"{CUSCO} {'ab' * n} nota {n}")))

    assert ids(store, Told("https://y.example/", CUSCO)) == []
    assert len(ids(store, Told("https://y.example/", f"{CUSCO} {'ab' * 7} nota 7"))) == 1


def test_a_text_that_very_many_carry_counts_as_one_story(store: Store) -> None:
    for n in range(COMMON + 20):
        told = Told(f"https://x.example/{n}", f"{CUSCO} nota {n}")
        store.save(decide(told, story=1 if n else None, incidents={}))

    assert len(ids(store, Told("https://y.example/", CUSCO))) == MOST_OF_A_STORY


def test_the_nearest_come_first(store: Store) -> None:
    store.save(decide(Told("https://x.example/1", " ".join(BODY.split()[:12]))))
    store.save(decide(Told("https://x.example/2", BODY)))

    assert ids(store, COPY) == [2, 1]


def test_of_a_story_a_few_are_shown_and_its_fullest_text_among_them(store: Store) -> None:
    cut = " ".join(BODY.split()[:20])
    for n in range(8):
        told = Told(f"https://x.example/{n}", f"{cut} {n}")
        store.save(decide(told, story=1 if n else None))
    store.save(decide(Told("https://x.example/full", BODY), story=1))

    shown = ids(store, Told("https://y.example/", cut))

    assert 4 <= len(shown) <= MOST_OF_A_STORY
    assert 9 in shown


def test_there_is_an_upper_bound_for_candidates(store: Store) -> None:
    for n in range(MOST_STORIES + 9):
        store.save(decide(Told(f"https://x.example/{n}", f"{BODY} {n}"), incidents={}))

    assert len(ids(store, COPY)) == MOST_STORIES


def test_stories_that_become_one_or_come_apart_are_found_as_they_are_now(store: Store) -> None:
    store.save(decide(Told("https://x.example/1", BODY)))
    store.save(decide(Told("https://x.example/2", CUSCO)))
    merged = decide(Told("https://x.example/3", FOOTBALL), story=1)
    store.save(replace(merged, story=replace(merged.story, changes=Changes(merges=(Merge(2, 1),)))))
    assert ids(store, Told("https://y.example/", CUSCO)) == [2, 1, 3]

    apart = decide(Told("https://x.example/4", f"{FOOTBALL} Otra vez"))
    store.save(replace(apart, story=replace(apart.story, changes=Changes(moves=(Move(2, 1, -1),)))))
    assert ids(store, Told("https://y.example/", CUSCO)) == [2]


def test_a_database_of_the_first_version_is_searched_as_before(store: Store) -> None:
    told = Told()
    store.save(decide(told))
    old = [value + 2**31 for value in told.examined().sketch]
    store.write("UPDATE article_facts SET sketch = ?", (struct.pack(f">{len(old)}q", *old),))
    store.write("DROP TABLE story_shingles")

    migrations.shingles_of_stories(store.database)

    assert ids(store, COPY) == [1]


# -- incidents ------------------------------------------------------------------------------------


def test_an_incident_that_shares_a_key_is_known_with_its_facts(store: Store) -> None:
    told = Told()
    store.save(decide(told))
    other = Told("https://otro.example/", CUSCO, keys=("name:bar el dorado", "place:150101"))

    (incident,) = store.near(other.examined()).incidents

    assert incident.incident_id == 1
    assert incident.title == "Operativo en Tambopata"
    assert incident.tellings == ((1, told.examined().facts),)


def test_without_a_common_key_no_incident_is_known(store: Store) -> None:
    store.save(decide(Told()))

    assert store.near(Told("https://x.example/", keys=("place:150101",)).examined()).incidents == ()


def test_copies_tell_once_and_the_oldest_telling_comes_first(store: Store) -> None:
    store.save(decide(Told()))
    longer = Told("https://otro.example/", f"{BODY} {CUSCO}", outlet=OTHER)
    store.save(decide(longer, story=1, incidents={1: 1.0}))
    before = When(NOW - timedelta(days=3), "day")
    store.save(decide(Told("https://x.example/", CUSCO, published=before), incidents={1: 0.9}))

    (incident,) = store.near(COPY.examined()).incidents

    assert [article for article, _ in incident.tellings] == [3, 2]


def test_a_merged_incident_is_known_as_the_live_one_with_all_tellings(store: Store) -> None:
    store.save(decide(Told("https://x.example/1", CUSCO, keys=("a",))))
    store.save(decide(Told("https://x.example/2", FOOTBALL, keys=("b",))))
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    (incident,) = store.near(Told("https://y.example/", keys=("b",)).examined()).incidents

    assert incident.incident_id == 1
    assert [article for article, _ in incident.tellings] == [1, 2]


def test_a_rare_key_weighs_more_than_common_ones_and_there_is_an_upper_bound(store: Store) -> None:
    store.save(decide(Told("https://x.example/rare", "nota", keys=("rare",))))
    for n in range(MOST_INCIDENTS + 5):
        store.save(decide(Told(f"https://x.example/{n}", f"nota {n}", keys=("c1", "c2"))))

    asked = Told("https://y.example/", keys=("c1", "c2", "rare"))
    incidents = store.near(asked.examined()).incidents

    assert len(incidents) == MOST_INCIDENTS
    assert incidents[0].incident_id == 1


# -- cost -----------------------------------------------------------------------------------------


def queries_of(store: Store, told: Told) -> list[str]:
    """Return every statement that looking for neighbours runs, values filled in."""
    seen: list[str] = []
    store.database.conn.set_trace_callback(seen.append)
    store.near(told.examined())
    store.database.conn.set_trace_callback(None)
    return seen


def test_every_step_of_the_search_uses_an_index(store: Store) -> None:
    for n in range(30):
        store.save(decide(Told(f"https://x.example/{n}", f"{BODY} {n}"), incidents={None: 1.0}))

    for query in set(queries_of(store, COPY)):
        plan = store.rows(f"EXPLAIN QUERY PLAN {query}")
        scans = [row["detail"] for row in plan if row["detail"].startswith("SCAN")]
        assert [
            s for s in scans if "VIRTUAL" not in s and "json_each" not in s and s != "SCAN k"
        ] == [], query


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT 1 FROM articles WHERE url = ?", "sqlite_autoindex_articles_1"),
        ("SELECT 1 FROM aliases WHERE key = ?", "PRIMARY KEY"),
        ("SELECT 1 FROM articles WHERE story_id = ?", "articles_by_story"),
        ("SELECT 1 FROM articles WHERE content_hash = ?", "articles_by_hash"),
        ("SELECT verdict, count(*) FROM articles GROUP BY verdict", "articles_by_verdict"),
        ("SELECT id FROM articles WHERE digest_id IS NULL AND fetched_at <= ?", "articles_untold"),
        ("SELECT 1 FROM retries WHERE key = ?", "PRIMARY KEY"),
        ("SELECT 1 FROM drops WHERE url = ?", "drops_by_url"),
        ("SELECT 1 FROM polls WHERE at > ?", "polls_by_time"),
        ("SELECT * FROM incident_claims WHERE incident_id = ?", "incidents_live"),
        ("SELECT * FROM incident_summary WHERE incident_id = ?", "claims_by_incident"),
        ("SELECT 1 FROM story_shingles WHERE hash = ?", "PRIMARY KEY"),
    ],
)
def test_what_is_asked_often_has_its_index(store: Store, query: str, index: str) -> None:
    plan = store.rows(f"EXPLAIN QUERY PLAN {query}", ("x",) * query.count("?"))

    assert any(index in row["detail"] for row in plan), plan


def test_the_cost_of_a_search_does_not_grow_with_the_database(tmp_path: Path) -> None:
    steps = {}
    for size in (50, 400):
        path = tmp_path / f"{size}.db"
        with Store.open(path) as store:
            fill(store, size)
            steps[size] = steps_of(store)

    assert steps[400] < 1.2 * steps[50]


def fill(store: Store, size: int) -> None:
    """Store ordinary articles, of which each has words of its own and boilerplate of all."""
    for n in range(size):
        words = " ".join(f"palabra{n}x{i}" for i in range(30))
        told = Told(f"https://x.example/{n}", f"{words} {CUSCO}", keys=(f"k{n}", "common"))
        story = decide(replace(told, body=words if n > 60 else told.body))
        store.save(story)


def steps_of(store: Store) -> int:
    """Count the steps, in hundreds, that SQLite's machine takes for one search."""
    count = [0]

    def step() -> int:
        count[0] += 1
        return 0

    asked = Told(
        "https://y.example/",
        f"{' '.join(f'palabra7x{i}' for i in range(30))} {CUSCO}",
        keys=("k7",),
    )
    store.database.conn.set_progress_handler(step, 100)
    store.near(asked.examined())
    store.database.conn.set_progress_handler(None, 0)
    return count[0]


def test_readers_may_look_while_one_writes(store: Store, tmp_path: Path) -> None:
    store.save(decide(Told()))
    with closing(sqlite3.connect(tmp_path / "trata.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM story_shingles")
        with Store.open(tmp_path / "trata.db", readonly=True) as reader:
            assert ids(reader, COPY) == [1]
        other.execute("ROLLBACK")
