"""Home pages that stand for an article, and addresses that pages declare of themselves."""

from dataclasses import replace

import pytest

from monitor.models import Article, Page, Unreadable
from monitor.reading import addresses, extract, urls
from tests.builders import DIARIO, NOW
from tests.test_reading_pages import LEAD, page

HOST = "https://diario.example"
NOTE = f"{HOST}/noticias/cae-banda-que-captaba-a-menores-en-puno-48213"


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (NOTE, "/"),
        (NOTE, "/index.html"),
        (NOTE, "/inicio"),
        (NOTE, "/?utm_source=x"),
        (NOTE, "/?error=404"),
        (NOTE, "/noticias"),
        (NOTE, "/noticias/"),
        (NOTE, "/policiales"),
        (NOTE, "/404"),
        (NOTE, "/pagina.html"),
        (f"{HOST}/?p=4821", "/"),
        (f"{HOST}/nota.aspx?id=88120", "/portada.aspx"),
        (f"{HOST}/2025/03/14/cae-banda-en-puno", "/2025/03/14/"),
        (
            f"{HOST}/noticias-de-la-region/cae-banda-que-captaba-menores",
            "/noticias-de-la-region",
        ),
    ],
)
def test_a_home_or_section_page_is_not_the_article(asked: str, final: str) -> None:
    answered = Page(asked, HOST + final, 200, {}, page().encode(), NOW)
    found = extract.read(answered, replace(LEAD, url=asked), DIARIO)

    assert found == Unreadable("moved", HOST + final)


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (NOTE, NOTE),
        (NOTE, NOTE + "/amp/"),
        (NOTE.replace("https", "http"), NOTE + "/?utm_source=rss"),
        (NOTE + "/comentarios", NOTE),
        (f"{HOST}/?p=4821", "/2025/03/cae-banda-en-puno/"),
        (f"{HOST}/node/4821", "/judicial/cae-banda"),
        (f"{HOST}/nota", "/otra"),
        ("https://news.google.com/rss/articles/CBMiabc123?oc=5", "/noticias/cae-banda-en-puno"),
        (f"{HOST}/cae-banda-en-puno/4821", "/cae-banda-en-puno"),
        (f"{HOST}/noticias/cae-banda-48213", "/puno/cae-banda-48213"),
    ],
)
def test_an_article_that_moved_elsewhere_is_still_read(asked: str, final: str) -> None:
    final = final if final.startswith("http") else HOST + final
    answered = Page(asked, final, 200, {}, page().encode(), NOW)

    assert isinstance(extract.read(answered, replace(LEAD, url=asked), DIARIO), Article)


@pytest.mark.parametrize(
    ("named", "final"),
    [
        ("/", NOTE),
        ("/noticias", NOTE),
        ("/noticias/", NOTE),
        ("/ultimas-noticias-de-hoy", NOTE),
        ("/noticias/otra-nota-que-no-es-esta-12345", NOTE),
        ("/nota.aspx", f"{HOST}/nota.aspx?id=88120"),
        ("/noticias", f"{HOST}/?p=4821"),
        ("/trata", f"{HOST}/trata/trata-de-personas-en-puno"),
        ("/2025/03", f"{HOST}/2025/03/nota"),
        (
            "/noticias-de-la-region",
            f"{HOST}/noticias-de-la-region/cae-banda-que-captaba-menores",
        ),
        ("/noticias-de-la-region", f"{HOST}/noticias-de-la-region/nota-12345"),
    ],
)
def test_a_declared_address_that_is_not_the_articles_is_not_believed(
    named: str, final: str
) -> None:
    assert not addresses.is_page_of(urls.canonical(HOST + named), urls.canonical(final), "")


@pytest.mark.parametrize(
    ("named", "final"),
    [
        ("/2025/03/cae-banda-en-puno/", f"{HOST}/?p=4821"),
        ("/judicial/cae-banda-en-puno", f"{HOST}/node/4821"),
        ("/judicial/cae-banda-en-puno", f"{HOST}/nota.aspx?id=4821"),
        ("/noticias/cae-banda-que-captaba-menores-48213", NOTE),
        ("/cae-banda-en-puno", f"{HOST}/cae-banda-en-puno/2"),
        ("/puno/cae-banda-en-puno-y-tacna", f"{HOST}/policiales/cae-banda-en-puno"),
        ("/nota.aspx?id=88120", f"{HOST}/nota.aspx?id=88120&origen=portada"),
        ("/cae-banda-en-puno", f"{HOST}/cae-banda-en-puno?desde=portada"),
    ],
)
def test_a_declared_address_of_the_same_article_is_believed(named: str, final: str) -> None:
    assert addresses.is_page_of(urls.canonical(HOST + named), urls.canonical(final), "")


@pytest.mark.parametrize("declared", ["/noticias", "/", "/amp", "/noticias/amp/"])
def test_three_articles_that_declare_one_section_stay_three(declared: str) -> None:
    head = f"<link rel='canonical' href='{declared}'><link rel='amphtml' href='{declared}'>"
    links = [
        f"{HOST}/noticias/cae-banda-en-la-region-{number}" for number in ("uno", "dos", "tres")
    ]
    found = [
        extract.from_html(page(head=head).encode(), url=link, outlet=DIARIO, fetched_at=NOW)
        for link in links
    ]

    assert [one.canonical_url for one in found if isinstance(one, Article)] == links
    assert [one.aliases for one in found if isinstance(one, Article)] == [()] * 3
