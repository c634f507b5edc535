"""Sitemaps and section pages."""

import gzip
from datetime import UTC, datetime

import pytest

from monitor.models import UNKNOWN, Lead, Unreadable, When
from monitor.reading import sections, sitemaps
from monitor.reading.announced import Announced, Skipped
from tests.builders import NOW
from tests.timing import is_within

SITEMAP = "https://diario.example/sitemap/news/peru/"
SECTION = "https://diario.example/regiones/"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>https://diario.example/peru/nota-uno/</loc><lastmod>2025-03-14T12:00:00Z</lastmod>
    <news:news><news:publication><news:name>Diario</news:name></news:publication>
    <news:publication_date>2025-03-13T22:15:00-05:00</news:publication_date>
    <news:title>Rescatan a 12 personas en Ja&eacute;n &amp; Bagua</news:title></news:news></url>
  <url><loc>/peru/nota-dos/?a=1&b=2</loc><lastmod>2025-03-12</lastmod></url>
  <url><loc>javascript:alert(1)</loc></url>
  <url><loc>https://diario.example/peru/nota-uno/</loc></url>
</urlset>"""


def read_sitemap(body: bytes) -> tuple[Lead, ...]:
    found = sitemaps.parse(body, url=SITEMAP, source_id="diario", now=NOW)
    assert not isinstance(found, Unreadable)
    return found.leads


@pytest.mark.parametrize(
    "body",
    [
        NEWS.encode(),
        gzip.compress(NEWS.encode()),
        b"\xef\xbb\xbf" + NEWS.encode(),
        b"\n" + NEWS.encode(),
        NEWS.encode("utf-16"),
        NEWS.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"),
    ],
)
def test_a_news_sitemap_gives_titles_and_dates(body: bytes) -> None:
    first, second = read_sitemap(body)
    assert first.title == "Rescatan a 12 personas en Jaén & Bagua"
    assert first.published == When(datetime(2025, 3, 14, 3, 15, tzinfo=UTC), "time")
    assert second.url == "https://diario.example/peru/nota-dos/?a=1&b=2"
    assert second.published == UNKNOWN


def test_entries_that_become_no_lead_are_told() -> None:
    more = "".join(f"<url><loc>/nota/{n}</loc></url>" for n in range(sitemaps.MAX_ADDRESSES))
    body = NEWS.replace("</urlset>", f"{more}</urlset>")
    found = sitemaps.parse(body.encode(), url=SITEMAP, source_id="diario", now=NOW)

    assert isinstance(found, Announced)
    assert found.skipped == (
        Skipped("no_link", "javascript:alert(1)"),
        *(Skipped("over_limit", f"/nota/{sitemaps.MAX_ADDRESSES - n}") for n in (4, 3, 2, 1)),
    )


def test_an_index_names_the_last_changed_sitemaps_first() -> None:
    changes = ["2019-05-01", "", "2025-03-13T08:00:00-05:00", "2025-03-14", "pronto", "2099-01-01"]
    parts = "".join(
        f"<sitemap><loc>/{n}.xml</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for n, day in enumerate(changes)
    )
    body = f"<sitemapindex>{parts}</sitemapindex>".encode()

    assert sitemaps.children(body, SITEMAP, NOW) == tuple(
        f"https://diario.example/{n}.xml" for n in (3, 2, 0, 1, 4, 5)
    )


def test_an_index_names_its_children() -> None:
    body = (
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<sitemap><loc> https://diario.example/sitemap-1.xml </loc></sitemap>"
        b"<sitemap><loc>/sitemap-2.xml</loc></sitemap><sitemap><loc>file:///x</loc></sitemap>"
        b"</sitemapindex>"
    )
    assert read_sitemap(body) == ()
    assert sitemaps.children(body, SITEMAP, NOW) == (
        "https://diario.example/sitemap-1.xml",
        "https://diario.example/sitemap-2.xml",
    )
    assert sitemaps.children(NEWS.encode(), SITEMAP, NOW) == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x1f\x8bgarbage", "empty"),
        (b"<!DOCTYPE html><html><body>urlset</body></html>", "not_a_feed"),
        (b"<rss><channel></channel></rss>", "not_a_feed"),
        (b"no sitemap here", "not_a_feed"),
    ],
)
def test_what_is_no_sitemap_is_said(body: bytes, reason: str) -> None:
    found = sitemaps.parse(body, url=SITEMAP, source_id="diario", now=NOW)
    assert isinstance(found, Unreadable)
    assert found.reason == reason
    assert sitemaps.children(body, SITEMAP, NOW) == ()


def test_a_cut_sitemap_gives_what_can_be_read() -> None:
    assert [lead.title for lead in read_sitemap(NEWS[:900].encode())][:1] == [
        "Rescatan a 12 personas en Jaén & Bagua"
    ]


def test_sitemap_bombs_are_bounded() -> None:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = (
        f"<!DOCTYPE urlset [<!ENTITY a0 'x'>{entities}<!ENTITY f SYSTEM 'file:///etc/hostname'>]>"
        "<urlset><url><loc>https://diario.example/&a9;&f;</loc></url></urlset>"
    )
    squeezed = gzip.compress(b"<urlset>" + b" " * 100_000_000)
    deep = "<urlset>" + "<url>" * 20_000
    assert read_sitemap(deep.encode()) == ()

    def read_all() -> None:
        for body in (bomb.encode(), squeezed, deep.encode()):
            sitemaps.parse(body, url=SITEMAP, source_id="d", now=NOW)

    assert is_within(10, read_all)


PAGE = """<!doctype html><html><head><title>Regiones</title></head><body>
<nav><a href="/">Inicio</a><a href="/regiones/">Regiones</a>
<a href="/tag/trata-de-personas-en-el-peru-hoy/">Trata de personas en el Perú hoy</a>
<a href="/politica-de-privacidad-y-uso-de-datos/">Política</a></nav>
<div class="list">
 <article><a href="/regiones/puno-rescatan-a-cinco-mujeres-en-juliaca-noticia/"><img alt=""></a>
  <h2><a href="/regiones/puno-rescatan-a-cinco-mujeres-en-juliaca-noticia/?ref=portada">Puno:
   rescatan a cinco mujeres en Juliaca</a></h2><span><time datetime="2025-03-13T20:00:00-05:00">
   ayer</time></span></article>
 <article><a href="https://www.diario.example/nota.aspx?id=48213"><h3>Juez ordena prisión para
   tratante en Tumbes</h3><p>Bajada de la nota</p></a><time>12 de marzo de 2025</time></article>
 <article><a href="/nota/48214">Leer más</a></article>
 <article><a href="https://otro.example/regiones/una-nota-larga-de-otro-diario/">Una nota larga de
   otro diario</a></article>
 <a href="javascript:void(0)">Compartir esta larga nota ahora mismo</a>
 <a href="/docs/informe-anual-de-trata-de-personas.pdf">Informe anual de trata de personas</a>
