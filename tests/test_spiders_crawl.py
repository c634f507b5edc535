"""A crawl of well-behaved outlets: what the sink hears, in which order, and politely."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from monitor.demo.server import Reply, Request, SampleServer, fetch_options
from tests import site
from tests.site import COMMAND, HTML, NOW, PAGE, ROOT, Crawled, crawled, plan, robots, rss

NOTES = [f"http://diario.example/nota-{number}" for number in range(4)]
CHANGED = "Fri, 14 Mar 2025 08:00:00 GMT"
FULL_TEXT = "<p>" + "Los agentes llegaron al local de noche. " * 40 + "</p>"
NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>http://mapa.example/{0}/nota-en-el-mapa</loc></url></urlset>"
)
INDEX = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + "".join(
        f"<sitemap><loc>http://indice.example/{n}.xml</loc>"
        f"<lastmod>2025-03-0{n + 1}</lastmod></sitemap>"
        for n in range(9)
    )
    + "</sitemapindex>"
)
SECTION = (
    '<html><body><a href="/2025/03/rescatan-a-cinco-personas-en-puno-1234">'
    "Rescatan a cinco personas en Puno durante un operativo</a>"
    '<a href="/contacto">Contacto</a></body></html>'
)
FEEDS = {
    "diario": rss(NOTES),
    "fechado": Reply(200, {**HTML, "last-modified": CHANGED}, rss([]).body),
    "entero": rss(["http://entero.example/nota"], FULL_TEXT),
    "mapa": Reply(200, {"content-type": "application/xml"}, NEWS.format("2025").encode()),
    "indice": Reply(200, {"content-type": "application/xml"}, INDEX.encode()),
    "seccion": Reply(200, HTML, SECTION.encode()),
    "fallo": rss(["http://fallo.example/nota", "http://fallo.example/otra"]),
    "caido": rss(["http://caido.example/nota"]),
    "muchas": rss(f"http://muchas.example/nota-{number}" for number in range(40)),
    "quita": rss(["http://quita.example/nota"]),
    "mueve": site.moved("http://mueve.example/nuevo"),
}
KINDS = {"mapa": "news_sitemap", "indice": "news_sitemap", "seccion": "section", "muchas": "search"}


def web(request: Request) -> Reply:
    name = request.host.removesuffix(".example")
    if request.path == "/robots.txt":
        return robots("")
    if request.path == "/feed":
        return FEEDS[name]
    if request.path == "/nuevo":
        return rss(["http://mueve.example/nota"])
    if name == "indice":
        number = request.path[1]
        return Reply(500) if number == "5" else Reply(200, {}, NEWS.format(number).encode())
    if name == "caido":
        return Reply(500)
    return Reply(404) if name == "quita" else PAGE


@dataclass(frozen=True)
class Outcome:
    server: SampleServer
    crawled: Crawled

    def poll(self, name: str) -> dict[str, object]:
        return self.crawled.poll(f"http://{name}.example/feed")


def job(name: str, **fields: object) -> dict[str, object]:
    kind = KINDS.get(name, "feed")
    return {"url": f"http://{name}.example/feed", "kind": kind, **fields}


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    with SampleServer(web) as server:
        fetch = replace(fetch_options(server), max_leads_per_endpoint=10)
        told = crawled(
            fetch,
            *(job(name) for name in FEEDS),
            known=[NOTES[0]],
            faulty=["http://fallo.example/nota"],
        )
        yield Outcome(server, told)


def test_what_is_known_is_not_fetched(outcome: Outcome) -> None:
    assert outcome.server.asked("diario.example", "/nota-0") == []
    assert set(NOTES[1:]) <= outcome.crawled.pages
    assert (outcome.poll("diario")["leads"], outcome.poll("diario")["new_leads"]) == (4, 3)


def test_a_page_is_handed_over_as_it_came(outcome: Outcome) -> None:
    page = outcome.crawled.page(NOTES[1])

    assert page["body"] == PAGE.body.decode()
    assert page["status"] == 200
    assert page["headers"]["content-type"] == "text/html; charset=utf-8"
    assert page["fetched_at"].startswith("2025-03-14 12:00")


def test_a_feed_with_the_full_text_saves_the_fetch(outcome: Outcome) -> None:
    assert [told["url"] for told in outcome.crawled.all("carried")] == [
        "http://entero.example/nota"
    ]
    assert outcome.server.asked("entero.example", "/nota") == []


def test_a_poll_comes_after_all_of_its_leads(outcome: Outcome) -> None:
    order = [told.get("url") or told.get("endpoint") for told in outcome.crawled.events]
    poll = order.index("http://diario.example/feed", order.index(NOTES[1]))

    assert max(order.index(url) for url in NOTES[1:]) < poll


def test_validators_are_told(outcome: Outcome) -> None:
    assert str(outcome.poll("diario")["etag"]).startswith('"')
    assert outcome.poll("fechado")["last_modified"] == CHANGED
    assert outcome.poll("diario")["full_read"] is True


@pytest.mark.parametrize("name", ["caido", "fallo"])
def test_validators_are_kept_back_while_a_lead_is_unfinished(outcome: Outcome, name: str) -> None:
    poll = outcome.poll(name)

    assert (poll["outcome"], poll["etag"], poll["last_modified"]) == ("ok", "", "")


def test_a_lead_that_is_gone_is_finished(outcome: Outcome) -> None:
    assert outcome.crawled.drop("http://quita.example/nota")["reason"] == "http_404"
    assert outcome.poll("quita")["etag"]


def test_a_fault_with_one_page_stays_with_it(outcome: Outcome) -> None:
    drop = outcome.crawled.drop("http://fallo.example/nota")

    assert (drop["stage"], drop["reason"]) == ("store", "error")
    assert drop["detail"] == "RuntimeError: cannot take http://fallo.example/nota"
    assert "http://fallo.example/otra" in outcome.crawled.pages


def test_a_news_sitemap_and_a_section_are_read(outcome: Outcome) -> None:
    assert "http://mapa.example/2025/nota-en-el-mapa" in outcome.crawled.pages
    assert (
        "http://seccion.example/2025/03/rescatan-a-cinco-personas-en-puno-1234"
        in outcome.crawled.pages
    )


def test_the_five_newest_sitemaps_of_an_index_are_read(outcome: Outcome) -> None:
    asked = [hit.path for hit in outcome.server.hits if hit.path.endswith(".xml")]
    poll = outcome.poll("indice")

    assert asked == [f"/{number}.xml" for number in (8, 7, 6, 5, 4)]
    assert (poll["outcome"], poll["leads"], poll["etag"]) == ("ok", 4, "")
    assert poll["detail"] == "1 of 5 sitemaps failed; 4 older sitemaps not read"


def test_leads_of_one_endpoint_are_limited_and_the_rest_is_counted(outcome: Outcome) -> None:
    poll = outcome.poll("muchas")
    over = [drop for drop in outcome.crawled.all("drop") if drop["reason"] == "over_limit"]

    assert (poll["leads"], poll["new_leads"]) == (40, 40)
    assert len(over) == 30
    assert poll["etag"] == ""


def test_leads_carry_the_endpoint_that_was_asked(outcome: Outcome) -> None:
    endpoints = {told["endpoint"] for told in outcome.crawled.all("unknown")}

    assert "http://mueve.example/feed" in endpoints
    assert "http://mueve.example/nuevo" not in endpoints


def test_we_say_who_we_are(outcome: Outcome) -> None:
    agents = {hit.headers["user-agent"] for hit in outcome.server.hits}

    assert agents == {"trata-monitor/0.1.0 (+tests@trata.example)"}


def test_environment_proxies_are_ignored(outcome: Outcome) -> None:
    assert site.PROXIES  # they point at a closed port, and the child has them
    assert len(outcome.crawled.pages) > 10


def test_a_second_poll_gets_a_304_and_a_full_read_does_not_ask_for_one() -> None:
    with SampleServer(web) as server:
        fetch = fetch_options(server)
        first = crawled(fetch, job("mapa"), known=["http://mapa.example/2025/nota-en-el-mapa"])
        etag = first.poll("http://mapa.example/feed")["etag"]
        second = crawled(
            fetch,
            job("mapa", etag=etag),
            job("diario", etag=etag, full_read=True),
            job("fechado", last_modified=CHANGED),
            known=NOTES,
        )

    mapped = second.poll("http://mapa.example/feed")
    assert (mapped["outcome"], mapped["status"]) == ("not_modified", 304)
    assert mapped["full_read"] is False
    assert second.poll("http://fechado.example/feed")["outcome"] == "not_modified"
    full = second.poll("http://diario.example/feed")
    assert (full["outcome"], full["full_read"]) == ("ok", True)
    (_, asked) = [hit.headers for hit in server.asked("mapa.example", "/feed")]
    assert asked["if-none-match"] == etag


def test_a_host_is_asked_one_request_at_a_time_with_a_pause() -> None:
    with SampleServer(web) as server:
        fetch = replace(fetch_options(server), delay_seconds=0.2)
        told = crawled(fetch, job("diario"))
        times = [hit.time for hit in server.hits]

    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert set(NOTES) == told.pages
    assert min(gaps) > 0.19


def test_a_sink_that_cannot_go_on_ends_the_crawl_with_its_error() -> None:
    with SampleServer(web) as server:
        told = crawled(fetch_options(server), job("diario"), fatal=[NOTES[0]])

    assert told.all("fatal") == [{"event": "fatal", "message": "trata.db: the disk is full"}]
    assert told.all("poll") == []


def slow_web(request: Request) -> Reply:
    return rss(NOTES) if request.path == "/feed" else Reply(404)


def test_the_deadline_ends_a_crawl_with_everything_told() -> None:
    with SampleServer(slow_web) as server:
        server.answers["diario.example", "/nota-1"] = site.silence
        server.answers["mudo.example", "/feed"] = site.silence
        fetch = replace(fetch_options(server), timeout_seconds=30.0)
        started = time.monotonic()
        told = crawled(fetch, job("diario"), job("mudo"), stop_after=2.5)

    assert time.monotonic() - started < 20
    assert {drop["url"]: drop["reason"] for drop in told.all("drop")} == {
        NOTES[0]: "http_404",
        **dict.fromkeys(NOTES[1:], "stopped"),
    }
    poll = told.poll("http://diario.example/feed")
    assert (poll["outcome"], poll["detail"], poll["etag"]) == ("ok", "unfinished", "")
    lost = told.poll("http://mudo.example/feed")
    assert (lost["outcome"], lost["detail"]) == ("lost", "stopped")
    assert told.errors == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_crawl_with_everything_told(number: signal.Signals) -> None:
    with SampleServer(slow_web) as server:
        server.answers["diario.example", "/nota-0"] = site.drip
        fetch = replace(fetch_options(server), timeout_seconds=30.0)
        with subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(plan(fetch, job("diario")))
            child.stdin.close()
            first = child.stdout.readline()
            os.kill(child.pid, number)
            started = time.monotonic()
            rest = child.stdout.read()
            assert child.wait() == 0
            seconds = time.monotonic() - started

    told = Crawled.read(first + rest, "")
    assert seconds < 20
    assert {drop["url"]: drop["reason"] for drop in told.all("drop")} == dict.fromkeys(
        NOTES, "stopped"
    )
    assert len(told.all("poll")) == 1
    assert told.all("end")


def test_nothing_due_costs_nothing() -> None:
    with SampleServer(web) as server:
        told = crawled(fetch_options(server))

    assert [event["event"] for event in told.events] == ["end"]
    assert server.hits == []
    assert NOW
