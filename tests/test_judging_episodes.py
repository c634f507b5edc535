"""An article that tells several events: each is judged by the passage that tells it."""

import time

import pytest

from monitor import judging
from monitor.models import Episode, Judgement
from tests.builders import make_article
from tests.test_grouping_incidents import day

ROUND_UP = """La Policía y la fiscalía especializada hicieron tres operativos contra la trata de \
personas en la última semana.

En Juliaca, el lunes, siete mujeres fueron rescatadas de un bar y cuatro personas quedaron \
detenidas.

En Tacna, el miércoles, rescataron a tres adolescentes que eran explotadas en un hostal. Dos \
administradores fueron detenidos.

El viernes, en Ilo, quince jornaleros fueron liberados de un fundo y el capataz fue detenido."""


def judged(body: str, title: str = "Operativos contra la trata de personas") -> Judgement:
    return judging.judge(make_article(body, title, published=day("2019-07-14")))


def figures(episode: Episode) -> dict[str, object]:
    return {c.field: c.value for c in episode.claims if c.field in ("arrested", "rescued")}


def scenes(episode: Episode) -> set[str]:
    roles = ("rescue", "arrest", "exploitation")
    return {m.place.text for m in episode.mentions if m.role in roles}


def test_each_raid_of_a_round_up_has_its_own_figures_place_and_day() -> None:
    first, second, third = judged(ROUND_UP).episodes

    assert figures(first) == {"rescued": 7, "arrested": 4}
    assert figures(second) == {"rescued": 3, "arrested": 2}
    assert figures(third) == {"rescued": 15, "arrested": 1}
    assert [scenes(one) for one in (first, second, third)] == [{"Juliaca"}, {"Tacna"}, {"Ilo"}]
    days = [one.event.at.day for one in (first, second, third) if one.event.at]
    assert days == [8, 10, 12]


def test_passages_and_quotes_stand_in_the_body() -> None:
    judgement = judged(ROUND_UP)

    for episode, town in zip(judgement.episodes, ("Juliaca", "Tacna", "Ilo"), strict=True):
        told = " ".join(ROUND_UP[start:end] for start, end in episode.passages)
        assert town in told
        for claim in episode.claims:
            assert ROUND_UP[claim.start : claim.end] == claim.quote
            assert claim.quote in told


def test_a_total_of_several_raids_is_a_balance() -> None:
    body = ROUND_UP.replace("hicieron tres", "rescataron a 25 personas en tres")
    totals = [c.value for c in judged(body).claims if c.scope == "aggregate"]

    assert totals == [25]
    assert len(judged(body).episodes) == 3


def test_venues_with_their_own_counts_are_events_of_their_own() -> None:
    judgement = judged(
        """La fiscalía intervino el viernes dos locales de Tingo María por trata de personas.

En el bar "El Caimito" fueron rescatadas seis mujeres y se detuvo a la administradora.

En el hostal "Las Brisas" los agentes rescataron a dos adolescentes y detuvieron a tres hombres."""
    )

    one, other = judgement.episodes
    assert figures(one) == {"rescued": 6, "arrested": 1}
    assert figures(other) == {"rescued": 2, "arrested": 3}
    assert scenes(one) == scenes(other) == {"Tingo María"}


ONE_EVENT = (
    """Un total de 26 mujeres fueron rescatadas y ocho personas detenidas en cuatro bares de \
Puerto Bermúdez por trata de personas. En el bar "El Paraíso" había catorce mujeres; en el bar \
"La Curva", doce.""",
    """Una red de trata de personas que llevaba jóvenes desde Quillabamba hasta Puerto Maldonado \
fue desarticulada ayer. Nueve personas fueron detenidas en allanamientos simultáneos en Cusco y \
Madre de Dios, y 17 mujeres recuperaron la libertad.

En Cusco cayó el cabecilla, en cuya casa había 31 documentos de identidad.""",
    """La Policía rescató a ocho mujeres explotadas en un bar de Juliaca y detuvo a dos personas \
por trata de personas. En Puno, el fiscal informó que las ocho víctimas serán llevadas a un \
albergue de Arequipa.""",
)


@pytest.mark.parametrize("body", ONE_EVENT)
def test_one_total_one_ring_and_other_places_named_are_one_event(body: str) -> None:
    assert judged(body, "Rescatan a víctimas de trata").episodes == ()


