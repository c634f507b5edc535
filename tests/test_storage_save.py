"""Saving decisions: one transaction an article, nothing twice, nothing lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.models import UNKNOWN, Outlet, Precision, Reverdict, Status, Verdict, When
from storage.store import Store
from tests.builders import DIARIO, NOW
from tests.deciding import BODY, CUSCO, FOOTBALL, Told, claim, decide, mention

OTHER = Outlet(source_id="otro", name="El Otro")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def counts(store: Store) -> dict[str, int]:
    tables = (
        "articles", "aliases", "stories", "incidents", "incident_articles", "incident_keys",
        "claims", "incident_places", "article_facts", "story_shingles", "rejected_bodies",
    )  # fmt: skip
    return {name: store.number(f'SELECT count(*) FROM "{name}"') for name in tables}


def summary(store: Store, number: int = 1) -> dict[str, object]:
    row = store.row("SELECT * FROM incident_summary WHERE incident_id = ?", (number,))
    assert row is not None
    return row


def test_an_article_is_stored_with_all_that_it_says(store: Store) -> None:
    round_id = store.begin_round("crawl", NOW)

    number = store.save(decide(Told()), round_id)

    article = store.row("SELECT * FROM articles")
    assert article is not None
    assert article["id"] == number
    assert article["url"] == "https://diario.example/nota"
    assert article["body"] == BODY
    assert article["published_at"] == "2025-03-14T15:00:00Z"
    assert article["verdict"] == "relevant"
    assert json.loads(article["reasons"])[0]["rule"] == "strong.trata"
    assert article["round_id"] == round_id
    claims = store.rows('SELECT field, value, quote, start, "end", incident_id FROM claims')
    assert [(c["field"], c["value"], c["incident_id"]) for c in claims] == [
        ("arrested", 7, 1),
        ("rescued", 20, 1),
        ("form", "sexual", 1),
    ]
    assert [BODY[c["start"] : c["end"]] for c in claims[:2]] == ["siete", "20"]
    places = store.rows("SELECT role, ubigeo, incident_id FROM incident_places")
    assert places == [{"role": "exploitation", "ubigeo": "170101", "incident_id": 1}]


def test_the_summary_tells_an_incident_in_one_row(store: Store) -> None:
    first = store.save(decide(Told()))
    claims = (claim("arrested", 5), claim("rescued", 22), claim("rescued", 900, scope="aggregate"))
    later = Told(
        "https://otro.example/a",
        CUSCO,
        outlet=OTHER,
        claims=claims,
        fetched_at=NOW + timedelta(hours=2),
    )
    store.save(decide(later, incidents={1: 0.8}))

    assert first == 1
    assert summary(store) == {
        "incident_id": 1,
        "title": "Operativo en Tambopata",
        "kind": "incident",
        "status": "operation",
        "date_event": "2025-03-13",
        "date_precision": "day",
        "departments": "Madre de Dios",
        "forms": "sexual",
        "arrested_min": 5,
        "arrested_max": 7,
        "rescued_min": 20,
        "rescued_max": 22,
        "minors_min": None,
        "minors_max": None,
        "article_count": 2,
        "outlet_count": 2,
        "first_seen_at": "2025-03-14T15:00:00Z",
        "last_update_at": "2025-03-14T17:00:00Z",
        "arrested_best": 7,
        "rescued_best": 22,
        "minors_best": None,
        "conflicts": "arrested, rescued",
    }


def test_the_best_figure_is_what_most_texts_say_and_copies_speak_once(store: Store) -> None:
    twenty = Told(claims=(claim("rescued", 20, "20"),))
    store.save(decide(twenty))
    for number in (2, 3, 4):
        copy = replace(twenty, url=f"https://copia{number}.example/a")
        store.save(decide(copy, story=1, incidents={1: 0.9}))
    for number, body in ((5, CUSCO), (6, FOOTBALL)):
        other = Told(f"https://otro.example/{number}", body, claims=(claim("rescued", 23),))
        store.save(decide(other, incidents={1: 0.9}))

    assert summary(store)["rescued_best"] == 23
    rows = store.rows(
        "SELECT value, is_best, stories, articles, said FROM incident_counts ORDER BY value"
    )
    counted = [(r["value"], r["is_best"], r["stories"], r["articles"]) for r in rows]
    assert counted == [(20, 0, 1, 4), (23, 1, 2, 2)]
    assert [one["outlet"] for one in json.loads(rows[1]["said"])] == [DIARIO.name] * 2
    (conflict,) = store.rows("SELECT * FROM incident_conflicts")
    assert (conflict["least"], conflict["most"], conflict["best"]) == (20, 23, 23)


def test_totals_over_many_incidents_belong_to_none(store: Store) -> None:
    store.save(decide(Told(claims=(claim("rescued", 900, scope="aggregate"),))))

    assert store.rows("SELECT incident_id FROM claims") == [{"incident_id": None}]
    assert summary(store)["rescued_max"] is None


def test_an_article_outside_any_incident_keeps_its_claims_and_places(store: Store) -> None:
    store.save(decide(Told(kind="statistics"), incidents={}))

    assert store.rows("SELECT DISTINCT incident_id FROM claims") == [{"incident_id": None}]
    assert store.rows("SELECT DISTINCT incident_id FROM incident_places") == [{"incident_id": None}]
    assert store.rows("SELECT * FROM incident_summary") == []


def test_the_same_article_again_stores_nothing_twice(store: Store) -> None:
    decision = decide(Told(aliases=("https://m.diario.example/nota",)))
    number = store.save(decision)
    before = counts(store)

    assert store.save(decision) == number
    assert counts(store) == before


def test_an_article_known_by_an_alias_gets_its_further_addresses(store: Store) -> None:
    number = store.save(decide(Told(aliases=("https://m.diario.example/nota",))))
    twin = Told("https://m.diario.example/nota", aliases=("https://amp.diario.example/nota",))

    assert store.save(decide(twin)) == number
    known = store.known_article("https://amp.diario.example/nota")
    assert known is not None
    assert (known.article_id, known.verdict) == (number, "relevant")
    assert store.known_article("https://diario.example/otra") is None
    assert store.known_article() is None


def test_an_address_given_before_in_another_spelling_is_known(store: Store) -> None:
    told = Told()
    number = store.save(decide(told))
    examined = told.examined()
    moved = replace(examined.article, canonical_url="https://diario.example/moved")
    decision = decide(told)
    again = replace(decision, examined=replace(examined, article=moved))

    assert store.save(again) == number
    assert store.known_keys(["https://diario.example/moved"]) == {"https://diario.example/moved"}


def test_a_copy_joins_its_story_whose_first_and_fullest_are_kept_right(store: Store) -> None:
    long = f"{BODY} {CUSCO}"
    first = store.save(decide(Told(published=When(NOW, "time"))))
    earlier = Told(
        "https://otro.example/a", long, outlet=OTHER, published=When(NOW - timedelta(days=2), "day")
    )
    second = store.save(decide(earlier, story=1, incidents={1: 1.0}))

    story = store.row("SELECT * FROM stories")
    assert story == {
        "id": 1,
        "first_article_id": second,
        "first_published_at": "2025-03-12T15:00:00Z",
        "fullest_article_id": second,
        "article_count": 2,
    }
    assert first != second


def test_an_article_without_a_date_is_placed_by_when_it_was_read(store: Store) -> None:
    store.save(decide(Told(published=UNKNOWN)))

    assert store.rows("SELECT published_at, published_precision FROM articles") == [
        {"published_at": None, "published_precision": "unknown"}
    ]
    assert store.rows("SELECT first_published_at FROM stories") == [
        {"first_published_at": "2025-03-14T15:00:00Z"}
    ]


@pytest.mark.parametrize(("fired", "kept"), [(True, 1), (False, 0)])
def test_a_rejected_body_is_kept_apart_where_a_word_fired(
    store: Store, fired: bool, kept: int
) -> None:
    store.save(decide(Told(label="rejected", body=FOOTBALL, fired=fired, claims=())))

    assert store.rows("SELECT body FROM articles") == [{"body": None}]
    assert counts(store)["rejected_bodies"] == kept
    assert (counts(store)["story_shingles"] > 0) == fired
    assert counts(store)["incidents"] == 0


def test_of_an_article_in_two_incidents_the_claims_go_to_the_main_one(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(Told("https://diario.example/b"), incidents={1: 0.6, None: 0.9}))

    links = store.rows("SELECT incident_id, score FROM incident_articles WHERE article_id = 2")
    assert links == [{"incident_id": 1, "score": 0.6}, {"incident_id": 2, "score": 0.9}]
    about = store.rows("SELECT DISTINCT incident_id FROM claims WHERE article_id = 2")
    assert about == [{"incident_id": 2}]


def test_a_link_to_a_merged_incident_goes_to_the_live_one(store: Store) -> None:
    store.save(decide(Told()))
    store.save(decide(Told("https://diario.example/b")))
    store.write("UPDATE incidents SET merged_into = 1 WHERE id = 2")

    store.save(decide(Told("https://diario.example/c"), incidents={2: 0.9, 1: 0.4}))

    told = store.rows("SELECT incident_id FROM incident_articles WHERE article_id = 3")
    assert told == [{"incident_id": 1}]
    assert summary(store)["article_count"] == 3
    assert store.number("SELECT count(*) FROM incident_summary") == 1


STEPS: list[tuple[Status, Status, Status]] = [
    ("operation", "sentenced", "sentenced"),
    ("sentenced", "operation", "sentenced"),
    ("pretrial_detention", "detained", "pretrial_detention"),
]


@pytest.mark.parametrize(("first", "second", "then"), STEPS)
def test_a_case_only_goes_forward(store: Store, first: Status, second: Status, then: str) -> None:
    store.save(decide(Told(status=first)))
    store.save(decide(Told("https://diario.example/b", status=second), incidents={1: 0.9}))

    assert summary(store)["status"] == then


def at(days: int, precision: Precision) -> When:
    return When(NOW + timedelta(days=days), precision)


DATES = [
    (UNKNOWN, at(0, "day"), "2025-03-14"),
    (at(0, "day"), UNKNOWN, "2025-03-14"),
    (at(-13, "month"), at(-3, "day"), "2025-03-11"),
    (at(-3, "day"), at(-13, "month"), "2025-03-11"),
    (at(0, "day"), at(90, "day"), "2025-03-14"),
    (at(90, "day"), at(0, "day"), "2025-03-14"),
    (at(-13, "month"), at(90, "day"), "2025-03-01"),
]


@pytest.mark.parametrize(("first", "second", "then"), DATES)
def test_the_date_of_an_incident_becomes_finer_and_never_that_of_a_follow_up(
    store: Store, first: When, second: When, then: str
) -> None:
    store.save(decide(Told(event=first)))
    store.save(decide(Told("https://diario.example/b", event=second), incidents={1: 0.9}))

    assert summary(store)["date_event"] == then


def test_a_day_is_a_day_in_lima(store: Store) -> None:
    store.save(decide(Told(event=When(NOW.replace(day=5, hour=4), "time"))))

    assert summary(store)["date_event"] == "2025-03-04"
    assert summary(store)["date_precision"] == "day"


# -- a fuller text settles the verdict of its story ------------------------------------------------


def fuller(label: str, copy: int) -> tuple[Told, tuple[Reverdict, ...]]:
    told = Told(
        "https://otro.example/a",
        f"{BODY} {CUSCO}",
        outlet=OTHER,
        label="relevant" if label == "relevant" else "rejected",
    )
    return told, (Reverdict(copy, told.examined().judgement.verdict),)


def test_a_rejected_copy_of_what_proves_relevant_comes_back(store: Store) -> None:
    copy = store.save(decide(Told(label="rejected", fired=True)))
    told, reverdicts = fuller("relevant", copy)

    store.save(decide(told, story=1, reverdicts=reverdicts))

    article = store.row("SELECT verdict, body FROM articles WHERE id = ?", (copy,))
    assert article == {"verdict": "relevant", "body": BODY}
    assert counts(store)["rejected_bodies"] == 0
    assert summary(store)["article_count"] == 2
    assert [hit.article_id for hit in store.search("bares meseras")] == [1, 2]


def test_a_rejected_article_claims_nothing(store: Store) -> None:
    store.save(decide(Told(label="rejected", fired=True)))

    assert counts(store)["claims"] == counts(store)["incident_places"] == 0


def test_a_copy_of_what_proves_irrelevant_leaves_its_incident(store: Store) -> None:
    copy = store.save(decide(Told()))
    third = store.save(
        decide(Told("https://tres.example/a", outlet=OTHER), story=1, incidents={1: 1.0})
    )
    told, reverdicts = fuller("rejected", copy)

    store.save(decide(told, story=1, reverdicts=reverdicts))

    verdicts = store.rows("SELECT verdict, body FROM articles ORDER BY id")
    assert verdicts == [{"verdict": "rejected", "body": None}] * 3
    assert store.rows("SELECT * FROM incident_summary") == []
    assert store.search("bares meseras") == []
    assert counts(store)["rejected_bodies"] == 3
    assert counts(store)["incident_keys"] == 0
    assert third == 2


def test_only_copies_of_another_verdict_change(store: Store) -> None:
    store.save(decide(Told(label="rejected", body=CUSCO)))
    bystander = Verdict("relevant", 0.9, ())
    store.save(
        decide(Told("https://otro.example/a"), story=1, reverdicts=(Reverdict(1, bystander),))
    )
    store.save(decide(Told("https://tres.example/a", FOOTBALL, label="rejected", claims=())))

    labels = store.rows("SELECT verdict FROM articles ORDER BY id")
    assert [row["verdict"] for row in labels] == ["relevant", "relevant", "rejected"]


# -- hostile texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE articles; --",
        'a "quoted" name',
        "[x] `y`",
        "nul\0in it",
        "lone \ud800 half",
        "😀",
    ],
)
def test_any_text_is_stored_as_a_text(store: Store, text: str) -> None:
    told = Told(
        url=f"https://diario.example/{text}",
        outlet=Outlet(source_id=text, name=text),
        claims=(claim("operation", text),),
        mentions=(mention("arrest"),),
        keys=(text,),
    )
    decision = decide(told, title=text)

    number = store.save(decision)

    assert store.save(decision) == number
    assert counts(store)["articles"] == 1
    assert store.known_keys([told.url]) == {told.url}
    stored = store.rows("SELECT outlet FROM articles")
    assert stored == [{"outlet": text.replace("\0", "?").encode("utf-8", "replace").decode()}]
