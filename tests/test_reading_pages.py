"""Pages of each markup family, broken pages, hostile pages."""

import errno
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.models import UNKNOWN, Article, Lead, Outlet, Page, Unreadable, When
from monitor.reading import extract, language
from tests.builders import DIARIO, NOW
from tests.timing import is_within

PAGES = Path(__file__).parent / "pages"
ADDRESS = "https://diario.example/nota"
PARAGRAPHS = (
    "La Policía rescató a doce mujeres que eran explotadas en un local de Puno, informó este "
    "viernes la fiscalía especializada en trata de personas de esa región.",
    "El operativo empezó de madrugada y terminó con tres detenidos, quienes quedaron a disposición "
    "del juzgado de turno mientras se revisan los cuadernos hallados.",
    "Las víctimas reciben atención y fueron llevadas a un hogar de refugio, añadió la fiscal, que "
    "pidió reserva sobre la identidad de cada una de ellas.",
)
BODY = "\n".join(PARAGRAPHS)


def page(
    *paragraphs: str, head: str = "", title: str = "Rescatan a doce mujeres en un local de Puno"
) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<!doctype html><html lang='es'><head><meta charset='utf-8'>{head}</head><body>"
        f"<nav><a href='/'>Inicio</a></nav><article><h1>{title}</h1>{text}</article></body></html>"
    )


def article(markup: str | bytes, url: str = ADDRESS, outlet: Outlet = DIARIO) -> Article:
    body = markup.encode() if isinstance(markup, str) else markup
    found = extract.from_html(body, url=url, outlet=outlet, fetched_at=NOW)
    assert isinstance(found, Article), found
    return found


def stored(name: str, url: str, outlet: Outlet = DIARIO) -> Article:
    return article((PAGES / f"reading_{name}.html").read_bytes(), url, outlet)


def test_wordpress() -> None:
    found = stored("wordpress", "https://lavozdelcollao.example/?p=4821")
    assert found.title == "Rescatan a nueve jóvenes en un bar de Juliaca"
    assert found.author == "Corresponsal Altiplano"
    assert found.published == When(datetime(2025, 3, 13, 21, 40, 12, tzinfo=UTC), "time")
    assert found.url == "https://lavozdelcollao.example/?p=4821"
    assert found.canonical_url == (
        "https://lavozdelcollao.example/2025/03/rescatan-a-nueve-jovenes-en-un-bar-de-juliaca"
    )
    assert found.aliases == ("https://lavozdelcollao.example/?p=4821",)
    assert found.language == "es"
    lines = found.body.split("\n")
    assert len(lines) == 4
    assert lines[0].startswith("Nueve jóvenes")
    assert lines[2] == (
        "Según el acta, el local funcionaba con licencia de restaurante. Los agentes hallaron "
        "cuadernos con las deudas que se les cargaban por comida y alojamiento."
    )


def test_arc_with_json_that_is_no_json() -> None:
    found = stored(
        "arc",
        "https://m.elribereno.example/loreto/iquitos-dictan-prision-a-la-tia-noticia/?outputType=amp",
    )
    assert found.title == 'Iquitos: dictan prisión a "La Tía" por captar a adolescentes'
    assert found.author == "Unidad de Investigación"
    assert found.published == When(datetime(2025, 3, 12, 23, 5, 33, tzinfo=UTC), "time")
    assert found.canonical_url == (
        "https://elribereno.example/loreto/iquitos-dictan-prision-a-la-tia-noticia"
    )
    for other_case in ("Chiclayo", "15 menores", "El mapa"):
        assert other_case not in found.body
    assert "peligro de fuga" in found.body
    assert "Además, la resolución ordena" in found.body


def test_drupal() -> None:
    found = stored(
        "drupal",
        "https://www.diarioandino.example/judicial/sentencian-35-anos-pareja-explotaba-migrantes",
    )
    assert found.title == "Sentencian a 35 años a pareja que explotaba a migrantes"
    assert found.author == "Marta Ejemplo"
    assert found.published == When(datetime(2025, 3, 11, 15, 20, tzinfo=UTC), "time")
    assert found.canonical_url.endswith("/sentencian-35-anos-pareja-explotaba-migrantes")
    assert len(found.body.split("\n")) == 3


