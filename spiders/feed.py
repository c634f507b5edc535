"""Feeds: RSS, RDF and Atom, also as the answer to a search."""

from datetime import datetime

from monitor.models import Page, Unreadable
from monitor.options import Endpoint
from monitor.reading import feeds
from monitor.reading.announced import Announced
from spiders.endpoint import EndpointSpider


def read(
    page: Page,
    _endpoint: Endpoint,
    source_id: str,
    now: datetime,
) -> Announced | Unreadable:
    """Return what a feed announces."""
    return feeds.parse(page.body, url=page.final_url, source_id=source_id, now=now)


class FeedSpider(EndpointSpider):
    """Prints the links of one feed."""

    name = "feed"
    kind = "feed"
    reader = staticmethod(read)
