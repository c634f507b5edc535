"""Asking for one address: a page or, as a value, why there is none."""

import asyncio
import logging
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Request, Response
from twisted.internet.error import ConnectError, ConnectionClosed

from monitor.models import Page
from monitor.polls import Stage
from monitor.reading import urls
from monitor.text import one_line
from spiders.manners import BadCertificate, Manners, Refused, host_of

log = logging.getLogger(__name__)

PATIENCE: Final = 3
"""Failures of one host in a row after which it is left for this crawl."""
_TURNED_AWAY: Final = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address gave no page."""

    reason: str
    """A word for :attr:`monitor.models.Drop.reason`."""
    detail: str = ""
    stage: Stage = "fetch"
    seconds: int | None = None
    """After how long it may be asked again, where that is known."""


class Ask(Protocol):
    """Asks for one address, politely."""

    async def __call__(self, url: str, headers: Mapping[str, str] = {}) -> Page | Refusal:
        """Return the page, whatever its status, or why there is none."""
        ...


_BROKEN = (
    BadCertificate,
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    OSError,
    ResponseDataLossError,
    zlib.error,
)
EXPECTED: Final = (*_BROKEN, DownloadCancelledError, DownloadTimeoutError, IgnoreRequest)
"""What a download may raise without a fault of ours."""


def refusal_from(error: BaseException) -> Refusal:
    """Return what one of ``EXPECTED`` means."""
    match error:
        case Refused():
            return Refusal(error.reason, error.detail, error.stage, error.seconds)
        case DownloadTimeoutError():
            return Refusal("timeout")
        case DownloadCancelledError():
            return Refusal("too_large")
        case IgnoreRequest():
            # Scrapy's own: decompression stopped at the limit (with a cause), or redirects did
            return Refusal("too_large" if error.__cause__ else "redirects")
        case _:
            return Refusal("connection", _told(error))


def _is_failure(answer: Page | Refusal) -> bool:
    """Tell whether an answer speaks against asking its host for more."""
    if isinstance(answer, Refusal):
        return answer.reason in {"timeout", "connection"}
    return answer.status in _TURNED_AWAY or 500 <= answer.status < 600


def only_page(answer: Page | Refusal) -> Page | Refusal:
    """Return ``answer``; a page whose status is not 2xx becomes a refusal such as ``http_404``."""
    if isinstance(answer, Refusal) or 200 <= answer.status < 300:
        return answer
    if 300 <= answer.status < 400:
        return Refusal("redirects", one_line(answer.headers.get("location", ""), 200))
    return Refusal(f"http_{answer.status}")


def _told(error: BaseException) -> str:
    reasons = getattr(error.__cause__, "reasons", None)
    if reasons:
        error = reasons[0].value
    return one_line(str(error) or type(error).__name__, 200)


class Asker:
    """Asks through Scrapy's downloader, one request at a time to each host."""

    def __init__(self, crawler: Crawler, manners: Manners) -> None:
        self._crawler = crawler
        self._manners = manners
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._failures: Counter[str] = Counter()

    async def __call__(self, url: str, headers: Mapping[str, str] = {}) -> Page | Refusal:
        """Return the page at ``url``, whatever its status, or why there is none."""
        if not urls.is_web(url):
            return Refusal("not_web", stage="lead")
        host = host_of(url)
        async with self._turns[host]:
            if self._failures[host] >= PATIENCE:
                return Refusal("not_asked", f"{host} failed {PATIENCE} times in a row")
            answer = await self._download(url, headers)
            if _is_failure(answer):
                self._failures[host] += 1
            elif isinstance(answer, Page):
                self._failures[host] = 0
        return answer

    async def _download(self, url: str, headers: Mapping[str, str]) -> Page | Refusal:
        request = Request(url, headers=dict(headers), dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except EXPECTED as error:
            log.debug("no page from %s: %s", one_line(url), error)
            return refusal_from(error)
        return Page(
            url=url,
            final_url=response.url,
            status=response.status,
            headers=headers_of(response),
            body=response.body,
            fetched_at=self._manners.clock(),
        )


def headers_of(response: Response) -> dict[str, str]:
    """Return the headers of ``response``, names in lower case."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
