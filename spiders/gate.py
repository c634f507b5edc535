"""The gate that every request passes before it is sent, redirects and robots.txt included."""

import asyncio
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from monitor.reading import urls
from spiders.asking import EXPECTED, Refusal, headers_of, refusal_from
from spiders.manners import BadCertificate, Refused, host_of
from spiders.polite import PoliteSpider
from spiders.robots import Rules, rules_of
from spiders.settings import slot_delay

_ROBOTS = "for_robots"
"""Marks a request for robots.txt, which needs no leave, in ``Request.meta``."""


class Gate:
    """Downloader middleware: web addresses only, pauses heeded, robots.txt obeyed.

    One robots.txt is fetched for each scheme, host and port in a crawl; whoever asks meanwhile
    waits for the same answer.
    """

    def __init__(self, crawler: Crawler) -> None:
        assert isinstance(crawler.spider, PoliteSpider)
        self._crawler = crawler
        self._manners = crawler.spider.manners
        self._rules: dict[str, asyncio.Future[Rules | Refusal]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one; Scrapy calls this."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let ``request`` pass or raise Refused."""
        if not urls.is_web(request.url):
            raise Refused("not_web", request.url, "lead")
        if request.url in request.meta.get("redirect_urls", ()):
            raise Refused("redirects", "it redirects in a circle")
        self._manners.check(host_of(request.url))
        if _ROBOTS not in request.meta:
            await self._ask_leave(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note when a host asks to be left alone."""
        self._manners.heed(host_of(request.url), response.status, headers_of(response))
        return response

    async def _ask_leave(self, request: Request) -> None:
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._fetch_rules(origin))
        # one who gives up waiting must not end it for the others
        rules = await asyncio.shield(self._rules[origin])
        if isinstance(rules, Refusal):
            raise Refused(rules.reason, rules.detail, rules.stage, rules.seconds)
        if not rules.allows(request.url):
            raise Refused("robots", f"robots.txt of {origin}", "robots")

    async def _fetch_rules(self, origin: str) -> Rules | Refusal:
        request = Request(f"{origin}/robots.txt", meta={_ROBOTS: True}, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(request)
        except BadCertificate as error:
            return refusal_from(error)
        except EXPECTED as error:
            return _without_rules(refusal_from(error))
        rules = rules_of(response.status, response.body)
        if rules is None:
            return Refusal("robots_unavailable", f"HTTP {response.status}", "robots")
        self._slow_down(host_of(origin), rules.crawl_delay())
        return rules

    def _slow_down(self, host: str, crawl_delay: float) -> None:
        """Keep to ``crawl_delay``, within reason, for the rest of the crawl."""
        fetch = self._manners.fetch
        seconds = min(crawl_delay, fetch.max_crawl_delay_seconds)
        if seconds <= fetch.delay_seconds:
            return
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings[host] = {"delay": slot_delay(seconds)}
        if host in downloader.slots:
            downloader.slots[host].delay = slot_delay(seconds)


def _without_rules(refusal: Refusal) -> Refusal:
    """Tell what is wrong with the host itself from a robots.txt that cannot be had."""
    if refusal.reason in {"blocked_private", "paused"}:
        return refusal
    return Refusal("robots_unavailable", f"{refusal.reason} {refusal.detail}".strip(), "robots")
