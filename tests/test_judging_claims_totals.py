"""Totals over several clauses and sentences, lists that say who people are, those of no count."""

import pytest

from monitor.judging import claims
from tests.builders import make_article


def value(body: str, field: str, language: str = "es") -> int | None:
    found = claims.find(make_article(body, "Nota", language=language), ())
    told = [c.value for c in found if c.field == field and c.scope == "incident"]
    return int(told[0]) if told else None


@pytest.mark.parametrize(
    ("body", "rescued"),
    [
        ("Hallaron a tres escolares en un bar. En otro ubicaron a dos más. Las cinco declaran.", 5),
        ("Ubicaron a cuatro mujeres. En otra casa, a dos menores. Los seis están a salvo.", 6),
        ("Dos ancianos, una mujer ciega y un joven fueron hallados. Las cuatro personas comen.", 4),
        ("En Mazuko fueron rescatadas cuatro mujeres y en Huepetuhe, tres adolescentes.", 7),
        ("Four women were rescued in one bar and three girls in another.", 7),
        ("Fueron rescatadas dos mujeres que atendían las mesas y una adolescente.", 3),
    ],
)
def test_groups_told_apart_add_up(body: str, rescued: int) -> None:
    assert value(body, "rescued", "en" if body.startswith("Four") else "es") == rescued


@pytest.mark.parametrize(
    ("body", "arrested"),
    [
        ("Fueron detenidas tres mujeres que servían y un varón que, según dijo, vigilaba.", 4),
        ("Quedaron detenidos la dueña, que quiso huir por el techo, el cajero y dos mozos.", 4),
        ("En Lima cayeron dos hombres; en Ica, una mujer.", 3),
        ("Los detenidos son Ana P. (52), de nacionalidad peruana; y Luis R. (30).", 2),
    ],
)
def test_a_list_goes_on_past_a_clause_or_a_place(body: str, arrested: int) -> None:
    assert value(body, "arrested") == arrested


@pytest.mark.parametrize(
    ("body", "rescued", "minors"),
    [
        ("Ubicaron a dos bebés, una niña de un mes y un varón de dos semanas.", 2, 2),
        ("Rescatan a tres menores, una mujer y dos varones, de un taller.", 3, 3),
        ("Fueron rescatados tres adultos, dos adolescentes y un niño.", 6, 3),
    ],
)
def test_a_list_of_the_same_number_says_who_they_are(body: str, rescued: int, minors: int) -> None:
    assert (value(body, "rescued"), value(body, "minors")) == (rescued, minors)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("La mamá de los chicos, ubicada por teléfono, dijo que no sabía nada.", "rescued"),
        ("El juez condenó a tres personas. La Policía ingresó al bar con los fiscales.", "rescued"),
        ("En el mismo periodo del año pasado las víctimas rescatadas fueron 58.", "rescued"),
    ],
)
def test_parents_the_convicted_and_other_years_are_not_rescued(body: str, field: str) -> None:
    assert value(body, field) is None


def test_who_waits_for_the_prosecutor_is_one() -> None:
    body = "Un sujeto fue detenido. El detenido permanece en la carceleta a la espera del fiscal."
    assert value(body, "arrested") == 1
