"""Whole incident articles, labelled before any output was looked at: claims and scenes together."""

import pytest

from bench import incidents as bench
from bench.scoring import Score, as_article
from monitor.judging import claims, places
from monitor.judging.tails import PATTERNS, author_box
from monitor.models import Article
from tests.builders import make_article

FLOORS = {
    "arrested": 0.97, "rescued": 0.98, "minors": 0.98, "sentence_years": 0.98, "women": 0.97,
    "men": 0.85, "form": 0.98, "departments": 0.98,
}  # fmt: skip
"""F1 over the first five batches, each used for tuning after its first score; never lower."""
NEWEST = {
    "arrested": 0.96, "rescued": 0.86, "minors": 0.96, "sentence_years": 0.98, "form": 0.98,
    "departments": 0.96,
}  # fmt: skip
"""F1 over the sixth and the seventh."""
LATEST = {
    "arrested": 0.93, "rescued": 0.89, "minors": 0.91, "sentence_years": 0.97, "form": 0.95,
    "departments": 0.93,
}  # fmt: skip
"""F1 over the eighth and the ninth; docs/measure.md has what they gave at first."""
INVENTED = 0.02
BIOGRAPHY = (
    "Es el director de Río Abierto. Licenciado en sociología. Trabajó como reportero en España. "
    "Escribe sobre la fiebre del oro y las mafias de la minería ilegal en Puno."
)


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return bench.measure([row for row in bench.load() if row["batch"] < 6])


@pytest.fixture(scope="module")
def newest() -> dict[str, Score]:
    return bench.measure([row for row in bench.load() if row["batch"] in (6, 7)])


@pytest.fixture(scope="module")
def latest() -> dict[str, Score]:
    return bench.measure([row for row in bench.load() if row["batch"] > 7])


@pytest.mark.parametrize(("field", "floor"), LATEST.items())
def test_floor_of_the_latest_batches(latest: dict[str, Score], field: str, floor: float) -> None:
    assert latest[field].f1 >= floor, "\n".join(latest[field].wrong)


@pytest.mark.parametrize(("field", "floor"), NEWEST.items())
def test_floor_of_the_later_batches(newest: dict[str, Score], field: str, floor: float) -> None:
    assert newest[field].f1 >= floor, "\n".join(newest[field].wrong)


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_floor(scores: dict[str, Score], field: str, floor: float) -> None:
    assert scores[field].f1 >= floor, "\n".join(scores[field].wrong)


def test_hardly_a_count_is_invented(scores: dict[str, Score]) -> None:
    several = [scores[name] for name in ("arrested", "rescued", "minors", "sentence_years")]
    invented = sum(score.invented for score in several)
    assert invented <= INVENTED * (invented + sum(score.right for score in several))


def test_batches_are_large_and_in_three_languages() -> None:
    rows = bench.load()
    assert len(rows) >= 230
    assert {row["batch"] for row in rows} == {1, 2, 3, 4, 5, 6, 7, 8, 9}
    assert {row["language"] for row in rows} == {"es", "en", "pt"}
    assert {row["style"] for row in rows} >= {"wire", "tabloid", "official", "radio", "ngo"}


def test_every_quote_stands_at_its_offsets() -> None:
    for row in bench.load():
        article = as_article(row)
        for claim in claims.find(article, places.find(article)):
            text = article.title if claim.part == "title" else article.body
            assert text[claim.start : claim.end] == claim.quote != "", row["id"]


def facts(article: Article) -> set[tuple[str, str | int]]:
    mentions = places.find(article)
    told = {(m.place.text, m.role) for m in mentions if m.role}
    return {(c.field, c.value) for c in claims.find(article, mentions)} | {
        (place, str(role)) for place, role in told
    }


@pytest.mark.parametrize("tail", [BIOGRAPHY, f"Sobre Ana Torres Luna\n\n{BIOGRAPHY}"])
def test_the_authors_box_adds_no_fact(tail: str) -> None:
    body = (
        "La Policía rescató a doce mujeres de un bar de Juliaca y detuvo a tres sujetos. Las "
        "víctimas eran explotadas sexualmente y debían pagar una deuda. La fiscal dijo que las "
        "diligencias seguirán en los próximos días en la sede de la unidad especializada."
    )
    assert facts(make_article(f"{body}\n\n{tail}")) == facts(make_article(body))


def test_an_article_without_a_box_keeps_its_end() -> None:
    body = "La Policía detuvo a dos.\n\nEl director de la escuela dijo que trabajó como testigo."
    assert author_box(body) == len(body)
    assert all(pattern.search("a " * 40_000) is None for pattern in PATTERNS)


@pytest.mark.parametrize(
    ("body", "field", "value"),
    [
        ("El juez dictó prisión preventiva contra los seis integrantes.", "arrested", 6),
        ("Una mujer y un hombre captaban a niñas. Ambos fueron detenidos.", "arrested", 2),
        ("El captor, un hombre de 45 años, la tenía encerrada. Fue detenido.", "arrested", 1),
        ("Los detenidos son tres: dos colombianos y una peruana.", "arrested", 3),
        ("Dos enfermeras, una obstetra y un chofer fueron detenidos.", "arrested", 4),
        ("Fueron detenidos la madre, de 24 años; la abuela y un taxista.", "arrested", 3),
        ("Catorce mujeres que creían que trabajarían en lanchas fueron rescatadas.", "rescued", 14),
        ("Explotaban a nueve mujeres. Todas fueron rescatadas.", "rescued", 9),
        ("Nueve jóvenes, de las cuales dos son menores, fueron rescatadas.", "minors", 2),
        ("Rescataron a cinco muchachas, una de 16 años.", "minors", 1),
    ],
)
def test_ways_of_telling_a_number(body: str, field: str, value: int) -> None:
    found = claims.find(make_article(body), ())
    assert [c.value for c in found if c.field == field and c.scope == "incident"] == [value]


@pytest.mark.parametrize(
    "body",
    [
        "La Policía detuvo a un sujeto que ya había sido condenado a ocho años de cárcel.",
        "Condenaron a la dueña. Otro acusado había sido sentenciado antes, previamente, a 9 años.",
        "La Policía rescató a dos. Ambas son de Puno. Ya están con sus familias. "
        "En 2018 otra red cayó y 12 fueron condenados a seis años.",
    ],
)
def test_terms_of_other_cases_are_none_of_this(body: str) -> None:
    found = claims.find(make_article(body), ())
    assert not [c for c in found if c.field == "sentence_years"]


@pytest.mark.parametrize(
    ("body", "scene"),
    [
        ("Los siete no cayeron en Ica. Los detuvieron en Tacna.", {"Tacna"}),
        ("No fueron detenidos en Ica, sino en Tacna.", {"Tacna"}),
        ("Rescataron a nueve en cantinas de la salida a Cusco, en Juliaca.", {"Puno"}),
        ("Rescataron a 20 en Ilo, y no a 23 como se informó desde Lima.", {"Moquegua"}),
        ("Detuvieron a un hombre en Urcos cuando intentaba huir hacia Arequipa.", {"Cusco"}),
    ],
)
def test_scenes_denied_or_named_in_passing(body: str, scene: set[str]) -> None:
    mentions = places.find(make_article(body))
    roles = ("rescue", "arrest", "exploitation")
    assert {m.place.department for m in mentions if m.role in roles} == scene
