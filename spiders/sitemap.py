"""News sitemaps, and indexes of sitemaps one level deep."""

from datetime import datetime
from typing import Final

from monitor.models import Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import sitemaps
from monitor.reading.announced import Announced
from spiders.endpoint import EndpointSpider

MAX_CHILDREN: Final = 5
"""Sitemaps of an index that are fetched."""


def read(
    page: Page,
    _endpoint: Endpoint,
    source_id: str,
    now: datetime,
) -> Announced | Unreadable:
    """Return what a sitemap announces; nothing for an index."""
    return sitemaps.parse(page.body, url=page.final_url, source_id=source_id, now=now)


def children(page: Page, now: datetime) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that an index names, the last changed first."""
    return sitemaps.children(page.body, page.final_url, now)


class SitemapSpider(EndpointSpider):
    """Prints the links of one sitemap, or the addresses of the sitemaps in an index."""

    name = "sitemap"
    kind = "news_sitemap"
    reader = staticmethod(read)
