"""News sitemaps, and indexes of sitemaps one level deep."""

from datetime import datetime
from typing import Final

from monitor.models import Lead, Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import sitemaps
from spiders.endpoint import EndpointSpider

MAX_CHILDREN: Final = 5
"""Sitemaps of an index that are fetched."""


def read(
    page: Page,
    _endpoint: Endpoint,
    source_id: str,
    now: datetime,
) -> tuple[Lead, ...] | Unreadable:
    """Return the leads of a sitemap; an empty tuple for an index."""
    return sitemaps.parse(page.body, url=page.final_url, source_id=source_id, now=now)


def children(page: Page) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that an index names, the first few."""
    return sitemaps.children(page.body, page.final_url)[:MAX_CHILDREN]


class SitemapSpider(EndpointSpider):
    """Prints the links of one sitemap, or the addresses of the sitemaps in an index."""

    name = "sitemap"
    kind = "news_sitemap"
    reader = staticmethod(read)
