"""Claims: totals of counts, facts, quotes; floors on labelled texts."""

import re
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import claims as bench
from bench.scoring import Score, as_article
from monitor.judging import claims
from monitor.judging.claims import phrases as claims_phrases
from monitor.judging.claims.counts.counted import COUNTED
from monitor.models import Article, Claim, Mention, Place
from tests.builders import make_article
from tests.timing import is_within

FLOORS = {
    # half: field -> F1. Raise, never lower. The test half was labelled before the rules.
    "tune": {"arrested": 0.99, "rescued": 0.99, "minors": 0.99, "sentence_years": 0.99,
             "form": 0.99, "women": 0.98, "aggregate": 0.95},
    "test": {"arrested": 0.95, "rescued": 0.99, "minors": 0.99, "sentence_years": 0.97,
             "form": 0.98, "women": 0.93, "aggregate": 0.90},
}  # fmt: skip
INVENTED = 0.03
"""Largest share of counts that are given where the text has none or another."""
SEED = Path(__file__).parent / "pages" / "seed.txt"


def find(body: str, title: str = "Nota", language: str = "es") -> tuple[Claim, ...]:
    return claims.find(make_article(body, title, language=language), ())


def values(body: str, field: str, title: str = "Nota", language: str = "es") -> list[str | int]:
    found = find(body, title, language)
    return [c.value for c in found if c.field == field and c.scope == "incident"]


def quoted(article: Article, claim: Claim) -> bool:
    text = article.title if claim.part == "title" else article.body
    return text[claim.start : claim.end] == claim.quote != ""


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    return {half: bench.measure(bench.load(half)) for half in FLOORS}


@pytest.mark.parametrize(
    ("half", "field", "floor"),
    [(half, field, floor) for half, floors in FLOORS.items() for field, floor in floors.items()],
)
def test_floor(scores: dict[str, dict[str, Score]], half: str, field: str, floor: float) -> None:
    score = scores[half][field]
    assert score.f1 >= floor, "\n".join(score.wrong)


@pytest.mark.parametrize("half", FLOORS)
def test_hardly_a_value_is_invented(scores: dict[str, dict[str, Score]], half: str) -> None:
    fields = ("arrested", "rescued", "minors", "sentence_years")
    invented = sum(scores[half][name].invented for name in fields)
    given_ = sum(scores[half][name].right for name in fields) + invented
    assert invented <= INVENTED * given_


def test_gold_is_large_mixed_and_half_untouched() -> None:
    rows = bench.load()
    assert len(rows) >= 150
    assert sum(row["half"] == "test" for row in rows) >= 80
    assert {row["language"] for row in rows} == {"es", "en", "pt"}
    assert {row["style"] for row in rows} >= {"wire", "tabloid", "official", "radio", "ngo"}


def test_every_quote_stands_at_its_offsets_and_no_count_is_given_twice() -> None:
    for row in bench.load():
        article = as_article(row)
        found = claims.find(article, ())
        assert all(quoted(article, claim) for claim in found), row["id"]
        assert all(claim.field in claims.FIELDS for claim in found)
        counts = [c.field for c in found if c.field in COUNTED and c.scope == "incident"]
        assert len(counts) == len(set(counts)), row["id"]


