"""Full-text search: whatever is typed is safe, and finds what a reader means."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.models import When
from storage.search import MOST_WORDS, match_query
from storage.store import Store
from tests.builders import NOW
from tests.deciding import BODY, CUSCO, FOOTBALL, Told, decide

LAW = "El artículo 129-A del Código Penal y el 129-Ñ castigan la explotación de niñas en Áncash."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("search") / "trata.db") as store:
        store.save(decide(Told("https://x.example/raid", BODY)))
        store.save(decide(Told("https://x.example/law", LAW, title="Qué dice la ley")))
        store.save(decide(Told("https://x.example/plan", CUSCO, title="Plan", label="related")))
        gol = Told("https://x.example/gol", FOOTBALL, title="Gol agónico", label="rejected")
        store.save(decide(gol))
        long = Told("https://x.example/long", f"{'palabra ' * 300} 129 soles y luego A", title="x")
        store.save(decide(long, incidents={}))
        yield store


def found(store: Store, text: str, *, rejected: bool = False) -> list[str]:
    hits = store.search(text, rejected=rejected)
    return sorted(hit.url.removeprefix("https://x.example/") for hit in hits)


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("meseras", ["raid"]),
        ("MESERAS cusco", ["raid"]),
        ("cusco", ["plan", "raid"]),
        ("explotacion", ["law"]),
        ("explotación", ["law"]),
        ("ancash", ["law"]),
        ("ninas", ["law"]),
        ("niñas", ["law"]),
        ("129-A", ["law"]),
        ("129-a código", ["law"]),
        ('"bares de Puerto"', ["raid"]),
        ('"Puerto bares"', []),
        ("Puerto bares", ["raid"]),
        ("meser*", ["raid"]),
        ("meser", []),
        ("S/ 3,000", ["raid"]),
        ("S/. 3,000", ["raid"]),
        ("ley", ["law"]),
        ("palabra", ["long"]),
    ],
)
def test_what_is_typed_finds_what_is_meant(store: Store, typed: str, urls: list[str]) -> None:
    assert found(store, typed) == urls


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', '""', "*", "-", "()", "\0", "...", "'", "\ud800"]
)
def test_what_holds_no_word_finds_nothing(store: Store, typed: str) -> None:
    assert store.search(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "(meseras", "meseras)", "NOT meseras", "-meseras", "a:b", "title:meseras", "O'Higgins",
        "explotación-sexual", "meseras AND", "OR", "NEAR(meseras, 2)", "meseras\0cusco", '"meseras',
        'mes"eras', "^meseras", "{title body}: x", "meseras; DROP TABLE articles", "😀", "* *",
        '"*"*', "%", "_",
    ],
)  # fmt: skip
def test_operators_are_only_words(store: Store, typed: str) -> None:
    store.search(typed)

    assert store.number("SELECT count(*) FROM articles") == 5


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_is_an_error(store: Store, typed: str) -> None:
    store.search(typed)


@given(st.text(alphabet='"*-():^+{}ANDORT .,\0a1ñ', max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_heap_of_operators_is_an_error(store: Store, typed: str) -> None:
    store.search(typed)


def test_a_very_long_text_is_cut(store: Store) -> None:
    assert match_query(" ".join(map(str, range(9999)))).count('"') == 2 * MOST_WORDS
    assert match_query("palabra " * 100_000) == '"palabra"'
    assert found(store, "palabra " * 10_000) == ["long"]
    assert store.search('"' + "palabra " * 10_000) is not None


def test_rejected_articles_are_found_by_title_on_demand_only(store: Store) -> None:
    assert found(store, "gol agonico") == []
    assert found(store, "gol agonico", rejected=True) == ["gol"]
    assert found(store, "tabla", rejected=True) == []


def test_a_hit_shows_where_the_words_stand(store: Store) -> None:
    (hit,) = store.search("meseras")

    assert "[meseras]" in hit.snippet
    assert hit.title == "Rescatan a veinte personas"
    assert (hit.verdict, hit.published) == ("relevant", When(NOW, "time"))
    (marked,) = store.search("meseras", marks=("<b>", "</b>"))
    assert "<b>meseras</b>" in marked.snippet


def test_no_hit_tells_a_victim_or_her_age_whatever_was_searched(tmp_path: Path) -> None:
    body = "La menor Rosenda Ttito, de 13 años, fue rescatada en Mazuko. " + "Nada. " * 60
    body += "La tarde en que Rosenda Ttito llegó al albergue llovía."
    with Store.open(tmp_path / "trata.db") as store:
        told = Told("https://x.example/home", body, title="Rosenda Ttito vuelve a casa")
        store.save(decide(told, incidents={}))
        for words in ("rosenda", "ttito albergue", "13", "menor mazuko"):
            (hit,) = store.search(words)
            assert hit.title == "[nombre] vuelve a casa"
            assert not {"Rosenda", "Ttito", "13"} & set(re.findall(r"\w+", hit.snippet))


def test_a_word_in_the_title_weighs_more(store: Store) -> None:
    assert [hit.url for hit in store.search("plan")] == ["https://x.example/plan"]
    first = store.search("personas")[0]
    assert first.url == "https://x.example/raid"


def test_the_limit_holds(store: Store) -> None:
    assert len(store.search("cusco", 1)) == 1


def test_the_index_agrees_with_the_texts(store: Store) -> None:
    check = "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)"
    with store.transaction():
        store.write(check)


def test_sqlite_utils_finds_the_index_too(store: Store) -> None:
    table = store.database.table("articles")

    assert table.detect_fts() == "articles_fts"
    assert [row["id"] for row in table.search("meseras")] == [1]
