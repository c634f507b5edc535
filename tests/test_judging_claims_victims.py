"""Victims of whom no clause says that they were freed; kinds of victims; corrected numbers."""

import re
from functools import partial

import pytest

from monitor.judging import claims, judge
from monitor.judging.claims.counts import breakdown as kinds
from monitor.judging.claims.counts import corrections, grouped, reached
from tests.builders import make_article
from tests.timing import is_within


def value(body: str, field: str, language: str = "es") -> int | None:
    found = claims.find(make_article(body, "Nota", language=language), ())
    told = [c.value for c in found if c.field == field and c.scope == "incident"]
    return int(told[0]) if told else None


@pytest.mark.parametrize(
    ("body", "rescued"),
    [
        ("En el altillo dormían ocho muchachas. El dueño pasó la noche en el calabozo.", 8),
        ("A bordo iban tres niños de Acomayo. El chofer fue detenido en la garita.", 3),
        ("Seis puneñas servían mesas sin paga. El encargado y un mozo fueron arrestados.", 6),
        ("La Policía llevó al hogar a dos escolares y a una joven. Cayó la madrina.", 3),
        ("Dos hermanas cuidaban ancianos sin sueldo. El jueves ambas volvieron con sus padres.", 2),
        ("El camión era el escondite de 18 cubanos. El chofer quedó detenido.", 18),
        ("Dos de las nueve jóvenes rescatadas en el bar declararon ayer.", 9),
        ("Nueve víctimas fueron ubicadas en Lima y tres en Chincha.", 12),
    ],
)
def test_those_who_were_there_count_as_reached(body: str, rescued: int) -> None:
    assert value(body, "rescued") == rescued


@pytest.mark.parametrize(
    "body",
    [
        "El tribunal condenó a 15 años al dueño del bar donde trabajaban cuatro jóvenes.",
        "El detenido guardaba un cuaderno con los nombres de más de 60 mujeres.",
        "Otras siete personas tienen orden de captura. La encargada fue detenida.",
        "El albergue tiene capacidad para 18 niñas y costará un millón de soles.",
        "Las dos amigas no han podido ser ubicadas.",
    ],
)
def test_those_who_are_only_mentioned_were_not_reached(body: str) -> None:
    assert value(body, "rescued") is None


def test_a_split_tells_how_many_are_adults() -> None:
    body = "Rescataron a nueve jóvenes, tres de ellas menores de edad."
    assert (value(body, "minors"), value(body, "adults")) == (3, 6)


def test_all_may_be_said_to_be_adults() -> None:
    body = "Rescataron a cuatro cusqueñas en un bar. Todas son mayores de edad."
    assert value(body, "adults") == 4


def test_a_child_of_no_case_is_no_victim() -> None:
    assert (
        value("El instituto advirtió que siete adolescentes recibieron avisos.", "minors") is None
    )


@pytest.mark.parametrize(
    ("body", "rescued"),
    [
        ("Informaron de ocho rescatadas; no eran ocho, sino siete.", 7),
        ("Fueron rescatadas catorce personas. La cifra subió de catorce a diecisiete.", 17),
        (
            "Hablaron de 16 rescatadas, pero la fiscal precisó que son catorce, pues dos mentían.",
            14,
        ),
    ],
)
def test_a_corrected_number_replaces_the_first(body: str, rescued: int) -> None:
    assert value(body, "rescued") == rescued


FREED = [
    ("La UPE intervino en favor de cuatro niñas que pedían limosna. El tío fue detenido.", 4),
    ("La patrulla constató la presencia de tres adolescentes en la bodega del barco.", 3),
    ("En un bar fueron ubicadas cuatro mujeres y, en la casa vecina, otras dos. Cayó el dueño.", 6),
    ("Una fiscal logró sacar de la mina a nueve muchachas. El capataz fue capturado.", 9),
    ("Siete venezolanas, la mayor de 31 años y la menor de 18, fueron halladas en un hostal.", 7),
    ("El número de mujeres rescatadas subió de tres a cinco, informó la fiscalía.", 5),
    ("Las personas liberadas son ocho, dijo el coronel.", 8),
    ("Seis peruanos que eran obligados a estafar llegaron anoche al aeropuerto Jorge Chávez.", 6),
    ("Cuatro compatriotas retenidas en un club de Macao regresaron al país.", 4),
    ("La Policía rescató a dos mujeres y a un niño, hijo de una de ellas.", 3),
    ("Cinco flaquitas que trabajaban a la fuerza fueron sacadas de un night club.", 5),
]
FREE = [
    "Sunafil halló a 12 niños que cargaban ladrillos. No hemos detectado indicios de coacción.",
    "La Policía identificó a veinte mujeres en un bar. No se encontraron personas retenidas.",
    "Ubicaron a treinta obreros en un fundo. No estamos ante un caso de trabajo forzoso, dijo.",
]


