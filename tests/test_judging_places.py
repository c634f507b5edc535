"""Places: found where they are places, resolved to the right unit, with their part in the event."""

import json
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from monitor.judging import places
from monitor.judging.places import cues, links, sites
from monitor.models import Article, Mention, Outlet
from tests.builders import make_article
from tests.timing import is_within

GOLD = Path(__file__).parent / "gold" / "places.jsonl"
SCENES = ("rescue", "arrest", "exploitation")
PERUVIAN = Outlet("diario", "Diario de Prueba")


def article_of(row: dict[str, Any]) -> Article:
    outlet = Outlet(
        "x",
        "X",
        country=row["outlet_country"],
        departments=tuple(row["outlet_departments"]),
    )
    return make_article(row["body"], row["title"], outlet=outlet, language=row["lang"])


def gold(half: str) -> Iterator[tuple[dict[str, Any], tuple[Mention, ...]]]:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] == half:
            yield row, places.find(article_of(row))


def scene(mentions: tuple[Mention, ...]) -> set[str]:
    return {
        mention.place.department
        for mention in mentions
        if mention.role in SCENES and mention.place.country == "PE" and mention.place.department
    }


def find(
    body: str, title: str = "Nota", country: str = "PE", departments: tuple[str, ...] = ()
) -> tuple[Mention, ...]:
    outlet = Outlet("x", "X", country=country, departments=departments)
    return places.find(make_article(body, title, outlet=outlet))


def roles(body: str, title: str = "Nota", country: str = "PE") -> dict[str, str | None]:
    return {mention.place.text: mention.role for mention in find(body, title, country)}


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.98), ("test", 0.96)])
def test_departments_of_the_scene_reach_the_floor(half: str, floor: float) -> None:
    right = wrong = missed = 0
    for row, mentions in gold(half):
        found, wanted = scene(mentions), set(row["scene"])
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    assert 2 * right / (2 * right + wrong + missed) >= floor


@pytest.mark.parametrize(("half", "floor"), [("tune", 0.98), ("test", 0.92)])
def test_roles_reach_the_floor(half: str, floor: float) -> None:
    results = [
        any(mention.place.text == text and mention.role == role for mention in mentions)
        for row, mentions in gold(half)
        for text, role in row["roles"]
    ]
    assert sum(results) / len(results) >= floor


@pytest.mark.parametrize("half", ["tune", "test"])
def test_what_only_looks_like_a_place_never_proves_peru(half: str) -> None:
    for row, mentions in gold(half):
        certain = {
            each.place.text for each in mentions if each.certain and each.place.country == "PE"
        }
        assert not certain & set(row["absent"]), row["id"]


def test_the_gold_covers_both_halves_and_three_languages() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 120
    assert min(sum(row["half"] == half for row in rows) for half in ("tune", "test")) >= 60
    assert {row["lang"] for row in rows} == {"es", "en", "pt"}


@pytest.mark.parametrize("half", ["tune", "test"])
def test_every_mention_is_found_at_its_offsets_inside_its_quote(half: str) -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] != half:
            continue
        article = article_of(row)
        for mention in places.find(article):
            source = article.title if mention.part == "title" else article.body
            assert source[mention.start : mention.end] == mention.place.text
            at = source.index(mention.quote)
            assert at <= mention.start or mention.quote in source[mention.start - 400 :]
            assert mention.place.text in mention.quote


def test_a_story_with_four_departments_keeps_their_parts_apart() -> None:
    body = (
        "Police arrested seven people. The raids took place in three cities, including Huánuco, "
        "Cusco, and Apurímac.\nThe women were forced to work in bars in Puerto Maldonado. They had "
        "been lured by offers of jobs as waitresses in Cusco, where they were told of good pay."
    )
    found = [(mention.place.ubigeo, mention.role) for mention in find(body, "Peru: ring broken up")]
    assert found == [
        ("", None),
        ("10", "arrest"),
        ("08", "arrest"),
        ("03", "arrest"),
        ("170101", "exploitation"),
        ("08", "recruitment"),
    ]


@pytest.mark.parametrize(
    ("body", "ubigeo"),
    [
        ("Fueron rescatadas en Cusco.", "08"),
        ("Fueron rescatadas en la ciudad del Cuzco.", "080101"),
        ("Fueron rescatadas en la provincia de Cusco.", "0801"),
        ("Fueron rescatadas en Huancayo.", "1201"),
        ("Fueron rescatadas en el distrito de La Libertad, en Huaraz.", "020107"),
        ("Fueron rescatadas en San Martín.", "22"),
        ("Fueron rescatadas en el Porvenir, en Trujillo.", "130102"),
        ("Fueron rescatadas en Miraflores, Arequipa.", "040110"),
        ("Fueron rescatadas en el kilómetro 107 de la Interoceánica.", "170102"),
        ("Fueron rescatadas en José Gálvez, Villa María del Triunfo.", "15"),
        ("Fueron rescatadas en una casa de Salamanca, en el distrito de Ate.", "15"),
        ("Fueron rescatadas en San Lorenzo, en Datem del Marañón.", "160701"),
        ("Fueron rescatadas en San Luis, La Victoria y Lince.", "150134"),
        ("Fueron rescatadas en Delta\nI, tras la redada.", "170203"),
    ],
)
def test_a_name_means_the_unit_that_the_text_says(body: str, ubigeo: str) -> None:
    mention = find(body)[0]
    assert (mention.place.ubigeo, mention.certain, mention.role) == (ubigeo, True, "rescue")


