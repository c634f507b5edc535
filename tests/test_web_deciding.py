"""A morning's decisions at the desk, sent as forms without any script."""

import re
from pathlib import Path

import pytest

from monitor.options import AS_SHIPPED
from monitor.regroup import sides
from storage.store import Store
from tests.deciding import Told, decide
from tests.desk import NOTES, Desk, Note, fill

PLAIN = (
    "La municipalidad inauguró una feria. También se recordó que la trata de personas es un "
    "delito que daña a las familias, dijo el alcalde de una ciudad de otro país, en España."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(fill(tmp_path / "trata.db"))


def test_a_morning_from_the_list_to_the_last_decision(desk: Desk) -> None:
    assert "0 of 2 reviewed" in desk.get("/")

    page = desk.post("/incidents/1/state", state="accepted", note="Confirmado por teléfono")
    assert "Incident 1: accepted." in page
    assert "1 of 2 reviewed" in page
    page = desk.post("/articles/4/label", label="related")
    assert "2 of 2 reviewed" in page
    assert "All is reviewed." in page
    assert "No incident is left." in desk.get("/?left=1")

    page = desk.get("/incidents/1")
    assert "accepted: Ana" in page
    assert "Confirmado por teléfono" in page


def test_what_was_just_decided_is_taken_back_with_one_click(desk: Desk) -> None:
    page = desk.post("/incidents/1/state", state="rejected")
    number = re.search(r'action="/reviews/(\d+)/undo"', page)
    assert number
    assert "data-row" not in desk.get("/incidents?review=open")

    page = desk.post(f"/reviews/{number[1]}/undo")

    assert "Taken back: rejected" in page
    assert "0 of 2 reviewed" in page
    assert "taken back by Ana" in desk.get("/incidents/1")
    assert "That did not work" in desk.post(f"/reviews/{number[1]}/undo", 409)


def test_a_rejected_incident_is_in_no_summary_but_in_its_own_list(desk: Desk) -> None:
    desk.post("/incidents/1/state", state="rejected")

    assert desk.rows("SELECT * FROM incident_summary") == []
    assert "data-row" not in desk.get("/incidents")
    assert "Puerto Maldonado" in desk.get("/incidents?review=rejected")


def test_news_of_a_reviewed_incident_asks_for_another_look(desk: Desk) -> None:
    desk.post("/incidents/1/state", state="accepted")
    with Store.open(desk.path) as store, store.transaction():
        store.write("UPDATE articles SET fetched_at = '2025-03-20T00:00:00Z' WHERE id = 2")

    assert "0 of 2 reviewed" in desk.get("/")


def test_a_value_is_chosen_corrected_and_taken_back(desk: Desk) -> None:
    page = desk.post("/incidents/1/value", back="/incidents/1", field="arrested", value="5")
    assert "Incident 1: Arrested is 5." in page
    assert "outlets disagree" not in page.split(">Arrested<")[1].split("</tr>")[0]
    assert "Cuatro personas" in page
    assert 'value="5" aria-pressed="true"' in page

    page = desk.post("/incidents/1/value", back="/incidents/1", field="arrested", other="6")
    assert 'class="decided">6<' in page
    assert "outlets said: 4, 5" in page
    assert 'class="decided">not known<' in desk.post(
        "/incidents/1/value", back="/incidents/1", field="arrested", unknown="1"
    )
    page = desk.post("/reviews/3/undo", back="/incidents/1")
    assert 'class="decided">6<' in page


@pytest.mark.parametrize(
    ("field", "other"),
    [("arrested", "many"), ("arrested", "-1"), ("arrested", "٣"), ("arrested", "9" * 30),
     ("arrested", ""), ("no_field", "1"), ("form", "")],
)  # fmt: skip
def test_what_is_no_value_is_refused(desk: Desk, field: str, other: str) -> None:
    desk.post("/incidents/1/value", 400, field=field, other=other)

    assert desk.rows("SELECT * FROM reviews") == []


def test_a_rejected_article_becomes_relevant_with_claims_and_an_incident(tmp_path: Path) -> None:
    desk = Desk(fill(tmp_path / "trata.db", Note("Inauguran feria", PLAIN)))
    assert desk.rows("SELECT verdict FROM articles") == [{"verdict": "rejected"}]

    page = desk.post("/articles/1/label", back="/articles/1", label="relevant")

    assert "Article 1: relevant." in page
    assert "the rules said: rejected" in page
    assert "A person decided." in page
    assert "Its text was not kept" not in page
    with Store.open(desk.path, readonly=True) as store:
        assert list(sides(store.past(), AS_SHIPPED)) == []


def test_where_no_text_was_kept_the_page_says_so(desk: Desk) -> None:
    page = desk.post("/articles/3/label", back="/articles/3", label="relevant")

    assert "Its text was not kept, so nothing could be read from it." in page


def test_notes_and_doubts_are_kept(desk: Desk) -> None:
    desk.post("/articles/4/label", label="unsure", note="¿tráfico o trata?")
    desk.post("/articles/4/label", label="note", note="llamar a la fiscalía")
    desk.post("/incidents/1/state", state="note", note="ver expediente")
    desk.post("/incidents/1/state", 400, state="note", note="  ")
    desk.post("/articles/4/label", 400, label="note")

    page = desk.get("/decisions")
    assert page.index("ver expediente") < page.index("llamar a la fiscalía")
    assert "¿tráfico o trata?" in page
    assert "1 of 2 reviewed" in desk.get("/")


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/incidents/1/state", {"state": "deleted"}, 400),
        ("/incidents/99/state", {"state": "accepted"}, 404),
        ("/articles/1/label", {"label": "true"}, 400),
        ("/articles/99/label", {"label": "relevant"}, 404),
        ("/incidents/99/value", {"field": "arrested", "value": "1"}, 404),
        ("/reviews/99/undo", {}, 404),
        ("/reviewer", {"name": "  "}, 400),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    desk: Desk, path: str, fields: dict[str, str], status: int
) -> None:
    assert "That did not work" in desk.post(path, status, **fields)

    assert desk.rows("SELECT * FROM reviews") == []


