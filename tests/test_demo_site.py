"""The sample outlets: complete, parseable, closed in themselves, and made of their files."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
import yaml
from lxml import etree, html

from monitor.demo import content
from monitor.demo.server import Reply, Request
from monitor.demo.site import Site, build_site
from monitor.demo.sources import sources_yaml

SEED = Path(__file__).parent / "pages" / "seed.txt"
SEED_KEY = "andeanpost/peru-police-bust-human-trafficking-ring"
OUTLETS = Path(content.__file__).parent / "outlets"


@pytest.fixture(scope="module")
def site() -> Site:
    return build_site()


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, dict[str, object]]]:
    text = (OUTLETS.parent / "expected.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(text)
    return loaded


def get(site: Site, address: str) -> Reply:
    """Ask for ``address`` and follow the redirects."""
    for _ in range(3):
        parts = urlsplit(address)
        reply = site(Request(str(parts.hostname), parts.path or "/", parts.query))
        if reply.status != 301:
            return reply
        address = reply.headers["location"]
    raise AssertionError(f"too many redirects: {address}")


def tree(reply: Reply) -> html.HtmlElement:
    return html.document_fromstring(reply.body)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def plain(reply: Reply) -> str:
    """The page's text, with a blank between any two elements."""
    return " ".join(tree(reply).itertext())


def endpoints(site: Site, kind: str) -> list[tuple[content.SampleOutlet, str]]:
    return [
        (outlet, outlet.origin + endpoint.path)
        for outlet in site.content.outlets
        for endpoint in outlet.endpoints
        if endpoint.kind == kind
    ]


def announced(site: Site) -> set[str]:
    """Every address that some endpoint announces."""
    found: set[str] = set()
    for _, address in endpoints(site, "feed"):
        found |= {entry.link for entry in feedparser.parse(get(site, address).body).entries}
    for _, address in endpoints(site, "news_sitemap"):
        found |= set(
            etree.fromstring(get(site, address).body).xpath("//*[local-name()='loc']/text()")
        )
    for _, address in endpoints(site, "section"):
        links = tree(get(site, address)).xpath("//main//a/@href")
        found |= {urljoin(address, link) for link in links}
    return found


# -- the content is as large and as varied as the demo needs --------------------------------------


def test_there_are_ten_outlets_and_fifty_articles_over_many_days(site: Site) -> None:
    assert len(site.content.outlets) >= 10
    assert len(site.content.articles) >= 50
    assert len({article.published.date() for article in site.content.articles}) >= 20


def test_articles_are_as_long_as_short_press_notes(site: Site) -> None:
    lengths = [len(" ".join(a.paragraphs).split()) for a in site.content.articles if not a.gone]
    assert min(lengths) >= 80
    assert max(lengths) <= 450


def test_every_markup_family_and_kind_of_endpoint_is_there(site: Site) -> None:
    families = {outlet.template for outlet in site.content.outlets}
    assert families >= {"arc", "wordpress", "drupal", "aspnet", "official", "classic", "radio"}
    formats = {endpoint.format for outlet in site.content.outlets for endpoint in outlet.endpoints}
    assert formats == {"rss", "atom", "sitemap", "section"}
    forms = {endpoint.form for outlet in site.content.outlets for endpoint in outlet.endpoints}
    assert forms == {"plain", "tracked", "amp", "www", "http", "short", "slash"}


def test_some_json_ld_is_invalid_and_some_is_not(site: Site) -> None:
    valid = {True: 0, False: 0}
    for article in site.content.articles:
        if article.outlet.template == "arc":
            text = tree(get(site, article.address())).xpath("//script[@type]/text()")[0]
            valid[_is_json(text)] += 1
    assert valid[True] >= 1
    assert valid[False] >= 5


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_text_is_interrupted_by_other_cases(site: Site) -> None:
    calls = {
        block.text.partition(":")[0]
        for article in site.content.articles
        for block in article.blocks
        if block.kind == "cross_link"
    }
    assert calls >= {"MIRA AQUÍ", "PUEDES VER", "LEE TAMBIÉN", "También"}


# -- every address answers ------------------------------------------------------------------------


