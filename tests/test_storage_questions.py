"""The views for analysts' questions count each incident once, whoever tells it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.models import Claim, Mention, Place, When
from storage.store import Store
from storage.views import VIEWS
from tests.builders import DIARIO, NOW
from tests.deciding import RAID, Told, claim, decide, mention
from tests.morning import Morning

CUSCO = Place("Cusco", "080101", "Cusco", "Cusco", "Cusco", -13.5, -72.0)
LIMA = Place("Lima", "150101", "Lima", "Lima", "Lima", -12.0, -77.0)
IQUIQUE = Place("Iquique", country="CL")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as store:
        yield store


def tell(
    store: Store,
    number: int,
    *,
    incident: int | None = None,
    claims: tuple[Claim, ...] = (),
    mentions: tuple[Mention, ...] = (),
    event: When = RAID,
    published: datetime = NOW,
) -> int:
    """Store an article and return the incident that it tells."""
    told = Told(
        url=f"https://diario.example/{number}",
        body=f"{'Rescataron a personas en un bar. ' * 3}{number}",
        outlet=replace(DIARIO, name=f"Diario {number}"),
        event=event,
        claims=claims,
        mentions=mentions,
        published=When(published, "time"),
        fetched_at=published,
    )
    article = store.save(decide(told, incidents={incident: 1.0}))
    sql = "SELECT incident_id FROM incident_articles WHERE article_id = ?"
    return store.number(sql, (article,))


def one(store: Store, view: str) -> dict[str, Any]:
    (row,) = store.rows(f'SELECT * FROM "{view}"')
    return row


def test_two_outlets_that_disagree_are_one_incident_with_both_figures(store: Store) -> None:
    raid = (mention("rescue"),)
    first = tell(store, 1, claims=(claim("rescued", 20), claim("form", "sexual")), mentions=raid)
    tell(store, 2, incident=first, claims=(claim("rescued", 18),), mentions=raid)

    assert one(store, "incidents_by_month") == {
        "department": "Madre de Dios", "month": "2025-03", "incidents": 1,
        "arrested_min": 0, "arrested_max": 0, "arrested_best": 0, "rescued_min": 18,
        "rescued_max": 20, "rescued_best": 20, "minors_min": 0, "minors_max": 0, "minors_best": 0,
        "without_rescued": 0,
    }  # fmt: skip


def test_an_incident_of_several_departments_counts_where_most_articles_rescue(
    store: Store,
) -> None:
    first = tell(store, 1, mentions=(mention("arrest", LIMA), mention("rescue", CUSCO)))
    tell(store, 2, incident=first, mentions=(mention("arrest", LIMA), mention("rescue")))
    tell(store, 3, incident=first, mentions=(mention("arrest", LIMA), mention("rescue")))

    scene = one(store, "incident_scene")

    assert (scene["department"], scene["latitude"]) == ("Madre de Dios", -12.59)
    assert one(store, "incidents_by_month")["incidents"] == 1


def test_what_is_not_known_is_said_so_and_counted(store: Store) -> None:
    tell(store, 1, event=When(None, "unknown"))
    tell(store, 2, mentions=(mention("rescue", IQUIQUE),), event=When(RAID.at, "year"))
    tell(store, 3, claims=(claim("form", "sexual"), claim("form", "labour")))

    cells = store.rows("SELECT department, month, form FROM incident_cells ORDER BY incident_id")

    assert [tuple(cell.values()) for cell in cells] == [
        ("unknown", "unknown", "unknown"),
        ("abroad", "2025", "unknown"),
        ("unknown", "2025-03", "mixed"),
    ]


def test_a_merged_incident_is_counted_with_the_one_that_took_it_over(store: Store) -> None:
    kept = tell(store, 1, claims=(claim("rescued", 20),), mentions=(mention("rescue"),))
    gone = tell(
        store, 2, claims=(claim("rescued", 23), claim("lure", "mesera")),
        mentions=(mention("origin", CUSCO), mention("rescue")),
    )  # fmt: skip
    store.write("UPDATE incidents SET merged_into = ? WHERE id = ?", (kept, gone))

    month = one(store, "incidents_by_month")
    assert (month["incidents"], month["rescued_min"], month["rescued_max"]) == (1, 20, 23)
    assert one(store, "lures")["incident_id"] == kept
    assert one(store, "routes")["incident_id"] == kept


def test_pay_and_channels_stand_beside_each_job(store: Store) -> None:
    first = tell(
        store, 1,
        claims=(claim("lure", "mesera"), claim("promised_pay_pen", 3000), claim("form", "sexual")),
        mentions=(mention("recruitment", CUSCO), mention("rescue")),
    )  # fmt: skip
    tell(
        store, 2, incident=first,
        claims=(claim("lure", "mesera"), claim("lure", "cocinera"), claim("lure_channel", "radio"),
                claim("promised_pay_pen", 1800)),
    )  # fmt: skip

    rows = store.rows("SELECT * FROM lures ORDER BY job")

    assert [row["job"] for row in rows] == ["cocinera", "mesera"]
    for row in rows:
        assert (row["pay_pen_min"], row["pay_pen_max"]) == (1800, 3000)
        assert (row["channels"], row["recruited_in"]) == ("radio", "Cusco")
        assert (row["department"], row["forms"]) == ("Madre de Dios", "sexual")


def test_a_route_leads_to_the_exploitation_else_to_the_rescue(store: Store) -> None:
    tell(
        store, 1,
        mentions=(mention("origin", CUSCO), mention("exploitation"), mention("rescue", LIMA)),
    )  # fmt: skip
    tell(store, 2, mentions=(mention("recruitment", CUSCO), mention("rescue", LIMA)))
    tell(store, 3, mentions=(mention("origin", LIMA), mention("rescue", LIMA)))

    rows = store.rows("SELECT * FROM routes ORDER BY incident_id")

    assert [(r["from_role"], r["from_department"], r["to_department"]) for r in rows] == [
        ("origin", "Cusco", "Madre de Dios"),
        ("recruitment", "Cusco", "Lima"),
    ]
    assert rows[0]["to_latitude"] == -12.59


def test_the_time_to_the_sentence_runs_from_the_event_to_the_first_article(store: Store) -> None:
    first = tell(store, 1, mentions=(mention("rescue"),))
    years = (claim("sentence_years", 12), claim("status", "sentenced"))
    for number, days in ((2, 400), (3, 420)):
        tell(store, number, incident=first, claims=years, published=NOW + timedelta(days=days))
    tell(store, 4, claims=years)

    raided, dated_by_sentence = store.rows("SELECT * FROM raid_to_sentence ORDER BY incident_id")

    assert raided["days"] == 401
    assert raided["sentence_told_on"] == (NOW + timedelta(days=400)).date().isoformat()
    assert (dated_by_sentence["days"], dated_by_sentence["sentence_years_min"]) == (None, 12)


def test_official_figures_stand_beside_the_press_of_their_time_and_place(store: Store) -> None:
    may = When(datetime(2021, 5, 3, 12, tzinfo=UTC), "day")
    july = When(datetime(2021, 7, 3, 12, tzinfo=UTC), "day")
    sexual = (claim("form", "sexual"), claim("rescued", 20))
    tell(store, 1, claims=sexual, mentions=(mention("rescue", LIMA),), event=may)
    tell(store, 2, claims=(claim("rescued", 5),), mentions=(mention("rescue"),), event=july)

    told = {
        (row["date_until"], row["department"], row["form"], row["measure"]): row["press_max"]
        for row in store.rows("SELECT * FROM press_coverage WHERE date_from = '2021-01-01'")
    }

    assert told["2021-06-30", "", "", "complaints"] == 1
    assert told["2021-06-30", "Lima", "", "complaints"] == 1
    assert told["2021-06-30", "", "labour", "complaints"] == 0
    assert told["2021-12-31", "", "", "victims"] == 25


def test_totals_of_a_year_stand_apart(store: Store) -> None:
    tell(store, 1, claims=(claim("rescued", 984, scope="aggregate"), claim("rescued", 20)))

    assert one(store, "stated_totals")["value"] == 984
    assert one(store, "incidents_by_month")["rescued_max"] == 20


@pytest.mark.xdist_group("morning")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_example_of_each_view_has_an_answer_in_the_demo(view: Any, morning: Morning) -> None:
    assert morning.query(view.example)
