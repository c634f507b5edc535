"""Prison terms whose word for years is left out, and forms that only words tell."""

import pytest

from monitor.judging import claims, judge
from monitor.options import Rules
from tests.builders import make_article

GIVEN = (
    (
        "El colegiado condenó a Julia P. C. a catorce años y a su yerno Marco Q. L. a nueve.",
        [14, 9],
    ),
    (
        "Treinta años para el jefe de la banda, veinticuatro para su mano derecha y diecisiete "
        "para cada uno de los tres choferes.",
        [30, 24, 17, 17, 17],
    ),
    (
        "Dieciséis años de cárcel para Nora T. Doce para su esposo. Doce para el cuñado.",
        [16, 12, 12],
    ),
    ("El cabecilla pasará 28 años tras las rejas; su pareja deberá purgar 21.", [28, 21]),
    ("La sala bajó de 12 a ocho años la pena de la dueña y de diez a seis la de su hija.", [8, 6]),
    ("Con 32 años de prisión fue castigado el alcalde; con 20, su chofer.", [32, 20]),
    (
        "La sala ratificó los 14 años que recibió el taxista y los 20 del dueño del hostal.",
        [14, 20],
    ),
    ("Le dieron doce años por trata y diez por violación: en total 22 años.", [22]),
    (
        "De los seis acusados, dos recibieron 25 años; tres, 15; el último, absuelto.",
        [25] * 2 + [15] * 3,
    ),
    (
        "El líder, Jhon P. (34), a 30 años; Luz M. (28) y Kelly R. (25), a 22; los taxistas, a 10 "
        "cada uno.",
        [30, 22, 22, 10, 10],
    ),
    ("La mujer recibió 14 años. Otro colegiado dio 30 años a un sicario.", [14]),
    (
        "El juez impuso doce años de prisión a cada uno de los hermanos Nilo, Juan y Eva Ttito.",
        [12] * 3,
    ),
    ("Impuso 15 años de cárcel a cada uno de los esposos Juan Pari y Luz Ccori.", [15] * 2),
    (
        "Luis B., 57, was ordered to serve 9 years in prison and his wife, Irma B., 55, received "
        "6 years.",
        [9, 6],
    ),
    (
        "Juan P., 41, deberá cumplir 20 años de cárcel; Ana L., 36, ha sido condenada a 15.",
        [20, 15],
    ),
    (
        "María Q., de 44 años, y su hijo Jorge, de 23, fueron condenados a 14 años de prisión.",
        [14, 14],
    ),
    (
        "El juez le dio diez años de prisión. La víctima sufrió dos años de encierro en su casa.",
        [10],
    ),
    ("Condena por trata: doce años de encierro para la dueña del bar.", [12]),
    ("A ella, 21; a él, 11. La diferencia se debe a que él solo trasladaba.", [21, 11]),
)
WISHED = (
    "Para el cabecilla se pide 30 años de cárcel; para su esposa, 25; para los choferes, quince.",
    "El fiscal solicita veinte años para la dueña del bar. Para el mozo, ocho.",
    "Lo decidirá un proceso que duró nueve años.",
    "Los imputados tienen entre 35 y 60 años.",
)


def _terms(body: str) -> list[int | str]:
    article = make_article(title="Leen la sentencia del caso", body=body)
    return sorted(c.value for c in claims.find(article, ()) if c.field == "sentence_years")


@pytest.mark.parametrize(("body", "terms"), GIVEN)
def test_each_defendant_has_a_term(body: str, terms: list[int]) -> None:
    assert _terms(body) == sorted(terms)


@pytest.mark.parametrize("body", WISHED)
def test_what_is_wished_or_lasts_is_no_term(body: str) -> None:
    assert _terms(body) == []


BAR = (
    "La policía entró a un bar de La Pampa y halló a cuatro jóvenes que acompañaban a los clientes "
    "y fichaban por cada cerveza. Les habían pagado el pasaje y lo debían con trabajo. La dueña "
    "cayó por trata de personas. Las jóvenes habían llegado de Cusco con la promesa de atender "
    "una tienda. Dormían en un cuarto sin ventanas detrás del local y subían con los mineros desde "
    "la medianoche. La fiscalía de Tambopata dispuso que pasen a un albergue mientras declaran. "
    "Los clientes pagaban en oro y la dueña anotaba todo en un cuaderno que ahora es una prueba."
)


def test_words_tell_no_form_where_they_are_switched_off() -> None:
    article = make_article(title="Hallan a cuatro jóvenes en bar", body=BAR)
    told = {c.extractor for c in judge(article, Rules(off=("learned.words",))).claims}
    assert "words-1" not in told


@pytest.mark.parametrize("said", ["no ante un caso de trabajo forzoso", "descartó trabajo forzoso"])
def test_a_form_that_is_denied_is_none(said: str) -> None:
    body = f"Sunafil visitó una ladrillera de Huachipa y multó al dueño. El inspector está {said}."
    article = make_article(title="Multan a ladrillera", body=body)
    assert [c.value for c in judge(article).claims if c.field == "form"] == []


def test_an_age_between_commas_or_beside_an_age_is_no_term() -> None:
    told = (
        "El juzgado sentenció a Reynaldo S. a 16 años de prisión y a Flor D. a 14. "
        "Trajeron a cuatro muchachas; tres tenían 17 años y una, 19."
    )
    english = (
        "A court condemned a woman to 30 years in prison. Julia M., 52, ran a bar in which girls "
        "were made to drink, the court found. Her son, Rogelio C., 27, was sentenced to 12 years."
    )

    aged = "The midwife, aged 61, who ran a clinic, was given 20 years. Her assistant received 12."

    assert _years(aged, "en")[:1] == [20]
    assert len(_years(aged, "en")) < 3
    assert _years(told) == [16, 14]
    assert _years(english, "en") == [30, 12]


def _years(told: str, language: str = "es") -> list[object]:
    found = claims.find(make_article(told, language=language), ())
    return [claim.value for claim in found if claim.field == "sentence_years"]


@pytest.mark.parametrize(
    ("title", "body", "status"),
    [
        (
            "Sala absuelve a empresario acusado de trata",
            "La Sala de Loreto absolvió al empresario Luis P. del delito de trata de personas, por "
            "el que había sido condenado a 15 años de cárcel en primera instancia.",
            "acquitted",
        ),
        (
            "Dictan cadena perpetua por trata de personas en Puno",
            "El Poder Judicial dictó cadena perpetua contra un hombre que vendía a su hijastra.",
            "sentenced",
        ),
        (
            "Condenan a dos y absuelven a uno por trata en Tacna",
            "El juzgado condenó a 12 años de cárcel a dos hermanos y absolvió al chofer.",
            "sentenced",
        ),
    ],
)
def test_an_acquittal_is_no_conviction_and_life_is_one(title: str, body: str, status: str) -> None:
    assert judge(make_article(body, title)).status == status
