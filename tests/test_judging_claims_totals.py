"""Totals over several clauses and sentences, lists that say who people are, those of no count."""

from functools import partial

import pytest

from monitor.judging import claims
from monitor.judging.claims.counts import apart
from monitor.judging.claims.grammar import heads
from tests.builders import make_article
from tests.timing import is_within


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


@pytest.mark.parametrize(
    ("body", "minors"),
    [
        ("Retiraron a siete jóvenes. Una confesó que tiene 17 años y que llegó por Tumbes.", 1),
        ("Hallaron a cinco chicas. Dos dijeron tener 17 años. El dueño fue detenido.", 2),
        ("Siete de las doce jóvenes rescatadas el domingo en dos bares son menores de edad.", 7),
        ("Los menores, de 7, 9 y 12 años, eran obligados a mendigar. La mujer fue detenida.", 3),
        ("La Policía rescató a un niño de ocho años y a su hermana de once, que mendigaban.", 2),
        ("Rescataron a las adolescentes de iniciales M.R.C. (15) y Y.P.L. (17) en un bar.", 2),
        ("Police freed two women. One of the women, 17, was reported missing in May.", 1),
    ],
)
def test_ages_in_other_words_tell_minors(body: str, minors: int) -> None:
    assert value(body, "minors", "en" if body.startswith("Police") else "es") == minors


@pytest.mark.parametrize(
    ("body", "arrested", "rescued"),
    [
        ("Rescató a dos víctimas y se halló a una menor. Cayó el dueño.", 1, 3),
        ("La integran un médico y dos choferes, quienes fueron detenidos ayer.", 3, None),
        ("Cinco mujeres fueron detenidas y trece rescatadas en un operativo.", 5, 13),
        ("El sujeto que se identificó como encargado y la cajera fueron detenidos.", 2, None),
        (
            "Los tres acusados captaron a dos jóvenes. Las jóvenes aún no han sido ubicadas. "
            "Los tres fueron detenidos.",
            3,
            None,
        ),
        ("Dos de las chicas dijeron que sí. El dueño fue detenido.", 1, None),
        ("Son Juan Pérez (a) 'Chino' y Luis Rojas (a) 'Gato'. Ambos fueron detenidos.", 2, None),
        ("La PNP detuvo a JUAN CARLOS PEREZ (35) y MARIA TORRES RUIZ (29) en Ica.", 2, None),
        ("Cayeron dos integrantes de la banda que explotaba a seis venezolanas.", 2, None),
        ("Tres hermanos llevaban a una bebé. Fueron detenidos en la frontera.", 3, 1),
        ("La joven y su prima estaban amarradas. Fueron liberadas el jueves.", None, 2),
        (
            "Tras el operativo puso a disposición a cinco detenidos y a ocho víctimas.",
            5,
            8,
        ),
        ("De las 20 mujeres, solo ocho fueron consideradas víctimas. Cayó el dueño.", 1, 8),
        (
            "Hasta ahí llevaron a dos adolescentes de Espinar, según el fallo de los jueces.",
            None,
            None,
        ),
        ("Los otros dos fueron recogidos en una casa. Dos mujeres fueron detenidas.", 2, None),
        (
            "El administrador fue detenido. Cinco de las extranjeras no contaban con la calidad "
            "migratoria vigente, por lo que pasaron al área de Seguridad del Estado.",
            1,
            None,
        ),
        (
            "Ocho mujeres y tres varones fueron llevados a la comisaría. "
            "El administrador y el mozo quedaron detenidos.",
            2,
            None,
        ),
    ],
)
def test_each_is_counted_on_their_own_side(
    body: str, arrested: int | None, rescued: int | None
) -> None:
    assert (value(body, "arrested"), value(body, "rescued")) == (arrested, rescued)


@pytest.mark.parametrize("piece", ["A. ", "una de las ", "de iniciales A.B. (15) y ", "3 of the "])
def test_patterns_are_quick_on_hostile_text(piece: str) -> None:
    text = (piece * 50_000)[:100_000]
    for pattern in (*apart.PATTERNS, *heads.PATTERNS):
        assert is_within(0.05, partial(pattern.match, text, 0)), pattern.pattern[:60]


@pytest.mark.parametrize(
    "body",
    [
        "Rescataron a dos mujeres. Una de ellas tiene un hijo de ocho meses.",
        "Según el escrito, de 1.140 páginas, dos mujeres fueron rescatadas.",
        "Liberaron a dos mujeres. Las niñas del barrio las saludaban. El menor miraba.",
    ],
)
def test_a_child_of_no_number_is_no_victim(body: str) -> None:
    assert value(body, "minors") is None
