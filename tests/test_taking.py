"""What no rule calls relevant is heard where it plainly tells an incident that others tell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor import intake
from monitor.models import Article
from monitor.options import AS_SHIPPED
from monitor.regroup import plan, sides
from monitor.taking import take_examined
from storage.reviewing import By
from storage.store import Store
from tests.builders import NOW, make_article
from tests.test_grouping_incidents import day


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "trata.db") as opened:
        yield opened


def news(number: int, title: str, body: str, when: str = "2024-06-04") -> Article:
    url = f"https://diario{number}.example/{number}"
    return make_article(body, title, url=url, published=day(when))


PLAIN = news(
    1,
    "Trata de personas en Ilave: rescatan a catorce jóvenes",
    """Catorce jóvenes que eran explotadas sexualmente en el bar "La Choza" de Ilave fueron \
rescatadas ayer y tres personas quedaron detenidas por trata de personas, entre ellas el dueño, \
Leoncio Arpasi Ticona.""",
)
QUIET = news(
    2,
    "Ilave: intervienen bar La Choza",
    """Un bar del centro de Ilave fue intervenido anoche por la Policía. Catorce mujeres que \
estaban en el bar "La Choza" fueron rescatadas. Quedaron detenidas tres personas, una de ellas \
Leoncio Arpasi Ticona, y el local fue clausurado por la municipalidad.""",
)
OTHER_RAID = news(
    3,
    "Ilave: tres detenidos por robo",
    """Tres personas fueron detenidas ayer en Ilave por el robo de una camioneta. La Policía \
recuperó el vehículo en la carretera a Puno, cerca de un grifo, después de una persecución.""",
)
RESCUE = news(
    4,
    "Rescatan a catorce pasajeros de bus en Ilave",
    """Catorce pasajeros fueron rescatados ayer por los bomberos de Ilave después de que el bus en \
que viajaban a Puno cayó a una cuneta. Tres de ellos están en observación.""",
)


def take(store: Store, *articles: Article) -> None:
    for one in articles:
        take_examined(store, intake.examine(one))


def told(store: Store) -> dict[str, tuple[str, int | None]]:
    rows = store.rows(
        "SELECT a.url, a.verdict, i.live_id AS incident FROM articles AS a "
        "LEFT JOIN incident_articles AS l ON l.article_id = a.id "
        "LEFT JOIN incidents AS i ON i.id = l.incident_id"
    )
    return {row["url"]: (row["verdict"], row["incident"]) for row in rows}


def test_the_quiet_article_is_no_news_of_the_beat_alone(store: Store) -> None:
    take(store, QUIET)
    assert told(store)[QUIET.url] == ("rejected", None)


@pytest.mark.parametrize("articles", [(PLAIN, QUIET), (QUIET, PLAIN)], ids=["after", "before"])
def test_it_is_heard_whichever_came_first(store: Store, articles: tuple[Article, ...]) -> None:
    take(store, *articles)

    assert set(told(store).values()) == {("relevant", 1)}
    row = store.row("SELECT * FROM articles WHERE url = ?", (QUIET.url,))
    assert row is not None
    assert row["body"] == QUIET.body
    assert "tells incident 1" in row["reasons"]
    values = store.rows("SELECT value FROM claims WHERE article_id = ? AND field = 'rescued'",
                        (row["id"],))  # fmt: skip
    assert values == [{"value": 14}]
    assert store.number("SELECT article_count FROM incident_summary") == 2


@pytest.mark.parametrize("other", [OTHER_RAID, RESCUE], ids=["as many held", "as many rescued"])
def test_as_many_people_on_the_same_day_in_the_same_town_are_not_enough(
    store: Store, other: Article
) -> None:
    take(store, PLAIN, other)
    assert told(store)[other.url] == ("rejected", None)


def test_neither_a_replay_nor_a_further_article_takes_it_back(store: Store) -> None:
    take(store, PLAIN, QUIET)

    assert list(sides(store.past(), AS_SHIPPED)) == []
    found = plan(store.past(), store.separated())
    assert (found.stories, found.incidents) == ((), ())
    take(store, OTHER_RAID)
    assert told(store)[QUIET.url] == ("relevant", 1)


def test_what_a_person_rejected_stays_rejected(store: Store) -> None:
    take(store, QUIET)
    store.review_article(1, "rejected", By("ana", NOW), None)

    take(store, PLAIN)

    assert told(store)[QUIET.url] == ("rejected", None)
