"""When the event happened, and how far the case has come."""

from datetime import UTC, datetime

import pytest

from monitor.judging import claims, events
from monitor.models import UNKNOWN, Precision, Status, When
from tests.builders import make_article

FRIDAY = When(datetime(2025, 3, 14, 15, 0, tzinfo=UTC), "time")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("La Policía detuvo a dos hombres.", "2025-03-14"),
        ("Ayer fueron rescatadas seis mujeres en Piura.", "2025-03-13"),
        ("Anoche, agentes detuvieron a una pareja.", "2025-03-13"),
        ("Esta madrugada se rescató a tres jóvenes.", "2025-03-14"),
        ("El 10 de marzo, la Policía rescató a tres jóvenes.", "2025-03-10"),
        ("El último domingo 9 de marzo se detuvo a dos sujetos.", "2025-03-09"),
        ("La madrugada del domingo fueron detenidos tres sujetos.", "2025-03-09"),
        ("El último viernes se detuvo a dos sujetos.", "2025-03-07"),
        ("El viernes se detuvo a dos sujetos.", "2025-03-14"),
        ("Police raided the bar on Monday and arrested two men.", "2025-03-10"),
        ("Officers said Wednesday they had freed 12 women.", "2025-03-12"),
        ("March 11, 2025\nPolice arrested two men.", "2025-03-11"),
        ("Fueron detenidos el 11/03/2025 en Ilo.", "2025-03-11"),
        ("A polícia prendeu dois homens na segunda-feira.", "2025-03-10"),
        ("El 20 de diciembre, la Policía rescató a tres jóvenes.", "2025-03-14"),
        ("La Policía detuvo a dos sujetos. El juicio comenzará el 2 de abril.", "2025-03-14"),
        ("La joven desapareció el 1 de marzo. Ayer fue rescatada.", "2025-03-13"),
    ],
)
def test_day_of_the_event(body: str, day: str) -> None:
    language = "en" if "olice" in body or "Officers" in body else "es"
    when = events.when(make_article(body, published=FRIDAY, language=language))
    assert when.precision == "day"
    assert when.at == datetime.fromisoformat(day).replace(hour=5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "start", "precision"),
    [
        ("La semana pasada fueron detenidos dos sujetos.", "2025-03-03", "week"),
        ("El mes pasado fueron detenidos dos sujetos.", "2025-02-01", "month"),
    ],
)
def test_coarser_dates(body: str, start: str, precision: Precision) -> None:
    when = events.when(make_article(body, published=FRIDAY))
    assert when == When(datetime.fromisoformat(start).replace(hour=5, tzinfo=UTC), precision)


def test_a_day_kept_as_midnight_utc_stays_that_day() -> None:
    published = When(datetime(2025, 3, 14, tzinfo=UTC), "day")
    when = events.when(make_article("Ayer se detuvo a dos sujetos.", published=published))
    assert when.at == datetime(2025, 3, 13, 5, tzinfo=UTC)


def test_late_evening_in_lima_is_still_that_day() -> None:
    published = When(datetime(2025, 3, 15, 3, 0, tzinfo=UTC), "time")
    when = events.when(make_article("Hoy se detuvo a dos sujetos.", published=published))
    assert when.at == datetime(2025, 3, 14, 5, tzinfo=UTC)


def test_without_a_date_of_its_own() -> None:
    assert events.when(make_article("Se detuvo a dos.", published=UNKNOWN)) == UNKNOWN
    told = make_article("El 4 de octubre de 2013 se detuvo a dos.", published=UNKNOWN)
    assert events.when(told).at == datetime(2013, 10, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("La Policía rescató a tres jóvenes en un operativo.", "operation"),
        ("La Policía detuvo a dos sujetos y rescató a tres jóvenes.", "detained"),
        ("El juez dictó nueve meses de prisión preventiva contra el sujeto.", "pretrial_detention"),
        ("La Fiscalía acusó a dos personas por trata.", "charged"),
        ("La Policía detuvo a una abuela y a su nieto, acusados de prostituir a tres.", "detained"),
        ("Dos hermanas fueron detenidas ayer tras ser acusadas de captar a niñas.", "detained"),
        ("Una mujer está acusada de explotar a tres jóvenes.", "charged"),
        (
            "Hallaron a tres jóvenes. El dueño y su hermana fueron llevados a la sede policial.",
            "detained",
        ),
        ("Empezó el juicio oral contra la red.", "trial"),
        ("Un hombre fue condenado a 12 años de cárcel por trata.", "sentenced"),
        ("La sala absolvió a la mujer acusada de trata.", "acquitted"),
        ("La Policía detuvo a un sujeto. El delito se pena con 15 años de cárcel.", "detained"),
        ("Vecinos denunciaron que en el bar trabajan escolares.", "reported"),
        ("A court sentenced a man to 12 years in prison.", "sentenced"),
    ],
)
def test_status(body: str, status: Status) -> None:
    article = make_article(body, language="en" if body.startswith("A court") else "es")
    assert events.status(claims.find(article, ())) == status


@pytest.mark.parametrize(
    "told",
    [
        "No se rescató a ninguna víctima y nadie fue detenido.",
        "Ningún sospechoso fue detenido en la intervención.",
        "Nobody was arrested in the raid.",
    ],
)
def test_a_stage_that_nobody_came_to_is_none(told: str) -> None:
    article = make_article(f"La Policía allanó un bar de Chosica por trata de personas. {told}")

    assert events.status(claims.find(article, ())) != "detained"