def test_every_address_of_every_article_answers_with_its_text(site: Site) -> None:
    for article in site.content.articles:
        for address in site.addresses[article.key]:
            reply = get(site, address)
            assert reply.status == (410 if article.gone else 200), address
            if not article.gone:
                assert not words(" ".join(article.paragraphs)) - words(plain(reply)), address


def test_every_article_is_announced(site: Site) -> None:
    links = announced(site)
    for article in site.content.articles:
        assert links & set(site.addresses[article.key]), article.key


def test_every_announced_link_leads_to_an_article(site: Site) -> None:
    known = {address for addresses in site.addresses.values() for address in addresses}
    assert announced(site) <= known


def test_some_articles_are_announced_under_several_addresses(site: Site) -> None:
    links = announced(site)
    twice = [key for key, addresses in site.addresses.items() if len(links & set(addresses)) > 1]
    assert len(twice) >= 15


def test_unknown_hosts_and_paths_are_not_found(site: Site) -> None:
    assert get(site, "http://elpregon.example/nada").status == 404
    assert get(site, "http://nadie.example/").status == 404


@pytest.mark.parametrize("kind", ["feed", "news_sitemap", "section"])
def test_working_endpoints_announce_in_utf8_or_as_they_say(site: Site, kind: str) -> None:
    for outlet, address in endpoints(site, kind):
        reply = get(site, address)
        assert reply.status == (500 if outlet.id == "elfaroserrano" else 200)
        if reply.status == 200 and outlet.feed_charset == "utf-8":
            reply.body.decode("utf-8")


def test_feeds_parse_and_carry_the_titles(site: Site) -> None:
    for outlet, address in endpoints(site, "feed"):
        feed = feedparser.parse(get(site, address).body)
        titles = {article.title for article in site.content.of(outlet)}
        if outlet.id not in {"elfaroserrano", "vozdeltambo"}:
            assert {entry.title for entry in feed.entries} == titles, outlet.id
            assert all(entry.published_parsed for entry in feed.entries)


def test_one_feed_carries_the_full_text(site: Site) -> None:
    feed = feedparser.parse(get(site, "http://diarioribereno.example/feed/").body)
    longest = max(len(entry.content[0].value) for entry in feed.entries)
    assert longest > 1000


def test_section_pages_link_what_their_pattern_says(site: Site) -> None:
    for source in yaml.safe_load(sources_yaml())["sources"]:
        for endpoint in source["endpoints"]:
            if endpoint["kind"] == "section":
                links = tree(get(site, endpoint["url"])).xpath("//a/@href")
                absolute = {urljoin(endpoint["url"], link) for link in links}
                matching = {a for a in absolute if re.fullmatch(endpoint["link_pattern"], a)}
                known = {a for addresses in site.addresses.values() for a in addresses}
                assert matching, endpoint
                assert matching == absolute & known - {f"{source['homepage']}"}


def test_no_link_leaves_the_sample_outlets(site: Site) -> None:
    outlets = site.content.outlets
    pages = [outlet.origin + endpoint.path for outlet in outlets for endpoint in outlet.endpoints]
    pages += [outlet.origin + "/" for outlet in outlets]
    pages += [a for addresses in site.addresses.values() for a in addresses]
    for page in pages:
        text = get(site, page).body.decode("utf-8", "replace")
        for link in re.findall(r"""(?:href|src|action)=["']([^"']+)""", text):
            assert str(urlsplit(urljoin(page, link)).hostname).endswith(".example"), link


# -- misbehaviour ---------------------------------------------------------------------------------


def test_one_source_fails_and_one_is_silent(site: Site) -> None:
    assert get(site, "http://elfaroserrano.example/feed/").status == 500
    silent = feedparser.parse(get(site, "http://vozdeltambo.example/feed/").body)
    assert silent.version == "rss20"
    assert silent.entries == []


def test_one_robots_txt_forbids_a_section_that_is_an_endpoint(site: Site) -> None:
    robots = get(site, "http://fronterasur.example/robots.txt").body.decode()
    assert "Disallow: /policiales/" in robots
    assert ("fronterasur", "http://fronterasur.example/policiales/") in [
        (outlet.id, address) for outlet, address in endpoints(site, "section")
    ]


