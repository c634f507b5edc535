"""Feeds as outlets really send them: hostile, mislabelled, cut, huge."""

from datetime import UTC, datetime

import pytest

from monitor.models import UNKNOWN, Lead, Unreadable, When
from monitor.reading import feeds
from monitor.reading.announced import Announced, Skipped
from tests.builders import NOW
from tests.timing import is_within

URL = "https://diario.example/feed/"


def announced(body: bytes) -> Announced:
    found = feeds.parse(body, url=URL, source_id="diario", now=NOW)
    assert not isinstance(found, Unreadable)
    return found


def read(body: bytes) -> tuple[Lead, ...]:
    return announced(body).leads


def rss(*entries: str, head: str = "<?xml version='1.0' encoding='UTF-8'?>") -> str:
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Diario</title>'
        f"{''.join(entries)}</channel></rss>"
    )


def entry(title: str = "Nota", link: str = "https://diario.example/nota", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def one(*entries: str) -> Lead:
    (lead,) = read(rss(*entries).encode())
    return lead


def test_rss_gives_title_date_author_and_summary() -> None:
    lead = one(
        entry(
            more="<pubDate>Vie, 14 mar 2025 08:30:00</pubDate><dc:creator>Rosa Paz</dc:creator>"
            "<description>&lt;p&gt;Fueron &lt;b&gt;siete&lt;/b&gt;.&lt;/p&gt;</description>"
        )
    )
    assert lead == Lead(
        source_id="diario",
        endpoint=URL,
        url="https://diario.example/nota",
        title="Nota",
        published=When(datetime(2025, 3, 14, 13, 30, tzinfo=UTC), "time"),
        summary="Fueron siete.",
        author="Rosa Paz",
    )


def test_atom_link_and_date() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><title>Nota</title>'
        '<link rel="self" href="https://diario.example/api/1"/><link href="/nota"/>'
        "<updated>2025-03-13T20:00:00-05:00</updated></entry></feed>"
    )
    (lead,) = read(body.encode())
    assert lead.url == "https://diario.example/nota"
    assert lead.published == When(datetime(2025, 3, 14, 1, 0, tzinfo=UTC), "time")


@pytest.mark.parametrize(
    "body",
    [
        rss(entry("Niña de Huánuco")).encode(),
        b"\xef\xbb\xbf" + rss(entry("Niña de Huánuco")).encode(),
        b"\n\n   " + rss(entry("Niña de Huánuco")).encode(),
        rss(entry("Niña de Huánuco")).encode("latin-1"),
        rss(entry("Niña de Huánuco"), head="").encode("cp1252"),
        rss(entry("Niña de Huánuco"), head="<?xml version='1.0' encoding='ISO-8859-1'?>").encode(),
        rss(entry("Niña de Huánuco"), head="<?xml version='1.0' encoding='ISO-8859-1'?>").encode(
            "latin-1"
        ),
        rss(entry("Niña de Huánuco"), head="<?xml version='1.0' encoding='UTF-16'?>").encode(
            "utf-16"
        ),
        rss(entry("Niña de Huánuco")).encode("utf-16-le"),
        rss(entry("Ni&ntilde;a de Hu&aacute;nuco")).encode(),
        rss(entry("Ni&amp;ntilde;a de Hu&#225;nuco")).encode(),
        rss(entry("<![CDATA[Ni&ntilde;a de Hu&aacute;nuco]]>")).encode(),
        rss(entry("Niña de Huánuco".encode().decode("latin-1"))).encode(),
        rss(entry("Niña\u200b de\x00 Hua\u0301nuco")).encode(),
    ],
)
def test_accents_survive_every_encoding(body: bytes) -> None:
    assert [lead.title for lead in read(body)] == ["Niña de Huánuco"]


def test_a_body_of_one_bad_byte_stays_utf8() -> None:
    body = rss(entry("Niña de Huánuco, Áncash"), entry("x", "https://diario.example/2")).encode()
    broken = body.replace(b"<title>x", b"<title>\xe1x")
    assert read(broken)[0].title == "Niña de Huánuco, Áncash"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.example/", "", "//"],
)
def test_what_is_no_web_address_is_no_lead(link: str) -> None:
    found = announced(rss(entry(link=link), entry("Otra", "https://diario.example/otra")).encode())
    assert [lead.title for lead in found.leads] == ["Otra"]
    assert [(skip.reason, skip.title) for skip in found.skipped] == [("no_link", "Nota")]


def test_a_permalink_guid_stands_in_for_a_bad_link() -> None:
    lead = one(entry(link="javascript:x", more="<guid>https://diario.example/7</guid>"))
    assert lead.url == "https://diario.example/7"


def test_relative_links_and_bare_ampersands() -> None:
    lead = one(entry("Tacna & Puno", "/nota?id=1&b=2"))
    assert (lead.title, lead.url) == ("Tacna & Puno", "https://diario.example/nota?id=1&b=2")
    in_cdata = one(entry(link="<![CDATA[https://diario.example/nota?id=1&b=2]]>"))
    assert in_cdata.url == lead.url


@pytest.mark.parametrize(
    "title",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;Nota",
        "<![CDATA[<script>alert(1)</script>Nota]]>",
        "&lt;svg onload=alert(1)&gt;&lt;/svg&gt;Nota",
        "&lt;iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'&gt;&lt;/iframe&gt;Nota",
        "&lt;b&gt;No&lt;/b&gt;ta",
    ],
)
def test_markup_in_a_title_leaves_only_its_text(title: str) -> None:
    lead = one(entry(title))
    assert lead.title == "Nota"


