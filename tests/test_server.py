"""The loopback server itself."""

import http.client
import socket
import ssl
import threading

import pytest

from monitor.demo.authority import Flaw
from monitor.demo.server import Misbehaviour, Reply, Request, SampleServer, fetch_options
from tests import site


def web(request: Request) -> Reply:
    headers = {"Content-Type": "text/plain"}
    if request.path == "/dated":
        headers["Last-Modified"] = "Fri, 14 Mar 2025 08:00:00 GMT"
    return Reply(200, headers, f"{request.host} {request.path}?{request.query}".encode())


def asked(
    server: SampleServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    fields = {"Host": "Diario.example:80", **{k.replace("_", "-"): v for k, v in headers.items()}}
    try:
        connection.request(method, path, headers=fields)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers.items()), answer.read()
    finally:
        connection.close()


def test_a_site_is_asked_with_host_path_and_query() -> None:
    with SampleServer(web) as server:
        status, headers, body = asked(server, "/nota?a=1&b=2")

    assert (status, body) == (200, b"diario.example /nota?a=1&b=2")
    assert headers["content-type"] == "text/plain"
    (hit,) = server.asked("diario.example", "/nota")
    assert (hit.query, hit.secure) == ("a=1&b=2", False)


def test_an_unchanged_answer_is_a_304() -> None:
    with SampleServer(web) as server:
        _, headers, _ = asked(server, "/dated")
        by_tag = asked(server, "/dated", If_None_Match=headers["etag"])
        by_date = asked(server, "/dated", If_Modified_Since=headers["last-modified"])
        changed = asked(server, "/other", If_None_Match=headers["etag"])

    assert (by_tag[0], by_tag[2]) == (304, b"")
    assert by_date[0] == 304
    assert changed[0] == 200


def test_head_has_no_body() -> None:
    with SampleServer(web) as server:
        status, headers, body = asked(server, "/nota", "HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0


def test_an_answer_for_one_address_goes_before_the_site() -> None:
    with SampleServer(web) as server:
        server.answers["diario.example", "/nota"] = Reply(503, {"retry-after": "5"}, b"later")
        status, headers, body = asked(server, "/nota")

    assert (status, headers["retry-after"], body) == (503, "5", b"later")


@pytest.mark.parametrize("misbehaviour", [site.silence, site.drip, site.slow_head, site.endless])
def test_it_stops_while_it_misbehaves(misbehaviour: Misbehaviour) -> None:
    before = threading.active_count()
    with SampleServer(web) as server:
        server.answers["diario.example", "/nota"] = misbehaviour
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            client.sendall(b"GET /nota HTTP/1.1\r\nHost: diario.example\r\n\r\n")
            while not server.hits:
                client.setblocking(True)

    assert threading.active_count() == before


def test_each_name_has_its_certificate() -> None:
    flawed: dict[str, Flaw] = {
        "vencido.example": "expired",
        "otro.example": "wrong_name",
        "propio.example": "self_signed",
    }
    with SampleServer(web, tls_hosts=["bien.example"], flawed=flawed) as server:
        context = ssl.create_default_context(cafile=server.ca_file)
        told = {}
        for name in ("bien.example", *flawed):
            with socket.create_connection(("127.0.0.1", server.tls_port), timeout=5) as plain:
                try:
                    with context.wrap_socket(plain, server_hostname=name):
                        told[name] = "trusted"
                except ssl.SSLCertVerificationError as error:
                    told[name] = error.verify_message

    assert told["bien.example"] == "trusted"
    assert "expired" in told["vencido.example"]
    assert "otro.example" in told["otro.example"]
    assert "self-signed" in told["propio.example"]


def test_options_lead_to_the_server() -> None:
    with SampleServer(web) as server:
        fetch = fetch_options(server)

    assert fetch.hosts == (("*.example", f"127.0.0.1:{server.port}/{server.tls_port}"),)
    assert fetch.allow_addresses == ("127.0.0.1/32",)
    assert not server.ca_file.exists()