def test_one_feed_has_moved_and_its_articles_redirect(site: Site) -> None:
    moved = site(Request("altiplano.example", "/rss"))
    assert (moved.status, moved.headers["location"]) == (301, "http://altiplano.example/feed/")
    link = feedparser.parse(get(site, "http://altiplano.example/rss").body).entries[0].link
    parts = urlsplit(link)
    assert site(Request("altiplano.example", parts.path, parts.query)).status == 301


def test_one_feed_lies_about_its_charset(site: Site) -> None:
    body = get(site, "http://gacetanortena.example/rss.php").body
    assert b'encoding="UTF-8"' in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


# -- the seed -------------------------------------------------------------------------------------


def test_the_seed_article_is_there_word_for_word(site: Site) -> None:
    page = plain(get(site, site.addresses[SEED_KEY][0]))
    assert not words(SEED.read_text(encoding="utf-8")) - words(page)


def test_the_seed_paragraphs_stand_unbroken(site: Site) -> None:
    seed = SEED.read_text(encoding="utf-8")
    article = next(a for a in site.content.articles if a.key == SEED_KEY)
    assert all(paragraph in seed for paragraph in article.paragraphs)
    assert len(article.paragraphs) == 5
    assert article.published.date().isoformat() == "2013-10-04"


def test_the_copies_of_the_seed_share_its_text_under_other_headlines(site: Site) -> None:
    seed = next(a for a in site.content.articles if a.key == SEED_KEY)
    ids = {"limaexpat", "southwire"}
    copies = [
        article
        for article in site.content.articles
        if article.outlet.id in ids and "Peru21" in " ".join(article.paragraphs)
    ]
    assert len(copies) == 2
    for copy in copies:
        shared = words(" ".join(copy.paragraphs)) & words(" ".join(seed.paragraphs))
        assert shared.total() > 0.6 * words(" ".join(seed.paragraphs)).total()
        assert copy.title != seed.title


# -- everything derives from the files ------------------------------------------------------------


def test_a_changed_number_changes_page_feed_and_twin(tmp_path: Path) -> None:
    root = tmp_path / "outlets"
    shutil.copytree(OUTLETS, root)
    file = root / "articles" / "diarioribereno" / "rescatan-once-mujeres-kilometro-108-la-pampa.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Once mujeres", "Diecinueve mujeres"), encoding="utf-8")
    site = build_site(root)
    article = next(a for a in site.content.articles if a.slug == file.stem)
    places = [*site.addresses[article.key], "http://diarioribereno.example/feed/"]
    places.append("http://diarioribereno.example/category/regional/")
    for address in places:
        assert "Diecinueve mujeres" in get(site, address).body.decode(), address


# -- what is expected of the database -------------------------------------------------------------


def test_expectations_cover_every_article_once(
    site: Site, expected: dict[str, dict[str, dict[str, object]]]
) -> None:
    keys = set(site.addresses)
    assert set(expected["articles"]) | set(expected["drops"]) == keys
    assert not set(expected["articles"]) & set(expected["drops"])


def test_expected_incidents_agree_with_their_articles(
    expected: dict[str, dict[str, dict[str, object]]],
) -> None:
    told: dict[str, dict[str, list[int]]] = {}
    for article in expected["articles"].values():
        for label in _strings(article.get("incidents")):
            counts = article["counts"]
            assert isinstance(counts, dict)
            for name in ("arrested", "rescued", "minors"):
                if name in counts:
                    told.setdefault(label, {}).setdefault(name, []).append(counts[name])
    for label, incident in expected["incidents"].items():
        spans = {name: [min(n), max(n)] for name, n in told.get(label, {}).items()}
        assert {k: v for k, v in incident.items() if k != "departments"} == spans, label


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def test_sources_are_a_part_of_a_configuration(site: Site) -> None:
    sources = yaml.safe_load(sources_yaml())["sources"]
    assert [source["id"] for source in sources] == [outlet.id for outlet in site.content.outlets]
    assert all(source["endpoints"] for source in sources)
    addresses = [endpoint["url"] for source in sources for endpoint in source["endpoints"]]
    assert {str(urlsplit(address).hostname) for address in addresses} <= set(site.hosts)
    assert any(address.startswith("https://") for address in addresses)
    assert site.tls_hosts == ("radiomadreselva.example",)
