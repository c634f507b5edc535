"""What people decide on groups: merge, split, move and undo; nothing overturns it."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import intake
from monitor.errors import TrataError, UsageError
from monitor.models import Article, Changes, Merge, Move
from monitor.regroup import plan
from monitor.reviewing import judge_article, split_incident
from storage.reviewing import By
from storage.store import Store
from tests.builders import NOW, make_article
from tests.test_grouping_incidents import day

ANA = By("ana", NOW + timedelta(days=1), "mismo local")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as opened:
        yield opened


def raid(number: int, town: str, arrested: str, rescued: str, when: str, more: str = "") -> Article:
    body = (
        f"La Policía rescató a {rescued} mujeres que eran explotadas sexualmente en un bar de "
        f"{town} y detuvo a {arrested} personas por trata de personas. {more}"
    )
    title = f"{town}: rescatan a {rescued} mujeres"
    url = f"https://diario{number}.example/nota-{number}"
    return make_article(body, title, url=url, published=day(when))


JULIACA = raid(1, "Juliaca", "cuatro", "siete", "2019-07-09")
AGAIN = make_article(
    """Por trata de personas responderán los cuatro detenidos en una cantina juliaqueña, de la que \
salieron siete jóvenes rescatadas. La fiscalía de Juliaca dijo que dormían en el depósito.""",
    "Cuatro detenidos por trata en Juliaca",
    url="https://diario2.example/nota-2",
    published=day("2019-07-10"),
)
PUNO = raid(3, "Puno", "dos", "cinco", "2019-07-20", "Las jóvenes declararon ante la fiscal.")
TACNA = raid(4, "Tacna", "ocho", "nueve", "2019-08-02", "Venían de Ilo y de Moquegua en bus.")
LATER = make_article(
    """Dos personas detenidas y cinco jóvenes rescatadas dejó la intervención de un bar en el \