@pytest.mark.parametrize(("body", "rescued"), FREED)
def test_the_freed_are_counted_whatever_the_verb(body: str, rescued: int) -> None:
    assert value(body, "rescued") == rescued


@pytest.mark.parametrize("body", FREE)
def test_nobody_is_freed_where_force_is_denied(body: str) -> None:
    assert value(body, "rescued") is None


MINORS = [
    ("Rescataron a 41 personas. Tres son menores de edad: una de 15 y dos de 17 años.", 3),
    ("Hallaron a 22 mujeres. Cuatro de las veintidós son menores: dos de 15 y dos de 17.", 4),
    ("Rescataron a nueve chicas. Tres de ellas no habían cumplido la mayoría de edad.", 3),
    ("Son quince las agraviadas. Nueve tenían menos de dieciocho años. El clan fue condenado.", 9),
    ("Ocho chicos fueron rescatados. Todos tienen menos de 18 años.", 8),
    ("Rescataron a dieciséis muchachos. Ninguno había cumplido los 18. El menor tenía 13.", 16),
    ("Rescataron a tres colombianas. La mayor tiene 31 años y la menor 20.", None),
    ("Caen dos coyotes que pasaban a once migrantes, cinco de ellos niños, por la frontera.", None),
]


@pytest.mark.parametrize(("body", "minors"), MINORS)
def test_minors_are_counted_once_and_none_are_led_over_a_border(
    body: str, minors: int | None
) -> None:
    assert value(body, "minors") == minors


@pytest.mark.parametrize(
    "pattern",
    [*corrections.PATTERNS, *grouped.PATTERNS, *kinds.PATTERNS, *reached.PATTERNS],
    ids=str,
)
def test_patterns_are_linear_on_hostile_text(pattern: re.Pattern[str]) -> None:
    pieces = ("a", "a ", "no eran ", "subio de ", "volvieron a ", "preciso ", "todas a ", "una ")
    for piece in pieces:
        text = piece * (100_000 // len(piece))
        assert is_within(0.05, partial(_search, pattern, text)), piece


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def test_those_whom_the_police_only_find_are_not_rescued_where_nobody_is_forced() -> None:
    told = (
        "En el local se halló a catorce mujeres que ejercían el meretricio y a once clientes. "
        "Todas resultaron mayores de edad y dijeron a la fiscal que acudían de manera "
        "independiente. El administrador fue detenido por favorecimiento a la prostitución. "
        "Las féminas se retiraron."
    )
    judged = judge(make_article(told, "Chiclayo: intervienen prostíbulo clandestino"))

    assert judged.verdict.label == "related"
    assert [c for c in judged.claims if c.field in ("rescued", "women")] == []
    assert [c.value for c in judged.claims if c.field == "arrested"] == [1]


def test_the_younger_of_several_is_no_minor_for_that() -> None:
    told = "Los cuatro peones escaparon del fundo. El menor de ellos, de 22 años, tiene un corte."

    assert [c for c in claims.find(make_article(told), ()) if c.field == "minors"] == []


def test_the_wronged_of_a_charge_alone_are_not_rescued() -> None:
    told = (
        "El Poder Judicial dictó nueve meses de prisión preventiva contra un comerciante, "
        "investigado por trata de personas en agravio de cuatro mujeres."
    )

    assert value(told, "rescued") is None
    assert value(told, "victims") == 4
    assert value(f"{told} Las cuatro fueron rescatadas en marzo.", "rescued") == 4
