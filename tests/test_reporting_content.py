"""What a digest says of incidents, copies, corrections and the collection; its drawings."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import feedparser
import pytest

from monitor.briefs import (
    ClaimBrief,
    Erratum,
    IncidentBrief,
    Material,
    Overview,
    SourceBrief,
    Told,
)
from monitor.reporting import page, plain
from monitor.reporting.digest import build
from monitor.reporting.feed import atom
from monitor.reporting.graphic import is_graphic
from monitor.reporting.markdown import markdown
from monitor.reporting.pictures import country, drawn, outlines
from monitor.reporting.short import LONGEST, short
from monitor.reporting.tree import as_json
from monitor.reporting.views import IncidentView
from tests.builders import NOW
from tests.markup import Markup
from tests.test_reporting import (
    ADDRESSES,
    ARTICLE,
    INCIDENT,
    LIMA,
    MATERIAL,
    OVERVIEW,
    TWENTY,
    digest,
    hostile,
)

ANDINA = replace(ARTICLE, article_id=2, outlet="Andina", url="https://andina.example/2")


def said(
    value: int, outlet: str, article: int, field: str = "rescued", qualifier: str = "exact"
) -> ClaimBrief:
    return ClaimBrief(
        field, value, qualifier, "incident", f"{value} personas", article, outlet, is_new=True  # type: ignore[arg-type]
    )  # fmt: skip


def told(*claims: ClaimBrief, language: str = "es", **changes: object) -> IncidentView:
    """Return the one incident of a digest that has these claims."""
    articles = (ARTICLE, replace(ANDINA, story_id=2))
    incident = replace(INCIDENT, claims=claims, articles=articles)
    made = digest(material(replace(incident, **changes)), language)  # type: ignore[arg-type]
    return (*made.new, *made.updated, *made.again)[0]


def material(*incidents: IncidentBrief, **changes: object) -> Material:
    return replace(MATERIAL, incidents=incidents, **changes)  # type: ignore[arg-type]


# -- figures in one line --------------------------------------------------------------------------

SEVEN = said(7, "La Hora", 1, "arrested")


@pytest.mark.parametrize(
    ("claims", "language", "line"),
    [
        ((SEVEN, said(20, "La Hora", 1)), "es", "7 detenidos; 20 personas rescatadas"),
        ((SEVEN, said(20, "La Hora", 1)), "en", "7 arrested; 20 people rescued"),
        (
            (said(18, "Andina", 2), said(20, "La Hora", 1)),
            "en",
            "20 people rescued, 18 according to Andina",
        ),
        ((said(1, "La Hora", 1, "arrested"),), "es", "1 detenido"),
        ((said(20, "La Hora", 1, qualifier="at_least"),), "es", "al menos 20 personas rescatadas"),
        ((said(20, "La Hora", 1, qualifier="about"),), "en", "about 20 people rescued"),
        (
            (said(12, "La Hora", 1, "sentence_years"), said(14, "La Hora", 1, "sentence_years")),
            "es",
            "condena de 12 y 14 años",
        ),
        ((said(9, "A", 1), said(9, "A", 1, "women")), "es", "9 personas rescatadas"),
        ((said(9, "A", 1, "women"),), "es", "9 mujeres"),
    ],
)
def test_an_incident_begins_with_its_figures_in_one_line(
    claims: tuple[ClaimBrief, ...], language: str, line: str
) -> None:
    assert told(*claims, language=language).line == line


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("es", "1 persona detenida y 4 personas rescatadas en Comas (Lima)"),
        ("en", "1 arrested and 4 people rescued in "),
    ],
)
def test_a_title_tells_the_best_values_as_the_line_does(language: str, title: str) -> None:
    claims = (said(2, "A", 1), said(4, "B", 2), said(1, "B", 2, "arrested"))
    titled = replace(INCIDENT, title="2 personas rescatadas en Comas (Lima)", claims=claims)
    view = digest(material(titled), language=language).new[0]
    assert view.title.startswith(title)
    assert "4" in view.line.partition(",")[0]


def test_copies_of_a_text_speak_with_one_voice() -> None:
    copies = tuple(replace(ARTICLE, article_id=n, outlet=f"Copia {n}") for n in (3, 4))
    claims = (
        said(20, "La Hora", 1), said(20, "Copia 3", 3), said(20, "Copia 4", 4),
        said(18, "Andina", 2), said(18, "El Sur", 5),
    )  # fmt: skip
    others = (replace(ANDINA, story_id=2), replace(ANDINA, article_id=5, story_id=3))
    incident = replace(INCIDENT, claims=claims, articles=(ARTICLE, *copies, *others))
    (view,) = digest(material(incident)).new

    assert view.line == "18 personas rescatadas, 20 según La Hora, Copia 3 y Copia 4"
    assert view.sources == "5 notas de 4 medios; 3 textos distintos"
    assert [[line.outlet for line in text.copies] for text in view.texts] == [
        ["Copia 3", "Copia 4"], [], [],
    ]  # fmt: skip


def test_three_articles_of_one_note_are_told_as_such() -> None:
    credited = replace(ANDINA, credit="Agencia Andina")
    first, second = (
        digest(material(replace(INCIDENT, articles=articles))).new[0].sources
        for articles in ((ARTICLE, ANDINA), (ARTICLE, credited))
    )

    assert first == "2 notas de 2 medios; un solo texto (primero: La Hora)"
    assert second == "2 notas de 2 medios; un solo texto (una nota de Agencia Andina)"


def test_a_value_that_a_person_chose_goes_first_and_the_outlets_stay() -> None:
    view = told(said(20, "La Hora", 1), said(18, "Andina", 2), decided={"rescued": "19"})

    assert view.line == "19 personas rescatadas (según la revisión)"
    assert [one.value for one in view.figures[0].said] == ["18", "20"]


# -- what is new ----------------------------------------------------------------------------------

KNOWN = Told("2025-03-01", "operation", frozenset({("rescued", "20")}))


def test_a_sentence_and_another_count_are_news_and_the_same_count_again_is_none() -> None:
    again = said(20, "Andina", 2)
    news = told(again, said(22, "Andina", 2), is_new=False, told=KNOWN, status="sentenced")
    same = digest(material(replace(INCIDENT, claims=(again,), is_new=False, told=KNOWN)))

    assert news.changes == (
        "Estado: sentencia (antes: operativo)",
        "Personas rescatadas: 22 (según Andina); antes: 20",
    )
    assert (same.updated, len(same.again)) == ((), 1)
    for text in (plain.text(same), markdown(same), page.html(same)):
        assert ARTICLE.url in text
        assert "Contados otra vez, sin novedad" in text


def test_a_long_digest_tells_the_last_ones_in_a_line_each() -> None:
    many = tuple(replace(INCIDENT, incident_id=n) for n in range(60))
    made = digest(material(*many))

    assert sum(view.brief for view in made.new) == 20
    assert len(page.html(made).encode()) < 300_000
    assert plain.text(made).count("«rescataron a veinte personas»") == 40
    assert "60 incidentes nuevos" in made.glance


# -- corrections and the collection ---------------------------------------------------------------

MERGED = Erratum("merged", "2025-03-01", 9, "Dos", 7, "Uno")


@pytest.mark.parametrize(
    ("erratum", "sentence"),
    [
        (MERGED, "Incident 9, «Dos» (told on 1 March 2025), is the same event as incident 7"),
        (replace(MERGED, what="gone"), "«Dos» (told on 1 March 2025), does not stand any more"),
        (replace(MERGED, what="moved", before="Nota"), "The article «Nota», told on 1 March"),
        (replace(MERGED, what="moved", articles=3), "3 articles told on 1 March 2025"),
        (replace(MERGED, what="moved", into=0), "does not belong to it"),
        (
            replace(MERGED, what="figure", field="rescued", before="20", now=("23",)),
            "(People rescued: 20) is corrected to 23",
        ),
        (replace(MERGED, what="figure", field="rescued", before="20"), "20) does not stand any"),
    ],
)
def test_a_correction_says_what_was_told_and_when(erratum: Erratum, sentence: str) -> None:
    made = digest(material(errata=(erratum,)), "en")

    assert sentence in made.errata[0]
    assert "1 correction of earlier digests" in made.glance
    assert "Corrections of earlier digests" in Markup(page.html(made)).text


def test_a_source_that_is_back_is_told() -> None:
    well = SourceBrief("rio", "Radio Río", NOW, NOW, 0.0, 3.0, "ok", "")
    made = digest(material(sources=(well,), back=(well,)))

    assert "Radio Río: de vuelta, responde otra vez" in made.health


# -- graphic words --------------------------------------------------------------------------------

CRUDE = "fueron violadas y golpeadas"


def test_graphic_words_are_folded_on_the_page_and_left_out_elsewhere() -> None:
    claim = replace(TWENTY, quote=CRUDE)
    made = digest(
        material(
            replace(INCIDENT, claims=(claim,), articles=(replace(ARTICLE, title=f"Ellas {CRUDE}"),))
        )
    )

    assert page.html(made).count('<details class="graphic">') == 2
    for text in (plain.text(made), markdown(made), page.mail(made)):
        assert CRUDE not in text
        assert "crudo, omitido" in text.replace("\\", "")


@pytest.mark.parametrize(
    ("words", "graphic"),
    [
        ("La violación de la ley", False), ("la mujer fue violada", True),
        ("Violaron el toque de queda", False), ("20 people rescued", False),
        ("she was raped", True), ("rapes y bares", False), ("golpe a la mafia", False),
        ("la golpeaban", True),
    ],
)  # fmt: skip
def test_which_words_are_graphic(words: str, graphic: bool) -> None:
    assert is_graphic(words) is graphic


# -- drawings -------------------------------------------------------------------------------------


def test_the_map_has_every_department_and_is_small() -> None:
    made = digest(material(overview=OVERVIEW))
    html = page.html(made)
    svg = html[html.index('<svg class="map"') :].split("</svg>")[0]

    assert len({outline.name for outline in outlines()}) == 25
    assert len(svg.encode()) < 25_000
    assert svg.count("<path") == 25
    assert 'role="img"' in svg
    assert "<title>Madre de Dios: 2 incidentes, rescatadas: 20 – 23</title>" in svg


def test_each_drawing_has_its_numbers_in_a_table_beside_it() -> None:
    made = digest(material(overview=OVERVIEW), "en")
    text = Markup(page.html(made)).text

    assert [chart.kind for chart in made.charts] == ["month", "form", "department"]
    assert "Department Incidents People rescued Madre de Dios 2 20 – 23" in text
    assert "Callao 1 4" in text
    assert "not told 1 0" in text
    assert "Dec 2024 2 4" in text
    assert len(made.charts[0].bars) == 12


def test_nothing_is_drawn_outside_of_a_drawing() -> None:
    made = digest(material(overview=OVERVIEW))
    month, form, department = made.charts
    for picture in (
        drawn(month, made.tongue), drawn(form, made.tongue), country(department, made.tongue)
    ):  # fmt: skip
        assert all(s.x >= 0 and s.x + s.width <= picture.width for s in picture.shapes)
        assert all(s.y >= 0 and s.y + s.height <= picture.height for s in picture.shapes)
        assert all(0 <= w.x <= picture.width and 0 < w.y <= picture.height for w in picture.words)


@pytest.mark.parametrize("overview", [None, Overview("2025-01", "2025-03", ())])
def test_without_incidents_nothing_is_drawn(overview: Overview | None) -> None:
    assert "<svg" not in page.html(digest(material(overview=overview)))


# -- the page, the feed, the chat -----------------------------------------------------------------


def test_the_page_has_landmarks_and_headings_in_order() -> None:
    html = page.html(digest(material(INCIDENT, overview=OVERVIEW, errata=(MERGED,))))
    levels = [int(piece[0]) for piece in html.split("<h")[1:] if piece[0].isdigit()]

    for landmark in ("<header>", '<main id="content">', "<nav aria-label=", "<footer>"):
        assert html.count(landmark) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert 'href="#incident-7"' in html
    assert '<html lang="es">' in html


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_markup_of_an_outlet_reaches_the_feed(url: str) -> None:
    feed = feedparser.parse(atom([digest(hostile(url))]), sanitize_html=False)

    assert not feed.bozo
    assert [
        fault for entry in feed.entries for fault in Markup(entry.content[0].value).faults
    ] == []
    assert {entry.link.split(":")[0] for entry in feed.entries} <= {"https", "urn"}


def test_json_is_json_whatever_an_outlet_writes() -> None:
    tree = json.loads(as_json(digest(hostile(ADDRESSES[0]))))

    assert "<script>alert(1)</script>" in tree["new"][0]["title"]


def test_a_chat_gets_as_much_as_it_takes() -> None:
    many = tuple(replace(INCIDENT, incident_id=n) for n in range(60))

    text = short(digest(material(*many)))

    assert len(text) <= LONGEST + 2
    assert text.startswith("60 incidentes nuevos")
    assert text.endswith("…")


# -- summaries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "title"),
    [(14, "del 1 de marzo de 2025 al 14 de marzo de 2025"), (31, "marzo de 2025")],
)
def test_a_summary_is_named_by_its_days(days: int, title: str) -> None:
    begin = NOW.replace(day=1, hour=5)
    summary = replace(MATERIAL, number=0, since=begin, until=begin + timedelta(days=days))
    last = (begin + timedelta(days=days - 1)).date()

    assert build(summary, last, "es", LIMA).title == f"Trata de personas en el Perú: {title}"