def test_no_name_and_no_age_stands_in_a_value_or_quote_of_a_count() -> None:
    person = re.compile(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
    age = re.compile(r"\b\d{1,2} años\b|\(\d{1,2}\)|\d-year-old|\baged \d")
    free = {"sentence_years", "gang", "operation", "police_unit", "prosecutor_office", "cited"}
    for row in bench.load():
        for claim in claims.find(as_article(row), ()):
            if claim.field not in free:
                assert not person.search(claim.quote), (row["id"], claim)
                assert not age.search(claim.quote), (row["id"], claim)


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Rosa Quispe Mamani (15) y su hermana de 13 años fueron rescatadas en Sicuani.", "es"),
        ("Una menor de 12 años, Luz Ccori Huanca, fue rescatada en Sicuani.", "es"),
        ("La joven llamada Yesenia fue rescatada junto con otras 14 mujeres.", "es"),
        ("Detuvieron a Juan Apaza Luna (45), Luis Ticona Poma y a María Inga Sulca.", "es"),
        ("Los detenidos fueron identificados como Juan Apaza Luna y María Inga Sulca.", "es"),
        ("Police rescued a 14-year-old girl named Rosa from a bar.", "en"),
        ("RESCATAN A ROSA QUISPE MAMANI Y A 3 MENORES EN SICUANI", "es"),
    ],
)
def test_names_and_ages_stay_out(body: str, language: str) -> None:
    for claim in find(body, language=language):
        told = f"{claim.value} {claim.quote}".casefold()
        assert not re.search(r"\(1\d|1\d (?:años|a)\b|1\d-year", told)
        for name in ("rosa", "luz", "yesenia", "apaza", "ticona", "inga", "quispe", "ccori"):
            assert name not in told


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("La Policía liberó a 12 venezolanas y 3 colombianas.", "rescued", 15),
        ("Una joven fue rescatada junto con otras 14 personas.", "rescued", 15),
        ("Rescataron a 20 personas: 11 mujeres y 9 hombres.", "rescued", 20),
        ("Rescataron a 20 personas, 11 mujeres y 9 hombres, en un bar.", "rescued", 20),
        ("Rescataron a 11 menores y 25 adultos.", "rescued", 36),
        ("Detuvieron a Juan Apaza Luna, Luis Ticona Poma y a Ana Inga Sulca.", "arrested", 3),
        ("La propietaria fue detenida.", "arrested", 1),
        ("Madre e hija fueron detenidas.", "arrested", 2),
        ("Una pareja fue detenida en Ica.", "arrested", 2),
        ("El dueño, su esposa y un hermano de esta fueron detenidos.", "arrested", 3),
        ("La Policía detuvo a un sujeto. También fue detenida su pareja.", "arrested", 2),
        ("Otras dos personas fueron detenidas, con lo que suman siete los arrestados.",
         "arrested", 7),
        ("Cinco detenidos y 31 mujeres rescatadas es el saldo.", "arrested", 5),
        ("Siete fueron rescatadas. Tres de ellas son menores de edad.", "minors", 3),
        ("Dos escolares de 14 y 16 años fueron rescatadas.", "minors", 2),
        ("Dos hermanas de 16 y 20 años fueron rescatadas.", "minors", 1),
        ("Seis víctimas, todas menores, fueron halladas.", "minors", 6),
        ("Nueve son mujeres y cinco, varones. Las 14 fueron rescatadas.", "men", 5),
    ],
)  # fmt: skip
def test_totals(body: str, field: str, value: int) -> None:
    assert values(body, field) == [value]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("Participaron 120 policías y ocho fiscales en el operativo del km 98.", "arrested"),
        ("Clausuraron 12 bares y decomisaron 3 armas.", "rescued"),
        ("Identificaron a 45 clientes en el local.", "arrested"),
        ("Cuatro sujetos fueron denunciados ante la Fiscalía.", "arrested"),
        ("Treinta personas fueron intervenidas en un bar.", "arrested"),
        ("La Policía busca rescatar a diez mujeres.", "rescued"),
        ("No se detuvo a ningún sospechoso.", "arrested"),
        ("La Fiscalía pidió 35 años de cárcel para el acusado.", "sentence_years"),
        ("El delito se sanciona con penas de 12 a 20 años de cárcel.", "sentence_years"),
        ("Dictaron 18 meses de prisión preventiva.", "sentence_years"),
        ("Los detenidos, de 45 y 50 años, pasaron la noche en la cárcel.", "sentence_years"),
        ("Se recordó el caso. En 2019 la Policía rescató a 26 mujeres.", "rescued"),
        ("El bar fue clausurado. Días antes se rescató a cuatro mujeres.", "rescued"),
        ("El bar fue clausurado.\nPUEDES VER: Cusco: 41 rescatadas y 31 detenidos", "arrested"),
        ("El bar fue clausurado.\nTambién: Detienen a 12 en Lima", "arrested"),
        ("En 2024 fueron rescatadas 852 víctimas y detenidos 287 tratantes.", "rescued"),
        ("En lo que va del año, la Policía rescató a 1,068 víctimas.", "rescued"),
    ],
)
def test_no_figure_of_the_incident(body: str, field: str) -> None:
    assert values(body, field) == []


