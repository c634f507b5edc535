"""What a person reads in the morning, and that no outlet's markup reaches it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from monitor.briefs import (
    ArticleBrief,
    ClaimBrief,
    IncidentBrief,
    Material,
    PlaceBrief,
    SourceBrief,
)
from monitor.models import When
from monitor.privacy import shown
from monitor.reporting import page, plain
from monitor.reporting.digest import Digest, build
from tests.builders import NOW
from tests.timing import is_within

LIMA = ZoneInfo("America/Lima")
DAY = date(2025, 3, 14)

ARTICLE = ArticleBrief(
    article_id=1,
    outlet="La Hora",
    title="Rescatan a veinte personas en Puerto Maldonado",
    url="https://lahora.example/nota-1",
    published=When(NOW, "time"),
    fetched_at=NOW,
    label="relevant",
    kind="incident",
    story_id=1,
)
TWENTY = ClaimBrief(
    "rescued", 20, "exact", "incident", "rescataron a veinte personas", 1, "La Hora", is_new=True
)
INCIDENT = IncidentBrief(
    incident_id=7,
    title="7 detenidos y 20 personas rescatadas en Puerto Maldonado",
    status="operation",
    event=When(NOW, "day"),
    first_seen_at=NOW,
    is_new=True,
    places=(
        PlaceBrief(
            "exploitation", "Puerto Maldonado", "Madre de Dios", "Tambopata", "170101", "PE"
        ),
    ),
    claims=(
        TWENTY,
        ClaimBrief("arrested", 7, "exact", "incident", "siete detenidos", 1, "La Hora", True),
        ClaimBrief("form", "sexual", "exact", "incident", "prostituirse", 1, "La Hora", True),
        ClaimBrief("promised_pay_pen", 3000, "exact", "incident", "3 mil", 1, "La Hora", True),
    ),
    articles=(ARTICLE,),
)
GOOD = {"polls": 4, "polls_failed": 1, "articles": 9, "relevant": 1, "related": 0, "rejected": 8}
MATERIAL = Material(
    since=NOW - timedelta(days=1),
    until=NOW,
    incidents=(INCIDENT,),
    others=(),
    related=(),
    rejects=(),
    sources=(
        SourceBrief("rio", "Radio Río", NOW, None, 12.0, 3.0, "silent", "12 days without news"),
    ),
    counters=GOOD,
    drops={"fetch: http_404": 2},
)


def digest(material: Material = MATERIAL, language: str = "es") -> Digest:
    return build(material, DAY, language, LIMA)


def every_format(material: Material) -> list[str]:
    made = digest(material)
    return [plain.text(made), plain.markdown(made), page.html(made)]


@pytest.mark.parametrize(
    "words", ["rescataron a veinte personas", "La Hora", "lahora", "Tambopata"]
)
def test_each_format_gives_the_figure_with_its_words_and_where_they_come_from(words: str) -> None:
    for text in every_format(MATERIAL):
        assert words in text


def test_disagreeing_outlets_are_both_named() -> None:
    other = replace(TWENTY, value=23, quote="23 mujeres", outlet="Agencia Sur", article_id=2)
    text = plain.text(
        digest(replace(MATERIAL, incidents=(replace(INCIDENT, claims=(TWENTY, other)),)))
    )

    assert "Personas rescatadas: 20 – 23" in text
    assert "23: «23 mujeres» (Agencia Sur)" in text
    assert "20: «rescataron a veinte personas» (La Hora)" in text


def test_a_known_incident_tells_what_is_new_in_it() -> None:
    old = replace(TWENTY, is_new=False)
    fresh = replace(TWENTY, value=22, quote="ya son 22", outlet="Agencia Sur")
    known = replace(INCIDENT, is_new=False, claims=(old, fresh))
    made = digest(replace(MATERIAL, incidents=(known,)))

    assert made.new == ()
    assert made.updated[0].changes == ("Personas rescatadas: 22 (según Agencia Sur)",)


def test_copies_are_told_from_independent_reports() -> None:
    copy = replace(ARTICLE, article_id=2, outlet="Diario Sur")
    texts = [
        digest(replace(MATERIAL, incidents=(replace(INCIDENT, articles=(ARTICLE, second)),)))
        for second in (copy, replace(copy, story_id=2))
    ]

    assert "un solo texto" in texts[0].new[0].sources
    assert "2 textos distintos" in texts[1].new[0].sources


def test_nothing_found_and_nothing_looked_at_read_differently() -> None:
    quiet = digest(replace(MATERIAL, incidents=()))
    blind = digest(
        replace(MATERIAL, incidents=(), counters={"polls": 4, "polls_failed": 4, "articles": 0})
    )

    assert (quiet.blind, blind.blind) == (False, True)
    assert "No se encontró nada nuevo" in plain.text(quiet)
    assert "NO SE PUDO MIRAR" in plain.text(blind)
    assert "NOTHING COULD BE LOOKED AT" in page.html(
        digest(replace(MATERIAL, incidents=(), counters={}), "en")
    )


def test_silent_sources_and_what_could_not_be_seen_are_named() -> None:
    for text in every_format(MATERIAL):
        assert "Radio Río" in text
        assert "2 que ya no existen (404)" in text.replace("\\", "")
        assert "sin notas nuevas desde hace 12 días; suele dar 3 por semana" in text


def test_both_languages_have_the_same_words() -> None:
    assert "Human trafficking in Peru: digest of 14 March 2025" in page.html(digest(language="en"))
    assert "Trata de personas en el Perú: resumen del 14 de marzo de 2025" in page.html(digest())


HOSTILE = "<script>alert(1)</script><img src=x onerror=a()>[x](javascript:a()) \"'` *b* # | &lt;"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def hostile() -> Material:
    article = replace(
        ARTICLE,
        title=HOSTILE,
        outlet=HOSTILE,
        url='https://a.example/"><script>x</script>) [y](z',
    )
    claim = replace(TWENTY, quote=HOSTILE, outlet=HOSTILE)
    place = replace(INCIDENT.places[0], text=HOSTILE)
    incident = replace(
        INCIDENT, title=HOSTILE, articles=(article,), claims=(claim,), places=(place,)
    )
    return replace(
        MATERIAL, incidents=(incident,), others=(article,), related=(article,), rejects=(article,)
    )


def test_no_markup_of_an_outlet_reaches_the_page() -> None:
    parser = _Tags()
    parser.feed(page.html(digest(hostile())))

    assert not parser.seen & {"script", "img", "iframe", "svg", "object"}
    assert {name for name in parser.attributes if name.startswith("on") or name == "src"} == set()


def test_no_markup_of_an_outlet_reaches_the_markdown() -> None:
    text = plain.markdown(digest(hostile()))

    assert "<script" not in text
    assert "](javascript" not in text
    assert "](z" not in text


def test_the_page_is_one_small_file_that_asks_nobody_for_anything() -> None:
    thirty = tuple(replace(INCIDENT, incident_id=n) for n in range(30))
    html = page.html(digest(replace(MATERIAL, incidents=thirty)))

    assert len(html.encode()) < 300_000
    assert "default-src 'none'" in html
    assert "<link" not in html
    assert "url(" not in html


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Rescatan a niña de 12 años en un bar", "Rescatan a niña en un bar"),
        ("Menores, de 14 y 16 años, eran explotadas", "Menores, eran explotadas"),
        ("Adolescente captada, de 15 años, vuelve a casa", "Adolescente captada, vuelve a casa"),
        ("Police rescue 14-year-old girl in Puno", "Police rescue girl in Puno"),
        ("Escolar (13) fue hallada en Juliaca", "Escolar fue hallada en Juliaca"),
        ("Condenan a 14 años de cárcel a tratante", "Condenan a 14 años de cárcel a tratante"),
        ("Piden pena de 12 años para la red", "Piden pena de 12 años para la red"),
        ("Joven de 25 años denuncia a la red", "Joven de 25 años denuncia a la red"),
        ("Rescatan a 12 menores en Puno", "Rescatan a 12 menores en Puno"),
    ],
)
def test_the_exact_age_of_a_minor_is_left_out_of_a_headline(headline: str, told: str) -> None:
    article = replace(ARTICLE, title=headline)
    made = digest(replace(MATERIAL, incidents=(), others=(article,)))

    assert made.others[0].title == told


def test_headlines_are_read_in_linear_time() -> None:
    for piece in ("niña de 1, ", "menor a b ", "de 12 años ", "(1", "1-year-"):
        text = (piece * 100_000)[:100_000]
        assert is_within(0.5, partial(shown, text, 200_000))