def test_aspnet_without_declarations_in_latin1() -> None:
    outlet = replace(DIARIO, name="Agencia Norte")
    found = stored("aspnet", "https://agencianorte.example/nota.aspx?id=88120", outlet)
    assert found.title == "Inspectores hallan a 12 obreros en condición de trabajo forzoso"
    assert found.published == When(datetime(2025, 3, 10, 21, 45, tzinfo=UTC), "time")
    assert found.canonical_url == "https://agencianorte.example/nota.aspx?id=88120"
    assert "La niñez de la zona" in found.body
    assert "Inicio" not in found.body
    assert "Comparte" not in found.body


def test_official_notice() -> None:
    found = stored("notice", "https://www.estado.example/noticias/045")
    assert found.title.startswith("Entidad capacita a 80 docentes de Tumbes")
    assert found.published == When(datetime(2025, 3, 3, 14, 5, tzinfo=UTC), "time")
    assert "Línea 1818" in found.body


def fetched(**changes: object) -> Page:
    base = Page(
        url=ADDRESS,
        final_url=ADDRESS,
        status=200,
        headers={"content-type": "text/html; charset=utf-8"},
        body=page().encode(),
        fetched_at=NOW,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


LEAD = Lead(
    source_id="diario",
    endpoint="https://diario.example/feed/",
    url="http://www.diario.example/nota?utm_source=rss",
    title="Título del feed",
    published=When(datetime(2025, 3, 13, 1, 0, tzinfo=UTC), "time"),
    author="Rosa Paz",
)


def test_a_page_without_declarations_takes_the_leads() -> None:
    found = extract.read(fetched(), LEAD, DIARIO)
    assert isinstance(found, Article)
    assert found.url == LEAD.url
    assert found.canonical_url == ADDRESS
    assert (found.author, found.published) == (LEAD.author, LEAD.published)
    assert found.title == "Rescatan a doce mujeres en un local de Puno"
    assert found.body == BODY


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": 404}, "http_404"),
        ({"status": 503}, "http_503"),
        ({"headers": {"content-type": "application/pdf"}}, "not_html"),
        ({"headers": {}, "body": b"%PDF-1.7\n1 0 obj <</Type/Catalog>>"}, "not_html"),
        ({"body": bytes(range(256)) * 50}, "not_html"),
        ({"body": b"plain words"}, "not_html"),
        ({"body": b" \n "}, "empty"),
        ({"body": b"<html><body></body></html>"}, "no_text"),
        ({"body": b"<title>Just a moment...</title><p>Enable JavaScript</p>"}, "block_page"),
        ({"body": b"<title>Radware Captcha Page</title><p>x</p>"}, "block_page"),
        ({"body": b"<h1>Access Denied</h1><p>You have no permission.</p>"}, "block_page"),
        ({"body": b"<p>Request unsuccessful. Incapsula incident ID: 1-2</p>"}, "block_page"),
    ],
)
def test_what_is_no_article_is_said(changes: dict[str, object], reason: str) -> None:
    found = extract.read(fetched(**changes), LEAD, DIARIO)
    assert isinstance(found, Unreadable)
    assert found.reason == reason


def test_an_article_about_captchas_is_no_block_page() -> None:
    text = (*PARAGRAPHS, "El captcha de la página fue burlado. " * 60)
    assert "doce mujeres" in article(page(*text, title="Access denied: un informe")).body


