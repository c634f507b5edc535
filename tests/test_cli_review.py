"""``trata review`` and ``trata why --incident`` as a person at a terminal uses them."""

import json
from collections.abc import Sequence

import pytest

from tests.calling import Run

RAID = (
    "La Policía rescató a {n} mujeres que eran explotadas sexualmente en un bar de {town} y detuvo "
    "a {m} personas por trata de personas, informó la fiscalía. {more}"
)
CASE = (
    "El juzgado de Tacna condenó a 15 años de cárcel por trata de personas al dueño del bar "
    '"El Faro", de donde nueve mujeres explotadas sexualmente fueron rescatadas en julio de 2019.'
)
LINES = (
    ("Puno", "siete", "cuatro", "2019-07-09", ""),
    ("Tacna", "nueve", "ocho", "2019-08-02", 'El local se llama bar "El Faro" y fue clausurado.'),
    ("Cusco", "tres", "dos", "2019-08-20", "Las jóvenes venían de Anta y de Urubamba."),
)


@pytest.fixture
def stored(run: Run) -> Run:
    """Three incidents, the second one up to its sentence."""
    lines: list[dict[str, str]] = [
        {
            "url": f"https://diario.example/{number}",
            "outlet": "Diario",
            "published": published,
            "title": f"Rescatan a {n} mujeres en {town}",
            "text": RAID.format(n=n, m=m, town=town, more=more),
        }
        for number, (town, n, m, published, more) in enumerate(LINES, 1)
    ]
    sentence = {"url": "https://otro.example/4", "outlet": "Otro", "published": "2021-03-05",
                "title": "Condenan a dueño de bar por trata", "text": CASE}  # fmt: skip
    done = run("import", "-", stdin="\n".join(map(json.dumps, [*lines, sentence])))
    assert done.returncode == 0
    return run


def page(run: Run, number: int) -> str:
    done = run("why", "--incident", str(number))
    assert done.returncode == 0
    return done.stdout


def in_order(text: str, words: Sequence[str]) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_an_incident_shows_its_life_line_figures_and_articles(stored: Run) -> None:
    told = page(stored, 2)

    stages = ["Life line:", "detained: 1 article (Diario)", "sentenced: 1 article (Otro)"]
    assert in_order(told, stages)
    assert "* rescued = 9: Diario 2019-08-02" in told
    assert "https://otro.example/4" in told
    assert "another stage of the case" in told
    as_json = json.loads(stored("why", "--incident", "2", "--json").stdout)
    assert [stage["status"] for stage in as_json["stages"]] == ["detained", "sentenced"]
    assert "2021-03-05 sentenced" in told


def test_an_incident_that_a_sentence_opened_is_named_and_dated_by_its_raid(run: Run) -> None:
    raid = {
        "url": "https://diario.example/1",
        "outlet": "Diario",
        "published": "2019-08-02",
        "title": "Rescatan a nueve mujeres",
        "text": RAID.format(n="nueve", m="ocho", town="Tacna", more='Fue en el bar "El Faro".'),
    }
    court = {"url": "https://otro.example/4", "outlet": "Otro", "published": "2021-03-05",
             "title": "Condenan a dueño de bar por trata", "text": CASE}  # fmt: skip
    done = run("import", "-", stdin="\n".join(map(json.dumps, [court, raid])))
    assert done.returncode == 0

    told = page(run, 1)

    assert told.startswith("Incident 1: 8 detenidos y 9 personas rescatadas en Tacna")
    assert "sentenced, 2019-07" in told


def test_merge_log_and_undo(stored: Run) -> None:
    done = stored("review", "merge", "3", "1", "--by", "ana", "--note", "misma noche")
    assert (done.returncode, done.stdout) == (0, "decision 1: incident 3 is incident 1\n")

    told = page(stored, 3)
    assert told.startswith("Incident 1:")
    assert "also known as 3" in told
    assert "rescued = 3 (disputed)" in told
    log = stored("review", "log", "1").stdout
    assert "1. merge, ana, 2025-03-14 12:00Z" in log
    assert '"misma noche"' in log

    assert stored("review", "undo", "1", "--by", "eva").returncode == 0
    assert page(stored, 3).startswith("Incident 3:")
    assert "taken back 2025-03-14 12:00Z by eva" in stored("review", "log", "1").stdout


def test_split_and_move(stored: Run) -> None:
    split = stored("review", "split", "2", "4", "--by", "ana")
    assert split.stdout == "decision 1: incident 4 was split off incident 2\n"
    assert "https://otro.example/4" in page(stored, 4)

    moved = stored("review", "move", "4", "4", "2", "--by", "ana")
    assert moved.returncode == 0
    assert "https://otro.example/4" in page(stored, 2)
    assert page(stored, 4).startswith("Incident 2:")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("review", "merge", "1", "1"), 2, "are one already"),
        (("review", "merge", "1", "9"), 2, "there is none of this number"),
        (("review", "split", "1", "1"), 2, "no article"),
        (("review", "undo", "9"), 2, "there is none of this number"),
        (("why", "--incident", "9"), 1, "there is none of this number"),
        (("why",), 2, "needs either"),
    ],
)
def test_what_cannot_be_done_is_said(
    stored: Run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    done = stored(*arguments)

    assert done.returncode == status
    assert words in done.stderr
