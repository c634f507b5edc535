"""Who copied whom: the agency or office whose text an article says that it carries."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.cli.tell import explanation
from monitor.collect import take
from monitor.grouping import credit
from monitor.options import AS_SHIPPED
from storage.store import Store
from tests.builders import make_article
from tests.test_collect import BODY
from tests.timing import is_within

PLAIN = "La Policía rescató a doce mujeres en un bar de Juliaca. Hay cuatro detenidos por trata."


def found(body: str, author: str = "", outlet: str = "Diario de Prueba") -> list[tuple[str, str]]:
    article = make_article(body)
    named = replace(article.outlet, name=outlet)
    told = credit.find(replace(article, author=author, outlet=named))
    for one in told:
        text = article.body if one.part == "body" else author
        assert text[one.start : one.end] == one.quote or one.quote in text[one.start : one.end]
    return [(one.kind, one.name) for one in told]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (f"PUNO (Andina).- {PLAIN}", ("agency", "Andina")),
        (f"Lima, 11 feb (EFE).- {PLAIN}", ("agency", "EFE")),
        (f"LIMA, Perú (AP) — {PLAIN}", ("agency", "AP")),
        (f"JULIACA (Agencia Selva).- {PLAIN}", ("agency", "Agencia Selva")),
        (f"{PLAIN}\n\n(Andina)", ("agency", "Andina")),
        (f"{PLAIN}\nEFE", ("agency", "EFE")),
        (f"{PLAIN}\nFuente: Agencia Andina", ("agency", "Andina")),
        (f"{PLAIN}\nCon información de la agencia AFP.", ("agency", "AFP")),
        (f"{PLAIN} Con información de La República.", ("outlet", "La República")),
        (f"{PLAIN}\nFuente: Mininter", ("official", "Ministerio del Interior")),
        (
            f"Según una nota de prensa del Ministerio Público, {PLAIN[3:]}",
            ("official", "Ministerio Público"),
        ),
        (
            f"{PLAIN} La PNP informó en un comunicado que seguirán los operativos.",
            ("official", "Policía Nacional"),
        ),
        (
            f"{PLAIN} The interior ministry said so in a press release on Sunday.",
            ("official", "Ministerio del Interior"),
        ),
    ],
)
def test_a_credit_is_read_where_credits_stand(body: str, who: tuple[str, str]) -> None:
    assert found(body) == [who]


@pytest.mark.parametrize("author", ["EFE", "Redacción / Agencia EFE", "Agencia EFE, Lima"])
def test_a_byline_may_be_an_agency(author: str) -> None:
    assert found(PLAIN, author) == [("agency", "EFE")]


@pytest.mark.parametrize(
    "body",
    [
        PLAIN,
        f"{PLAIN} La Policía Nacional trasladó a todas. El Ministerio Público abrió el caso.",
        f"La vendedora Andina Quispe (EFE es su sigla) contó que {PLAIN}",
        f"{PLAIN}\nPor: R. Medina",
        f"{PLAIN} Las víctimas (todas de Cusco) volverán a casa.",
        f"{PLAIN} El comunicado no dio nombres. La PNP tampoco los dará.",
    ],
)
def test_who_acts_in_the_report_has_not_written_it(body: str) -> None:
    assert found(body, "R. Medina") == []


def test_nobody_credits_a_text_of_its_own() -> None:
    assert found(f"LIMA (Andina).- {PLAIN}", outlet="Agencia Andina") == []


def test_an_agency_goes_before_the_office_whose_note_it_cites() -> None:
    body = f"LIMA (EFE).- {PLAIN} Así lo dijo el Ministerio Público en una nota de prensa."
    assert found(body) == [("agency", "EFE"), ("official", "Ministerio Público")]


@pytest.mark.parametrize(
    "hostile",
    ["comunicado pnp " * 7000, "(" * 100_000, "Fuente: A " * 10_000, "Con información de " * 5000],
)
def test_hostile_texts_take_no_time(hostile: str) -> None:
    article = make_article(hostile)
    assert is_within(0.5, lambda: credit.find(article))


def test_three_articles_one_agency_note(tmp_path: Path) -> None:
    with Store.open(tmp_path / "trata.db") as store:
        for number, body in enumerate((BODY, f"PUNO (Andina).- {BODY}", f"{BODY}\nSíguenos")):
            take(store, make_article(body, url=f"https://outlet{number}.example/a"))

        (origin,) = store.rows("SELECT * FROM story_origins")
        assert (origin["article_count"], origin["first_url"]) == (3, "https://outlet0.example/a")
        assert (origin["credit_kind"], origin["credit"]) == ("agency", "Andina")
        assert (origin["credit_quote"], origin["credit_url"]) == (
            "Andina",
            "https://outlet1.example/a",
        )
        seen = store.explain("https://outlet0.example/a")
        assert seen is not None
        assert "text of Andina (agency), says Diario de Prueba: «Andina»" in explanation(
            seen, AS_SHIPPED
        )
