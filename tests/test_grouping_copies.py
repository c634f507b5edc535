"""Copies: one text is one story, however an outlet has cut or dressed it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.grouping import copies
from monitor.grouping.words import names, read
from monitor.models import Article, Candidate, Facts, StoryMatch, When
from tests.builders import NOW, make_article
from tests.timing import is_within

BODY = """Ocho mujeres fueron rescatadas la noche del martes en el bar "Las Totoras" de \
Desaguadero, en la frontera con Bolivia. La policía detuvo a Eulogia Choque Mamani, de 47 años, \
y a dos hombres que cuidaban la puerta.

Según la fiscal del caso, las jóvenes llegaron desde Cochabamba con la promesa de vender ropa. \
Al tercer día les quitaron los documentos y les dijeron que debían 1,200 soles por el viaje.

Las víctimas pasaron la noche en un albergue de Puno. La municipalidad cerrará el local."""
SEEN = When(NOW, "time")


def facts(**changes: object) -> Facts:
    plain = Facts("incident", "operation", SEEN, SEEN)
    return replace(plain, **changes)  # type: ignore[arg-type]


def stored(
    body: str = BODY,
    title: str = "Rescatan a ocho mujeres en Desaguadero",
    *,
    article_id: int = 17,
    story_id: int = 5,
    published: When = SEEN,
    url: str = "",
) -> Candidate:
    return Candidate(
        article_id=article_id,
        story_id=story_id,
        url=url or f"https://otro.example/{article_id}",
        outlet="La Hora",
        title=title,
        body=body,
        published=published,
        fetched_at=NOW,
        verdict="relevant",
        incident_ids=(),
        counts={},
        places=frozenset(),
    )


def match(article: Article, *candidates: Candidate) -> StoryMatch:
    return copies.match(article, facts(), candidates)


def sketches_meet(one: Article, other: Candidate) -> bool:
    mine = set(copies.sketch(one.title, one.body))
    return len(mine & set(copies.sketch(other.title, other.body))) >= copies.MIN_HITS


SAME_TEXT = {
    "retitled": make_article(BODY, "Cae dueña de bar en la frontera"),
    "byline": make_article(f"PUNO (Agencia).- {BODY}", "Puno: ocho rescatadas"),
    "cut": make_article(BODY.partition("\n\n")[0], "Rescatan a ocho mujeres"),
    "summary": make_article(" ".join(BODY.split()[:30]) + "...", "Rescatan a ocho mujeres"),
    "no accents": make_article(BODY.translate(str.maketrans("áéíóúñ", "aeioun")), "Rescate"),
    "numbers": make_article(BODY.replace("Ocho", "8").replace("dos", "2"), "8 rescatadas"),
    "mojibake": make_article(BODY.encode().decode("cp1252", "ignore"), "Ocho rescatadas"),
    "entities": make_article(BODY.encode("ascii", "xmlcharrefreplace").decode(), "Rescate"),
    "boilerplate": make_article(
        BODY.replace("\n\n", "\n\nTambién lee: Caen tres en Juliaca con 45 kilos de droga\n\n")
        + "\nSíguenos en nuestras redes sociales",
        "Ocho mujeres rescatadas",
    ),
    "embedded": make_article(
        "El consejo municipal sesionó ayer con la asistencia de nueve regidores y del alcalde.\n\n"
        f"{BODY}\n\nEn otra parte, el equipo local empató a uno y mantiene la punta de la liga.",
        "Lo que pasó en la semana",
    ),
    "paragraphs moved": make_article("\n\n".join(reversed(BODY.split("\n\n"))), "Ocho rescatadas"),
}


@pytest.mark.parametrize("variant", SAME_TEXT)
def test_a_text_taken_over_is_found_and_joined(variant: str) -> None:
    article = SAME_TEXT[variant]
    assert sketches_meet(article, stored())
    found = match(article, stored())
    assert (found.story_id, found.like_article_id) == (5, 17)
    assert "article 17 (La Hora)" in found.reason
    assert "%" in found.reason


def test_an_update_with_other_counts_is_the_same_story() -> None:
    update = BODY.replace("Ocho mujeres", "Diez mujeres").replace("dos hombres", "tres hombres")
    assert match(make_article(update, "Suben a diez las rescatadas"), stored()).story_id == 5


def test_the_same_text_two_years_later_is_the_same_story() -> None:
    later = When(NOW + timedelta(days=731), "time")
    article = make_article(BODY, "Rescatan a ocho mujeres en Desaguadero", published=later)
    assert match(article, stored()).story_id == 5


def test_another_raid_in_the_same_words_is_another_story() -> None:
    swaps = {
        "Ocho": "Cinco",
        "Desaguadero": "Yunguyo",
        "martes": "viernes",
        "Las Totoras": "El Faro",
        "Eulogia Choque Mamani": "Jacinto Paucar Lima",
        "47": "33",
        "Cochabamba": "El Alto",
        "1,200": "900",
    }
    other = BODY
    for old, new in swaps.items():
        other = other.replace(old, new)
    found = match(make_article(other, "Rescatan a cinco mujeres en Yunguyo"), stored())
    assert found.story_id is None
    assert "new story: nearest is article 17" in found.reason
    assert "other" in found.reason


TEMPLATE = """En la noche {day}agentes de la División de Trata de Personas de la Policía Nacional \
rescataron a {n} mujeres que eran explotadas sexualmente en un bar del distrito de {place}, en \
Lima. Durante el operativo fueron detenidas {m} personas, entre ellas el administrador. Las \
víctimas fueron puestas a disposición de la Unidad de Protección Especial."""


def told(n: int, place: str, days: float, day: str = "") -> tuple[str, Facts, When]:
    when = When(NOW + timedelta(days=days), "time")
    told_in = {"Comas": "150110", "Ate": "150103"}[place]
    body = TEMPLATE.format(day=day, n=n, m=n // 2, place=place)
    counts = {"rescued": n, "arrested": n // 2}
    return body, facts(counts=counts, places=frozenset({told_in, "15"})), when


@pytest.mark.parametrize(
    ("n", "place", "days", "day", "same"),
    [
        (4, "Comas", 1, "", True),
        (6, "Comas", 0.3, "", True),
        (6, "Comas", 1, "", False),
        (4, "Comas", 21, "", True),
        (4, "Ate", 0, "", False),
        (4, "Comas", 21, "del 24 de mayo, ", False),
        (6, "Comas", 1, "del 4 de mayo, ", False),
        (6, "Comas", 1, "del 3 de mayo, ", True),
        (4, "Comas", 21, "del 3 de mayo, ", True),
        (6, "Comas", 7, "del martes, ", False),
        (6, "Comas", 3, "del martes, ", True),
    ],
)
def test_raids_told_in_one_template_are_kept_apart_by_place_day_and_count(
    n: int, place: str, days: float, day: str, same: bool
) -> None:
    first_day = day and ("del 3 de mayo, " if "mayo" in day else day)
    body, first, seen = told(4, "Comas", 0, first_day)
    known = replace(
        stored(body, "Rescatan a mujeres en un bar de Comas", published=seen),
        counts=first.counts,
        places=first.places,
    )
    body, mine, seen = told(n, place, days, day)
    article = make_article(body, f"Rescatan a mujeres en un bar de {place}", published=seen)
    found = copies.match(article, mine, [known])
    assert (found.story_id == 5) is same, found.reason


def test_a_yearly_notice_is_not_last_years() -> None:
    notice = """Cada 30 de julio se recuerda el día contra la trata. En {year} se atendió a {n} \
