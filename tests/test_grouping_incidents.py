"""Incidents: one event, told in other words, languages and years; by facts."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor import titles
from monitor.grouping import incidents, several
from monitor.grouping.naming import names_in, same_name
from monitor.models import (
    UNKNOWN,
    Article,
    Claim,
    Facts,
    IncidentLink,
    Judgement,
    KnownIncident,
    Mention,
    Place,
    Role,
    Status,
    Verdict,
    When,
)
from tests.builders import NOW, make_article
from tests.timing import is_within

PUERTO = Place("Puerto Maldonado", "170101", "Madre de Dios")
INAMBARI = Place("Inambari", "170102", "Madre de Dios")
JULIACA = Place("Juliaca", "211101", "Puno", precision="district")
CUSCO = Place("Cusco", "08", "Cusco", precision="department")


def day(text: str) -> When:
    return When(datetime.fromisoformat(text).replace(tzinfo=UTC), "day")


def claim(field: str, value: str | int) -> Claim:
    return Claim(field, value, "", 0, 0)


def judgement(
    *places: tuple[Place, Role],
    event: str = "2013-10-03",
    status: Status = "operation",
    forms: Collection[str] = ("sexual",),
    **counts: int,
) -> Judgement:
    return Judgement(
        verdict=Verdict("relevant", 1.0, ()),
        kind="incident",
        status=status,
        event=day(event),
        claims=(*(claim(f, n) for f, n in counts.items()), *(claim("form", f) for f in forms)),
        mentions=tuple(Mention(place, role, "", 0, 0) for place, role in places),
    )


def told(body: str, judged: Judgement, published: str = "2013-10-04") -> tuple[Article, Facts]:
    article = make_article(body, published=day(published))
    return article, incidents.facts(article, judged)


SPANISH = told(
    """La policía desbarató una red que llevaba jóvenes a Puerto Maldonado. Siete personas fueron \
detenidas y veinte recuperaron la libertad. El cabecilla sería Casimiro Huaihua Ríos.""",
    judgement((PUERTO, "exploitation"), (CUSCO, "arrest"), arrested=7, rescued=20),
)[1]
ENGLISH = told(
    "Seven people were arrested and 20 freed from a ring in Puerto Maldonado, police said.",
    judgement((PUERTO, "exploitation"), event="2013-10-04", arrested=7, rescued=20),
)[1]
ORDER = told(
    """El juez dictó nueve meses de prisión preventiva contra Casimiro Huayhua y otros seis \
procesados por trata en Puerto Maldonado.""",
    judgement(
        (PUERTO, "exploitation"), event="2014-02-10", status="pretrial_detention", arrested=7
    ),
    "2014-02-11",
)[1]


def known(*tellings: Facts, incident: int = 3) -> KnownIncident:
    return KnownIncident(incident, "", tuple(enumerate(tellings, start=10 * incident)))


def linked(facts: Facts, *incidents_known: KnownIncident) -> IncidentLink:
    (link,) = incidents.link(facts, incidents_known)
    return link


def meet(one: Facts, other: Facts) -> bool:
    return bool(set(incidents.keys(one)) & set(incidents.keys(other)))


def test_one_event_in_two_languages_is_one_incident() -> None:
    assert meet(SPANISH, ENGLISH)
    link = linked(ENGLISH, known(SPANISH))
    assert link.incident_id == 3
    assert "equal counts" in link.reason


def test_a_prison_order_months_later_is_a_stage_of_the_same_incident() -> None:
    assert meet(SPANISH, ORDER)
    link = linked(ORDER, known(SPANISH, ENGLISH))
    assert link.incident_id == 3
    assert "another stage" in link.reason


def test_a_sentence_years_later_joins_by_the_names_of_the_accused() -> None:
    sentence = told(
        "El tribunal condenó a Casimiro Huaihua Ríos a 23 años de cárcel por trata de personas.",
        judgement(
            (PUERTO, "exploitation"), event="2016-08-01", status="sentenced", sentence_years=23
        ),
        "2016-08-02",
    )[1]
    assert meet(SPANISH, sentence)
    assert linked(sentence, known(SPANISH, ORDER)).incident_id == 3


def test_a_prison_order_joins_by_place_and_count_where_nobody_is_named() -> None:
    unnamed = replace(ORDER, names=frozenset(), terms=frozenset())
    assert linked(unnamed, known(SPANISH, ENGLISH)).incident_id == 3
    other = replace(unnamed, counts={"preventive_months": 9})
    assert linked(other, known(SPANISH, ENGLISH)).incident_id is None


def test_a_court_that_tells_year_district_and_form_speaks_of_the_raid() -> None:
    raid = told(
        """Una niña era esclava en casa de su madrina, una comerciante que la trajo de Otuzco con \
