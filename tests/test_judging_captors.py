"""What is told of victims and no suspects, of bars and no gangs, of words that mean something."""

import re
from functools import partial

import pytest

from bench import claims as bench
from bench.scoring import as_article
from monitor.judging import claims
from monitor.judging.claims.counts import mentioned
from monitor.judging.claims.grammar import captive
from monitor.judging.claims.vocabulary import VERBS
from monitor.models import Claim
from tests.builders import make_article
from tests.timing import is_within


def find(body: str, language: str = "es") -> tuple[Claim, ...]:
    return claims.find(make_article(body, "Nota", language=language), ())


def values(body: str, field: str, language: str = "es") -> list[str | int]:
    return [claim.value for claim in find(body, language) if claim.field == field]


@pytest.mark.parametrize(
    ("body", "arrested"),
    [
        ("Agents rescued 11 boys who were being held on a boat. Two cooks were arrested.", 2),
        ("Twenty miners had been held hostage in a shed. Four guards were detained.", 4),
        ("Seven women were held in bondage for months. One man was arrested.", 1),
        ("Six suspects were held in a raid on a farm.", 6),
        ("Five men were held on suspicion of trafficking.", 5),
    ],
)
def test_those_held_by_captors_are_not_arrested(body: str, arrested: int) -> None:
    assert values(body, "arrested", "en") == [arrested]


@pytest.mark.parametrize("verb", ["estaban retenidas", "permanecían retenidas"])
def test_retained_victims_are_not_arrested(verb: str) -> None:
    body = f"Siete bolivianas {verb} en un taller. La policía capturó a cuatro capataces."
    assert values(body, "arrested") == [4]


@pytest.mark.parametrize(
    "body",
    [
        "Las llevaban al night club «Las Palmeras». En «Las Palmeras» eran explotadas.",
        "Cerraron «Los Cocos», un bar de Piura, y rescataron a dos mujeres.",
        "Cerraron los locales 'La Posada' y 'Las Brisas', donde rescataron a tres mujeres.",
    ],
)
def test_a_bar_is_no_gang(body: str) -> None:
    assert values(body, "gang") == []


def test_a_gang_in_quotes_alone_is_still_one() -> None:
    assert values("Cayeron seis de «Los Cóndores» por trata de personas.", "gang") == [
        "Los Cóndores"
    ]


def test_no_form_quotes_people_or_a_country() -> None:
    body = "En el operativo hallaron a doce mujeres que fichaban en una cantina por una deuda."
    found = [c.quote for c in find(body) if c.field == "form"]
    assert found == [] or found[0] not in ("mujeres", "doce mujeres")


def test_a_form_quotes_where_it_happened_before_who_was_there() -> None:
    body = "Intervienen a seis jóvenes que servían tragos en una cantina. Hay un detenido."
    assert [c.quote for c in find(body) if c.field == "form"] in (["cantina"], [])


def test_a_parent_who_is_deceived_is_not_the_victim() -> None:
    body = "Su padre fue engañado por un primo. La joven fue explotada en un taller."
    assert [(c.quote) for c in find(body) if c.field == "victims"] == ["La joven"]


def test_pupils_at_a_talk_are_no_victims() -> None:
    body = "Unos 150 alumnos desfilaron contra la trata. La policía arrestó a un hombre ese día."
    assert values(body, "minors") == []


def test_women_who_were_only_checked_are_not_freed_where_none_is_a_victim() -> None:
    body = (
        "Serenos intervinieron a 31 mujeres en una discoteca. Detuvieron al administrador. "
        "Ninguna de ellas resultó víctima."
    )
    assert values(body, "rescued") == []


def test_forms_told_by_words_alone_quote_words_that_mean_something() -> None:
    rows = (as_article(row) for row in bench.load())
    quotes = {c.quote.lower() for row in rows for c in claims.find(row, ()) if c.field == "form"}
    assert quotes.isdisjoint({"peruana", "colombianas", "mujeres", "menores", "personas", "women"})


def test_an_age_or_a_sex_never_quotes_the_verb_alone() -> None:
    kinds = ("minors", "adults", "women", "men")
    rows = (as_article(row) for row in bench.load())
    quotes = {c.quote.lower() for row in rows for c in claims.find(row, ()) if c.field in kinds}
    assert [quote for quote in quotes if quote in VERBS] == []


@pytest.mark.parametrize("kept", ["retenían los pasaportes", "retenían todos sus sueldos"])
def test_kept_papers_and_wages_are_no_locked_door(kept: str) -> None:
    body = f"A las víctimas de explotación sexual les {kept}."
    assert "confinement" not in values(body, "means")


def test_kept_people_are_locked_in() -> None:
    body = "A las víctimas de explotación sexual las retenían en un sótano."
    assert "confinement" in values(body, "means")


@pytest.mark.parametrize(
    ("body", "language", "rescued"),
    [
        ("A polícia resgatou na noite de domingo três bolivianas.", "pt", 3),
        ("La policía rescató el martes nueve niñas en Tumbes.", "es", 9),
        ("Police rescued late on Friday six girls from a hotel.", "en", 6),
    ],
)
def test_a_day_may_stand_between_verb_and_object(body: str, language: str, rescued: int) -> None:
    assert values(body, "rescued", language) == [rescued]


def test_an_age_between_commas_counts_nobody() -> None:
    body = "Police rescued Rosa, 16, from a bar where she was exploited."
    assert 16 not in values(body, "rescued", "en")


def test_the_hour_of_a_raid_is_a_date_beside_how_victims_were_recruited() -> None:
    body = "La fiscalía libera a siete adolescentes captadas con engaños la madrugada del martes."
    assert values(body, "event_date") == ["2025-03-11"]


@pytest.mark.parametrize("pattern", [*captive.PATTERNS, *mentioned.PATTERNS], ids=str)
def test_patterns_are_linear_on_hostile_text(pattern: re.Pattern[str]) -> None:
    for piece in ("a", "a ", " at a ", " for the ", "held in a ", "marcha ", "capacita"):
        text = piece * (100_000 // len(piece))
        assert is_within(0.05, partial(_search, pattern, text)), piece


def _search(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass
