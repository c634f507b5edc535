"""Those held who are told of one by one, in lists, beside others, or long before the trial."""

import pytest

from monitor.judging import claims
from tests.builders import make_article

SUMMED = [
    ("La Policía detuvo al dueño del bar. Con él cayeron dos mozos.", 3),
    ("Con la propietaria fueron detenidos dos vigilantes del local.", 3),
    ("Los detenidos son Juan P. (34) y la recepcionista del local, Rosa M. (41).", 2),
    ("Con él arrestaron a un mototaxista que llevaba a los clientes.", 2),
    ("La mujer fue arrestada con su yerno y con la encargada de la cantina.", 3),
    ("Lo apresaron en un gimnasio junto a tres guardaespaldas.", 4),
    ("El profesor fue detenido en la plaza. Esa misma tarde fue capturado su cómplice.", 2),
    ("El comerciante fue detenido; el padrastro se entregó y quedó bajo custodia.", 2),
    ("La madre y el tío fueron capturados en Lircay. La compradora, en Pisco.", 3),
    ("El médico fue arrestado en el aeropuerto; el técnico, en Breña; la captadora, en Ica.", 3),
    ("En Ica fueron detenidos el chofer y su ayudante, y en Nasca, la dueña del hostal.", 3),
    ("En un bar cayó el cajero; en el otro, los dueños, que son esposos, y una cocinera.", 4),
    ("El administrador está detenido. El vigilante también.", 2),
    ("¿Detenidos? El juez de paz y su esposa.", 2),
    ("Los dos ya duermen en la carceleta. La Policía, además, detuvo al cuartelero.", 3),
    ("La Policía detuvo al dueño, que intentó huir por el techo, y a dos vigilantes.", 3),
    ("La dueña fue detenida. Su hijo, que vigilaba la puerta, cayó horas después.", 2),
    ("La Policía lo capturó ayer con su hermana.", 2),
    ("A la obstetra la detuvieron en Lima; a la intermediaria, en el terminal.", 2),
    ("Los seis fueron capturados: cuatro el día 30, y los dos hermanos, en julio.", 6),
    ("El chofer fue detenido junto a tres menores que iban a Lima.", 1),
    ("The man was arrested in Cusco. His girlfriend, who kept the books, was also arrested.", 2),
]
ONCE = [
    ("La Policía detuvo a un hombre de 35 años. El sujeto fue capturado cuando cobraba.", 1),
    ("Cayó el dueño del prostíbulo. El propietario fue detenido en su vivienda.", 1),
    ("Tres sujetos fueron detenidos. El dueño, el cajero y el vigilante duermen en la celda.", 3),
    ("Los imputados, de 29 y 33 años, fueron detenidos. La mujer detenida cobraba.", 2),
    ("El jefe fue detenido. El padre también fue detenido. Los dos detenidos callan.", 2),
]
APPOSED = [
    ("El dueño, brasileño de 51 años, y la cajera, peruana, están presos en la comisaría.", 2),
    ("Cayeron el presunto dueño, un ingeniero de 34 años, su enamorada y el vigilante.", 3),
    ("Terminaron presos su conviviente, un mototaxista que hacía de chofer, y la cajera.", 2),
    ("Quedaron detenidos la administradora, su conviviente, el 'seguridad' y un taxista.", 4),
    ("Detuvo a una mujer y a su hijo, acusados de enviar a jóvenes al poblado minero.", 2),
    ("La policía detuvo a tres hombres y dos mujeres fueron rescatadas.", 3),
    ("A gynecologist and two nurses were among eight people detained in Lima.", 8),
    ("A man, 45, and his wife, 39, were arrested on Monday.", 2),
]
LED = [
    ("A ella y al hombre que cobraba en la puerta se los llevaron esposados.", 2),
    ("El patrón y el motorista bajaron esposados.", 2),
    ("Los agentes lo redujeron en la puerta de la pollería.", 1),
    ("Detuvo a los captadores: un hombre de 30 años y una mujer de 28.", 2),
    ("Six people, including a woman identified as the bookkeeper, were arrested.", 6),
    ("The owner and the market lady are in prison awaiting trial.", 2),
    ("El casero comparte celda con los dos inquilinos que la Policía sorprendió.", 3),
    ("El juez envió al penal por nueve meses a los hermanos Luis y Ana Torres.", 2),
    ("Un empresario y su chofer son los detenidos por el caso.", 2),
    ("La señora que cobraba las fichas y su marido están detenidos.", 2),
]
SILENT = [
    "El cobrador, al verla llorar, la condujo al puesto de auxilio.",
    "El rastro de los pagos conduce a una academia de inglés.",
    "La procesada, por su edad, vio reducida la pena solicitada.",
    "Dijo que eran once, que estaban enfermos y que por favor llamara a la policía.",
    "La cajera y una moza fueron detenidas. Los compradores, que callaron, también.",
    "Cayeron el dueño, sus hijos y un mozo.",
    "Soldados que patrullaban se detuvieron por una pelea.",
    "La muchacha, de 18 años, cayó de un techo cuando intentaba escapar.",
    "En la quinta había 23 peruanos reducidos a la servidumbre.",
]


def _arrested(body: str, title: str = "Nota") -> list[str | int]:
    english = body.startswith(("The ", "Six ", "A man", "A gyn"))
    article = make_article(body, title=title, language="en" if english else "es")
    found = claims.find(article, ())
    return [c.value for c in found if c.field == "arrested" and c.scope == "incident"]


@pytest.mark.parametrize(("body", "value"), SUMMED)
def test_those_held_in_several_clauses_add_up(body: str, value: int) -> None:
    assert _arrested(body) == [value]


@pytest.mark.parametrize(("body", "value"), ONCE)
def test_those_who_are_told_of_again_count_once(body: str, value: int) -> None:
    assert _arrested(body) == [value]


@pytest.mark.parametrize(("body", "value"), APPOSED)
def test_who_somebody_is_adds_nobody(body: str, value: int) -> None:
    assert _arrested(body) == [value]


@pytest.mark.parametrize(("body", "value"), LED)
def test_those_led_away_are_held(body: str, value: int) -> None:
    assert _arrested(body) == [value]


@pytest.mark.parametrize("body", SILENT)
def test_no_number_is_told_where_it_would_be_none_or_too_low(body: str) -> None:
    assert _arrested(body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Absolvieron al patrón. El procesado fue detenido en abril de 2023.", 1),
        ("Hubo condena. Los seis condenados fueron capturados en junio de 2020.", 6),
        ("Hubo condena. El 6 de mayo de 2022 se detuvo a los dos acusados.", 2),
    ],
)
def test_those_on_trial_were_arrested_whenever_that_was(body: str, value: int) -> None:
    assert _arrested(body) == [value]


def test_a_title_gives_the_number_of_those_whom_the_body_only_lists() -> None:
    body = "Quedaron presos la administradora, su pareja y un mototaxista."
    assert _arrested(body, title="Caen cuatro en Mazuko") == [4]


def test_those_named_past_a_relative_clause_are_held_as_well() -> None:
    told = "Se detuvo a dos personas que vigilaban el galpón y a un hombre sindicado como capataz."

    found = claims.find(make_article(told), ())

    assert [claim.value for claim in found if claim.field == "arrested"] == [3]
