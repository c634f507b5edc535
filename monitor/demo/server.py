"""A loopback web server that plays sample outlets, and misbehaves where it is told to."""

import hashlib
import logging
import socket
import ssl
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.demo.authority import Authority, Flaw
from monitor.options import Fetch

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for."""

    host: str
    """Lower case, without port."""
    path: str
    query: str = ""
    """Without the question mark."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered. ``content-length`` is added; an ``etag`` too, to a 200 without one."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Hit:
    """One request that arrived."""

    host: str
    path: str
    query: str
    time: float
    """Seconds of the monotonic clock."""
    headers: Mapping[str, str]
    """Names in lower case."""
    secure: bool


class Wire:
    """The open connection behind a request, for answers that are no proper HTTP."""

    def __init__(self, exchange: "_Exchange", request: Request) -> None:
        self.request = request
        self._exchange = exchange

    def send(self, data: bytes) -> None:
        """Write ``data`` as it is."""
        self._exchange.wfile.write(data)
        self._exchange.wfile.flush()

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """Write a status line and ``headers``."""
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def wait(self, seconds: float) -> bool:
        """Let time pass; tell whether the server still runs."""
        return not self._exchange.sample.closing.wait(seconds)

    def reset(self) -> None:
        """Break the connection so that the client sees a reset."""
        connection = self._exchange.connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


Site = Callable[[Request], Reply]
Misbehaviour = Callable[[Wire], None]
"""Writes what it likes on the wire; the connection is closed after it."""


class SampleServer:
    """A web server on 127.0.0.1, one port for HTTP and one for TLS; a context manager.

    ``answers`` says what single addresses answer instead of ``site``: a Reply, which is sent as it
    stands (no ETag, no 304), or a :data:`Misbehaviour`. It may change while the server runs.

    Args:
        site: Answers a request; called from several threads.
        tls_hosts: Names that the certificate of the TLS port bears.
        flawed: Names for which the TLS port shows a certificate that is wrong in this way.
    """

    def __init__(
        self,
        site: Site,
        tls_hosts: Collection[str] = (),
        flawed: Mapping[str, Flaw] | None = None,
    ) -> None:
        self.site = site
        self.answers: dict[tuple[str, str], Reply | Misbehaviour] = {}
        self.hits: list[Hit] = []
        self.closing = threading.Event()
        self._tls_hosts = tls_hosts
        self._flawed = flawed or {}

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="sample-outlets-")
        authority = Authority(Path(self._folder.name))
        context = authority.context(self._tls_hosts, self._flawed)
        self.ca_file = authority.ca_file
        """Certificate of the authority behind the TLS port, as PEM."""
        self._servers = (_Listener(self, None), _Listener(self, context))
        self.port, self.tls_port = (server.server_address[1] for server in self._servers)
        self._threads = [
            threading.Thread(target=server.serve_forever, args=(0.02,)) for server in self._servers
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.closing.set()
        for server in self._servers:
            server.shutdown()
            server.close_connections()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._folder.cleanup()

    def asked(self, host: str, path: str) -> list[Hit]:
        """Return the requests for ``path`` at ``host``, in the order of arrival."""
        return [hit for hit in self.hits if (hit.host, hit.path) == (host, path)]


def fetch_options(server: SampleServer) -> Fetch:
    """Return options that reach ``server`` for every ``*.example`` name, without delays."""
    return Fetch(
        contact="tests@trata.example",
        delay_seconds=0.0,
        timeout_seconds=5.0,
        hosts=(("*.example", f"127.0.0.1:{server.port}/{server.tls_port}"),),
        allow_addresses=("127.0.0.1/32",),
        ca_file=server.ca_file,
    )


class _Listener(ThreadingHTTPServer):
    """Accepts connections and remembers them, so that it can close them all."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, sample: SampleServer, context: ssl.SSLContext | None) -> None:
        self.sample = sample
        self.context = context
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Exchange)

    def get_request(self) -> tuple[socket.socket, object]:
        """Accept one; the handshake is left to the connection's own thread."""
        connection, address = super().get_request()
        if self.context is not None:
            connection = self.context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        with self._lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: object) -> None:
        """Close one connection."""
        assert isinstance(request, socket.socket)
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """Wake every thread that waits for a client."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    log.debug("a connection was closed already")

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Log what broke; a client that hangs up is no news."""
        log.debug("a connection broke")


class _Exchange(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: _Listener
    connection: socket.socket

    @property
    def sample(self) -> SampleServer:
        return self.server.sample

    def do_GET(self) -> None:
        """Answer a request."""
        request = self._request()
        self.sample.hits.append(
            Hit(
                host=request.host,
                path=request.path,
                query=request.query,
                time=time.monotonic(),
                headers=request.headers,
                secure=self.server.context is not None,
            )
        )
        answer = self.sample.answers.get((request.host, request.path))
        if answer is None:
            self._reply(_conditional(request, self.sample.site(request)))
        elif isinstance(answer, Reply):
            self._reply(answer)
        else:
            self.close_connection = True
            answer(Wire(self, request))

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815

    def _request(self) -> Request:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host", "").lower().partition(":")[0]
        return Request(host, path, query, headers, self.command)

    def _reply(self, reply: Reply) -> None:
        headers = {name.lower(): value for name, value in reply.headers.items()}
        headers.setdefault("content-length", str(len(reply.body)))
        if reply.status in {204, 304}:
            headers.pop("content-length")
        self.send_response(reply.status, _phrase(reply.status))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and "content-length" in headers:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log quietly; the base class writes to standard error."""
        log.debug(format, *args)


def _conditional(request: Request, reply: Reply) -> Reply:
    """Add an ETag to a 200 and answer 304 to a client that has this version."""
    if reply.status != HTTPStatus.OK:
        return reply
    tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
    headers = {"etag": tag, **{name.lower(): value for name, value in reply.headers.items()}}
    known = request.headers.get("if-none-match")
    since = request.headers.get("if-modified-since")
    unchanged = (
        known == headers["etag"] if known else since and since == headers.get("last-modified")
    )
    if unchanged:
        return Reply(304, {"etag": headers["etag"]})
    return Reply(reply.status, headers, reply.body)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Odd"