LD = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    "head",
    [
        LD.format('{"@type":"NewsArticle","datePublished":"2025-03-10T08:00:00"}'),
        LD.format(
            '[{"@type":"WebSite"},{"@type":["NewsArticle"],"datePublished":"2025-03-10T08:00"}]'
        ),
        LD.format(
            '{"@graph":[{"@type":"ReportageNewsArticle","datePublished":"2025-03-10 08:00"}]}'
        ),
        LD.format('{"@type":"NewsArticle","datePublished":"2025-03-10T13:00:00Z",}'),
        LD.format(
            '{"@type":"NewsArticle","headline":"a "b" c","datePublished":"2025-03-10T13:00Z"}'
        ),
        LD.format('<!-- {"@type":"Article","datePublished":"2025-03-10T13:00Z"} -->'),
        "<meta property='article:published_time' content='2025-03-10T08:00:00-05:00'>",
        "<meta itemprop='datePublished' content='2025-03-10T08:00:00-05:00'>",
        "<meta name='DC.date.issued' content='2025-03-10 08:00'>",
        LD.format('{"@type":"NewsArticle","datePublished":"2025-03-10"}')
        + "<meta property='article:published_time' content='2025-03-10T08:00:00-05:00'>",
    ],
)
def test_a_declared_date_beats_the_address(head: str) -> None:
    found = article(page(head=head), "https://diario.example/2024/01/02/nota")
    assert found.published == When(datetime(2025, 3, 10, 13, 0, tzinfo=UTC), "time")


def test_the_address_is_the_last_resort_and_an_impossible_date_none() -> None:
    bad = LD.format('{"@type":"NewsArticle","datePublished":"2099-01-01"}')
    dated = article(page(head=bad), "https://diario.example/2025/01/02/nota")
    assert dated.published == When(datetime(2025, 1, 2, 5, 0, tzinfo=UTC), "day")
    assert article(page(head=bad)).published == UNKNOWN


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("Rosa Paz", "Rosa Paz"),
        ("Por Rosa Paz", "Rosa Paz"),
        ("rpaz", ""),
        ("r.paz_1985", ""),
        ("admin", ""),
        ("Redacción", ""),
        ("rosa@diario.example", ""),
        ("https://www.facebook.com/diario", ""),
        ("De la Torre, Ana", "De la Torre, Ana"),
    ],
)
def test_authors(declared: str, shown: str) -> None:
    assert article(page(head=f"<meta name='author' content='{declared}'>")).author == shown


@pytest.mark.parametrize(
    "tail",
    [" | Diario de Prueba", " - Diario de Prueba", " – PERÚ | Diario de Prueba", " | Puno | Hoy"],
)
def test_the_outlet_leaves_the_title(tail: str) -> None:
    title = "Rescatan a doce mujeres en un local de Puno"
    found = article(page(head=f"<meta property='og:title' content='{title}{tail}'>", title=title))
    assert found.title == title


def test_a_cut_title_is_completed() -> None:
    title = "Rescatan a doce mujeres en un local de Puno tras una denuncia"
    head = "<meta property='og:title' content='Rescatan a doce mujeres en un local…'>"
    assert article(page(head=head, title=title)).title == title


@pytest.mark.parametrize(
    "link", ["https://otro.example/nota", "https://diario.example/", "javascript:x", "http://["]
)
def test_a_useless_canonical_is_not_believed(link: str) -> None:
    assert article(page(head=f"<link rel='canonical' href='{link}'>")).canonical_url == ADDRESS


def test_a_canonical_on_a_mirror_is_the_first_host() -> None:
    outlet = replace(DIARIO, mirrors=("diario.example", "espejo.example"))
    head = "<link rel='canonical' href='https://espejo.example/nota-larga'>"
    found = article(page(head=head), outlet=outlet)
    assert found.canonical_url == "https://diario.example/nota-larga"
    assert found.aliases == (ADDRESS,)


def test_a_body_only_in_json_is_read() -> None:
    declared = '{"@type":"NewsArticle","articleBody":"' + "\\n".join(PARAGRAPHS) + '"}'
    markup = f"<html><head>{LD.format(declared)}</head><body><div id='app'></div></body></html>"
    assert article(markup).body == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16"])
def test_accents_survive_every_encoding(encoding: str) -> None:
    markup = page().replace("charset='utf-8'", f"charset='{encoding}'")
    assert article(markup.encode(encoding)).body == BODY
    assert article(page().encode(encoding)).body == BODY


def test_text_that_was_encoded_twice_is_repaired() -> None:
    assert article(page().encode().decode("latin-1")).body == BODY
    assert article(page().encode().decode("cp1252")).body == BODY


