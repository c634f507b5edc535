"""Who is held: the plain, the fronted, the elided, and those who only seem to be."""

from functools import partial

import pytest

from monitor.judging import claims
from monitor.judging.claims.grammar import custody, fates, tallies
from tests.builders import make_article
from tests.timing import is_within

HELD = [
    ("Terminó en la carceleta la pareja que regentaba el bar.", 2),
    ("Detrás de las rejas quedaron el dueño, su hermano y la cajera.", 3),
    ("A siete dueños o encargados les leyeron sus derechos.", 7),
    ("La Policía condujo al propietario y al maestro panadero.", 2),
    ("Seis detenidos en Lima, cuatro en Ica y uno en Ayacucho dejó el operativo.", 11),
    ("Los detenidos, según ambas fuentes, son nueve.", 9),
    ("Los detenidos, un hombre y una mujer, guardaron silencio.", 2),
    ("El administrador fue detenido. El vigilante corrió la misma suerte.", 2),
    ("Además del administrador, fue detenido el vigilante.", 2),
    ("Al dueño y a su hijo los llevaron a la comisaría de Mazuko.", 2),
    ("La detención de un subgerente, de su chofer y de la propietaria se concretó anoche.", 3),
    ("El matrimonio, una enfermera y un transportista, quedó detenido.", 2),
    ("Por el hecho hay una pareja bajo custodia.", 2),
    ("Dos mujeres administraban el negocio. Ambas duermen en el calabozo.", 2),
    ("Se logró la captura de los propietarios, un matrimonio puneño, y del sobrino de ella.", 3),
    ("Se detuvo al mencionado alias y a dos de sus compinches, con un arma y 18 hojas.", 3),
    ("Capturó a seis miembros de la banda, dedicada a la extorsión, el sicariato y el robo.", 6),
    ("El dueño y su hermana, que llevaba las cuentas, fueron llevados a la sede policial.", 2),
    ("Una pareja, él chileno y ella peruana, fue detenida.", 2),
    ("El jalador, un piurano apodado «Pez», y el chofer que los llevaba fueron detenidos.", 2),
    ("La dueña fue hallada en la cocina y no opuso resistencia. Su hijo también fue detenido.", 2),
    ("Un regidor y su esposa fueron detenidos. También cayó un taxista.", 3),
    ("Dos hombres fueron detenidos. En Puno, un operativo de 2022 dejó nueve detenidos.", 2),
    (
        "Dos sujetos fueron detenidos. Las cuatro jóvenes fueron puestas a disposición de una ONG.",
        2,
    ),
    ("El juzgado dictó nueve meses de prisión preventiva contra una mujer.", 1),
    ("La fiscalía logró prisión preventiva para cuatro de los investigados.", 4),
    ("Cuatro investigados cumplirán nueve meses de prisión preventiva.", 4),
    ("La pareja que manejaba la balsa está en la carceleta.", 2),
    ("Detuvo a cuatro personas, dos de ellas peruanas, y el consulado coordina el regreso.", 4),
    ("Sus padres fueron detenidos por la Policía.", 2),
    ("Cinco tratantes fueron capturados en Lima, uno en Tacna y otro en Ica.", 7),
    ("Un hombre fue detenido en Lima. Horas después, en Ica, cayeron sus dos cómplices.", 3),
    ("La encargada, junto a un mozo, fue detenida.", 2),
    ("Seis personas fueron detenidas en ocho locales: cuatro en Comas y dos en Ate.", 6),
    ("La fiscalía pidió 20 años de cárcel para Rosa M. (45), detenida el lunes en un bar.", 1),
    ("Tanto la vendedora como la compradora fueron detenidas.", 2),
    ("El tío de la víctima y la pareja de este fueron detenidos.", 2),
    ("El dueño del local y la encargada permanecen en la carceleta.", 2),
    ("Cayeron alias «Pelao», cabecilla de la banda, y alias «Gordo».", 2),
    ("Rosa M., alias «Tía Rosa», y Luis T., alias «El Mudo», fueron capturados.", 2),
    ("Dos hombres con fusil caminaban detrás. Los hombres están detenidos.", 2),
    ("Dos hermanos manejaban el negocio. Los hermanos ya están tras las rejas.", 2),
    ("Tres toldos y una cocina de leña, y fueron detenidos el capataz y dos mozos.", 3),
    ("En el patio, tres carpas y un fogón, fueron detenidos el capataz y dos vigilantes.", 3),
    ("La mujer, la intermediaria y los dos compradores, un matrimonio, fueron reducidos.", 4),
    ("Fueron detenidos el dueño, dos vigilantes, padre e hijo, y la cajera.", 4),
    ("El contratista y el guardián están detenidos desde entonces.", 2),
    ("Los detenidos serían la dueña del local, su hijo y dos vigilantes.", 4),
    ("Los capturados son un taxista, su esposa y un cuñado de ambos.", 3),
    (
        "Las detenidas son la madre de la pequeña, de 22 años; una técnica en enfermería de 40; y "
        "la prima de esta última.",
        3,
    ),
    ("Pagaron S/ 3 mil y dos personas fueron detenidas.", 2),
    ("Se detuvo en flagrancia a la procesada.", 1),
    (
        "Cayeron la administradora, una señora de 55 años a la que le decían Tía, y dos sujetos.",
        3,
    ),
    (
        "Cinco integrantes cayeron en un hostal. El cabecilla fue reducido en la azotea. También "
        "cayeron su pareja, el cuartelero y dos cobradores.",
        5,
    ),
    (
        "La Policía detuvo a la madre y a una técnica. La mujer que recibió a la pequeña también "
        "fue conducida a la dependencia policial en calidad de detenida.",
        3,
    ),
    ("Ambos, propietario y capataz, fueron detenidos.", 2),
    (
        "El juzgado condenó a Wilder Salazar Ambicho. La policía sacó a la joven del bar y arrestó "
        "a Salazar.",
        1,
    ),
    ("Dos personas, el administrador y la ecónoma, fueron detenidas.", 2),
    ("Detuvimos a tres personas, informó el coronel a cargo.", 3),
    (
        "Un juzgado condenó ayer a los socios de un bar. La Policía lo allanó el 18 de mayo de "
        "2022. En esa ocasión se detuvo a seis personas.",
        6,
    ),
    ("Se intervino a cuatro sujetos, quienes fueron trasladados en calidad de detenidos.", 4),
]
TITLES = [
    ("Cae partera y su comadre en Cayma", 2),
    ("Caen curandero y su esposa por captar a escolares", 2),
    ("Cae peluquera que vendía bebés", 1),
]
FREE = [
    "Doce mujeres fueron trasladadas a la comisaría para que rindan su declaración.",
    "El mototaxista fue llevado a la comisaría como testigo.",
    "Las cuatro menores quedaron bajo custodia de la UPE.",
    "Se dispuso la captura de los dos prófugos a nivel nacional.",
    "Los nueve clientes hallados en el local fueron identificados y retirados del lugar.",
    "Los captores retuvieron a ocho jóvenes durante tres meses.",
    "Tres mujeres fueron detenidas contra su voluntad en un bar.",
    "Cae en Puno una red dedicada a la trata.",
    "Dos agricultores irán a la cárcel por doce años.",
    "Cayeron 300 kilos de droga y dos pistolas.",
]


