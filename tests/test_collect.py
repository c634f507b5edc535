"""A round: what is due, what is known by any of its addresses, what is tried again and when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.collect import Collector, due_jobs
from monitor.models import Lead, Page
from monitor.options import Config, Delivery, Endpoint, Fetch, Rules, Schedule, Source
from monitor.polls import Drop, EndpointState, Poll
from storage.store import Store
from tests.builders import NOW

FEED = Endpoint("feed", "https://diario.example/feed", every_minutes=60)
SOURCE = Source(
    "diario",
    "Diario",
    "https://diario.example",
    (FEED,),
    mirrors=("diario.example", "cdn-diario.example"),
)
BODY = (
    "La Policía rescató a doce mujeres que eran explotadas sexualmente en un bar de Juliaca, en "
    "Puno. Hay cuatro detenidos por el delito de trata de personas, informó la fiscalía regional "
    "tras el operativo del último sábado, en el que participaron sesenta agentes de la región."
)
LEAD = Lead("diario", FEED.url, "https://diario.example/nota-1", title="Rescatan a doce mujeres")


def page(lead: Lead, body: str = BODY, status: int = 200) -> Page:
    html = f"<html><body><article><h1>{lead.title}</h1><p>{body}</p></article></body></html>"
    headers = {"content-type": "text/html; charset=utf-8"}
    return Page(lead.url, lead.url, status, headers, html.encode(), NOW)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        path=tmp_path / "config.yaml",
        database=tmp_path / "trata.db",
        fetch=Fetch(contact="tests@trata.example"),
        schedule=Schedule(),
        delivery=Delivery(),
        rules=Rules(),
        sources=(SOURCE,),
    )


class Round:
    """A round without network: the tests play the crawl."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.store = Store.open(config.database)
        self.now = NOW
        self.steps: list[tuple[int, int]] = []
        self.store.sync_sources(config.sources)
        self.begin()

    def begin(self) -> None:
        number = self.store.begin_round("crawl", self.now)
        self.sink = Collector(
            self.config,
            self.store,
            number,
            lambda: self.now,
            lambda done, expected: self.steps.append((done, expected)),
        )

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.begin()

    def count(self, sql: str) -> int:
        return self.store.number(sql)


@pytest.fixture
def playing(config: Config) -> Iterator[Round]:
    played = Round(config)
    yield played
    played.store.close()


def test_an_article_is_stored_once_whatever_address_announces_it(playing: Round) -> None:
    assert playing.sink.unknown([LEAD]) == [LEAD]
    playing.sink.page(LEAD, page(LEAD))
    twins = [
        replace(LEAD, url=url)
        for url in (
            "http://www.diario.example/nota-1/",
            "https://diario.example/nota-1?utm_source=rss&fbclid=x",
            "https://diario.example/nota-1/amp/",
            "https://cdn-diario.example/nota-1",
        )
    ]
    playing.begin()

    assert playing.sink.unknown(twins) == []
    assert playing.sink.counters["leads/known"] == 4
    assert playing.count("SELECT count(*) FROM articles") == 1


def test_a_lead_announced_twice_in_a_round_is_fetched_once(playing: Round) -> None:
    assert playing.sink.unknown([LEAD, LEAD]) == [LEAD]
    assert playing.sink.unknown([LEAD]) == []


def test_a_page_that_says_it_is_another_address_is_known_by_both(playing: Round) -> None:
    short = replace(LEAD, url="https://diario.example/?p=77")
    long = replace(LEAD, url="https://diario.example/policiales/rescatan-a-doce-mujeres")
    answer = page(short)
    html = answer.body.replace(
        b"<html>", f'<html><head><link rel="canonical" href="{long.url}"></head>'.encode()
    )
    playing.sink.unknown([short])
    playing.sink.page(short, replace(answer, body=html))

    playing.begin()
    assert playing.sink.unknown([short, long]) == []


def test_a_rejected_article_is_not_fetched_again(playing: Round) -> None:
    lead = replace(LEAD, url="https://diario.example/futbol", title="Empate en el clásico")
    body = "El equipo local empató sin goles ante unas treinta mil personas en el estadio. " * 4
    playing.sink.unknown([lead])
    playing.sink.page(lead, page(lead, body))
    playing.begin()

    assert playing.sink.unknown([lead]) == []
    assert playing.count("SELECT count(*) FROM articles WHERE verdict = 'rejected'") == 1
    assert playing.count("SELECT count(*) FROM articles WHERE body IS NOT NULL") == 0