def test_other_languages_are_told() -> None:
    english = "Police rescued twelve women who were exploited in a bar in Puno, officials said. "
    portuguese = "A polícia resgatou doze mulheres que eram exploradas em um bar, informou. "
    assert article(page(*[english * 3] * 3, title="Police rescue women")).language == "en"
    assert article(page(*[portuguese * 3] * 3, title="Polícia resgata")).language == "pt"


def test_the_language_is_told_where_no_temporary_file_can_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, full)
    language._identifier.cache_clear()

    assert article(page()).language == "es"


def test_libraries_say_nothing_of_a_page_that_holds_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = extract.from_html(
        b"<html><body><p></p></body></html>", url=ADDRESS, outlet=DIARIO, fetched_at=NOW
    )

    assert isinstance(found, Unreadable)
    assert caplog.records == []


def test_a_feed_that_carries_the_article_saves_the_page() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    more = "<p><a href='/x'>LEE TAMBIÉN: Otro caso con 41 víctimas</a></p><script>x()</script>"
    found = extract.from_feed(replace(LEAD, html=text + more), DIARIO, NOW)
    assert isinstance(found, Article)
    assert found.body == BODY
    assert (found.title, found.author) == (LEAD.title, LEAD.author)
    assert found.canonical_url == ADDRESS
    assert isinstance(extract.from_feed(LEAD, DIARIO, NOW), Unreadable)


def test_the_dateline_of_a_plain_text_stays_and_dates_it() -> None:
    found = extract.from_text(
        url=ADDRESS,
        title="t",
        text=f"October 4, 2013\nBy Rosa Paz\n{BODY}",
        outlet=DIARIO,
        published=UNKNOWN,
        fetched_at=NOW,
    )
    assert found.body.startswith("October 4, 2013\n")
    assert found.published == When(datetime(2013, 10, 4, 5, 0, tzinfo=UTC), "day")


def test_plain_text_is_cleaned_and_bounded() -> None:
    found = extract.from_text(
        url=ADDRESS,
        title=" Un\u200b título ",
        text=f"{PARAGRAPHS[0]}\r\n\r\n\r\n{PARAGRAPHS[1]}\x00\nLEE TAMBIÉN: Otro caso",
        outlet=DIARIO,
        published=UNKNOWN,
        fetched_at=NOW,
    )
    assert found.title == "Un título"
    assert found.body.split("\n") == list(PARAGRAPHS[:2])
    long = extract.from_text(
        url=ADDRESS,
        title="t",
        text="\n".join(f"{n} {PARAGRAPHS[0]}" for n in range(2000)),
        outlet=DIARIO,
        published=UNKNOWN,
        fetched_at=NOW,
    )
    assert len(long.body) <= extract.MAX_BODY
    assert long.body.endswith(".")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 20_000 + page(),
        "<html><body>" + "<blockquote>" * 5000 + page(),
        page(head=f"<title>{'x' * 1_000_000}</title>"),
        page(title="z " * 100_000),
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + page("&b;" * 1000),
        "<html><body><article " + " ".join(f"a{n}='1'" for n in range(20_000)) + ">" + page(),
        page(*["<a href='#'>LEE TAMBIÉN: otra</a>"] * 5000),
        page(head=LD.format("[" * 100_000) + LD.format('{"headline":"' * 20_000)),
        page(head=LD.format('{"@type":"NewsArticle","articleBody":"' + '" x ' * 50_000)),
        page("palabra " * 200_000),
        page("(lee: " * 20_000, "MIRA AQUÍ: a " * 10_000),
        page("<time>x</time>" * 5000),
        "\ufeff" + page() + "\x00\ud800",
    ],
)
def test_hostile_pages_are_bounded(markup: str) -> None:
    def read() -> None:
        body = markup.encode("utf-8", "surrogatepass")
        found = extract.from_html(body, url=ADDRESS, outlet=DIARIO, fetched_at=NOW)
        if isinstance(found, Article):
            assert len(found.title) <= 500
            assert len(found.body) <= extract.MAX_BODY
            assert "aaaaaaaaaaaaaaaaaaaa" not in found.body

    assert is_within(16, read, tries=1)