el compromiso de matricularla en la escuela. La servidumbre terminó con una denuncia.""",
        judgement((PUERTO, "rescue"), event="2017-08-07", forms=("domestic",), rescued=1),
        "2017-08-08",
    )[1]
    text = """Doce años de cárcel para la comerciante que en {year} sometió a servidumbre a la \
niña de la que era madrina, a la que no matriculó en la escuela."""
    court = judgement(
        (PUERTO, "exploitation"), event="2020-03-05", status="sentenced", forms=("domestic",)
    )
    right, wrong = (told(text.format(year=y), court, "2020-03-06")[1] for y in (2017, 2015))
    assert meet(raid, right)
    assert linked(right, known(raid)).incident_id == 3
    assert linked(wrong, known(raid)).incident_id is None


def test_an_agency_with_other_numbers_tells_the_same_incident() -> None:
    agency = replace(ENGLISH, counts={"arrested": 7, "rescued": 23})
    assert linked(agency, known(SPANISH)).incident_id == 3


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (replace(ENGLISH, departments=frozenset({"Puno"}), places=frozenset({"211101"})), "place"),
        (replace(ENGLISH, event=day("2013-10-21"), published=day("2013-10-22"),
                 counts={"arrested": 2, "rescued": 5}), "date"),
        (replace(ENGLISH, counts={"arrested": 2, "rescued": 5},
                 event=day("2013-10-08"), published=day("2013-10-09")), ""),
    ],
)  # fmt: skip
def test_another_place_or_another_date_with_other_counts_is_another_incident(
    other: Facts, why: str
) -> None:
    link = linked(other, known(SPANISH))
    assert link.incident_id is None
    assert link.reason.startswith("new incident")
    assert why in link.reason


def test_other_counts_in_one_town_are_another_incident_where_no_day_is_told() -> None:
    undated = replace(SPANISH, event=UNKNOWN, published=UNKNOWN, names=frozenset())
    other = replace(undated, counts={"rescued": 2})
    assert linked(other, known(replace(undated, counts={"rescued": 4}))).incident_id is None


def test_a_title_that_begins_with_counts_tells_the_best_ones() -> None:
    best = {"arrested": 1, "rescued": 4}
    told = titles.retold("2 personas rescatadas en Comas (Lima)", best)
    assert told == "1 persona detenida y 4 personas rescatadas en Comas (Lima)"
    assert titles.retold("3 arrested and 1 minor in Ica", best) == (
        "1 person arrested and 4 people rescued in Ica"
    )
    court = "Condena de 20 años por trata de personas en Comas (Lima)"
    assert titles.retold(court, best) == court


def test_twin_bars_of_one_operation_stay_apart() -> None:
    text = (
        'En el operativo "Amanecer" fue intervenido el bar "{bar}", donde rescataron a {n} mujeres.'
    )
    one = told(text.format(bar="Oasis", n=6), judgement((JULIACA, "rescue"), arrested=1, rescued=6))
    two = told(
        text.format(bar="Lagarto", n=14), judgement((JULIACA, "rescue"), arrested=4, rescued=14)
    )
    assert linked(two[1], known(one[1])).incident_id is None


def test_a_copy_tells_the_incidents_of_its_story() -> None:
    links = several.as_copies([ENGLISH], [known(SPANISH)], (8, 3))
    assert [link.incident_id for link in links] == [8, 3]
    assert links[0].score > links[1].score


def test_what_is_no_incident_links_to_none() -> None:
    statistics = replace(SPANISH, kind="statistics")
    assert incidents.keys(statistics) == ()
    assert incidents.link(statistics, [known(SPANISH)]) == ()


def test_nothing_known_is_a_new_incident_with_a_reason() -> None:
    link = linked(SPANISH)
    assert link.incident_id is None
    assert link.reason.startswith("new incident")


def test_near_dates_meet_over_the_turn_of_a_month_and_a_year() -> None:
    one = replace(
        SPANISH, event=day("2013-12-31"), published=day("2013-12-31"), counts={}, names=frozenset()
    )
    other = replace(
        ENGLISH, event=day("2014-01-02"), published=day("2014-01-02"), counts={}, names=frozenset()
    )
    assert meet(one, other)


def test_a_gap_in_one_telling_is_filled_from_the_others() -> None:
    bare = replace(SPANISH, counts={}, names=frozenset(), terms=frozenset())
    raid = replace(
        ENGLISH, counts={"arrested": 15, "rescued": 42}, names=frozenset({"venue:el faro"})
    )
    assert linked(raid, known(bare, SPANISH)).incident_id is None


def test_titles_are_made_of_facts_and_name_nobody() -> None:
    judged = judgement((PUERTO, "rescue"), arrested=7, rescued=20)
    facts = told("Detuvieron a Casimiro Huaihua Ríos.", judged)[1]
    spanish = incidents.title(judged, facts)
    assert spanish == "7 detenidos y 20 personas rescatadas en Puerto Maldonado (Madre de Dios)"
    english = incidents.title(judged, facts, "en")
    assert english == "7 arrested and 20 people rescued in Puerto Maldonado (Madre de Dios)"


@pytest.mark.parametrize(
    ("judged", "title"),
    [
        (judgement((CUSCO, "arrest"), status="sentenced", sentence_years=23),
         "Condena de 23 años por trata de personas en Cusco"),
        (judgement((CUSCO, "arrest"), arrested=1, minors=3),
         "1 persona detenida y 3 menores de edad en Cusco"),
        (judgement(forms=("labour",)), "Caso de trata de personas (explotación laboral)"),
        (judgement((CUSCO, "arrest"), (PUERTO, "arrest"), arrested=2),
         "2 detenidos en Cusco y Puerto Maldonado (Madre de Dios)"),
        (judgement((PUERTO, "arrest"), (INAMBARI, "arrest"), arrested=2),
         "2 detenidos en Puerto Maldonado e Inambari (Madre de Dios)"),
    ],
)  # fmt: skip
def test_titles_without_counts_or_with_stages(judged: Judgement, title: str) -> None:
    facts = told("", judged)[1]
    assert incidents.title(judged, facts) == title


def test_the_accused_are_named_and_victims_and_officials_are_not() -> None:
    text = """La policía detuvo a Basilio Turpo Quenta, dueño del bar "La Garza". \