víctimas y hubo {m} operativos. Las autoridades piden denunciar los hechos a la línea gratuita. \
Habrá ferias informativas en las plazas y los edificios públicos se iluminarán de azul."""
    last = stored(
        notice.format(year=2023, n=811, m=95), "Día contra la trata",
        published=When(datetime(2023, 7, 30, tzinfo=UTC), "day"),
    )  # fmt: skip
    now = make_article(
        notice.format(year=2024, n=1203, m=140), "Día contra la trata",
        published=When(datetime(2024, 7, 30, tzinfo=UTC), "day"),
    )  # fmt: skip
    assert match(now, last).story_id is None


def test_shared_background_does_not_make_a_copy() -> None:
    background = """La trata de personas se castiga con penas de ocho a quince años de prisión. \
El año pasado la policía rescató a más de mil personas. Las denuncias pueden hacerse en la línea \
1818, que es gratuita y atiende todo el día."""
    other = f"""Un ómnibus con nueve escolares fue detenido en la garita de Mazuko porque \
el chofer no tenía autorización. Los menores iban a un concurso de danzas.\n\n{background}"""
    found = match(make_article(other, "Detienen ómnibus"), stored(f"{BODY}\n\n{background}"))
    assert found.story_id is None


@pytest.mark.parametrize(
    "body", ["", "   ", "Ver video.", "Nota en desarrollo. Más información pronto"]
)
def test_empty_and_very_short_texts_never_match(body: str) -> None:
    article = make_article(body, "Rescatan a ocho mujeres en Desaguadero")
    assert copies.sketch(article.title, article.body) == ()
    twin = stored(body, "Rescatan a ocho mujeres en Desaguadero")
    assert match(article, twin).story_id is None
    assert match(make_article(BODY), twin).story_id is None


def test_the_same_address_is_the_same_story_even_without_a_body() -> None:
    article = make_article("", url="https://www.diario.example/nota/")
    found = match(article, stored(url="http://diario.example/nota"))
    assert (found.story_id, found.score) == (5, 1.0)


def test_one_likeness_does_not_outweigh_a_story_that_differs() -> None:
    odd = [stored(BODY.replace("Ocho", "Cinco").replace("Desaguadero", "Ilave")
                  .replace("Las Totoras", "El Cóndor").replace("Eulogia Choque", "Marta Rado")
                  .replace("Cochabamba", "Oruro"), "Ilave", article_id=n, story_id=9)
           for n in (30, 31, 32)]  # fmt: skip
    stray = stored(BODY, article_id=33, story_id=9)
    assert match(make_article(BODY, "Ocho rescatadas"), *odd, stray, stored()).story_id == 5


def test_sketches_are_small_and_the_same_in_every_process() -> None:
    hashes = copies.sketch("Ocho mujeres", BODY * 40)
    assert 20 < len(hashes) <= 80
    assert all(-(2**63) <= value < 2**63 for value in hashes)
    code = (
        "from monitor.grouping import copies; print(copies.sketch('Uno dos tres', 'a b c d ' * 9))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=env
        ).stdout
        for env in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"})
    }
    assert len(runs) == 1


def test_a_huge_body_against_many_is_bounded() -> None:
    words = " ".join(f"palabra{n % 977} otra{n % 331} más{n}." for n in range(3000))
    article = make_article(words[:100_000])
    candidates = [stored(words[n : n + 50_000], article_id=n, story_id=n) for n in range(300)]

    assert is_within(10, lambda: match(article, *candidates), tries=1)


@pytest.mark.parametrize(
    "hostile",
    [
        "A" * 100_000,
        "Aa " * 33_000,
        '"Aa' * 33_000,
        "x\n" * 50_000,
        "1,000." * 16_000,
        "." * 100_000,
        "_" * 100_000,
        "\n" * 100_000,
        " " * 100_000,
        ". A" * 33_000,
    ],
)
def test_hostile_texts_take_no_time(hostile: str) -> None:
    def look() -> None:
        read.cache_clear()
        for sentence in read(hostile).raw[:50]:
            names(sentence)
        copies.sketch("", hostile)

    assert is_within(1, look)