@pytest.mark.parametrize(
    "body",
    [
        "El bar de la avenida Arequipa fue cerrado.",
        "El local está entre jirón Cusco y jirón Puno.",
        "La marcha partió de la plaza San Martín.",
        "El congresista Juan Gamarra Quispe pidió la palabra.",
        "La Universidad San Martín dictó un curso.",
        "El Hospital Santa Rosa atendió a la joven.",
        "La Independencia judicial está en riesgo.",
        "Mala noticia para los comerciantes.",
        "Santa María, Madre de Dios, ruega por nosotros.",
        "El clásico lo ganó Alianza Lima ante Sport Huancayo.",
        "Los Caimanes del Tambopata cobraban cupos.",
        "El Tren de Aragua amenaza a los vecinos.",
    ],
)
def test_a_name_inside_another_name_is_no_place(body: str) -> None:
    assert not [mention for mention in find(body) if mention.certain]


@pytest.mark.parametrize(
    ("body", "country", "expected"),
    [
        ("Allanaron un cabaret en La Pampa, Argentina.", "PE", "AR"),
        ("El intendente de La Pampa habló con la Gendarmería.", "AR", "AR"),
        ("La PDI detuvo a dos hombres en Providencia.", "CL", "CL"),
        ("El Cicpc detuvo en Trujillo a dos hombres.", "VE", "VE"),
        ("Las autoridades detuvieron a dos hombres en Peru, Indiana.", "US", "US"),
        ("Detuvieron a dos hombres en Villa El Salvador.", "PE", "PE"),
    ],
)
def test_foreign_namesakes_are_told_apart(body: str, country: str, expected: str) -> None:
    assert {mention.place.country for mention in find(body, country=country)} == {expected}


def test_an_ambiguous_name_is_not_certain_and_has_no_part() -> None:
    (mention,) = find("Una mujer fue rescatada en San Antonio.")
    assert not mention.certain
    assert mention.role is None
    assert mention.place.department == ""


def test_the_outlets_department_settles_a_namesake() -> None:
    (mention,) = find("Una mujer fue rescatada en Santa Rosa.", departments=("Lambayeque",))
    assert mention.certain
    assert mention.place.department == "Lambayeque"


def test_origin_lists_are_origins_to_their_last_member() -> None:
    found = roles(
        "Rescataron en Juliaca a seis jóvenes que procedían de Cusco, Arequipa y la provincia de "
        "Azángaro."
    )
    assert found == {
        "Juliaca": "rescue",
        "Cusco": "origin",
        "Arequipa": "origin",
        "Azángaro": "origin",
    }


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            "Detuvieron en Urcos a un chofer que viajaba rumbo a Puerto Maldonado.",
            "Puerto Maldonado",
        ),
        ("Detuvieron en Urcos a un chofer. Fue enviado al penal de Challapalca.", "Challapalca"),
        ("Detuvieron en Urcos a un chofer. Urge evitar otra Madre de Dios.", "Madre de Dios"),
        ("Detuvieron en Urcos a un chofer. LEE TAMBIÉN: Caen tres en Tacna con armas", "Tacna"),
        ("Detuvieron en Urcos a un chofer.\nPUEDES VER:\nCaen tres en Tacna con armas", "Tacna"),
        ("Detuvieron en Urcos a un chofer. En 2019, en Ilo, fue capturado por robo.", "Ilo"),
        ("Policías llegados desde Lima detuvieron en Urcos a un chofer.", "Lima"),
        ("Rescataron en Urcos a dos niñas. Están en un albergue de Anta.", "Anta"),
    ],
)
def test_what_stands_beside_the_event_is_no_scene(body: str, place: str) -> None:
    found = roles(body)
    assert found[place] not in SCENES
    assert found["Urcos"] in SCENES


def test_the_seat_of_a_court_is_no_scene() -> None:
    found = roles("El Juzgado Penal Colegiado de Tacna condenó al hombre que las explotó en Ilo.")
    assert found == {"Tacna": "court", "Ilo": "exploitation"}


