"""An article that tells several events, from its text to the incidents of the database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor import intake
from monitor.models import Article
from monitor.taking import take_examined
from storage.store import Store
from tests.builders import make_article
from tests.test_grouping_incidents import day
from tests.test_judging_episodes import ROUND_UP

JULIACA = """Siete mujeres que eran explotadas sexualmente en un bar de Juliaca fueron rescatadas \
el lunes y cuatro personas quedaron detenidas por trata de personas. Venían de Bolivia."""
TACNA = """Por trata de personas fueron detenidos los dos administradores de un hostal de Tacna \
donde el miércoles la Policía rescató a tres adolescentes que eran explotadas sexualmente."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as opened:
        yield opened


def article(number: int, body: str, title: str, published: str = "2019-07-14") -> Article:
    url = f"https://diario{number}.example/{number}"
    return make_article(body, title, url=url, published=day(published))


ROUND = article(3, ROUND_UP, "Tres operativos contra la trata de personas")
ALONE = (
    article(1, JULIACA, "Juliaca: rescatan a siete mujeres", "2019-07-09"),
    article(2, TACNA, "Tacna: caen dos administradores de hostal", "2019-07-11"),
)


def take(store: Store, *articles: Article) -> None:
    for one in articles:
        take_examined(store, intake.examine(one))


def told(store: Store, number: int) -> list[int]:
    sql = (
        "SELECT i.live_id FROM incident_articles AS l JOIN incidents AS i ON i.id = l.incident_id "
        "WHERE l.article_id = ? ORDER BY l.score DESC"
    )
    return store.numbers(sql, (number,))


@pytest.mark.parametrize("articles", [(*ALONE, ROUND), (ROUND, *ALONE)], ids=["after", "before"])
def test_a_round_up_tells_the_incidents_that_others_tell_one_by_one(
    store: Store, articles: tuple[Article, ...]
) -> None:
    take(store, *articles)

    places = [one.url for one in articles]
    round_up, juliaca, tacna = (told(store, places.index(one.url) + 1) for one in (ROUND, *ALONE))
    assert len(round_up) == 3
    assert juliaca == round_up[:1]
    assert tacna == round_up[1:2]


def test_each_incident_has_its_own_passage_figures_places_and_title(store: Store) -> None:
    take(store, ROUND)

    rows = store.rows(
        "SELECT s.*, l.passages, l.score FROM incident_summary AS s "
        "JOIN incident_articles AS l USING (incident_id) ORDER BY l.score DESC"
    )
    assert [row["departments"] for row in rows] == ["Puno", "Tacna", "Moquegua"]
    assert [row["rescued_max"] for row in rows] == [7, 3, 15]
    assert [row["arrested_max"] for row in rows] == [4, 2, 1]
    assert [row["date_event"] for row in rows] == ["2019-07-08", "2019-07-10", "2019-07-12"]
    assert rows[0]["score"] > rows[1]["score"] > rows[2]["score"]
    for row, town in zip(rows, ("Juliaca", "Tacna", "Ilo"), strict=True):
        assert town in row["title"]
        passages = json.loads(row["passages"])
        assert town in "".join(ROUND_UP[start:end] for start, end in passages)


def test_a_copy_of_a_round_up_tells_the_same_incidents(store: Store) -> None:
    copied = article(9, f"{ROUND_UP}\n\nCon información de la agencia.", ROUND.title)
    take(store, ROUND, copied)

    assert store.number("SELECT count(DISTINCT story_id) FROM articles") == 1
    assert told(store, 2) == told(store, 1)
    summary = store.rows("SELECT article_count, arrested_max FROM incident_summary ORDER BY 1, 2")
    assert [row["article_count"] for row in summary] == [2, 2, 2]
    assert [row["arrested_max"] for row in summary] == [1, 2, 4]


ASIDE = """Cuatro jóvenes colombianas eran explotadas sexualmente en un centro de masajes de \
Talara. Las rescató el miércoles la Policía, que detuvo a dos personas por trata de personas.

Hace tres meses, en Paita, 27 obreros fueron rescatados de una planta y tres jefes detenidos."""
PAITA = """Veintisiete obreros que eran explotados en una planta de harina de Paita fueron \
rescatados el jueves por la fiscalía de trata de personas. Se detuvo a tres jefes de turno."""


def test_what_is_told_in_passing_joins_a_known_case_and_opens_none(store: Store) -> None:
    talara = article(5, ASIDE, "Talara: explotaban a cuatro jóvenes", "2023-01-27")
    take(store, talara)
    assert len(told(store, 1)) == 1
    assert store.number("SELECT rescued_max FROM incident_summary") == 4

    again = article(6, ASIDE.replace("Las rescató", "Rescató a todas"), "Talara", "2023-01-27")
    take(store, article(4, PAITA, "Paita: explotaban a obreros", "2022-11-04"), again)

    main, aside = told(store, 3)
    assert [aside] == told(store, 2)
    assert [main, aside] == told(store, 1)
    row = store.row("SELECT * FROM incident_summary WHERE incident_id = ?", (aside,))
    assert row is not None
    assert (row["date_event"], row["rescued_min"], row["rescued_max"]) == ("2022-11-03", 27, 27)