def test_decisions_name_who_and_when(desk: Desk) -> None:
    desk.post("/reviewer", name="Luz Marina")
    desk.post("/incidents/1/state", state="accepted")

    assert "Luz Marina, 14 March 2025, 10:00" in desk.get("/decisions")
    assert desk.rows("SELECT reviewed_by FROM incidents") == [{"reviewed_by": "Luz Marina"}]


# -- grouping -------------------------------------------------------------------------------------

OTHER = (
    "La Policía rescató a siete mujeres bolivianas, víctimas de trata de personas con fines de "
    "explotación sexual, en el bar La Sirena de Puno. Dos personas fueron detenidas el 10 de "
    "marzo, informó la fiscalía especializada."
)
SAME = (
    "Doce mujeres que eran explotadas sexualmente en El Farol, un bar de Puerto Maldonado, fueron "
    "rescatadas el 12 de marzo. Hay cuatro detenidos por trata de personas en Madre de Dios. Las "
    "víctimas llegaron con engaños desde el Cusco, dijo el fiscal."
)


@pytest.fixture
def two(tmp_path: Path) -> Desk:
    notes = (
        NOTES[0],
        Note("Fiscal: doce mujeres", SAME, "El Pregón"),
        Note("Rescatan a siete mujeres en Puno", OTHER, "Altiplano"),
    )
    desk = Desk(fill(tmp_path / "trata.db", *notes))
    assert len(desk.rows("SELECT * FROM incident_summary")) == 2
    return desk


def test_incidents_are_merged_and_parted_again(two: Desk) -> None:
    page = two.post("/incidents/2/merge", into="1")
    assert "Incident 2 is incident 1 now." in page
    assert "also 2" in page
    assert two.client.get("/incidents/2", follow_redirects=False).status_code == 308

    two.post("/reviews/1/undo")
    assert "Rescatan a siete mujeres en Puno" in two.get("/incidents/2")
    assert "Rescatan a siete mujeres en Puno" not in two.get("/incidents/1")


def test_an_article_is_split_off_or_moved(two: Desk) -> None:
    page = two.post("/incidents/1/split", back="/incidents/1", articles="2")
    assert "Incident 3 was split off." in page
    assert "Fiscal: doce" not in page.split("Articles and their copies")[1].split("<h2")[0]

    page = two.post("/incidents/3/move", back="/incidents/1", article="2", into="1")
    assert "Article 2 tells incident 1 now." in page
    assert "Fiscal: doce" in page.split("Articles and their copies")[1].split("<h2")[0]
    assert "3 → 1" in two.get("/decisions")


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/incidents/1/merge", {"into": "1"}, 404),
        ("/incidents/1/merge", {"into": "99"}, 404),
        ("/incidents/1/merge", {"into": "x; DROP TABLE"}, 404),
        ("/incidents/1/split", {}, 400),
        ("/incidents/1/split", {"articles": "3"}, 404),
        ("/incidents/2/split", {"articles": "3"}, 404),
        ("/incidents/1/move", {"article": "3", "into": "2"}, 404),
        ("/incidents/1/move", {"article": "1", "into": ""}, 404),
    ],
)
def test_what_cannot_be_grouped_is_refused(
    two: Desk, path: str, fields: dict[str, str], status: int
) -> None:
    two.post(path, status, **fields)

    assert two.rows("SELECT * FROM reviews") == []


def test_incidents_that_may_be_the_same_are_offered(tmp_path: Path) -> None:
    path = tmp_path / "trata.db"
    with Store.open(path) as store:
        for number in (1, 2):
            store.save(decide(Told(url=f"https://c.example/{number}"), incidents={None: 1.0}))
        store.save(decide(Told(url="https://c.example/3", keys=("name:otro",))))
    desk = Desk(path)

    assert 'name="into" value="1">Merge into 1<' in desk.get("/incidents/2")
    assert "Merge into 3" not in desk.get("/incidents/2")