def test_what_could_not_be_fetched_rests_longer_each_time(playing: Round) -> None:
    gone = Drop("diario", LEAD.url, "fetch", "http_404")
    playing.sink.unknown([LEAD])
    playing.sink.drop(gone)

    playing.wait(minutes=90)
    assert playing.sink.unknown([LEAD]) == []
    playing.wait(minutes=45)
    assert playing.sink.unknown([LEAD]) == [LEAD]
    playing.sink.drop(gone)
    playing.wait(hours=3)
    assert playing.sink.unknown([LEAD]) == []


def test_what_failed_is_tried_again_although_its_feed_has_moved_on(playing: Round) -> None:
    playing.sink.unknown([LEAD])
    playing.sink.drop(Drop("diario", LEAD.url, "fetch", "timeout"))

    assert playing.store.due_retries(playing.now + timedelta(hours=1)) == []
    again = playing.store.due_retries(playing.now + timedelta(hours=3))
    assert [(lead.url, lead.title) for lead in again] == [(LEAD.url, LEAD.title)]


def test_what_could_not_be_stored_fails_the_round_and_rests(playing: Round) -> None:
    playing.sink.unknown([LEAD])
    playing.sink.drop(Drop("diario", LEAD.url, "store", "error", "OSError: no space"))

    assert "not stored" in playing.sink.failures[0]
    playing.begin()
    assert playing.sink.unknown([LEAD]) == []


@pytest.mark.parametrize("reason", ["paused", "stopped", "not_asked", "over_limit"])
def test_what_was_not_even_tried_is_tried_in_the_next_round(playing: Round, reason: str) -> None:
    playing.sink.unknown([LEAD])
    playing.sink.drop(Drop("diario", LEAD.url, "fetch", reason))
    playing.begin()

    assert playing.sink.unknown([LEAD]) == [LEAD]


def test_a_page_without_text_is_given_up_with_stage_and_reason(playing: Round) -> None:
    playing.sink.unknown([LEAD])
    playing.sink.page(LEAD, replace(page(LEAD), body=b"", headers={"content-type": "text/html"}))

    assert playing.store.rows("SELECT stage, url FROM drops") == [
        {"stage": "read", "url": LEAD.url}
    ]


def test_a_feed_that_carries_the_article_saves_the_fetch(playing: Round) -> None:
    playing.sink.carried(replace(LEAD, html=f"<p>{BODY}</p><p>{BODY[::-1]}</p>"))

    assert playing.count("SELECT count(*) FROM articles WHERE verdict = 'relevant'") == 1


def test_progress_ends_where_it_expected_to(playing: Round) -> None:
    playing.sink.expected += 1
    playing.sink.unknown([LEAD])
    playing.sink.page(LEAD, page(LEAD))
    playing.sink.poll(Poll("diario", FEED.url, "ok", NOW))

    assert playing.steps[-1] == (2, 2)


def test_retry_after_and_back_off_survive_a_restart(playing: Round, config: Config) -> None:
    poll = Poll("diario", FEED.url, "http_error", NOW, status=429, retry_after_seconds=7200)
    playing.sink.poll(poll)
    playing.sink.pause("diario.example", NOW + timedelta(hours=2))
    playing.store.close()

    with Store.open(config.database) as store:
        states = store.endpoint_states()
        assert due_jobs(config, states, NOW + timedelta(minutes=119)) == []
        assert len(due_jobs(config, states, NOW + timedelta(hours=2))) == 1
        assert store.paused_hosts(NOW + timedelta(minutes=119)) == {
            "diario.example": NOW + timedelta(hours=2)
        }
        assert store.paused_hosts(NOW + timedelta(hours=2)) == {}


def states(at: datetime) -> dict[str, EndpointState]:
    state = EndpointState(FEED.url, "diario", next_poll_at=at, last_full_read_at=NOW)
    return {FEED.url: state}


def test_what_is_due(config: Config) -> None:
    later = NOW + timedelta(hours=1)
    off = replace(config, sources=(replace(SOURCE, enabled=False),))

    assert due_jobs(config, {}, NOW)[0].full_read
    assert not due_jobs(config, states(NOW), NOW)[0].full_read
    assert due_jobs(config, states(later), NOW) == []
    assert len(due_jobs(config, states(later), NOW, everything=True)) == 1
    assert due_jobs(off, {}, NOW, everything=True) == []
    assert len(due_jobs(off, {}, NOW, only=["diario"])) == 1