def test_a_less_than_sign_is_kept() -> None:
    assert one(entry("Multa &lt; 5 UIT &amp; prisión")).title == "Multa < 5 UIT & prisión"


FULL = "<p>" + "La fiscalía informó sobre el caso en Puno. " * 20 + "</p>"


def test_the_whole_article_in_the_feed_is_kept() -> None:
    assert one(entry(more=f"<content:encoded><![CDATA[{FULL}]]></content:encoded>")).html == FULL


@pytest.mark.parametrize("end", ["[...]", "[…]", "…", "<a href='#'>Leer más</a>", "Read more »"])
def test_a_cut_article_in_the_feed_is_not_the_article(end: str) -> None:
    cut = FULL.replace("</p>", f" {end}</p>")
    assert not one(entry(more=f"<content:encoded><![CDATA[{cut}]]></content:encoded>")).html


def test_a_short_content_is_not_the_article() -> None:
    assert not one(entry(more="<content:encoded>Breve.</content:encoded>")).html


@pytest.mark.parametrize("body", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_no_body_is_said(body: bytes) -> None:
    found = feeds.parse(body, url=URL, source_id="diario", now=NOW)
    assert isinstance(found, Unreadable)
    assert found.reason == "empty"


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><title>Just a moment...</title><body>rss</body></html>",
        b"<html><head><link type='application/rss+xml'></head><body><rss></rss></body></html>",
        b"Access denied",
        b'{"items": []}',
        b"<?xml version='1.0'?><urlset></urlset>",
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_feed_is_said(body: bytes) -> None:
    found = feeds.parse(body, url=URL, source_id="diario", now=NOW)
    assert isinstance(found, Unreadable)
    assert found.reason == "not_a_feed"


def test_a_feed_without_entries_is_a_feed() -> None:
    assert announced(rss().encode()) == Announced()


@pytest.mark.parametrize(
    "date", ["1 de enero de 1970", "Thu, 01 Jan 1970 00:00:00 GMT", "9999-01-01", "ayer", ""]
)
def test_an_impossible_date_is_unknown(date: str) -> None:
    assert one(entry(more=f"<pubDate>{date}</pubDate>")).published == UNKNOWN


def test_pet_is_lima() -> None:
    lead = one(entry(more="<pubDate>Fri, 14 Mar 2025 08:00:00 PET</pubDate>"))
    assert lead.published == When(datetime(2025, 3, 14, 13, 0, tzinfo=UTC), "time")


def test_a_cut_feed_gives_what_can_be_read() -> None:
    body = rss(entry("Una"), entry("Dos", "https://diario.example/2")).encode()
    assert [lead.title for lead in read(body[: body.index(b"Dos") - 20])][:1] == ["Una"]


def test_the_same_address_twice_is_one_lead_and_one_guid_for_two_stories_is_two() -> None:
    guid = "<guid isPermaLink='false'>1</guid>"
    leads = read(
        rss(
            entry("Una", more=guid), entry("Una"), entry("Dos", "https://diario.example/2", guid)
        ).encode()
    )
    assert [lead.title for lead in leads] == ["Una", "Dos"]


def test_the_outlet_of_an_aggregator_leaves_the_title() -> None:
    source = "<source url='https://otro.example'>El Otro</source>"
    assert one(entry("Cae banda - El Otro", more=source)).title == "Cae banda"


def test_entity_bombs_are_not_expanded() -> None:
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    head = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'lol'>{bomb}]>"
    body = rss(entry("&a9;"), head=head).encode()
    assert is_within(2, lambda: feeds.parse(body, url=URL, source_id="d", now=NOW))


def test_an_external_entity_opens_no_file() -> None:
    head = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    found = read(rss(entry("[&x;]"), head=head).encode())
    assert [lead.title for lead in found] in (["[]"], ["[&x;]"])


@pytest.mark.parametrize(
    "body",
    [
        rss(entry("<b>" * 20_000)),
        rss(entry("x" * 1_000_000)),
        rss(entry("<![CDATA[" + "<div>" * 20_000 + "]]>")),
        rss(entry(more=f"<description><![CDATA[{'<script>' * 20_000}]]></description>")),
        rss("<item " + " ".join(f"a{n}='1'" for n in range(5000)) + "></item>"),
        rss(entry("<![CDATA[" * 20_000)),
        rss("&" * 200_000),
    ],
)
def test_hostile_feeds_are_bounded(body: str) -> None:
    def read() -> None:
        found = feeds.parse(body.encode(), url=URL, source_id="diario", now=NOW)
        assert isinstance(found, Unreadable) or all(len(lead.title) <= 500 for lead in found.leads)

    assert is_within(10, read, tries=1)


def test_ten_thousand_entries_are_bounded() -> None:
    more = f"<description>{'Nota de prueba. ' * 20}</description>"
    body = rss(*(entry(f"Nota {n}", f"https://d.example/{n}", more) for n in range(10_000)))

    def read() -> None:
        found = announced(body.encode())
        assert len(found.leads) == feeds.MAX_ENTRIES
        assert len(found.skipped) == 5_000
        assert found.skipped[0] == Skipped("over_limit", "https://d.example/5000", "Nota 5000")

    assert is_within(20, read, tries=1)


@pytest.mark.parametrize(
    "reference", ["&#55296;", "&#0;", "&#xD800;", "&#552&#0;96;", "&#1114112;"]
)
def test_references_to_no_character_do_no_harm(reference: str) -> None:
    for title in (f"Nota {reference} larga", f"<![CDATA[Nota {reference} larga"):
        found = feeds.parse(rss(entry(title)).encode(), url=URL, source_id="diario", now=NOW)
        if not isinstance(found, Unreadable):
            "".join(lead.title for lead in found.leads).encode()
