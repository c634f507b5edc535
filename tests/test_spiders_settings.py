"""Scrapy's own command line in the checkout, and one address asked for."""

import asyncio
import json
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from unittest.mock import create_autospec

import pytest
from scrapy.crawler import Crawler

from monitor.demo.server import Reply, Request, SampleServer, fetch_options
from monitor.errors import UsageError
from monitor.options import Fetch
from spiders import settings
from spiders.asking import Asker, Refusal
from spiders.crawl import probe
from spiders.guard import resolve
from spiders.manners import Manners
from spiders.settings import settings_for, slot_delay
from tests.site import PAGE, ROOT, robots, rss


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def web(request: Request) -> Reply:
    if request.path == "/robots.txt":
        return robots("User-agent: *\nDisallow: /cerrado/\n")
    if request.path == "/feed":
        return rss(["http://diario.example/nota-1", "http://diario.example/nota-2"])
    return Reply(404) if request.path == "/nada" else PAGE


def test_the_three_spiders_are_listed() -> None:
    assert scrapy("list").stdout.split() == ["feed", "section", "sitemap"]


def test_an_endpoint_can_be_read_by_hand() -> None:
    with SampleServer(web) as server:
        fetch = json.dumps(asdict(fetch_options(server)), default=str)
        done = scrapy(
            "crawl", "feed", "-a", "url=http://diario.example/feed", "-s", f"FETCH={fetch}"
        )

    leads = [json.loads(line) for line in done.stdout.splitlines()]
    assert [lead["url"] for lead in leads] == [
        "http://diario.example/nota-1",
        "http://diario.example/nota-2",
    ]
    assert done.stderr == ""
    assert len(server.asked("diario.example", "/robots.txt")) == 1


@pytest.mark.parametrize(
    ("fetch", "fault"),
    [
        ("{}", "fetch.contact: is empty"),
        ('{"contact": " "}', "fetch.contact: is empty"),
        ('{"contact', "FETCH: "),
        ('{"contac": "redaccion@diario.example"}', "contac"),
    ],
)
def test_nothing_is_read_by_hand_without_a_contact(fetch: str, fault: str) -> None:
    done = scrapy("crawl", "feed", "-a", "url=http://diario.example/", "-s", f"FETCH={fetch}")

    assert done.returncode == 2
    assert fault in done.stderr
    assert """-s FETCH='{"contact": """ in done.stderr
    assert "Traceback" not in done.stderr


PROBE = """
import json, sys
from dataclasses import asdict
from pydantic import TypeAdapter
from monitor.options import Fetch
from spiders.crawl import probe
url, fetch = json.load(sys.stdin)
answer = probe(url, TypeAdapter(Fetch).validate_python(fetch))
print(json.dumps({"type": type(answer).__name__, **asdict(answer)}, default=str))
"""


def probed(url: str, fetch: Fetch) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        input=json.dumps([url, asdict(fetch)], default=str),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stderr == ""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_one_address_that_gives_no_page() -> None:
    with SampleServer(web) as server:
        answer = probed("http://diario.example/cerrado/1", fetch_options(server))

    assert (answer["type"], answer["stage"], answer["reason"]) == ("Drop", "robots", "robots")
    assert [hit.path for hit in server.hits] == ["/robots.txt"]


def test_one_address_that_gives_a_page() -> None:
    with SampleServer(web) as server:
        answer = probed("http://diario.example/nota", fetch_options(server))

    assert (answer["type"], answer["status"]) == ("Page", 200)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://diario.example/nota",
        "data:text/html,hola",
        "javascript:alert(1)",
        "gopher://diario.example/",
        "//diario.example/nota",
        "http://user:secret@diario.example/nota",
        "",
    ],
)
def test_what_is_no_web_address_is_never_requested(url: str) -> None:
    crawler = create_autospec(Crawler, instance=True)
    manners = Manners(Fetch(), lambda: datetime.now(UTC), resolve)
    answer = asyncio.run(Asker(crawler, manners)(url))

    assert answer == Refusal("not_web", stage="lead")
    assert crawler.mock_calls == []


def test_nothing_is_fetched_without_a_contact() -> None:
    with pytest.raises(UsageError, match=r"fetch\.contact"):
        probe("http://diario.example/", Fetch())


def test_options_become_settings() -> None:
    fetch = Fetch(contact="redaccion@diario.example\r\nX: 1", delay_seconds=8, max_redirects=3)
    told = settings_for(fetch)

    assert told["USER_AGENT"] == "trata-monitor/0.1.0 (+redaccion@diario.example X: 1)"
    assert told["DOWNLOAD_MAXSIZE"] == 8 * 1024 * 1024
    assert told["DOWNLOAD_TIMEOUT"] == 30
    assert told["REDIRECT_MAX_TIMES"] == 3


def test_the_pause_is_never_shorter_and_at_most_half_longer() -> None:
    jitter = settings_for(Fetch(contact="redaccion@diario.example"))["DOWNLOAD_DELAY_JITTER"]
    assert isinstance(jitter, float)

    assert slot_delay(10) * (1 - jitter) == pytest.approx(10)
    assert slot_delay(10) * (1 + jitter) == pytest.approx(15)


@pytest.mark.parametrize("scheme", ["file", "ftp", "s3", "data"])
def test_nothing_but_the_web_is_downloaded(scheme: str) -> None:
    assert settings.DOWNLOAD_HANDLERS[scheme] is None


@pytest.mark.parametrize(
    "name",
    [
        "ROBOTSTXT_OBEY",  # our own gate instead
        "COOKIES_ENABLED",
        "HTTPCACHE_ENABLED",
        "HTTPPROXY_ENABLED",
        "METAREFRESH_ENABLED",
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
    ],
)
def test_is_switched_off(name: str) -> None:
    assert getattr(settings, name) is False


def test_nothing_is_retried_for_a_status() -> None:
    assert settings.RETRY_HTTP_CODES == []
    assert settings.RETRY_TIMES == 1
