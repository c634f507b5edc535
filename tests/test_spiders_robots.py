"""robots.txt: one fetch a host, obeyed by every request, redirects included."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from monitor.demo.server import Misbehaviour, Reply, Request, SampleServer, Wire, fetch_options
from spiders.robots import rules_of
from tests import site
from tests.site import HTML, PAGE, Crawled, crawled, moved, robots, rss
from tests.timing import is_within

FORBID = "User-agent: *\nDisallow: /cerrado/\n"


def late(wire: Wire) -> None:
    """Answer robots.txt so late that every request for a page waits for it."""
    wire.wait(0.3)
    wire.head(200, {"content-type": "text/plain", "content-length": str(len(FORBID))})
    wire.send(FORBID.encode())


ROBOTS: dict[str, Reply | Misbehaviour] = {
    "forbids": late,
    "forbids-us": robots("User-agent: trata-monitor\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "missing": Reply(404, HTML, b"missing"),
    "locked": Reply(403, HTML, b"locked"),
    "broken": Reply(500, HTML, b"broken"),
    "silent": site.silence,
    "busy": Reply(429, {}, b""),
    "circle": moved("http://circle.example/robots.txt"),
    "moved": moved("http://forbids.example/robots.txt"),
    "reset": site.reset,
    "huge": robots(FORBID + "# filler\n" * 250_000 + "Disallow: /nota\n"),
    "page": Reply(200, HTML, b"<html><body>Disallow: /nota</body></html>"),
    "mark": robots(b"\xef\xbb\xbf" + FORBID.encode()),
    "nul": robots(b"\x00\x00User-agent: *\x00\nDisallow:\x00 /cerrado/\n"),
    "latin": robots("User-agent: *\nDisallow: /cerrado/ # peri\xf3dico\n".encode("latin-1")),
    "slow": robots("User-agent: *\nCrawl-delay: 0.3\n"),
    "slower": robots("User-agent: *\nCrawl-delay: 1000\n"),
    "jumps": Reply(404, HTML, b""),
    "bomb": site.bomb("gzip", 64),
}
PARALLEL = [f"http://forbids.example/cerrado/{number}" for number in range(10)]
ALLOWED = ["missing", "locked", "huge", "page", "mark", "nul", "latin"]
UNAVAILABLE = ["broken", "silent", "busy", "circle", "reset", "bomb"]
LISTED = [
    *PARALLEL,
    "http://forbids.example/nota",
    "http://forbids.example/abierto",
    "http://forbids-us.example/nota",
    *(f"http://{name}.example/nota" for name in [*ALLOWED, *UNAVAILABLE, "moved"]),
    *(f"http://{name}.example/cerrado/1" for name in ["huge", "mark", "nul", "latin", "moved"]),
    *(f"http://{name}.example/{number}" for name in ["slow", "slower"] for number in (1, 2, 3)),
    "http://jumps.example/nota",
    "http://refused.other/nota",
]


def web(request: Request) -> Reply:
    if request.host == "list.example" and request.path != "/robots.txt":
        return rss(LISTED)
    if request.host == "jumps.example":
        return moved("http://forbids.example/cerrado/99")
    return Reply(404, HTML, b"") if request.path == "/robots.txt" else PAGE


@dataclass(frozen=True)
class Outcome:
    server: SampleServer
    crawled: Crawled


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    with SampleServer(web) as server:
        server.answers.update({(f"{n}.example", "/robots.txt"): a for n, a in ROBOTS.items()})
        options = fetch_options(server)
        fetch = replace(
            options,
            hosts=(*options.hosts, ("*.other", "127.0.0.1:9")),
            timeout_seconds=1.0,
            max_crawl_delay_seconds=0.4,
        )
        yield Outcome(
            server,
            crawled(
                fetch,
                "http://list.example/feed",
                "http://forbids.example/cerrado/feed",
                "http://broken.example/feed",
            ),
        )


def test_no_request_reaches_a_disallowed_path(outcome: Outcome) -> None:
    assert [hit for hit in outcome.server.hits if hit.path.startswith("/cerrado/")] == []
    for url in PARALLEL:
        assert outcome.crawled.drop(url)["reason"] == "robots"
    assert "http://forbids.example/nota" in outcome.crawled.pages


@pytest.mark.parametrize("name", ["huge", "mark", "nul", "latin", "moved"])
def test_rules_are_found_in_an_odd_file(outcome: Outcome, name: str) -> None:
    drop = outcome.crawled.drop(f"http://{name}.example/cerrado/1")

    assert (drop["stage"], drop["reason"]) == ("robots", "robots")


def test_rules_for_our_name_count(outcome: Outcome) -> None:
    assert outcome.crawled.drop("http://forbids-us.example/nota")["reason"] == "robots"
    assert outcome.server.asked("forbids-us.example", "/nota") == []


@pytest.mark.parametrize("name", ALLOWED)
def test_without_rules_against_it_a_page_is_fetched(outcome: Outcome, name: str) -> None:
    assert f"http://{name}.example/nota" in outcome.crawled.pages


@pytest.mark.parametrize("name", UNAVAILABLE)
def test_where_the_rules_cannot_be_had_nothing_is_fetched(outcome: Outcome, name: str) -> None:
    drop = outcome.crawled.drop(f"http://{name}.example/nota")

    assert (drop["stage"], drop["reason"]) == ("robots", "robots_unavailable")
    assert outcome.server.asked(f"{name}.example", "/nota") == []


def test_a_host_that_refuses_connections_is_skipped(outcome: Outcome) -> None:
    drop = outcome.crawled.drop("http://refused.other/nota")

    assert (drop["stage"], drop["reason"]) == ("robots", "robots_unavailable")
    assert "refused" in drop["detail"]


def test_a_redirect_into_a_disallowed_path_is_refused(outcome: Outcome) -> None:
    assert outcome.crawled.drop("http://jumps.example/nota")["reason"] == "robots"


@pytest.mark.parametrize("name", ["forbids", "list", "missing", "broken", "slow", "silent"])
def test_robots_txt_is_fetched_once_a_host(outcome: Outcome, name: str) -> None:
    asked = outcome.server.asked(f"{name}.example", "/robots.txt")

    # `moved` sends us to the file of `forbids` once more
    assert len(asked) == (2 if name == "forbids" else 1)


@pytest.mark.parametrize("name", ["slow", "slower"])
def test_crawl_delay_is_kept_up_to_the_limit(outcome: Outcome, name: str) -> None:
    times = [hit.time for hit in outcome.server.hits if hit.host == f"{name}.example"]

    assert len(times) == 4
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.2
    assert max(later - earlier for earlier, later in pairwise(times)) < 5


def test_an_endpoint_is_asked_for_only_with_leave(outcome: Outcome) -> None:
    forbidden = outcome.crawled.poll("http://forbids.example/cerrado/feed")
    unknown = outcome.crawled.poll("http://broken.example/feed")

    assert forbidden["outcome"] == "robots"
    assert unknown["outcome"] == "robots_unavailable"
    assert unknown["detail"] == "HTTP 500"


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /" + "*a" * 500 + "$",
        "User-agent: *\n" + "Disallow: /*c*d\n" * 20_000,
        "\x00" * 400_000,
        "User-agent: " + "a" * 400_000,
    ],
)
def test_hostile_rules_are_read_in_no_time(text: str) -> None:
    def read() -> None:
        rules = rules_of(200, text.encode())
        assert rules is not None
        assert rules.allows("http://diario.example/" + "a" * 2000 + "b")

    assert is_within(2, read)
