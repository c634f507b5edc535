"""Feeds: RSS, RDF and Atom, also as the answer to a search."""

from datetime import datetime

from monitor.models import Lead, Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import feeds
from spiders.endpoint import EndpointSpider


def read(
    page: Page,
    _endpoint: Endpoint,
    source_id: str,
    now: datetime,
) -> tuple[Lead, ...] | Unreadable:
    """Return the leads of a feed."""
    return feeds.parse(page.body, url=page.final_url, source_id=source_id, now=now)


class FeedSpider(EndpointSpider):
    """Prints the links of one feed."""

    name = "feed"
    kind = "feed"
    reader = staticmethod(read)
