"""Servers that misbehave: one crawl meets them all, each test looks at one of them."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.demo.server import Misbehaviour, Reply, Request, SampleServer, fetch_options
from tests import site
from tests.site import HTML, NOW, PAGE, Crawled, crawled, moved, rss

MEGABYTE = 1024 * 1024
LATER = datetime.fromisoformat(NOW) + timedelta(hours=2)

ANSWERS: dict[str, Reply | Misbehaviour] = {
    "silent": site.silence,
    "drip": site.drip,
    "slow-head": site.slow_head,
    "endless": site.endless,
    "endless-head": site.endless_head,
    "declared": site.declared(50 * MEGABYTE),
    "gzip-bomb": site.bomb("gzip", 128),
    "deflate-bomb": site.bomb("deflate", 128),
    "br-bomb": site.bomb("br", 128),
    "zstd-bomb": site.bomb("zstd", 128),
    "gzip": site.packed("gzip", PAGE.body),
    "br": site.packed("br", PAGE.body),
    "zstd": site.packed("zstd", PAGE.body),
    "no-gzip": Reply(200, {**HTML, "content-encoding": "gzip"}, b"no gzip at all"),
    "no-br": Reply(200, {**HTML, "content-encoding": "br"}, b"no brotli at all"),
    "reset": site.reset,
    "short": site.short,
    "self": moved("http://self.example/nota"),
    "circle": moved("http://circle.example/1"),
    "private": moved("http://10.0.0.1/nota"),
    "metadata": moved("http://169.254.169.254/latest/meta-data/"),
    "to-file": moved("file:///etc/hostname"),
    "to-data": moved("data:text/html,hola"),
    "to-user": moved("http://user:secret@gzip.example/nota"),
    "gone": Reply(410, HTML, b"gone"),
    "missing": Reply(404, HTML, b"missing"),
    "broken": Reply(500, HTML, b"broken"),
    "odd": Reply(799, HTML, b"odd"),
    "nothing": Reply(204, {}, b""),
    "no-type": Reply(200, {}, PAGE.body),
    "latin": Reply(200, {**HTML, "x-lugar": "Hu\xe1nuco"}, PAGE.body),
    "downgrade": moved("http://gzip.example/nota?from=tls"),
}
BUSY = {
    "seconds": "120",
    "date": format_datetime(LATER, usegmt=True),
    "years": "315360000",
    "negative": "-5",
    "garbage": "pronto",
}
LISTED = [
    *(f"http://{name}.example/nota" for name in ANSWERS if name != "downgrade"),
    "https://downgrade.example/nota",
    "http://chain.example/0",
    "http://chain.example/6",
    "http://cookie.example/1",
    "http://cookie.example/2",
    *(
        f"http://{name}.example/{number}"
        for name in ("stubborn", "forbidding", "failing")
        for number in range(1, 6)
    ),
    *(f"http://429-{name}.example/{number}" for name in BUSY for number in (1, 2, 3)),
    "http://503-seconds.example/1",
    "http://503-seconds.example/2",
    "http://paused.example/1",
    "http://expired.example/1",
]
FEEDS: dict[str, Reply | Misbehaviour] = {
    "list": rss(LISTED),
    "feed-429": Reply(429, {"retry-after": "600"}, b""),
    "feed-500": Reply(500, {}, b""),
    "feed-self": moved("http://feed-self.example/feed"),
    "feed-page": Reply(200, HTML, b"<html><title>Inicie sesi&oacute;n</title></html>"),
    "feed-empty": Reply(200, {"content-type": "application/rss+xml"}, b""),
    "feed-silent": site.silence,
    "feed-octets": Reply(200, {"content-type": "application/octet-stream"}, rss([]).body),
}


def web(request: Request) -> Reply:
    name = request.host.removesuffix(".example")
    if request.path == "/robots.txt":
        return Reply(404, HTML, b"")
    if name == "circle":
        return moved("http://circle.example/nota")
    if name == "chain":
        return moved(f"http://chain.example/{int(request.path[1:]) + 1}")
    if name == "cookie":
        return Reply(200, {**HTML, "set-cookie": "visitor=1; Path=/"}, PAGE.body)
    if name.startswith("429-"):
        return Reply(429, {"retry-after": BUSY[name.removeprefix("429-")]}, b"")
    if name in {"forbidding", "failing"}:
        return Reply(403 if name == "forbidding" else 503, HTML, b"")
    if name == "503-seconds":
        return Reply(503, {"retry-after": "60"}, b"")
    return PAGE


@dataclass(frozen=True)
class Outcome:
    server: SampleServer
    crawled: Crawled
    seconds: float


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    with SampleServer(web, tls_hosts=["downgrade.example"]) as server:
        server.answers.update({(f"{name}.example", "/nota"): a for name, a in ANSWERS.items()})
        server.answers.update({(f"{name}.example", "/feed"): a for name, a in FEEDS.items()})
        server.answers.update(
            {("stubborn.example", f"/{number}"): site.silence for number in range(1, 6)}
        )
        server.answers["chain.example", "/5"] = PAGE
        fetch = replace(fetch_options(server), timeout_seconds=0.7, max_bytes=2 * MEGABYTE)
        started = time.monotonic()
        told = crawled(
            fetch,
            *(f"http://{name}.example/feed" for name in FEEDS),
            "http://paused.example/feed",
            paused={
                "paused.example": LATER.isoformat(),
                "expired.example": (LATER - timedelta(days=1)).isoformat(),
            },
        )
        yield Outcome(server, told, time.monotonic() - started)


def dropped(outcome: Outcome, name: str, path: str = "/nota") -> tuple[str, str]:
    drop = outcome.crawled.drop(f"http://{name}.example{path}")
    return drop["stage"], drop["reason"]


def test_every_lead_and_every_job_ends_exactly_once(outcome: Outcome) -> None:
    ends = [drop["url"] for drop in outcome.crawled.all("drop")]
    ends += [page["url"] for page in outcome.crawled.all("page")]

    assert sorted(ends) == sorted(LISTED)
    assert sorted(poll["endpoint"] for poll in outcome.crawled.all("poll")) == sorted(
        [*(f"http://{name}.example/feed" for name in FEEDS), "http://paused.example/feed"]
    )


def test_nothing_is_said_on_standard_error(outcome: Outcome) -> None:
    assert outcome.crawled.errors == ""


@pytest.mark.parametrize("name", ["silent", "drip", "slow-head"])
def test_a_slow_server_is_left_at_the_total_deadline(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name) == ("fetch", "timeout")
    assert len(outcome.server.asked(f"{name}.example", "/nota")) == 1


def test_slow_servers_hold_nobody_else_up(outcome: Outcome) -> None:
    assert outcome.seconds < 40
    assert "http://gzip.example/nota" in outcome.crawled.pages


@pytest.mark.parametrize(
    "name",
    ["endless", "declared", "gzip-bomb", "deflate-bomb", "br-bomb", "zstd-bomb"],
)
def test_a_body_over_the_limit_is_cut_off(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name) == ("fetch", "too_large")
    assert len(outcome.server.asked(f"{name}.example", "/nota")) == 1


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_honest_compression_is_undone(outcome: Outcome, name: str) -> None:
    page = outcome.crawled.page(f"http://{name}.example/nota")

    assert page["body"] == PAGE.body.decode()
    assert "content-encoding" not in page["headers"]


@pytest.mark.parametrize("name", ["no-gzip", "no-br"])
def test_a_body_that_cannot_be_decompressed_is_a_failure(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name)[0] == "fetch"


@pytest.mark.parametrize("name", ["reset", "short"])
def test_a_broken_connection_is_tried_once_more(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name) == ("fetch", "connection")
    assert len(outcome.server.asked(f"{name}.example", "/nota")) == 2


def test_a_head_without_end_is_broken_off(outcome: Outcome) -> None:
    drop = outcome.crawled.drop("http://endless-head.example/nota")

    assert (drop["stage"], drop["reason"]) == ("fetch", "connection")
    assert "abort" in drop["detail"].lower()


def test_redirects_in_a_circle_end_at_the_first_repetition(outcome: Outcome) -> None:
    assert dropped(outcome, "self") == ("fetch", "redirects")
    assert dropped(outcome, "circle") == ("fetch", "redirects")
    assert len(outcome.server.asked("self.example", "/nota")) == 1


def test_at_most_five_redirects_are_followed(outcome: Outcome) -> None:
    page = outcome.crawled.page("http://chain.example/0")

    assert page["final_url"] == "http://chain.example/5"
    assert dropped(outcome, "chain", "/6") == ("fetch", "redirects")
    assert [hit.path for hit in outcome.server.hits if hit.host == "chain.example"][1:] == [
        f"/{number}" for number in range(12)
    ]


@pytest.mark.parametrize("name", ["private", "metadata"])
def test_a_redirect_into_a_private_network_is_refused(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name) == ("fetch", "blocked_private")


@pytest.mark.parametrize("name", ["to-file", "to-data"])
def test_a_redirect_out_of_the_web_is_not_followed(outcome: Outcome, name: str) -> None:
    assert dropped(outcome, name) == ("fetch", "redirects")


def test_a_redirect_with_a_user_name_is_refused(outcome: Outcome) -> None:
    assert dropped(outcome, "to-user") == ("lead", "not_web")


def test_a_redirect_from_https_to_http_is_followed(outcome: Outcome) -> None:
    page = outcome.crawled.page("https://downgrade.example/nota")

    assert page["final_url"] == "http://gzip.example/nota?from=tls"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("gone", "http_410"), ("missing", "http_404"), ("broken", "http_500"), ("odd", "http_799")],
)
def test_a_bad_status_is_named(outcome: Outcome, name: str, reason: str) -> None:
    assert dropped(outcome, name) == ("fetch", reason)
    assert len(outcome.server.asked(f"{name}.example", "/nota")) == 1


def test_odd_but_good_answers_are_pages(outcome: Outcome) -> None:
    assert outcome.crawled.page("http://nothing.example/nota")["status"] == 204
    assert outcome.crawled.page("http://no-type.example/nota")["body"] == PAGE.body.decode()
    assert outcome.crawled.page("http://latin.example/nota")["headers"]["x-lugar"] == "Hu\xe1nuco"


def test_cookies_are_not_kept(outcome: Outcome) -> None:
    assert {"http://cookie.example/1", "http://cookie.example/2"} <= outcome.crawled.pages
    assert not any("cookie" in hit.headers for hit in outcome.server.hits)


def test_no_referer_is_sent(outcome: Outcome) -> None:
    assert not any("referer" in hit.headers for hit in outcome.server.hits)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("stubborn", "timeout"), ("forbidding", "http_403"), ("failing", "http_503")],
)
def test_a_host_that_fails_three_times_in_a_row_is_left_alone(
    outcome: Outcome, name: str, reason: str
) -> None:
    ends = [dropped(outcome, name, f"/{number}") for number in range(1, 6)]

    assert ends == [("fetch", reason)] * 3 + [("fetch", "not_asked")] * 2
    assert len([hit for hit in outcome.server.hits if hit.host == f"{name}.example"]) == 1 + 3


def test_leads_that_were_not_tried_leave_their_endpoint_unfinished(outcome: Outcome) -> None:
    poll = outcome.crawled.poll("http://list.example/feed")

    assert (poll["outcome"], poll["detail"], poll["etag"]) == ("ok", "unfinished", "")


@pytest.mark.parametrize("name", BUSY)
def test_after_a_429_a_host_is_not_asked_again(outcome: Outcome, name: str) -> None:
    host = f"429-{name}"

    assert dropped(outcome, host, "/1") == ("fetch", "http_429")
    assert dropped(outcome, host, "/2") == ("fetch", "paused")
    assert dropped(outcome, host, "/3") == ("fetch", "paused")
    assert len([hit for hit in outcome.server.hits if hit.host == f"{host}.example"]) == 2


def test_pauses_are_told_to_be_remembered(outcome: Outcome) -> None:
    pauses = {told["host"]: told["until"] for told in outcome.crawled.all("pause")}
    now = datetime.fromisoformat(NOW)

    assert pauses == {
        "429-seconds.example": (now + timedelta(seconds=120)).isoformat(),
        "429-date.example": LATER.isoformat(),
        "429-years.example": (now + timedelta(hours=24)).isoformat(),
        "503-seconds.example": (now + timedelta(seconds=60)).isoformat(),
        "feed-429.example": (now + timedelta(seconds=600)).isoformat(),
    }


def test_a_503_pauses_too(outcome: Outcome) -> None:
    assert dropped(outcome, "503-seconds", "/1") == ("fetch", "http_503")
    assert dropped(outcome, "503-seconds", "/2") == ("fetch", "paused")


def test_a_host_on_pause_is_not_asked_at_all(outcome: Outcome) -> None:
    poll = outcome.crawled.poll("http://paused.example/feed")

    assert dropped(outcome, "paused", "/1") == ("fetch", "paused")
    assert (poll["outcome"], poll["retry_after_seconds"]) == ("http_error", 2 * 3600 + 1)
    assert not [hit for hit in outcome.server.hits if hit.host == "paused.example"]
    assert "http://expired.example/1" in outcome.crawled.pages


@pytest.mark.parametrize(
    ("name", "expected", "status"),
    [
        ("feed-429", "http_error", 429),
        ("feed-500", "http_error", 500),
        ("feed-self", "redirects", None),
        ("feed-page", "not_a_feed", 200),
        ("feed-empty", "empty", 200),
        ("feed-silent", "timeout", None),
        ("feed-octets", "ok", 200),
        ("list", "ok", 200),
    ],
)
def test_a_poll_tells_what_the_endpoint_did(
    outcome: Outcome, name: str, expected: str, status: int | None
) -> None:
    poll = outcome.crawled.poll(f"http://{name}.example/feed")

    assert (poll["outcome"], poll["status"]) == (expected, status)


def test_a_poll_carries_the_wish_of_the_server(outcome: Outcome) -> None:
    assert outcome.crawled.poll("http://feed-429.example/feed")["retry_after_seconds"] == 600


def test_no_console_is_open(outcome: Outcome) -> None:
    assert all(page["ports"] == [] for page in outcome.crawled.all("page"))


def test_memory_stays_small(outcome: Outcome) -> None:
    (end,) = outcome.crawled.all("end")

    assert end["peak_kb"] < 160_000  # 88,000 of it is the program itself