def test_a_balance_is_an_aggregate_even_when_it_comes_first() -> None:
    found = find(
        "En lo que va del año, 1,068 víctimas fueron rescatadas y 102 personas detenidas. "
        "En la última intervención, del martes, se rescató a 26 personas y se detuvo a una."
    )
    told = {(c.field, c.value, c.scope) for c in found if c.field in ("arrested", "rescued")}
    assert told == {
        ("rescued", 1068, "aggregate"), ("arrested", 102, "aggregate"),
        ("rescued", 26, "incident"), ("arrested", 1, "incident"),
    }  # fmt: skip


def test_title_stands_only_where_the_body_is_silent() -> None:
    both = find("Agentes detuvieron a 23 sujetos.", "Detienen a 20 por trata")
    assert [(c.value, c.part) for c in both if c.field == "arrested"] == [(23, "body")]
    title = find("La red fue desbaratada en Ica.", "Detienen a 20 por trata")
    assert [(c.value, c.part) for c in title if c.field == "arrested"] == [(20, "title")]


@pytest.mark.parametrize(
    ("body", "years"),
    [
        ("Condenaron a dos hermanos a 35 y 32 años de prisión.", [35, 32]),
        ("Dos mujeres fueron sentenciadas a 15 años de cárcel.", [15, 15]),
        ("El jefe fue condenado a 28 años; su esposa, a 20 años de cárcel; y los otros dos, "
         "a 12 años cada uno.", [28, 20, 12, 12]),
        ("Condenan a más de 30 años de prisión a tratante.", [30]),
    ],
)  # fmt: skip
def test_one_sentence_a_defendant(body: str, years: list[int]) -> None:
    assert sorted(map(int, values(body, "sentence_years"))) == sorted(years)


def test_qualifiers() -> None:
    found = {c.field: c for c in find("Rescataron a más de 60 jóvenes y detuvieron a unos diez.")}
    assert found["rescued"].qualifier == "at_least"
    assert found["arrested"].qualifier == "about"


def test_facts_of_a_full_note() -> None:
    body = (
        "En la operación 'Amanecer 2025', agentes de la Dirintrap y la Fiscalía Provincial "
        "Especializada en Delitos de Trata de Personas de Puno detuvieron a cinco integrantes de "
        "la banda 'Los Cuervos de Ilave', dos de ellos bolivianos. Siete colombianas eran "
        "explotadas sexualmente en un night club y un hostal. Según RPP, fueron captadas por "
        "TikTok con falsas ofertas de trabajo como meseras por 2 mil 500 soles al mes; al llegar "
        "les quitaban el pasaporte y las encerraban para que paguen una deuda. El delito está en "
        "los artículos 129-A y 129-Ñ del Código Penal."
    )
    told: dict[str, set[str | int]] = {}
    for claim in find(body):
        told.setdefault(claim.field, set()).add(claim.value)
    assert told["operation"] == {"Amanecer 2025"}
    assert told["gang"] == {"Los Cuervos de Ilave"}
    assert told["police_unit"] == {"Dirintrap"}
    assert told["prosecutor_office"] == {
        "Fiscalía Provincial Especializada en Delitos de Trata de Personas de Puno"
    }
    assert told["nationality"] == {"CO"}
    assert told["accused_nationality"] == {"BO"}
    assert told["form"] == {"sexual"}
    assert told["venue"] == {"night_club", "hostel"}
    assert told["lure"] == {"mesera"}
    assert told["lure_channel"] == {"tiktok"}
    assert told["promised_pay_pen"] == {2500}
    assert told["means"] >= {"false_job", "documents", "debt", "confinement"}
    assert told["law_article"] == {"129-A", "129-Ñ"}
    assert told["cited"] == {"RPP"}


