"""Which addresses may be connected to, however they are written and resolved."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from monitor.demo.server import Reply, Request, SampleServer, fetch_options
from monitor.errors import UsageError
from monitor.options import Fetch
from spiders.guard import Guard, resolve
from spiders.manners import Refused, Resolve
from tests.site import PAGE, crawled

PUBLIC = "93.184.216.34"


def answering(names: Mapping[str, Sequence[str]]) -> Resolve:
    async def look_up(host: str) -> Sequence[str]:
        await asyncio.sleep(0)
        return names[host]

    return look_up


def targets(
    host: str, resolve: Resolve = resolve, fetch: Fetch | None = None, *, secure: bool = False
) -> list[tuple[str, int]]:
    guard = Guard(fetch or Fetch(), resolve)
    return asyncio.run(guard.targets(host, 443 if secure else 80, secure))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "0",
        "localhost",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:7f00:1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
    ],
)
def test_what_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(Refused) as refusal:
        targets(host)

    assert refusal.value.reason == "blocked_private"


def test_full_width_digits_are_refused() -> None:
    with pytest.raises((Refused, OSError)):
        targets("１２７.0.0.1")


@pytest.mark.parametrize("host", ["8.8.8.8", "2001:4860:4860::8888"])
def test_what_is_public_passes_and_is_the_address_connected_to(host: str) -> None:
    assert targets(host) == [(host, 80)]


def test_a_name_with_a_public_and_a_private_answer_is_refused() -> None:
    names = answering({"dos.test": [PUBLIC, "127.0.0.1"]})

    with pytest.raises(Refused):
        targets("dos.test", names)


def test_a_name_is_resolved_for_each_connection_and_checked_each_time() -> None:
    answers = iter([[PUBLIC], ["10.0.0.5"]])

    async def rebinding(_host: str) -> Sequence[str]:
        await asyncio.sleep(0)
        return next(answers)

    assert targets("cambia.test", rebinding) == [(PUBLIC, 80)]
    with pytest.raises(Refused):
        targets("cambia.test", rebinding)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 70 + ".example", "..", ""])
def test_a_name_that_cannot_be_resolved_is_an_os_error(host: str) -> None:
    with pytest.raises((OSError, Refused)):
        targets(host)


def test_configured_names_are_mapped_by_scheme() -> None:
    fetch = Fetch(
        hosts=(("*.example", "127.0.0.1:8080/8443"), ("uno.other", "[::1]:81")),
        allow_addresses=("127.0.0.1/32", "::1/128"),
    )

    assert targets("Diario.example", fetch=fetch) == [("127.0.0.1", 8080)]
    assert targets("diario.example", fetch=fetch, secure=True) == [("127.0.0.1", 8443)]
    assert targets("uno.other", fetch=fetch, secure=True) == [("::1", 81)]


def test_a_mapped_name_needs_an_allowed_address() -> None:
    with pytest.raises(Refused):
        targets("diario.example", fetch=Fetch(hosts=(("*.example", "127.0.0.1:8080"),)))


def test_an_allowed_network_opens_nothing_else() -> None:
    fetch = Fetch(allow_addresses=("127.0.0.1/32",))

    assert targets("127.1", fetch=fetch) == [("127.0.0.1", 80)]
    with pytest.raises(Refused):
        targets("127.0.0.2", fetch=fetch)


@pytest.mark.parametrize(
    "fetch",
    [
        Fetch(hosts=(("*.example", "localhost:80"),)),
        Fetch(hosts=(("*.example", "127.0.0.1"),)),
        Fetch(hosts=(("*.example", "127.0.0.1:web"),)),
        Fetch(allow_addresses=("127.0.0.1/99",)),
    ],
)
def test_options_that_cannot_be_read_are_named(fetch: Fetch) -> None:
    with pytest.raises(UsageError, match=r"fetch\.(hosts|allow_addresses)"):
        Guard(fetch, resolve)


def test_a_crawl_connects_to_no_private_address() -> None:
    def web(_request: Request) -> Reply:
        return PAGE

    with SampleServer(web) as server:
        # the port is right; only the address is not allowed
        jobs = [
            f"http://{host}:{server.port}/feed"
            for host in ("127.0.0.2", "127.0.0.1", "dos.test", "dentro.test", "[::ffff:7f00:1]")
        ]
        told = crawled(
            Fetch(contact="tests@trata.example", timeout_seconds=2),
            *jobs,
            addresses={"dos.test": [PUBLIC, "127.0.0.1"], "dentro.test": ["10.0.0.5"]},
        )

    assert [told.poll(job)["outcome"] for job in jobs] == ["blocked_private"] * len(jobs)
    assert server.hits == []


def test_certificates_are_verified() -> None:
    def web(request: Request) -> Reply:
        return Reply(404) if request.path == "/robots.txt" else PAGE

    with SampleServer(
        web,
        tls_hosts=["bien.example"],
        flawed={
            "vencido.example": "expired",
            "otro.example": "wrong_name",
            "propio.example": "self_signed",
        },
    ) as server:
        jobs = {
            name: f"https://{name}.example/feed" for name in ("bien", "vencido", "otro", "propio")
        }
        told = crawled(fetch_options(server), *jobs.values())

    assert told.poll(jobs["bien"])["outcome"] == "not_a_feed"
    for name in ("vencido", "otro", "propio"):
        poll = told.poll(jobs[name])
        assert poll["outcome"] == "connection"
        assert "certificate" in poll["detail"]
    assert {hit.host for hit in server.hits} == {"bien.example"}


def test_the_authority_must_be_configured() -> None:
    with SampleServer(lambda _request: PAGE, tls_hosts=["bien.example"]) as server:
        options = fetch_options(server)
        fetch = Fetch(
            contact=options.contact, hosts=options.hosts, allow_addresses=options.allow_addresses
        )
        told = crawled(fetch, "https://bien.example/feed")

    assert told.poll("https://bien.example/feed")["outcome"] == "connection"
    assert server.hits == []
