"""Minors told by their ages, apart, one by one; children who are no victims of the case."""

import pytest

from monitor.judging import claims
from tests.builders import make_article


def value(body: str, field: str = "minors") -> int | None:
    found = claims.find(make_article(body, "Nota"), ())
    told = [c.value for c in found if c.field == field and c.scope == "incident"]
    return int(told[0]) if told else None


AGES = [
    ("Los niños, de ocho, once y trece años, fueron hallados. El padrastro fue detenido.", 3),
    ("Rescataron a los muchachos, que por entonces tenían 9, 12 y 15 años, y cayó el patrón.", 3),
    ("Liberaron a una mujer de 34 años y sus hijos de 10 y 12, retenidos en un fundo.", 2),
    ("Liberaron a cuatro mujeres, tres de ellas de quince, dieciséis y diecisiete años.", 3),
    ("Rescataron a cuatro jóvenes, de 17, 18, 20 y 21 años, en un bar.", 1),
    ("Rescataron a una joven de diecinueve años. Hay un detenido.", None),
    ("Encontraron a once varones. Dos tienen 16 años y uno 15. Cayó el patrón.", 3),
    ("Rescataron a nueve mujeres del bar. Una tiene 15 años y otra 17. Cayó el dueño.", 2),
    ("Rescataron a nueve mujeres del bar. Tres tenían 17, 18 y 19 años. Cayó el dueño.", 1),
    ("Rescataron a nueve mujeres. Dos tienen 16 hijos entre ambas. Cayó el dueño.", None),
    ("Fueron siete las menores identificadas, de 13 a 17 años. La pareja fue condenada.", 7),
    ("¿Qué hallaron? A una colegiala de 13 años, a otra de 14 y a dos de 16. Las cuatro "
     "dijeron lo mismo. La señora fue arrestada.", 4),
]  # fmt: skip


@pytest.mark.parametrize(("body", "minors"), AGES)
def test_ages_tell_how_many_are_minors(body: str, minors: int | None) -> None:
    assert value(body) == minors


ELSEWHERE = [
    ("Viajó para cuidar a un niño en Lima. La joven fue rescatada y cayó su captor.", None),
    ("Rescataron a una madre de dos niños. La señora servía en un bar; cayó el dueño.", None),
    ("Vendió a su hija de 15 años y fue detenida. En la casa quedan otros cuatro menores.", 1),
]


@pytest.mark.parametrize(("body", "minors"), ELSEWHERE)
def test_children_only_mentioned_are_no_victims(body: str, minors: int | None) -> None:
    assert value(body) == minors


def test_years_of_the_crime_make_no_balance() -> None:
    told = "Entre 2018 y 2020 los procesados retuvieron a siete mujeres, dos de ellas menores."
    balance = "Entre 2018 y 2020 fueron rescatadas 35 menores en la región. Cayó un proxeneta."
    assert value(f"Un clan fue condenado. {told}") == 2
    assert value(balance) is None


RESCUED = [
    ("Los agentes recogieron a once pequeños. Quedaron detenidos seis adultos.", 11),
    ("La fiscalía buscaba madera y se encontró con diecisiete hombres sin sueldo. Cayó el "
     "capataz, que no dejaba salir a nadie.", 17),
    ("Encontraron a once mujeres. Cuatro de ellas tenían entre 15 y 17 años. Las adolescentes "
     "quedaron a cargo de la UPE. Cayó la encargada.", 11),
    ("Se halló a quince mujeres adultas. Cayó el dueño. Indicaron que acuden de manera "
     "voluntaria.", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rescued"), RESCUED)
def test_those_come_upon_are_reached_unless_they_came_freely(
    body: str, rescued: int | None
) -> None:
    assert value(body, "rescued") == rescued


OF_WHOM = [
    ("El entrenador captó a cuatro estudiantes de secundaria, de entre 13 y 16 años.", 4),
    ("Dos alumnas del colegio, de 15 años, fueron rescatadas y cayó el dueño del bar.", 2),
    ("La hija de la detenida, de 15 años, fue rescatada del bar.", 1),
    ("Rescataron a la hija de un agricultor, de 45 años, y detuvieron al patrón.", None),
]


@pytest.mark.parametrize(("body", "minors"), OF_WHOM)
def test_ages_stand_behind_a_phrase_of_whose_they_are(body: str, minors: int | None) -> None:
    assert value(body) == minors


WHOLES = [
    ("Las agraviadas (cinco venezolanas y dos ecuatorianas) fueron rescatadas.", 7),
    ("Se halló a once féminas, siete mayores y cuatro menores. Cayó el dueño.", 11),
    ("Cayó la pareja. Los seis niños estaban en la casa y fueron conducidos a la comisaría, en "
     "calidad de agraviados.", 6),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rescued"), WHOLES)
def test_parts_and_the_wronged_make_a_whole(body: str, rescued: int) -> None:
    assert value(body, "rescued") == rescued


TRIED = [
    ("En mayo de 2019 la Policía rescató a cinco mujeres del bar.", 5),
    ("Los hechos ocurrieron en 2019, cuando la Policía rescató a cinco mujeres.", 5),
    ("Durante 2019 fueron rescatadas 38 mujeres en la región.", None),
]


@pytest.mark.parametrize(("told", "rescued"), TRIED)
def test_the_raid_of_a_case_in_court_lies_years_back(told: str, rescued: int | None) -> None:
    verdict = "La Corte condenó a 15 años de cárcel a Julia P. por trata de personas."
    assert value(f"{verdict} {told}", "rescued") == rescued


def test_children_of_suspects_and_other_children_at_home_are_no_victims() -> None:
    own = "Fueron detenidos una mujer y su pareja. También había dos menores, hijos de la detenida."
    assert value(f"{own} La Policía rescató a tres jóvenes.") is None
    home = "La niña vendía caramelos. Su tía fue detenida. En la casa vivían otros tres niños."
    assert value(home, "rescued") is None


def test_numbers_of_rooms_count_nobody() -> None:
    assert value("Se halló a dos menores en las habitaciones 204 y 301.", "rescued") == 2


MORE = [
    ("Tres menores fueron recuperados. Junto a ellos fue puesta a salvo su madre.", 4),
    ("La fiscalía dio con el paradero de tres hermanitas. El comerciante fue detenido.", 3),
    ("La menor M. L. (15) y su amiga J. R. (16) fueron encontradas en un hospedaje.", 2),
]


@pytest.mark.parametrize(("body", "rescued"), MORE)
def test_those_who_come_with_others_are_added(body: str, rescued: int) -> None:
    assert value(body, "rescued") == rescued


CROWDS = [
    ("Los agentes hallaron a 20 personas: ocho clientes, nueve damas de compañía y tres mozos. "
     "El administrador quedó detenido.", 9),
    ("Se encontró a 31 personas, entre clientes y trabajadoras. Cayó el dueño.", None),
    ("Se encontró a 31 personas encerradas en el fundo. Cayó el dueño.", 31),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rescued"), CROWDS)
def test_guests_of_a_bar_are_not_rescued(body: str, rescued: int | None) -> None:
    assert value(body, "rescued") == rescued
