"""What people decide is written down, holds against the program, and can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import intake
from monitor.collect import take
from monitor.errors import TrataError, UsageError
from monitor.models import Article, Examined, Label, Reverdict, When
from monitor.options import AS_SHIPPED, Rules
from monitor.regroup import sides
from monitor.reviewing import judge_article, take_back
from storage.desk_rows import Sought
from storage.reviewing import By
from storage.store import Store
from tests.builders import NOW, make_article
from tests.deciding import BODY, CUSCO, Told, claim, decide

ANA = By("Ana", NOW + timedelta(hours=2))
LUIS = By("Luis", NOW + timedelta(hours=3), "leí la nota completa")
RAID = (
    "La Policía rescató a doce mujeres peruanas, víctimas de trata de personas con fines de "
    "explotación sexual, en un bar de Puerto Maldonado, en Madre de Dios. Cuatro personas fueron "
    "detenidas durante el operativo, informó el Ministerio Público. Las mujeres habían sido "
    "captadas con ofertas de trabajo como meseras."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    """Return all that was made of articles, to be compared before and after."""
    tables = ("articles", "incident_articles", "incident_keys", "claims", "incident_places",
              "rejected_bodies", "decided_values", "incidents", "silent_keys")  # fmt: skip
    return {table: store.rows(f'SELECT * FROM "{table}"') for table in tables}


def field(store: Store, article: int, name: str) -> object:
    row = store.row("SELECT * FROM articles WHERE id = ?", (article,))
    assert row
    return row[name]


def test_a_rejected_article_that_a_person_calls_relevant_is_read_for_its_claims(
    store: Store,
) -> None:
    told = Told(body=RAID, label="rejected", claims=(), mentions=())
    number = store.save(decide(told))

    judged = judge_article(store, number, "relevant", ANA)

    said = store.rows("SELECT field, value FROM claims WHERE scope = 'incident'")
    assert {"field": "rescued", "value": 12} in said
    assert {"field": "arrested", "value": 4} in said
    assert store.number("SELECT count(*) FROM incident_summary") == 1
    assert (judged.without_text, field(store, number, "body")) == (False, RAID)


def test_where_no_text_was_kept_that_is_said(store: Store) -> None:
    number = store.save(decide(Told(body="", label="rejected", claims=(), mentions=())))

    judged = judge_article(store, number, "relevant", ANA)

    assert judged.without_text
    assert field(store, number, "verdict") == "relevant"


@pytest.mark.parametrize("label", ["rejected", "related"])
def test_a_verdict_is_taken_back_to_the_last_row(store: Store, label: Label) -> None:
    examined = intake.examine(make_article(RAID, "Rescatan a doce mujeres en Puerto Maldonado"))
    number = store.save(intake.decide(examined, store.near(examined)))
    before = everything(store)

    judged = judge_article(store, number, label, ANA)
    assert field(store, number, "verdict") == label
    assert store.number("SELECT count(*) FROM incident_summary") == 0
    store.undo(judged.review_id, LUIS)

    assert everything(store) == before
    (review,) = store.reviews_of(article_id=number)
    assert (review.reviewer, review.undone_by, review.undone_at) == ("Ana", "Luis", LUIS.at)


def test_what_the_machine_said_and_why_stays_beside_the_decision(store: Store) -> None:
    number = store.save(decide(Told(body=RAID)))

    judge_article(store, number, "rejected", LUIS)

    (review,) = store.reviews_of(article_id=number)
    assert (review.before["verdict"], review.before["score"]) == ("relevant", 0.9)
    assert "strong.trata" in str(review.before["reasons"])
    assert (review.after, review.note) == ({"verdict": "rejected"}, LUIS.note)
    seen = store.explain(str(number))
    assert seen
    assert seen.article
    assert [reason.rule for reason in seen.article.verdict.reasons][:2] == [
        "person",
        "strong.trata",
    ]


def test_copies_of_the_text_follow_and_come_back(store: Store) -> None:
    first = store.save(decide(Told(body=RAID)))
    story = store.number("SELECT story_id FROM articles")
    copy = store.save(decide(Told(url="https://b.example/2", body=RAID), story=story))
    before = everything(store)

    judged = judge_article(store, copy, "rejected", ANA)
    assert (judged.copies, field(store, first, "verdict")) == (1, "rejected")
    store.undo(judged.review_id, ANA)

    assert everything(store) == before


def test_no_rule_overrules_a_person(store: Store) -> None:
    number = store.save(decide(Told(body=RAID)))
    judge_article(store, number, "rejected", ANA)

    assert list(sides(store.past(), AS_SHIPPED)) == []
    later = decide(Told(url="https://b.example/2", body=f"{RAID} Además, {BODY}"), story=1)
    verdict = later.verdict
    store.save(replace(later, reverdicts=(Reverdict(number, verdict),)))

    assert field(store, number, "verdict") == "rejected"


@pytest.mark.parametrize("label", ["rejected", "related"])
def test_a_copy_that_comes_later_is_what_a_person_said_of_its_text(
    store: Store, label: Label
) -> None:
    first = intake.examine(make_article(RAID, "Rescatan a doce mujeres"))
    number = store.save(intake.decide(first, store.near(first)))
    judge_article(store, number, label, ANA)

    longer = make_article(f"{RAID} {RAID}", "Doce mujeres rescatadas", url="https://b.example/2")
    examined = intake.examine(longer)
    assert examined.judgement.verdict.label == "relevant"
    copy = store.save(intake.decide(examined, store.near(examined)))

    assert field(store, copy, "story_id") == field(store, number, "story_id")
    assert (field(store, copy, "verdict"), field(store, number, "verdict")) == (label, label)


def test_a_doubt_or_a_note_holds_nothing(store: Store) -> None:
    number = store.save(decide(Told(body=RAID)))

    store.write_note(ANA, article_id=number, action="unsure")
    store.write_note(LUIS, article_id=number)

    assert not store.is_reviewed(number)
    assert [review.action for review in store.reviews_of(article_id=number)] == ["note", "unsure"]


def test_an_incident_is_accepted_and_rejected_and_all_of_it_taken_back(store: Store) -> None:
    store.save(decide(Told()))
    before = everything(store)

    accepted = store.review_incident(1, "accepted", ANA)
    rejected = store.review_incident(1, "rejected", LUIS)
    assert store.number("SELECT count(*) FROM incident_summary") == 0
    with pytest.raises(TrataError, match=f"decision {rejected} stands on it"):
        store.undo(accepted, ANA)
    store.undo(rejected, ANA)
    said = store.reviews_of(incident_id=1)[-1].before
    assert (said["title"], said["articles"]) == (
        "Operativo en Tambopata",
        [{"article_id": 1, "reason": "score 1.0", "score": 1.0}],
    )
    row = store.row("SELECT review, reviewed_by FROM incidents")
    assert row == {"review": "accepted", "reviewed_by": "Ana"}
    store.undo(accepted, ANA)

    assert everything(store) == before


def test_a_conflict_is_the_same_for_the_filter_and_the_summary(store: Store) -> None:
    store.save(decide(Told(claims=(claim("women", 7), claim("sentence_years", 12)))))
    said = (claim("women", 9), claim("sentence_years", 15))
    other = Told("https://otro.example/a", CUSCO, claims=said)
    store.save(decide(other, incidents={1: 0.9}))

    def conflicts() -> tuple[int, object]:
        (row,) = store.rows("SELECT conflicts FROM incident_summary")
        return store.find_incidents(Sought(conflict=True)).total, row["conflicts"]

    assert conflicts() == (1, "women")
    store.review_value(1, "women", 9, ANA)
    assert conflicts() == (0, None)


def test_a_chosen_value_stands_beside_what_outlets_say(store: Store) -> None:
    store.save(decide(Told()))

    first = store.review_value(1, "rescued", 21, ANA)
    second = store.review_value(1, "rescued", None, LUIS)
    store.review_value(1, "arrested", 6, LUIS)

    chosen = "SELECT field, value FROM decided_values ORDER BY field"
    assert store.rows(chosen) == [
        {"field": "arrested", "value": 6},
        {"field": "rescued", "value": None},
    ]
    assert store.review(first) is not None
    assert store.reviews_of(incident_id=1)[-1].before["said"] == [20]
    store.undo(second, ANA)
    assert {"field": "rescued", "value": 21} in store.rows(chosen)
    store.undo(first, ANA)
    assert store.rows(chosen) == [{"field": "arrested", "value": 6}]


def test_forgetting_an_article_forgets_the_quotes_in_its_decisions(store: Store) -> None:
    number = store.save(decide(Told()))
    judged = judge_article(store, number, "rejected", ANA)

    store.forget(str(number))

    assert "tratantes" not in str(store.rows("SELECT * FROM reviews"))
    with pytest.raises(TrataError, match="forgotten"):
        store.undo(judged.review_id, ANA)
    with pytest.raises(UsageError, match="it was forgotten"):
        judge_article(store, number, "relevant", ANA)


def test_numbers_that_do_not_exist_are_refused(store: Store) -> None:
    for decision in (
        lambda: store.review_incident(7, "accepted", ANA),
        lambda: store.review_value(7, "rescued", 1, ANA),
        lambda: store.write_note(ANA, article_id=7),
        lambda: store.undo(7, ANA),
        lambda: judge_article(store, 7, "relevant", ANA),
    ):
        with pytest.raises(UsageError, match="none of this number"):
            decision()
    assert store.rows("SELECT * FROM reviews") == []


HELD: dict[str, Callable[[Store], object]] = {
    "moved": lambda store: store.move_by_hand(1, 1, 2, ANA),
    "merged": lambda store: store.merge_by_hand(1, 2, ANA),
    "accepted": lambda store: store.review_incident(1, "accepted", ANA),
    "a value chosen": lambda store: store.review_value(1, "rescued", 12, ANA),
}


def tells(store: Store) -> list[int]:
    """The live incidents that article 1 tells."""
    return sorted(store.told_by(1))


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("other", ["ordinary news", "a copy"])
def test_what_a_person_settled_outlives_what_the_program_reads_later(
    store: Store, held: str, other: str
) -> None:
    raid = replace(make_article(RAID, "Rescatan a doce mujeres"), fetched_at=NOW)
    take(store, raid)
    store.save(decide(Told(url="https://b.example/2")))
    HELD[held](store)
    before = tells(store)

    if other == "a copy":
        related = decide(Told(url="https://c.example/3", body=RAID, label="related", claims=(),
                              mentions=()), story=1, incidents={})  # fmt: skip
        store.save(replace(related, reverdicts=(Reverdict(1, related.verdict),)))
    else:
        town = "El municipio inauguró un mercado en la plaza, con música y comida. " * 5
        edited = take(store, replace(raid, body=town, title="Mercado", fetched_at=LUIS.at))
        assert edited.edited

    assert len(before) == 1
    assert (tells(store), field(store, 1, "verdict")) == (before, "relevant")


@pytest.mark.parametrize(("label", "says"), [("relevant", 1), ("rejected", 0)])
def test_a_verdict_that_is_taken_back_after_an_edit_speaks_of_the_text_of_today(
    store: Store, label: Label, says: int
) -> None:
    raid = replace(make_article(RAID, "Rescatan a doce mujeres"), fetched_at=NOW)
    take(store, raid)
    review = judge_article(store, 1, label, ANA).review_id
    body = "La fiscal llegó de Lima. " + RAID.replace("doce mujeres", "quince mujeres")
    assert take(store, replace(raid, body=body, fetched_at=LUIS.at)).edited
    assert store.number("SELECT count(*) FROM incident_summary") == says

    take_back(store, review, LUIS)

    claims = store.rows("SELECT * FROM claims WHERE part = 'body'")
    assert {"rescued": 15}.items() <= {one["field"]: one["value"] for one in claims}.items()
    assert all(body[one["start"] : one["end"]] == one["quote"] for one in claims)
    assert (field(store, 1, "verdict"), tells(store)) == ("relevant", [1])


def test_the_day_of_an_accepted_incident_stays_and_its_case_goes_on(
    store: Store,
) -> None:
    store.save(decide(Told(status="detained")))
    accepted = store.review_incident(1, "accepted", ANA)
    stands = "SELECT status, date_event, last_update_at FROM incidents WHERE id = 1"
    (before,) = store.rows(stands)

    later = Told(
        url="https://b.example/2", body=RAID, status="sentenced", fetched_at=LUIS.at,
        event=When(NOW - timedelta(days=3), "day"),
    )  # fmt: skip
    store.save(decide(later, incidents={1: 1.0}))
    (after,) = store.rows(stands)
    store.undo(accepted, LUIS)

    told = {"status": "sentenced", "last_update_at": "2025-03-14T18:00:00Z"}
    assert after == {**before, **told}
    assert store.rows(stands)[0]["date_event"] != before["date_event"]


def test_others_may_write_while_a_person_s_articles_are_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = store.save(decide(Told(body=RAID)))
    examine = intake.examine
    held: list[bool] = []

    def watched(article: Article, rules: Rules, decided: Label | None = None) -> Examined:
        held.append(store.database.conn.in_transaction)
        return examine(article, rules, decided)

    monkeypatch.setattr(intake, "examine", watched)
    judge_article(store, number, "relevant", ANA)

    assert held == [False]