def test_a_dateline_is_the_scene_where_no_other_place_is_told() -> None:
    assert roles("PUNO.- Cinco jóvenes fueron rescatadas anoche.")["PUNO"] == "rescue"
    found = roles("LIMA. Cinco jóvenes fueron rescatadas anoche en Ilo.")
    assert found == {"LIMA": None, "Ilo": "rescue"}


def test_figures_and_plans_have_no_scene() -> None:
    figures = find("Lima, Puno y Piura concentran la mitad de las denuncias, según las cifras.")
    plans = find("La región Loreto aprobó un plan de prevención de la trata.", "Iquitos: charla")
    assert not scene(figures) | scene(plans)


@pytest.mark.parametrize(
    ("body", "home", "department"),
    [
        ("Dos peones fueron rescatados en el caserío Ñuñuco, en Huarmaca.", "", "Piura"),
        ("Tres escolares fueron halladas en la plaza Coronel Rengifo.", "Loreto", "Loreto"),
        ("Seis jóvenes fueron liberadas a la altura del km 295 de la Panamericana Sur.", "", "Ica"),
        ("Rescataron a once en el kilómetro 34 de la carretera Federico Basadre.", "", "Ucayali"),
        ("Once peones fueron rescatados en un campamento del río Yavarí.", "", "Loreto"),
        ("Nueve obreros fueron liberados en Huachipa por la policía.", "", "Lima"),
    ],
)
def test_a_small_place_a_post_or_a_river_tells_the_department(
    body: str, home: str, department: str
) -> None:
    assert scene(find(body, departments=(home,) if home else ())) == {department}


@pytest.mark.parametrize("name", ["Bolívar", "Barranca", "Santa Rosa", "La Libertad", "Bellavista"])
def test_an_ambiguous_place_alone_never_proves_peru(name: str) -> None:
    found = find(f"La policía rescató a dos menores en {name}.", country="")
    assert not any(mention.certain and mention.place.country == "PE" for mention in found)


def test_a_small_place_of_no_known_department_says_nothing() -> None:
    assert not find("Tres escolares fueron halladas en la plaza Coronel Rengifo.")


@pytest.mark.parametrize(
    "aside",
    [
        "LEA TAMBIÉN\nTacna: rescatan a dos menores en hostal\nCusco: cae proxeneta",
        "¡MIRA TAMBIÉN! Tacna: rescatan a dos menores y detienen a un sujeto",
        "Más noticias: Choque en Pasamayo | Rescatan a seis menores en Tacna",
        "El detenido cumple prisión en Challapalca, Tacna.",
        "Un bus de la ruta Tacna-Arequipa la trajo.",
        "El juez citó una sentencia referida a un bar de Tacna.",
    ],
)
def test_other_cases_prisons_and_lines_of_buses_are_no_scenes(aside: str) -> None:
    assert scene(find(f"La policía rescató a nueve mujeres en un bar de Puno.\n{aside}")) == {
        "Puno"
    }


@pytest.mark.parametrize(
    "aside",
    [
        "Detuvieron al hermano, quien viajó hasta Paucará para convencer a los padres.",
        "Iba en bus a Paucará, donde captaba a las jóvenes.",
        "A man who went to Paucará to recruit girls was arrested.",
        "Hallaron a once varones de comunidades quechua de Paucará.",
    ],
)
def test_where_victims_were_found_is_no_scene_beside_the_rescue(aside: str) -> None:
    mentions = find(f"Rescataron a tres jóvenes en San Borja. {aside}")
    roles = {mention.place.text: mention.role for mention in mentions}
    assert roles["San Borja"] == "rescue"
    assert roles["Paucará"] in ("recruitment", "origin")


def test_where_work_was_offered_is_no_scene_beside_the_rescue() -> None:
    found = find("Ofrecían trabajo en Tacna, pero las rescataron en un bar de Ilo.")
    assert scene(found) == {"Moquegua"}


