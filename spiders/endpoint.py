"""One endpoint read by hand: ``scrapy crawl feed -a url=...`` prints its links as JSON lines."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import ClassVar, Protocol, Self

from pydantic import TypeAdapter
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from monitor.models import Lead, Page, Unreadable
from monitor.options import Endpoint, EndpointKind, Fetch
from spiders.asking import Asker, Refusal
from spiders.guard import resolve
from spiders.manners import Manners
from spiders.polite import PoliteSpider
from spiders.settings import settings_for


class Reader(Protocol):
    """Reads one kind of endpoint."""

    def __call__(
        self, page: Page, endpoint: Endpoint, source_id: str, now: datetime, /
    ) -> tuple[Lead, ...] | Unreadable:
        """Return the leads that ``page`` announces."""
        ...


class EndpointSpider(PoliteSpider):
    """Reads one endpoint and yields its leads; nothing is stored.

    Args:
        url: Of the endpoint.
        link_pattern: For a section page; see :class:`monitor.options.Endpoint`.
    """

    kind: ClassVar[EndpointKind]
    reader: ClassVar[Reader]

    def __init__(self, url: str, link_pattern: str = "", *, manners: Manners) -> None:
        super().__init__(manners=manners)
        self.endpoint = Endpoint(self.kind, url, link_pattern=link_pattern)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> Self:
        """Make one with the options in the setting FETCH; Scrapy calls this."""
        manners = Manners(_fetch_in(crawler.settings), lambda: datetime.now(UTC), resolve)
        return super().from_crawler(crawler, *args, manners=manners, **kwargs)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add what follows from the setting FETCH; Scrapy calls this."""
        super().update_settings(settings)
        settings.set("FEEDS", {"stdout:": {"format": "jsonlines"}}, priority="spider")
        settings.setdict(settings_for(_fetch_in(settings)), priority="spider")

    async def start(self) -> AsyncIterator[Mapping[str, object]]:
        """Yield a mapping for each lead."""
        answer = await Asker(self.crawler, self.manners)(self.endpoint.url)
        if isinstance(answer, Refusal):
            self.logger.error("%s: %s", answer.reason, answer.detail)
            return
        leads = type(self).reader(answer, self.endpoint, "", self.manners.clock())
        if isinstance(leads, Unreadable):
            self.logger.error("HTTP %d, %s: %s", answer.status, leads.reason, leads.detail)
            return
        for lead in leads:
            yield asdict(lead)


def _fetch_in(settings: BaseSettings) -> Fetch:
    options = settings.get("FETCH") or {}
    if isinstance(options, str):
        options = json.loads(options)
    return TypeAdapter(Fetch).validate_python(options)