def _arrested(body: str) -> list[str | int]:
    found = claims.find(make_article(body), ())
    return [c.value for c in found if c.field == "arrested" and c.scope == "incident"]


@pytest.mark.parametrize(("body", "value"), HELD)
def test_those_who_are_held_are_counted(body: str, value: int) -> None:
    assert _arrested(body) == [value]


@pytest.mark.parametrize(("title", "value"), TITLES)
def test_a_title_takes_trades_with_no_article(title: str, value: int) -> None:
    found = claims.find(make_article("La Policía informó ayer.", title=title), ())
    assert [c.value for c in found if c.field == "arrested"] == [value]


@pytest.mark.parametrize("body", FREE)
def test_those_who_are_not_held_count_nobody(body: str) -> None:
    assert _arrested(body) == []


@pytest.mark.parametrize("piece", ["a ", "los detenidos son ", "en la de ", "de los ", "bajo la "])
def test_patterns_are_quick_on_hostile_text(piece: str) -> None:
    text = (piece * 60_000)[:100_000]
    for pattern in (*custody.PATTERNS, *fates.PATTERNS, *tallies.PATTERNS):
        assert is_within(0.05, partial(pattern.match, text, 0)), pattern.pattern[:60]
    for pattern in tallies.PATTERNS:
        assert is_within(0.05, partial(pattern.search, text)), pattern.pattern[:60]


@pytest.mark.parametrize(
    "told",
    [
        "Fue declarado reo contumaz y se ordenó su ubicación y captura a nivel nacional.",
        "Hoy tienen entre 18 y 20 años; cuando fueron rescatadas, ninguna había cumplido los 17.",
        "TE PUEDE INTERESAR\nSala confirma prisión preventiva para 'Los Injertos de Comas'\n"
        "Capturan a 22 presuntos integrantes (Fuente: Canal 30)",
        "VIDEO RECOMENDADO\nCapturan a 22 presuntos integrantes en el norte (Fuente: Canal 30)",
    ],
)
def test_no_level_no_age_and_no_line_of_links_counts_people(told: str) -> None:
    body = f"La fiscalía investiga un caso de trata de personas en Juliaca.\n{told}"

    counts = [c for c in claims.find(make_article(body), ()) if c.field in ("arrested", "rescued")]

    assert counts == []


def test_the_age_of_the_youngest_is_not_how_many() -> None:
    body = (
        "Siete menores de edad, el mayor de 12 años y el más pequeño de apenas cuatro, fueron "
        "retirados de las calles, donde los obligaban a pedir limosna."
    )

    counts = {c.field: c.value for c in claims.find(make_article(body), ())}

    assert (counts["rescued"], counts["minors"]) == (7, 7)