centro de Puno, según la fiscal de trata de personas. Eran explotadas de noche.""",
    "Puno: fiscalía rescata a cinco víctimas",
    url="https://diario5.example/nota-5",
    published=day("2019-07-21"),
)


def take(store: Store, *articles: Article) -> None:
    for one in articles:
        examined = intake.examine(one)
        store.save(intake.decide(examined, store.near(examined)))


def told(store: Store) -> list[int]:
    """The live incident of each article, in the order of arrival."""
    return store.numbers(
        "SELECT i.live_id FROM incident_articles AS l JOIN incidents AS i ON i.id = l.incident_id "
        "ORDER BY l.article_id"
    )


def replayed(store: Store) -> list[int]:
    store.regroup(plan(store.past(), store.separated()))
    return told(store)


def test_a_merge_redirects_and_neither_replay_nor_intake_takes_it_apart(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)
    assert told(store) == [1, 2, 3]

    store.merge_by_hand(2, 1, ANA)

    assert told(store) == [1, 1, 3]
    assert store.number("SELECT merged_into FROM incidents WHERE id = 2") == 1
    assert replayed(store) == [1, 1, 3]
    take(store, LATER, AGAIN)
    assert told(store) == [1, 1, 3, 1, 1]
    (summary, _) = store.rows("SELECT * FROM incident_summary ORDER BY incident_id")
    assert (summary["rescued_min"], summary["rescued_max"]) == (5, 7)


def test_a_merge_that_is_undone_gives_each_incident_its_own_again(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)
    first = store.merge_by_hand(3, 2, ANA)
    second = store.merge_by_hand(2, 1, ANA)
    assert told(store) == [1, 1, 1]

    with pytest.raises(TrataError, match="stands on it"):
        store.undo(first, ANA)
    store.undo(second, ANA)
    assert told(store) == [1, 2, 2]
    store.undo(first, ANA)

    assert told(store) == [1, 2, 3]
    assert store.numbers("SELECT count(*) FROM incident_summary") == [3]
    assert replayed(store) == [1, 2, 3]


def test_a_split_stays_and_copies_go_along(store: Store) -> None:
    copy = make_article(
        AGAIN.body, "Otro titular", url="https://copia.example/9", published=day("2019-07-11")
    )
    take(store, JULIACA, AGAIN, copy, TACNA)
    together = told(store)
    assert together == [1, 1, 1, 2]
    stories = store.numbers("SELECT story_id FROM articles ORDER BY id")

    _, new = split_incident(store, 1, [2], ANA)

    leaving = [stories[i] == stories[1] for i in range(4)]
    expected = [new if leaves else old for leaves, old in zip(leaving, together, strict=True)]
    assert told(store) == expected
    assert replayed(store) == expected
    assert store.number("SELECT count(*) FROM incidents WHERE id = ? AND title <> ''", (new,)) == 1


def test_a_split_that_is_undone_brings_along_what_joined_since(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)
    store.merge_by_hand(2, 1, ANA)
    review, new = split_incident(store, 1, [2], ANA)
    take(store, LATER)
    assert told(store) == [1, new, 3, new]

    store.undo(review, ANA)

    assert told(store) == [1, 1, 3, 1]
    assert store.number("SELECT merged_into FROM incidents WHERE id = ?", (new,)) == 1


def test_an_article_that_is_moved_stays_and_can_be_brought_back(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)

    review = store.move_by_hand(2, 2, 3, ANA)

    assert told(store) == [1, 3, 3]
    assert store.number("SELECT merged_into FROM incidents WHERE id = 2") == 3
    assert replayed(store) == [1, 3, 3]
    values = store.rows("SELECT DISTINCT incident_id FROM claims WHERE article_id = 2 "
                        "AND scope = 'incident'")  # fmt: skip
    assert values == [{"incident_id": 3}]
    store.undo(review, ANA)
    assert told(store) == [1, 2, 3]
    assert replayed(store) == [1, 2, 3]


def test_who_when_and_what_the_program_said_is_written_down(store: Store) -> None:
    take(store, JULIACA, AGAIN, TACNA)
    number, new = split_incident(store, 1, [2], ANA)

    review = store.review(number)
    assert review is not None
    assert (review.reviewer, review.at, review.action, review.note) == (
        "ana", ANA.at, "split", "mismo local",
    )  # fmt: skip
    assert review.after["incidents"] == [1, new]
    row = store.row("SELECT before FROM reviews WHERE id = ?", (number,))
    assert row is not None
    (said,) = json.loads(row["before"])["incidents"]
    reasons = {link["article_id"]: link["reason"] for link in said["articles"]}
    assert "equal counts" in reasons[2] or "same text" in reasons[2]
    assert [one.id for one in store.decisions_on(new)] == [number]


@pytest.mark.parametrize("call", ["merge", "split all", "split other", "move", "none"])
def test_what_makes_no_sense_is_refused_and_changes_nothing(store: Store, call: str) -> None:
    take(store, JULIACA, AGAIN, TACNA)
    before = told(store)
    calls: dict[str, Callable[[], object]] = {
        "merge": lambda: store.merge_by_hand(1, 1, ANA),
        "split all": lambda: split_incident(store, 1, [1, 2], ANA),
        "split other": lambda: split_incident(store, 1, [3], ANA),
        "move": lambda: store.move_by_hand(3, 1, 2, ANA),
        "none": lambda: store.merge_by_hand(1, 77, ANA),
    }
    with pytest.raises(UsageError):
        calls[call]()
    assert told(store) == before
    assert store.number("SELECT count(*) FROM reviews") == 0


def chosen(store: Store) -> dict[int, object]:
    """What the view shows as the number of rescued of each incident."""
    rows = store.rows("SELECT incident_id, rescued_best FROM incident_summary")
    return {row["incident_id"]: row["rescued_best"] for row in rows}


def test_a_chosen_value_keeps_an_incident_from_being_merged_away(store: Store) -> None:
    take(store, JULIACA, PUNO)
    store.review_value(2, "rescued", 6, ANA)

    with store.transaction():
        store.merge_incidents(Changes(merges=(Merge(2, 1),)))
    assert chosen(store) == {1: 7, 2: 6}
    with store.transaction():
        store.move_tellings(Changes(moves=(Move(2, 2, 1),)), 1)
    assert told(store) == [1, 2]


def test_a_chosen_value_goes_along_with_a_merge_and_comes_back(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)
    value = store.review_value(2, "rescued", 6, ANA)
    store.review_value(3, "rescued", 90, ANA)
    merged = store.merge_by_hand(2, 1, ANA)
    other = store.merge_by_hand(3, 1, ANA)
    assert chosen(store) == {1: 6}

    store.undo(other, ANA)
    assert chosen(store) == {1: 6, 3: 90}
    store.undo(value, ANA)
    assert store.rows("SELECT incident_id FROM decided_values") == [{"incident_id": 3}]
    store.undo(merged, ANA)
    assert chosen(store) == {1: 7, 2: 5, 3: 90}


def test_a_merge_that_is_undone_takes_the_value_that_came_along(store: Store) -> None:
    take(store, JULIACA, PUNO)
    store.review_value(2, "rescued", 6, ANA)

    store.undo(store.merge_by_hand(2, 1, ANA), ANA)

    assert chosen(store) == {1: 7, 2: 6}


def test_a_move_that_is_undone_brings_back_what_redirected(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA)
    store.merge_by_hand(1, 2, ANA)
    store.review_value(2, "rescued", 6, ANA)
    moves = [store.move_by_hand(article, 2, 3, ANA) for article in (1, 2)]
    assert [store.live(number) for number in (1, 2)] == [3, 3]
    assert chosen(store) == {3: 6}

    store.undo(moves[1], ANA)
    assert ([store.live(number) for number in (1, 2)], told(store)) == ([2, 2], [3, 2, 3])
    assert chosen(store) == {2: 6, 3: 9}
    store.undo(moves[0], ANA)
    assert told(store) == [2, 2, 3]


def test_a_move_that_closed_nothing_opens_nothing_when_it_is_undone(store: Store) -> None:
    take(store, JULIACA, PUNO, TACNA, raid(5, "Ilo", "tres", "diez", "2019-09-02", "Era noche."))
    store.merge_by_hand(2, 1, ANA)
    moved = store.move_by_hand(2, 1, 3, ANA)
    with store.transaction():
        store.merge_incidents(Changes(merges=(Merge(1, 4),)))
    assert told(store) == [4, 3, 3, 4]

    store.undo(moved, ANA)

    assert (store.live(1), told(store)) == (4, [4, 4, 3, 4])


def test_a_verdict_is_not_taken_back_from_under_a_later_move(store: Store) -> None:
    take(store, JULIACA, PUNO)
    label = judge_article(store, 2, "relevant", ANA).review_id
    into = told(store)[1]
    move = store.move_by_hand(2, into, 1, ANA)

    with pytest.raises(TrataError, match=f"decision {move} stands on it"):
        store.undo(label, ANA)
    assert told(store) == [1, 1]
    store.undo(move, ANA)
    store.undo(label, ANA)
    assert told(store) == [1, into]


@pytest.mark.parametrize("decide", ["accept", "value"])
def test_a_split_stays_while_a_decision_holds_on_what_it_made(store: Store, decide: str) -> None:
    take(store, JULIACA, AGAIN)
    split, new = split_incident(store, 1, [2], ANA)
    by = {
        "accept": lambda: store.review_incident(new, "accepted", ANA),
        "value": lambda: store.review_value(new, "rescued", 8, ANA),
    }
    number = by[decide]()

    with pytest.raises(TrataError, match=f"decision {number} stands on it"):
        store.undo(split, ANA)
    store.undo(number, ANA)
    store.undo(split, ANA)
    assert told(store) == [1, 1]
