"""What a person reads in the morning, and that no outlet's markup reaches it."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from markdown_it import MarkdownIt

from monitor.briefs import (
    ArticleBrief,
    Cell,
    ClaimBrief,
    Erratum,
    IncidentBrief,
    Material,
    Overview,
    PlaceBrief,
    SourceBrief,
    Told,
)
from monitor.models import When
from monitor.privacy import shown
from monitor.reporting import page, plain
from monitor.reporting.digest import build
from monitor.reporting.feed import atom
from monitor.reporting.markdown import markdown
from monitor.reporting.tongue import Tongue
from monitor.reporting.tree import as_json
from monitor.reporting.views import Digest
from tests.builders import NOW
from tests.markup import Markup
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
OVERVIEW = Overview(
    "2024-04",
    "2025-03",
    (
        Cell("2025-03", "Madre de Dios", "sexual", 2, 20, 23),
        Cell("2024-12", "Callao", "labour", 1, 4, 4),
        Cell("2024-12", "unknown", "mixed", 1, 0, 0),
    ),
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
    number=5,
    overview=OVERVIEW,
)


def digest(material: Material = MATERIAL, language: str = "es") -> Digest:
    return build(material, DAY, language, LIMA)


def every_format(material: Material) -> list[str]:
    made = digest(material)
    return [plain.text(made), markdown(made), page.html(made), page.mail(made)]


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
    assert made.updated[0].changes == ("Personas rescatadas: 22 (según Agencia Sur); antes: 20",)


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


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=a()>[x](javascript:a()) \"'` *b* # | &lt; {{7*7}} "
    "{x} %(y)s https://evil.example www.evil.example a@evil.example ]]> --> \u202e\x00\x1b[31m"
)
ADDRESSES = (
    'https://a.example/"><script>x</script>) [y](z',
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,<script>x</script>",
    "https://a.example/' onclick='x",
    "//a.example/x",
    "",
)


def hostile(url: str) -> Material:
    article = replace(ARTICLE, title=HOSTILE, outlet=HOSTILE, url=url, credit=HOSTILE)
    copy = replace(article, article_id=2)
    claims = tuple(
        replace(TWENTY, quote=HOSTILE, outlet=HOSTILE, field=field, value=value)
        for field, value in (("rescued", 20), ("rescued", 7), ("lure", HOSTILE), ("form", HOSTILE))
    )
    place = replace(INCIDENT.places[0], text=HOSTILE)
    incident = replace(
        INCIDENT, title=HOSTILE, articles=(article, copy), claims=claims, places=(place,)
    )
    known = replace(
        incident, incident_id=8, is_new=False, told=Told("2025-03-01", "reported", frozenset())
    )
    error = Erratum("moved", "2025-03-01", 7, HOSTILE, 9, HOSTILE, "rescued", HOSTILE, (HOSTILE,))
    return replace(
        MATERIAL,
        incidents=(incident, known),
        others=(replace(article, claims=claims),),
        related=(article,),
        rejects=(replace(article, reason=f"rule: {HOSTILE}"),),
        sources=(replace(MATERIAL.sources[0], name=HOSTILE),),
        back=(replace(MATERIAL.sources[0], name=HOSTILE),),
        errata=tuple(replace(error, what=what) for what in ("merged", "moved", "figure", "gone")),
        overview=OVERVIEW,
        drops={f"fetch: {HOSTILE}": 1},
    )


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("render", [page.html, page.mail])
def test_no_markup_of_an_outlet_reaches_a_page_or_a_mail(
    render: Callable[[Digest], str], url: str
) -> None:
    made = Markup(render(digest(hostile(url))))

    assert made.faults == []
    assert "<script>alert(1)</script>" in made.text
    assert not any(set(link) & set("\"'<> ") for link in made.links)
    assert [name for name, times in made.ids.items() if times > 1] == []


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_markup_of_an_outlet_reaches_the_markdown(url: str) -> None:
    made = Markup(MarkdownIt("gfm-like", {"linkify": False}).render(plain_markdown(hostile(url))))

    assert {link for link in made.links if "a.example" not in link} == set()
    assert set(made.faults) <= {"<th style>", "<td style>"}  # the columns of our own tables
    assert "<script>alert(1)</script>" in made.text


def plain_markdown(material: Material) -> str:
    return markdown(digest(material))


def test_no_control_character_of_an_outlet_reaches_a_terminal() -> None:
    text = plain.text(digest(hostile(ADDRESSES[0])))

    assert not any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in text.replace("\n", ""))


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


def test_no_format_tells_the_age_of_a_child_in_an_address() -> None:
    aged = replace(ARTICLE, url="https://lahora.example/nina-de-13-anos-rescatada")
    told = replace(MATERIAL, incidents=(replace(INCIDENT, articles=(aged,)),), others=(aged,))

    for text in (*every_format(told), as_json(digest(told)), atom([digest(told)])):
        assert "13-anos" not in text
        assert "https://lahora.example/" in text


def test_headlines_are_read_in_linear_time() -> None:
    for piece in ("niña de 1, ", "menor a b ", "de 12 años ", "(1", "1-year-"):
        text = (piece * 100_000)[:100_000]
        assert is_within(0.5, partial(shown, text, 200_000))


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("es", "Iquique", "Iquique, Chile"), ("en", "Brasil", "Brazil"), ("es", "Brasil", "Brasil")],
)
def test_a_country_is_named_and_not_by_its_code(language: str, text: str, place: str) -> None:
    code = "CL" if text == "Iquique" else "BR"
    abroad = replace(INCIDENT, places=(PlaceBrief("rescue", text, "", "", "", code),))

    (incident,) = digest(replace(MATERIAL, incidents=(abroad,)), language).new

    assert incident.place == place


@pytest.mark.parametrize(
    ("name", "n", "told"),
    [
        ("http_410", 1, "1 retirado (410)"),
        ("robots", 2, "2 prohibidos por robots.txt"),
        ("odd", 1, "1 (odd)"),
    ],
)
def test_what_is_lost_agrees_with_its_number(name: str, n: int, told: str) -> None:
    health = digest(replace(MATERIAL, drops={f"fetch: {name}": n})).health

    assert f"No se pudo ver: {told}." in health


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("Iquitos", "Lima e Iquitos"),
        ("Ícaro", "Lima e Ícaro"),
        ("«Hilos»", "Lima e «Hilos»"),
        ("Hierbas", "Lima y Hierbas"),
        ("Yungay", "Lima y Yungay"),
    ],
)
def test_a_list_minds_the_sound_that_follows(last: str, told: str) -> None:
    assert Tongue("es", LIMA).listing(["Lima", last]) == told
