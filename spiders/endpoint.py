"""One endpoint read by hand: ``scrapy crawl feed -a url=...`` prints its links as JSON lines."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import ClassVar, Final, Protocol, Self

from pydantic import TypeAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from monitor import errors
from monitor.models import Page, Unreadable
from monitor.options import Endpoint, EndpointKind, Fetch
from monitor.reading.announced import Announced
from monitor.text import one_line
from spiders.asking import Asker, Refusal
from spiders.guard import resolve
from spiders.manners import Manners
from spiders.polite import PoliteSpider
from spiders.settings import settings_for

_EXAMPLE: Final = """-s FETCH='{"contact": "you@example.org"}'"""


class Reader(Protocol):
    """Reads one kind of endpoint."""

    def __call__(
        self, page: Page, endpoint: Endpoint, source_id: str, now: datetime, /
    ) -> Announced | Unreadable:
        """Return what ``page`` announces."""
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
        try:
            settings.setdict(settings_for(_fetch_in(settings)), priority="spider")
        except errors.UsageError as error:
            raise UsageError(f"{error}, such as {_EXAMPLE}") from None

    async def start(self) -> AsyncIterator[Mapping[str, object]]:
        """Yield a mapping for each lead."""
        answer = await Asker(self.crawler, self.manners)(self.endpoint.url)
        if isinstance(answer, Refusal):
            self.logger.error("%s: %s", answer.reason, answer.detail)
            return
        found = type(self).reader(answer, self.endpoint, "", self.manners.clock())
        if isinstance(found, Unreadable):
            self.logger.error("HTTP %d, %s: %s", answer.status, found.reason, found.detail)
            return
        if found.skipped:
            self.logger.error("%d entries without a lead", len(found.skipped))
        for lead in found.leads:
            yield asdict(lead)


def _fetch_in(settings: BaseSettings) -> Fetch:
    options = settings.get("FETCH") or {}
    try:
        return TypeAdapter(Fetch).validate_python(
            json.loads(options) if isinstance(options, str) else options
        )
    except ValueError as error:
        raise UsageError(f"FETCH: {one_line(str(error), 300)}; {_EXAMPLE}") from None