La víctima Rosa Inés Cama Luque declaró ante la fiscal Marlene Ponce Vidal. \
Fue sentenciado por explotar a la adolescente Luz Marina Soto Paz, dijo el coronel Ruiz Mora."""
    found = names_in(text)
    assert "person:basilio turpo quenta" in found
    assert "venue:la garza" in found
    spoken = " ".join(found)
    for hidden in ("cama", "ponce", "soto", "ruiz"):
        assert hidden not in spoken


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("person:casimiro huaihua rios", "person:casimiro huayhua", True),
        ("person:erick avila cruz", "person:erick abila cruz", True),
        ("person:juan quispe mamani", "person:rosa quispe mamani", False),
        ("person:juan quispe", "person:juan quispe mamani", True),
        ("venue:la sirena", "venue:la sirenita", True),
        ("venue:la sirena", "venue:el oasis", False),
    ],
)
def test_names_meet_over_spellings(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_facts_can_be_kept_as_json() -> None:
    assert json.dumps({"counts": dict(SPANISH.counts), "names": sorted(SPANISH.names)})


HOSTILE = (
    "Aa " * 33_000, '"Aa ' * 25_000, "bar Aa de la " * 7_000, "A" * 100_000,
    "detenido " * 11_000, "Aa y " * 20_000, "Detenido Aa Aa. " * 6_000, "a " * 50_000,
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_are_read_from_hostile_texts_in_no_time(hostile: str) -> None:
    article = make_article(hostile)
    judged = judgement(event=f"{NOW:%Y-%m-%d}")

    assert is_within(1, lambda: incidents.facts(article, judged))