</div></body></html>"""


def read_section(body: bytes, pattern: str = "") -> tuple[Lead, ...]:
    found = sections.parse(
        body, url=SECTION, source_id="diario", now=NOW, link_pattern=pattern, content_type=""
    )
    assert not isinstance(found, Unreadable)
    return found.leads


def test_a_section_page_gives_its_articles_once_with_title_and_date() -> None:
    first, second = read_section(PAGE.encode())
    assert first.title == "Puno: rescatan a cinco mujeres en Juliaca"
    assert first.url.startswith("https://diario.example/regiones/puno-")
    assert first.published == When(datetime(2025, 3, 14, 1, 0, tzinfo=UTC), "time")
    assert second.title == "Juez ordena prisión para tratante en Tumbes"
    assert second.published == When(datetime(2025, 3, 12, 5, 0, tzinfo=UTC), "day")


def test_a_pattern_decides_alone() -> None:
    leads = read_section(PAGE.encode(), r"/nota/\d+$")
    assert [(lead.url, lead.title) for lead in leads] == [("https://diario.example/nota/48214", "")]


def test_a_base_element_and_a_latin1_page() -> None:
    page = (
        '<html><head><meta charset="iso-8859-1"><base href="https://diario.example/peru/"></head>'
        '<body><a href="ni%C3%B1os-rescatados-en-una-mina-de-oro">Niños rescatados en una mina</a>'
        "</body></html>"
    )
    (lead,) = read_section(page.encode("latin-1"))
    assert lead.title == "Niños rescatados en una mina"
    assert lead.url == "https://diario.example/peru/ni%C3%B1os-rescatados-en-una-mina-de-oro"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b'{"items": []}', "not_a_feed"),
        (
            b"<html><title>Just a moment...</title><body>Enable JavaScript</body></html>",
            "not_a_feed",
        ),
    ],
)
def test_what_is_no_section_is_said(body: bytes, reason: str) -> None:
    found = sections.parse(body, url=SECTION, source_id="diario", now=NOW)
    assert isinstance(found, Unreadable)
    assert found.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        "<body>" + "<div>" * 20_000,
        "<body>" + "<a href='/nota-larga-de-una-noticia-mas/1'>x" * 20_000,
        "<body><div>" + "<a href='/n/10000'>Una nota larga de prueba</a><time>x</time>" * 20_000,
        "<body><a href='/" + "a-" * 500_000 + "'>Una nota larga de prueba</a>",
    ],
)
def test_hostile_sections_are_bounded(body: str) -> None:
    again = body.encode()
    assert is_within(10, lambda: sections.parse(again, url=SECTION, source_id="d", now=NOW))


def test_links_over_the_limit_of_a_section_are_told() -> None:
    body = "".join(f"<a href='/nota/{n}'>x</a>" for n in range(sections.MAX_LINKS + 2))
    found = sections.parse(f"<body>{body}".encode(), url=SECTION, source_id="d", now=NOW)

    assert isinstance(found, Announced)
    assert found.skipped == (
        Skipped("over_limit", f"/nota/{sections.MAX_LINKS}"),
        Skipped("over_limit", f"/nota/{sections.MAX_LINKS + 1}"),
    )