@pytest.mark.parametrize(
    "pattern",
    [
        pattern
        for module in (
            *(places.scan, places.context, places.resolve, cues, places.roles),
            *(sites, links),
        )
        for pattern in module.PATTERNS
    ],
    ids=lambda pattern: str(getattr(pattern, "pattern", pattern))[:40],
)
def test_patterns_are_linear_on_hostile_text(pattern: Any) -> None:
    pieces = (
        *("de la ", "Cusco ", "fiscal de trata de ", "trasladadas las ", "km 108 ", "a", " "),
        *("la la ", "iban a ser llevadas ", "dos ", ", ", "Peru, ", "distrito de ", "casas de "),
    )
    for piece in pieces:
        text = piece * (100_000 // len(piece))
        assert is_within(0.05, partial(_search, pattern, text)), piece
        assert is_within(0.05, partial(pattern.fullmatch, text)), piece


def _search(pattern: Any, text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def test_a_hostile_article_takes_no_longer_than_its_length() -> None:
    words = ("Lima", "Cusco", "en", "de", "detenidos", "km 108", "San", "fiscal", "donde", "Santa")
    chance = random.Random(3)
    body = " ".join(chance.choices(words, k=17_000))

    assert is_within(15, lambda: find(body), tries=1)


@pytest.mark.parametrize(
    "body",
    [
        "La adolescente Yesica M. R. (14), natural de Juliaca, fue captada en un bar de Mazuko.",
        "Vivía con su sobrina Lucía Huamán Puma, de 12 años, en un cuarto de La Rinconada.",
        "A 13-year-old boy, Kevin Rojas Pérez, was found in Iquitos on Monday.",
        "Rescatan a Yuleisi Flores, de trece años, captada para un bar en Mazuko.",
        "Una quinceañera de Cangallo fue vendida por su madrina en Huanta.",
    ],
)
def test_a_quote_holds_no_name_and_no_age(body: str) -> None:
    mentions = find(body)

    quotes = " ".join(mention.quote for mention in mentions)

    assert mentions
    assert all(
        mention.quote in body and mention.place.text in mention.quote for mention in mentions
    )
    for private in (
        "Yesica",
        "M. R.",
        "14",
        "Lucía",
        "Puma",
        "12",
        "13",
        "Kevin",
        "Flores",
        "trece",
    ):
        assert private not in quotes
    assert "quincea" not in quotes


@pytest.mark.parametrize(
    ("body", "began", "led"),
    [
        (
            "Los condenados trasladaron a las niñas desde la provincia de Ayabaca hasta Sullana.",
            "Ayabaca",
            "Sullana",
        ),
        (
            "Trasladó a las jóvenes de la provincia de Jaén a la ciudad de Trujillo, donde las "
            "explotó.",
            "Jaén",
            "Trujillo",
        ),
        (
            "Sacaban a las niñas desde Bagua con destino a Chiclayo, donde las explotaban.",
            "Bagua",
            "Chiclayo",
        ),
    ],
)
def test_a_journey_begins_at_the_origin_and_leads_to_the_scene(
    body: str, began: str, led: str
) -> None:
    found = roles(body, "Condenan a pareja por trata")
    assert found[began] == "origin"
    assert found[led] == "exploitation"


@pytest.mark.parametrize(
    "aside",
    [
        "La empresa vendió 2140 metros cúbicos a dos aserraderos de Lima.",
        "El oro era vendido a acopiadores de Lima.",
        "The gold was sold to buyers in Lima.",
        "A madeira era vendida a serrarias de Lima.",
        "La llevaban presuntamente para venderla en Lima.",
        "The man intended her to be sold in Lima.",
        "Antes de chegar até Lima, o ônibus parou.",
        "La audiencia se realizó en Lima.",
        "The hearing took place in Lima.",
        "Las víctimas llegaron a Lima, con sus familias.",
        "The women landed at Lima airport on Tuesday.",
        "Fue en coordinación con la división de trata de Lima.",
        "They worked with support from colleagues in Lima.",
        "Los detenidos proceden de Lima.",
        "The suspects, originally from Lima, were arrested.",
        "Una pareja llegada de Lima fue detenida.",
    ],
)
def test_buyers_courts_journeys_home_and_where_suspects_are_from_are_no_scenes(aside: str) -> None:
    found = roles(f"La policía rescató a nueve mujeres en un bar de Puno. {aside}")
    assert found["Puno"] == "rescue"
    assert found["Lima"] in (None, "court")


def test_where_victims_beside_suspects_came_from_is_their_origin() -> None:
    body = "Los detenidos captaban en Cusco a jóvenes procedentes de Puno. Rescataron a dos."
    assert roles(body)["Puno"] == "origin"


def test_the_town_of_a_student_is_no_scene() -> None:
    body = "Una estudiante de 15 años de Motupe fue ubicada en un bar de Zarumilla."
    assert roles(body) == {"Motupe": "origin", "Zarumilla": "rescue"}


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("Rescataron a tres menores en un bar de San Francisco, en el VRAEM.", "PE"),
        ("En Ayacucho, la policía rescató a dos menores en San Francisco.", "PE"),
        ("Police rescued three girls from a bar in San Francisco, in the VRAEM of Peru.", "US"),
    ],
)
def test_a_valley_or_a_department_settles_a_town_of_it(body: str, country: str) -> None:
    found = find(body, country=country)
    assert {m.place.department for m in found if m.place.text == "San Francisco"} == {"Ayacucho"}


def test_the_amazon_river_is_not_the_department() -> None:
    river = find("Las rescataron a orillas del Amazonas, frente a Iquitos.")
    region = find("Las rescataron en la región Amazonas.")

    assert {mention.place.department for mention in river} == {"Loreto"}
    assert {mention.place.department for mention in region} == {"Amazonas"}