def test_the_seed() -> None:
    title, _, body = SEED.read_text(encoding="utf-8").partition("\n")
    article = make_article(body, title, language="en")
    found = claims.find(article, ())
    told: dict[str, set[str | int]] = {}
    for claim in found:
        assert quoted(article, claim)
        told.setdefault(claim.field, set()).add(claim.value)
    assert told["arrested"] == {7}
    assert told["rescued"] == {20}
    assert told["form"] == {"sexual"}
    assert told["means"] >= {"false_job", "documents"}
    assert told["lure"] == {"mesera"}
    assert told["promised_pay_pen"] == {3000}
    assert told["cited"] >= {"Peru21", "US State Department"}
    assert "women" not in told


def test_a_place_name_counts_nobody() -> None:
    body = "La Policía detuvo a Puerto Bello Horizonte y a un sujeto."
    start = body.index("Puerto")
    end = start + len("Puerto Bello Horizonte")
    mention = Mention(Place("Puerto Bello Horizonte"), None, body[start:end], start, end)
    found = claims.find(make_article(body), (mention,))
    assert [c.value for c in found if c.field == "arrested"] == [1]


def test_a_phrase_opens_with_three_letters() -> None:
    with pytest.raises(ValueError, match="three letters"):
        claims_phrases.read_rules(["[form sexual]", "de la calle"])


HOSTILE = [
    "1", "1 ", "100 000 ", "(", "'", "'Aa ", "Aa ", "Aa de la ", "banda criminal ", "mil ",
    "treinta y ", "dos mujeres, ", "dos mujeres (", "rescató a dos mujeres, tres niñas y ",
    "una niña (12 ", "12 y 15 años de cárcel ", "condenó a 12 ", "artículo 129-A, ",
    "ofrecían S/ 3,000 ", "ofrecían mesera ", "MIRA AQUÍ ", "MIRA: ", "el 14 de marzo de 2024 ",
    "el lunes ", "según RPP ", "explotadas ", "obligadas a trabajar ", "falsas ofertas de ",
    "Unidad de ", "Fiscalía Provincial de la ", "más noticias\n", "entre los detenidos ",
    "un total de ", "trabajaban en ", "los detenidos, según la PNP, ", "los detenidos son ",
    "bajo ", "corrieron la ", "a los dos los ", "vendían a su ", "\n", ". ", "que ", "no ",
    "años de ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        article = make_article((piece * length)[:length])
        spent = []
        for _ in range(2):
            start = time.process_time()
            claims.find(article, ())
            spent.append(time.process_time() - start)
        return min(spent)

    small, large = max(seconds(15_000), 0.02), seconds(60_000)
    assert large < 12 * small


def test_each_phrase_pattern_is_quick_on_hostile_text() -> None:
    for key, several in claims_phrases.rules().items():
        text = (f"{key} de la un su a " * 8_000)[:100_000]
        for rule in several:
            assert is_within(0.05, partial(rule.pattern.match, text, 0)), rule


VOCABULARY = (
    "La Policía rescató detuvo a 12 tres una dos mujeres menores niñas sujetos venezolanas , . y "
    "fueron detenidos rescatadas entre ellas de 15 años ( ) : ; que otras junto con el total un "
    "centenar más Juan Apaza Luna condenó cárcel ¡ \" ' 2024 20 % S/ 3,000 al mes ² ٣ 9999999"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_and_every_quote_is_its_own(body: str) -> None:
    article = make_article(body, body[:80])
    for claim in claims.find(article, ()):
        assert quoted(article, claim)


def test_people_by_the_thousand_are_no_event() -> None:
    text = (
        "Policía rescató a 12 mujeres en un bar de Puno. La trata afecta a más de 760 mil menores."
    )
    found = claims.find(make_article(text), ())

    figures = {claim.value: claim.scope for claim in found if isinstance(claim.value, int)}
    assert figures[12] == "incident"
    assert figures.get(760_000, "aggregate") == "aggregate"