def test_another_case_told_in_passing_is_an_aside_and_lends_nothing() -> None:
    body = """Cuatro jóvenes colombianas eran explotadas sexualmente en un centro de masajes de \
Talara. Las rescató el miércoles la Policía, que detuvo a dos personas por trata de personas.

Hace tres meses, en Paita, 27 obreros fueron rescatados de una planta y tres jefes detenidos."""
    judgement = judged(body, "Talara: explotaban a cuatro jóvenes")

    main, aside = judgement.episodes
    assert (main.aside, aside.aside) == (False, True)
    assert figures(main) == {"rescued": 4, "arrested": 2}
    assert scenes(main) == {"Talara"}
    assert figures(aside)["rescued"] == 27
    assert scenes(aside) == {"Paita"}


SEVERAL = (
    (
        "Megaoperativos contra la trata dejan 18 rescatadas",
        """Las divisiones contra la trata de personas ejecutaron diligencias en tres regiones.
- Piura: ocho mujeres fueron rescatadas y dos sujetos fueron capturados.
- San Martín: en Juanjuí, seis jóvenes fueron liberadas de un prostibar; hay tres detenidos.
- Tumbes: en Zarumilla, cuatro adolescentes fueron rescatadas y cayó una mujer.""",
        [8, 6, 4],
    ),
    (
        "Cajamarca: rescatan a seis menores explotadas",
        """Seis menores que eran explotadas sexualmente en San Ignacio fueron rescatadas ayer y \
una pareja fue detenida por trata de personas.

El caso se suma al registrado el martes en Jaén, donde once mujeres fueron rescatadas de un bar.""",
        [6, 11],
    ),
    (
        "Peru police free 16 in two trafficking raids",
        """LIMA - Peruvian police freed nine women from a bar in the mining town of Huepetuhe on \
Friday and arrested two men on human trafficking charges.

On the same day, officers in Tarapoto rescued seven girls who had been promised jobs. Three \
people were arrested.""",
        [9, 7],
    ),
    (
        "Polícia resgata 12 em duas operações no Peru",
        """A polícia do Peru resgatou oito mulheres exploradas sexualmente em um bar de Iquitos e \
prendeu três homens por tráfico de pessoas.

Em outra operação, em Pucallpa, quatro adolescentes foram resgatadas e uma mulher foi presa.""",
        [8, 4],
    ),
    (
        "Junín: dos casos de trata en un día",
        """Dos casos de trata de personas fueron detectados en Junín. El primero ocurrió en \
Satipo, donde tres adolescentes fueron rescatadas de una picantería y su propietaria fue detenida. \
El segundo se registró en Pichanaki: la Policía liberó a cinco jornaleros y detuvo al capataz.""",
        [3, 5],
    ),
)


@pytest.mark.parametrize(("title", "body", "rescued"), SEVERAL)
def test_several_events_in_many_forms(title: str, body: str, rescued: list[int]) -> None:
    assert [figures(one)["rescued"] for one in judged(body, title).episodes] == rescued


def test_english_and_what_a_separate_raid_tells() -> None:
    body = """Nineteen fishermen held in debt bondage were freed Tuesday in the port of Mollendo, \
southern Peru, and three shipowners were arrested for human trafficking, prosecutors said.

In a separate raid the same day, police in Camana rescued three girls from a restaurant where \
they were sexually exploited and arrested its owner."""
    one, other = judged(body, "Peru: fishermen freed from debt bondage").episodes

    assert figures(one)["rescued"] == 19
    assert figures(other)["rescued"] == 3


def test_what_is_no_news_of_the_beat_is_not_cut() -> None:
    body = "En otro operativo, en Tacna, decomisaron 12 kilos de droga y detuvieron a dos hombres."
    assert judged(body, "Operativos antidrogas").episodes == ()


HOSTILE = (
    "En otro operativo, en Tacna, rescataron a 3 mujeres y detuvieron a 2. " * 1500,
    "; " * 50_000,
    'bar "Aa Aa Aa" ' * 6_000,
    "enero de " * 11_000,
    "En Juliaca; en Tacna; en Ilo. " * 3_000,
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_cut_in_bounded_time(hostile: str) -> None:
    started = time.process_time()
    judged(hostile + ROUND_UP)
    assert time.process_time() - started < 6
