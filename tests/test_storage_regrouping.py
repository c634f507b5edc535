"""Stories and incidents that become one or two; what a person decided stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.briefs import Plan, Shift
from monitor.models import Changes, Decision, Merge, Move
from storage.rows import dumps
from storage.store import Store
from tests.deciding import BODY, CUSCO, Told, claim, decide

THIRD = "Tres días después la policía dio otra cifra de los detenidos en los bares del puerto."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as opened:
        yield opened


def told(number: int, body: str, arrested: int = 7) -> Told:
    return Told(
        f"https://x.example/{number}", body, claims=(claim("arrested", arrested, body[:4], body),)
    )


def with_changes(
    decision: Decision, stories: Changes | None = None, incidents: Changes | None = None
) -> Decision:
    story = replace(decision.story, changes=stories or Changes())
    return replace(decision, story=story, incident_changes=incidents or Changes())


def two_apart(store: Store) -> None:
    store.save(decide(told(1, BODY, 7)))
    store.save(decide(told(2, CUSCO, 9)))


def links(store: Store) -> set[tuple[int, int]]:
    rows = store.rows(
        "SELECT i.live_id AS incident, l.article_id AS article FROM incident_articles AS l "
        "JOIN incidents AS i ON i.id = l.incident_id"
    )
    return {(row["incident"], row["article"]) for row in rows}


def review(store: Store, action: str, after: object, incident: int = 1) -> None:
    row = {
        "at": "2025-03-14T00:00:00Z", "reviewer": "ana", "action": action,
        "incident_id": incident, "before": "{}", "after": dumps(after),
    }  # fmt: skip
    store.insert("reviews", row)


MERGED = Changes(merges=(Merge(2, 1),))


def test_two_incidents_become_one_and_the_younger_redirects(store: Store) -> None:
    two_apart(store)

    third = decide(told(3, THIRD, 8), incidents={2: 0.9})
    store.save(with_changes(third, incidents=MERGED))

    assert links(store) == {(1, 1), (1, 2), (1, 3)}
    assert store.number("SELECT merged_into FROM incidents WHERE id = 2") == 1
    (summary,) = store.rows("SELECT * FROM incident_summary")
    assert (summary["incident_id"], summary["article_count"]) == (1, 3)
    assert (summary["arrested_min"], summary["arrested_max"]) == (7, 9)


def test_redirects_always_lead_to_a_live_incident(store: Store) -> None:
    two_apart(store)
    store.save(decide(told(3, THIRD)))
    store.save(with_changes(decide(told(4, f"{THIRD} Uno"), incidents={3: 0.9}),
                            incidents=Changes(merges=(Merge(3, 2),))))  # fmt: skip
    store.save(with_changes(decide(told(5, f"{THIRD} Dos"), incidents={3: 0.9}), incidents=MERGED))

    assert store.numbers("SELECT merged_into FROM incidents WHERE id > 1") == [1, 1]


def test_what_a_person_separated_is_never_merged(store: Store) -> None:
    two_apart(store)
    review(store, "split", {"incidents": [1, 2]})

    store.save(with_changes(decide(told(3, THIRD), incidents={1: 0.9}), incidents=MERGED))

    assert store.separated() == {1: frozenset({2}), 2: frozenset({1})}
    assert store.number("SELECT count(*) FROM incidents WHERE merged_into IS NULL") == 2
    known = {k.incident_id: k.apart for k in store.near(told(4, THIRD).examined()).incidents}
    assert known == {1: frozenset({2}), 2: frozenset({1})}


def test_a_split_that_was_taken_back_holds_no_more(store: Store) -> None:
    two_apart(store)
    review(store, "split", {"incidents": [1, 2]})
    store.write("UPDATE reviews SET undone_at = '2025-03-15T00:00:00Z'")

    assert store.separated() == {}


def test_a_confirmed_incident_neither_goes_nor_loses_an_article(store: Store) -> None:
    two_apart(store)
    store.write("UPDATE incidents SET reviewed_by = 'ana' WHERE id = 2")
    moved = Changes(merges=(Merge(2, 1),), moves=(Move(2, 2, 1),))

    store.save(with_changes(decide(told(3, THIRD), incidents={1: 0.9}), incidents=moved))

    assert (2, 2) in links(store)
    (known,) = (k for k in store.near(told(4, THIRD).examined()).incidents if k.incident_id == 2)
    assert known.reviewed


def test_a_telling_moves_with_its_claims_to_a_new_incident(store: Store) -> None:
    store.save(decide(told(1, BODY, 7)))
    store.save(decide(told(2, CUSCO, 9), incidents={1: 0.6}))
    split = Changes(moves=(Move(2, 1, -1),), titles=((-1, "9 detenidos"),))

    store.save(with_changes(decide(told(3, THIRD, 7), incidents={1: 0.9}), incidents=split))

    assert links(store) == {(1, 1), (2, 2), (1, 3)}
    rows = store.rows("SELECT incident_id, title, arrested_max FROM incident_summary ORDER BY 1")
    assert [row["arrested_max"] for row in rows] == [7, 9]
    assert rows[1]["title"] == "9 detenidos"


def test_an_incident_that_nobody_tells_any_more_redirects(store: Store) -> None:
    two_apart(store)
    gone = Changes(moves=(Move(2, 2, None),))

    store.save(with_changes(decide(told(3, THIRD), incidents={1: 0.9}), incidents=gone))

    assert store.number("SELECT merged_into FROM incidents WHERE id = 2") == 1


def test_stories_become_one_and_the_empty_one_goes(store: Store) -> None:
    two_apart(store)

    third = decide(told(3, THIRD), story=1)
    store.save(with_changes(third, stories=Changes(merges=(Merge(2, 1),))))

    assert store.numbers("SELECT story_id FROM articles") == [1, 1, 1]
    assert store.rows("SELECT id, article_count FROM stories") == [{"id": 1, "article_count": 3}]


def test_an_article_leaves_a_story_for_that_of_the_new_one(store: Store) -> None:
    store.save(decide(told(1, BODY)))
    store.save(decide(told(2, CUSCO), story=1))

    third = decide(told(3, THIRD))
    store.save(with_changes(third, stories=Changes(moves=(Move(2, 1, None),))))

    assert store.numbers("SELECT story_id FROM articles") == [1, 2, 2]
    assert store.numbers("SELECT article_count FROM stories ORDER BY id") == [1, 2]


def test_a_plan_is_done_whole_or_not_at_all(store: Store) -> None:
    two_apart(store)
    good = Shift(2, "https://x.example/2", 2, 1, "same facts")
    bad = replace(good, article_id=1, source=1, into=77)

    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.regroup(Plan(incidents=(good, bad)))
    assert links(store) == {(1, 1), (2, 2)}

    store.regroup(Plan(incidents=(good,)))
    assert links(store) == {(1, 1), (1, 2)}
    assert store.number("SELECT merged_into FROM incidents WHERE id = 2") == 1
