"""Downloads as Scrapy makes them, over checked connections, with verified certificates."""

import asyncio
from importlib import import_module
from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Request, Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from service_identity import VerificationError
from twisted.internet._sslverify import OpenSSLDefaultPaths
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import IAddress, IProtocol, IProtocolFactory
from twisted.internet.ssl import AcceptableCiphers, optionsForClientTLS
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import URI, Agent, HostnameCachingHTTPSPolicy
from twisted.web.iweb import IResponse

from monitor.options import Fetch
from spiders.guard import Guard
from spiders.manners import BadCertificate
from spiders.polite import PoliteSpider

_MAX_HEAD = 256 * 1024
"""Bytes until the head of an answer has to end; the piece that ends it counts whole."""
_CONNECT_SECONDS = 10.0
"""For one address of a host; there may be another that answers."""


class GuardedDownload(HTTP11DownloadHandler):
    """Downloads over connections that :class:`spiders.guard.Guard` has allowed; no proxies."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        assert isinstance(crawler.spider, PoliteSpider)
        manners = crawler.spider.manners
        guard = Guard(manners.fetch, manners.resolve)
        self._pool.retryAutomatically = False  # the retry middleware counts
        self._pool._factory = _ConnectionFactory  # noqa: SLF001 - as the base class does
        self._endpoints = _Endpoints(guard, manners.fetch)
        self._running: set[Deferred[Response]] = set()

    async def download_request(self, request: Request) -> Response:
        """Download one; see the base class."""
        agent = _GuardedAgent(
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            crawler=self._crawler,
        )
        agent.endpoints = self._endpoints
        running = agent.download_request(request)
        self._running.add(running)
        try:
            with wrap_twisted_exceptions():
                return await maybe_deferred_to_future(running)
        except DownloadFailedError as error:
            if fault := _certificate_fault(error):
                raise BadCertificate(fault) from error
            raise
        finally:
            self._running.discard(running)

    async def close(self) -> None:
        """Break off what still runs."""
        for running in list(self._running):
            running.cancel()
        await asyncio.sleep(0)
        await super().close()


class _Connection(_LenientHTTP11ClientProtocol):
    """A connection that is broken off where the head of an answer does not end.

    Twisted keeps header lines without limit, hundreds of megabytes within the deadline.
    """

    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
        if self._head > _MAX_HEAD:
            self.abort()  # type: ignore[no-untyped-call]
        else:
            super().dataReceived(data)  # type: ignore[no-untyped-call]


class _ConnectionFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, _address: IAddress | None) -> _Connection:  # noqa: N802
        return _Connection(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _GuardedAgent(_ScrapyAgent):
    """Scrapy's agent on endpoints of ours; it knows no proxy."""

    endpoints: "_Endpoints"

    def _get_agent(self, request: Request, timeout: float) -> Agent:  # noqa: ARG002
        agent: Agent = Agent.usingEndpointFactory(_reactor(), self.endpoints, self._pool)  # type: ignore[no-untyped-call]
        return agent


class _Endpoints:
    """Makes the endpoint to which the agent connects for an address (IAgentEndpointFactory)."""

    def __init__(self, guard: Guard, fetch: Fetch) -> None:
        self._guard = guard
        policy: Any = _Policy(fetch)
        self._policy = HostnameCachingHTTPSPolicy(policy, cacheSize=200)
        self._timeout = min(fetch.timeout_seconds, _CONNECT_SECONDS)

    def endpointForURI(self, uri: URI) -> Any:  # noqa: ANN401, N802 - Twisted's name
        secure = uri.scheme == b"https"
        endpoint: Any = _CheckedEndpoint(self._guard, uri, secure, self._timeout)
        if not secure:
            return endpoint
        return wrapClientTLS(self._policy.creatorForNetloc(uri.host, uri.port), endpoint)


class _CheckedEndpoint:
    """Resolves, checks and connects, in one go (IStreamClientEndpoint)."""

    def __init__(self, guard: Guard, uri: URI, secure: bool, timeout: float) -> None:
        self._guard = guard
        self._host: str = uri.host.decode("ascii")
        self._port: int = uri.port
        self._secure = secure
        self._timeout = timeout

    def connect(self, factory: IProtocolFactory) -> Deferred[IProtocol]:
        return deferred_from_coro(self._connect(factory))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        failure: Exception = OSError(f"{self._host} has no address")
        for address, port in await self._guard.targets(self._host, self._port, self._secure):
            kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
            endpoint = kind(_reactor(), address, port, timeout=self._timeout)
            try:
                return await maybe_deferred_to_future(endpoint.connect(factory))
            except ConnectError as error:
                failure = error
        raise failure


class _Policy:
    """Verifies certificates (IPolicyForHTTPS)."""

    def __init__(self, fetch: Fetch) -> None:
        self._trust: Any = _Trust(fetch)
        self._ciphers = AcceptableCiphers.fromOpenSSLCipherString("DEFAULT")  # type: ignore[no-untyped-call]

    def creatorForNetloc(self, hostname: bytes, _port: int) -> Any:  # noqa: ANN401, N802
        return optionsForClientTLS(
            hostname.decode("ascii"),
            trustRoot=self._trust,
            extraCertificateOptions={"acceptableCiphers": self._ciphers},
        )


class _Trust(OpenSSLDefaultPaths):
    """The system's authorities and the configured one."""

    def __init__(self, fetch: Fetch) -> None:
        self._ca_file = fetch.ca_file

    def _addCACertsToContext(self, context: SSL.Context) -> None:  # noqa: N802
        context.set_default_verify_paths()
        if self._ca_file is not None:
            context.load_verify_locations(str(self._ca_file))


def _certificate_fault(error: DownloadFailedError) -> str:
    """Return what is wrong with a certificate, which a second try would not mend; else nothing."""
    for reason in getattr(error.__cause__, "reasons", ()):
        match reason.value:
            case VerificationError():
                return "the certificate is not for this name"
            case SSL.Error(args=([*parts],)) if parts:
                return "; ".join(str(part[-1]) for part in parts)
    return ""


def _reactor() -> Any:  # noqa: ANN401 - Twisted's module stands for the object
    """Return the reactor; importing it above would install one before Scrapy chooses."""
    return import_module("twisted.internet.reactor")
